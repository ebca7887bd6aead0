"""What lists of visits show, of one programme and across programmes: the columns, and the weeks of a month."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.kit.clock import today
from songfai.kit.dates import PartialDate
from songfai.kit.formats import first_weekday, format_date, weekday
from songfai.kit.forms import current_language
from songfai.kit.tables import Column
from songfai.visits import calendar
from songfai.visits.models import Visit
from songfai.visits.queries import between


def host_name(visit: Visit) -> Any:
    """The further party that hosts, else the side, as it was called then."""
    if visit.host_party is not None:
        return visit.host_party.display_name
    return next(
        side.name_on(visit.starts_on) for side in visit.programme.sides.all() if side.position == visit.host
    )


COLUMNS = [
    Column("title", gettext_lazy("Visit"), lambda visit: visit.title),
    Column("level", gettext_lazy("Level"), lambda visit: visit.get_level_display()),
    Column("host", gettext_lazy("Host"), host_name),
    Column("manner", gettext_lazy("How it is held"), lambda visit: visit.get_manner_display()),
    Column("starts_on", gettext_lazy("First day"), lambda visit: visit.starts_on, "date"),
    Column("ends_on", gettext_lazy("Last day"), lambda visit: visit.ends_on, "date"),
    Column("place", gettext_lazy("Place"), lambda visit: visit.place),
    Column("state", gettext_lazy("State"), lambda visit: _(visit.standing(today()).words)),
    Column("report_due", gettext_lazy("Report due"), lambda visit: visit.report_due, "date"),
]


def month_of(wanted: str, found: QuerySet[Visit]) -> dict[str, Any]:
    """What visits/_month.html shows of some visits: the month `wanted` (2026-03), else this one. One query."""
    year, number = _wanted(wanted)
    language = current_language()
    weeks = calendar.weeks(year, number, first_weekday(language))
    visits = list(between(found, weeks[0][0], weeks[-1][-1]))
    rows = [(visit.starts_on, visit.ends_on, visit) for visit in visits]
    before, after = calendar.month_after(year, number, -1), calendar.month_after(year, number, 1)
    return {
        "heading": capfirst(format_date(PartialDate(year, number), language)),
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
