"""An indicator as a report tells it: baseline, targets, the figures of both sides. Plain Python.

A measured figure and an estimate are never compared with one another, nor added up; each stands under its side.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from songfai.commitments.rules import is_reached
from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.reports.figures import Figure


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a figure that falls to one part of a dimension; the dimension may have no name."""

    dimension: Trilingual
    part: Trilingual
    value: Decimal


@dataclass(frozen=True, slots=True)
class Actual:
    """What one side measured or estimated on a day; `confirmed` is the day the other side confirmed it."""

    figure: Figure
    side: int
    on: date
    is_estimate: bool = False
    confirmed: date | None = None
    source: str = ""
    shares: tuple[Share, ...] = ()

    @property
    def value(self) -> Decimal:
        return Decimal(self.figure.value)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target agreed after the first one: of a year, or of the whole where it names none."""

    value: Decimal
    since: date
    reason: Trilingual
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A later target, and the value it took the place of; none where the year had no target before."""

    aim: Aim
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """`target` is the one first agreed; `aims` are the later ones, the oldest first, `actuals` likewise."""

    commitment: int
    text: Trilingual
    unit: Trilingual
    better: str
    target: Decimal
    by: PartialDate | None = None
    baseline: Decimal | None = None
    baseline_on: PartialDate | None = None
    source: Trilingual = Trilingual()
    aims: tuple[Aim, ...] = ()
    actuals: tuple[Actual, ...] = ()

    def holding(self, year: int | None) -> Decimal | None:
        """The target agreed last for a year; of the whole, where no year is asked for."""
        found = [one.value for one in self.aims if one.year == year]
        return found[-1] if found else self.target if year is None else None

    @property
    def changes(self) -> tuple[Change, ...]:
        before: dict[int | None, Decimal] = {None: self.target}
        found = []
        for aim in self.aims:
            found.append(Change(aim, before.get(aim.year)))
            before[aim.year] = aim.value
        return tuple(found)

    def newest(self, side: int, *, is_estimate: bool) -> Actual | None:
        """An estimate older than what the same side has measured since tells nothing any more."""
        own = [one for one in self.actuals if one.side == side]
        found = [one for one in own if one.is_estimate == is_estimate]
        if not found or (is_estimate and any(not one.is_estimate and one.on >= found[-1].on for one in own)):
            return None
        return found[-1]

    def reaches(self, actual: Actual, aim: Decimal) -> bool:
        return is_reached(actual.value, aim, self.better)


def figure_named(indicators: tuple[Indicator, ...], name: str) -> Figure | None:
    return next(
        (one.figure for indicator in indicators for one in indicator.actuals if one.figure.name == name), None
    )


def indicator_named(indicators: tuple[Indicator, ...], name: str) -> Indicator:
    """The indicator that the name of one of its figures ("indicator.2.m003") is of."""
    return indicators[int(name.split(".")[1]) - 1]
