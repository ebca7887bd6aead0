"""Who would be in two places at once: members of delegations, and people named as participants of activities.

A member of a delegation is a person on record; a participant is only a name that was typed. Two members are the same
person when the record says so, anybody else when the names are the same in one of the three languages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from songfai.kit.forms import current_language
from songfai.parties.models import Seat
from songfai.people.models import Person
from songfai.plans.models import Activity, Participation
from songfai.plans.queries import activities_visible_to
from songfai.plans.rules import LONGEST_STAY, is_stay, name_key, names_in
from songfai.plans.states import ActivityState
from songfai.visits.models import Member, Visit
from songfai.visits.queries.visits import visits_visible_to
from songfai.visits.states import VisitState

Place = Visit | Activity
# What two mentions of one person have in common: the person's id, or a name as `name_key` has it.
Key = int | str


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody whom a visit or an activity wants while another one does. `name`: as written where one is looking."""

    name: str
    other: Place

    @property
    def is_visit(self) -> bool:
        return isinstance(self.other, Visit)


def clashes_of(visit: Visit, seat: Seat) -> list[Clash]:
    """Members of a delegation who are wanted elsewhere on these days, in what the seat may see; two queries.

    What is done under the visit's own commitments, or was entered as a part of it, is not elsewhere.
    """
    members = [member.person for member in visit.members.all()]
    if not members:
        return []
    names: dict[Key, str] = {}
    for person in members:
        names |= dict.fromkeys((person.pk, *_keys(person)), person.name.best(current_language())[0])
    days = visit.starts_on, visit.ends_on
    delegates = [(one.person_id, one.visit) for one in _members(seat, *days).exclude(visit=visit)]
    linked = {one.pk for one in visit.activities.all()}
    commitments = {one.pk for one in visit.commitments.all()}
    participants = [
        (key, activity)
        for key, activity in _participants(seat, *days)
        if activity.pk not in linked and activity.commitment_id not in commitments
    ]
    return _found(names, [*delegates, *participants])


def clashes_of_activity(activity: Activity, seat: Seat) -> list[Clash]:
    """People named as participants who are wanted elsewhere on these days; no query where nobody is, else two."""
    names: dict[Key, str] = {}
    for one in activity.participations.all():
        names |= {key: name for name in names_in(one.persons) if (key := name_key(name))}
    if not names or not _is_elsewhere(activity):
        return []
    days = activity.starts_on, activity.ends_on
    own_visits = Visit.objects.filter(
        Q(activities=activity) | Q(commitments=activity.commitment_id)
    ).order_by()
    members = _members(seat, *days).exclude(visit__in=own_visits.values("pk"))
    delegates = [(key, one.visit) for one in members for key in _keys(one.person)]
    participants = [(key, other) for key, other in _participants(seat, *days) if other != activity]
    return _found(names, [*delegates, *participants])


def _found(names: dict[Key, str], wanted: Iterable[tuple[Key, Place]]) -> list[Clash]:
    """Each name and place once, however many forms of the name are the same."""
    return list(dict.fromkeys(Clash(names[key], place) for key, place in wanted if key in names))


def _members(seat: Seat, first: date, last: date) -> QuerySet[Member]:
    """Members of delegations that are away on these days."""
    seen = visits_visible_to(seat).exclude(state=VisitState.CANCELLED)
    return (
        Member.objects.filter(visit__in=seen, visit__starts_on__lte=last, visit__ends_on__gte=first)
        .select_related("person", "visit__programme")
        .order_by("visit__starts_on", "id")
    )


def _participants(seat: Seat, first: date, last: date) -> Iterator[tuple[str, Activity]]:
    """The names of people in activities on these days, each with its activity."""
    # A stay is not longer than that: an index on the first day serves.
    seen = activities_visible_to(seat).filter(
        starts_on__gt=first - timedelta(days=LONGEST_STAY), starts_on__lte=last, ends_on__gte=first
    )
    rows = Participation.objects.filter(activity__in=seen.order_by().values("pk")).exclude(persons="")
    for one in rows.select_related("activity__programme").order_by("activity__starts_on", "id"):
        if _is_elsewhere(one.activity):
            yield from ((key, one.activity) for name in names_in(one.persons) if (key := name_key(name)))


def _is_elsewhere(activity: Activity) -> bool:
    return activity.state != ActivityState.CANCELLED and is_stay(activity.starts_on, activity.ends_on)


def _keys(person: Person) -> set[str]:
    return set(filter(None, map(name_key, person.name.as_dict().values())))
