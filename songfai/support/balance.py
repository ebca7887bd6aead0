"""The balance of what each side gave: per year and cumulated, in the units the sides agreed. No score, no sum of units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from songfai.kit.languages import Trilingual
from songfai.support.measures import Measure, Numbers

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


def _line(measure: Measure, currency: str, given: Numbers, years: Sequence[int], unit: Unit | None) -> Line:
    per = unit.per if unit is not None and not measure.is_money else Decimal(1)
    of_year: dict[int, Pair] = {}
    sums: dict[int, Pair] = {}
    so_far = NOTHING
    for year in years:
        first, second = (given.get((currency, year, side), Decimal(0)) / per for side in (1, 2))
        of_year[year] = (first, second)
        so_far = (so_far[0] + first, so_far[1] + second)
        sums[year] = so_far
    return Line(measure, currency, unit.unit if unit and not measure.is_money else None, of_year, sums)
