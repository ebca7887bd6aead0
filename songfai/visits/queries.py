"""Reads about visits: the list, one visit with all that belongs to it, the rotation, what lies ahead."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from songfai.kit.languages import Trilingual
from songfai.kit.stamps import stamp
from songfai.kit.text import fold
from songfai.parties.models import Institution, Seat
from songfai.people.models import Person
from songfai.plans.models import Activity, PlanItem
from songfai.plans.states import FINISHED
from songfai.programmes.models import Answerable, Programme
from songfai.programmes.queries import side_of, visible_to
from songfai.record.states import Stage
from songfai.visits import rules
from songfai.visits.models import Cost, Entry, Gift, Meeting, Member, Promise, Rotation, Visit
from songfai.visits.rotation import Held, Proposed, Rule, next_host
from songfai.visits.states import OWES_REPORT, Level, PromiseState, RotationKind, VisitState

AHEAD = 4
NEWEST_TURNS = 40


def visits_visible_to(seat: Seat | None) -> QuerySet[Visit]:
    """Both sides see a visit from its proposal on; whoever may not read the programme sees none of them."""
    return Visit.objects.filter(programme__in=visible_to(seat)).exclude(programme__register=None)


def visits_of(programme: Programme) -> QuerySet[Visit]:
    """Newest first."""
    return Visit.objects.filter(programme=programme).order_by("-starts_on", "-id")


# ---- The list -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of visits is narrowed to. Empty values do not narrow."""

    text: str = ""
    year: int | None = None
    level: str = ""
    state: str = ""
    host: int | None = None


def narrowed(visits: QuerySet[Visit], wanted: Filter, today: date) -> QuerySet[Visit]:
    if wanted.text:
        visits = visits.filter(search__contains=fold(wanted.text))
    if wanted.year:
        visits = visits.filter(
            starts_on__gte=date(wanted.year, 1, 1), starts_on__lte=date(wanted.year, 12, 31)
        )
    if wanted.level:
        visits = visits.filter(level=wanted.level)
    if wanted.host:
        visits = visits.filter(host=wanted.host)
    owed = Q(state__in=OWES_REPORT, returned_on__lt=today)
    if wanted.state == VisitState.REPORT_DUE:
        visits = visits.filter(owed)
    elif wanted.state in OWES_REPORT:
        visits = visits.filter(state=wanted.state).exclude(owed)
    elif wanted.state:
        visits = visits.filter(state=wanted.state)
    return visits


def between(visits: QuerySet[Visit], first: date, last: date) -> QuerySet[Visit]:
    """Visits that have a day in a period, in the order of time; what was cancelled is left out."""
    return (
        visits.filter(starts_on__lte=last, ends_on__gte=first)
        .exclude(state=VisitState.CANCELLED)
        .order_by("starts_on", "id")
    )


# ---- One visit --------------------------------------------------------------------------------------------


