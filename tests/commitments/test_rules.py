from datetime import date

import pytest

from songfai.commitments import rules
from songfai.commitments.rules import Outcome, Said
from songfai.commitments.states import Stand, Word
from songfai.kit.errors import Refused
from songfai.programmes.states import Progress, Settled

TODAY = date(2026, 3, 10)
AT_RISK, DONE, CARRIED, CANCELLED = Word.AT_RISK, Word.DONE, Word.CARRIED_OVER, Word.CANCELLED


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([], Outcome()),
        ([Said(1, AT_RISK)], Outcome(at_risk=True)),
        ([Said(1, DONE)], Outcome()),
        ([Said(1, DONE), Said(2, CANCELLED)], Outcome()),
        ([Said(1, DONE), Said(2, DONE)], Outcome(Settled.DONE)),
        ([Said(1, CANCELLED), Said(2, CANCELLED), Said(1, DONE), Said(2, DONE)], Outcome(Settled.CANCELLED)),
        ([Said(1, CARRIED, 2027), Said(2, CARRIED, 2028)], Outcome()),
        ([Said(1, CARRIED, 2027), Said(2, CARRIED, 2027)], Outcome(Settled.CARRIED_OVER, 2027)),
        ([Said(2, AT_RISK), Said(1, DONE), Said(2, DONE)], Outcome(Settled.DONE, at_risk=True)),
    ],
)
def test_what_is_settled_takes_both_sides_and_a_warning_takes_one(said, found):
    assert rules.outcome(said) == found


@pytest.mark.parametrize(
    ("progress", "given", "stand"),
    [
        (Progress.ON_TRACK, {}, Stand.ON_TRACK),
        (Progress.NOT_DUE, {"begun": False}, Stand.NOT_STARTED),
        (Progress.NOT_DUE, {}, Stand.NOT_DUE),
        (Progress.ON_TRACK, {"at_risk": True}, Stand.AT_RISK),
        (Progress.LATE, {"at_risk": True}, Stand.LATE),
        (Progress.ASLEEP, {"at_risk": True}, Stand.ASLEEP),
        (Progress.LATE, {"settled": "cancelled"}, Stand.CANCELLED),
        (Progress.ASLEEP, {"settled": "done"}, Stand.DONE_CONFIRMED),
        (Progress.LATE, {"settled": "carried_over", "carried_to": 2027}, Stand.CARRIED_OVER),
        (Progress.LATE, {"settled": "carried_over", "carried_to": 2026}, Stand.LATE),
        (Progress.DONE, {}, Stand.DONE),
    ],
)
def test_how_a_commitment_stands(progress, given, stand):
    usual = {"settled": "", "carried_to": None, "at_risk": False, "begun": True, "today": TODAY}
    assert rules.standing(progress, **(usual | given)) == stand


DAY_BEFORE = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("progress", "given", "found"),
    [
        (Progress.NOT_DUE, {"due": DAY_BEFORE}, Progress.LATE),
        (Progress.ASLEEP, {"due": DAY_BEFORE}, Progress.LATE),
        (Progress.ON_TRACK, {"due": DAY_BEFORE}, Progress.LATE),
        (Progress.NOT_DUE, {"due": TODAY}, Progress.NOT_DUE),
        (Progress.ASLEEP, {}, Progress.ASLEEP),
        (Progress.NOT_DUE, {"due": DAY_BEFORE, "done": True}, Progress.NOT_DUE),
        (Progress.NOT_DUE, {"due": DAY_BEFORE, "done": True, "once": True}, Progress.DONE),
        (Progress.ASLEEP, {"done": True, "once": True}, Progress.DONE),
        (Progress.ON_TRACK, {"done": True, "once": True}, Progress.ON_TRACK),
    ],
)
def test_a_commitment_is_late_by_its_own_deadline_until_something_is_done(progress, given, found):
    usual = {"due": None, "done": False, "once": False, "today": TODAY}
    assert rules.by_deadline(progress, **(usual | given)) == found


@pytest.mark.parametrize(
    ("word", "has_reason", "year", "code"),
    [
        (AT_RISK, False, None, "statement_without_reason"),
        (CANCELLED, False, None, "statement_without_reason"),
        (CARRIED, True, None, "carried_to_no_year"),
        (CARRIED, True, 2026, "carried_to_no_year"),
        (CARRIED, True, 2031, "carried_to_no_year"),
        (DONE, False, None, None),
        (CARRIED, True, 2027, None),
    ],
)
def test_a_statement_says_why_and_until_when(word, has_reason, year, code):
    if code is None:
        rules.require_statement(word, has_reason, year, 2027, 2030)
        return
    with pytest.raises(Refused) as refused:
        rules.require_statement(word, has_reason, year, 2027, 2030)
    assert refused.value.code == code
