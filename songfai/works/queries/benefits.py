"""Benefit of works by unit: as it was then, year, how it is known, confirmed or not; and the rows behind each figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When

from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.permissions import can
from songfai.works.models import Benefit, CorrectedBenefit, Work
from songfai.works.queries.works import bodies_of
from songfai.works.states import RECOGNITION, RUNNING, BenefitKind, Stage

# Of which works the benefit is counted: what came back to its authors or was revoked is of neither.
COUNTED: dict[str, frozenset[Stage]] = {
    "recognition": frozenset(RECOGNITION),
    "running": frozenset(RUNNING),
}


@dataclass(frozen=True, slots=True)
class BenefitFilter:
    """`of`: a key of COUNTED. `confirmed`: None for both. `currency`: "" for any, of a row that has money."""

    of: str = "recognition"
    year: int | None = None
    kind: str = ""
    confirmed: bool | None = None
    currency: str = ""
    unit: Unit | None = None
    no_unit: bool = False
    body: Institution | None = None
    impossible: bool = False


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """Benefit of one unit in one year: of one kind, confirmed or not, in one currency. `minor` is None where it cannot be
    computed. `corrected`: works whose figure was confirmed and corrected since. Lines are added to nothing of another kind,
    confirmation or currency."""

    institution: Institution
    unit: Unit | None
    year: int
    kind: BenefitKind
    confirmed: bool
    currency: str
    minor: int | None
    works: int
    corrected: int


@dataclass(frozen=True, slots=True)
class BenefitTotal:
    """Over all units and years that were asked for."""

    kind: BenefitKind
    confirmed: bool
    currency: str
    minor: int | None
    entries: int


def _asked_of_benefits(wanted: BenefitFilter) -> dict[str, Any]:
    asked = {
        "year": wanted.year,
        "kind": wanted.kind or None,
        "currency": wanted.currency or None,
        "confirmed_at__isnull": None if wanted.confirmed is None else not wanted.confirmed,
    }
    return {name: value for name, value in asked.items() if value is not None}


def _asked_of_works(seat: Seat, wanted: BenefitFilter) -> dict[str, Any]:
    kept = [pk for pk in bodies_of(seat) if wanted.body is None or pk == wanted.body.pk]
    asked: dict[str, Any] = {"institution__in": kept, "stage__in": sorted(COUNTED[wanted.of])}
    if wanted.unit is not None:
        asked["unit"] = wanted.unit
    return asked | ({"unit__isnull": True} if wanted.no_unit else {})


def benefit_rows(seat: Seat | None, wanted: BenefitFilter) -> QuerySet[Benefit]:
    """The benefits of the seat's register, for who reads it; each is one work in one year. Of one unit they are found by its
    works, of a year and kind by an index: however many works there are."""
    if seat is None or wanted.impossible or not can(seat, "read"):
        return Benefit.objects.none()
    rows = Benefit.objects.filter(**_asked_of_benefits(wanted))
    works = Work.objects.filter(**_asked_of_works(seat, wanted)).order_by()
    if wanted.unit is not None:
        return rows.filter(work__in=works.values("pk"))
    return rows.filter(Exists(works.filter(pk=OuterRef("work"))))


@dataclass(frozen=True, slots=True)
class BenefitSum:
    """As BenefitLine, with the institution and the unit by their numbers."""

    institution: int
    unit: int | None
    year: int
    kind: BenefitKind
    confirmed: bool
    currency: str
    minor: int | None
    works: int
    corrected: int


def benefit_sums(seat: Seat | None, wanted: BenefitFilter) -> list[BenefitSum]:
    """The newest year first, in each year unit after unit; one statement adds them all up."""
    sure = Case(
        When(Q(confirmed_at=None), then=Value(False)), default=Value(True), output_field=BooleanField()
    )
    if seat is None or wanted.impossible or not can(seat, "read"):
        return []
    of_works = {f"work__{name}": value for name, value in _asked_of_works(seat, wanted).items()}
    rows = Benefit.objects.filter(**_asked_of_benefits(wanted), **of_works).annotate(sure=sure).order_by()
    names = ("work__institution", "work__unit", "year", "kind", "sure", "currency")
    # A work has one entry of a kind in a year.
    counts = {
        "works": Count("pk"),
        "corrected": Count("pk", filter=Exists(CorrectedBenefit.objects.filter(benefit=OuterRef("pk")))),
    }
    found = rows.values(*names).annotate(money=Sum("minor"), **counts).values_list(*names, "money", *counts)
    order = list(BenefitKind)
    kinds = {kind.value: kind for kind in order}
    return sorted(
        (
            BenefitSum(body, unit, year, kinds[kind], bool(certain), *more)
            for body, unit, year, kind, certain, *more in found
        ),
        key=lambda one: (
            -one.year,
            one.institution,
            one.unit or 0,
            order.index(one.kind),
            not one.confirmed,
            one.currency,
        ),
    )


def named_sums(sums: Sequence[BenefitSum]) -> list[BenefitLine]:
    """The same, in their order, with the institution and the unit of each."""
    units = Unit.objects.select_related("succeeded_by").in_bulk({one.unit for one in sums if one.unit})
    bodies = Institution.objects.in_bulk({one.institution for one in sums})
    return [
        BenefitLine(
            bodies[one.institution],
            units[one.unit] if one.unit else None,
            one.year,
            one.kind,
            one.confirmed,
            one.currency,
            one.minor,
            one.works,
            one.corrected,
        )
        for one in sums
    ]


def newest_year(until: int) -> int:
    """The newest year up to one that has any benefit entered, of whatever body; else that one."""
    rows = Benefit.objects.filter(year__lte=until).order_by("-year").values_list("year", flat=True)
    return rows.first() or until


def benefit_totals(sums: Iterable[BenefitSum]) -> list[BenefitTotal]:
    """Never across kinds, confirmations or currencies."""
    found: dict[tuple[BenefitKind, bool, str], tuple[int | None, int]] = {}
    for one in sums:
        key = (one.kind, one.confirmed, one.currency)
        minor, entries = found.get(key, (None if one.minor is None else 0, 0))
        added = None if one.minor is None else (minor or 0) + one.minor
        found[key] = (added, entries + one.works)
    order = list(BenefitKind)
    return [
        BenefitTotal(kind, sure, currency, minor, entries)
        for (kind, sure, currency), (minor, entries) in sorted(
            found.items(), key=lambda one: (order.index(one[0][0]), not one[0][1], one[0][2])
        )
    ]
