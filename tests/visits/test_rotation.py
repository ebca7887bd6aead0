"""Who hosts next, on plain values."""

import pytest

from songfai.visits.rotation import Held, Rule, is_exception, next_host, unrecorded
from songfai.visits.states import RotationKind

ALTERNATE = Rule(RotationKind.ALTERNATE, first=2)
FIXED = Rule(RotationKind.FIXED, order=(1, 1, 2))
AGREED = Rule(RotationKind.AGREEMENT)


@pytest.mark.parametrize(
    ("rule", "turns", "year", "host"),
    [
        (ALTERNATE, [], 2026, 2),
        (ALTERNATE, [Held(2025, 1)], 2026, 2),
        (ALTERNATE, [Held(2025, 1), Held(2026, 2)], 2027, 1),
        # A skipped year is no turn: whose turn it was, has it still.
        (ALTERNATE, [Held(2019, 1), Held(2020, None), Held(2021, None), Held(2022, None)], 2026, 2),
        (ALTERNATE, [Held(2026, None)], 2027, 2),
        (FIXED, [], 2026, 1),
        (FIXED, [Held(2023, 1), Held(2024, 1)], 2026, 2),
        (FIXED, [Held(2023, 1), Held(2024, None), Held(2025, 1), Held(2026, 2)], 2027, 1),
        (AGREED, [Held(2025, 1)], 2026, None),
    ],
)
def test_the_next_host(rule, turns, year, host):
    proposed = next_host(rule, turns, 2026)
    assert (proposed.year, proposed.host) == (year, host)
    words = dict.fromkeys(proposed.hosts, "A") | proposed.params
    assert "%(" not in proposed.reason % words


def test_the_reason_names_who_hosted_last_and_what_was_skipped():
    proposed = next_host(ALTERNATE, [Held(2018, 2), Held(2019, 1), Held(2020, None)], 2026)
    assert proposed.params == {"year": 2019}
    assert proposed.hosts == {"last": 1, "host": 2}
    assert proposed.skipped == (2020,)


@pytest.mark.parametrize(
    ("years", "missing"),
    [
        ([], []),
        ([2024, 2025], []),
        ([2022, 2025, 2025], [2023, 2024]),
        # The running year is not over, and what lies ahead is no gap.
        ([2023, 2028], [2024, 2025]),
    ],
)
def test_a_year_of_which_nothing_is_recorded_is_named(years, missing):
    assert unrecorded(years, 2026) == missing


def test_another_host_is_an_exception():
    proposed = next_host(ALTERNATE, [Held(2025, 1)], 2026)
    assert is_exception(1, proposed)
    assert not is_exception(2, proposed)
    assert not is_exception(1, next_host(AGREED, [], 2026))
    assert not is_exception(1, None)
