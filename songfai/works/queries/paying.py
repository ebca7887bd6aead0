"""What the authors of a work are owed: by which rates, for which time, how much, and whether it was paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from songfai.deadlines.permissions import Keeper
from songfai.kit import validity
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.works import rules
from songfai.works.models import Agreement, Author, Benefit, Instalment, PayRates, Work
from songfai.works.queries.councils import chain
from songfai.works.queries.works import bodies_of
from songfai.works.states import CREATORS, BenefitKind, InstalmentKind, PayState


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment with what is owed of it today. `owed` is None while nobody has confirmed a figure."""

    instalment: Instalment
    owed: rules.Money | None
    paid: int
    state: PayState
    parts: list[tuple[Author, rules.Money]]

    @property
    def rest(self) -> int:
        return max(self.owed.minor - self.paid, 0) if self.owed and self.state != PayState.LAPSED else 0


def rates_on(institution: Institution, day: date) -> PayRates | None:
    """The rates that apply on a day: the unit's own, those of a body above it, else those of its country's law; None where no
    law is known."""
    bodies = list(chain(institution))
    rows = list(
        PayRates.objects.filter(
            Q(institution=None, country=institution.country) | Q(institution__in=[one.pk for one in bodies])
        ).order_by("id")
    )
    for body in bodies:
        if found := validity.on([row for row in rows if row.institution_id == body.pk], day):
            return found
    return validity.on([row for row in rows if row.institution_id is None], day)


def law_on(country: str, day: date) -> PayRates | None:
    return validity.on(list(PayRates.objects.filter(country=country, institution=None).order_by("id")), day)


def rates_of(seat: Seat | None, keeper: Keeper | None) -> QuerySet[PayRates]:
    """Those of the laws, and those of the seat's own bodies and the bodies above them, the newest of each first."""
    if not (can(seat, "works") or keeper is not None):
        return PayRates.objects.none()
    bodies = bodies_of(seat) | {body.pk for body in chain(seat.institution)} if seat else set()
    rows = PayRates.objects.filter(Q(institution=None) | Q(institution__in=bodies))
    return rows.select_related("institution").order_by("country", "institution", "-valid_from", "-id")


def newest_payment_by(rates: PayRates) -> date | None:
    """The last day on which remuneration was entered by them."""
    at = Agreement.objects.filter(rates=rates).aggregate(at=Max("at"))["at"]
    return timezone.localdate(at) if at else None


def agreement_of(work: Work) -> Agreement | None:
    """The newest one: it counts."""
    return work.agreements.select_related("rates").order_by("-id").first()


def gains_of(benefits: Iterable[Benefit]) -> list[rules.Gain]:
    return [
        rules.Gain(one.year, BenefitKind(one.kind), one.minor, one.currency, one.confirmed_at is not None)
        for one in benefits
    ]


def owed_of(instalment: Instalment, benefits: Iterable[Benefit]) -> rules.Money | None:
    """Reads the agreement and the use of the instalment."""
    agreement = instalment.agreement
    if instalment.kind == InstalmentKind.TRANSFER:
        assert instalment.use is not None and instalment.use.minor is not None
        price = rules.Money(instalment.use.minor, instalment.use.currency)
        return rules.owed_for_transfer(price, agreement.transfer)
    fixed = None
    if agreement.fixed_minor is not None:
        fixed = rules.Money(agreement.fixed_minor, agreement.fixed_currency)
    return rules.owed_for_year(instalment.first, gains_of(benefits), percent=agreement.benefit, fixed=fixed)


def due_of(
    instalment: Instalment, benefits: Iterable[Benefit], authors: Iterable[Author], today: date
) -> Due:
    owed = owed_of(instalment, benefits)
    paid = [rules.Money(one.minor, one.currency) for one in instalment.payments.all()]
    creators = [one for one in authors if one.role in CREATORS]
    parts = rules.split(owed, [one.share for one in creators]) if owed else []
    return Due(
        instalment=instalment,
        owed=owed,
        paid=rules.paid_of(paid, owed.currency) if owed else 0,
        state=PayState.LAPSED
        if instalment.lapsed
        else rules.state_of(owed, paid, begins=instalment.begins, due=instalment.due, today=today),
        parts=list(zip(creators, parts, strict=False)) if len(creators) > 1 else [],
    )


def _with_all(rows: QuerySet[Instalment]) -> QuerySet[Instalment]:
    return rows.select_related("agreement", "use").prefetch_related("payments")


def dues_of(work: Work, benefits: Iterable[Benefit], today: date) -> list[Due]:
    """Every instalment of a work, in the order in which they fall due. Reads work.authors."""
    authors = list(work.authors.all())
    rows = _with_all(work.instalments.order_by("due", "id"))
    return [due_of(one, benefits, authors, today) for one in rows]


def to_pay(seat: Seat | None, today: date) -> QuerySet[Instalment]:
    """What the seat's unit owes by now and has not paid in full, the oldest first; for who enters payments there."""
    if seat is None or not can(seat, "record"):
        return Instalment.objects.none()
    rows = Instalment.objects.filter(institution__in=bodies_of(seat), settled=False, begins__lte=today)
    return (
        _with_all(rows)
        .select_related("work__institution", "agreement", "use")
        .prefetch_related("work__benefits", "work__authors")
        .order_by("due", "id")
    )


def dues_today(rows: Iterable[Instalment], today: date) -> list[Due]:
    """Lines of `to_pay` with their amounts; asks the database nothing more."""
    return [due_of(one, one.work.benefits.all(), one.work.authors.all(), today) for one in rows]
