"""Reads about the rotation: who hosted, whose turn it is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from songfai.programmes.models import Programme
from songfai.visits.models import Rotation, Visit
from songfai.visits.queries.visits import visits_of
from songfai.visits.rotation import Held, Proposed, Rule, next_host, recorded
from songfai.visits.states import Level, RotationKind, VisitState

NEWEST_TURNS = 40


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a rotation as it is shown: visits that were or will be, or what was recorded of it."""

    year: int
    host: int | None
    visit: Visit | None = None
    turn: Any = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rotation of one level: its rule, its turns in the order of time, the next host."""

    level: Level
    rotation: Rotation | None
    years: list[Year]
    next: Proposed | None


def rotations_of(programme: Programme) -> QuerySet[Rotation]:
    return Rotation.objects.filter(programme=programme).order_by("id")


def rule_of(kind: str, order: str) -> Rule:
    hosts = tuple(int(one) for one in order.split(","))
    return Rule(RotationKind(kind), hosts[0], hosts)


def sheets(programme: Programme, today: date) -> list[Sheet]:
    """Every level with a rule or a visit; three queries."""
    rotations = {one.level: one for one in programme.rotations.prefetch_related("turns")}
    by_level = _newest_by_level(programme)
    found = []
    for level in Level:
        rotation, visits = rotations.get(level), by_level.get(level, [])
        turns = list(rotation.turns.all()) if rotation else []
        years = [Year(visit.starts_on.year, visit.host, visit=visit) for visit in visits]
        years += [Year(turn.year, turn.host, turn=turn) for turn in turns]
        years.sort(key=lambda one: (one.year, one.visit.starts_on if one.visit else date(one.year, 1, 1)))
        proposed = None
        if rotation is not None:
            # What a further party hosted is shown, and is nobody's turn.
            held = [Held(one.year, one.host) for one in years if one.visit and not one.visit.host_party_id]
            held += recorded((turn.year, turn.host) for turn in turns)
            held.sort(key=lambda one: one.year)
            proposed = next_host(rule_of(rotation.kind, rotation.order), held, today.year)
        if rotation is not None or visits:
            found.append(Sheet(level, rotation, years, proposed))
    return found


def _newest_by_level(programme: Programme) -> dict[str, list[Visit]]:
    """The newest visits that were not cancelled, oldest first."""
    rows = list(visits_of(programme).exclude(state=VisitState.CANCELLED)[:NEWEST_TURNS])
    found: dict[str, list[Visit]] = defaultdict(list)
    for visit in reversed(rows):
        visit.programme = programme
        found[visit.level].append(visit)
    return found


def proposed_for(
    programme: Programme, level: str, year: int, without: Visit | None = None
) -> Proposed | None:
    """Whose turn it is, by a rule both sides have agreed, before a visit of the year is arranged; two queries."""
    rotation = programme.rotations.filter(level=level).exclude(agreed_at=None).first()
    if rotation is None:
        return None
    visits = visits_of(programme).filter(level=level, starts_on__lte=date(year, 12, 31))
    visits = visits.exclude(state=VisitState.CANCELLED).filter(host_party=None)
    if without is not None:
        visits = visits.exclude(pk=without.pk).filter(starts_on__lte=without.starts_on)
    rows = list(visits.values_list("starts_on", "host")[:NEWEST_TURNS])
    # Oldest first: of two visits in one year the later one says who hosted last.
    held = [Held(start.year, host) for start, host in reversed(rows)]
    held += recorded(rotation.turns.filter(year__lte=year).values_list("year", "host"))
    turns = sorted(held, key=lambda one: one.year)
    return next_host(rule_of(rotation.kind, rotation.order), turns, year)
