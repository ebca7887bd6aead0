"""What must be true of readings and programmes. Plain Python on values."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from songfai.kit.dates import PartialDate, Relative, add_months, months_between
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import LANGUAGES
from songfai.programmes import rhythm
from songfai.programmes.slots import SLOTS
from songfai.programmes.states import LineState

MAX_TEXT = 200_000
SETTLED = {LineState.CONFIRMED, LineState.CORRECTED, LineState.ADDED}


def require_not_closed(closed_on: date | None) -> None:
    """Both sides have closed it: what it holds stays as it is, nothing new begins under it. Refused: programme_closed."""
    if closed_on is not None:
        raise Refused(
            "programme_closed",
            N_(
                "Both sides closed this programme on %(date)s. Its record stays; nothing new begins under it."
            ),
            date=closed_on,
        )


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a reading, as far as the rules need it."""

    slot: str
    value: Mapping[str, Any]
    state: str = LineState.PROPOSED


def require_text(text: str) -> None:
    if not text.strip():
        raise Refused("text_empty", N_("There is no text yet: paste it, or choose a file."))
    if len(text) > MAX_TEXT:
        raise Refused(
            "text_too_long",
            N_("The text has %(length)s letters; at most %(limit)s are read at once. Take the annexes out."),
            length=len(text),
            limit=MAX_TEXT,
        )


def require_confirmable(slot: str, value: Mapping[str, Any]) -> None:
    """Some lines need a person's word before they can stand."""
    if slot == "party":
        if value.get("role") not in ("a", "b"):
            raise Refused(
                "party_without_side",
                N_("Say whether this party is the first or the second side, or delete it."),
            )
        if not value.get("institution") and not value.get("new"):
            raise Refused(
                "party_without_institution",
                N_("Tie “%(name)s” to an institution first: choose it from the list or enter it as new."),
                name=value.get("name", ""),
            )
    if slot == "signatory" and value.get("party") not in ("a", "b"):
        raise Refused(
            "signatory_without_side",
            N_("Say for which side %(name)s signed, or delete the line."),
            name=value.get("name", ""),
        )
    if slot == "field" and not value.get("field"):
        raise Refused(
            "field_not_in_list",
            N_("Choose the field for “%(name)s” from the list first, or delete the line."),
            name=value.get("name", ""),
        )
    if slot in ("term", "focus"):
        require_term(value.get("start"), value.get("end"))


def is_confirmable(slot: str, value: Mapping[str, Any]) -> bool:
    try:
        require_confirmable(slot, value)
    except Refused:
        return False
    return True


def require_slot_free(slot: str, lines: Iterable[Line]) -> None:
    """A paper has one title, one kind, one term."""
    if not SLOTS[slot].many and any(line.slot == slot for line in lines if line.state != LineState.DELETED):
        raise Refused("slot_taken", N_("This line is there already: correct it instead."))


def unsettled(lines: Sequence[Line]) -> list[str]:
    """The slots that keep a reading from becoming a programme, in the order of the screen."""
    kept = [line for line in lines if line.state != LineState.DELETED]
    settled = [line for line in kept if line.state in SETTLED]
    open_slots = {line.slot for line in kept if line.state not in SETTLED}
    open_slots |= {slot.key for slot in SLOTS.values() if slot.required} - {line.slot for line in settled}
    sides = sorted(line.value.get("role", "") for line in settled if line.slot == "party")
    if sides != ["a", "b"]:
        open_slots.add("party")
    return [key for key in SLOTS if key in open_slots]


def require_settled(lines: Sequence[Line], *, words: Sequence[str]) -> None:
    """`words` are the open slots' names in the reader's language, as `unsettled` orders them."""
    kept = [line for line in lines if line.state != LineState.DELETED]
    parties = [line for line in kept if line.slot == "party" and line.state in SETTLED]
    if len(parties) > 2:
        raise Refused(
            "too_many_parties",
            N_("The text names %(count)s parties. A programme has two sides: delete or correct the others."),
            count=len(parties),
        )
    if len(parties) == 2 and {line.value.get("role") for line in parties} != {"a", "b"}:
        raise Refused(
            "same_side_twice", N_("Both parties are entered as the same side. Correct one of them.")
        )
    signed = [line.value.get("party") for line in kept if line.slot == "signatory" and line.state in SETTLED]
    if len(signed) != len(set(signed)):
        raise Refused(
            "two_signatories",
            N_("Two signatories are entered for the same side. Correct or delete one of them."),
        )
    if not unsettled(lines):
        return
    raise Refused(
        "reading_unsettled",
        N_("These lines still wait for your word: %(slots)s. Confirm, correct or delete them first."),
        slots=", ".join(words),
    )


