"""Which of several spans applies on a day; overlaps and gaps are what counting day by day finds."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from songfai.kit.validity import Span, applies, gaps, on, overlaps

FIRST = date(2025, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(40)]


@st.composite
def spans(draw):
    start, length = draw(st.integers(0, 30)), draw(st.integers(0, 8))
    return Span(DAYS[start], DAYS[start + length])


def days_of(found):
    return {day for span in found for day in DAYS if applies(span, day)}


@given(st.lists(spans(), max_size=6))
def test_overlaps_are_the_days_two_spans_claim(ones):
    assert days_of(overlaps(ones)) == {day for day in DAYS if sum(applies(one, day) for one in ones) > 1}


@given(st.lists(spans(), min_size=1, max_size=6))
def test_gaps_are_the_days_between_that_none_claims(ones):
    first, last = min(one.valid_from for one in ones), max(one.valid_to for one in ones)
    empty = {day for day in DAYS if first <= day <= last and not any(applies(one, day) for one in ones)}
    assert days_of(gaps(ones)) == empty


@given(st.lists(spans(), max_size=6), st.sampled_from(DAYS))
def test_the_one_on_a_day_applies_on_it(ones, day):
    found = on(ones, day)
    assert (found is not None) == any(applies(one, day) for one in ones)
    assert found is None or applies(found, day)


def test_open_ends_reach_for_ever():
    old, new = Span(None, date(2025, 6, 30)), Span(date(2025, 7, 1), None)
    assert overlaps([old, new]) == gaps([new, old]) == []
    assert overlaps([old, Span(None, None)]) == [Span(None, date(2025, 6, 30))]
    assert overlaps([new, Span(date(2026, 1, 1), None)]) == [Span(date(2026, 1, 1), None)]
    assert gaps([old, Span(date(2025, 7, 3))]) == [Span(date(2025, 7, 1), date(2025, 7, 2))]
    assert on([old, new], date(2030, 1, 1)) is new
