"""Benefit of works by unit: as it was then, year, how it is known, confirmed or not; and the rows behind each figure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When

from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.permissions import can
from songfai.works.models import Benefit, CorrectedBenefit
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


def benefit_rows(seat: Seat | None, wanted: BenefitFilter) -> QuerySet[Benefit]:
    """The benefits of the seat's register, for who reads it; each is one work in one year."""
    if seat is None or wanted.impossible or not can(seat, "read"):
        return Benefit.objects.none()
    kept = [pk for pk in bodies_of(seat) if wanted.body is None or pk == wanted.body.pk]
    rows = Benefit.objects.filter(work__institution__in=kept, work__stage__in=sorted(COUNTED[wanted.of]))
    asked = {
        "year": wanted.year,
        "kind": wanted.kind or None,
        "currency": wanted.currency or None,
        "work__unit": wanted.unit,
        "confirmed_at__isnull": None if wanted.confirmed is None else not wanted.confirmed,
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return rows.filter(work__unit=None) if wanted.no_unit else rows


def benefit_figures(seat: Seat | None, wanted: BenefitFilter) -> list[BenefitLine]:
    """The newest year first, in each year the unit with most entries first; one statement adds them all up."""
    sure = Case(
        When(Q(confirmed_at=None), then=Value(False)), default=Value(True), output_field=BooleanField()
    )
    rows = benefit_rows(seat, wanted).annotate(sure=sure).order_by()
    names = ("work__institution", "work__unit", "year", "kind", "sure", "currency")
    corrected = Count("pk", filter=Exists(CorrectedBenefit.objects.filter(benefit=OuterRef("pk"))))
    counts = {"works": Count("work", distinct=True), "corrected": corrected}
    found = list(rows.values(*names).annotate(money=Sum("minor"), **counts))
    units = Unit.objects.select_related("succeeded_by").in_bulk(
        [one["work__unit"] for one in found if one["work__unit"]]
    )
    bodies = Institution.objects.in_bulk({one["work__institution"] for one in found})
    lines = [
        BenefitLine(
            bodies[one["work__institution"]],
            units.get(one["work__unit"]),
            one["year"],
            BenefitKind(one["kind"]),
            bool(one["sure"]),
            one["currency"],
            one["money"],
            one["works"],
            one["corrected"],
        )
        for one in found
    ]
    order = list(BenefitKind)
    return sorted(
        lines,
        key=lambda one: (
            -one.year,
            one.institution.pk,
            one.unit.pk if one.unit else 0,
            order.index(one.kind),
            not one.confirmed,
            one.currency,
        ),
    )


def benefit_totals(lines: Iterable[BenefitLine]) -> list[BenefitTotal]:
    """Never across kinds, confirmations or currencies."""
    found: dict[tuple[BenefitKind, bool, str], tuple[int | None, int]] = {}
    for one in lines:
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
