"""The visits of every programme of an institution: a list, and a month of them; what we host and where we travel."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from songfai.kit.clock import today
from songfai.kit.export import export_response
from songfai.kit.paging import page_of
from songfai.kit.tables import Column
from songfai.portfolio.forms import VisitsForm
from songfai.portfolio.permissions import check_may
from songfai.visits.queries import Filter, hosted_by, narrowed, visits_visible_to, with_programmes
from songfai.visits.tables import COLUMNS, month_of

ACROSS = [Column("programme", gettext_lazy("Programme"), lambda visit: visit.programme.title), *COLUMNS]


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Newest first, or the month the address asks for; all of a filter can be exported."""
    seat = request.seat
    check_may(seat, "look")
    form = VisitsForm(request.GET, seat=seat, today=today())
    values = form.cleaned_data if form.is_valid() else {}
    wanted = Filter(
        text=values.get("text", ""),
        year=values.get("year"),
        level=values.get("level", ""),
        state=values.get("state", ""),
    )
    rows = with_programmes(narrowed(visits_visible_to(seat), wanted, today()).order_by("-starts_on", "-id"))
    if slug := values.get("programme", ""):
        rows = rows.filter(programme__slug=slug)
    if host := values.get("host", ""):
        assert seat is not None  # check_may has said no
        rows = hosted_by(rows, seat.stands_for | {seat.institution_id}, host=host == "own")
    if file := export_response(request, rows, ACROSS, "visits", _("Visits")):
        return file
    view = "calendar" if request.GET.get("view") == "calendar" else "list"
    context: dict[str, Any] = {
        "form": form,
        "view": view,
        "views": [
            (one, words, _query(request, view=one))
            for one, words in (("list", _("List")), ("calendar", _("Calendar")))
        ],
        "narrowed": bool(slug or host) or wanted != Filter(),
        "today": today(),
    }
    if view == "calendar":
        month = month_of(request.GET.get("month", ""), rows)
        kept = _query(request, view=view)
        return render(
            request, "portfolio/visits.html", context | month | {"month_query": f"{kept}&", "across": True}
        )
    page = page_of(request, rows, "-starts_on")
    shown = [(visit, visit.standing(today())) for visit in page.rows]
    return render(request, "portfolio/visits.html", context | {"page": page, "rows": shown})


def _query(request: HttpRequest, **changes: str) -> str:
    """The filters of the address, without what belongs to one page of one view."""
    query = request.GET.copy()
    for name in ("month", "after", "before", "export", "language"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()
