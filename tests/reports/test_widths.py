"""Columns as wide as what stands in them asks for."""

import pytest

from songfai.reports.paper import Column, Run
from songfai.reports.widths import WHOLE, by_content, letters, shares

pytestmark = pytest.mark.once


def rows(*lengths):
    return [tuple((Run("x" * length),) for length in row) for row in lengths]


def test_what_is_long_gets_what_is_left():
    widths = by_content([4, 10, 10, 10], rows((1, 200, 20, 1), (2, 150, 30, 1)))
    assert sum(widths) == WHOLE
    assert widths[0] == 4 and widths[3] == 10
    assert widths[1] > widths[2] > 9


def test_rows_are_as_low_as_with_any_other_widths():
    given = rows((5, 120, 60, 10), (5, 40, 180, 10))
    highest = lambda widths: sum(  # noqa: E731
        max(letters(cell[0].text) / width for cell, width in zip(row, widths, strict=True)) for row in given
    )
    widths = by_content([4, 10, 10, 10], given)
    for one in range(1, 4):
        for other in range(1, 4):
            moved = list(widths)
            moved[one] += 5
            moved[other] -= 5
            if moved[other] >= 10:
                assert highest(widths) <= highest(moved) * 1.02


def test_no_column_is_narrower_than_it_must_be_and_no_row_is_no_error():
    assert by_content([30, 30, 40], []) == [30, 30, 40]
    # The column of the numbers does not take it all.
    widths = by_content([4, 16, 20], [])
    assert sum(widths) == WHOLE and 9 <= widths[0] <= 11


def test_marks_above_and_below_take_no_room():
    assert letters("ກ\u0eb5") == letters("ກ") == 1


def columns(*given):
    return [Column(title, width) for title, width in given]


def test_a_heading_is_not_cut_inside_a_word():
    narrow = columns(("No.", 7), ("Activity", 26), ("Commitment", 9), ("When, where", 16), ("State", 42))
    widths = shares(narrow)
    assert sum(widths) == 100 and widths[:2] == [7, 26]
    assert widths[2] >= 14 and widths[4] < 42  # from the column that has most to spare
    # Lao is parted between words only: ຄຳໝັ້ນ|ສັນຍາ has room where the longer of both has.
    (lao, rest) = shares(columns(("ຄຳໝັ້ນສັນຍາ", 3), ("", 97)))
    assert 3 < lao < shares(columns(("Commitment", 3), ("", 97)))[0] and lao + rest == 100


def test_a_heading_asks_for_less_of_a_page_lying_on_its_side():
    given = columns(("Lead agency", 30), ("Content", 50), ("Recommendations", 20))
    assert shares(given) == [30, 49, 21]
    assert shares(given, 1.5) == [30, 50, 20]
    lao = columns(("ຄຳໝັ້ນສັນຍາ", 3), ("", 97))
    assert shares(lao, 1.5)[0] < shares(lao)[0]


def test_where_no_column_has_anything_to_spare_they_stay():
    assert shares(columns(("Commitment", 9), ("Commitment", 9))) == [9, 9]
    assert shares([]) == []
