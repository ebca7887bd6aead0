"""What became of works in one year, up to a day: numbers of some bodies and those below them, for the report of a programme
they have a side in. Numbers only: who reads a register opens its works there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from songfai.parties.models import Institution
from songfai.works.models import Benefit, Move, Submission, Use
from songfai.works.states import BenefitKind, Scheme, Step


@dataclass(frozen=True, slots=True)
class YearBenefit:
    """Benefit of the year: of one kind, confirmed by the day or not, in one currency; `minor` is None where it cannot be
    computed. Lines are added to nothing of another kind, confirmation or currency."""

    kind: BenefitKind
    confirmed: bool
    currency: str
    minor: int | None
    works: int


@dataclass(frozen=True, slots=True)
class WorksOfYear:
    """`filed`: handed in within the year and not withdrawn by the day; `recognised`: by a decision dated within the year that
    was not revoked by the day; `applied`: recognised works whose application or transfer began within it. Each work once in
    each. `benefits`: what was entered for the year, of works recognised by the day."""

    filed: int
    recognised: int
    applied: int
    benefits: tuple[YearBenefit, ...]

    def __bool__(self) -> bool:
        return bool(self.filed or self.recognised or self.applied or self.benefits)


def works_of_year(bodies: Iterable[int], year: int, until: date) -> WorksOfYear:
    """Of these institutions and of those one and two steps below them. Works recognised before the register are in none of it:
    no year of theirs was counted here. Five statements, however many works there are."""
    whose = with_those_below(bodies)
    last = min(until, date(year, 12, 31))
    end = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    base = Submission.objects.filter(institution__in=whose, scheme=Scheme.BASE).order_by()
    within = {"gte": date(year, 1, 1), "lte": last}

    def dated(name: str) -> dict[str, date]:
        return {f"{name}__{how}": day for how, day in within.items()}

    filed = base.filter(year=year, **dated("filed_on")).exclude(_stepped(Step.WITHDRAW, end))
    # The day of the decision counts: one of December that is entered in January belongs to its own year.
    standing = base.filter(_stepped(Step.RECOGNISE), decided_on__lte=until)
    standing = standing.exclude(_stepped(Step.REVOKE, end))
    uses = Use.objects.filter(submission__in=standing.values("pk"), **dated("on")).order_by()
    return WorksOfYear(
        filed=_works(filed),
        recognised=_works(standing.filter(**dated("decided_on"))),
        applied=uses.aggregate(number=Count("submission__work", distinct=True))["number"],
        benefits=_benefits(standing, year, end),
    )


def with_those_below(bodies: Iterable[int]) -> list[int]:
    """Of a side that these bodies bear: they, and those one and two steps below them."""
    own = list(bodies)
    rows = Institution.objects.filter(Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _stepped(step: Step, end: datetime | None = None) -> Exists:
    moves = Move.objects.filter(submission=OuterRef("pk"), step=step)
    return Exists(moves if end is None else moves.filter(at__lt=end))


def _works(rows: QuerySet[Submission]) -> int:
    return rows.aggregate(number=Count("work", distinct=True))["number"]


def _benefits(standing: QuerySet[Submission], year: int, end: datetime) -> tuple[YearBenefit, ...]:
    sure = Case(
        When(confirmed_at__lt=end, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    rows = Benefit.objects.filter(year=year, work__in=standing.values("work")).order_by()
    found = rows.annotate(sure=sure).values("kind", "sure", "currency")
    lines = [
        YearBenefit(BenefitKind(one["kind"]), bool(one["sure"]), one["currency"], one["money"], one["number"])
        for one in found.annotate(money=Sum("minor"), number=Count("work", distinct=True))
    ]
    order = list(BenefitKind)
    return tuple(sorted(lines, key=lambda one: (order.index(one.kind), not one.confirmed, one.currency)))
