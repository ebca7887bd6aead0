"""Reads about the rotation: who hosted, whose turn it is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from songfai.programmes.models import Programme
from songfai.visits.models import Rotation, Visit
from songfai.visits.queries.visits import visits_of
from songfai.visits.rotation import Held, Proposed, Rule, called_off, next_host, recorded, unrecorded
from songfai.visits.states import Level, RotationKind, VisitState

# So many visits of a level a page names; whose turn it is, is counted from all of them.
NEWEST_TURNS = 40


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a rotation as it is shown: visits that were or will be, what was recorded of it, or that nothing was. A visit
    that was called off stands for a year that was skipped."""

    year: int
    host: int | None
    visit: Visit | None = None
    turn: Any = None
    unrecorded: bool = False
    called_off: bool = False

    @property
    def day(self) -> date:
        """The host is called by its name of this day. Of a year without a visit only the year is known: as it was at its end."""
        return self.visit.starts_on if self.visit else date(self.year, 12, 31)


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
    """Every level with a rule or a visit; five queries."""
    rotations = {one.level: one for one in programme.rotations.prefetch_related("turns")}
    by_level, all_held = _newest_by_level(programme), _held_by_level(programme)
    cancelled = _called_off_by_level(programme)
    # After its term a programme owes no visit, and the action records none: the page does not ask for them either.
    over = min(today.year, (programme.term_end.year or today.year) + 1)
    found = []
    for level in Level:
        rotation, visits = rotations.get(level), by_level.get(level, [])
        turns = list(rotation.turns.all()) if rotation else []
        years = [Year(visit.starts_on.year, visit.host, visit=visit) for visit in visits]
        years += [Year(turn.year, turn.host, turn=turn) for turn in turns]
        known = [one.year for one in years] + [one.year for one in all_held[level]]
        skipped = called_off(cancelled[level], known, over)
        if rotation is not None:
            years += [Year(year, None, visit=cancelled[level][year], called_off=True) for year in skipped]
            known += skipped
            shown_from = min((one.year for one in years), default=today.year)
            years += [
                Year(year, None, unrecorded=True) for year in unrecorded(known, over) if year >= shown_from
            ]
        years.sort(key=lambda one: (one.year, one.visit.starts_on if one.visit else date(one.year, 1, 1)))
        proposed = None
        if rotation is not None:
            held = all_held[level] + recorded((turn.year, turn.host) for turn in turns)
            held += [Held(year, None) for year in skipped]
            held.sort(key=lambda one: one.year)
            proposed = next_host(rule_of(rotation.kind, rotation.order), held, today.year)
        if rotation is not None or visits:
            found.append(Sheet(level, rotation, years, proposed))
    return found


def _newest_by_level(programme: Programme) -> dict[str, list[Visit]]:
    """The newest visits of each level that were not cancelled, oldest first."""
    newest = Window(RowNumber(), partition_by=F("level"), order_by=["-starts_on", "-id"])
    rows = visits_of(programme).exclude(state=VisitState.CANCELLED).annotate(newest=newest)
    found: dict[str, list[Visit]] = defaultdict(list)
    for visit in reversed(rows.filter(newest__lte=NEWEST_TURNS)):
        visit.programme = programme
        found[visit.level].append(visit)
    return found


def _called_off_by_level(programme: Programme) -> dict[str, dict[int, Visit]]:
    """Of each level and year the newest visit that was cancelled."""
    found: dict[str, dict[int, Visit]] = defaultdict(dict)
    for visit in visits_of(programme).filter(state=VisitState.CANCELLED).order_by("starts_on", "id"):
        visit.programme = programme
        found[visit.level][visit.starts_on.year] = visit
    return found


def _held_by_level(programme: Programme) -> dict[str, list[Held]]:
    """Every turn a visit stands for, oldest first. What a further party hosted is nobody's turn."""
    rows = visits_of(programme).exclude(state=VisitState.CANCELLED).filter(host_party=None)
    found: dict[str, list[Held]] = defaultdict(list)
    for level, day, host in rows.order_by("starts_on", "id").values_list("level", "starts_on", "host"):
        found[level].append(Held(day.year, host))
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
    rows = list(visits.values_list("starts_on", "host"))
    # Oldest first: of two visits in one year the later one says who hosted last.
    held = [Held(start.year, host) for start, host in reversed(rows)]
    held += recorded(rotation.turns.filter(year__lte=year).values_list("year", "host"))
    turns = sorted(held, key=lambda one: one.year)
    return next_host(rule_of(rotation.kind, rotation.order), turns, year)
