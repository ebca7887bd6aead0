"""A month as weeks of days, and a year as bars: what the calendar and the timeline are drawn from."""

from calendar import Calendar
from collections import defaultdict
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
class Day:
    day: date
    inside: bool
    rows: list[Activity]


class Month:
    """Weeks of seven days, some of them of the months beside it."""

    def __init__(self, year: int, month: int, language: str, rows: Iterable[Activity]) -> None:
        self.first = date(year, month, 1)
        self.name = format_date(PartialDate(year, month), language, "text")
        by_day: dict[date, list[Activity]] = defaultdict(list)
        for row in sorted(rows, key=lambda one: (one.starts_on, one.pk)):
            by_day[row.starts_on].append(row)
        self.weeks = [
            [Day(day, day.month == month, by_day.get(day, [])) for day in week]
            for week in Calendar(FIRST_DAY.get(language, 0)).monthdatescalendar(year, month)
        ]
        self.days = [day for week in self.weeks for day in week if day.inside and day.rows]

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + timedelta(days=32):%Y-%m}"


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


def quarters_of(year: int) -> list[int]:
    """Where the quarters begin, in thousandths of the year."""
    first = date(year, 1, 1)
    whole = (date(year, 12, 31) - first).days + 1
    return [1000 * (date(year, month, 1) - first).days // whole for month in (4, 7, 10)]
