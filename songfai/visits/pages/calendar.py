"""Visits of a programme as a calendar: a month on the screen, everything as an iCalendar file."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from songfai.kit.clock import now, today
from songfai.kit.export import attachment
from songfai.kit.formats import first_weekday, month_name, weekday
from songfai.kit.forms import current_language
from songfai.visits import calendar
from songfai.visits.models import Visit
from songfai.visits.pages.parts import programme_of
from songfai.visits.permissions import may
from songfai.visits.queries import between, visits_of, with_meetings

# The file holds the last year and what lies ahead: a calendar, not an archive.
BACK, FORWARD = timedelta(days=366), timedelta(days=3 * 366)


def month(request: HttpRequest, slug: str) -> HttpResponse:
    """One month; `?month=2026-03`."""
    programme = programme_of(request, slug)
    shown = month_of(request.GET.get("month", ""), visits_of(programme))
    for visit in shown["visits"]:
        visit.programme = programme
    context = {"programme": programme, "can_propose": may(request.seat, programme, "propose"), **shown}
    return render(request, "visits/calendar.html", context)


def month_of(wanted: str, found: QuerySet[Visit]) -> dict[str, Any]:
    """What visits/_month.html shows of some visits: the month `wanted` (2026-03), else this one. One query."""
    year, number = _wanted(wanted)
    language = current_language()
    weeks = calendar.weeks(year, number, first_weekday(language))
    visits = list(between(found, weeks[0][0], weeks[-1][-1]))
    rows = [(visit.starts_on, visit.ends_on, visit) for visit in visits]
    before, after = calendar.month_after(year, number, -1), calendar.month_after(year, number, 1)
    return {
        "heading": f"{month_name(number, language).capitalize()} {year}",
        "weekdays": [weekday(day, language) for day in weeks[0]],
        "weeks": [[(day, day.month == number, calendar.on_day(rows, day)) for day in week] for week in weeks],
        "visits": [one for one in visits if one.starts_on.month == number or one.ends_on.month == number],
        "before": f"{before[0]}-{before[1]:02}",
        "after": f"{after[0]}-{after[1]:02}",
        "today": today(),
    }


def _wanted(text: str) -> tuple[int, int]:
    """The month the address asks for; this one where it says nothing that can be read."""
    year, dash, number = text.partition("-")
    if dash and year.isdecimal() and number.isdecimal() and len(text) <= 7:
        wanted = int(year), int(number)
        if 1950 <= wanted[0] <= 2200 and 1 <= wanted[1] <= 12:
            return wanted
    return today().year, today().month


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
