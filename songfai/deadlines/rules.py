"""What must be true of the data deadlines are counted by. Plain values only."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from songfai.deadlines.states import Unit
from songfai.kit.errors import N_, Refused
from songfai.kit.validity import Dated, overlaps

FARTHEST = 3660  # ten years of days: what is longer is a slip of the keyboard


def require_period(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused("ends_before_it_begins", N_("The last day is before the first day."))


def require_no_overlap(ones: Iterable[Dated]) -> None:
    """Two versions never apply on one day: else nobody could say which of them was used."""
    found = overlaps(ones)
    if found:
        first = found[0].valid_from or found[0].valid_to
        raise Refused(
            "versions_overlap",
            N_(
                "On %(day)s two versions would apply. End the earlier one on the day before the later one begins."
            ),
            day=first.isoformat() if first else "…",
        )


def require_same_country(country: str, moving_country: str | None) -> None:
    if moving_country not in (None, country):
        raise Refused("moving_of_another_country", N_("This holiday is announced by the other country."))


def require_months(first: int, last: int) -> None:
    if last < first:
        raise Refused(
            "months_turned", N_("The latest month lies before the earliest. Correct one of the two.")
        )


def require_limit(unit: str, amount: int | None, month: int | None, day: int | None) -> None:
    """A limit is a number of days or months, or a day of the year. It may be unknown: then it stays empty."""
    if unit == Unit.DAY_OF_YEAR:
        if month is None or day is None:
            raise Refused("day_missing", N_("Enter the day and the month of the fixed day."))
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024, month)[1]:
            raise Refused("no_such_day", N_("There is no such day in the year."))
    elif amount is not None and abs(amount) > FARTHEST:
        raise Refused("limit_too_long", N_("The limit is longer than ten years."))
