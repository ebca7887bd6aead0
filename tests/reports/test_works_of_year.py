"""Initiatives in the annual report: where they are counted, what is told, and that no title leaves its register."""

from datetime import date

import pytest
from django.urls import reverse

from songfai.kit.languages import LANGUAGES
from songfai.programmes.models import Commitment
from songfai.programmes.states import CommitmentType
from songfai.record.models import Log
from songfai.reports import compile
from songfai.reports.paper import lines
from songfai.reports.sections import works
from tests.works import making

pytestmark = pytest.mark.django_db
TOLD = {"en": "Initiatives of 2026", "vi": "Sáng kiến năm 2026", "lo": "ຫົວຄິດປະດິດສ້າງ ປີ 2026"}


@pytest.fixture
def counted(made, facts_of):
    """The first side has a recognised work and a filed one; the programme promises a contest."""
    Commitment.objects.filter(pk=made.programme.commitments.first().pk).update(type=CommitmentType.CONTEST)
    here = made.programme.sides.get(position=1).institution
    made.unit = making.unit(here=here)
    making.filed(made.unit)
    making.confirmed(made.unit, making.certified(made.unit).work, year=2026)
    return lambda: facts_of(date(2026, 3, 31), 2026)


def told(facts, language):
    return "\n".join(lines(compile.annual(facts, language))).replace("\u200b", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_side_s_works_are_told_with_their_cut_off_and_how_they_are_counted(counted, language):
    facts = counted()
    values = [
        facts.figure(f"works.{name}_{side}").value
        for side in (1, 2)
        for name in ("filed", "recognised", "applied")
    ]
    assert values == [2, 1, 0, 0, 0, 0]
    said = told(facts, language)
    assert TOLD[language] in said
    assert "Drying frame" not in said and "Phần" not in said


def test_where_nothing_of_the_kind_is_promised_works_are_not_counted(made, counted, facts_of):
    made.programme.commitments.update(type=CommitmentType.COURSE)
    facts = counted()
    assert facts.works is None
    assert TOLD["en"] not in told(facts, "en")


def test_a_year_without_works_has_no_section(made, counted, facts_of):
    """And the fingerprint it had: tests/reports/test_fingerprints.py."""
    facts = facts_of(date(2025, 12, 31), 2025)
    assert facts.works is None
    assert "Initiatives" not in told(facts, "en")


def test_with_the_other_side_on_another_server_both_compile_the_same(made, counted):
    with_works = counted()
    Log.objects.filter(register=made.programme.register_id, position=2).update(hosted=False)
    facts = counted()
    assert facts.works is None
    assert facts.fingerprint() != with_works.fingerprint()


def test_measured_and_estimated_stand_in_lines_of_their_own(counted):
    from songfai.reports.wording import Speaker
    from tests.reports.samples import thanh_hoa

    facts = thanh_hoa()
    blocks = list(works.section(facts, facts.works, "5.", Speaker("vi")))
    grid = blocks[-2]
    assert len(grid.rows) == 5
    amounts = [row[2][0].text.replace("\xa0", " ") for row in grid.rows]
    assert amounts[:4] == ["18.250.000.000 đồng", "1.400.000.000 đồng", "7.000.000.000 đồng", "–"]
    assert "26.650.000.000" not in str(grid), "no line adds them up"


def test_the_page_behind_a_number_says_how_it_is_counted_and_shows_no_work(made, counted, client):
    counted()
    client.force_login(made.leader_b.account)
    address = reverse("reports:rows", args=[made.programme.slug, 2026, "works.filed_1"])
    page = client.get(address, {"cut_off": "2026-03-31", "language": "en"})
    assert page.status_code == 200
    shown = page.content.decode()
    assert "handed in to units of the side" in shown
    assert "Each side keeps the register" in shown
    assert "Drying frame" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_more_works_cost_no_more(made, counted, facts_of, count, django_assert_max_num_queries):
    for _n in range(count):
        making.recognised(made.unit)
    with django_assert_max_num_queries(60) as asked:
        counted()
    assert sum("works_submission" in one["sql"] for one in asked.captured_queries) == 8
