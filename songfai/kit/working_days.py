"""Counting working days; public holidays as dated data. Plain Python."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from songfai.kit.errors import N_, Refused

WEEKEND = frozenset({5, 6})  # Saturday and Sunday, as date.weekday() counts; the same in both countries
_ONE = timedelta(days=1)


def is_working_day(
    day: date, holidays: Collection[date] = frozenset(), weekend: Collection[int] = WEEKEND
) -> bool:
    return day.weekday() not in weekend and day not in holidays


def add_working_days(
    start: date, n: int, holidays: Collection[date] = frozenset(), weekend: Collection[int] = WEEKEND
) -> date:
    """The n-th working day after `start` (before it for a negative n). The day of `start` is never counted;
    with n = 0 it is `start` itself, even on a holiday. Raises Refused("no_working_days") for a week without any.
    """
    if len(set(weekend)) >= 7:
        raise Refused("no_working_days", N_("A week without working days cannot be counted."))
    step = _ONE if n > 0 else -_ONE
    day, left = start, abs(n)
    while left:
        day += step
        left -= is_working_day(day, holidays, weekend)
    return day


def working_days_between(
    start: date, end: date, holidays: Collection[date] = frozenset(), weekend: Collection[int] = WEEKEND
) -> int:
    """Working days after `start` up to and including `end`; the other way round, the same days as a negative."""
    if end < start:
        return -working_days_between(end, start, holidays, weekend)
    return sum(is_working_day(start + _ONE * n, holidays, weekend) for n in range(1, (end - start).days + 1))


@cache
def holidays(country: str) -> frozenset[date]:
    """Public holidays of "VN" or "LA" as far as they are known to data/holidays.tsv (see the notes there):
    fixed dates only. Holidays of the lunar calendar are announced each year and added there as dated rows.
    """
    return frozenset(day for day, known_country, _name in holiday_rows() if known_country == country)


@cache
def holiday_rows() -> tuple[tuple[date, str, str], ...]:
    """(day, country, name) for every year of every row."""
    text = files("songfai.kit").joinpath("data/holidays.tsv").read_text(encoding="utf-8")
    rows: list[tuple[date, str, str]] = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        country, years, day, name, *_rest = line.split("\t")
        if country == "country":
            continue
        first, _dash, last = years.partition("-")
        month, day_of_month = map(int, day.split("-"))
        for year in range(int(first), int(last or first) + 1):
            rows.append((date(year, month, day_of_month), country, name))
    return tuple(sorted(rows))
