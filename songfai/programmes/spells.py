"""From when to when somebody answers, and the counterpart pairs two sides make. Plain Python; days are whole, both ends
included, None is open at that end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from songfai.kit.errors import N_, Refused

Held = TypeVar("Held")
DAY = timedelta(days=1)


def require_since(since: date, before: date | None, today: date) -> None:
    """A new name counts from a day that has come, and not from before the one it replaces: what was, was."""
    if since > today:
        raise Refused("since_ahead", N_("This day lies ahead. Name it when it has come."))
    if before is not None and since < before:
        raise Refused(
            "since_before",
            N_("Who is named now is so since %(day)s. Choose that day, to correct it, or a later one."),
            day=before,
        )


def require_unit_then(since: date, life: tuple[date | None, date | None]) -> None:
    born, died = life
    if (born is not None and since < born) or (died is not None and died < since):
        raise Refused("unit_not_then", N_("This unit did not exist on that day. Choose another unit or day."))


def require_end(until: date, since: date, today: date) -> None:
    if until < since:
        raise Refused("ends_before", N_("It would end before it began. Choose a later day."))
    if until > today:
        raise Refused("since_ahead", N_("This day lies ahead. Name it when it has come."))


def require_after(since: date, ended: Iterable[date]) -> None:
    """A spell begins after those that are over."""
    last = max(ended, default=None)
    if last is not None and since <= last:
        raise Refused(
            "spell_overlaps", N_("Another unit was named until %(day)s. Choose a later day."), day=last
        )


def require_field(field: int, fields: Iterable[int]) -> None:
    if field not in set(fields):
        raise Refused("field_of_another", N_("This field is not one of the programme’s."))


@dataclass(frozen=True, slots=True)
class Span(Generic[Held]):
    """Somebody, from a day to a day."""

    who: Held
    since: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Pair(Generic[Held]):
    """Who stood for the field on each side, from a day to a day; None where a side had named nobody."""

    first: Held | None
    second: Held | None
    since: date | None
    until: date | None

    @property
    def is_whole(self) -> bool:
        return self.first is not None and self.second is not None


def pairs(first: Sequence[Span[Held]], second: Sequence[Span[Held]]) -> list[Pair[Held]]:
    """The pairs two sides made, in the order of time. A pair begins and ends with either of its units; days on which
    neither side had named a unit belong to no pair."""
    spans = [*first, *second]
    if not spans:
        return []
    # Every day on which something begins is the first of a stretch in which nothing changes.
    begins = {span.since or date.min for span in spans}
    begins |= {span.until + DAY for span in spans if span.until is not None}
    cuts = sorted(begins)
    found: list[Pair[Held]] = []
    for place, begin in enumerate(cuts):
        last = cuts[place + 1] - DAY if place + 1 < len(cuts) else None
        a, b = (next((s.who for s in side if s.covers(begin)), None) for side in (first, second))
        if a is not None or b is not None:
            found.append(Pair(a, b, None if begin == date.min else begin, last))
    return found
