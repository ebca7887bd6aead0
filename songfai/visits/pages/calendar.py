"""Visits of a programme as a calendar: a month on the screen, everything as an iCalendar file."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from songfai.kit.clock import now, today
from songfai.kit.export import attachment
from songfai.kit.forms import current_language
from songfai.visits import calendar
from songfai.visits.pages.parts import programme_of
from songfai.visits.permissions import may
from songfai.visits.queries import between, visits_of, with_meetings
from songfai.visits.tables import month_of

# The file holds the last year and what lies ahead: a calendar, not an archive.
BACK, FORWARD = timedelta(days=366), timedelta(days=3 * 366)


def month(request: HttpRequest, slug: str) -> HttpResponse:
    """One month; `?month=2026-03`."""
    programme = programme_of(request, slug)
    shown = month_of(request.GET.get("month", ""), visits_of(programme))
    for visit in shown["visits"]:
        visit.programme = programme
    can_propose = programme.takes_entries and may(request.seat, programme, "propose")
    context = {"programme": programme, "can_propose": can_propose, **shown}
    return render(request, "visits/calendar.html", context)


def file(request: HttpRequest, slug: str) -> HttpResponse:
    """The visits and their meetings as a file that calendars read."""
    programme = programme_of(request, slug)
    language, first, last = current_language(), today() - BACK, today() + FORWARD
    events = []
    for visit in with_meetings(between(visits_of(programme), first, last)):
        address = request.build_absolute_uri(reverse("visits:visit", args=[slug, visit.key]))
        place = visit.place.best(language)[0]
        events.append(
            calendar.Event(
                f"{visit.key}@songfai",
                visit.title.best(language)[0],
                visit.starts_on,
                visit.ends_on,
                place=place,
                address=address,
                sequence=visit.revision,
            )
        )
        for meeting in visit.meetings.all():
            starts = ends = meeting.held_on
            if meeting.starts_at:
                starts = calendar.moment(meeting.held_on, meeting.starts_at)
                until = meeting.ends_at
                ends = calendar.moment(meeting.held_on, until) if until else starts + timedelta(hours=1)
            events.append(
                calendar.Event(
                    f"{meeting.key}@songfai",
                    meeting.title.best(language)[0],
                    starts,
                    ends,
                    place=meeting.place.best(language)[0] or place,
                    address=f"{address}meetings/{meeting.key}/",
                )
            )
    name = _("Visits") + ": " + programme.title.best(language)[0]
    return attachment(
        calendar.ical(name, events, now()), f"{slug}-visits.ics", "text/calendar; charset=utf-8"
    )
