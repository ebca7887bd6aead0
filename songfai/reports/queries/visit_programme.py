"""Gathering the programme of a visit."""

from datetime import datetime

from django.utils import timezone

from songfai.parties.queries import lineage
from songfai.reports.queries.parties import name_of
from songfai.reports.queries.year import writers
from songfai.reports.visit_facts import LineFacts, MeetingFacts, MemberFacts, VisitProgramme
from songfai.visits.models import Visit
from songfai.visits.queries import days_of


def visit_programme(visit: Visit, at: datetime) -> VisitProgramme:
    """Of a visit read with visits.queries.on_paper; the sides are called as on its first day. `at` is in local time."""
    sides = writers([visit.programme], lineage(), visit.starts_on, visit.starts_on).sides_of(visit.programme)
    return VisitProgramme(
        slug=visit.programme.slug,
        programme=visit.programme.title,
        sides=(sides[0], sides[1]),
        host=visit.host,
        host_party=name_of(visit.host_party),
        title=visit.title,
        purpose=visit.purpose,
        place=visit.place,
        manner=visit.manner,
        starts_on=visit.starts_on,
        ends_on=visit.ends_on,
        confirmed_on=timezone.localdate(visit.confirmed_at) if visit.confirmed_at else None,
        members=(
            *(
                MemberFacts(one.person.name, one.person.courtesy, one.post, one.role)
                for one in visit.members.all()
            ),
            *(MemberFacts(one.name, "", one.post, one.role) for one in visit.delegates.all()),
        ),
        lines=tuple(
            LineFacts(
                day.day, line.at, line.text, line.place, *([line.meeting.counterpart] if line.meeting else [])
            )
            for day in days_of(visit)
            for line in day.lines
        ),
        meetings=tuple(
            MeetingFacts(
                one.title, one.held_on, one.starts_at, one.ends_at, one.place, one.counterpart, one.agenda
            )
            for one in visit.meetings.all()
        ),
        compiled_at=at,
    )
