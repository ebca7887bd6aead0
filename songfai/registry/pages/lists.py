"""The register: what went out, what came in, what waits to be registered; the year on paper."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.kit.clock import today
from songfai.kit.export import export_response
from songfai.kit.paging import capped_count, page_of
from songfai.kit.tables import Column
from songfai.registry.forms import FilterForm
from songfai.registry.models import OfficialDocument
from songfai.registry.pages.parts import reader
from songfai.registry.permissions import may
from songfai.registry.queries import (
    Filter,
    bodies_of,
    documents,
    ended_for,
    found_in,
    from_partners,
    late,
    narrowed,
    not_registered,
    register_of,
    series_for,
    to_register,
    years_of,
)
from songfai.registry.states import SENT, Direction

# So many of what came from partners stand above the list; the rest are on their own page.
SHOWN = 20


def sender_of(row: OfficialDocument) -> Any:
    return row.sender_institution.name if row.sender_institution else row.sender


def recipients_of(row: OfficialDocument) -> str:
    return "; ".join(str(one) for one in row.recipients.all())


def kept(row: OfficialDocument) -> str:
    return _("for ever") if row.kept_for_ever else str(row.retention_years or "")


COMMON = [
    Column("type", gettext_lazy("Type"), lambda row: row.type.name if row.type else _("Letter")),
    Column("subject", gettext_lazy("Subject"), lambda row: row.subject),
]
LAST = [
    Column("signer", gettext_lazy("Signed by"), lambda row: row.signer),
    Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
    Column("reason", gettext_lazy("Reason"), lambda row: row.reason),
    Column("archive", gettext_lazy("Archive number"), lambda row: row.archive_number),
    Column("kept", gettext_lazy("Years to keep"), kept),
    Column("destroyed", gettext_lazy("Destroyed by a decision of"), lambda row: row.destroyed_on, "date"),
]
COLUMNS = {
    Direction.OUT: [
        Column("number", gettext_lazy("No."), lambda row: row.number, "number"),
        Column("printed", gettext_lazy("Number as printed"), lambda row: row.printed),
        Column("dated", gettext_lazy("Date of the document"), lambda row: row.dated, "date"),
        *COMMON,
        Column("recipients", gettext_lazy("Recipients"), recipients_of),
        *LAST,
    ],
    Direction.IN: [
        Column("number", gettext_lazy("Arrival number"), lambda row: row.number, "number"),
        Column("arrived", gettext_lazy("Arrived on"), lambda row: row.listed_on, "date"),
        Column("sender", gettext_lazy("Sender"), sender_of),
        Column("sender_number", gettext_lazy("Number on the paper"), lambda row: row.sender_number),
        Column("dated", gettext_lazy("Date of the document"), lambda row: row.dated, "date"),
        *COMMON,
        Column("answer_by", gettext_lazy("To be dealt with by"), lambda row: row.answer_by, "date"),
        Column("unit", gettext_lazy("Unit"), lambda row: row.unit.name if row.unit else ""),
        Column("outcome", gettext_lazy("How it was dealt with"), lambda row: row.outcome),
        *LAST,
    ],
}
NAMES = {Direction.OUT: gettext_lazy("Outgoing documents"), Direction.IN: gettext_lazy("Incoming documents")}


def outgoing(request: HttpRequest) -> HttpResponse:
    return _list(request, Direction.OUT)


def incoming(request: HttpRequest) -> HttpResponse:
    return _list(request, Direction.IN)


def _wanted(form: FilterForm, late: bool) -> Filter:
    values = form.cleaned_data if form.is_valid() else {}
    programme = values.get("programme")
    return Filter(
        text=values.get("q", ""),
        year=values.get("year"),
        series=values.get("series"),
        type=values.get("type"),
        state=values.get("state", ""),
        programme=programme.slug if programme else "",
        late_on=today() if late else None,
    )


def _list(request: HttpRequest, direction: Direction) -> HttpResponse:
    """One direction of the register, newest first, narrowed by what the address says."""
    reader(request)
    years = years_of(request.seat, today())
    form = FilterForm(request.GET or None, seat=request.seat, direction=direction, years=years)
    wanted = _wanted(form, direction == Direction.IN and request.GET.get("late") == "1")
    rows = narrowed(documents(request.seat).filter(direction=direction), wanted)
    rows = rows.prefetch_related("recipients__institution")
    if request.GET.get("export"):
        ordered = rows.order_by("-listed_on", "-id")
        name = f"register-{direction}-{wanted.year or 'all'}"
        if file := export_response(request, ordered, COLUMNS[direction], name, str(NAMES[direction])):
            return file
    # A list for each institution whose register it is, in the order of an index.
    page = page_of(
        request, [rows.filter(institution=pk) for pk in sorted(bodies_of(request.seat))], "-listed_on"
    )
    context = {
        "direction": direction,
        "title": NAMES[direction],
        "form": form,
        "page": page,
        "rows": page.rows,
        "found": found_in(page.rows, wanted.text),
        "narrowed": wanted != Filter(),
        "waiting": capped_count(to_register(request.seat)),
        "has_series": series_for(request.seat.institution, direction).exists(),
        "can_write": may(request.seat, "draft" if direction == Direction.OUT else "register"),
        "can_series": may(request.seat, "series"),
        # Told above the list, unless the list is narrowed to it already.
        "late_count": late(documents(request.seat), today()).count()
        if direction == Direction.IN and wanted.late_on is None
        else 0,
        "ended_count": capped_count(ended_for(request.seat, today())),
        "print_year": wanted.year or (years[0] if years else today().year),
    }
    return render(request, "registry/list.html", context)


def arrivals(request: HttpRequest) -> HttpResponse:
    """What other institutions of this server and the partners' servers have sent and nobody has registered yet."""
    reader(request)
    page = page_of(request, to_register(request.seat), "sent_on")
    waiting = list(not_registered(from_partners(request.seat)).order_by("sent_on", "id")[: SHOWN + 1])
    context = {
        "page": page,
        "rows": page.rows,
        "can_register": may(request.seat, "register"),
        "sent": SENT,
        "papers": waiting[:SHOWN],
        "more_papers": len(waiting) > SHOWN,
    }
    return render(request, "registry/arrivals.html", context)


def printed(request: HttpRequest, direction: str, year: int) -> HttpResponse:
    """The register of a year on paper, in the order of series and number; cancelled numbers stand in it."""
    reader(request)
    if direction not in set(Direction):
        raise Http404
    which = Direction(direction)
    context = {
        "direction": which,
        "title": NAMES[which],
        "year": year,
        "rows": register_of(request.seat, which, year),
        "institution": request.seat.institution,
        "today": today(),
    }
    return render(request, "registry/print.html", context)
