"""Reads about visits: the list, and one visit with all that belongs to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from songfai.kit.languages import Trilingual
from songfai.kit.stamps import stamp
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.people.models import Person
from songfai.plans.models import Activity, PlanItem
from songfai.plans.states import ActivityState
from songfai.plans.terms import item_id
from songfai.plans.then import end_of
from songfai.programmes.models import Programme, Side
from songfai.programmes.queries import further_parties_of, visible_to
from songfai.visits.models import Cost, Delegate, Entry, Gift, Meeting, Member, Visit
from songfai.visits.queries.meetings import with_promises
from songfai.visits.states import OVER, OWES_REPORT, VisitState


def visits_visible_to(seat: Seat | None) -> QuerySet[Visit]:
    """Both sides see a visit from its proposal on; whoever may not read the programme sees none of them."""
    return Visit.objects.filter(programme__in=visible_to(seat)).exclude(programme__register=None)


def with_programmes(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """For lists across programmes: each with its programme and both sides. Three queries."""
    sides = Side.objects.select_related("institution")
    return visits.select_related("programme", "host_party__institution").prefetch_related(
        Prefetch("programme__sides", sides)
    )


def hosted_by(visits: QuerySet[Visit], bodies: Collection[int], *, host: bool) -> QuerySet[Visit]:
    """The visits one of the bodies hosts, or those its people travel to."""
    own = Side.objects.filter(
        programme=OuterRef("programme"), position=OuterRef("host"), institution__in=bodies
    )
    return visits.filter(Exists(own) if host else ~Exists(own))


def visits_of(programme: Programme) -> QuerySet[Visit]:
    """Newest first."""
    visits = Visit.objects.filter(programme=programme).select_related("host_party__institution")
    return visits.order_by("-starts_on", "-id")


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


def told_in(year: int, until: date) -> Q:
    """What a report of the year tells as of the end of the day `until`: delegations that were back by then, however late
    that was entered, and visits that were cancelled by then. One called off only after the year in which it was to begin
    is told in the year in which that was said: a report up to the end of the earlier one stays as it was (ADR 159)."""
    days = (date(year, 1, 1), min(until, date(year, 12, 31)))
    said = Q(cancelled_at=None) | Q(cancelled_at__lt=end_of(until))
    within = {
        "cancelled_at__gte": end_of(date(year - 1, 12, 31)),
        "cancelled_at__lt": end_of(date(year, 12, 31)),
    }
    since = Q(starts_on__lt=days[0], **within)
    return Q(state__in=OVER, returned_on__lte=until, starts_on__range=days) | Q(
        said, Q(starts_on__range=days) | since, state=VisitState.CANCELLED
    )


def between(visits: QuerySet[Visit], first: date, last: date) -> QuerySet[Visit]:
    """Visits that have a day in a period, in the order of time; what was cancelled is left out."""
    return (
        visits.filter(starts_on__lte=last, ends_on__gte=first)
        .exclude(state=VisitState.CANCELLED)
        .order_by("starts_on", "id")
    )


def with_parts(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """With all that the page of a visit shows, in a constant number of queries."""
    meetings = with_promises(Meeting.objects.select_related("document__standing"))
    return visits.select_related(
        "item__plan", "item__commitment", "scheme_file", "report_version__rule", "host_party__institution"
    ).prefetch_related(
        "commitments",
        Prefetch("activities", Activity.objects.select_related("commitment").order_by("starts_on", "id")),
        Prefetch("members", Member.objects.select_related("person").order_by("number", "id")),
        Prefetch("delegates", Delegate.objects.order_by("number", "id")),
        Prefetch("entries", Entry.objects.order_by("day", "at", "id")),
        Prefetch("meetings", meetings.order_by("held_on", "starts_at", "id")),
        Prefetch("gifts", Gift.objects.order_by("side", "id")),
        Prefetch("costs", Cost.objects.order_by("side", "id")),
    )


def on_paper(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """With what the printed programme says: the delegation, the days, the meetings."""
    return with_meetings(visits.select_related("host_party__institution")).prefetch_related(
        Prefetch("members", Member.objects.select_related("person").order_by("number", "id")),
        Prefetch("delegates", Delegate.objects.order_by("number", "id")),
        Prefetch("entries", Entry.objects.order_by("day", "at", "id")),
    )


def with_meetings(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    return visits.prefetch_related(
        Prefetch("meetings", Meeting.objects.order_by("held_on", "starts_at", "id"))
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


def known_persons(bodies: Collection[int]) -> QuerySet[Person]:
    """Whoever has, or had, a seat of the bodies, and whoever they sent before by name only."""
    seats = Person.objects.filter(account__seats__institution__in=bodies)
    visits = "delegations__visit"
    sent = Person.objects.filter(
        ~Q(**{f"{visits}__host": F(f"{visits}__programme__sides__position")}),
        **{f"{visits}__programme__sides__institution__in": bodies, "account__isnull": True},
    )
    return Person.objects.filter(Q(pk__in=seats.values("pk")) | Q(pk__in=sent.values("pk"))).order_by("id")


def activities_during(visit: Visit) -> QuerySet[Activity]:
    """What is recorded already, under the commitments the visit carries out, on days of the visit, and is no other visit."""
    return Activity.objects.filter(
        Q(visits=None) | Q(visits=visit),
        programme=visit.programme_id,
        commitment__in=visit.commitments.all(),
        starts_on__lte=visit.ends_on,
        ends_on__gte=visit.starts_on,
    ).exclude(state=ActivityState.CANCELLED)


def item_titles(programme: Programme) -> dict[str, Trilingual]:
    """Titles of the items of plans that were offered, by the identifier papers use; the newest plan's words."""
    rows = PlanItem.objects.filter(plan__programme=programme).exclude(plan__document=None)
    return {item_id(one.key): one.title for one in rows.order_by("plan__version")}


def names_told(programme: Programme) -> dict[str, Trilingual]:
    """What an arrangement names by an identifier, in words: items of plans and further parties."""
    further = {one.institution.origin: one.display_name for one in further_parties_of(programme)}
    return item_titles(programme) | further


def stamp_of(row: Any, names: Sequence[str]) -> str:
    """Changes with every value of the row that a form shows."""
    return stamp(*(str(getattr(row, name)) for name in names)) if row is not None else ""
