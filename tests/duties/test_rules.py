from datetime import date

import pytest

from songfai.duties import rules
from songfai.duties.states import MOVES, DutyState, ExtensionState
from songfai.kit.errors import Refused

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("due", "met_on", "state"),
    [
        (None, None, DutyState.WAITING),
        (date(2026, 3, 10), None, DutyState.OPEN),
        (date(2026, 3, 9), None, DutyState.LATE),
        (date(2026, 3, 9), date(2026, 3, 12), DutyState.MET),
    ],
)
def test_how_a_duty_stands(due, met_on, state):
    assert rules.standing(due, met_on, TODAY) == state


@pytest.mark.parametrize("old", list(ExtensionState))
@pytest.mark.parametrize("new", list(ExtensionState))
def test_an_extension_moves_as_its_table_says(old, new):
    if new in MOVES[old]:
        rules.require_move(old, new)
    else:
        with pytest.raises(Refused):
            rules.require_move(old, new)


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (lambda: rules.require_not_begun(TODAY), "duty_begun"),
        (lambda: rules.require_begun(None), "duty_not_begun"),
        (lambda: rules.require_open(TODAY), "duty_met"),
        (lambda: rules.require_past(date(2026, 3, 11), TODAY), "day_ahead"),
        (lambda: rules.require_due_after_start(TODAY, date(2026, 3, 9)), "due_before_start"),
        (lambda: rules.require_by_hand(None, True), "due_missing"),
        (lambda: rules.require_by_hand(TODAY, False), "basis_missing"),
        (lambda: rules.require_later(TODAY, TODAY), "not_later"),
        (lambda: rules.require_paper("  "), "paper_missing"),
        (lambda: rules.require_reason(""), "reason_missing"),
        (lambda: rules.require_no_other_open(1), "extension_open"),
    ],
)
def test_what_is_refused(check, code):
    with pytest.raises(Refused) as refused:
        check()
    assert refused.value.code == code
