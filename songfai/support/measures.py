"""What is counted of what each side gave: one line here adds a measure.

A measure is a function of what was given that gives numbers per side. Only what both sides have confirmed
counts: support in the state "received", visits the host confirmed. Units are never added together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from songfai.kit.errors import N_
from songfai.kit.formats import CURRENCIES
from songfai.programmes.models import Programme
from songfai.support.models import Support
from songfai.support.states import SupportKind, SupportState
from songfai.visits.models import Visit
from songfai.visits.states import NOBODY_TRAVELS, VisitState

TOOK_PLACE = (VisitState.DONE, VisitState.DONE_OTHERWISE, VisitState.REPORTED, VisitState.CLOSED)
# (currency, or "" where the unit is the measure's own; year; side 1 or 2) -> how much that side gave.
Numbers = dict[tuple[str, int, int], Decimal]


@dataclass(frozen=True, slots=True)
class SupportSum:
    """Received support of one kind, currency, year and giver: how many, how much in its unit, how much money."""

    kind: str
    currency: str
    year: int
    giver: int
    rows: int
    arrived: Decimal
    minor: int | None
    gave: int | None = None  # the further party that gave it
    took: int | None = None  # the further party that received it

    @property
    def is_apart(self) -> bool:
        return self.gave is not None or self.took is not None


@dataclass(frozen=True, slots=True)
class VisitSum:
    """Visits of a year that one side hosted, and the persons of their delegations."""

    year: int
    host: int
    visits: int
    delegates: int
    gave: int | None = None  # the further party that hosted
    took: None = None

    @property
    def is_apart(self) -> bool:
        return self.gave is not None


@dataclass(frozen=True, slots=True)
class Given:
    """All that a balance is counted from."""

    support: tuple[SupportSum, ...]
    visits: tuple[VisitSum, ...]

    def between_sides(self) -> "Given":
        """Without what a further party gave or received: that is never added to a side."""
        return self.only(lambda one: not one.is_apart)

    def only(self, wanted: Callable[[SupportSum | VisitSum], bool]) -> "Given":
        return Given(
            tuple(one for one in self.support if wanted(one)),
            tuple(one for one in self.visits if wanted(one)),
        )

    @property
    def parties(self) -> list[int]:
        """The further parties that gave or received something."""
        named = {one.gave for one in self.support} | {one.took for one in self.support}
        named |= {one.gave for one in self.visits}
        return sorted(one for one in named if one is not None)


@dataclass(frozen=True, slots=True)
class Measure:
    """`unit` is what `numbers` counts in, unless the sides agreed another; money is counted by currency."""

    slug: str
    words: str
    unit: str
    numbers: Callable[[Given], Numbers]
    is_money: bool = False


# Written here by name, or told by the other side's server: a delegation is one or the other.
DELEGATES = Count("members", distinct=True) + Count("delegates", distinct=True)


def counted_support(programme: Programme, years: Iterable[int]) -> QuerySet[Support]:
    """Support that the receiving side confirmed."""
    return Support.objects.filter(programme=programme, state=SupportState.RECEIVED, year__in=list(years))


def counted_visits(programme: Programme, years: Iterable[int]) -> QuerySet[Visit]:
    """Visits that took place. What was held online nobody hosted."""
    rows = Visit.objects.filter(programme=programme, state__in=TOOK_PLACE, starts_on__year__in=list(years))
    return rows.exclude(manner__in=NOBODY_TRAVELS)


def without_delegation(programme: Programme, years: Iterable[int]) -> list[Visit]:
    """Counted visits of which nobody has written down who travelled: they bring no delegates, which is not to say that
    nobody came. Oldest first."""
    return list(
        counted_visits(programme, years).filter(members=None, delegates=None).order_by("starts_on", "id")
    )


def given(programme: Programme, years: Iterable[int]) -> Given:
    """Two queries, whatever there is to count."""
    support = (
        counted_support(programme, years)
        .order_by()
        .values_list("kind", "currency", "year", "giver", "giver_party", "receiver_party")
        .annotate(rows=Count("pk"), sum=Sum("arrived"), minor=Sum("arrived_minor"))
    )
    visits = (
        counted_visits(programme, years)
        .order_by()
        .values_list("starts_on__year", "host", "host_party")
        .annotate(visits=Count("pk", distinct=True), persons=DELEGATES)
    )
    return Given(
        tuple(
            SupportSum(kind, currency, year, giver, rows, Decimal(total or 0), minor, gave, took)
            for kind, currency, year, giver, gave, took, rows, total, minor in support
        ),
        tuple(VisitSum(year, host, visits, persons, gave) for year, host, gave, visits, persons in visits),
    )


def sum_of(kind: SupportKind) -> Callable[[Given], Numbers]:
    return _of_support(kind, lambda one: one.arrived)


def count_of(kind: SupportKind) -> Callable[[Given], Numbers]:
    return _of_support(kind, lambda one: Decimal(one.rows))


def _of_support(kind: SupportKind, number: Callable[[SupportSum], Decimal]) -> Callable[[Given], Numbers]:
    def numbers(given: Given) -> Numbers:
        found: Numbers = defaultdict(Decimal)
        for one in given.support:
            if one.kind == kind:
                found["", one.year, one.giver] += number(one)
        return dict(found)

    return numbers


def money_of(kind: SupportKind) -> Callable[[Given], Numbers]:
    def numbers(given: Given) -> Numbers:
        rows = [one for one in given.support if one.kind == kind and one.minor is not None]
        order = list(CURRENCIES)
        found: Numbers = defaultdict(Decimal)
        for one in sorted(rows, key=lambda one: order.index(one.currency)):
            found[one.currency, one.year, one.giver] += one.minor or 0
        return dict(found)

    return numbers


def hosted(number: Callable[[VisitSum], int]) -> Callable[[Given], Numbers]:
    def numbers(given: Given) -> Numbers:
        found: Numbers = defaultdict(Decimal)
        for one in given.visits:
            if number(one):
                found["", one.year, one.host] += number(one)
        return dict(found)

    return numbers


MEASURES: tuple[Measure, ...] = (
    Measure("visits", N_("Visits hosted"), N_("visits"), hosted(lambda one: one.visits)),
    Measure("delegates", N_("Delegates received"), N_("persons"), hosted(lambda one: one.delegates)),
    Measure("courses", N_("Courses taught"), N_("courses"), count_of(SupportKind.COURSE)),
    Measure("trainees", N_("Trainees taught"), N_("persons"), sum_of(SupportKind.COURSE)),
    Measure("places", N_("Student places"), N_("places"), sum_of(SupportKind.PLACES)),
    Measure("person_days", N_("Experts’ person-days"), N_("person-days"), sum_of(SupportKind.PERSON_DAYS)),
    Measure("goods", N_("Goods given"), N_("consignments"), count_of(SupportKind.GOODS)),
    Measure("goods_value", N_("Value of the goods"), "", money_of(SupportKind.GOODS), is_money=True),
    Measure("money", N_("Money"), "", money_of(SupportKind.MONEY), is_money=True),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """One visit or support, and how much of a measure it brought: what a number of the balance is made of."""

    measure: Measure
    currency: str
    year: int
    side: int
    number: Decimal
    row: Visit | Support
    gave: int | None = None  # a further party in the place of the side
    took: int | None = None  # a further party in the place of the other side


def counted(programme: Programme, years: Iterable[int]) -> list[Counted]:
    """Each number row by row, by the same functions that count the sums. Two queries."""
    wanted = list(years)
    single: list[tuple[Visit | Support, Given]] = []
    for visit in counted_visits(programme, wanted).annotate(persons=DELEGATES).order_by("starts_on", "id"):
        one = VisitSum(visit.starts_on.year, visit.host, 1, visit.persons, visit.host_party_id)
        single.append((visit, Given((), (one,))))
    for support in counted_support(programme, wanted).order_by("year", "received_on", "id"):
        part = SupportSum(
            support.kind, support.currency, support.year, support.giver, 1, Decimal(support.arrived or 0),
            support.arrived_minor, support.giver_party_id, support.receiver_party_id,
        )  # fmt: skip
        single.append((support, Given((part,), ())))
    return [
        Counted(measure, currency, year, side, number, row, *_ends(row))
        for measure in MEASURES
        for row, given_by_it in single
        for (currency, year, side), number in measure.numbers(given_by_it).items()
    ]


def _ends(row: Visit | Support) -> tuple[int | None, int | None]:
    """The further parties that gave and took, where one did."""
    if isinstance(row, Visit):
        return row.host_party_id, None
    return row.giver_party_id, row.receiver_party_id
