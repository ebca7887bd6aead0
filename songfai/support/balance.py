"""The balance of what each side gave: per year and cumulated, in the units the sides agreed. No score, no sum of units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from songfai.kit.languages import Trilingual
from songfai.support.measures import Given, Measure, Numbers

Pair = tuple[Decimal, Decimal]
NOTHING: Pair = (Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit the sides agreed for a measure: how many of its own make one. `counted` False leaves it out."""

    unit: Trilingual
    per: Decimal = Decimal(1)
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One measure in one unit. `years` are what each side gave in each year, `sums` up to and with it."""

    measure: Measure
    currency: str
    unit: Trilingual | None
    years: dict[int, Pair]
    sums: dict[int, Pair]

    @property
    def total(self) -> Pair:
        return list(self.sums.values())[-1] if self.sums else NOTHING

    @property
    def most(self) -> Decimal:
        return max((one for pair in self.years.values() for one in pair), default=Decimal(0))


def lines(
    measures: Iterable[Measure],
    numbers: Mapping[str, Numbers],
    years: Sequence[int],
    agreed: Mapping[str, Unit],
) -> list[Line]:
    """Every measure that is counted, also where both sides gave nothing; money once for each currency."""
    found = []
    for measure in measures:
        unit = agreed.get(measure.slug)
        if unit is not None and not unit.counted:
            continue
        given = numbers.get(measure.slug, {})
        currencies = list(dict.fromkeys(currency for currency, _year, _side in given))
        for currency in currencies or ([] if measure.is_money else [""]):
            found.append(_line(measure, currency, given, years, unit))
    return found


@dataclass(frozen=True, slots=True)
class Apart:
    """What one further party gave in a measure, and what each side gave to it. It stands beside the balance: `gave` and
    `took` are never added to what the sides gave one another."""

    party: int
    measure: Measure
    currency: str
    unit: Trilingual | None
    gave: dict[int, Decimal]
    took: dict[int, Pair]

    @property
    def total(self) -> tuple[Decimal, Pair]:
        first, second = (sum((pair[place] for pair in self.took.values()), Decimal(0)) for place in (0, 1))
        return sum(self.gave.values(), Decimal(0)), (first, second)

    def of(self, year: int | None) -> tuple[Decimal, Pair]:
        """Of one year, or of all."""
        return (self.gave[year], self.took[year]) if year is not None else self.total

    def line(self) -> Line:
        """The measure in its unit, for whoever writes its numbers."""
        return Line(self.measure, self.currency, self.unit, {}, {})


def apart(
    measures: Iterable[Measure], all_given: Given, years: Sequence[int], agreed: Mapping[str, Unit]
) -> list[Apart]:
    """A line for each further party and measure in which there is something; in the units the sides agreed."""
    found = []
    for party in all_given.parties:
        gave = all_given.only(lambda one, party=party: one.gave == party)  # type: ignore[misc]
        took = all_given.only(lambda one, party=party: one.took == party)  # type: ignore[misc]
        for measure in measures:
            unit = agreed.get(measure.slug)
            if unit is not None and not unit.counted:
                continue
            by_it, to_it = measure.numbers(gave), measure.numbers(took)
            per = unit.per if unit is not None and not measure.is_money else Decimal(1)
            for currency in dict.fromkeys(currency for currency, _year, _side in (*by_it, *to_it)):
                found.append(
                    Apart(
                        party,
                        measure,
                        currency,
                        unit.unit if unit and not measure.is_money else None,
                        {year: sum(_of_year(by_it, currency, year)) / per for year in years},
                        {year: _halves(to_it, currency, year, per) for year in years},
                    )
                )
    return found


def _of_year(numbers: Numbers, currency: str, year: int) -> Pair:
    first, second = (numbers.get((currency, year, side), Decimal(0)) for side in (1, 2))
    return first, second


def _halves(numbers: Numbers, currency: str, year: int, per: Decimal) -> Pair:
    first, second = _of_year(numbers, currency, year)
    return first / per, second / per


def _line(measure: Measure, currency: str, given: Numbers, years: Sequence[int], unit: Unit | None) -> Line:
    per = unit.per if unit is not None and not measure.is_money else Decimal(1)
    of_year: dict[int, Pair] = {}
    sums: dict[int, Pair] = {}
    so_far = NOTHING
    for year in years:
        first, second = _halves(given, currency, year, per)
        of_year[year] = (first, second)
        so_far = (so_far[0] + first, so_far[1] + second)
        sums[year] = so_far
    return Line(measure, currency, unit.unit if unit and not measure.is_money else None, of_year, sums)
