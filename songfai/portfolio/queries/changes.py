"""Filters that were saved, and changes of many rows at once with how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat, Unit
from songfai.parties.permissions import can
from songfai.people.models import Person
from songfai.portfolio.models import Change, ChangedRow, SavedFilter
from songfai.programmes import queries as programmes


def filters_of(seat: Seat | None) -> QuerySet[SavedFilter]:
    """One's own, and those that colleagues share: a link is there to be shared."""
    if seat is None or not can(seat, "read"):
        return SavedFilter.objects.none()
    seen = SavedFilter.objects.filter(institution__in=programmes.bodies_of(seat))
    return seen.filter(Q(shared=True) | Q(account=seat.account_id)).select_related("account__person")


def changes_of(seat: Seat | None) -> QuerySet[Change]:
    if seat is None or not can(seat, "read"):
        return Change.objects.none()
    return Change.objects.filter(seat__institution__in=programmes.bodies_of(seat)).select_related(
        "seat__account"
    )


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a change is: of `total` so many are tried, changed, refused, undone, kept."""

    total: int
    tried: int
    changed: int
    refused: int
    undone: int
    kept: int


def progress_of(change: Change) -> Progressed:
    """Of at most a thousand rows."""
    counts = change.rows.aggregate(
        changed=Count("pk", filter=Q(before__isnull=False)),
        refused=Count("pk", filter=~Q(refused="")),
        undone=Count("pk", filter=Q(undone=True)),
        kept=Count("pk", filter=~Q(kept="")),
    )
    return Progressed(change.total, counts["changed"] + counts["refused"], **counts)


def rows_of(change: Change) -> QuerySet[ChangedRow]:
    return change.rows.select_related("activity__programme").order_by("id")


def names_in(values: Mapping[str, Any]) -> dict[str, Trilingual]:
    """Of the unit and of the person that a change puts into each row, where they are still there."""
    models: dict[str, type[Unit] | type[Person]] = {"unit": Unit, "person": Person}
    found = {name: models[name].objects.filter(pk=values[name]).first() for name in models if name in values}
    return {name: row.name for name, row in found.items() if row is not None}
