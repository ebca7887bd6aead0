"""Reads about meetings: what was promised in them, who answers for it, how it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from songfai.commitments.queries import state_now
from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.kit.shown import language_name
from songfai.kit.stamps import stamp
from songfai.plans.queries import facts
from songfai.programmes.models import Answerable, Programme
from songfai.programmes.queries import with_heirs_of
from songfai.programmes.states import Progress
from songfai.record.even import Written, uneven
from songfai.visits.models import Meeting, Promise, Visit


def meetings_of(visit: Visit) -> QuerySet[Meeting]:
    """Meetings with their promises, and who answers for what was promised."""
    return with_promises(
        Meeting.objects.filter(visit=visit).select_related("document__standing", "visit__programme")
    )


def with_promises(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    answerables = Answerable.objects.select_related("unit", "person", "side")
    promises = Promise.objects.select_related("commitment", "unit_1", "unit_2").order_by("number", "id")
    promises = promises.prefetch_related(Prefetch("commitment__answerables", answerables))
    return meetings.prefetch_related(Prefetch("promises", promises))


def promise_of_commitment(programme: Programme, key: UUID) -> QuerySet[Promise]:
    return Promise.objects.filter(commitment__programme=programme, commitment__key=key).select_related(
        "meeting__visit"
    )


def written_in(meeting: Meeting, promises: Iterable[Promise]) -> Iterator[Written]:
    """What people wrote of a meeting and its minutes will say; the paths stay with the texts while the minutes are a draft."""
    yield Written("place", gettext("Place"), meeting.place)
    yield Written("counterpart", gettext("With whom"), meeting.counterpart)
    yield Written("agenda", gettext("Agenda"), meeting.agenda)
    yield Written("minutes", gettext("Minutes"), meeting.minutes)
    for number, one in enumerate(promises, 1):
        where = gettext("Promise %(number)s") % {"number": number}
        yield Written(f"promises/p{one.number:02d}/text", where, one.text)


def texts_of(meeting: Meeting, promises: Iterable[Promise]) -> dict[str, Trilingual]:
    return {one.path: one.text for one in written_in(meeting, promises)}


def texts_stamp(meeting: Meeting, promises: Iterable[Promise]) -> str:
    """What somebody read who says that the languages say the same."""
    return stamp({path: text.as_dict() for path, text in texts_of(meeting, promises).items()})


def uneven_in(meeting: Meeting, promises: Iterable[Promise]) -> list[Refused]:
    authentic = {code: language_name(code) for code in meeting.visit.programme.authentic_languages}
    return uneven(written_in(meeting, promises), authentic, meeting.evened)


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and how it stands today: as the commitment it became, by the same rule and in the same word as in the grid
    of the programme. No state while the minutes are a draft."""

    promise: Promise
    meeting: Meeting
    state: Progress | None

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
    with_heirs_of([promise.commitment for promise, _meeting in pairs if promise.commitment], today)
    programmes = {meeting.visit.programme for promise, meeting in pairs if promise.commitment}
    counted = facts(programmes, today) if programmes else None
    return [
        Promised(
            promise,
            meeting,
            state_now(promise.commitment, meeting.visit.programme, counted, today)
            if promise.commitment and counted
            else None,
        )
        for promise, meeting in pairs
    ]
