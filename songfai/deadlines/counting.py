"""A limit counted from a day, and what was passed over on the way: kept with the date, so that it can be told later.

The day of the event itself is not counted (Viet Nam: Civil Code 91/2015/QH13, Article 147.2; for Laos to be confirmed).
"""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from songfai.deadlines.states import DayKind, Unit
from songfai.kit.dates import PartialDate, add_months
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.working_days import WEEKEND, add_working_days


@dataclass(frozen=True, slots=True)
class Special:
    """A day that is not what its weekday says."""

    day: date
    country: str
    name: Trilingual
    kind: str = DayKind.OFF
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Limit:
    """So many days, working days or months after a day (before it, when negative), or a fixed day of the year."""

    amount: int | None
    unit: str
    month: int | None = None
    day: int | None = None

    @property
    def is_known(self) -> bool:
        return self.month is not None if self.unit == Unit.DAY_OF_YEAR else self.amount is not None


@dataclass(frozen=True, slots=True)
class Counted:
    """A date and how it was found. `passed` are the holidays that were not counted."""

    start: date
    due: date
    limit: Limit
    countries: tuple[str, ...] = ()
    passed: tuple[Special, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "amount": self.limit.amount,
            "unit": str(self.limit.unit),
            "countries": list(self.countries),
            "passed": [
                [one.day.isoformat(), one.country, one.name.as_dict(), one.sure] for one in self.passed
            ],
        }

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Counted | None":
        """As it was kept; None for a date that was typed, not counted."""
        if not told:
            return None
        return cls(
            start=date.fromisoformat(told["start"]),
            due=date.fromisoformat(told["due"]),
            limit=Limit(told["amount"], told["unit"]),
            countries=tuple(told["countries"]),
            passed=tuple(
                Special(date.fromisoformat(day), country, Trilingual.of(name), sure=sure)
                for day, country, name, sure in told["passed"]
            ),
        )


@dataclass(frozen=True, slots=True)
class Moving:
    """A holiday whose day is announced year by year, the months it may fall in, and the years a day of it is entered for."""

    country: str
    name: Trilingual
    first_month: int
    last_month: int
    years: frozenset[int]

    def season(self, year: int) -> tuple[date, date]:
        return date(year, self.first_month, 1), date(
            year, self.last_month, monthrange(year, self.last_month)[1]
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """A calendar that lacks moving holidays of a year: what is counted across them may end too early."""

    country: str
    year: int
    names: tuple[Trilingual, ...]


def gaps(moving: Sequence[Moving], countries: Sequence[str], first: date, last: date) -> list[Gap]:
    """The calendars in which a moving holiday that may fall between two days is not entered."""
    found = []
    for country in dict.fromkeys(countries):
        for year in range(first.year, last.year + 1):
            names = tuple(
                one.name
                for one in moving
                if one.country == country and year not in one.years and _meets(one.season(year), first, last)
            )
            if names:
                found.append(Gap(country, year, names))
    return found


def _meets(season: tuple[date, date], first: date, last: date) -> bool:
    return season[0] <= last and first <= season[1]


def count(start: date, limit: Limit, countries: Sequence[str], specials: Collection[Special]) -> Counted:
    """The day the limit ends. With several countries a working day is one on which all of them work.

    Raises Refused("limit_unknown") for a rule that says no limit, Refused("date_too_far") beyond the calendar.
    """
    if not limit.is_known:
        raise Refused(
            "limit_unknown",
            N_("This rule gives no limit yet. Enter the last day by hand and say what it rests on."),
        )
    countries = tuple(dict.fromkeys(countries))
    try:
        if limit.unit == Unit.WORKING_DAYS:
            return _working_days(start, limit, countries, [s for s in specials if s.country in countries])
        return Counted(start, _calendar(start, limit), limit)
    except (OverflowError, ValueError):
        raise Refused("date_too_far", N_("The date lies beyond the calendar.")) from None


def _calendar(start: date, limit: Limit) -> date:
    if limit.unit == Unit.DAY_OF_YEAR:
        assert limit.month is not None
        day = _of_year(start.year, limit.month, limit.day or 1)
        return day if day >= start else _of_year(start.year + 1, limit.month, limit.day or 1)
    assert limit.amount is not None
    if limit.unit == Unit.MONTHS:
        moved = add_months(PartialDate.of(start) or PartialDate(start.year), limit.amount).first_day()
        assert moved is not None
        return moved
    return start + timedelta(days=limit.amount)


def _of_year(year: int, month: int, day: int) -> date:
    """29 February is the 28th in a year that has none."""
    return date(year, month, 28) if (month, day) == (2, 29) and not _is_leap(year) else date(year, month, day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _working_days(
    start: date, limit: Limit, countries: tuple[str, ...], specials: Sequence[Special]
) -> Counted:
    assert limit.amount is not None
    off = {one.day for one in specials if one.kind == DayKind.OFF}
    lieu = [{s.day for s in specials if s.country == c and s.kind == DayKind.WORKED} for c in countries]
    worked = set.intersection(*lieu) if lieu else set()
    due = add_working_days(start, limit.amount, off, worked=worked)
    first, last = min(start, due), max(start, due)
    passed = [
        one
        for one in sorted(specials, key=lambda s: (s.day, s.country))
        if one.kind == DayKind.OFF and first < one.day < last and one.day.weekday() not in WEEKEND
    ]
    return Counted(start, due, limit, countries, tuple(passed))
