"""Tables of cases; no database."""

from datetime import date

import pytest

from songfai.kit.errors import Refused
from songfai.reviews import rules
from songfai.reviews.rules import Line

HELD = date(2026, 3, 2)
TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("before", "after", "agreed", "differs", "then"),
    [
        (("", ""), ("done", ""), "", False, ""),
        (("done", ""), ("done", "done"), "", False, "done"),
        (("done", ""), ("done", "partly"), "", False, ""),
        (("done", "done"), ("partly", "done"), "done", False, ""),
        (("done", "partly"), ("done", "not_done"), "partly", False, "partly"),
        (("done", "partly"), ("partly", "partly"), "done", False, "partly"),
        (("done", "partly"), ("partly", "partly"), "", True, ""),
        (("done", "partly"), ("done", "not_done"), "", True, ""),
    ],
)
def test_agreed_rating_follows_the_two_ratings(before, after, agreed, differs, then):
    assert rules.agreed_after(before, after, agreed, differs) == then


@pytest.mark.parametrize(
    ("agreed", "differs", "first", "second", "code"),
    [
        ("done", True, "done", "done", "agreed_and_differing"),
        ("done", False, "done", "", "not_both_rated"),
        ("done", False, "", "", "not_both_rated"),
        ("done", False, "done", "partly", None),
        ("", True, "done", "partly", None),
        ("", True, "", "", None),
        ("", False, "", "", None),
    ],
)
def test_finding_agrees_or_differs(agreed, differs, first, second, code):
    if code is None:
        assert rules.require_finding(agreed, differs, first, second) is None
    else:
        with pytest.raises(Refused) as refused:
            rules.require_finding(agreed, differs, first, second)
        assert refused.value.code == code


SIDES = ("Viet Nam side", "Lao side")
SETTLED = Line(1, True, "done", "done", "done")


@pytest.mark.parametrize(
    ("lines", "compiled", "lessons", "directions", "held", "codes"),
    [
        ([SETTLED], True, 1, 1, HELD, []),
        ([], False, 0, 0, None, ["facts_not_compiled", "no_lesson", "no_direction", "no_date_held"]),
        ([Line(1, True)], True, 1, 1, HELD, ["first_side_unrated", "second_side_unrated"]),
        ([Line(1, True, "done")], True, 1, 1, HELD, ["second_side_unrated"]),
        ([Line(1, True, "", "done")], True, 1, 1, HELD, ["first_side_unrated"]),
        ([Line(1, True, "done", "partly")], True, 1, 1, HELD, ["unsettled"]),
        ([Line(1, True, "done", "partly", "partly")], True, 1, 1, HELD, []),
        ([Line(1, True, "done", "partly", "", True)], True, 1, 1, HELD, []),
        ([Line(1, False), SETTLED], True, 1, 1, HELD, []),
        ([SETTLED], True, 0, 1, HELD, ["no_lesson"]),
        ([SETTLED], True, 1, 0, HELD, ["no_direction"]),
        ([SETTLED], True, 1, 1, None, ["no_date_held"]),
        ([SETTLED], False, 1, 1, HELD, ["facts_not_compiled"]),
    ],
)
def test_missing_names_everything_before_the_offer(lines, compiled, lessons, directions, held, codes):
    found = rules.missing(
        lines, sides=SIDES, compiled=compiled, lessons=lessons, directions=directions, held_on=held
    )
    assert [one.code for one in found] == codes


def test_missing_names_the_commitments():
    lines = [Line(3, True, "", "done"), Line(5, True, "", "done"), Line(6, False)]
    found = rules.missing(lines, sides=SIDES, compiled=True, lessons=1, directions=1, held_on=HELD)
    assert [str(one) for one in found] == ["Commitments still to be rated by Viet Nam side: 3, 5."]


def test_offerable_raises_the_first_of_what_is_missing():
    with pytest.raises(Refused) as refused:
        rules.require_offerable([Refused("one", "One"), Refused("two", "Two")])
    assert refused.value.code == "one"
    assert rules.require_offerable([]) is None


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        ("draft", None),
        ("returned", None),
        ("withdrawn", None),
        ("offered", "minutes_offered"),
        ("accepted", "minutes_offered"),
        ("in_force", "minutes_in_force"),
        ("replaced", "minutes_offered"),
    ],
)
def test_room_is_open_before_the_offer_and_after_a_return(stage, code):
    assert rules.is_open(stage) == (code is None)
    if code is None:
        assert rules.require_open(stage) is None
    else:
        with pytest.raises(Refused) as refused:
            rules.require_open(stage)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("planned", "activities", "off_plan", "due"),
    [(0, 0, 0, False), (1, 0, 0, True), (0, 1, 0, True), (0, 0, 1, True)],
)
def test_commitment_is_rated_when_something_was_planned_or_done(planned, activities, off_plan, due):
    assert rules.to_rate(planned, activities, off_plan) == due


def test_rated_counts_only_what_is_to_be_rated():
    lines = [Line(1, True, "done"), Line(2, True), Line(3, False, "not_due", "not_due")]
    assert rules.rated(lines, 1) == (1, 2)
    assert rules.rated(lines, 2) == (0, 2)


@pytest.mark.parametrize(
    ("cut_off", "code"),
    [
        (date(2026, 3, 11), "cut_off_ahead"),
        (date(2024, 12, 31), "cut_off_before_year"),
        (date(2025, 1, 1), None),
        (date(2026, 3, 10), None),
    ],
)
def test_cut_off_lies_between_the_year_and_today(cut_off, code):
    if code is None:
        assert rules.require_cut_off(cut_off, 2025, TODAY) is None
    else:
        with pytest.raises(Refused) as refused:
            rules.require_cut_off(cut_off, 2025, TODAY)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (None, None),
        (date(2026, 3, 10), None),
        (date(2026, 3, 11), "held_ahead"),
        (date(2024, 6, 1), "held_before_year"),
    ],
)
def test_meeting_was_held_between_the_year_and_today(held, code):
    if code is None:
        assert rules.require_held(held, 2025, TODAY) is None
    else:
        with pytest.raises(Refused) as refused:
            rules.require_held(held, 2025, TODAY)
        assert refused.value.code == code


def test_usual_cut_off_is_the_end_of_the_year_or_today():
    assert rules.usual_cut_off(2025, TODAY) == date(2025, 12, 31)
    assert rules.usual_cut_off(2026, TODAY) == TODAY


def test_year_that_has_not_begun_is_not_reviewed():
    assert rules.require_begun(2026, TODAY) is None
    with pytest.raises(Refused) as refused:
        rules.require_begun(2027, TODAY)
    assert refused.value.code == "year_not_begun"
