"""What must be true of an amendment of a programme in force. Plain Python on values.

Amendment, supplement and extension are procedures of their own beside the signing (Viet Nam, Law 70/2020/QH14, art. 1.1):
an amendment is a paper that both sides agree, and it says what it changes so that it can be read alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Changed, Refused
from songfai.programmes import rhythm
from songfai.programmes.rules.programmes import Owed, obligations, require_term
from songfai.programmes.states import Change, ObligationKind

# Dates that stand at the end of the term and move with it.
AT_THE_END = {ObligationKind.FINAL_SUMMARY, ObligationKind.RENEWAL}
LARGEST_NUMBER = 999


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment of an amendment: what it is to say, and what it says today (nothing for an added one).

    Both are the terms of a commitment as a document holds them.
    """

    number: int
    change: str
    says: Mapping[str, Any]
    was: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is looked at before an amendment is offered, and again before it is approved."""

    wording: bool
    reason: bool
    effective_on: date | None
    term_end: PartialDate | None
    lines: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The programme as it is: `commitments` by number as terms, `agreed_until` the last year both sides have a paper
    for (a plan, minutes), None where there is none yet."""

    base: str
    term_start: PartialDate
    term_end: PartialDate
    commitments: Mapping[int, Mapping[str, Any]]
    agreed_until: int | None = None


def require_draft(is_draft: bool) -> None:
    if not is_draft:
        raise Refused(
            "amendment_is_offered",
            N_("This version has been offered and no longer changes. Start a new version."),
        )


def require_base(base: str, current: str) -> None:
    """Nobody agrees to a change of something that reads differently by now."""
    if base != current:
        raise Changed(
            "amended_meanwhile",
            N_(
                "Another amendment came into force since this one was written, so it no longer fits the programme. "
                "Return or withdraw it; its side then takes over the programme as it is now and offers it anew."
            ),
        )


def require_no_other(own_waits: bool, other_waits: bool) -> None:
    """One amendment at a time: both would build on the same paper, and only one of them could hold."""
    if own_waits:
        raise Refused(
            "own_amendment_waits",
            N_("An amendment of your side still waits for an answer. Withdraw that one first."),
        )
    if other_waits:
        raise Refused(
            "other_amendment_waits",
            N_("An amendment of the other side waits for your answer. Answer that one first."),
        )


def missing(draft: Draft, state: State, today: date) -> list[Refused]:
    """Everything that keeps an amendment from being offered; empty when it can be."""
    found: list[Refused] = []
    if not draft.wording:
        found.append(
            Refused("amendment_without_wording", N_("The wording of the amendment is not written yet."))
        )
    if not draft.reason:
        found.append(
            Refused(
                "amendment_without_reason", N_("Say why the programme is amended. The other side reads it.")
            )
        )
    if draft.effective_on is None:
        found.append(Refused("amendment_without_day", N_("Say from which day the amendment holds.")))
    if not draft.lines and draft.term_end is None:
        found.append(
            Refused(
                "nothing_to_amend",
                N_("Nothing is amended yet: add or change a commitment, or set a new end of the term."),
            )
        )
    for check in (
        lambda: require_term_end(draft.term_end, state, today),
        lambda: require_effective(draft, state),
        lambda: require_fits(draft.lines, state.commitments),
    ):
        try:
            check()
        except Refused as refused:
            found.append(refused)
    return found


def require_offerable(draft: Draft, state: State, today: date) -> None:
    for refused in missing(draft, state, today):
        raise refused


def require_term_end(new: PartialDate | None, state: State, today: date) -> None:
    """A term may be extended, or shortened to a day that lies ahead and behind every year that is agreed already:
    what was planned or reviewed together stays inside the term."""
    if new is None:
        return
    require_term(state.term_start, new)
    last, old = new.due(), state.term_end.due()
    assert last is not None  # require_term has asked for the years
    assert old is not None
    if last == old:
        raise Refused("term_end_same", N_("This is the end of the term already."))
    if last > old:
        return
    if last < today:
        raise Refused(
            "term_end_past",
            N_("The term cannot end in the past: choose a day from today on, or a later year."),
        )
    if state.agreed_until is not None and last.year < state.agreed_until:
        raise Refused(
            "term_end_before_agreed",
            N_("Both sides have already agreed a paper for %(year)s. The term cannot end before that year."),
            year=state.agreed_until,
        )


