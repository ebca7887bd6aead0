"""Gathering the report on a visit from what the record holds of it."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from songfai.kit.formats import CURRENCIES
from songfai.kit.languages import Trilingual
from songfai.parties.queries import lineage
from songfai.programmes.states import Progress
from songfai.reports.figures import count
from songfai.reports.queries.parties import name_of
from songfai.reports.queries.year import writers
from songfai.reports.visit_facts import MemberFacts
from songfai.reports.visit_report_facts import CostFacts, GiftFacts, MetFacts, PromiseFacts, VisitReport
from songfai.visits.models import Cost, Meeting, Visit
from songfai.visits.queries import Promised, promised_in


def gather_visit(visit: Visit, at: datetime) -> VisitReport:
    """Of a visit read with visits.queries.with_parts. `at` is the moment of compiling, in local time.

    What was promised stands as on that day. Minutes that are not in force are not quoted: nobody has signed them yet.
    """
    day = at.date()
    meetings = list(visit.meetings.all())
    promised = promised_in(meetings, day)
    sides = writers([visit.programme], lineage(), visit.starts_on, day).sides_of(visit.programme)
    return VisitReport(
        slug=visit.programme.slug,
        key=str(visit.key),
        programme=visit.programme.title,
        sides=(sides[0], sides[1]),
        host=visit.host,
        host_party=name_of(visit.host_party),
        title=visit.title,
        purpose=visit.purpose,
        place=visit.place,
        manner=visit.manner,
        level=visit.level,
        starts_on=visit.starts_on,
        ends_on=visit.ends_on,
        returned_on=visit.returned_on,
        report_due=visit.report_due,
        reported_on=timezone.localdate(visit.reported_at) if visit.reported_at else None,
        item=(visit.item.plan.year, visit.item.number) if visit.item else None,
        off_plan_reason=visit.off_plan_reason,
        scheme_number=visit.scheme_number,
        scheme_on=visit.scheme_on,
        scheme_by=visit.scheme_by,
        deviation=visit.deviation,
        report=visit.report,
        members=(
            *(
                MemberFacts(one.person.name, one.person.courtesy, one.post, one.role)
                for one in visit.members.all()
            ),
            *(MemberFacts(one.name, "", one.post, one.role) for one in visit.delegates.all()),
        ),
        met=tuple(_met(one, promised) for one in meetings),
        gifts=tuple(GiftFacts(one.side, one.text, one.recipient) for one in visit.gifts.all()),
        costs=tuple(_cost(one) for one in visit.costs.all()),
        commitments=tuple(
            sorted((one.number, one.short or one.text) for one in visit.commitments.all()),
        ),
        meetings=count("visit.meetings", "meetings", tuple(str(one.key) for one in meetings)),
        signed=count("visit.signed", "meetings", tuple(str(one.key) for one in meetings if one.is_in_force)),
        promises=count("visit.promises", "promises", tuple(_key(one) for one in promised)),
        owned=count("visit.owned", "promises", tuple(_key(one) for one in promised if one.is_complete)),
        late=count(
            "visit.late", "promises", tuple(_key(one) for one in promised if one.state == Progress.LATE)
        ),
        compiled_at=at,
    )


def _key(one: Promised) -> str:
    return f"{one.meeting.key}:{one.promise.number}"


def _met(meeting: Meeting, promised: list[Promised]) -> MetFacts:
    in_force = meeting.is_in_force
    standing = meeting.document.standing if meeting.document else None
    signed_at = standing.in_force_at if standing and in_force else None
    return MetFacts(
        key=str(meeting.key),
        title=meeting.title,
        kind=meeting.kind,
        held_on=meeting.held_on,
        place=meeting.place,
        counterpart=meeting.counterpart,
        minutes=meeting.minutes if in_force else Trilingual(),
        signed_on=timezone.localdate(signed_at) if signed_at else None,
        without_minutes=meeting.without_minutes,
        promises=tuple(
            PromiseFacts(
                key=_key(one),
                text=one.promise.text,
                bearer=one.promise.bearer,
                due=one.promise.due,
                state=str(one.state or "draft"),
                owners=tuple(one.owners),
            )
            for one in promised
            if one.meeting is meeting
        ),
    )


def _cost(row: Cost) -> CostFacts:
    unit = 10 ** CURRENCIES[row.currency][0]

    def amount(minor: int | None) -> Decimal | None:
        return None if minor is None else Decimal(minor) / unit

    return CostFacts(row.side, row.kind, amount(row.planned), amount(row.spent), row.currency, row.note)
