"""Gathering a portfolio report: every programme in force of an institution, in a year, up to a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from songfai.commitments.queries import stand_of
from songfai.kit.formats import CURRENCIES
from songfai.kit.languages import Trilingual
from songfai.parties.models import Field, Seat
from songfai.parties.queries import lineage
from songfai.plans.models import Activity, PlanItem
from songfai.plans.queries import Facts, facts
from songfai.plans.rules import cell_of_item, item_due
from songfai.plans.states import FINISHED
from songfai.plans.then import as_stood, formers_on, stood_otherwise
from songfai.programmes.models import Commitment, FurtherParty, Obligation, Programme
from songfai.programmes.queries import Wanted, commitments_in, narrowed, own_programmes, side_of
from songfai.programmes.states import ObligationKind
from songfai.record.states import Stage
from songfai.reports.counting_portfolio import counted
from songfai.reports.portfolio_facts import (
    ActivityOf,
    CommitmentOf,
    FurtherOf,
    ItemOf,
    PortfolioFacts,
    ProgrammeOf,
    Step,
    SupportOf,
    VisitOf,
)
from songfai.reports.queries.commitments import issuer_of
from songfai.reports.queries.minutes import a_year_before
from songfai.reports.queries.parties import name_of
from songfai.reports.queries.year import Writers, writers
from songfai.support.models import Support
from songfai.support.states import SupportState
from songfai.visits.models import Visit
from songfai.visits.queries import told_in
from songfai.visits.states import NOBODY_TRAVELS, VisitState

STEP_OF: dict[str, Step] = {
    SupportState.PROMISED: "promised",
    SupportState.APPROVED: "promised",
    SupportState.DELIVERED: "delivered",
    SupportState.RECEIVED: "received",
}


def portfolio_of(seat: Seat, wanted: Wanted) -> QuerySet[Programme]:
    """The programmes in force of which the seat's institution is a side, narrowed as the list of programmes is."""
    own = own_programmes(seat).filter(document__standing__stage=Stage.IN_FORCE)
    return narrowed(own, wanted, seat).prefetch_related("fields").order_by("pk").distinct()


@dataclass(frozen=True, slots=True)
class _Known:
    """The programmes, which side is one's own in each, and what was counted of them."""

    programmes: dict[int, Programme]
    own: dict[int, int]
    counted: Facts
    begun: frozenset[int]
    cut_off: date

    def slug(self, programme_id: int) -> str:
        return self.programmes[programme_id].slug

    def key(self, programme_id: int, number: int) -> str:
        return f"{self.slug(programme_id)}:{number}"


def gather_portfolio(
    seat: Seat, programmes: Sequence[Programme], year: int, cut_off: date, at: datetime
) -> PortfolioFacts:
    """As of the end of `cut_off`; a constant number of queries for any number of programmes.

    `programmes` are those of portfolio_of, each with one's own side. `at` is the moment of compiling, in local time.
    """
    until = facts(programmes, cut_off)
    known = _Known(
        {one.pk: one for one in programmes},
        {one.pk: side.position for one in programmes if (side := side_of(one, seat))},
        until,
        frozenset(pk for (pk, _year), one in until.years.items() if one.activities),
        cut_off,
    )
    body = seat.institution
    writing = writers(programmes, lineage(), cut_off, at.date(), body)
    commitments = list(commitments_in(programmes, cut_off).select_related("field"))
    owed = _summaries_owed(programmes, at.date())
    items = list(_items(programmes, (year - 1, year)))
    rows = _activities(programmes, (year - 1, year), cut_off)
    visits, given = list(_visits(programmes, year, cut_off)), _given(programmes, year)
    last = a_year_before(cut_off)
    return counted(
        PortfolioFacts(
            issuer=issuer_of(body, writing.leaders),
            year=year,
            cut_off=cut_off,
            programmes=tuple(_programme(one, known, writing, owed) for one in programmes),
            commitments=tuple(_commitment(one, known) for one in commitments),
            items=_item_facts([one for one in items if one.plan.year == year], rows, known, cut_off),
            last_items=_item_facts([one for one in items if one.plan.year == year - 1], rows, known, last),
            off_plan=_off_plan(rows, items, year, known),
            visits=tuple(
                _visit(one, known)
                for one in visits
                if one.host_party_id is None or one.host != known.own[one.programme_id]
            ),
            support=tuple(_support(one, known) for one in given if _party(one) is None),
            further=(
                *_hosted_apart(visits, known),
                *_given_apart(given, known),
            ),
            fields=_fields(commitments, known),
            compiled_at=at,
        )
    )


