"""Indicators in the reports on a year and on the term: golden text per language, frozen figures, the rows behind them."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from songfai.commitments import actions
from songfai.commitments.queries import indicator_of
from songfai.exchange.actions.receiving import UNFIT
from songfai.kit.dates import PartialDate
from songfai.kit.languages import LANGUAGES
from songfai.kit.languages import Trilingual as T
from songfai.record.queries import terms_of
from songfai.reports import compile, render
from songfai.reports.compile_annual import workbook
from songfai.reports.compile_term import term_report
from songfai.reports.compile_term import workbook as term_workbook
from songfai.reports.indicator_facts import Aim
from songfai.reports.paper import lines
from songfai.reports.queries import gather, gather_term, rows_behind
from songfai.reviews.indicator_facts import indicators_taken
from songfai.reviews.models import Review
from songfai.reviews.states import ReviewKind
from tests import factories as make
from tests.reports.conftest import AT
from tests.reports.goldens import same_as_golden
from tests.reports.samples import home_affairs
from tests.reports.samples_indicators import INDICATORS
from tests.reports.samples_term import term
from tests.reports.test_commitments import cells
from tests.reports.test_compile import WORDS
from tests.reviews import making, making_term

CUT_OFF = date(2025, 12, 31)


def told(*indicators):
    return replace(home_affairs(), indicators=indicators or INDICATORS)


def said(facts, language="en"):
    return "\n".join(lines(compile.annual(facts, language)))


# ---- In words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_with_indicators_reads_as_the_golden_text(language):
    same_as_golden(f"indicators-{language}", compile.annual(told(), language, WORDS[language]))


def test_a_report_without_indicators_keeps_its_words_and_its_print():
    facts = home_affairs()
    assert "Indicators" not in said(facts)
    assert told().fingerprint() != facts.fingerprint()
    assert replace(term(), indicators=()).fingerprint() != term().fingerprint()
    assert "Indicators" not in "\n".join(lines(term_report(replace(term(), indicators=()), "en")))


def test_every_number_of_an_indicator_is_one_the_facts_know_by_name():
    facts = told()
    found = [one for one in compile.annual(facts, "en").figures() if one.name.startswith("indicator.")]
    assert {one.name for one in found} >= {"indicator.1.m002", "indicator.1.m003", "indicator.2.m001"}
    for figure in found:
        assert facts.figure(figure.name) == figure


def test_measured_and_estimated_stand_apart_and_an_estimate_decides_nothing():
    first = INDICATORS[0]
    text = said(told(replace(first, actuals=first.actuals[2:])))
    assert "estimated 50 persons on 15 December 2025" in text
    assert "was reached" not in text
    assert "94" not in text  # 44 measured and 50 estimated are not added up
    measured_later = replace(first.actuals[1], side=2, on=date(2025, 12, 20))
    assert "estimated 50" not in said(told(replace(first, actuals=(first.actuals[2], measured_later))))


def test_the_target_of_the_year_is_the_one_agreed_last_and_the_old_one_is_told_with_its_reason():
    text = said(told())
    assert "The target of 40 persons for 2025 was reached." in text
    assert "changed from 30 to 40 on 2 June 2025; reason: One more course was added." in text


def test_where_less_is_better_and_the_sides_measured_differently_both_are_told():
    text = said(told())
    assert (
        "By the figure of one side the target of 7.5 days was reached, by that of the other it was not."
        in text
    )
    assert "(less is better)" in text


def test_a_target_of_another_year_is_not_told_in_this_one():
    other = replace(INDICATORS[0], aims=(Aim(Decimal(99), date(2024, 1, 5), T(en="Then"), 2024),))
    text = said(told(other))
    assert "99" not in text
    assert "The target of 120 persons by 2026 has not been reached." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_carry_the_figures_with_their_parts_and_every_target(language):
    facts = told()
    assert render.annual(facts, language, "pdf").startswith(b"%PDF")
    book = workbook(facts, language)
    names = ZipFile(io.BytesIO(book)).namelist()
    assert "xl/worksheets/sheet6.xml" in names
    # Of the first indicator three figures and two parts, of the second two figures; five targets in all and one title row.
    assert len(cells(book, 5)) == 1 + 5 + 2
    assert len(cells(book, 6)) == 1 + 3 + 3
    assert len(cells(term_workbook(term(), language), 2)) == 1 + 5 + 2


# ---- From the record --------------------------------------------------------------------------------------

VALUES = {
    "text": make.words("Officials trained"),
    "unit": make.words("persons"),
    "baseline": Decimal(5),
    "baseline_on": PartialDate(2022),
    "target": Decimal(60),
    "by_when": PartialDate(2026),
    "better": "more",
    "source": make.words("Lists"),
    "split": T(vi="nữ\nnam", en="women\nmen"),
}


BEFORE = datetime(2024, 1, 15, 2, 0, tzinfo=UTC)
CONFIRMED = datetime(2025, 12, 4, 2, 0, tzinfo=UTC)


def agreed(made, at=BEFORE):
    commitment = made.commitments[0]
    one = actions.propose(commitment=commitment, values=VALUES, by=made.leader_a, at=at)
    actions.agree(indicator=one, by=made.leader_b, at=at)
    return indicator_of(commitment, one.key)


def measure(made, indicator, value=25, on=date(2025, 11, 30), **more):
    given = {"source": "Office", "parts": [Decimal(10), Decimal(15)], "by": made.leader_a, "at": make.NOW}
    return actions.measure(indicator=indicator, value=Decimal(value), on=on, **(given | more))


@pytest.fixture
def year(db):
    """A review of 2025 whose facts are compiled with one indicator and one confirmed figure."""
    made = making.opened()
    made.indicator = agreed(made)
    figure = measure(made, made.indicator)
    figure.indicator = made.indicator
    actions.confirm(measurement=figure, by=made.leader_b, at=CONFIRMED)
    return making.compiled(made)


def of_year(made):
    return gather(making.fresh(made).programme, 2025, CUT_OFF, AT)


def test_the_report_of_the_year_tells_what_the_review_froze(year):
    (indicator,) = of_year(year).indicators
    assert (indicator.commitment, indicator.target, indicator.baseline) == (1, Decimal(60), Decimal(5))
    (actual,) = indicator.actuals
    assert (actual.value, actual.side, actual.source, actual.confirmed) == (
        Decimal(25),
        1,
        "Office",
        date(2025, 12, 4),
    )
    assert [share.value for share in actual.shares] == [Decimal(10), Decimal(15)]


def test_a_figure_entered_after_the_snapshot_leaves_the_report_and_its_print_alone(year):
    before = of_year(year)
    measure(year, year.indicator, 99, date(2025, 12, 15))
    after = of_year(year)
    assert after.fingerprint() == before.fingerprint()
    assert after.indicators == before.indicators
    making.compiled(year)  # compiled anew, it is told
    assert [one.value for one in of_year(year).indicators[0].actuals] == [Decimal(25), Decimal(99)]


def test_a_year_no_review_has_compiled_is_counted_now(db):
    made = making.opened()
    measure(made, agreed(made))
    assert [one.value for one in of_year(made).indicators[0].actuals] == [Decimal(25)]


def test_what_was_measured_or_agreed_after_the_cut_off_does_not_count(year):
    target = actions.propose_target(
        indicator=year.indicator, value=Decimal(10), year=2025, reason=make.words("Easier"), by=year.leader_a, at=make.NOW
    )  # fmt: skip
    target.indicator = year.indicator
    actions.agree_target(target=target, by=year.leader_b, at=make.NOW)
    measure(year, year.indicator, 70, date(2026, 1, 15))
    making.compiled(year)
    (indicator,) = of_year(year).indicators
    assert indicator.aims == ()
    assert [one.value for one in indicator.actuals] == [Decimal(25)]


def test_an_indicator_agreed_after_the_cut_off_is_not_told(db):
    made = making.opened()
    measure(made, agreed(made, at=make.NOW))
    assert of_year(made).indicators == ()
    # At a later cut-off it is.
    (indicator,) = gather(made.programme, 2025, make.TODAY, AT).indicators
    assert [one.value for one in indicator.actuals] == [Decimal(25)]


def test_a_figure_confirmed_after_the_cut_off_stands_unconfirmed_on_that_day(db):
    made = making.opened()
    indicator = agreed(made)
    figure = measure(made, indicator)
    before = of_year(made)
    figure.indicator = indicator
    actions.confirm(measurement=figure, by=made.leader_b, at=make.NOW)
    # The same cut-off, the same report; the figure itself counts for the day it was measured on.
    assert of_year(made).indicators == before.indicators
    assert [(one.value, one.confirmed) for one in before.indicators[0].actuals] == [(Decimal(25), None)]
    (later,) = gather(made.programme, 2025, make.TODAY, AT).indicators
    assert later.actuals[0].confirmed == make.TODAY


def test_an_indicator_the_other_side_has_not_agreed_to_is_not_told(db):
    made = making.opened()
    actions.propose(commitment=made.commitments[0], values=VALUES, by=made.leader_a, at=make.NOW)
    making.compiled(made)
    assert of_year(made).indicators == ()


def test_a_snapshot_from_before_indicators_were_kept_still_renders(year):
    facts = year.review.facts
    for row in facts["commitments"]:
        row.pop("indicators", None)
    Review.objects.filter(pk=year.review.pk).update(facts=facts)
    assert of_year(year).indicators == ()
    assert "Indicators" not in said(of_year(year))


def test_both_sides_sign_the_indicators_with_the_minutes(db):
    made = making.opened()
    measure(made, agreed(made))
    made = making.in_force(made)
    (kept,) = terms_of(made.review.document)["facts"]["commitments"][0]["indicators"]
    assert (kept["target"], kept["figures"][0]["value"]) == ("60", "25")
    client = Client()
    client.force_login(made.leader_b.account)
    page = client.get(reverse("reviews:minutes", args=[made.programme.slug, 2025])).content.decode()
    assert "Officials trained" in page
    page = client.get(
        reverse("reviews:commitment", args=[made.programme.slug, 2025, made.commitments[0].number])
    )
    assert "Officials trained" in page.content.decode()


def test_the_number_leads_to_its_row_and_the_workbook_can_be_taken(year, client):
    client.force_login(year.leader_b.account)
    slug = year.programme.slug
    address = reverse("reports:annual", args=[slug, 2025])
    assert "indicator.1.m001" in client.get(address).content.decode()
    page = client.get(reverse("reports:rows", args=[slug, 2025, "indicator.1.m001"]) + "?language=en")
    assert "25 persons" in page.content.decode()
    assert "Confirmed by the other side" in page.content.decode()
    assert client.get(reverse("reports:rows", args=[slug, 2025, "indicator.1.m009"])).status_code == 404
    assert client.get(f"{address}?format=xlsx&report=en").content.startswith(b"PK")


@pytest.mark.parametrize("kind", [ReviewKind.MIDTERM, ReviewKind.FINAL])
def test_reviews_of_the_term_freeze_the_indicators_of_all_years(db, kind):
    made = making_term.opened(kind)
    indicator = agreed(made)
    measure(made, indicator, 12, date(2024, 12, 1))
    measure(made, indicator, 31, date(2025, 12, 1), is_estimate=True)
    making_term.compiled(kind, made)

    def facts():
        found = gather_term(made.programme, kind, 2026, AT)
        assert found is not None
        return found

    before = facts()
    assert [(one.value, one.is_estimate) for one in before.indicators[0].actuals] == [
        (Decimal(12), False),
        (Decimal(31), True),
    ]
    measure(made, indicator, 90, date(2026, 1, 5))
    assert facts().fingerprint() == before.fingerprint()
    (row,) = rows_behind(made.programme, before.indicators[0].actuals[1].figure)
    assert row.ends_on == date(2025, 12, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_facts_with_many_indicators_take_no_more_queries(db, django_assert_num_queries, count):
    from songfai.reviews.indicator_facts import indicators_until

    made = making.opened()
    for _again in range(count):
        measure(made, agreed(made))
    with django_assert_num_queries(3):
        found = indicators_until(made.commitments, 2025, CUT_OFF)
    assert len(found[made.commitments[0].pk]) == count


SIGNED = {
    "id": "i01-" + "0a" * 16, "text": {"en": "Officials trained"}, "unit": {"en": "persons"}, "better": "more", "target": "60",
    "by": "2026", "baseline": "7.5", "baseline_on": "2022-03", "source": {"vi": "Danh sách"},
    "targets": [{"id": "t01", "year": 2025, "value": "20", "reason": {"en": "Less"}, "since": "2025-02-01"}],
    "figures": [
        {"id": "m001", "side": 1, "value": "25", "on": "2025-11-30", "estimate": True, "confirmed": "2025-12-04", "source": "x",
         "parts": [{"id": "p01", "dimension": {"en": "Sex"}, "part": {"en": "women"}, "value": "10"}]},
    ],
}  # fmt: skip


def test_signed_indicators_are_taken_as_they_were_signed():
    assert indicators_taken([SIGNED]) == [SIGNED]
    assert indicators_taken([SIGNED | {"colour": "red"}]) == [SIGNED]


@pytest.mark.parametrize("broken", [
    {"id": "i01"}, {"id": "i01-xyz"}, {"better": "best"}, {"target": "many"}, {"target": "NaN"}, {"target": "1E+99"}, {"target": 6},
    {"by": "soon"}, {"by": 2026}, {"baseline_on": "2022-13"}, {"text": "Officials"}, {"unit": None}, {"figures": "none"},
    {"targets": [{"id": "t01", "value": "20"}]}, {"targets": [{"id": "t01", "value": "20", "since": "2025"}]},
    {"figures": [{"id": "m1", "side": 3, "value": "2", "on": "2025-11-30"}]},
    {"figures": [{"id": "m1", "side": 1, "value": "2", "on": "2025-11-31"}]},
    {"figures": [{"id": "m1", "side": 1, "value": "2", "on": "2025-11-30", "parts": [{"id": "p1", "value": "1"}]}]},
])  # fmt: skip
def test_signed_indicators_of_another_form_are_refused_before_anybody_reads_them(broken):
    with pytest.raises(UNFIT):
        indicators_taken([SIGNED | broken])


@pytest.mark.parametrize("gone", ["id", "text", "unit", "better", "target"])
def test_signed_indicators_without_what_every_one_has_are_refused(gone):
    with pytest.raises(UNFIT):
        indicators_taken([{name: value for name, value in SIGNED.items() if name != gone}])
