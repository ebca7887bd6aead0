"""What must be true of documents, their numbers and parts. Plain values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from songfai.kit.errors import N_, Refused
from songfai.registry.states import (
    INCOMING,
    MONTHS_OF,
    MOVES,
    OF_ONE_PROGRAMME,
    REPORT_OF,
    SENT,
    WAITING,
    WORDED,
    Cadence,
    Capacity,
    Direction,
    DocumentState,
    NumberForm,
    Numbers,
    PartKind,
    ReportKind,
    ReportState,
    Step,
)

OF_DIRECTION = {
    Direction.OUT: {Numbers.OUT, Numbers.COUNCIL, Numbers.COPIES},
    Direction.IN: {Numbers.IN},
}

# Of the files of a document these go to the other side with it (docs/adr/0136).
CROSSING = {PartKind.SCAN, PartKind.APPENDIX}

# One number, typed in two ways: Lao digits, and dashes for the hyphen.
LEVELLED = str.maketrans("໐໑໒໓໔໕໖໗໘໙\u2010\u2011\u2013\u2212", "0123456789----")


def printed(number: int, form: NumberForm, code: str, symbol: str, unit: str = "") -> str:
    """The number as it stands on the paper; `code` is empty for a letter, `unit` is the drafting unit of a letter.

    State bodies: 05/BC-BNV, a letter 05/BNV-VP (Decree 30/2020/ND-CP, Annex I and III: numbers below ten have a zero in
    front, "/" before the symbol, "-" between its groups). Party: 36-HD/VPTW. Lao: 09/ສພຊ, where a type has no code.
    """
    shown = f"{number:02d}"
    if form == NumberForm.PARTY:
        first = f"{shown}-{code}" if code else shown
        return "/".join(one for one in (first, symbol) if one)
    groups = (symbol, unit) if not code or form == NumberForm.LAO else (code, symbol)
    tail = "-".join(one for one in groups if one)
    return f"{shown}/{tail}" if tail else shown


def next_number(given: Iterable[int], goes_on_from: int = 1) -> int:
    """The number after the last one of the year; the first may follow on a register kept on paper before."""
    return max([goes_on_from - 1, *given]) + 1


def destination(state: DocumentState, step: Step) -> DocumentState:
    if step not in MOVES[state]:
        raise Refused("step_not_now", N_("The document is past this step, or not there yet."))
    return MOVES[state][step]


def require_worded(state: DocumentState) -> None:
    if state not in WORDED:
        raise Refused(
            "not_a_draft", N_("Only a draft is reworded. Send it back to the drafter first, with the reason.")
        )


def require_fits(numbers: Numbers, direction: Direction, *, is_copy: bool) -> None:
    """A copy is numbered in the series of copies, and nothing else is."""
    if numbers not in OF_DIRECTION[direction]:
        raise Refused("series_unfit", N_("This series numbers other documents. Choose another one."))
    if direction == Direction.OUT and is_copy != (numbers == Numbers.COPIES):
        raise Refused(
            "copies_apart",
            N_("Copies have a series of their own (SY, TrS, SL); other documents stand elsewhere."),
        )


def require_signed(signer: str, signed_on: date | None, created_on: date, today: date) -> None:
    if not signer.strip():
        raise Refused("signer_missing", N_("Say who has signed."))
    if signed_on is None or signed_on > today:
        raise Refused("day_ahead", N_("This day lies ahead."))
    if signed_on.year < created_on.year - 1:
        raise Refused(
            "signed_long_ago", N_("The day of the signature is long before the draft. Check the year.")
        )


def require_addressed(recipients: int) -> None:
    if not recipients:
        raise Refused("no_recipient", N_("Nobody receives this document yet. Enter its recipients first."))


def require_scan(kinds: Iterable[str]) -> None:
    if PartKind.SCAN not in set(kinds):
        raise Refused("scan_missing", N_("The signed paper is not here yet. Add its scan, then issue it."))


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason_missing", N_("Say why. The register keeps it."))


def require_told(state: DocumentState, number: str, signer: str) -> None:
    """What another server says of a document it issued. Refused: paper_not_issued."""
    if state not in SENT | {DocumentState.RECALLED} or not number.strip() or not signer.strip():
        raise Refused(
            "paper_not_issued", N_("It speaks of a document that is not signed, numbered and issued.")
        )


def number_key(number: str) -> str:
    """A number as two people type the same one: spaces, capitals, the dash, Lao digits and zeros in front are levelled.
    Marks are not: DA and ĐA are two types."""
    return "".join(number.split()).casefold().translate(LEVELLED).lstrip("0")


def require_joinable(state: DocumentState, *, joined: bool) -> None:
    """Whether what came may be joined to an entry that stands in the register already."""
    if state not in INCOMING:
        raise Refused(
            "entry_unfit", N_("Only an entry of the register of incoming documents is joined to what came.")
        )
    if joined:
        raise Refused("entry_joined", N_("This entry is joined to another document already."))


def goes_on_since(joined_at: datetime, steps: Iterable[datetime], referring: Iterable[datetime]) -> bool:
    """Whether an entry has taken a step, or another document began to refer to it, since it was joined to what came."""
    return any(at > joined_at for at in (*steps, *referring))


def require_separable(joined_at: datetime | None, *, goes_on: bool) -> None:
    if joined_at is None:
        raise Refused(
            "not_joined",
            N_(
                "Nothing was joined to this entry later. An entry made by mistake is cancelled, with the reason."
            ),
        )
    if goes_on:
        raise Refused(
            "joined_in_use",
            N_(
                "Since it was joined, this entry has taken a step or another document refers to it. It stays joined."
            ),
        )


def require_part(state: DocumentState, kind: PartKind) -> None:
    """A text and its appendices belong to the draft, a scan comes after the signature; what arrived is added to freely."""
    after_signature = state in (DocumentState.SIGNED, DocumentState.NUMBERED)
    arrived = state in (DocumentState.REGISTERED, DocumentState.HANDED)
    if arrived or (kind == PartKind.SCAN and after_signature) or (kind != PartKind.SCAN and state in WORDED):
        return
    if kind == PartKind.SCAN and state in WORDED | {DocumentState.REVIEWED, DocumentState.CHECKED}:
        raise Refused("not_signed_yet", N_("A scan is of the signed paper: enter the signature first."))
    raise Refused("parts_closed", N_("Files of this document do not change any more."))


def require_arrival(arrived_on: date, dated: date | None, today: date) -> None:
    if arrived_on > today:
        raise Refused("day_ahead", N_("This day lies ahead."))
    if dated is not None and dated > arrived_on:
        raise Refused("dated_after_arrival", N_("The document is dated after the day it arrived."))


def require_answer_by(answer_by: date | None, arrived_on: date) -> None:
    if answer_by is not None and answer_by < arrived_on:
        raise Refused("answer_before_arrival", N_("It is to be dealt with before it arrived. Check the day."))


def is_late(state: DocumentState, answer_by: date | None, today: date) -> bool:
    return state in WAITING and answer_by is not None and answer_by < today


def require_another_person(signed_by: str, numbers: str, *, two_persons: bool) -> None:
    """`signed_by` entered the signature, `numbers` is about to give the number."""
    if two_persons and signed_by == numbers:
        raise Refused(
            "same_person",
            N_("In this series another person gives the number than the one who entered the signature."),
        )


def require_retention(years: int | None, *, for_ever: bool, basis: str) -> None:
    if years is not None and for_ever:
        raise Refused("kept_how_long", N_("A document is kept for so many years, or for ever: not both."))
    if (years is not None or for_ever) and not basis.strip():
        raise Refused("retention_basis", N_("Say what the time of keeping rests on."))


def last_year_kept(day: date, years: int) -> int:
    """A document is kept to the end of this year: its years are counted from the year of its day, which is not counted
    itself. Where a country counts otherwise, the institution enters the years accordingly (ADR 151)."""
    return day.year + years


def require_term_ended(ended: bool) -> None:
    if not ended:
        raise Refused(
            "term_not_ended",
            N_("The time of keeping of this document has not ended, or it was destroyed already."),
        )


def require_some(chosen: int) -> None:
    if not chosen:
        raise Refused("none_chosen", N_("Choose at least one document."))


def require_decision(decision: str, decided_on: date, today: date) -> None:
    if not decision.strip():
        raise Refused("decision_missing", N_("Enter the number of the decision to destroy it."))
    if decided_on > today:
        raise Refused("day_ahead", N_("This day lies ahead."))


def require_kept_on(until: int | None, reason: str, this_year: int, *, for_ever: bool) -> None:
    """Until the end of a year that is not over yet, or for ever; with the reason."""
    if (until is not None) == for_ever:
        raise Refused("kept_how_long", N_("A document is kept for so many years, or for ever: not both."))
    if until is not None and until < this_year:
        raise Refused("year_over", N_("This year is over. Choose a year that is not."))
    require_reason(reason)


def require_not_destroyed(destroyed_on: date | None) -> None:
    if destroyed_on is not None:
        raise Refused("destroyed", N_("This document was destroyed. What the register says of it stays."))


def require_recipient(institution: bool, name: bool) -> None:
    if institution == name:
        raise Refused(
            "recipient_one", N_("Choose an institution of this server, or write a name: one of the two.")
        )


def signature_line(capacity: Capacity, post: str) -> str:
    """KT. BỘ TRƯỞNG: the capacity before the post, as papers print it."""
    return f"{capacity}. {post}" if capacity else post


# ---------------------------------------------------------------- reports owed


@dataclass(frozen=True, slots=True)
class Period:
    """What one report is about: first and last day, both included."""

    first: date
    last: date


def period_of(cadence: Cadence, day: date) -> Period:
    """The month, quarter, half or whole year of the calendar that a day is in."""
    months = MONTHS_OF[cadence]
    month = (day.month - 1) // months * months + 1
    following = date(day.year + (month + months > 12), (month + months - 1) % 12 + 1, 1)
    return Period(date(day.year, month, 1), following - timedelta(days=1))


def periods(cadence: Cadence, first: date, last: date) -> list[Period]:
    """Every period that touches the days from `first` to `last`, oldest first."""
    found = []
    day = first
    while day <= last:
        found.append(period_of(cadence, day))
        day = found[-1].last + timedelta(days=1)
    return found


def report_state(document: DocumentState | None, *, receipted: bool) -> ReportState:
    state = ReportState.OPEN if document is None else REPORT_OF[document]
    return ReportState.RECEIPTED if receipted and state == ReportState.SENT else state


def days_late(due: date, sent_on: date | None, today: date) -> int:
    """How many days after its last day it went out, or how many have passed; 0 when in time."""
    return max(0, ((sent_on or today) - due).days)


def require_due_rule(*, rule: bool, days: int | None, basis: bool) -> None:
    if rule == (days is not None):
        raise Refused(
            "due_one", N_("Choose a rule that counts the last day, or enter days by hand: one of the two.")
        )
    if not basis:
        raise Refused("basis_missing", N_("Say what the duty to report rests on."))


def require_programme(kind: ReportKind, has_programme: bool) -> None:
    """A report of one programme names it; one of all programmes names none."""
    if kind in OF_ONE_PROGRAMME and not has_programme:
        raise Refused("programme_needed", N_("A report of this kind is of one programme: choose it."))
    if kind == ReportKind.PORTFOLIO and has_programme:
        raise Refused(
            "programme_not_here", N_("The portfolio report is of every programme: leave this empty.")
        )


def require_written_report(kind: ReportKind, files: int) -> None:
    """A listed kind is answered by the report written from the record, never by an empty page."""
    if kind != ReportKind.OTHER and not files:
        raise Refused("nothing_to_report", N_("The record holds nothing of this kind for this period yet."))


def require_open_report(state: ReportState) -> None:
    if state != ReportState.OPEN:
        raise Refused("report_drafted", N_("This report is drafted already: go on with its document."))


def require_sent(state: ReportState) -> None:
    if state != ReportState.SENT:
        raise Refused("not_sent", N_("A receipt comes after the report was sent, and only once."))


# ---- Types ------------------------------------------------------------------------------------------------


def require_code(code: str) -> None:
    """A code stands between "/" and "-" of a number: it has neither of them in it, nor a space."""
    if any(one in "/-" or one.isspace() for one in code):
        raise Refused(
            "code_unfit", N_("A code has no space, stroke or hyphen in it: they part the groups of a number.")
        )


def require_one_code(code: str, given: Iterable[str]) -> None:
    """Of two types with one code nobody knows which a number is of. Marks and capitals tell codes apart: DA and ĐA."""
    if code and code in set(given):
        raise Refused(
            "code_given",
            N_("This code is that of another type on this day. End that type first, on an earlier day."),
        )


def require_end(last_day: date, first_day: date | None, last_given: date | None) -> None:
    if first_day is not None and last_day < first_day:
        raise Refused("ends_before_it_begins", N_("The type is not given yet on this day."))
    if last_given is not None and last_day < last_given:
        raise Refused(
            "given_afterwards",
            N_("A paper of this type with a later date is signed already. Choose a later day."),
        )


def require_given(is_given: bool) -> None:
    if not is_given:
        raise Refused(
            "type_not_given", N_("Your institution does not give this type of document any more, or not yet.")
        )
