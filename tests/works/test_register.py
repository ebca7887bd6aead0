"""The register: the quick way gives the rows of the plain one; figures lead to their rows; files say what they hold."""

import csv
import io
from datetime import date
from itertools import product

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from songfai.kit.languages import Trilingual
from songfai.kit.paging import Count
from songfai.kit.streams import stretch_and_count, stretch_of
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Work, WorkField
from songfai.works.queries import Filter, every, figures, narrowed, shown, streams_of, works
from songfai.works.states import GROUPS, Stage
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = "2026-03-10"


def pages_of(seat, wanted, size=3):
    """Every title of the list, page after page."""
    found, query = [], {}
    while True:
        request = RequestFactory().get("/", query)
        page = stretch_of(request, streams_of(seat, wanted, make.TODAY), lambda ids: shown(ids, seat), size)
        found += [row.pk for row in page.rows]
        if not page.next_query:
            return found
        query = dict(pair.split("=") for pair in page.next_query.split("&"))


def cells(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def rows(made, count=24):
    """Works of all kinds: of three units and none, two days, of many states; every fifth a draft."""
    units = [make.unit(made.here) for _n in range(3)]
    fields = list(WorkField.objects.all()[:3])
    stages = [Stage.RECEIVED, Stage.CERTIFIED, Stage.REFUSED, Stage.WITHDRAWN]
    others = make.seat(made.there, Role.CLERK)
    for n in range(count):
        seat = others if n % 8 == 7 else made.author
        work = making.draft(
            SimpleMade(seat),
            title=Trilingual(vi=f"Máy sấy {n}") if n % 3 else Trilingual(lo=f"ເຄື່ອງອົບເຂົ້າ {n}"),
        )
        work.fields.set([fields[n % 3]])
        Work.objects.filter(pk=work.pk).update(
            unit=None if n % 4 == 3 or seat is others else units[n % 4],
            stage=Stage.DRAFT if n % 5 == 4 else stages[n % 4],
            type=("technical", "management")[n % 2],
            level=("", "base", "", "province")[n % 4],
            listed_on=date(2025 + n % 2, 1 + n % 3, 1),
        )
    return units, fields


class SimpleMade:
    def __init__(self, author):
        self.author = author


def test_the_quick_way_gives_the_rows_of_the_plain_one(made):
    units, fields = rows(made)
    stages = ("", "received", "draft", *GROUPS)
    for seat in (made.leader, made.reader, made.author, made.clerk):
        plain = works(seat).filter(institution=made.here.pk)
        for year, stage, unit, text in product((None, 2025), stages, (None, units[1]), ("", "may say", "ອົບ")):
            wanted = Filter(text=text, year=year, stage=stage, unit=unit)
            expected = narrowed(plain, wanted, make.TODAY).order_by("-listed_on", "-id")
            assert pages_of(seat, wanted) == list(expected.values_list("pk", flat=True)), (seat.role, wanted)
        for wanted in (
            Filter(type="management"), Filter(level="province"), Filter(level="base", stage="filed", year=2025),
            Filter(field=fields[2]), Filter(no_unit=True), Filter(body=made.here),
            Filter(field=fields[1], type="technical", stage="filed"), Filter(late=True), Filter(impossible=True),
        ):  # fmt: skip
            expected = narrowed(plain, wanted, make.TODAY).order_by("-listed_on", "-id")
            assert pages_of(seat, wanted) == list(expected.values_list("pk", flat=True)), (seat.role, wanted)


def test_lao_inside_unspaced_text_and_vietnamese_without_accents_are_found(made):
    making.filed(made, making.ready(made, title=Trilingual(vi="Lắp bẫy hơi")))
    lao = making.ready(made, title=Trilingual(lo="ປັບປຸງເຄື່ອງອົບເຂົ້າສາລີ"))
    making.filed(made, lao)
    for text, titles in (
        ("lap bay", ["Lắp bẫy hơi"]),
        ("ອົບເຂົ້າ", ["ປັບປຸງເຄື່ອງອົບເຂົ້າສາລີ"]),
        ("lap ອົບ", []),
        ("0001/2026", ["Lắp bẫy hơi"]),
    ):
        found = shown(pages_of(made.leader, Filter(text=text)), made.leader).values()
        assert [str(one.title) for one in found] == titles, text


def test_late_works_are_found_by_their_clock(made):
    submission = making.filed(made, making.ready(made, title=Trilingual(vi="Máy sấy lúa")))
    making.filed(made, making.ready(made, title=Trilingual(vi="Máy sấy ngô")))
    submission.due = date(2026, 3, 9)
    submission.save()
    assert pages_of(made.clerk, Filter(late=True)) == [submission.work_id]
    # Also among the works an index of words has found, and of one unit.
    assert pages_of(made.clerk, Filter(late=True, text="may say")) == [submission.work_id]
    assert pages_of(made.clerk, Filter(late=True, text="ma say")) == [submission.work_id]
    assert pages_of(made.clerk, Filter(late=True, text="may xy")) == []
    assert pages_of(made.clerk, Filter(late=True, unit=make.unit(made.here))) == []
    assert pages_of(make.seat(made.there, Role.CLERK), Filter(late=True)) == []


def test_a_works_line_is_what_the_plain_list_shows(made):
    submission = making.filed(made, making.of_two(made))
    (row,) = shown([submission.work_id], made.leader).values()
    assert [str(one) for one in row.authors.all()] == [str(one) for one in submission.work.authors.all()]
    assert [one.receipt for one in row.submissions.all()] == [submission.receipt]
    assert [one.slug for one in WorkField.objects.filter(pk__in=[f.pk for f in row.fields.all()])] == [
        "mechanics"
    ]


def test_every_goes_to_the_end(made):
    rows(made, 12)
    seat = made.leader
    expected = list(works(seat).order_by("-listed_on", "-id").values_list("pk", flat=True))
    assert [
        row.pk for some in every(streams_of(seat, Filter(), make.TODAY), seat, 3) for row in some
    ] == expected


@pytest.mark.parametrize(("size", "cap"), [(3, 3), (3, 5), (3, 1000), (50, 1000)])
def test_one_walk_finds_a_first_page_and_how_many_there_are(made, monkeypatch, size, cap):
    rows(made, 12)
    monkeypatch.setattr("songfai.kit.streams.COUNT_CAP", cap)

    def read(ids):
        return shown(ids, made.leader)

    def found(wanted, query=""):
        request, streams = RequestFactory().get(f"/?{query}"), streams_of(made.leader, wanted, make.TODAY)
        page, count = stretch_and_count(request, streams, read, size)
        assert page == stretch_of(request, streams, read, size)
        return page, count

    there = sum(map(len, every(streams_of(made.leader, Filter(), make.TODAY), made.leader)))
    assert 5 < there < 50
    page, count = found(Filter())
    assert (count.number, count.capped) == (min(there, cap), there > cap)
    assert bool(page.next_query) == (size < there)
    assert found(Filter(text="khongcogi"))[1] == Count(0, False)
    # Over a later page nothing is counted.
    second = stretch_of(RequestFactory().get("/"), streams_of(made.leader, Filter(), make.TODAY), read, 3)
    assert found(Filter(), second.next_query)[1] is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same_for_one_and_for_three(client, made, count, django_assert_num_queries):
    for _n in range(count):
        making.filed(made)
    streams = streams_of(made.leader, Filter(), make.TODAY)
    with django_assert_num_queries(8):
        stretch_of(RequestFactory().get("/"), streams, lambda ids: shown(ids, made.leader))
    client.force_login(made.leader.account)
    client.get("/works/")
    # Three say who acts, one the new notices, four what waits for the person; the rest is the list and its filters.
    with django_assert_num_queries(21):
        assert len(client.get("/works/").context["page"].rows) == count


def test_figures_stay_with_the_unit_as_it_was_then(client, made):
    old, new = make.unit(made.here), make.unit(made.here)
    first = making.filed(made)
    Work.objects.filter(pk=first.work_id).update(unit=old)
    old.valid_to, old.succeeded_by = date(2026, 3, 1), new
    old.save()
    second, refused = making.filed(made), making.filed(made)
    Work.objects.filter(pk=second.work_id).update(unit=new)
    actions.reject(submission=refused, reason="no", by=made.clerk, at=make.NOW)
    making.draft(made)
    lines = {one.unit: one.counts for one in figures(made.reader, Filter())}
    assert {unit: (one["filed"], one["running"], one["turned_down"]) for unit, one in lines.items()} == {
        old: (1, 1, 0),
        new: (1, 1, 0),
        None: (1, 0, 1),
    }
    assert figures(make.seat(made.there, Role.READER), Filter()) == figures(made.author, Filter()) == []


@sqlite_alone
@pytest.mark.parametrize("wanted", [Filter(), Filter(type="technical"), Filter(level="base")])
def test_figures_of_all_years_are_counted_in_the_order_of_an_index(made, wanted):
    """Unit after unit: sorted for it, two and a half million works took seven times as long."""
    with CaptureQueriesContext(connection) as asked:
        figures(made.reader, wanted)
    plan = steps_of(asked[0]["sql"])
    assert "COVERING INDEX works_counted (institution_id=?" in plan[0]
    assert not any("GROUP BY" in step for step in plan)


def test_every_figure_leads_to_as_many_rows(client, made):
    rows(made)
    client.force_login(made.reader.account)
    for asked in (
        {},
        {"year": "2025"},
        {"stage": "running"},
        {"stage": "certified"},
        {"type": "management", "year": "2026"},
        {"level": "base", "stage": "recognition"},
    ):
        page = client.get("/works/figures/", {"language": "en"} | asked)
        assert page.status_code == 200
        cells = [cell for _one, _body, line in page.context["lines"] for cell in line] + page.context[
            "totals"
        ]
        assert any(number for _group, number, _query in cells)
        for group, number, query in cells:
            if number:
                listed = client.get(f"/works/?{query}")
                assert len(listed.context["page"].rows) == number, (asked, group, query)


def test_figures_print_their_cut_off_and_filter(client, made):
    making.filed(made)
    client.force_login(made.reader.account)
    page = client.get("/works/figures/?year=2026&language=en").content.decode()
    for said in ("Cut-off", "10 Mar 2026", "Year: 2026", "newest state"):
        assert said in page, said
    sheets = cells(client.get("/works/figures/?export=xlsx&language=en").content)
    assert sheets["Figures"][1][1] == 1
    assert "Cut-off" in [row[0] for row in sheets["What was counted"]]
    client.force_login(made.author.account)
    assert client.get("/works/figures/").status_code == 403


def test_the_files_say_what_they_hold(client, made):
    making.filed(made)
    making.filed(made, making.ready(made, title=Trilingual(vi="=SUM(A1)"), type="management"))
    client.force_login(made.leader.account)
    response = client.get("/works/?export=csv&language=vi&type=management")
    lines = list(
        csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";")
    )
    assert lines[1][1].startswith("10/03/2026")
    assert "management" not in lines[2][1]
    assert ":" in lines[2][1]
    assert lines[3] == []
    assert [line[2] for line in lines[5:]] == ["'=SUM(A1)"]
    response = client.get("/works/?export=xlsx&language=lo")
    (sheet,) = cells(b"".join(response.streaming_content)).values()
    assert sheet[1][1].startswith("10/03/2026")
    assert "=SUM(A1)" in {row[2] for row in sheet[5:]}
    assert len(sheet[5:]) == 2


def test_more_rows_than_a_workbook_takes_are_refused(client, made, monkeypatch):
    monkeypatch.setattr("songfai.kit.long_files.MOST_IN_WORKBOOK", 1)
    making.filed(made)
    making.filed(made, making.ready(made))
    client.force_login(made.leader.account)
    assert client.get("/works/?export=xlsx").status_code == 422


def test_works_of_other_units_before_ones_council_have_a_list_of_their_own(client, made):
    expert = make.seat(made.there, Role.AUTHOR)
    submission = making.accepted(made)
    council = making.council(made, [*made.members, expert], (*making.ROLES, "expert"))
    actions.convene(submission=submission, council=council, by=made.clerk, at=make.NOW)
    client.force_login(expert.account)
    assert [row.pk for row in client.get("/works/before-my-councils/").context["page"].rows] == [
        submission.work_id
    ]
    assert client.get("/works/").context["page"].rows == []