# ---- Programmes and commitments ---------------------------------------------------------------------------


def _programme(row: Programme, known: _Known, writing: Writers, owed: dict[int, date]) -> ProgrammeOf:
    place = 2 - known.own[row.pk]
    other = list(row.sides.all())[place]
    told = writing.sides_of(row)[place]
    return ProgrammeOf(
        slug=row.slug,
        title=row.title,
        partner=told.short or told.name,
        partner_key=other.institution.slug,
        country=told.country,
        ends=row.term_end,
        summary_due=owed.get(row.pk),
    )


def _summaries_owed(programmes: Iterable[Programme], today: date) -> dict[int, date]:
    rows = Obligation.objects.filter(
        programme__in=list(programmes), kind=ObligationKind.FINAL_SUMMARY, met_on=None, due__lt=today
    )
    return dict(rows.order_by("-due").values_list("programme_id", "due"))


def _commitment(row: Commitment, known: _Known) -> CommitmentOf:
    programme = known.programmes[row.programme_id]
    field = _field_of(row, programme)
    return CommitmentOf(
        key=known.key(row.programme_id, row.number),
        programme=programme.slug,
        number=row.number,
        text=row.short or row.text,
        stand=stand_of(row, programme, known.counted, known.cut_off).value,
        begun=row.pk in known.begun,
        field_key=field.slug if field else "",
        due=row.due,
        last_evidence=known.counted.last_evidence.get(row.pk),
    )


def _field_of(row: Commitment, programme: Programme) -> Field | None:
    """The commitment's own; else that of a programme of one field."""
    fields = list(programme.fields.all())
    return row.field or (fields[0] if len(fields) == 1 else None)


def _fields(rows: Iterable[Commitment], known: _Known) -> tuple[tuple[str, Trilingual], ...]:
    found = {field for row in rows if (field := _field_of(row, known.programmes[row.programme_id]))}
    return tuple((one.slug, one.name) for one in sorted(found, key=lambda one: (one.position, one.pk)))


# ---- Plans ------------------------------------------------------------------------------------------------


def _items(programmes: Sequence[Programme], years: Sequence[int]) -> QuerySet[PlanItem]:
    return (
        PlanItem.objects.filter(
            plan__programme__in=programmes,
            plan__year__in=years,
            plan__document__standing__stage=Stage.IN_FORCE,
        )
        .select_related("plan", "commitment")
        .order_by("plan__programme_id", "plan__year", "number", "id")
    )


def _activities(programmes: Sequence[Programme], years: Sequence[int], until: date) -> list[Activity]:
    """Finished ones of these years as of the day: of the year of their plan, else of that in which they began."""
    formers = formers_on(programmes, until)
    of_years = Q(item__plan__year__in=years) | Q(
        item=None, starts_on__gte=date(years[0], 1, 1), starts_on__lte=date(years[-1], 12, 31)
    )
    finished = Q(state__in=FINISHED)
    was_finished = Exists(stood_otherwise(until).filter(finished, activity=OuterRef("pk")))
    rows = (
        Activity.objects.filter(of_years, finished | was_finished, programme__in=programmes)
        .select_related("commitment", "item__plan")
        .order_by("programme_id", "starts_on", "id")
    )
    return [row for row in as_stood(list(rows), formers, until) if row.state in FINISHED]


def _item_facts(
    items: Sequence[PlanItem], rows: Sequence[Activity], known: _Known, until: date
) -> tuple[ItemOf, ...]:
    """Each item in its cell; it is finished by the first finished activity under it."""
    finished: dict[tuple[UUID, int], date] = {}
    for row in rows:
        if row.item and row.ends_on <= until:
            place = (row.item.key, row.item.plan.year)
            finished[place] = min(finished.get(place, row.ends_on), row.ends_on)
    found = []
    for item in items:
        due = item_due(item.plan.year, item.quarter)
        done = finished.get((item.key, item.plan.year))
        found.append(
            ItemOf(
                key=str(item.key),
                programme=known.slug(item.plan.programme_id),
                commitment=known.key(item.plan.programme_id, item.commitment.number),
                title=item.title,
                due=due,
                cell=cell_of_item(due, done, until),  # type: ignore[arg-type]
                finished_on=done,
            )
        )
    return tuple(found)


