"""Spells of answering and counterpart pairs, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songfai.kit.errors import Refused
from songfai.programmes import spells
from songfai.programmes.spells import Pair, Span

DAY = timedelta(days=1)
D1, D2, D3, TODAY = date(2023, 5, 23), date(2025, 3, 1), date(2025, 6, 1), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (lambda: spells.require_since(TODAY + DAY, None, TODAY), "since_ahead"),
        (lambda: spells.require_since(D1, D2, TODAY), "since_before"),
        (lambda: spells.require_unit_then(D1, (D2, None)), "unit_not_then"),
        (lambda: spells.require_unit_then(D3, (None, D2)), "unit_not_then"),
        (lambda: spells.require_end(D1, D2, TODAY), "ends_before"),
        (lambda: spells.require_end(TODAY + DAY, D2, TODAY), "since_ahead"),
        (lambda: spells.require_after(D2, [D1, D2]), "spell_overlaps"),
        (lambda: spells.require_field(3, [1, 2]), "field_of_another"),
    ],
)
def test_what_cannot_be_is_refused(check, code):
    with pytest.raises(Refused) as refused:
        check()
    assert refused.value.code == code


def test_what_can_be_is_not():
    spells.require_since(D2, D2, TODAY)
    spells.require_unit_then(D2, (D1, D2))
    spells.require_end(TODAY, TODAY, TODAY)
    spells.require_after(D2 + DAY, [D2])
    spells.require_field(1, {1})


def test_a_pair_begins_and_ends_with_either_unit():
    first = [Span("a1", D1, D2 - DAY), Span("a2", D2, None)]
    second = [Span("b1", D1, D3)]
    assert spells.pairs(first, second) == [
        Pair("a1", "b1", D1, D2 - DAY),
        Pair("a2", "b1", D2, D3),
        Pair("a2", None, D3 + DAY, None),
    ]
    assert spells.pairs([], []) == []


days = st.dates(date(2024, 1, 1), date(2024, 2, 15))


@st.composite
def named(draw):
    """Units one side named one after the other, perhaps with days between on which there was none."""
    marks = sorted(draw(st.lists(days, max_size=8, unique=True)))
    found = []
    for number, (since, until) in enumerate(zip(marks[::2], marks[1::2], strict=False)):
        found.append(Span(number, since, until))
    if len(marks) % 2:
        found.append(Span(len(found), marks[-1], None))
    return found


@given(named(), named(), days)
def test_each_day_has_the_pair_both_sides_had_named(first, second, day):
    def who(side):
        return next((span.who for span in side if span.covers(day)), None)

    found = [
        pair for pair in spells.pairs(first, second)
        if (pair.since is None or pair.since <= day) and (pair.until is None or day <= pair.until)
    ]  # fmt: skip
    wanted = (who(first), who(second))
    assert [(pair.first, pair.second) for pair in found] == ([] if wanted == (None, None) else [wanted])
