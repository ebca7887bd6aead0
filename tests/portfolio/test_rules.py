from datetime import date

import pytest

from songfai.kit.errors import Refused
from songfai.portfolio import rules


@pytest.mark.parametrize(
    ("starts", "ends", "year", "quarter", "found"),
    [
        (date(2026, 2, 10), date(2026, 2, 12), 2026, 3, (date(2026, 8, 10), date(2026, 8, 12))),
        (date(2026, 1, 31), date(2026, 2, 2), 2026, 2, (date(2026, 4, 30), date(2026, 5, 2))),
        (date(2026, 12, 30), date(2027, 1, 3), 2027, 1, (date(2027, 3, 30), date(2027, 4, 3))),
        (date(2026, 5, 29), date(2026, 5, 29), 2027, 1, (date(2027, 2, 28), date(2027, 2, 28))),
    ],
)
def test_an_activity_keeps_its_place_within_another_quarter(starts, ends, year, quarter, found):
    assert rules.into_quarter(starts, ends, year, quarter) == found


def test_days_move_both_ends():
    assert rules.moved(date(2026, 2, 27), date(2026, 3, 1), 2) == (date(2026, 3, 1), date(2026, 3, 3))


@pytest.mark.parametrize(("count", "code"), [(0, "nothing_selected"), (1001, "too_many_selected")])
def test_a_change_has_rows_and_not_too_many(count, code):
    with pytest.raises(Refused) as refused:
        rules.require_selection(count)
    assert refused.value.code == code
