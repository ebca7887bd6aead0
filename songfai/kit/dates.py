"""Dates as far as they are known: "March 2024", "by 2030", "1 August"; and spans such as "after 3 years".

Plain Python. The text code of a date is close to EDTF (ISO 8601-2):
`2024`, `2024-03`, `2024-08-01`, `2024-Q3`, `--08-01` (year unknown), `../2030` (by, last day included),
`2030/..` (from), `2024~` (about), `<2030` (before, that is at the latest the day before it begins).
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import total_ordering
from typing import Literal

from songfai.kit import date_shapes
from songfai.kit.date_shapes import Bound
from songfai.kit.errors import N_, Refused
from songfai.kit.text import western_digits

Precision = Literal["day", "month", "quarter", "year"]

FIRST_YEAR, LAST_YEAR = 1800, 2199
LONGEST_TYPED = 60  # letters in a date


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which some parts may be unknown. Ordered by when it is due, then by when it begins.

    Raises Refused("date_impossible") for a day that does not exist and for parts that do not go together.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    bound: Bound = ""

    def __post_init__(self) -> None:
        parts_fit = (
            (self.year is not None or (self.month is not None and not self.bound))
            and (self.day is None or self.month is not None)
            and (self.quarter is None or (self.month is None and self.year is not None))
            and self.bound in ("", "by", "before", "from", "about")
        )
        if not parts_fit:
            raise _impossible(self._written())
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Refused(
                "date_impossible",
                N_("The year %(year)s is not between %(first)s and %(last)s. Write the year as 2026."),
                year=self.year,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        if self.quarter is not None and not 1 <= self.quarter <= 4:
            raise _impossible(self._written())
        if self.month is not None:
            # Without a year 29 February is possible.
            if not 1 <= self.month <= 12:
                raise _impossible(self._written())
            days = calendar.monthrange(self.year or 2000, self.month)[1]
            if self.day is not None and not 1 <= self.day <= days:
                raise _impossible(self._written())

    def _written(self) -> str:
        if self.quarter is not None:
            return f"{self.quarter}/{self.year}"
        return "/".join(str(part) for part in (self.day, self.month, self.year) if part is not None)

    @classmethod
    def of(cls, value: "PartialDate | date | str | None") -> "PartialDate | None":
        """From a date, a code or nothing."""
        if value is None or value == "":
            return None
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, date):
            return cls(value.year, value.month, value.day)
        return cls.parse_code(value)

    @classmethod
    def parse_code(cls, code: str) -> "PartialDate":
        """Raises Refused: date_unreadable for another form, date_impossible for a day that does not exist."""
        if not (found := _CODE.fullmatch(code)):
            raise _unreadable(code)
        bounds = [name for name in ("by", "before", "from", "about") if found[name]]
        if len(bounds) > 1:
            raise _unreadable(code)
        number = {part: int(found[part]) if found[part] else None for part in ("quarter", "month", "day")}
        year = None if found["year"] in (None, "-") else int(found["year"])
        return cls(year, number["month"], number["day"], number["quarter"], bounds[0] if bounds else "")  # type: ignore[arg-type]

    @property
    def code(self) -> str:
        body = "-" if self.year is None else f"{self.year:04}"
        if self.quarter is not None:
            body += f"-Q{self.quarter}"
        if self.month is not None:
            body += f"-{self.month:02}"
        if self.day is not None:
            body += f"-{self.day:02}"
        before, after = _CODE_MARKS[self.bound]
        return before + body + after

    @property
    def precision(self) -> Precision:
        if self.day is not None:
            return "day"
        if self.month is not None:
            return "month"
        return "quarter" if self.quarter is not None else "year"

    @property
    def is_complete(self) -> bool:
        """One exact day."""
        return self.year is not None and self.day is not None and not self.bound

    def first_day(self) -> date | None:
        """The earliest day meant. None when open at that end ("by 2030") or when the year is unknown."""
        return None if self.bound in ("by", "before") else self._begins()

    def last_day(self) -> date | None:
        """The latest day meant: the due date. None for "from 2030" and when the year is unknown."""
        if self.bound == "before":
            begins = self._begins()
            return begins and begins - timedelta(days=1)
        return None if self.bound == "from" else self._ends()

    def due(self) -> date | None:
        """The day to remind of: the last day, or for "from 2030" its first."""
        return self.last_day() or self._begins()

    def _begins(self) -> date | None:
        if self.year is None:
            return None
        return date(self.year, self.month or 3 * (self.quarter or 1) - 2, self.day or 1)

    def _ends(self) -> date | None:
        if self.year is None:
            return None
        month = self.month or 3 * (self.quarter or 4)
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def contains(self, day: date) -> bool:
        """Whether `day` may be the day meant. "About" is read as written, without a margin."""
        if self.year is None:
            return day.month == self.month and self.day in (None, day.day)
        first, last = self.first_day(), self.last_day()
        return (first is None or first <= day) and (last is None or day <= last)

    def _order(self) -> tuple[date, date, str]:
        return self.due() or date.max, self.first_day() or date.min, self.code

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._order() < other._order()

    def __str__(self) -> str:
        return self.code


_CODE_MARKS = {"": ("", ""), "by": ("../", ""), "before": ("<", ""), "from": ("", "/.."), "about": ("", "~")}
_CODE = re.compile(
    r"(?P<by>\.\./)?(?P<before><)?"
    r"(?P<year>[0-9]{4}|-)(?:-Q(?P<quarter>[0-9])|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
    r"(?P<from>/\.\.)?(?P<about>~)?"
)


@dataclass(frozen=True, slots=True)
class Relative:
    """A span after some event: "after 3 years" is Relative(3), code P3Y."""

    years: int = 0
    months: int = 0

    def __post_init__(self) -> None:
        if self.years < 0 or self.months < 0 or not (self.years or self.months):
            raise Refused("span_impossible", N_("A span needs at least one month."))

    @classmethod
    def parse_code(cls, code: str) -> "Relative":
        found = re.fullmatch(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?", code)
        if not found or code == "P":
            raise Refused("span_unreadable", N_("“%(typed)s” is not a span of years and months."), typed=code)
        return cls(int(found[1] or 0), int(found[2] or 0))

    @property
    def code(self) -> str:
        return "P" + (f"{self.years}Y" if self.years else "") + (f"{self.months}M" if self.months else "")

    def after(self, start: PartialDate) -> PartialDate:
        """The date this span after `start`, as precise as `start` is."""
        return add_months(start, 12 * self.years + self.months)

    def __str__(self) -> str:
        return self.code


def _impossible(text: str) -> Refused:
    return Refused(
        "date_impossible",
        N_("There is no such date: %(typed)s. The day comes first: 05/03/2026."),
        typed=text,
    )


def _unreadable(text: str) -> Refused:
    return Refused(
        "date_unreadable",
        N_("The date “%(typed)s” could not be read. Write 05/03/2026, 3/2026, 2026 or “by 2030”."),
        typed=text,
    )


# ---------------------------------------------------------------- arithmetic


def add_years(value: PartialDate, years: int) -> PartialDate:
    """The same date `years` later, as precise as it was; 29 February becomes the 28th where it must."""
    return add_months(value, 12 * years)


def add_months(value: PartialDate, months: int) -> PartialDate:
    """`months` later, as precise as it was. A bare year or quarter moves by whole ones, rounded up."""
    if value.year is None:
        raise Refused("date_without_year", N_("The year of this date is not known."))
    if value.month is not None:
        year, month0 = divmod(12 * value.year + value.month - 1 + months, 12)
        day = value.day and min(value.day, calendar.monthrange(max(year, 1), month0 + 1)[1])
        return replace(value, year=year, month=month0 + 1, day=day)
    if value.quarter is not None:
        year, quarter0 = divmod(4 * value.year + value.quarter - 1 + -(-months // 3), 4)
        return replace(value, year=year, quarter=quarter0 + 1)
    return replace(value, year=value.year + -(-months // 12))


def months_between(start: PartialDate, end: PartialDate) -> int:
    """Whole months from the first day of `start` to that of `end`; negative when `end` is earlier."""
    first, last = start._begins(), end._begins()
    if first is None or last is None:
        raise Refused("date_without_year", N_("The year of this date is not known."))
    if last < first:
        return -months_between(end, start)
    return 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)


def years_covered(start: PartialDate, end: PartialDate) -> range:
    """Every calendar year from `start` to `end`, both included."""
    if start.year is None or end.year is None:
        raise Refused("date_without_year", N_("The year of this date is not known."))
    return range(start.year, end.year + 1)


# ---------------------------------------------------------------- what officers type


def parse_human(text: str, language: str = "en") -> PartialDate:
    """A date as an officer types it, in any of the three languages, those words of `language` tried first.

    The day always comes before the month. Raises Refused: date_unreadable, date_impossible, date_year_short.
    """
    if len(text) > LONGEST_TYPED:
        raise _unreadable(text.strip()[:LONGEST_TYPED] + "…")
    typed = western_digits(text).strip()
    if _CODE.fullmatch(typed):
        return PartialDate.parse_code(typed)
    bound, body = date_shapes.marked(text, language)
    for pattern, parts in date_shapes.SHAPES:
        if found := pattern.fullmatch(body):
            values = dict(zip(parts, map(int, found.groups()), strict=True))
            try:
                return PartialDate(**values, bound=bound)
            except Refused as refused:
                raise _impossible(text.strip()) if "typed" in refused.params else refused from None
    if date_shapes.SHORT_YEAR.fullmatch(body):
        raise Refused(
            "date_year_short",
            N_("Write the year of “%(typed)s” with four digits, as in 2026."),
            typed=text.strip(),
        )
    raise _unreadable(text.strip())