def require_own_side(drafting: int | None, sides: Sequence[int | None]) -> None:
    """`drafting` and `sides` are ids of institutions; None is one that is new."""
    if drafting not in sides:
        raise Refused(
            "not_a_side",
            N_(
                "Neither party is your institution. Tie one of them to it: a programme is drafted by one of its sides."
            ),
        )
    if len(sides) == 2 and sides[0] == sides[1]:
        raise Refused("one_body_twice", N_("Both sides are the same institution. Correct one of them."))


def require_further_party(body: int, sides: Sequence[int], others: Sequence[int]) -> None:
    if body in sides:
        raise Refused("a_side_already", N_("This body is one of the two sides already."))
    if body in others:
        raise Refused("takes_part_already", N_("This body takes part already."))


# ---------------------------------------------------------------- the programme


def require_term(start: PartialDate | str | None, end: PartialDate | str | None) -> None:
    first, last = PartialDate.of(start), PartialDate.of(end)
    if first is None or last is None or first.year is None or last.year is None:
        raise Refused(
            "term_incomplete", N_("The term needs a year in which it begins and a year in which it ends.")
        )
    last_day, first_day = last.due(), first.first_day() or first.due()
    if last_day is not None and first_day is not None and last_day < first_day:
        raise Refused("term_ends_before_it_begins", N_("The term ends before it begins."))


@dataclass(frozen=True, slots=True)
class Offer:
    """What is looked at before a programme is offered."""

    sides: int
    title: bool
    kind: str
    term_start: PartialDate | None
    term_end: PartialDate | None
    commitments: int
    authentic: Sequence[str]
    prevailing: str = ""
    commitment_languages: Sequence[Sequence[str]] = ()


def missing_for_offer(offer: Offer) -> list[Refused]:
    """Everything that keeps the programme from being offered; empty when it can be."""
    found: list[Refused] = []
    if offer.sides != 2:
        found.append(Refused("two_sides_needed", N_("The programme needs its two sides.")))
    if not offer.title:
        found.append(Refused("title_needed", N_("The programme has no title yet.")))
    if not offer.kind:
        found.append(Refused("kind_needed", N_("Say what kind of paper this is.")))
    try:
        require_term(offer.term_start, offer.term_end)
    except Refused as refused:
        found.append(refused)
    if not offer.commitments:
        found.append(Refused("commitment_needed", N_("The programme needs at least one commitment.")))
    if not offer.authentic:
        found.append(
            Refused(
                "authentic_needed", N_("At least one text must be authentic: enter the signed text first.")
            )
        )
    if offer.prevailing and offer.prevailing not in offer.authentic:
        found.append(
            Refused(
                "prevailing_not_authentic", N_("The text that prevails must be one of the authentic texts.")
            )
        )
    return found


def require_offerable(offer: Offer) -> None:
    for refused in missing_for_offer(offer):
        raise refused


def require_open(stage: str) -> None:
    """Both sides hold the paper from its offer on: it is not changed under the other side's eyes."""
    if stage == "offered":
        raise Refused(
            "already_offered",
            N_("The programme is offered. Withdraw the offer first, then change it and offer anew."),
        )
    if stage not in ("draft", "returned", "withdrawn"):
        raise Refused(
            "not_a_draft", N_("The programme is agreed. It changes only by a new paper of both sides.")
        )


def require_reason(reason: str) -> None:
    if len(reason.strip()) < 3:
        raise Refused("reason_needed", N_("Write the reason: the other side will read it word for word."))


def require_answerable(*named: object | None) -> None:
    """A unit, a person, a further party: at least one of them."""
    if all(one is None for one in named):
        raise Refused("answerable_empty", N_("Name a unit, a person or both."))


# Days without evidence after which a commitment counts as asleep: the least and the most that can be asked for.
ASLEEP_AFTER = (14, 1000)


def require_asleep_after(days: int | None) -> None:
    """None: the programme's own number."""
    least, most = ASLEEP_AFTER
    if days is not None and not least <= days <= most:
        raise Refused(
            "days_out_of_range", N_("Enter from %(least)s to %(most)s days."), least=least, most=most
        )


