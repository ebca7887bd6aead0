"""The yearly plan as a paper: what it says in each language, its numbers and their rows, what a version changes."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.parties import actions as parties
from songfai.plans import actions as plans
from songfai.programmes.states import CommitmentType
from songfai.reports import render
from songfai.reports.compile_plan import plan_report, workbook
from songfai.reports.paper import lines, text_of
from songfai.reports.plan_facts import CHANGING, changes
from songfai.reports.queries import gather_plan, plans_on_paper, rows_behind
from songfai.reports.sections.plan import amount
from songfai.reports.sentences import PATTERNS
from songfai.reports.wording import Speaker
from tests import factories as make
from tests.reports.conftest import AT
from tests.reports.goldens import same_as_golden
from tests.reports.samples_plan import COURSE, TAKEN_OUT, VISIT, WORKSHOP, plan
from tests.reports.test_compile import WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_reads_as_the_golden_text(language):
    same_as_golden(f"plan-{language}", plan_report(plan(), language, WORDS[language]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", ["offered", "replaced"])
def test_a_version_that_is_not_in_force_says_so(language, stage):
    paper = plan_report(plan(stage=stage, before=None, version_before=0), language)
    keys = {run.key for run in paper.runs()}
    assert f"plan.opening_{stage}" in keys
    assert not {"plan.opening_in_force", "plan.heading_changes"} & keys


def test_every_number_of_the_paper_is_one_its_facts_know_by_name():
    found = plan_report(plan(), "en").figures()
    assert {one.name for one in found} >= {
        "plan.items",
        "plan.kind.visit",
        "plan.quarter.4",
        "plan.side_2.leads",
    }
    for figure in found:
        assert plan().figure(figure.name) == figure
    assert plan().figure("plan.quarter.1") is None


def test_items_fall_on_the_sides_and_the_quarters():
    facts = plan()
    share = facts.share_of(1)
    assert (share.leads.keys, share.along.keys, share.pays.keys) == (
        (COURSE.key,),
        (VISIT.key,),
        (COURSE.key,),
    )
    assert facts.together.keys == (WORKSHOP.key,)
    assert [(when, one.value) for when, one in facts.quarters()] == [(2, 1), (4, 1), (0, 1)]
    assert sum(one.value for _kind, one in facts.kinds()) == facts.total.value == 3


def test_a_version_tells_what_it_changes_item_by_item():
    told = [(one.line.key, one.part) for one in changes(plan())]
    assert told == [
        (COURSE.key, "amount"),
        (VISIT.key, "quarter"),
        (WORKSHOP.key, "added"),
        (TAKEN_OUT.key, "removed"),
    ]
    assert list(changes(plan(before=None))) == []
    assert "The items are the same." in lines(plan_report(plan(before=plan().lines), "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_every_part_has_its_words(language):
    for kind in CommitmentType:
        assert PATTERNS[language][f"plan.kind.{kind.value}"]
    for part in (*CHANGING, "added", "removed"):
        assert PATTERNS[language][f"plan.part.{part}"]


def test_pdf_docx_and_xlsx_say_the_same():
    facts = plan()
    pdf = PdfReader(io.BytesIO(render.plan(facts, "en", "pdf")))
    said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Courses for leaders and managers of Laos" in said
    assert "24 persons" in said
    assert render.plan(facts, "lo", "docx").startswith(b"PK")
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(facts, "vi")))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row for row in rows if "Hội thảo chung" in row]
    assert [row for row in rows if 24 in row and "Quý II" in row]


def test_the_fingerprint_is_of_the_facts_alone():
    assert plan().fingerprint() == plan(compiled_at=AT).fingerprint()
    assert plan().fingerprint() != plan(version=3).fingerprint()


# ---- From the record --------------------------------------------------------------------------------------


@pytest.fixture
def revised(made):
    """A second version of 2025 in force: the first item in the fourth quarter, the last taken out."""
    draft = plans.revise(programme=made.programme, year=2025, by=made.leader_a, at=AT)
    return draft


def gathered(made, at=AT):
    from songfai.plans.models import Plan
    from songfai.reports.queries.plan import plans_with_items

    plan = (
        Plan.objects.select_related("document__standing")
        .prefetch_related(plans_with_items())
        .get(pk=made.plan.pk)
    )
    plan.programme = made.programme
    return gather_plan(plan, at)


def test_facts_are_those_of_the_version(made):
    facts = gathered(made)
    assert (facts.year, facts.version, facts.stage) == (2025, 1, "in_force")
    assert [one.key for one in facts.lines] == [str(item.key) for item in made.items]
    assert facts.before is None
    assert [number for number, _label in facts.commitments] == sorted(
        {item.commitment.number for item in made.items}
    )
    assert len(rows_behind(made.programme, facts.total)) == 3


def test_who_leads_is_called_as_when_the_plan_came_into_force(made):
    body = made.programme.sides.get(position=1).institution
    was, later = body.short_name, AT + timedelta(days=30)
    on = timezone.localdate(made.plan.document.standing.in_force_at) + timedelta(days=1)
    parties.rename(
        institution=body, name=make.words("New name"), short_name=make.words("New"), on=on, basis="1/ND", today=later.date()
    )  # fmt: skip
    side = gathered(made, later).sides[0]
    assert (side.name.en, side.short) == ("New name", was)


def test_queries_do_not_grow_with_the_items(made, queries):
    three = queries(lambda: gathered(made))
    made.plan = make.plan_in_force(made, 2026, items=1)
    assert queries(lambda: gathered(made)) == three


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("side", ["leader_a", "leader_b"])
def test_the_page_shows_the_plan_and_its_rows(client, made, settings, language, side):
    settings.TODAY = "2026-03-10"
    client.force_login(getattr(made, side).account)
    base = f"/programmes/{made.programme.slug}/reports/plans/{made.plan.key}"
    page = client.get(f"{base}/?language={language}&report=en")
    assert page.status_code == 200
    assert "YEARLY PLAN" in page.content.decode()
    assert (
        client.get(f"{base}/rows/plan.items/?language={language}").content.decode().count('role="rowheader"')
        == 3
    )
    assert client.get(f"{base}/rows/plan.nothing/").status_code == 404
    listed = client.get(f"/programmes/{made.programme.slug}/reports/").content.decode()
    assert f"/reports/plans/{made.plan.key}/" in listed
    shown = client.get(f"/programmes/{made.programme.slug}/plans/{made.plan.key}/").content.decode()
    assert f"/reports/plans/{made.plan.key}/" in shown


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_plan_is_taken_away_as_a_file(client, made, form, start):
    client.force_login(made.leader_b.account)
    answer = client.get(
        f"/programmes/{made.programme.slug}/reports/plans/{made.plan.key}/?format={form}&report=lo"
    )
    assert answer.content.startswith(start)
    assert f"{made.programme.slug}-plan-2025-1-lo.{form}" in answer["Content-Disposition"]


def test_a_draft_and_a_stranger_get_nothing(client, made):
    draft = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=AT)
    client.force_login(made.leader_a.account)
    assert client.get(f"/programmes/{made.programme.slug}/reports/plans/{draft.key}/").status_code == 404
    assert [one.pk for one in plans_on_paper(made.programme)] == [made.plan.pk]
    client.force_login(make.seat().account)
    assert client.get(f"/programmes/{made.programme.slug}/reports/plans/{made.plan.key}/").status_code == 404


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [("en", "1 delegation", "3 delegations"), ("vi", "1 đoàn", "3 đoàn"), ("lo", "1 ຄະນະ", "3 ຄະນະ")],
)
def test_an_amount_of_one_takes_the_form_of_one(language, one, several):
    unit = Trilingual(lo="ຄະນະ", vi="đoàn", en="delegations")
    say = Speaker(language)
    assert text_of(amount((Decimal(1), unit), say)) == one
    assert text_of(amount((Decimal(3), unit), say)) == several
