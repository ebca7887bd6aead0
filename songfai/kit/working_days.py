"""Counting working days. The holidays of each country are rows of the room `deadlines`. Plain Python."""

from collections.abc import Collection
from datetime import date, timedelta

from songfai.kit.errors import N_, Refused

WEEKEND = frozenset({5, 6})  # Saturday and Sunday, as date.weekday() counts; the same in both countries
_ONE = timedelta(days=1)


def is_working_day(
    day: date,
    holidays: Collection[date] = frozenset(),
    weekend: Collection[int] = WEEKEND,
    worked: Collection[date] = frozenset(),
) -> bool:
    """`worked` are days of the weekend on which offices work in lieu."""
    return day not in holidays and (day.weekday() not in weekend or day in worked)


def add_working_days(
    start: date,
    n: int,
    holidays: Collection[date] = frozenset(),
    weekend: Collection[int] = WEEKEND,
    worked: Collection[date] = frozenset(),
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
        left -= is_working_day(day, holidays, weekend, worked)
    return day


def working_days_between(
    start: date, end: date, holidays: Collection[date] = frozenset(), weekend: Collection[int] = WEEKEND
) -> int:
    """Working days after `start` up to and including `end`; the other way round, the same days as a negative."""
    if end < start:
        return -working_days_between(end, start, holidays, weekend)
    return sum(is_working_day(start + _ONE * n, holidays, weekend) for n in range(1, (end - start).days + 1))
