"""The rows behind a figure of a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from songfai.kit.languages import Trilingual
from songfai.plans.models import Activity, PlanItem
from songfai.plans.rules import item_due
from songfai.programmes.models import Programme
from songfai.record.states import Stage
from songfai.reports.facts import Figure, Measure
from songfai.visits.queries import visits_of


@dataclass(frozen=True, slots=True)
class Row:
    """One row a figure was counted from. `letter` and `state` are empty where the row has none."""

    number: str
    title: Trilingual
    commitment: int | None  # a visit may carry out several
    address: str
    letter: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    state: str = ""
    evidence: int | None = None
    measures: tuple[Measure, ...] = ()


def rows_behind(programme: Programme, figure: Figure) -> list[Row]:
    """In the order of time or number; two or three queries."""
    return ROWS[figure.table](programme, figure.keys)


def _activity_rows(programme: Programme, keys: Sequence[str]) -> list[Row]:
    rows = (
        Activity.objects.filter(programme=programme, key__in=keys)
        .select_related("commitment")
        .prefetch_related("figures", "evidence")
        .order_by("starts_on", "id")
    )
    return [
        Row(
            number=str(number),
            title=row.title,
            commitment=row.commitment.number,
            address=reverse("plans:activity", args=[programme.slug, row.key]),
            letter=row.letter,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            state=row.state,
            evidence=len(row.evidence.all()),
            measures=tuple(Measure(each.label, each.value, each.unit) for each in row.figures.all()),
        )
        for number, row in enumerate(rows, 1)
    ]


def _item_rows(programme: Programme, keys: Sequence[str]) -> list[Row]:
    rows = (
        PlanItem.objects.filter(
            plan__programme=programme, plan__document__standing__stage=Stage.IN_FORCE, key__in=keys
        )
        .select_related("plan", "commitment")
        .order_by("plan__year", "number", "id")
    )
    return [
        Row(
            number=f"{item.plan.year}.{item.number}",
            title=item.title,
            commitment=item.commitment.number,
            address=reverse("plans:plan", args=[programme.slug, item.plan.key]),
            ends_on=item_due(item.plan.year, item.quarter),
        )
        for item in rows
    ]


def _commitment_rows(programme: Programme, keys: Sequence[str]) -> list[Row]:
    rows = programme.commitments.filter(number__in=[int(key) for key in keys]).order_by("number")
    address = reverse("programmes:commitments", args=[programme.slug])
    return [Row(str(row.number), row.short or row.text, row.number, address) for row in rows]


def _visit_rows(programme: Programme, keys: Sequence[str]) -> list[Row]:
    rows = visits_of(programme).filter(key__in=keys).order_by("starts_on", "id")
    return [
        Row(
            number=str(number),
            title=row.title,
            commitment=None,
            address=reverse("visits:visit", args=[programme.slug, row.key]),
            letter="ab"[row.host - 1],
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for number, row in enumerate(rows, 1)
    ]


ROWS = {
    "visits": _visit_rows,
    "activities": _activity_rows,
    "items": _item_rows,
    "commitments": _commitment_rows,
    "findings": _commitment_rows,
}
