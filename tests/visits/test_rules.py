"""What must be true, on plain values: no database."""

from datetime import date, time
from decimal import Decimal

import pytest

from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.visits import rules
from songfai.visits.states import MOVES, OWES_REPORT, WHOSE, Step, VisitState, Whose

V = VisitState
DAY = date(2026, 3, 10)
PLACES = {"VND": 0, "USD": 2}


def code(call, *args, **named):
    with pytest.raises(Refused) as refused:
        call(*args, **named)
    assert str(refused.value)
    return refused.value.code


# ---- The table of moves -----------------------------------------------------------------------------------

ALLOWED = {
    (V.PROPOSED, Step.TAKE_IN): V.IN_PLAN,
    (V.PROPOSED, Step.CANCEL): V.CANCELLED,
    (V.IN_PLAN, Step.APPROVE_SCHEME): V.SCHEME_APPROVED,
    (V.IN_PLAN, Step.CANCEL): V.CANCELLED,
    (V.SCHEME_APPROVED, Step.CONFIRM): V.CONFIRMED,
    (V.SCHEME_APPROVED, Step.CANCEL): V.CANCELLED,
    (V.CONFIRMED, Step.BEGIN): V.IN_PROGRESS,
    (V.CONFIRMED, Step.FINISH): V.DONE,
    (V.CONFIRMED, Step.CANCEL): V.CANCELLED,
    (V.IN_PROGRESS, Step.FINISH): V.DONE,
    (V.IN_PROGRESS, Step.CANCEL): V.CANCELLED,
    (V.DONE, Step.REPORT): V.REPORTED,
    (V.DONE_OTHERWISE, Step.REPORT): V.REPORTED,
    (V.REPORTED, Step.CLOSE): V.CLOSED,
}


@pytest.mark.parametrize("state", [state for state in V if state != V.REPORT_DUE])
@pytest.mark.parametrize("step", list(Step))
def test_every_move_of_a_visit(state, step):
    if (state, step) in ALLOWED:
        assert rules.destination(state, step) == ALLOWED[state, step]
    else:
        assert code(rules.destination, state, step) == "step_not_allowed"


def test_the_tables_name_every_state_and_every_step():
    assert set(MOVES) == set(V) - {V.REPORT_DUE}
    assert set(WHOSE) == set(Step)
    assert {step for step, whose in WHOSE.items() if whose == Whose.HOST} == {Step.CONFIRM, Step.CLOSE}


@pytest.mark.parametrize("state", sorted(OWES_REPORT))
def test_a_finished_visit_owes_its_report_from_the_day_after_the_return(state):
    assert rules.standing(state, DAY, DAY) == state
    assert rules.standing(state, date(2026, 3, 9), DAY) == V.REPORT_DUE
    assert rules.standing(V.REPORTED, date(2026, 3, 9), DAY) == V.REPORTED


@pytest.mark.parametrize(
    ("approved", "has_paper", "refused"),
    [(False, False, ""), (False, True, ""), (True, False, ""), (True, True, "scheme_paper_approved")],
)
def test_the_approved_paper_of_a_scheme_is_never_exchanged(approved, has_paper, refused):
    if refused:
        assert code(rules.require_scheme_paper_open, approved, has_paper) == refused
    else:
        rules.require_scheme_paper_open(approved, has_paper)


def test_what_the_host_confirmed_is_confirmed_anew_when_it_changes():
    assert rules.after_change(V.CONFIRMED, True) == V.SCHEME_APPROVED
    assert rules.after_change(V.CONFIRMED, False) == V.CONFIRMED
    assert rules.after_change(V.IN_PROGRESS, True) == V.IN_PROGRESS


