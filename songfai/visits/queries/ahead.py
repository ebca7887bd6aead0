"""What lies ahead: for the page of a programme, and for a person's desk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of
from songfai.visits.models import Rotation, Visit
from songfai.visits.queries.rotation import NEWEST_TURNS, rule_of
from songfai.visits.queries.visits import visits_of
from songfai.visits.rotation import Held, Proposed, Rule, next_host, recorded
from songfai.visits.states import OWES_REPORT, Level, VisitState

AHEAD = 4


@dataclass(frozen=True, slots=True)
class Overview:
    """What the programme page says of visits: those under way and ahead, reports owed, who hosts next by level."""

    visits: list[Visit]
    next: list[tuple[Level, Proposed]]

    def __bool__(self) -> bool:
        return bool(self.visits or self.next)


def with_rotation(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Each says in its `has_rotation` whether the sides have agreed a rotation, so that most pages need not ask for it."""
    agreed = Rotation.objects.filter(programme=OuterRef("pk")).exclude(agreed_at=None)
    return programmes.annotate(has_rotation=Exists(agreed))


def overview(programme: Programme, today: date) -> Overview:
    """Two queries; one where the programme says that it has no rotation (with_rotation)."""
    rows = list(visits_of(programme).exclude(state=VisitState.CANCELLED)[:NEWEST_TURNS])
    for visit in rows:
        visit.programme = programme
    shown = [one for one in rows if one.ends_on >= today or one.state in OWES_REPORT]
    rotations = programme.rotations.exclude(agreed_at=None)
    if not getattr(programme, "has_rotation", True):
        rotations = rotations.none()
    rules_ = rotations.values_list("level", "kind", "order", "turns__year", "turns__host")
    held: dict[str, list[Held]] = defaultdict(list)
    for visit in reversed([one for one in rows if one.host_party_id is None]):
        held[visit.level].append(Held(visit.starts_on.year, visit.host))
    by_level: dict[str, Rule] = {}
    years: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for level, kind, order, year, host in rules_:
        by_level[level] = rule_of(kind, order)
        if year is not None:
            years[level].append((year, host))
    for level, told in years.items():
        held[level] += recorded(told)
    following = [
        (
            level,
            next_host(
                by_level[level],
                sorted(held[level], key=lambda one: one.year),
                today.year,
            ),
        )
        for level in Level
        if level in by_level
    ]
    return Overview(sorted(shown, key=lambda one: one.starts_on)[:AHEAD], following)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A visit on the desk: one that comes, or one whose report the seat's own side owes."""

    visit: Visit
    report_due: date | None = None

    def is_late(self, today: date) -> bool:
        return self.report_due is not None and self.report_due < today


def for_desk(programmes: Iterable[Programme], seat: Seat, today: date, days: int = 60) -> list[Ahead]:
    """Reports one's own side owes, then visits under way and in the next days; one query."""
    by_id = {programme.pk: programme for programme in programmes}
    rows = (
        Visit.objects.filter(programme__in=list(by_id))
        .select_related("host_party__institution")
        .filter(Q(state__in=OWES_REPORT) | Q(ends_on__gte=today, starts_on__lte=today + timedelta(days=days)))
        .exclude(state__in=[VisitState.CANCELLED, VisitState.CLOSED, VisitState.REPORTED])
        .order_by("starts_on", "id")[:20]
    )
    found = []
    for visit in rows:
        visit.programme = by_id[visit.programme_id]
        own = side_of(visit.programme, seat)
        owes = visit.state in OWES_REPORT
        if owes and (own is None or own.position != visit.travelling):
            continue
        found.append(Ahead(visit, visit.report_due if owes else None))
    return sorted(found, key=lambda one: (one.report_due is None, one.report_due or one.visit.starts_on))[:6]
