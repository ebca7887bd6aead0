"""The balance as files: every number of the workbook is the sum of its rows, and the picture stands by itself."""

import io
from collections import defaultdict
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from songfai.kit.languages import Trilingual
from songfai.support.models import Agreed
from songfai.visits.models import Member
from songfai.visits.states import VisitState
from tests import factories as make
from tests.visits import making as visiting

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


def test_the_workbook_names_the_visits_of_which_nobody_said_who_travelled(client, made):
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(fetched(client, made, made.leader_a, "export=xlsx").content)
    )
    assert "Delegations not written down" not in book.sheet_names
    visiting.until(VisitState.DONE, made, title=make.words("Without a list"))
    content = fetched(client, made, made.leader_b, "export=xlsx&year=2024").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    [_head, row] = book.get_sheet_by_name("Delegations not written down").to_python()
    assert row[0].startswith("Without a list") and row[1] == made.visit.starts_on.year
    told = " ".join(str(line[0]) for line in book.get_sheet_by_name("How it was counted").to_python())
    assert "Who travelled on one visit is not written down" in told
    assert "not written down" in fetched(client, made, made.leader_a, "export=svg").content.decode()
    # The picture of another year leaves nothing out.
    other = fetched(client, made, made.leader_a, "export=svg&year=2024").content.decode()
    assert "not written down" not in other
    Member.objects.create(visit=made.visit, number=1, person=make.person())
    content = fetched(client, made, made.leader_b, "export=xlsx").content
    assert (
        "Delegations not written down" not in CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    )


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