# ---- Bad input --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "args", "expected"),
    [
        (rules.require_period, (date(2026, 3, 5), date(2026, 3, 2)), "ends_before_it_starts"),
        (rules.require_period, (date(2026, 3, 5), date(2028, 3, 2)), "visit_too_long"),
        (rules.require_party, (3, [1, 2]), "host_is_no_party"),
        (rules.require_party, (None, [1, 2]), "host_is_no_party"),
        (rules.require_exception_reason, (True, False), "host_out_of_turn"),
        (rules.require_open, (V.CLOSED,), "visit_ended"),
        (rules.require_open, (V.CANCELLED,), "visit_ended"),
        (rules.require_changeable, (V.DONE,), "visit_over"),
        (rules.require_host_open, (1, 2, V.SCHEME_APPROVED), "host_is_settled"),
        (rules.require_taken_in, (False, " "), "off_plan_without_reason"),
        (rules.require_scheme, ("1/QĐ", DAY, False, DAY), "no_scheme"),
        (rules.require_scheme, (" ", DAY, True, DAY), "no_scheme_number"),
        (rules.require_scheme, ("1/QĐ", None, True, DAY), "no_scheme_date"),
        (rules.require_scheme, ("1/QĐ", date(2026, 3, 11), True, DAY), "scheme_ahead"),
        (rules.require_begun, (date(2026, 3, 11), DAY), "not_begun"),
        (rules.require_returned, (None, DAY, DAY), "no_return"),
        (rules.require_returned, (date(2026, 3, 1), date(2026, 3, 2), DAY), "returned_before_start"),
        (rules.require_returned, (date(2026, 3, 11), date(2026, 3, 2), DAY), "return_ahead"),
        (rules.require_deviation, (False, False), "deviation_without_reason"),
        (rules.require_deviation, (True, True), "deviation_but_as_planned"),
        (rules.require_report, (False,), "report_empty"),
        (rules.require_cancel_reason, (False,), "reason_missing"),
        (rules.require_turn, (None, False, 2020, 2026), "skipped_without_reason"),
        (rules.require_turn, (1, False, 2027, 2026), "year_out_of_range"),
        (rules.require_one_head, (2,), "two_heads"),
        (rules.require_day, (date(2026, 3, 6), date(2026, 3, 2), date(2026, 3, 5)), "day_outside"),
        (rules.require_times, (None, time(9)), "end_without_start"),
        (rules.require_times, (time(9), time(9)), "ends_before_it_starts"),
        (rules.minor_units, (Decimal(5), "", PLACES), "no_currency"),
        (rules.minor_units, (Decimal(5), "XAU", PLACES), "unknown_currency"),
        (rules.minor_units, (Decimal(-5), "VND", PLACES), "amount_out_of_range"),
        (rules.minor_units, (Decimal("0.5"), "VND", PLACES), "too_fine"),
        (rules.require_minutes_open, ("offered",), "minutes_offered"),
        (rules.require_minutes_open, ("in_force",), "minutes_in_force"),
        (rules.require_minutes_offered, ("draft",), "minutes_not_offered"),
    ],
)
def test_refused(call, args, expected):
    assert code(call, *args) == expected


def test_allowed():
    rules.require_period(DAY, DAY)
    rules.require_host_open(1, 2, V.IN_PLAN)
    rules.require_host_open(2, 2, V.CONFIRMED)
    rules.require_times(time(9), None)
    rules.require_turn(2, False, 2019, 2026)
    assert rules.minor_units(Decimal("12.5"), "USD", PLACES) == 1250
    assert rules.minor_units(None, "", PLACES) is None
    assert rules.is_open("returned")


# ---- Minutes and promises ---------------------------------------------------------------------------------


def test_minutes_are_written_and_the_meeting_is_held_before_they_are_offered():
    assert rules.missing(held_on=DAY, today=DAY, minutes=Trilingual(vi="Biên bản")) == []
    found = rules.missing(held_on=date(2026, 4, 1), today=DAY, minutes=Trilingual())
    assert [one.code for one in found] == ["meeting_ahead", "minutes_unwritten"]
    assert code(rules.require_offerable, found) == "meeting_ahead"


@pytest.mark.parametrize(
    ("bearer", "due", "named", "offering", "codes"),
    [
        (1, DAY, {1}, 1, []),
        (1, DAY, set(), 1, ["promise_without_owner"]),
        (1, None, {1}, 1, ["promise_without_day"]),
        (1, None, set(), 1, ["promise_without_day", "promise_without_owner"]),
        # The other side carries it out and names its own unit: its date is still asked for.
        (2, DAY, set(), 1, []),
        (2, None, set(), 1, ["promise_without_day"]),
        (2, DAY, {1}, 2, ["promise_without_owner"]),
        (0, DAY, {1}, 1, []),
        (0, DAY, {1}, 2, ["promise_without_owner"]),
        (0, DAY, {2}, 1, ["promise_without_owner"]),
        # Who acts for no side is told of the dates alone.
        (0, None, set(), None, ["promise_without_day"]),
    ],
)
def test_a_promise_is_offered_with_a_date_and_the_own_side_s_unit(bearer, due, named, offering, codes):
    whole = rules.Owed(1, Trilingual(en="Whole"), offering or 1, DAY, frozenset({1, 2}))
    found = rules.unkept(
        [whole, rules.Owed(2, Trilingual(en="Send"), bearer, due, frozenset(named))], offering
    )
    assert [one.code for one in found] == codes
    assert all(one.params == {"number": 2, "promise": Trilingual(en="Send")} for one in found)


@pytest.mark.parametrize(
    ("bearer", "named", "without"),
    [(0, set(), [1, 2]), (0, {1}, [2]), (1, {2}, [1]), (1, {1}, []), (2, {2}, []), (2, set(), [2])],
)
def test_who_carries_it_out_names_its_unit(bearer, named, without):
    assert rules.Owed(1, Trilingual(), bearer, DAY, frozenset(named)).without_unit == without
