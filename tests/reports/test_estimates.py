"""What was measured and what was estimated stand apart: on the page of the activity, in sums, in papers and in workbooks."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from songfai.kit.languages import LANGUAGES
from songfai.plans import actions as plans
from songfai.plans.models import Activity
from songfai.plans.statements import activity_terms
from songfai.reports.compile import annual
from songfai.reports.compile_annual import workbook
from songfai.reports.paper import lines
from songfai.reviews.term_facts import compiled_term
from tests import factories as make

pytestmark = pytest.mark.django_db
WORDS = {"en": "estimated", "vi": "ước tính", "lo": "ຄາດຄະເນ"}


@pytest.fixture
def both(made, done):
    """An activity that brought 24 trainees as measured, and 100 listeners more as estimated, under the same words."""
    activity = done(made.items[0])
    same = {"label": make.words("Trainees"), "unit": make.words("persons")}
    rows = [
        same | {"value": Decimal(24)},
        same
        | {"value": Decimal(100), "is_estimate": True, "definition": make.words("By the number of seats")},
    ]
    plans.set_rows(activity=activity, kind="figures", rows=rows, by=made.leader_a, at=make.NOW)
    return activity


def test_they_are_never_summed(both, facts_of):
    assert [(one.total.value, one.is_estimate) for one in facts_of().measures] == [(24, False), (100, True)]
    figures = compiled_term(both.programme, 2025, 2025, make.TODAY)["commitments"][0]["figures"]
    assert [(one["value"], one.get("estimate", False)) for one in figures] == [("24", False), ("100", True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_says_which_is_an_estimate_and_how_it_was_counted(both, facts_of, language):
    said = "\n".join(lines(annual(facts_of(), language)))
    assert f"({WORDS[language]})" in said
    assert make.words("By the number of seats").get(language) in said


def test_the_workbook_has_a_column_for_each(both, facts_of):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(facts_of(), "en")))
    rows = next(
        rows
        for name in book.sheet_names
        for rows in [book.get_sheet_by_name(name).to_python()]
        if 100 in sum(rows, [])
    )
    told = {row[rows[0].index("Figure")]: row[rows[0].index("Measured or estimated") :] for row in rows[1:]}
    assert told == {24: ["measured", ""], 100: ["estimated", "By the number of seats"]}


def test_facts_without_estimates_keep_their_fingerprint(made, done, counts, facts_of):
    """Facts of before estimates were told apart have none of the new names in what is hashed."""
    activity = done(made.items[0])
    counts(activity, "24")
    facts = facts_of()
    before = facts.fingerprint()
    activity.figures.update(is_estimate=True)
    assert facts_of().fingerprint() != before
    activity.figures.update(is_estimate=False)
    assert facts_of().fingerprint() == before


def test_it_is_entered_on_the_page_and_said_to_the_other_side(client, made, done, settings):
    settings.TODAY = "2026-03-10"
    activity = done(made.items[0])
    client.force_login(made.leader_a.account)
    address = reverse("plans:figures", args=[made.programme.slug, activity.key])
    told = {
        "seen": Activity.objects.get(pk=activity.pk).revision, "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0,
        "form-0-label_en": "Trainees", "form-0-unit_en": "persons", "form-0-is_estimate": "on",
        "form-0-definition_en": "By the list",
    }  # fmt: skip
    answer = client.post(address + "?language=en", told)
    assert answer.status_code == 422
    assert "No number entered yet." in answer.content.decode()
    assert client.post(address, told | {"form-0-value": "12"}).status_code == 302
    row = activity.figures.get()
    assert (row.is_estimate, row.definition.en) == (True, "By the list")
    said = activity_terms(Activity.objects.get(pk=activity.pk))["figures"][0]
    assert (said["estimate"], said["definition"]) == (True, {"en": "By the list"})
    page = client.get(reverse("plans:activity", args=[made.programme.slug, activity.key]) + "?language=en")
    assert "(estimated)" in page.content.decode()
