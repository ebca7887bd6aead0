"""How many rows are changed at once, and what a change does to a row's days. Plain values only."""

from datetime import date, timedelta

from songfai.kit.errors import N_, Refused

MOST = 1000


def require_selection(count: int) -> None:
    if not count:
        raise Refused("nothing_selected", N_("Select at least one activity that your side recorded."))
    if count > MOST:
        raise Refused(
            "too_many_selected",
            N_("At most %(most)s activities are changed at once. Narrow the filters."),
            most=MOST,
        )


def require_something(values: dict[str, object]) -> None:
    if not values:
        raise Refused("nothing_to_change", N_("Say what is to be changed."))


def moved(starts: date, ends: date, days: int) -> tuple[date, date]:
    """The same length, so many days later (or earlier)."""
    step = timedelta(days=days)
    return starts + step, ends + step


def into_quarter(starts: date, ends: date, year: int, quarter: int) -> tuple[date, date]:
    """The same place within another quarter: the second month stays the second, the day stays as far as the month has it."""
    month = 3 * (quarter - 1) + (starts.month - 1) % 3 + 1
    day = starts.day
    while True:
        try:
            begin = date(year, month, day)
            break
        except ValueError:
            day -= 1
    return begin, begin + (ends - starts)