def _off_plan(
    rows: Sequence[Activity], items: Sequence[PlanItem], year: int, known: _Known
) -> tuple[ActivityOf, ...]:
    planned = {(item.key, item.plan.year) for item in items}
    return tuple(
        ActivityOf(
            key=str(row.key),
            programme=known.slug(row.programme_id),
            commitment=known.key(row.programme_id, row.commitment.number),
            title=row.title,
            ends_on=row.ends_on,
        )
        for row in rows
        if row.ends_on <= known.cut_off
        and (row.item.plan.year if row.item else row.starts_on.year) == year
        and not (row.item and (row.item.key, row.item.plan.year) in planned)
    )


# ---- Visits and support -----------------------------------------------------------------------------------


def _visits(programmes: Sequence[Programme], year: int, cut_off: date) -> QuerySet[Any]:
    """Visits whose delegation was back by the cut-off date, and those cancelled by then, as the annual report counts them: what a
    further party hosted is no side's, but its delegation was sent."""
    return (
        Visit.objects.filter(told_in(year, cut_off), programme__in=programmes)
        .select_related("host_party__institution")
        .annotate(places=Count("delegates"))
        .prefetch_related("members")
        .order_by("programme_id", "starts_on", "id")
    )


def _visit(row: Any, known: _Known) -> VisitOf:
    return VisitOf(
        key=str(row.key),
        programme=known.slug(row.programme_id),
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        hosted=row.host == known.own[row.programme_id],
        members=row.places + len(row.members.all()),
        persons=tuple(one.person_id for one in row.members.all()),
        cancelled=row.state == VisitState.CANCELLED,
        apart=row.manner in NOBODY_TRAVELS,
    )


def _given(programmes: Sequence[Programme], year: int) -> list[Support]:
    rows = Support.objects.filter(programme__in=programmes, year=year, state__in=STEP_OF)
    parties = ("giver_party__institution", "receiver_party__institution")
    return list(rows.select_related(*parties).order_by("kind", "currency", "programme_id", "id"))


def _party(row: Support) -> FurtherParty | None:
    """What a further party gives or receives stands apart: it is neither given nor taken between the sides."""
    return row.giver_party or row.receiver_party


def _hosted_apart(visits: Iterable[Visit], known: _Known) -> Iterator[FurtherOf]:
    """Visits a further party hosted, whichever side arranged them."""
    for one in visits:
        if one.host_party is None or one.state == VisitState.CANCELLED or one.manner in NOBODY_TRAVELS:
            continue
        yield FurtherOf(
            str(one.key), known.slug(one.programme_id), name_of(one.host_party), one.host_party.institution.slug,
            one.title, kind="visits", gave=True, value=Decimal(1),
        )  # fmt: skip


def _given_apart(given: Iterable[Support], known: _Known) -> Iterator[FurtherOf]:
    """What a further party gave or received, once the other side has said that it arrived."""
    for row in given:
        party, told = _party(row), _support(row, known)
        if party is None or told.step != "received":
            continue
        yield FurtherOf(
            told.key, told.programme, name_of(party), party.institution.slug, told.title, told.kind,
            gave=row.giver_party_id is not None, value=told.value, unit=told.unit, currency=told.currency,
        )  # fmt: skip


def _support(row: Support, known: _Known) -> SupportOf:
    """What was received counts as the receiving side says it came."""
    step = STEP_OF[row.state]
    minor, quantity = row.minor, row.quantity
    if step == "received":
        minor = row.arrived_minor if row.arrived_minor is not None else minor
        quantity = row.arrived if row.arrived is not None else quantity
    is_money = row.kind == "money" and minor is not None
    value = Decimal(minor or 0) / 10 ** CURRENCIES[row.currency][0] if is_money else quantity or Decimal(0)
    return SupportOf(
        key=str(row.key),
        programme=known.slug(row.programme_id),
        title=row.title,
        kind=row.kind,
        way="given" if row.giver == known.own[row.programme_id] else "taken",
        step=step,
        value=value,
        unit=Trilingual() if is_money else row.unit,
        currency=row.currency if is_money else "",
    )
