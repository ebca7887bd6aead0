"""Visits made by the room's own actions, as far as a test needs them. The first side travels, the second hosts."""

from datetime import date, datetime, time
from types import SimpleNamespace

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.programmes.models import Programme
from songfai.programmes.states import CommitmentType
from songfai.visits import actions
from songfai.visits.models import Meeting, Promise, Visit
from songfai.visits.queries import visits_of, with_parts
from songfai.visits.states import Level, Manner, MeetingKind, VisitState
from tests import factories as make
from tests.fixtures.kept import kept

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 5)


def visit_values(**fields: object) -> dict[str, object]:
    given = {
        "title": make.words("Visit"),
        "level": Level.HIGH,
        "host": 2,
        "host_reason": Trilingual(),
        "manner": Manner.IN_PERSON,
        "starts_on": FIRST,
        "ends_on": LAST,
        "place": make.words("Vientiane"),
        "purpose": Trilingual(),
    }
    return given | fields


@kept
def proposed(made: SimpleNamespace | None = None, commitments: int = 1, **fields: object) -> SimpleNamespace:
    made = made or make.programme_in_force()
    made.visit = actions.propose(
        programme=made.programme,
        values=visit_values(**fields),
        commitments=made.commitments[:commitments],
        by=made.leader_a,
        at=make.NOW,
    )
    return made


def take(made: SimpleNamespace, step: str, by: object, at: datetime = make.NOW, **values: object) -> Visit:
    """One step of the made visit; the page would find the visit anew each time."""
    made.visit = getattr(actions, step)(visit=fresh(made), by=by, at=at, **values)
    return made.visit


def fresh(made: SimpleNamespace) -> Visit:
    programme = Programme.objects.get(pk=made.programme.pk)
    visit = with_parts(visits_of(programme)).get(pk=made.visit.pk)
    visit.programme = programme
    return visit


SCHEME = {"number": "12/QĐ-BNV", "approved_on": date(2026, 2, 10), "approved_by": make.words("Superior")}


@kept
def until(state: VisitState, made: SimpleNamespace | None = None, **fields: object) -> SimpleNamespace:
    """A visit that has come as far as a state."""
    made = proposed(made, **fields)
    if state == VisitState.CANCELLED:
        take(made, "cancel", made.leader_a, reason=make.words("Storm"))
        return made
    walk = [
        (
            VisitState.IN_PLAN,
            "take_in",
            made.leader_b,
            {"item": None, "off_plan_reason": make.words("Asked")},
        ),
        (VisitState.SCHEME_APPROVED, "approve_scheme", made.leader_a, SCHEME),
        (VisitState.CONFIRMED, "confirm", made.leader_b, {}),
        (VisitState.IN_PROGRESS, "begin", made.leader_b, {}),
        (VisitState.DONE, "finish", made.leader_a, went()),
        (VisitState.REPORTED, "report", made.leader_a, {"text": make.words("Report")}),
        (VisitState.CLOSED, "close", made.leader_b, {}),
    ]
    wanted = VisitState.DONE if state == VisitState.DONE_OTHERWISE else state
    reached = VisitState.PROPOSED
    for after, step, by, values in walk:
        if reached == wanted:
            break
        if step == "approve_scheme":
            take(made, "write_scheme", made.leader_a, scheme=make.words("Scheme"))
        if step == "finish" and state == VisitState.DONE_OTHERWISE:
            values = went(otherwise="A meeting was left out")
        take(made, step, by, **values)
        reached = after
    return made


def went(otherwise: str = "", returned_on: date = LAST) -> dict[str, object]:
    return {
        "returned_on": returned_on,
        "as_planned": not otherwise,
        "deviation": make.words(otherwise) if otherwise else Trilingual(),
    }


def meeting_values(**fields: object) -> dict[str, object]:
    given = {
        "kind": MeetingKind.TALKS,
        "title": make.words("Talks"),
        "held_on": date(2026, 3, 4),
        "starts_at": time(8, 30),
        "ends_at": time(11, 0),
        "place": Trilingual(),
        "counterpart": make.words("The ministry"),
        "agenda": make.words("Results of 2025"),
        "without_minutes": False,
    }
    return given | fields


def promise_values(**fields: object) -> dict[str, object]:
    given = {
        "text": make.words("Four more trainees"),
        "type": CommitmentType.COURSE,
        "bearer": 1,
        "due": PartialDate(2026, 4, 15),
    }
    return given | fields


@kept
def met(made: SimpleNamespace | None = None, promises: int = 1, **fields: object) -> SimpleNamespace:
    """A meeting with minutes and promises, in a visit that is under way."""
    made = made or until(VisitState.IN_PROGRESS)
    made.meeting = actions.save_meeting(
        visit=made.visit, values=meeting_values(**fields), by=made.leader_b, at=make.NOW
    )
    actions.write_minutes(meeting=made.meeting, minutes=make.words("Said"), by=made.leader_a, at=make.NOW)
    for _one in range(promises):
        values = promise_values(unit_1=make.unit(made.leader_a.institution))
        actions.save_promise(meeting=made.meeting, values=values, by=made.leader_a, at=make.NOW)
    made.meeting = meeting(made)
    return made


def meeting(made: SimpleNamespace) -> Meeting:
    found = Meeting.objects.select_related("document__standing").get(pk=made.meeting.pk)
    found.visit = fresh(made)
    return found


@kept
def offered(made: SimpleNamespace | None = None, **more: object) -> SimpleNamespace:
    made = met(made, **more)
    made.meeting = actions.offer_minutes(meeting=made.meeting, by=made.leader_a, at=make.NOW)
    return made


@kept
def in_force(made: SimpleNamespace | None = None, **more: object) -> SimpleNamespace:
    made = offered(made, **more)
    made.meeting = actions.approve_minutes(
        meeting=meeting(made), seen=made.meeting.document.sha256, by=made.leader_b, at=make.NOW
    )
    return made


def promise(made: SimpleNamespace) -> Promise:
    return Promise.objects.select_related("commitment").get(meeting=made.meeting)
