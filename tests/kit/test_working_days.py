from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songfai.kit.errors import Refused
from songfai.kit.working_days import (
    add_working_days,
    is_working_day,
    working_days_between,
)

FREE = {date(2026, 4, 30), date(2026, 5, 1)}
days = st.dates(date(2023, 1, 1), date(2030, 12, 31))
free = st.frozensets(st.dates(date(2024, 1, 1), date(2024, 3, 1)), max_size=20)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-03-05", 1, "2026-03-06"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-03-09", -1, "2026-03-06"),
        ("2026-03-07", 0, "2026-03-07"),
        ("2026-04-29", 1, "2026-05-04"),
        ("2026-03-02", 10, "2026-03-16"),
    ],
)
def test_working_days_pass_over_weekends_and_holidays(start, n, end):
    assert add_working_days(date.fromisoformat(start), n, FREE) == date.fromisoformat(end)


@given(days, st.integers(0, 120), free)
def test_working_days_between_undoes_add_working_days(start, n, off):
    assert working_days_between(start, add_working_days(start, n, off), off) == n


@given(days, st.integers(1, 120), free)
def test_going_forth_and_back_from_a_working_day_comes_home(start, n, off):
    if is_working_day(start, off):
        assert add_working_days(add_working_days(start, n, off), -n, off) == start


@given(days, days, days, free)
def test_working_days_between_adds_up(one, two, three, off):
    assert working_days_between(one, two, off) + working_days_between(
        two, three, off
    ) == working_days_between(one, three, off)


@given(days, st.integers(1, 60), free)
def test_result_is_a_working_day(start, n, off):
    assert is_working_day(add_working_days(start, n, off), off)


def test_week_of_seven_free_days_is_refused():
    with pytest.raises(Refused) as refused:
        add_working_days(date(2026, 3, 5), 1, weekend=range(7))
    assert refused.value.code == "no_working_days"


def test_a_saturday_worked_in_lieu_counts_and_a_holiday_never_does():
    saturday = date(2026, 3, 7)
    assert is_working_day(saturday, worked={saturday})
    assert not is_working_day(saturday, {saturday}, worked={saturday})
    assert add_working_days(date(2026, 3, 6), 1, worked={saturday}) == saturday