def require_language(language: str) -> None:
    if language not in LANGUAGES:
        raise Refused("language_unknown", N_("Choose Lao, Vietnamese or English."))


# ---------------------------------------------------------------- dated obligations


@dataclass(frozen=True, slots=True)
class Owed:
    """A date the programme owes. `basis` is an English sentence of the catalogues."""

    kind: str
    year: int
    due: date
    due_as_written: PartialDate | None
    basis: str


def obligations(
    term_start: PartialDate,
    term_end: PartialDate,
    signed_on: PartialDate | None,
    reviews: Sequence[Mapping[str, Any]],
) -> list[Owed]:
    """The dates that follow from the rhythm, in order. `reviews` are values of the slot review.

    Always ends with a final summary and a decision to renew; what the text does not say is marked as a proposal.
    """
    require_term(term_start, term_end)
    first, last = _first(term_start), _last(term_end)
    found: list[Owed] = []
    for review in reviews:
        found += owed_for(review, term_start, term_end, signed_on)
    if not any(owed.kind == "final_summary" for owed in found):
        found.append(Owed("final_summary", last.year, last, None, rhythm.BASIS_FINAL_PROPOSED))
    renewal = add_months(PartialDate(last.year, last.month), -rhythm.RENEWAL_MONTHS).last_day()
    if renewal is not None and first < renewal:
        found.append(Owed("renewal", last.year, renewal, None, rhythm.BASIS_RENEWAL))
    unique = {(owed.kind, owed.due): owed for owed in reversed(found)}
    return sorted(unique.values(), key=lambda owed: (owed.due, owed.kind))


def owed_for(
    review: Mapping[str, Any], start: PartialDate, end: PartialDate, signed_on: PartialDate | None
) -> list[Owed]:
    """The dates one review of the text gives."""
    require_term(start, end)
    kind = rhythm.REPEATED_WHEN.get(review.get("when") or "", review["kind"])
    if kind in rhythm.REPEATED:
        return _repeated(kind, _first(start), _last(end), signed_on)
    return [_once(review, start, end, signed_on)]


def _first(start: PartialDate) -> date:
    day = start.first_day() or start.due()
    assert day is not None  # require_term has asked for the year
    return day


def _last(end: PartialDate) -> date:
    day = end.due()
    assert day is not None
    return day


def _repeated(kind: str, first: date, last: date, signed_on: PartialDate | None) -> list[Owed]:
    """One per calendar period that touches the term; those due before the signing are not owed."""
    name, months, after = rhythm.REPEATED[kind]
    signed = signed_on.first_day() if signed_on and signed_on.year else None
    found: list[Owed] = []
    begins = date(first.year, 1 + months * ((first.month - 1) // months), 1)
    while begins <= last:
        year, month = begins.year, begins.month + months - 1
        ends = date(year, month, calendar.monthrange(year, month)[1])
        due = add_months(PartialDate(year, month), after).last_day()
        assert due is not None
        basis = rhythm.BASIS_YEARLY if kind == "annual" else rhythm.BASIS_PERIOD
        if ends >= last:
            due, basis = last, rhythm.BASIS_WITH_FINAL if kind == "annual" else basis
        if signed is None or due >= signed:
            found.append(Owed(name, year, due, None, basis))
        next_month = month + 1
        begins = date(year + next_month // 13, (next_month - 1) % 12 + 1, 1)
    return found


def _once(
    review: Mapping[str, Any], start: PartialDate, end: PartialDate, signed_on: PartialDate | None
) -> Owed:
    kind = rhythm.ONCE.get(review["kind"], "other")
    written, basis = _when(review.get("when") or "", kind, start, end, signed_on)
    due = _last(written)
    return Owed(kind, due.year, due, written, basis)


def _when(
    when: str, kind: str, start: PartialDate, end: PartialDate, signed_on: PartialDate | None
) -> tuple[PartialDate, str]:
    if when.startswith("P"):
        span = Relative.parse_code(when)
        if signed_on is not None and signed_on.year is not None:
            return span.after(signed_on), rhythm.BASIS_COUNTED_SIGNING
        return span.after(start), rhythm.BASIS_COUNTED_TERM
    if when:
        written = PartialDate.parse_code(when)
        if written.year is not None:
            return written, rhythm.BASIS_TEXT
    if kind == "midterm":
        return add_months(start, months_between(start, end) // 2), rhythm.BASIS_MIDDLE
    return end, rhythm.BASIS_END
