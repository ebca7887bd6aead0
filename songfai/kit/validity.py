"""From which day to which something applies: what overlaps, where a gap is, what applies on a day. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

_DAY = timedelta(days=1)


class Dated(Protocol):
    """Anything that applies from a day to a day, both included; None is open."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


One = TypeVar("One", bound=Any)


@dataclass(frozen=True, slots=True)
class Span:
    valid_from: date | None = None
    valid_to: date | None = None


def begins(one: Dated) -> date:
    return one.valid_from or date.min


def ends(one: Dated) -> date:
    return one.valid_to or date.max


def applies(one: Dated, day: date) -> bool:
    return begins(one) <= day <= ends(one)


def in_order(ones: Iterable[One]) -> list[One]:
    return sorted(ones, key=lambda one: (begins(one), ends(one)))


def on(ones: Iterable[One], day: date) -> One | None:
    """The one that applies on a day; of two, which should not be, the one that began last."""
    return next((one for one in reversed(in_order(ones)) if applies(one, day)), None)


def overlaps(ones: Iterable[Dated]) -> list[Span]:
    """The days that more than one claims, as spans in order."""
    found: list[Span] = []
    reach: date | None = None
    for one in in_order(ones):
        if reach is not None and begins(one) <= reach:
            last = min(reach, ends(one))
            found.append(Span(one.valid_from, None if last == date.max else last))
        reach = ends(one) if reach is None else max(reach, ends(one))
    return found


def gaps(ones: Iterable[Dated]) -> list[Span]:
    """The days between the first and the last on which none applies. What lies before or after is no gap."""
    found: list[Span] = []
    ordered: Sequence[Dated] = in_order(ones)
    reach: date | None = ends(ordered[0]) if ordered else None
    for one in ordered[1:]:
        assert reach is not None
        if reach < date.max and begins(one) > reach + _DAY:
            found.append(Span(reach + _DAY, begins(one) - _DAY))
        reach = max(reach, ends(one))
    return found
