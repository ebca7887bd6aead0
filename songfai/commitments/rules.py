"""What must be true of what the sides say of a commitment, and what their words come to. Plain values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from songfai.commitments.states import NEEDS_REASON, OF_BOTH, Better, Stand, Word
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.programmes.states import Progress, Settled

SETTLED = {
    Word.CANCELLED: Settled.CANCELLED,
    Word.DONE: Settled.DONE,
    Word.CARRIED_OVER: Settled.CARRIED_OVER,
}
STANDS = {
    Settled.CANCELLED: Stand.CANCELLED,
    Settled.DONE: Stand.DONE_CONFIRMED,
    Settled.CARRIED_OVER: Stand.CARRIED_OVER,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that was not taken back."""

    side: int
    word: Word
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    settled: Settled | None = None
    carried_to: int | None = None
    at_risk: bool = False


def outcome(said: Iterable[Said]) -> Outcome:
    """What both sides' statements come to. Two sides that carry over to different years have not agreed yet."""
    said = list(said)
    at_risk = any(one.word == Word.AT_RISK for one in said)
    for word in OF_BOTH:
        years = {one.side: one.year for one in said if one.word == word}
        if len(years) == 2 and len(set(years.values())) == 1:
            return Outcome(SETTLED[word], years[1], at_risk)
    return Outcome(at_risk=at_risk)


def is_over(settled: str, carried_to: int | None, today: date) -> bool:
    """Nobody is late with a commitment both have cancelled, confirmed as done, or carried over to a later year."""
    if settled == Settled.CARRIED_OVER:
        return carried_to is not None and today.year < carried_to
    return bool(settled)


def by_deadline(progress: Progress, *, due: date | None, done: bool, once: bool, today: date) -> Progress:
    """How a commitment stands by its own deadline, beside what the plans and the silence say of it.

    `done`: something was finished under it in any year. `once`: it was promised in a meeting, and what was promised there
    is kept with the first thing done, unless a plan in force still wants more.
    """
    if not done and due is not None and due < today:
        return Progress.LATE
    if done and once and progress in (Progress.ASLEEP, Progress.NOT_DUE):
        return Progress.DONE
    return progress


def standing(
    progress: Progress, *, settled: str, carried_to: int | None, at_risk: bool, begun: bool, today: date
) -> Stand:
    """How a commitment stands today.

    What both sides settled comes first. After that what the record shows: a side's word never hides that something is
    late or asleep; "at risk" only warns where the record still looks well.
    """
    if is_over(settled, carried_to, today):
        return STANDS[Settled(settled)]
    if progress in (Progress.LATE, Progress.ASLEEP, Progress.NOT_DONE):
        return Stand(progress.value)
    if at_risk:
        return Stand.AT_RISK
    if progress == Progress.NOT_DUE and not begun:
        return Stand.NOT_STARTED
    return Stand(progress.value)


def require_statement(word: Word, has_reason: bool, year: int | None, first: int, last: int) -> None:
    """`first` and `last` are the years a commitment can be carried over to."""
    if word in NEEDS_REASON and not has_reason:
        raise Refused("statement_without_reason", N_("Say why. The other side reads it word for word."))
    if word == Word.CARRIED_OVER and (year is None or not first <= year <= last):
        raise Refused(
            "carried_to_no_year",
            N_("Say to which later year of the term it is carried over: %(first)s to %(last)s."),
            first=first,
            last=last,
        )


def require_measured(has_text: bool, has_unit: bool, has_target: bool) -> None:
    """SMART as the order on indicators of 14 January 2026 asks: what is counted, in which unit, how much is wanted."""
    if not (has_text and has_unit and has_target):
        raise Refused(
            "indicator_incomplete", N_("An indicator says what is counted, in which unit, and the target.")
        )


def require_agreed(is_agreed: bool) -> None:
    if not is_agreed:
        raise Refused(
            "indicator_not_agreed",
            N_("The other side has not agreed to this indicator yet; it is measured after that."),
        )


def require_past(on: date, today: date) -> None:
    if on > today:
        raise Refused("measured_ahead", N_("The day of the measurement lies ahead."))


def require_target_reason(has_reason: bool) -> None:
    if not has_reason:
        raise Refused(
            "target_without_reason",
            N_("Say why the target changes: the old one stays with your reason beside it."),
        )


def require_other_target(value: Decimal, now: Decimal | None) -> None:
    if value == now:
        raise Refused("same_target", N_("This is the target that holds already."))


def require_target_year(year: int | None, first: int, last: int) -> None:
    if year is not None and not first <= year <= last:
        raise Refused(
            "target_outside_term",
            N_("The term runs from %(first)s to %(last)s; the target is for one of these years."),
            first=first,
            last=last,
        )


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way in which the figures of an indicator are broken down: its name (empty where none was given), its parts."""

    name: Trilingual
    parts: tuple[Trilingual, ...]


def dimensions_of(split: Trilingual) -> list[Dimension]:
    """A dimension a line, "Sex: women; men"; lines without a name are the parts of one dimension without a name.

    The places of the parts over all dimensions, in order, are what figures and both logs count by.
    """
    read = {language: _read(split.get(language)) for language in split.languages()}
    found = []
    for at in range(max(map(len, read.values()), default=0)):
        own = {language: lines[at] for language, lines in read.items() if at < len(lines)}
        count = max(len(parts) for _name, parts in own.values())
        parts = [
            Trilingual(**{language: named[at] for language, (_name, named) in own.items() if at < len(named)})
            for at in range(count)
        ]
        name = Trilingual(**{language: name for language, (name, _parts) in own.items()})
        found.append(Dimension(name, tuple(parts)))
    return found


def _read(text: str) -> list[tuple[str, list[str]]]:
    """Each dimension of one language: its name and its parts."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, named, parts = line.partition(":")
        if named:
            found.append((name.strip(), [one for one in map(str.strip, parts.split(";")) if one]))
        elif found and not found[-1][0]:
            found[-1][1].append(line)
        else:
            found.append(("", [line]))
    return found


def require_split(split: Trilingual) -> None:
    """Each language names the same dimensions, and every dimension has parts. Refused: split_differs, split_empty."""
    shapes = {
        tuple((bool(name), len(parts)) for name, parts in _read(split.get(language)))
        for language in split.languages()
    }
    if len(shapes) > 1:
        raise Refused("split_differs", N_("Each language names the same dimensions with as many parts."))
    if any(not count for shape in shapes for _named, count in shape):
        raise Refused(
            "split_empty",
            N_("Name the parts after the colon, with a semicolon between them: sex: women; men."),
        )


def require_parts(given: int, wanted: int) -> None:
    if given > wanted:
        raise Refused("parts_unknown", N_("The indicator is not broken down into that many parts."))


def require_not_confirmed(is_confirmed: bool) -> None:
    if is_confirmed:
        raise Refused("confirmed_already", N_("Your side has confirmed this figure already."))


def is_reached(value: Decimal, target: Decimal, better: str) -> bool:
    """Whether a figure reaches the target, in the direction the indicator should go."""
    return value <= target if better == Better.LESS else value >= target