def require_effective(draft: Draft, state: State) -> None:
    """It holds from a day of the term, the extended one where it extends it."""
    if draft.effective_on is None:
        return
    first = state.term_start.first_day() or state.term_start.due()
    ends = [end.due() for end in (state.term_end, draft.term_end) if end is not None and end.year is not None]
    last = max(day for day in ends if day is not None)
    if first is not None and not first <= draft.effective_on <= last:
        raise Refused(
            "effective_outside_term",
            N_("The day from which it holds lies outside the term of the programme."),
        )


def require_fits(lines: Iterable[Line], commitments: Mapping[int, Mapping[str, Any]]) -> None:
    """An added commitment has a number that is free; a changed one quotes what the programme says today."""
    for line in lines:
        now = commitments.get(line.number)
        if not 1 <= line.number <= LARGEST_NUMBER or (line.change == Change.ADDED) != (now is None):
            raise Refused(
                "amendment_number",
                N_(
                    "Commitment %(number)s does not fit the programme: its number is taken, or nobody knows it."
                ),
                number=line.number,
            )
        if line.change == Change.CHANGED and dict(line.was) != dict(now or {}):
            raise Refused(
                "amendment_misquotes",
                N_("Commitment %(number)s reads differently today from what the amendment says it was."),
                number=line.number,
            )
        if line.change == Change.CHANGED and dict(line.says) == dict(line.was):
            raise Refused(
                "change_says_nothing",
                N_(
                    "Commitment %(number)s says the same as before. Change it, or take it out of the amendment."
                ),
                number=line.number,
            )


# ---------------------------------------------------------------- dated obligations


@dataclass(frozen=True, slots=True)
class Dates:
    """What a new end of the term does with the dates the programme owes."""

    added: tuple[Owed, ...] = ()
    dropped: tuple[Owed, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A date the programme owes today."""

    kind: str
    year: int
    due: date
    is_met: bool = False


def changed_dates(
    standing: Sequence[Standing],
    start: PartialDate,
    old_end: PartialDate,
    new_end: PartialDate,
    signed_on: PartialDate | None,
) -> Dates:
    """The dates of the added years, and those that fall away with the old end. The rhythm is that of the dates the
    programme owes today: kinds both sides took out of the draft do not come back, and what is met stays."""
    kinds = {one.kind for one in standing}
    reviews = [{"kind": name, "when": ""} for name, row in rhythm.REPEATED.items() if row[0] in kinds]
    before, after = (
        {(owed.kind, owed.due): owed for owed in obligations(start, end, signed_on, reviews)}
        for end in (old_end, new_end)
    )
    last = new_end.due()
    assert last is not None
    dropped = [
        one for one in standing if not one.is_met and _falls_away(one, before.keys(), after.keys(), last)
    ]
    known = {(one.kind, one.due) for one in standing}
    # A yearly review that was held with the end of the old term is not owed a second time for the same year.
    held = {
        (one.kind, one.year)
        for one in standing
        if one.is_met and one.kind not in AT_THE_END and (one.kind, one.due) not in after
    }
    added = [
        owed
        for key, owed in after.items()
        if owed.kind in kinds
        and key not in known
        and key not in before
        and (owed.kind, owed.year) not in held
    ]
    return Dates(tuple(added), tuple(Owed(one.kind, one.year, one.due, None, "") for one in dropped))


def _falls_away(one: Standing, before: Iterable[Any], after: Iterable[Any], last: date) -> bool:
    key = (one.kind, one.due)
    if key in after:
        return False
    return one.kind in AT_THE_END or key in before or one.due > last
