"""A limit counted from a day, in one calendar or two. Without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songfai.deadlines.counting import Counted, Limit, Moving, Special, count, gaps
from songfai.deadlines.states import DayKind, Unit
from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual

WOMEN = Special(date(2023, 3, 8), "LA", Trilingual(en="Women’s Day"), sure=False)
TET = [Special(date(2026, 2, 16) + timedelta(days=n), "VN", Trilingual(en="Tết")) for n in range(5)]


@pytest.mark.parametrize(
    ("start", "amount", "unit", "countries", "due"),
    [
        ("2023-03-03", 7, Unit.WORKING_DAYS, ["LA"], "2023-03-15"),
        ("2023-03-03", 7, Unit.WORKING_DAYS, ["VN"], "2023-03-14"),
        ("2023-03-03", 7, Unit.WORKING_DAYS, ["VN", "LA"], "2023-03-15"),
        ("2026-02-10", 7, Unit.WORKING_DAYS, ["VN"], "2026-02-26"),
        ("2026-02-10", 7, Unit.WORKING_DAYS, ["LA"], "2026-02-19"),
        ("2023-05-23", 15, Unit.DAYS, ["VN"], "2023-06-07"),
        ("2026-12-31", -6, Unit.MONTHS, [], "2026-06-30"),
        ("2026-01-31", 1, Unit.MONTHS, [], "2026-02-28"),
        ("2026-12-31", 0, Unit.DAYS, [], "2026-12-31"),
    ],
)
def test_the_last_day_is_the_one_a_person_would_count(start, amount, unit, countries, due):
    found = count(date.fromisoformat(start), Limit(amount, unit), countries, [WOMEN, *TET])
    assert found.due == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [("2026-01-01", "2026-05-01"), ("2026-05-01", "2026-05-01"), ("2026-05-02", "2027-05-01")],
)
def test_a_fixed_day_is_the_next_one(start, due):
    limit = Limit(None, Unit.DAY_OF_YEAR, 5, 1)
    assert count(date.fromisoformat(start), limit, [], []).due == date.fromisoformat(due)


def test_what_was_passed_over_is_kept_and_comes_back():
    found = count(date(2023, 3, 3), Limit(7, Unit.WORKING_DAYS), ["LA"], [WOMEN, *TET])
    assert found.passed == (WOMEN,)
    again = Counted.of(found.as_dict())
    assert again is not None
    assert (again.start, again.due, again.passed) == (found.start, found.due, found.passed)
    assert Counted.of({}) is None


def test_a_saturday_worked_in_one_country_is_no_common_day():
    worked = [Special(date(2026, 3, 7), "VN", Trilingual(en="In lieu"), DayKind.WORKED)]
    limit = Limit(1, Unit.WORKING_DAYS)
    assert count(date(2026, 3, 6), limit, ["VN"], worked).due == date(2026, 3, 7)
    assert count(date(2026, 3, 6), limit, ["VN", "LA"], worked).due == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        (Limit(None, Unit.DAYS), "limit_unknown"),
        (Limit(None, Unit.DAY_OF_YEAR), "limit_unknown"),
        (Limit(30_000_000, Unit.DAYS), "date_too_far"),
    ],
)
def test_what_cannot_be_counted_is_refused(limit, code):
    with pytest.raises(Refused) as refused:
        count(date(2026, 1, 1), limit, [], [])
    assert refused.value.code == code


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
free = st.lists(st.builds(Special, st.dates(date(2024, 1, 1), date(2024, 3, 1)), st.sampled_from(["VN", "LA"]), st.just(Trilingual(en="x"))), max_size=12)  # fmt: skip


@given(days, st.integers(1, 60), free)
def test_both_calendars_never_end_before_one_of_them(start, n, specials):
    limit = Limit(n, Unit.WORKING_DAYS)
    both = count(start, limit, ["VN", "LA"], specials).due
    assert both >= max(count(start, limit, [one], specials).due for one in ("VN", "LA"))


@given(days, st.integers(1, 60), free)
def test_each_holiday_passed_lies_between_and_on_a_weekday(start, n, specials):
    found = count(start, Limit(n, Unit.WORKING_DAYS), ["VN"], specials)
    assert all(start < one.day < found.due and one.day.weekday() < 5 for one in found.passed)


# ---- What a calendar lacks --------------------------------------------------------------------------------

NEW_YEAR = Moving("VN", Trilingual(en="Tet"), 1, 2, frozenset({2026}))
KINGS = Moving("VN", Trilingual(en="Kings"), 3, 4, frozenset())
LUNAR = Moving("LA", Trilingual(en="Lunar"), 1, 12, frozenset({2026}))


@pytest.mark.parametrize(
    ("countries", "first", "last", "found"),
    [
        (["VN"], date(2026, 1, 1), date(2026, 12, 31), [("VN", 2026, ["Kings"])]),
        (["VN"], date(2027, 1, 1), date(2027, 12, 31), [("VN", 2027, ["Tet", "Kings"])]),
        (["VN"], date(2026, 2, 1), date(2026, 2, 28), []),
        (["VN"], date(2026, 2, 1), date(2026, 3, 1), [("VN", 2026, ["Kings"])]),
        # Only the months a holiday may fall in are asked about, on their first and last day too.
        (["VN"], date(2027, 5, 1), date(2027, 12, 31), []),
        (["VN"], date(2027, 4, 30), date(2027, 5, 4), [("VN", 2027, ["Kings"])]),
        (["VN"], date(2026, 12, 28), date(2027, 1, 1), [("VN", 2027, ["Tet"])]),
        (["LA"], date(2026, 12, 28), date(2026, 12, 31), []),
        (
            ["LA", "VN"],
            date(2026, 12, 28),
            date(2027, 1, 4),
            [("LA", 2027, ["Lunar"]), ("VN", 2027, ["Tet"])],
        ),
        (["TH"], date(2027, 1, 1), date(2027, 12, 31), []),
    ],
)
def test_a_calendar_says_which_moving_holidays_it_lacks(countries, first, last, found):
    told = gaps([NEW_YEAR, KINGS, LUNAR], countries, first, last)
    assert [(one.country, one.year, [name.en for name in one.names]) for one in told] == found
