"""Reports on the term and on the yearly information exchange: the same facts in three languages and three forms."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from songfai.kit.languages import LANGUAGES
from songfai.kit.pictures import year_columns
from songfai.reports import render
from songfai.reports.compile_information import information_report
from songfai.reports.compile_information import workbook as information_workbook
from songfai.reports.compile_term import term_report, workbook
from songfai.reports.pages import kinds
from songfai.reports.paper import Picture, lines
from songfai.reports.pdf import png
from songfai.reports.queries import (
    compiled_of_term,
    gather_information,
    gather_term,
    recounted,
    rows_behind,
    term_rows,
    told_years,
)
from songfai.reviews.states import ReviewKind
from tests import factories as make
from tests.reviews import making_term
from tests.reviews.test_information import hand_over, write

pytestmark = pytest.mark.django_db
AT = timezone.localtime(make.NOW)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = make.TODAY.isoformat()


def gathered(made, kind=ReviewKind.FINAL):
    facts = gather_term(made.programme, kind, 2026, AT)
    assert facts is not None
    return facts


def said(paper):
    return "\n".join(lines(paper))


def test_signed_summary_says_all_that_was_signed():
    made = making_term.in_force()
    paper = said(term_report(gathered(made), "en"))
    for words in (
        "I. RESULTS OF 2023–2026",
        "Signed minutes of annual reviews: 2025.",
        "Lesson",
        "Sustainability",
        "good. View",
        "Both sides: Both",
        "The two sides decide to conclude a new programme.",
        "- Somebody",
        "- One point",
    ):
        assert words in paper, words


def test_unsigned_summary_states_numbers_and_no_opinion():
    made = making_term.complete()
    paper = said(term_report(gathered(made), "en"))
    assert "states no opinion" in paper
    assert "View" not in paper
    assert "conclude a new programme" not in paper


def test_preliminary_review_has_directions_and_no_decision():
    made = making_term.in_force(ReviewKind.MIDTERM)
    paper = said(term_report(gathered(made, ReviewKind.MIDTERM), "en"))
    assert "Direction (commitment 2)." in paper
    assert "V. DECISION" not in paper


def test_numbers_are_those_of_the_frozen_facts_whatever_is_recorded_later():
    made = making_term.in_force()
    before = gathered(made)
    make.activity(made, commitment=made.commitments[1])
    assert gathered(made).fingerprint() == before.fingerprint()
    assert (before.total.planned, before.total.on_time + before.total.late) == (1, 1)


def sheet_of(workbook: bytes) -> str:
    return ZipFile(BytesIO(workbook)).read("xl/worksheets/sheet1.xml").decode()


def rows_of(workbook: bytes) -> int:
    return sheet_of(workbook).count("<row ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_of_the_term_in_each_language(language):
    facts = gathered(making_term.in_force())
    assert render.term(facts, language, "pdf").startswith(b"%PDF")
    document = ZipFile(BytesIO(render.term(facts, language, "docx")))
    assert any(name.startswith("word/media/") for name in document.namelist())
    assert rows_of(workbook(facts, language)) == 1 + len(facts.commitments) * 4


def test_picture_is_the_same_drawing_on_the_screen_and_in_the_file():
    facts = gathered(making_term.in_force())
    (picture,) = (one for one in term_report(facts, "vi").blocks if isinstance(one, Picture))
    rows = [
        {"year": one.year, "on_time": c.on_time, "late": c.late, "in_time": c.in_time, "overdue": c.overdue}
        for one in facts.years
        for c in [one.counted]
    ]
    assert picture.screen == year_columns(rows)
    assert picture.screen.count("<rect") == picture.drawing.count("<rect")
    assert png(picture.drawing).startswith(b"\x89PNG")


def test_years_without_a_plan_are_drawn_empty_and_none_draws_nothing():
    empty = {"on_time": 0, "late": 0, "in_time": 0, "overdue": 0}
    assert ">2025</text>" in year_columns([{"year": 2025} | empty])
    assert year_columns([]) == ""


def client_of(seat):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = "en"
    return client


def test_pages_of_the_term():
    made = making_term.in_force()
    client = client_of(made.leader_b)
    assert [one.code for one in compiled_of_term(made.programme)] == ["final_2026"]
    page = reverse("reports:term", args=[made.programme.slug, "final", 2026])
    assert page in client.get(reverse("reports:list", args=[made.programme.slug])).content.decode()
    assert "2023–2026" in client.get(page).content.decode()
    for form in ("pdf", "docx", "xlsx"):
        answer = client.get(page, {"format": form, "report": "lo"})
        assert f"-final-2026-lo.{form}" in answer["Content-Disposition"]
    for kind, year in (("midterm", 2026), ("final", 2025), ("annual", 2025), ("other", 2026)):
        missing = reverse("reports:term", args=[made.programme.slug, kind, year])
        assert client.get(missing).status_code == 404
    assert client_of(make.seat()).get(page).status_code == 404


# ---- The yearly information exchange ----------------------------------------------------------------------


def told():
    made = make.programme_in_force()
    write(made, made.leader_a, year=2024, text="Last year")
    hand_over(made, made.leader_a, year=2024)
    write(made, made.leader_a)
    hand_over(made, made.leader_a)
    write(made, made.leader_b, text="Only a draft")
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_information_is_what_was_handed_over(language):
    made = told()
    facts = gather_information(made.programme, 2025, AT)
    paper = said(information_report(facts, language))
    assert "Fewer posts" in paper
    assert "Only a draft" not in paper
    assert render.information(facts, language, "pdf").startswith(b"%PDF")
    sheet = sheet_of(information_workbook(facts, language))
    assert sheet.count("<v>120</v>") == 2, "this year's and last year's"


def test_page_of_information():
    made = told()
    assert told_years(made.programme) == [2025, 2024]
    client = client_of(made.leader_b)
    page = reverse("reports:information", args=[made.programme.slug, 2025])
    assert "Fewer posts" in client.get(page).content.decode()
    assert client.get(page, {"format": "docx"}).status_code == 200
    assert client.get(reverse("reports:information", args=[made.programme.slug, 2023])).status_code == 404
    assert client_of(make.seat()).get(page).status_code == 404


# ---- The rows behind a number -----------------------------------------------------------------------------


def figures_of(paper):
    return {one.name: one for one in paper.figures()}


def test_each_number_of_the_term_leads_to_as_many_rows_as_it_counts():
    made = making_term.in_force()
    facts = gathered(made)
    rows = term_rows(made.programme, facts)
    found = figures_of(term_report(facts, "en"))
    assert {"total.planned", "y2025.done", "c1.planned", "c1y2025.planned"} <= set(found)
    for name in found:
        one = recounted(facts, rows, name)
        assert one is not None
        assert one.matches, name
        if not name.startswith("sum."):
            assert len(rows_behind(made.programme, one.figure)) == one.figure.value, name


def test_a_row_that_came_later_leaves_the_number_and_the_page_says_so(settings):
    made = making_term.in_force()
    facts = gathered(made)
    total = facts.number("total.off_plan").value
    make.activity(made, commitment=made.commitments[1])
    address = reverse("reports:term_rows", args=[made.programme.slug, "final", 2026, "total.off_plan"])
    page = client_of(made.leader_a).get(address).content.decode()
    assert gathered(made).number("total.off_plan").value == total
    assert "these are the rows the record gives today" in page
    same = client_of(made.leader_a).get(address.replace("off_plan", "planned")).content.decode()
    assert "these are the rows the record gives today" not in same


def test_workbook_of_the_term_holds_the_rows_too():
    made = making_term.in_force()
    facts = gathered(made)
    rows = term_rows(made.programme, facts)
    book = ZipFile(BytesIO(workbook(facts, "vi", rows)))
    counted = [book.read(f"xl/worksheets/sheet{n}.xml").decode().count("<row ") for n in (1, 2, 3)]
    assert counted == [1 + len(facts.commitments) * 4, 1 + len(rows.items), 1 + len(rows.activities)]
    assert len(rows.items) == facts.total.planned


@pytest.mark.parametrize("name", ["total.nothing", "c99.planned", "y1999.planned", "sum.9", ".planned", "x"])
def test_names_the_report_does_not_have_are_no_pages(name):
    made = making_term.in_force()
    assert gathered(made).figure(name) is None
    address = reverse("reports:term_rows", args=[made.programme.slug, "final", 2026, name])
    assert client_of(made.leader_a).get(address).status_code == 404


def test_a_figure_of_the_information_leads_to_what_its_side_handed_over():
    made = told()
    facts = gather_information(made.programme, 2025, AT)
    found = figures_of(information_report(facts, "en"))
    assert found
    client = client_of(made.leader_b)
    page = client.get(reverse("reports:information", args=[made.programme.slug, 2025])).content.decode()
    for name, figure in found.items():
        (row,) = rows_behind(made.programme, figure)
        assert "/information/2025/#h-" in row.address
        address = reverse("reports:information_rows", args=[made.programme.slug, 2025, name])
        assert f'href="{address}"' in page
        assert row.address in client.get(address).content.decode()
    for name in ("said.9.1.1", "said.1.3.1", "said", "said.0.1.1"):
        missing = reverse("reports:information_rows", args=[made.programme.slug, 2025, name])
        assert client.get(missing).status_code == 404


def test_the_rows_of_its_workbook_are_read_once_for_all_languages(queries):
    made = making_term.in_force()
    facts = gathered(made)
    report = kinds.term(made.programme, ReviewKind.FINAL, 2026, facts)
    assert queries(lambda: report.workbook(facts, "lo")) == 3
    assert [queries(lambda one=one: report.workbook(facts, one)) for one in ("vi", "en")] == [0, 0]
