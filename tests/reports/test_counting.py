from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from songfai.kit.languages import Trilingual as T
from songfai.reports.counting import cells, changes, findings_figures, measures, share, totals
from songfai.reports.facts import FindingFacts, Measure
from tests.reports.samples import ACTIVITIES, FINDINGS, ITEMS, home_affairs


def test_the_four_cells_add_up_to_the_plan():
    counted = cells("total", ITEMS, ACTIVITIES)
    assert [counted.on_time.value, counted.late.value, counted.in_time.value, counted.overdue.value] == [
        5,
        1,
        1,
        1,
    ]
    assert counted.planned.value == counted.done.value + counted.open.value == 8


def test_a_figure_names_the_rows_it_was_counted_from():
    counted = cells("total", ITEMS, ACTIVITIES)
    assert counted.late.keys == (ITEMS[2].key,)
    assert counted.off_plan.keys == (ACTIVITIES[6].key,)


def test_every_count_equals_the_number_of_its_rows():
    from songfai.reports.figures import figures

    for figure in figures(home_affairs()):
        parts = figure.name.split(".")
        if parts[0] not in ("measure", "change", "none") and parts[1] not in ("share", "evidence", "asleep"):
            assert figure.value == len(figure.keys), figure.name


def test_cancelled_activities_count_neither_as_completed_nor_with_their_evidence():
    cancelled = tuple(replace(each, state="cancelled", evidence=3) for each in ACTIVITIES)
    counted = cells("total", (), cancelled)
    assert counted.activities.value == counted.evidence.value == counted.off_plan.value == 0


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, "0"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (5, 5, "100.0")],
)
def test_a_share_has_one_digit_after_the_mark(part, whole, percent):
    assert share(part, whole) == Decimal(percent)


def test_measures_are_summed_by_what_they_count_and_their_unit():
    trainees = [each for each in measures(ACTIVITIES) if each.label.en == "Trainees"]
    assert [(row.total.value, row.side_1.value, row.side_2.value) for row in trainees] == [(44, 44, 0)]
    assert trainees[0].total.keys == (ACTIVITIES[3].key, ACTIVITIES[4].key)


def test_measures_of_another_unit_are_not_added():
    more = replace(ACTIVITIES[3], key="x", measures=(Measure(T(en="Trainees"), Decimal(3), T(en="groups")),))
    assert len([each for each in measures((*ACTIVITIES, more)) if each.label.en == "Trainees"]) == 2


def test_measures_of_unfinished_activities_are_left_out():
    assert measures([replace(each, state="in_progress") for each in ACTIVITIES]) == ()


def test_changes_are_differences_and_name_the_rows_of_both_years():
    now = totals("total", 2025, date(2025, 12, 31), ITEMS, ACTIVITIES)
    before = totals("previous", 2024, date(2024, 12, 31), ITEMS[:3], ())
    moved = {each.name: each for each in changes(now, before)}
    assert moved["change.planned"].value == 5
    assert moved["change.share"].value == Decimal("75.0") - Decimal("100.0")
    assert ITEMS[0].key in moved["change.done"].keys


def test_findings_without_any_rating_are_not_counted_as_rated():
    counted = findings_figures((*FINDINGS, FindingFacts(9, cause=T(en="Flood"))))
    assert (counted["rated"].value, counted["agreed"].value, counted["differing"].value) == (6, 5, 1)


def test_fingerprint_changes_with_the_facts_and_not_with_the_time_of_compiling():
    facts = home_affairs()
    later = replace(facts, compiled_at=None)
    other = replace(facts, cut_off=date(2026, 2, 27))
    assert facts.fingerprint() == later.fingerprint() != other.fingerprint()
