"""The balance: each measure by itself, year by year and cumulated, the same for either side."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from songfai.kit.languages import Trilingual
from songfai.support.balance import Unit, lines
from songfai.support.measures import MEASURES, Measure

YEARS = [2023, 2024, 2025, 2026]
DAYS = Measure("days", "Days", "days", lambda _given: {})
MONEY = Measure("money", "Money", "", lambda _given: {}, is_money=True)

numbers = st.dictionaries(
    st.tuples(st.just(""), st.sampled_from(YEARS), st.sampled_from([1, 2])),
    st.integers(0, 10_000).map(Decimal),
)


@given(numbers)
def test_the_cumulated_numbers_end_with_the_sum_of_the_years(given_numbers):
    (line,) = lines([DAYS], {"days": given_numbers}, YEARS, {})
    for place in (0, 1):
        assert line.total[place] == sum(pair[place] for pair in line.years.values())
        so_far = [line.sums[year][place] for year in YEARS]
        assert so_far == sorted(so_far)


@given(numbers)
def test_the_sides_exchanged_give_the_picture_exchanged(given_numbers):
    turned = {(unit, year, 3 - side): value for (unit, year, side), value in given_numbers.items()}
    (one,), (two,) = (lines([DAYS], {"days": each}, YEARS, {}) for each in (given_numbers, turned))
    assert {year: pair[::-1] for year, pair in one.years.items()} == two.years
    assert one.most == two.most


def test_an_agreed_unit_divides_and_names_and_one_left_out_is_gone():
    given_numbers = {("", 2024, 1): Decimal(44)}
    unit = Unit(Trilingual(en="person-months"), Decimal(22))
    (line,) = lines([DAYS], {"days": given_numbers}, YEARS, {"days": unit})
    assert (line.total, str(line.unit)) == ((Decimal(2), Decimal(0)), "person-months")
    assert lines([DAYS], {"days": given_numbers}, YEARS, {"days": Unit(Trilingual(), counted=False)}) == []


def test_each_currency_is_a_line_by_itself_and_no_money_is_no_line():
    given_numbers = {("VND", 2024, 1): Decimal(5), ("LAK", 2025, 2): Decimal(7)}
    found = lines([MONEY], {"money": given_numbers}, YEARS, {"money": Unit(Trilingual(en="x"), Decimal(10))})
    assert [(one.currency, one.total) for one in found] == [("VND", (5, 0)), ("LAK", (0, 7))]
    assert lines([MONEY, DAYS], {}, YEARS, {})[0].measure is DAYS


def test_measures_have_names_of_their_own():
    assert len({one.slug for one in MEASURES}) == len(MEASURES)
