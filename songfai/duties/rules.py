"""What must be true of duties and their extensions, and how a duty stands. Plain values only."""

from datetime import date

from songfai.duties.states import MOVES, DutyState, ExtensionState
from songfai.kit.errors import N_, Refused


def standing(due: date | None, met_on: date | None, today: date, is_closed: bool = False) -> DutyState:
    """`is_closed`: both sides have closed the programme, which owes nothing any more."""
    if met_on is not None:
        return DutyState.MET
    if is_closed:
        return DutyState.GONE
    if due is None:
        return DutyState.WAITING
    return DutyState.LATE if due < today else DutyState.OPEN


def require_not_begun(starts_on: date | None) -> None:
    if starts_on is not None:
        raise Refused("duty_begun", N_("This duty has begun already. An extension moves its last day."))


def require_begun(due: date | None) -> None:
    if due is None:
        raise Refused("duty_not_begun", N_("This duty has not begun yet: enter the day of its start first."))


def require_open(met_on: date | None) -> None:
    if met_on is not None:
        raise Refused("duty_met", N_("This duty has been met. Nothing about it changes any more."))


def require_past(day: date, today: date) -> None:
    """What lies ahead has not happened: neither a start nor a confirmation is dated tomorrow."""
    if day > today:
        raise Refused("day_ahead", N_("This day lies ahead."))


def require_due_after_start(starts_on: date, due: date) -> None:
    if due < starts_on:
        raise Refused("due_before_start", N_("The last day is before the first day."))


def require_by_hand(due: date | None, basis: bool) -> None:
    """Where no rule gives the limit, a person enters the last day and says what it rests on."""
    if due is None:
        raise Refused(
            "due_missing",
            N_("No rule counts this limit. Enter the last day by hand and say what it rests on."),
        )
    if not basis:
        raise Refused(
            "basis_missing", N_("Say what the last day rests on: a law, a letter, the signed text.")
        )


def require_later(old: date, new: date) -> None:
    if new <= old:
        raise Refused("not_later", N_("An extension ends later than the day that holds now."))


def require_paper(number: str) -> None:
    """An extension rests on a paper: its number and date are known even where the file is not at hand."""
    if not number.strip():
        raise Refused(
            "paper_missing", N_("Enter the number and the date of the paper that extends the limit.")
        )


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason_missing", N_("Say why. The other side reads it word for word."))


def require_move(old: ExtensionState, new: ExtensionState) -> None:
    if new not in MOVES[old]:
        raise Refused("extension_settled", N_("This extension has been answered already."))


def require_no_other_open(open_ones: int) -> None:
    if open_ones:
        raise Refused(
            "extension_open", N_("An extension already waits for an answer. Answer that one first.")
        )


def needs_other(side: int) -> bool:
    """A limit both sides keep is extended by both; what one side owes, its own superior extends."""
    return side == 0
