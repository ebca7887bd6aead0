"""The portfolio report: golden text per language (written anew with SONGFAI_GOLDEN=write), its files, its rows."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Word
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from songfai.kit.languages import LANGUAGES
from songfai.kit.text import NBSP, ZWSP
from songfai.parties.models import Field
from songfai.plans.models import Activity
from songfai.programmes.queries import Wanted
from songfai.reports.compile_portfolio import portfolio_report, workbook
from songfai.reports.figures import figures
from songfai.reports.queries import gather_portfolio, portfolio_of, rows_behind
from songfai.reports.render import portfolio as rendered
from songfai.visits.states import VisitState
from tests import factories as make
from tests.reports.conftest import AT
from tests.reports.goldens import same_as_golden
from tests.reports.samples_portfolio import portfolio
from tests.reports.test_compile import WORDS
from tests.visits import making

CUT_OFF = date(2025, 12, 31)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_reads_as_the_golden_text(language):
    same_as_golden(f"portfolio-{language}", portfolio_report(portfolio(), language, WORDS[language]))


def test_each_group_counts_its_own_rows_and_the_total_all():
    facts = portfolio()
    total = facts.total
    assert (total.of("commitments").value, total.of("never_begun").value) == (6, 2)
    assert (total.of("planned").value, total.of("carried_out").value) == (5, 3)
    assert total.of("share").value == Decimal("60.0")
    for kind in ("programme", "partner", "country", "field"):
        groups = facts.of_kind(kind)
        for part in ("commitments", "late", "asleep", "never_begun", "planned", "overdue"):
            assert sum(one.of(part).value for one in groups) == total.of(part).value, (kind, part)
    assert {one.key for one in facts.of_kind("field")} == {"training", "archives", "none"}


def test_every_figure_says_from_which_rows_it_was_counted():
    facts = portfolio()
    keys = {
        "commitments": {one.key for one in facts.commitments},
        "items": {one.key for one in (*facts.items, *facts.last_items)},
        "activities": {one.key for one in facts.off_plan},
        "visits": {one.key for one in facts.visits},
        "support": {one.key for one in facts.support},
    }
    found = list(figures(facts))
    assert len({one.name for one in found}) == len(found)
    for one in found:
        assert set(one.keys) <= keys[one.table]
        assert not one.value or one.keys, one.name


def test_what_is_promised_and_what_came_are_never_added_up_nor_different_units():
    facts = portfolio()
    money = {one.currency: one for one in facts.sums if one.kind == "money"}
    assert money["VND"].of("given", "received").value == 120_000_000
    assert money["VND"].of("given", "promised").value == 50_000_000
    assert money["LAK"].of("taken", "delivered").value == 900_000
    assert len(facts.sums) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_docx_and_xlsx_say_the_same(language):
    facts = portfolio()
    pdf = PdfReader(io.BytesIO(rendered(facts, language, "pdf")))
    assert pdf.trailer["/Root"]["/Lang"].startswith(language)
    said = re.sub(r"[\s\ufffe-]+", "", "".join(page.extract_text() for page in pdf.pages))
    assert "120.000.000" in said or "120,000,000" in said
    word = Word(io.BytesIO(rendered(facts, language, "docx")))
    docx = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    book = zipfile.ZipFile(io.BytesIO(workbook(facts, language)))
    xlsx = book.read("xl/sharedStrings.xml").decode()
    for one in facts.programmes:
        # Place names are held together by the space that is not cut; a long Lao cell says where it may be.
        assert one.title.best(language)[0] in docx.replace(NBSP, " ").replace(ZWSP, "")
        assert one.title.best(language)[0] in xlsx
    sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 6 + 1, "the last says what the file is of"
    rows = [book.read(f"xl/worksheets/sheet{number}.xml").decode().count("<row ") for number in range(1, 7)]
    assert rows == [1 + len(facts.groups), 1 + 6, 1 + 5, 1 + 1, 1 + 3, 1 + 4]


# ---- From the record --------------------------------------------------------------------------------------


def made_with(ours, number):
    made = make.programme_in_force(body_a=ours)
    plan = make.plan_in_force(made, 2025, items=2, quarter=2)
    items = list(plan.items.order_by("number"))
    make.activity(made, item=items[0], starts_on=date(2025, 5, 4), ends_on=date(2025, 5, 29))
    make.activity(made, commitment=made.commitments[0], starts_on=date(2025, 7, 1), ends_on=date(2025, 7, 2))
    field = Field.objects.get_or_create(slug=f"f{number % 2}", defaults={"name": make.words("Field")})[0]
    for commitment in made.commitments:
        type(commitment).objects.filter(pk=commitment.pk).update(field=field)
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_gathered_and_in_how_many_queries(rows, django_assert_num_queries):
    ours = make.institution()
    for number in range(rows):
        made_with(ours, number)
    seat = make.seat(ours)
    programmes = list(portfolio_of(seat, Wanted()))
    assert len(programmes) == rows
    with django_assert_num_queries(13):
        facts = gather_portfolio(seat, programmes, 2025, CUT_OFF, AT)
    total = facts.total
    assert (total.of("planned").value, total.of("done_on_time").value) == (2 * rows, rows)
    assert (total.of("overdue").value, total.of("off_plan").value) == (rows, rows)
    begun = set(Activity.objects.values_list("commitment__number", flat=True))
    never = sum(1 for one in facts.commitments if one.number not in begun)
    assert total.of("never_begun").value == never
    for figure in figures(facts):
        if figure.keys:
            assert len(rows_behind(programmes, figure)) == len(set(figure.keys)), figure.name


def client_of(seat):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = "en"
    return client


@pytest.mark.django_db
def test_pages_figures_lead_to_their_rows_and_strangers_see_none_of_them(settings):
    settings.TODAY = make.TODAY.isoformat()
    ours = make.institution()
    made = made_with(ours, 0)
    client = client_of(make.seat(ours))
    address = reverse("reports:portfolio_rows", args=["total.all.done_on_time"])
    page = client.get(reverse("reports:portfolio"), {"year": 2025}).content.decode()
    assert f'href="{address}?year=2025"' in page
    answer = client.get(address, {"year": 2025})
    assert answer.status_code == 200
    assert answer.content.decode().count('<th role="rowheader"') == 1
    exported = client.get(address, {"year": 2025, "export": "csv"}).content.decode("utf-8-sig")
    assert made.programme.title.en in exported
    for form in ("pdf", "docx", "xlsx"):
        given = client.get(reverse("reports:portfolio"), {"year": 2025, "format": form, "report": "lo"})
        assert f"portfolio-2025-lo.{form}" in given["Content-Disposition"]
    assert client.get(reverse("reports:portfolio"), {"year": 1900}).status_code == 404
    assert client.get(reverse("reports:portfolio_rows", args=["total.all.nothing"])).status_code == 404
    stranger = client_of(make.seat(make.institution()))
    assert "No programme in force" in stranger.get(reverse("reports:portfolio")).content.decode()
    assert stranger.get(address, {"year": 2025}).status_code == 404


@pytest.mark.django_db
def test_a_further_party_reports_only_on_programmes_it_is_a_side_of():
    made = make.programme_in_force()
    other = make.seat(make.institution())
    assert [one.pk for one in portfolio_of(made.leader_b, Wanted())] == [made.programme.pk]
    assert list(portfolio_of(other, Wanted())) == []


@pytest.mark.django_db
def test_what_a_further_party_gave_and_received_stands_apart_with_its_rows(settings):
    settings.TODAY = make.TODAY.isoformat()
    made = make.programme_in_force()
    body = make.institution(name=make.words("Academy"), short_name=make.words("Academy"))
    party = made.programme.further_parties.create(institution=body, role="executing")
    seat = made.leader_a
    client, page = client_of(seat), reverse("reports:portfolio")

    def facts():
        return gather_portfolio(seat, list(portfolio_of(seat, Wanted())), 2025, CUT_OFF, AT)

    before = facts()
    assert before.further_sums == ()
    assert "Academy" not in client.get(page, {"year": 2025}).content.decode()
    make.support(made, "received", giver_party=party, quantity=Decimal(7))
    make.support(made, "received", giver_party=party, quantity=Decimal(2))
    make.support(made, "received", receiver_party=party, quantity=Decimal(5))
    # Nobody has said yet that it arrived.
    make.support(made, "delivered", receiver_party=party, quantity=Decimal(100))
    days = {"starts_on": date(2025, 3, 2), "ends_on": date(2025, 3, 5)}
    making.until(VisitState.DONE, made, host_party=party, host_reason=make.words("Asked"), **days)
    type(made.visit).objects.filter(pk=made.visit.pk).update(returned_on=date(2025, 3, 5))
    found = facts()
    told = [(one.kind, one.gave.value, one.took.value) for one in found.further_sums]
    assert told == [("visits", 1, 0), ("person_days", 9, 5)]
    assert found.sums == before.sums == ()
    assert found.total.of("hosted").value == 0
    programmes = list(portfolio_of(seat, Wanted()))
    for one in found.further_sums:
        for figure in (one.gave, one.took):
            behind = list(rows_behind(programmes, figure))
            assert len(behind) == len(figure.keys)
            # In the colour of a side stands only what a side gave.
            assert {row.letter for row in behind} <= ({""} if figure == one.gave else {"a", "b"})
    for language in LANGUAGES:
        shown = client.get(page, {"year": 2025, "report": language}).content.decode()
        assert "further.2.party_gave" in shown
    behind = client.get(reverse("reports:portfolio_rows", args=["further.2.party_gave"]), {"year": 2025})
    assert behind.status_code == 200
    assert "Academy" in behind.content.decode()
    before_book, book = (
        CalamineWorkbook.from_filelike(io.BytesIO(workbook(one, "en"))) for one in (before, found)
    )
    assert "Further parties" not in before_book.sheet_names
    _head, *rows = book.get_sheet_by_name("Further parties").to_python()
    assert [(row[-6], *row[-3:-1]) for row in rows] == [
        ("Academy", "It gave, confirmed", 1),
        ("Academy", "It gave, confirmed", 7),
        ("Academy", "It gave, confirmed", 2),
        ("Academy", "Given to it, confirmed", 5),
    ]