def with_parts(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """With all that the page of a visit shows, in a constant number of queries."""
    meetings = _with_promises(Meeting.objects.select_related("document__standing"))
    return visits.select_related("item__plan", "item__commitment").prefetch_related(
        "commitments",
        Prefetch("activities", Activity.objects.select_related("commitment").order_by("starts_on", "id")),
        Prefetch("members", Member.objects.select_related("person").order_by("number", "id")),
        Prefetch("entries", Entry.objects.order_by("day", "at", "id")),
        Prefetch("meetings", meetings.order_by("held_on", "starts_at", "id")),
        Prefetch("gifts", Gift.objects.order_by("side", "id")),
        Prefetch("costs", Cost.objects.order_by("side", "id")),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the day programme: a meeting, or anything else."""

    at: time | None
    text: Trilingual
    place: Trilingual
    entry: Entry | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    lines: list[Line]


def days_of(visit: Visit) -> list[Day]:
    """The programme of the visit by day; what has a time comes after what has none."""
    lines: dict[date, list[Line]] = defaultdict(list)
    for entry in visit.entries.all():
        lines[entry.day].append(Line(entry.at, entry.text, entry.place, entry=entry))
    for meeting in visit.meetings.all():
        lines[meeting.held_on].append(Line(meeting.starts_at, meeting.title, meeting.place, meeting=meeting))
    return [
        Day(day, sorted(lines[day], key=lambda line: (line.at is not None, line.at or time.min)))
        for day in sorted(lines)
    ]


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and how it stands today."""

    promise: Promise
    meeting: Meeting
    state: PromiseState

    @property
    def owners(self) -> list[tuple[int, Trilingual]]:
        return owners(self.promise)

    @property
    def is_complete(self) -> bool:
        """Whether it has an owner and a date."""
        return bool(self.promise.due and self.owners)


def owners(promise: Promise) -> list[tuple[int, Trilingual]]:
    """Who answers for it: the position of the side, and the unit or person each side named."""
    if promise.commitment is not None:
        return [(one.side.position, one.who) for one in promise.commitment.answerables.all()]
    named = ((1, promise.unit_1), (2, promise.unit_2))
    return [(position, unit.name) for position, unit in named if unit is not None]


def promised_in(meetings: Iterable[Meeting], today: date) -> list[Promised]:
    """The promises of meetings with how each stands: two queries whatever their number."""
    pairs = [(promise, meeting) for meeting in meetings for promise in meeting.promises.all()]
    kept = [promise.commitment_id for promise, _meeting in pairs if promise.commitment_id]
    finished: dict[int, date] = {}
    planned: set[int] = set()
    if kept:
        done = Activity.objects.filter(commitment__in=kept, state__in=FINISHED, ends_on__lte=today)
        for commitment, day in done.values_list("commitment_id", "ends_on"):
            finished[commitment] = min(finished.get(commitment, day), day)
        items = PlanItem.objects.filter(commitment__in=kept, plan__document__standing__stage=Stage.IN_FORCE)
        planned = set(items.values_list("commitment_id", flat=True))
    return [
        Promised(promise, meeting, rules.promise_state(_facts(promise, finished, planned), today))
        for promise, meeting in pairs
    ]


def _facts(promise: Promise, finished: dict[int, date], planned: set[int]) -> rules.PromiseFacts:
    return rules.PromiseFacts(
        is_commitment=promise.commitment_id is not None,
        has_owner=bool(owners(promise)),
        due=promise.due.due() if promise.due else None,
        finished_on=finished.get(promise.commitment_id or 0),
        in_plan=promise.commitment_id in planned,
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody of this delegation whom another visit wants on the same days."""

    member: Member
    other: Visit


def clashes_of(visit: Visit, seat: Seat) -> list[Clash]:
    """Looked for in the visits the seat may see; one query."""
    members = {member.person_id: member for member in visit.members.all()}
    if not members:
        return []
    others = Member.objects.filter(
        person__in=members,
        visit__in=visits_visible_to(seat),
        visit__starts_on__lte=visit.ends_on,
        visit__ends_on__gte=visit.starts_on,
    ).exclude(Q(visit=visit) | Q(visit__state=VisitState.CANCELLED))
    found = {(one.person_id, one.visit_id): one for one in others.select_related("visit__programme")}
    own = [rules.Stay(person, visit.pk, visit.starts_on, visit.ends_on) for person in members]
    theirs = [
        rules.Stay(person, pk, one.visit.starts_on, one.visit.ends_on) for (person, pk), one in found.items()
    ]
    return [
        Clash(members[stay.person], found[other.person, other.visit].visit)
        for stay, other in rules.clashes(own, theirs)
    ]


@dataclass(frozen=True, slots=True)
class Total:
    """What one side has estimated and spent in one currency."""

    side: int
    currency: str
    planned: int
    spent: int


def totals(costs: Iterable[Cost]) -> list[Total]:
    """By side and currency; currencies are never added up."""
    sums: dict[tuple[int, str], list[int]] = {}
    for cost in costs:
        pair = sums.setdefault((cost.side, cost.currency), [0, 0])
        pair[0] += cost.planned or 0
        pair[1] += cost.spent or 0
    return [Total(side, currency, *pair) for (side, currency), pair in sorted(sums.items())]


def known_persons(institution: Institution) -> QuerySet[Person]:
    """Whoever has, or had, a seat of the institution, and whoever it sent before by name only."""
    seats = Person.objects.filter(account__seats__institution=institution)
    visits = "delegations__visit"
    sent = Person.objects.filter(
        ~Q(**{f"{visits}__host": F(f"{visits}__programme__sides__position")}),
        **{f"{visits}__programme__sides__institution": institution, "account__isnull": True},
    )
    return Person.objects.filter(Q(pk__in=seats.values("pk")) | Q(pk__in=sent.values("pk"))).order_by("id")


def activities_during(visit: Visit) -> QuerySet[Activity]:
    """What is recorded already, under the commitments the visit carries out, on days of the visit."""
    return Activity.objects.filter(
        programme=visit.programme_id,
        commitment__in=visit.commitments.all(),
        starts_on__lte=visit.ends_on,
        ends_on__gte=visit.starts_on,
    ).exclude(state="cancelled")


# ---- What a form was filled from ------------------------------------------------------------------------


def stamp_of(row: Any, names: Sequence[str]) -> str:
    """Changes with every value of the row that a form shows."""
    return stamp(*(str(getattr(row, name)) for name in names)) if row is not None else ""


# ---- Rotation -----------------------------------------------------------------------------------------------


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
            held = [Held(one.year, one.host) for one in years]
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
    visits = visits.exclude(state=VisitState.CANCELLED)
    if without is not None:
        visits = visits.exclude(pk=without.pk).filter(starts_on__lte=without.starts_on)
    rows = visits.values_list("starts_on", "host")[:NEWEST_TURNS]
    # Oldest first: of two visits in one year the later one says who hosted last.
    held: list[tuple[int, int | None]] = [(start.year, host) for start, host in rows][::-1]
    held += rotation.turns.filter(year__lte=year).values_list("year", "host")
    turns = [Held(when, host) for when, host in sorted(held, key=lambda one: one[0])]
    return next_host(rule_of(rotation.kind, rotation.order), turns, year)


# ---- For the desk -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overview:
    """What the programme page says of visits: those under way and ahead, reports owed, who hosts next by level."""

    visits: list[Visit]
    next: list[tuple[Level, Proposed]]

    def __bool__(self) -> bool:
        return bool(self.visits or self.next)


def overview(programme: Programme, today: date) -> Overview:
    """Two queries."""
    rows = list(visits_of(programme).exclude(state=VisitState.CANCELLED)[:NEWEST_TURNS])
    for visit in rows:
        visit.programme = programme
    shown = [one for one in rows if one.ends_on >= today or one.state in OWES_REPORT]
    rules_ = programme.rotations.exclude(agreed_at=None).values_list(
        "level", "kind", "order", "turns__year", "turns__host"
    )
    held: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for visit in reversed(rows):
        held[visit.level].append((visit.starts_on.year, visit.host))
    by_level: dict[str, Rule] = {}
    for level, kind, order, year, host in rules_:
        by_level[level] = rule_of(kind, order)
        if year is not None:
            held[level].append((year, host))
    following = [
        (
            level,
            next_host(
                by_level[level],
                [Held(*one) for one in sorted(held[level], key=lambda one: one[0])],
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


# ---- Meetings, rotations, calendars -----------------------------------------------------------------------


def meetings_of(visit: Visit) -> QuerySet[Meeting]:
    """Meetings with their promises, and who answers for what was promised."""
    return _with_promises(Meeting.objects.filter(visit=visit).select_related("document__standing"))


def _with_promises(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    answerables = Answerable.objects.select_related("unit", "person", "side")
    promises = Promise.objects.select_related("commitment", "unit_1", "unit_2").order_by("number", "id")
    promises = promises.prefetch_related(Prefetch("commitment__answerables", answerables))
    return meetings.prefetch_related(Prefetch("promises", promises))


def with_meetings(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    return visits.prefetch_related(
        Prefetch("meetings", Meeting.objects.order_by("held_on", "starts_at", "id"))
    )


def promise_of_commitment(programme: Programme, key: UUID) -> QuerySet[Promise]:
    return Promise.objects.filter(commitment__programme=programme, commitment__key=key).select_related(
        "meeting__visit"
    )


def rotations_of(programme: Programme) -> QuerySet[Rotation]:
    return Rotation.objects.filter(programme=programme).order_by("id")
