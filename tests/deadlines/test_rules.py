from datetime import date

import pytest

from songfai.deadlines import rules
from songfai.kit.errors import Refused
from songfai.kit.validity import Span


@pytest.mark.parametrize(
    ("unit", "amount", "month", "day", "code"),
    [
        ("days", 4000, None, None, "limit_too_long"),
        ("day_of_year", None, None, None, "day_missing"),
        ("day_of_year", None, 2, 30, "no_such_day"),
        ("day_of_year", None, 13, 1, "no_such_day"),
    ],
)
def test_a_limit_that_is_none_is_refused(unit, amount, month, day, code):
    with pytest.raises(Refused) as refused:
        rules.require_limit(unit, amount, month, day)
    assert refused.value.code == code


def test_an_unknown_limit_may_stay_empty():
    rules.require_limit("days", None, None, None)
    rules.require_limit("day_of_year", None, 2, 29)


def test_two_versions_on_one_day_are_refused_and_the_day_is_said():
    with pytest.raises(Refused) as refused:
        rules.require_no_overlap([Span(None, date(2026, 1, 1)), Span(date(2026, 1, 1), None)])
    assert refused.value.code == "versions_overlap"
    assert refused.value.params["day"] == "2026-01-01"
    rules.require_no_overlap([Span(None, date(2025, 12, 31)), Span(date(2026, 1, 1), None)])
