"""After the visit: the delegation is back, writes its report, and the host has read it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from songfai.kit.errors import N_
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.plans import actions as plans
from songfai.plans.states import ActivityState
from songfai.programmes.states import CommitmentType
from songfai.visits import rules
from songfai.visits.actions.visits import keep, step, tell_other
from songfai.visits.models import Visit
from songfai.visits.queries import activities_during, report_term
from songfai.visits.statements import say_visit
from songfai.visits.states import Step, VisitState


def count_report(visit: Visit) -> None:
    """The last day for the report, by the rule that applied on the day of the return; none before it."""
    version, counted = report_term(visit)
    visit.report_due = counted.due if counted else None
    visit.report_version, visit.report_counted = version, counted.as_dict() if counted else {}


@transaction.atomic
def finish(
    *,
    visit: Visit,
    returned_on: date | None,
    as_planned: bool,
    deviation: Trilingual,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Visit:
    """The delegation is back: the term for its report runs, and each commitment of the visit has its activity.

    What is recorded already under a commitment on days of the visit is that activity; otherwise it is recorded now for
    the travelling side. Either way the visit shows that it took place.
    """
    visit = step(visit, Step.FINISH, by, seen_revision)
    today = timezone.localdate(at)
    rules.require_begun(visit.starts_on, today)
    rules.require_returned(returned_on, visit.starts_on, today)
    rules.require_deviation(as_planned, bool(deviation))
    assert returned_on is not None
    visit.state = VisitState.DONE if as_planned else VisitState.DONE_OTHERWISE
    visit.returned_on, visit.deviation = returned_on, deviation
    count_report(visit)
    keep(visit, by, at, "finish", state=visit.state, returned_on=returned_on.isoformat())
    _count(visit, by, at)
    say_visit(visit, by, at)
    tell_other(visit, by, at, N_("%(side)s is back from the visit %(title)s; its report follows."))
    return visit


def _count(visit: Visit, by: Seat, at: datetime) -> None:
    recorded = {one.commitment_id: one for one in activities_during(visit).order_by("-id")}
    assert visit.returned_on is not None
    # A delegation that came home early shows what took place until then.
    shown_on = min(visit.ends_on, visit.returned_on)
    for commitment in visit.commitments.order_by("number"):
        activity = recorded.get(commitment.pk)
        if activity is None:
            item = visit.item if visit.item and visit.item.commitment_id == commitment.pk else None
            values = {
                "commitment": commitment,
                "item": item,
                "title": visit.title,
                "kind": CommitmentType.VISIT,
                "starts_on": visit.starts_on,
                "ends_on": shown_on,
                "place": visit.place,
                "state": ActivityState.DONE_OTHERWISE if visit.deviation else ActivityState.DONE,
                "reason": visit.deviation.best("en")[0],
                "result": Trilingual(),
            }
            activity = plans.record_activity(programme=visit.programme, values=values, by=by, at=at)
        activity.programme = visit.programme
        plans.attest_activity(activity=activity, on=shown_on, by=by, at=at)
        visit.activities.add(activity)


@transaction.atomic
def report(
    *, visit: Visit, text: Trilingual, by: Seat, at: datetime, seen_revision: int | None = None
) -> Visit:
    """The travelling side's report on the visit; the host reads it."""
    visit = step(visit, Step.REPORT, by, seen_revision)
    rules.require_report(bool(text))
    visit.report, visit.reported_by, visit.reported_at = text, str(by.account)[:200], at
    keep(visit, by, at, "report")
    say_visit(visit, by, at)
    tell_other(visit, by, at, N_("%(side)s wrote its report on the visit %(title)s."))
    return visit


@transaction.atomic
def close(*, visit: Visit, by: Seat, at: datetime, seen_revision: int | None = None) -> Visit:
    """The host has read the report. Nothing of the visit changes after this."""
    visit = step(visit, Step.CLOSE, by, seen_revision)
    visit.closed_by, visit.closed_at = str(by.account)[:200], at
    keep(visit, by, at, "close")
    say_visit(visit, by, at)
    tell_other(visit, by, at, N_("%(side)s took note of the report; the visit %(title)s is closed."))
    return visit
