"""Reads about meetings: what was promised in them, who answers for it, how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from songfai.kit.languages import Trilingual
from songfai.plans.models import Activity, PlanItem
from songfai.plans.states import FINISHED
from songfai.programmes.models import Answerable, Programme
from songfai.record.states import Stage
from songfai.visits import rules
from songfai.visits.models import Meeting, Promise, Visit
from songfai.visits.states import PromiseState


def meetings_of(visit: Visit) -> QuerySet[Meeting]:
    """Meetings with their promises, and who answers for what was promised."""
    return with_promises(Meeting.objects.filter(visit=visit).select_related("document__standing"))


def with_promises(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    answerables = Answerable.objects.select_related("unit", "person", "side")
    promises = Promise.objects.select_related("commitment", "unit_1", "unit_2").order_by("number", "id")
    promises = promises.prefetch_related(Prefetch("commitment__answerables", answerables))
    return meetings.prefetch_related(Prefetch("promises", promises))


def promise_of_commitment(programme: Programme, key: UUID) -> QuerySet[Promise]:
    return Promise.objects.filter(commitment__programme=programme, commitment__key=key).select_related(
        "meeting__visit"
    )


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
