"""The activities of every programme of an institution: a list, a board, a calendar, a timeline, one set of filters."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from songfai.kit.clock import today
from songfai.kit.export import export_response
from songfai.kit.forms import current_language
from songfai.kit.streams import Stretch, stretch_of, stretches_of
from songfai.kit.tables import Column
from songfai.parties.permissions import can
from songfai.plans.models import Activity
from songfai.plans.states import ActivityState
from songfai.portfolio import queries
from songfai.portfolio.forms import QUARTERS, FilterForm
from songfai.portfolio.pages.lines import lines_of, rows_drawn
from songfai.portfolio.pages.months import Month, bars_of, day_in_year, month_of, quarters_of
from songfai.portfolio.permissions import check_may
from songfai.portfolio.states import View

# Rows of a column of the board, of a month, of a year, of a file.
IN_COLUMN, IN_MONTH, IN_YEAR, IN_FILE = 12, 300, 150, 5000


def side_name(row: Activity) -> Any:
    return next(
        side.name_on(row.starts_on) for side in row.programme.sides.all() if side.position == row.side
    )


COLUMNS = [
    Column("programme", gettext_lazy("Programme"), lambda row: row.programme.title),
    Column("number", gettext_lazy("Commitment"), lambda row: row.commitment.number, "number"),
    Column("title", gettext_lazy("Activity"), lambda row: row.title),
    Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    Column("starts_on", gettext_lazy("First day"), lambda row: row.starts_on, "date"),
    Column("ends_on", gettext_lazy("Last day"), lambda row: row.ends_on, "date"),
    Column("side", gettext_lazy("Recorded by"), side_name),
    Column("unit", gettext_lazy("Unit that answers"), lambda row: row.unit.name if row.unit else ""),
    Column("person", gettext_lazy("Person who answers"), lambda row: row.person.name if row.person else ""),
    Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    state: str
    words: str
    lines: list[dict[str, Any]]
    more: str


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What the address asks for; all of a filter can be exported, up to 5,000 rows."""
    check_may(request.seat, "look")
    form = FilterForm(request.GET, seat=request.seat, today=today())
    wanted = form.wanted()
    view = View(request.GET["view"]) if request.GET.get("view") in set(View) else View.LIST
    if request.GET.get("export"):
        rows = _page(request, wanted, IN_FILE).rows
        if file := export_response(request, rows, COLUMNS, "activities", _("Activities")):
            return file
    context: dict[str, Any] = {
        "form": form,
        "view": view,
        "views": [(one.value, _(one.words), _query(request, view=one.value)) for one in View],
        "query": _query(request),
        "more_query": _query(request, view=view.value, more="1"),
        "narrowed": wanted != queries.Wanted(),
        "can_change": can(request.seat, "record"),
    }
    context |= VIEWS[view](request, wanted)
    if not request.GET.get("after"):  # said once, over the first page
        context["unsummed"] = queries.ended_unsummed(request.seat, today())
    return render(request, f"portfolio/{view.value}.html", context)


def _query(request: HttpRequest, **more: str) -> str:
    """The filters of the address, without the place in the list."""
    query = request.GET.copy()
    for name in ("after", "export", "view", "month", "key", "all", "more"):
        query.pop(name, None)
    for name in [name for name, value in query.items() if not value]:
        query.pop(name)
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def _page(request: HttpRequest, wanted: queries.Wanted, size: int) -> Stretch[Activity]:
    return stretch_of(request, queries.streams_of(request.seat, wanted), queries.shown, size)


def as_list(request: HttpRequest, wanted: queries.Wanted) -> dict[str, Any]:
    page = _page(request, wanted, 50)
    own = queries.own_among(page.rows, request.seat)
    return {"page": page, "lines": rows_drawn(page.rows, own, with_boxes=can(request.seat, "record"))}


def as_board(request: HttpRequest, wanted: queries.Wanted) -> dict[str, Any]:
    """A column for each state, its newest rows; all of a state are in the list."""
    states = [state for state in ActivityState if wanted.state in ("", state.value)]
    lists = queries.streams_of_each(request.seat, [replace(wanted, state=state.value) for state in states])
    pages = stretches_of(request, lists, queries.shown, IN_COLUMN)
    return {
        "columns": [
            BoardColumn(
                state.value,
                _(state.words),
                lines_of(page.rows),
                _query(request, state=state.value) if page.next_query else "",
            )
            for state, page in zip(states, pages, strict=True)
        ]
    }


def as_calendar(request: HttpRequest, wanted: queries.Wanted) -> dict[str, Any]:
    """The month of the address, else of today, week by week; activities stand on each of their days."""
    year, month = month_of(request.GET.get("month", ""), wanted, today())
    shown = Month(year, month, current_language())
    within = (shown.first_day, shown.last_day)
    page = _page(request, replace(wanted, year=None, quarter=None, month=None, within=within), IN_MONTH)
    shown.fill(page.rows)
    return {
        "month": shown,
        "today": today(),
        "before": _query(request, view="calendar", month=shown.before),
        "after": _query(request, view="calendar", month=shown.after),
        "cut": bool(page.next_query) and page.searched_to is None,
        "searched_to": page.searched_to,
    }


def as_timeline(request: HttpRequest, wanted: queries.Wanted) -> dict[str, Any]:
    """The year of the filter, else this one, each activity a bar."""
    year = wanted.year or today().year
    page = _page(request, replace(wanted, year=year), IN_YEAR)
    bars = bars_of(page.rows, year)
    return {
        "year": year,
        "bars": list(zip(lines_of(bar.activity for bar in bars), bars, strict=True)),
        "quarters": quarters_of(year),
        "today": today(),
        "now": day_in_year(today(), year),
        "quarter_names": [name for _number, name in QUARTERS.pairs[1:]],
        "before": _query(request, view="timeline", year=str(year - 1)),
        "after": _query(request, view="timeline", year=str(year + 1)),
        "cut": bool(page.next_query),
    }


VIEWS = {
    View.LIST: as_list,
    View.BOARD: as_board,
    View.CALENDAR: as_calendar,
    View.TIMELINE: as_timeline,
}
