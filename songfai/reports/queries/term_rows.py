"""The rows behind the numbers of a report on the term, counted anew at the cut-off date of its frozen facts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from songfai.plans.models import Activity, PlanItem
from songfai.plans.rules import cell_of_item, item_due
from songfai.plans.states import FINISHED, ActivityState
from songfai.plans.then import as_stood, formers_on
from songfai.programmes.models import Programme
from songfai.record.states import Stage
from songfai.reports.figures import Figure
from songfai.reports.queries.rows import Row
from songfai.reports.term_facts import ItemRow, TermFacts, TermRows, TermScope
from songfai.reviews.queries.grounds import address_of, keys_of
from songfai.reviews.states import GroundKind


def term_rows(programme: Programme, facts: TermFacts) -> TermRows:
    """Items of the plans of the recorded years in their cells, and activities; three queries."""
    years = range(facts.first_year, facts.last_year + 1)
    items = PlanItem.objects.filter(
        plan__programme=programme,
        plan__year__in=list(years),
        plan__document__standing__stage=Stage.IN_FORCE,
    ).select_related("plan", "commitment")
    of_years = Q(item__plan__year__in=list(years)) | Q(
        item=None, starts_on__gte=date(years[0], 1, 1), starts_on__lte=date(years[-1], 12, 31)
    )
    activities = list(
        Activity.objects.filter(of_years, programme=programme, starts_on__lte=facts.cut_off)
        .select_related("commitment", "item__plan")
        .order_by("starts_on", "id")
    )
    as_stood(activities, formers_on([programme], facts.cut_off), facts.cut_off)
    known = list(items.order_by("plan__year", "number", "id"))
    return TermRows(
        _items(known, activities, facts.cut_off),
        *_activities(activities, {(one.key, one.plan.year) for one in known}, facts.cut_off),
    )


def _items(items: Iterable[PlanItem], activities: Iterable[Activity], until: date) -> tuple[ItemRow, ...]:
    finished: dict[tuple[UUID, int], date] = {}
    for row in activities:
        if row.item and row.state in FINISHED and row.ends_on <= until:
            place = (row.item.key, row.item.plan.year)
            finished[place] = min(finished.get(place, row.ends_on), row.ends_on)
    found = []
    for item in items:
        due = item_due(item.plan.year, item.quarter)
        done = finished.get((item.key, item.plan.year))
        cell = cell_of_item(due, done, until)
        found.append(
            ItemRow(
                str(item.key), item.plan.year, item.commitment.number, item.title, cell, due=due, finished_on=done
            )
        )  # fmt: skip
    return tuple(found)


def _activities(
    rows: Iterable[Activity], planned: set[tuple[UUID, int]], until: date
) -> tuple[tuple[ItemRow, ...], tuple[ItemRow, ...]]:
    """All that were not cancelled, and those that were finished off plan."""
    every: list[ItemRow] = []
    off_plan: list[ItemRow] = []
    for row in rows:
        year = row.item.plan.year if row.item else row.starts_on.year
        line = ItemRow(
            str(row.key), year, row.commitment.number, row.title, row.state, due=row.starts_on,
            finished_on=row.ends_on,
        )  # fmt: skip
        if row.state != ActivityState.CANCELLED:
            every.append(line)
        if row.state in FINISHED and row.ends_on <= until and _is_off_plan(row, planned):
            off_plan.append(line)
    return tuple(every), tuple(off_plan)


def _is_off_plan(row: Activity, planned: set[tuple[UUID, int]]) -> bool:
    return not (row.item and (row.item.key, row.item.plan.year) in planned)


@dataclass(frozen=True, slots=True)
class Recounted:
    """A frozen figure with the rows that the record gives for it now; `matches` when there are as many."""

    figure: Figure
    matches: bool


def recounted(facts: TermFacts, rows: TermRows, name: str) -> Recounted | None:
    """Nothing for a name the report does not have."""
    frozen = facts.figure(name)
    if frozen is None:
        return None
    if name.startswith(("sum", "indicator")):
        return Recounted(frozen, True)  # the review keeps the rows of its sums, and the figures themselves
    keys = tuple(one.key for one in rows.of(TermScope.of(name)))
    return Recounted(replace(frozen, keys=keys), len(keys) == frozen.value)


def grounds_behind(programme: Programme, facts: TermFacts, figure: Figure) -> list[Row]:
    """What a judgement rests on, each row once, as it was called when it was picked; one query."""
    keys = keys_of(programme)
    found = {
        f"{one.kind}:{one.ref}": one
        for heading in facts.headings
        if heading.rows.name == figure.name
        for one in heading.rests_on
    }
    return [
        Row(
            number=str(number),
            title=one.title,
            commitment=one.commitment,
            address=address_of(one.kind, one.ref, one.commitment, programme.slug, keys),
            ends_on=one.dated,
            state=GroundKind(one.kind).words,
        )
        for number, one in enumerate(found.values(), 1)
    ]
