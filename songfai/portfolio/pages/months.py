"""A month as weeks of days, and a year as bars: what the calendar and the timeline are drawn from."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from songfai.kit.dates import PartialDate
from songfai.kit.formats import format_date
from songfai.plans.models import Activity
from songfai.portfolio.queries import Wanted

# Weeks begin on Sunday in Lao (CLDR), on Monday otherwise.
FIRST_DAY = {"lo": 6}


def month_of(text: str, wanted: Wanted, today: date) -> tuple[int, int]:
    """ "2026-03"; else the month of today, or the first one of the year and quarter that are filtered."""
    year, dash, month = text.partition("-")
    if dash and year.isdecimal() and month.isdecimal() and len(text) <= 7:
        if 1950 <= int(year) <= 2150 and 1 <= int(month) <= 12:
            return int(year), int(month)
    if wanted.year and (wanted.year != today.year or wanted.quarter):
        return wanted.year, 3 * (wanted.quarter or 1) - 2
    return today.year, today.month


@dataclass(frozen=True, slots=True)
class Slot:
    """What a day shows in one line of its week: an activity, or nothing. A bar is drawn where it begins in the week, with
    its name, over so many `days`; `beyond` says that it does not end with the week."""

    activity: Activity | None = None
    named: bool = False
    from_before: bool = False
    goes_on: bool = False
    days: int = 1
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    inside: bool
    slots: list[Slot]

    @property
    def rows(self) -> list[Activity]:
        return [slot.activity for slot in self.slots if slot.activity is not None]


class Month:
    """Weeks of seven days, some of them of the months beside it."""

    def __init__(self, year: int, month: int, language: str) -> None:
        self.first = date(year, month, 1)
        self.name = format_date(PartialDate(year, month), language, "text")
        self.dates = Calendar(FIRST_DAY.get(language, 0)).monthdatescalendar(year, month)
        self.first_day, self.last_day = self.dates[0][0], self.dates[-1][-1]
        self.weeks: list[list[Day]] = []

    def fill(self, rows: Iterable[Activity]) -> None:
        """Put activities on each of their days, the earliest and longest in the upper lines."""
        ordered = sorted(rows, key=lambda one: (one.starts_on, -one.ends_on.toordinal(), one.pk))
        self.weeks = [self._week(week, ordered) for week in self.dates]

    @property
    def days(self) -> list[Day]:
        """The days of the month on which anything is."""
        return [day for week in self.weeks for day in week if day.inside and day.rows]

    @property
    def first_seen(self) -> list[tuple[date, list[Activity]]]:
        """Each activity once, under the first of its days in the month: for narrow screens."""
        told: set[int] = set()
        found = []
        for day in self.days:
            rows = [row for row in day.rows if row.pk not in told]
            told.update(row.pk for row in rows)
            if rows:
                found.append((day.day, rows))
        return found

    def _week(self, week: list[date], ordered: list[Activity]) -> list[Day]:
        lines: list[list[Activity | None]] = []
        for row in ordered:
            if row.starts_on > week[-1] or row.ends_on < week[0]:
                continue
            on = [row.starts_on <= day <= row.ends_on for day in week]
            line = next((one for one in lines if not any(map(_both, one, on))), None)
            if line is None:
                line = [None] * len(week)
                lines.append(line)
            for place, is_on in enumerate(on):
                if is_on:
                    line[place] = row
        return [
            Day(
                day,
                day.month == self.first.month,
                _trimmed([_slot(line[place], day, week) for line in lines]),
            )
            for place, day in enumerate(week)
        ]

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + timedelta(days=32):%Y-%m}"


def _both(there: Activity | None, on: bool) -> bool:
    return there is not None and on


def _slot(row: Activity | None, day: date, week: list[date]) -> Slot:
    if row is None:
        return Slot()
    return Slot(
        row,
        named=day in (row.starts_on, week[0]),
        from_before=row.starts_on < day,
        goes_on=row.ends_on > day,
        days=(min(row.ends_on, week[-1]) - day).days + 1,
        beyond=row.ends_on > week[-1],
    )


def _trimmed(slots: list[Slot]) -> list[Slot]:
    """Without the empty lines below the last activity of the day."""
    while slots and slots[-1].activity is None:
        slots.pop()
    return slots


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity as a bar of its year, in thousandths of the year."""

    activity: Activity
    x: int
    width: int


def bars_of(rows: Iterable[Activity], year: int) -> list[Bar]:
    """The earliest first; what goes on after the year ends with it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    whole = (last - first).days + 1
    found = []
    for row in sorted(rows, key=lambda one: (one.starts_on, one.pk)):
        start, end = max(row.starts_on, first), min(row.ends_on, last)
        x = 1000 * (start - first).days // whole
        width = max(6, 1000 * ((end - start).days + 1) // whole)
        found.append(Bar(row, min(x, 994), width))
    return found


def day_in_year(day: date, year: int) -> int | None:
    """Where a day stands in the picture of a year, in thousandths; None in another year."""
    if day.year != year:
        return None
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return 1000 * (day - first).days // (after - first).days


def quarters_of(year: int) -> list[int]:
    """Where the quarters begin, in thousandths of the year."""
    first = date(year, 1, 1)
    whole = (date(year, 12, 31) - first).days + 1
    return [1000 * (date(year, month, 1) - first).days // whole for month in (4, 7, 10)]
