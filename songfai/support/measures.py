"""What is counted of what each side gave: one line here adds a measure.

A measure is a function of a programme and years that gives numbers per side. Only what both sides have confirmed
counts: support in the state "received", visits the host confirmed. Units are never added together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.db.models.expressions import Combinable

from songfai.kit.errors import N_
from songfai.kit.formats import CURRENCIES
from songfai.programmes.models import Programme
from songfai.support.models import Support
from songfai.support.states import SupportKind, SupportState
from songfai.visits.models import Visit
from songfai.visits.states import Manner, VisitState

TOOK_PLACE = (VisitState.DONE, VisitState.DONE_OTHERWISE, VisitState.REPORTED, VisitState.CLOSED)
# (currency, or "" where the unit is the measure's own; year; side 1 or 2) -> how much that side gave.
Numbers = dict[tuple[str, int, int], Decimal]


@dataclass(frozen=True, slots=True)
class Measure:
    """`unit` is what `numbers` counts in, unless the sides agreed another; money is counted by currency."""

    slug: str
    words: str
    unit: str
    numbers: Callable[[Programme, Iterable[int]], Numbers]
    is_money: bool = False


def received(programme: Programme, years: Iterable[int], *kinds: SupportKind) -> Any:
    return Support.objects.filter(
        programme=programme, state=SupportState.RECEIVED, year__in=list(years), kind__in=kinds
    ).order_by()


def sum_of(kind: SupportKind) -> Callable[[Programme, Iterable[int]], Numbers]:
    def numbers(programme: Programme, years: Iterable[int]) -> Numbers:
        rows = received(programme, years, kind).values_list("year", "giver").annotate(total=Sum("arrived"))
        return {("", year, giver): Decimal(total or 0) for year, giver, total in rows}

    return numbers


def count_of(kind: SupportKind) -> Callable[[Programme, Iterable[int]], Numbers]:
    def numbers(programme: Programme, years: Iterable[int]) -> Numbers:
        rows = received(programme, years, kind).values_list("year", "giver").annotate(total=Count("pk"))
        return {("", year, giver): Decimal(total) for year, giver, total in rows}

    return numbers


def money_of(kind: SupportKind) -> Callable[[Programme, Iterable[int]], Numbers]:
    def numbers(programme: Programme, years: Iterable[int]) -> Numbers:
        rows = (
            received(programme, years, kind)
            .exclude(arrived_minor=None)
            .values_list("currency", "year", "giver")
            .annotate(total=Sum("arrived_minor"))
        )
        found: Numbers = defaultdict(Decimal)
        for currency, year, giver, total in sorted(rows, key=lambda row: list(CURRENCIES).index(row[0])):
            found[currency, year, giver] += Decimal(total)
        return dict(found)

    return numbers


def hosted(counted: Combinable) -> Callable[[Programme, Iterable[int]], Numbers]:
    """Visits the host had confirmed and that took place; what was held online nobody hosted."""

    def numbers(programme: Programme, years: Iterable[int]) -> Numbers:
        rows = (
            Visit.objects.filter(programme=programme, state__in=TOOK_PLACE, starts_on__year__in=list(years))
            .exclude(manner=Manner.ONLINE)
            .order_by()
            .values_list("starts_on__year", "host")
            .annotate(total=counted)
        )
        return {("", year, host): Decimal(total) for year, host, total in rows if total}

    return numbers


# Written here by name, or told by the other side's server: a delegation is one or the other.
DELEGATES = Count("members", distinct=True) + Count("delegates", distinct=True)

MEASURES: tuple[Measure, ...] = (
    Measure("visits", N_("Visits hosted"), N_("visits"), hosted(Count("pk"))),
    Measure(
        "delegates",
        N_("Delegates received"),
        N_("persons"),
        hosted(DELEGATES),
    ),
    Measure("courses", N_("Courses taught"), N_("courses"), count_of(SupportKind.COURSE)),
    Measure("trainees", N_("Trainees taught"), N_("persons"), sum_of(SupportKind.COURSE)),
    Measure("places", N_("Student places"), N_("places"), sum_of(SupportKind.PLACES)),
    Measure("person_days", N_("Experts’ person-days"), N_("person-days"), sum_of(SupportKind.PERSON_DAYS)),
    Measure("goods", N_("Goods given"), N_("consignments"), count_of(SupportKind.GOODS)),
    Measure("goods_value", N_("Value of the goods"), "", money_of(SupportKind.GOODS), is_money=True),
    Measure("money", N_("Money"), "", money_of(SupportKind.MONEY), is_money=True),
)
