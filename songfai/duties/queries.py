"""Reads about duties: what is due, when, on what basis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from songfai.duties.models import Confirmation, Duty, Extension
from songfai.duties.states import DutyState, ExtensionState
from songfai.parties.models import Seat
from songfai.programmes.models import Obligation, Programme
from songfai.programmes.queries import in_force, visible_to, with_sides

ALL = "all"

# Neither by the sides' word nor, for a date of the programme's rhythm, in the room of its matter.
NOT_MET = Q(met_on=None) & (Q(obligation=None) | Q(obligation__met_on=None))


def duties_visible_to(seat: Seat | None, programme: Programme | None = None) -> QuerySet[Duty]:
    """Both sides see every duty of their programme, with all that a list shows of it."""
    duties = Duty.objects.filter(programme__in=visible_to(seat).order_by().values("pk"))
    if programme is not None:
        duties = duties.filter(programme=programme)
    return duties.select_related("version__institution", "rule", "obligation").prefetch_related(
        Prefetch(
            "programme", with_sides(Programme.objects.all(), texts=False, day=seat.on if seat else None)
        ),
        Prefetch("extensions", Extension.objects.select_related("file").order_by("asked_at", "id")),
        Prefetch("confirmations", Confirmation.objects.order_by("side")),
    )


def programmes_of(seat: Seat | None) -> QuerySet[Programme]:
    """The programmes in force in which the seat may look for duties."""
    return in_force(seat).order_by("-created_at", "-id")


@dataclass(frozen=True, slots=True)
class Late:
    """A duty whose last day is over, and the sides whose word is still missing."""

    duty: Duty
    waits_for: tuple[int, ...]


def late_of(programmes: Iterable[Programme], today: date, limit: int = 20) -> list[Late]:
    """Of all these programmes, the longest late first; one query, and one for the confirmations of what is found."""
    by_id = {programme.pk: programme for programme in programmes}
    rows = (
        Duty.objects.filter(NOT_MET, programme__in=list(by_id), due__lt=today)
        .select_related("obligation")
        .prefetch_related(Prefetch("confirmations", Confirmation.objects.order_by("side")))
        .order_by("due", "id")[:limit]
    )
    found = []
    for duty in rows:
        duty.programme = by_id[duty.programme_id]
        said = {one.side for one in duty.confirmations.all()}
        found.append(Late(duty, tuple(side for side in duty.confirming_sides if side not in said)))
    return found


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of duties is narrowed to. Without a state those that are not met are listed, with ALL every one."""

    state: str = ""
    side: int | None = None
    programme: str = ""


def narrowed(duties: QuerySet[Duty], wanted: Filter, today: date) -> QuerySet[Duty]:
    owed = NOT_MET & Q(programme__closed_on=None)
    of_state = {
        DutyState.WAITING: owed & Q(due=None),
        DutyState.OPEN: owed & Q(due__gte=today),
        DutyState.LATE: owed & Q(due__lt=today),
        DutyState.MET: ~NOT_MET,
        DutyState.GONE: NOT_MET & Q(programme__closed_on__isnull=False),
    }
    if wanted.state in of_state:
        duties = duties.filter(of_state[DutyState(wanted.state)])
    elif wanted.state != ALL:
        duties = duties.filter(owed)
    if wanted.side is not None:
        duties = duties.filter(side=wanted.side)
    if wanted.programme:
        duties = duties.filter(programme__slug=wanted.programme)
    return duties


def dates_of(programme: Programme) -> QuerySet[Obligation]:
    """The dates of the programme's own rhythm that no duty follows yet. A term has few of them."""
    return programme.obligations.filter(duty=None).order_by("due", "id")


def open_extension(duty: Duty) -> Extension | None:
    """The one that waits for an answer. Reads duty.extensions."""
    return next((one for one in duty.extensions.all() if one.state == ExtensionState.PROPOSED), None)
