"""Money in the smallest unit: nothing is lost on the way, and currencies are never added together."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songfai.kit.errors import Refused
from songfai.kit.formats import CURRENCIES
from songfai.kit.money import LARGEST, sums, times, to_amount, to_minor

currencies = st.sampled_from(sorted(CURRENCIES))
amounts = st.integers(-(10**15), 10**15)


@given(amounts, currencies)
def test_an_amount_comes_back_as_it_was(minor, currency):
    assert to_minor(to_amount(minor, currency), currency) == minor


@given(st.lists(st.tuples(amounts, currencies), max_size=20))
def test_sums_keep_each_currency_by_itself(given_amounts):
    totals = sums(given_amounts)
    assert set(totals) == {currency for _minor, currency in given_amounts}
    for currency, total in totals.items():
        assert total == sum(minor for minor, one in given_amounts if one == currency)


@given(st.integers(1, 10**9), st.integers(1, 500), st.integers(1, 1200))
def test_a_rate_is_rounded_once_and_by_less_than_half(rate, persons, hundredths):
    exact = Decimal(rate) * persons * Decimal(hundredths) / 100
    assert abs(times(rate, persons, Decimal(hundredths) / 100) - exact) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("10", "", "currency_missing"),
        ("10", "XXX", "currency_missing"),
        ("1.5", "VND", "money_too_fine"),
        ("1.005", "USD", "money_too_fine"),
        (str(LARGEST), "LAK", "money_too_large"),
    ],
)
def test_what_is_no_money_is_refused(amount, currency, code):
    with pytest.raises(Refused) as refused:
        to_minor(Decimal(amount), currency)
    assert refused.value.code == code


def test_a_product_that_no_column_holds_is_refused():
    with pytest.raises(Refused):
        times(10**12, 10**6)
