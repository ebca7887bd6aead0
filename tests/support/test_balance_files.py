"""The balance as files: every number of the workbook is the sum of its rows, and the picture stands by itself."""

import io
from collections import defaultdict
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from songfai.kit.languages import Trilingual
from songfai.support.models import Agreed
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings):
    settings.TODAY = "2026-03-10"
    made = make.programme_in_force()
    for quantity in (10, 34):
        make.support(made, "received", kind="person_days", quantity=Decimal(quantity))
    make.support(made, "received", by=made.leader_b, kind="money", quantity=None, minor=900, currency="LAK")
    make.support(made, "delivered", kind="person_days", quantity=Decimal(99))
    Agreed.objects.create(
        programme=made.programme, measure="person_days", state="agreed", unit=Trilingual(en="months"),
        per=22, side=1, proposed_by="x", proposed_at=make.NOW,
    )  # fmt: skip
    return made


def fetched(client, made, leader, query):
    client.force_login(leader.account)
    response = client.get(f"/programmes/{made.programme.slug}/balance/?language=en&{query}")
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("side", ["leader_a", "leader_b"])
def test_every_number_of_the_workbook_is_the_sum_of_its_rows(client, made, side):
    content = fetched(client, made, getattr(made, side), "export=xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    numbers, rows, told = (book.get_sheet_by_index(place).to_python() for place in range(3))
    sums = defaultdict(Decimal)
    for measure, unit, year, giver, title, _day, number in rows[1:]:
        assert title
        sums[measure, unit, year, giver] += Decimal(str(number))
    head, *lines = numbers
    counted = {
        (measure, unit, year, head[place]): Decimal(str(given))
        for measure, unit, year, *both in lines
        for place, given in zip((3, 4), both, strict=False)
        if given
    }
    assert {key: round(value, 1) for key, value in sums.items()} == {
        key: round(value, 1) for key, value in counted.items()
    }
    assert [key[1] for key in counted] == ["months", "LAK"]
    words = " ".join(str(row[0]) for row in told)
    assert "10 March 2026" in words and "receiving side has confirmed" in words


@pytest.mark.parametrize("side", ["leader_a", "leader_b"])
def test_the_picture_is_a_file_that_needs_no_style_sheet(client, made, side):
    response = fetched(client, made, getattr(made, side), "export=svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert "attachment" in response["Content-Disposition"] and ".svg" in response["Content-Disposition"]
    drawn = ElementTree.fromstring(response.content)
    words = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "class=" not in response.content.decode()
    assert any("months" in one for one in words) and "2" in words
    assert any("10 March 2026" in one for one in words)
    early = fetched(client, made, getattr(made, side), "export=svg&year=2024").content.decode()
    assert 'x="500" y="' in early and "2024" in early


def test_the_page_links_both_files(client, made):
    page = fetched(client, made, made.leader_a, "year=2025").content.decode()
    assert "?export=svg&amp;year=2025" in page
    assert "export=xlsx" in page
