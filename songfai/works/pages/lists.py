"""The register of works, one's own, and what waits for one's word or vote."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.kit.clock import today
from songfai.kit.forms import current_language
from songfai.kit.long_files import About, csv_response, xlsx_response
from songfai.kit.paging import count_in_words, page_of
from songfai.kit.states import State
from songfai.kit.streams import Streams, stretch_and_count
from songfai.kit.tables import Column
from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.works.forms import FilterForm, UnitsForm
from songfai.works.models import Work
from songfai.works.pages.parts import read_at, worker
from songfai.works.pages.rows import rows_drawn
from songfai.works.permissions import may
from songfai.works.queries import (
    BenefitFilter,
    Filter,
    as_handed_in,
    bodies,
    bodies_of,
    clocks,
    council_works,
    every,
    has_more_units,
    latest,
    narrowed,
    own_lists,
    sent_up_works,
    shown,
    streams_of,
    to_score,
    to_vote,
    units_of,
    waiting_confirmation,
    with_list,
    years,
)
from songfai.works.states import Level, Stage, WorkType


def receipt_of(row: Work) -> str:
    found = latest(row)
    return found.receipt if found else ""


def filed_on(row: Work) -> Any:
    if row.stage == Stage.PARTNER:
        return row.partner.filed_on
    found = latest(row)
    return found.filed_on if found else None


def unit_of(row: Work) -> Any:
    """Of a work of the partner where it is from: it is only read by the institution that has its row."""
    if row.stage == Stage.PARTNER:
        return row.partner.unit_then or row.partner.body
    return row.unit.name if row.unit else row.institution.name


def due_of(row: Work) -> Any:
    found = latest(row)
    return found.due if found else None


def authors_of(row: Work) -> str:
    return "; ".join(one.name.best(current_language())[0] for one in row.authors.all())


def fields_of(row: Work) -> str:
    return "; ".join(one.name.best(current_language())[0] for one in row.fields.all())


def words_of(states: type[State], value: str) -> str:
    """As get_x_display, which words every choice anew for each row."""
    return _(states(value).words) if value else ""


COLUMNS = [
    Column("receipt", gettext_lazy("Filing receipt"), receipt_of),
    Column("filed", gettext_lazy("Filed on"), filed_on, "date"),
    Column("title", gettext_lazy("Title of the work"), lambda row: row.title),
    Column("type", gettext_lazy("Type of solution"), lambda row: words_of(WorkType, row.type)),
    Column("fields", gettext_lazy("Fields"), fields_of),
    Column("authors", gettext_lazy("Authors"), authors_of),
    Column("unit", gettext_lazy("Unit"), unit_of),
    Column("state", gettext_lazy("State"), lambda row: words_of(Stage, row.stage)),
    Column("level", gettext_lazy("Level of recognition"), lambda row: words_of(Level, row.level)),
    Column("due", gettext_lazy("Due"), due_of, "date"),
]


# With more units than that they are chosen in the figures, not from a list of thousands.
UNITS_LISTED = 200


def form_of(request: HttpRequest, *, units: bool = True) -> FilterForm:
    """The filters as the address has them. The unit can be narrowed to from the figures, however many there are."""
    return FilterForm(
        request.GET or None,
        years=years(request.seat, today()),
        units=units_of(request.seat) if units else None,
        bodies=bodies(request.seat) if units else None,
    )


def about(form: FilterForm, title: str) -> About:
    """What stands over every figure and file: what it is, when it was read, what it is narrowed to."""
    said = "; ".join(f"{label}: {value}" for label, value in form.said())
    return [
        (_("List"), title),
        read_at(),
        (_("Filter"), said or _("none")),
    ]


def _file(
    request: HttpRequest, form: FilterForm, streams: Streams[Work], filename: str
) -> HttpResponseBase | None:
    wanted, language = request.GET.get("export"), current_language()
    if wanted not in ("xlsx", "csv"):
        return None
    rows: Iterator[Work] = (row for some in every(streams, request.seat) for row in some)
    write = csv_response if wanted == "csv" else xlsx_response
    return write(about(form, _("Initiatives")), COLUMNS, rows, language, filename)


def index(request: HttpRequest) -> HttpResponseBase:
    """The works of the unit, newest first, narrowed by what the address says."""
    worker(request)
    form = form_of(request)
    wanted = form.wanted()
    streams = streams_of(request.seat, wanted, today())
    if file := _file(request, form, streams, f"works-{wanted.year or 'all'}-{today():%Y%m%d}"):
        return file
    few_units(form, wanted, request.seat)
    page, count = stretch_and_count(request, streams, lambda ids: shown(ids, request.seat))
    more = {
        "page": page,
        "count": count_in_words(count, current_language()) if count else "",
        "searched_to": page.searched_to,
        "figures": can(request.seat, "read"),
    }
    return _list(request, "all", form, wanted, more)


def few_units(form: UnitsForm, wanted: Filter | BenefitFilter, seat: Seat) -> None:
    """The units are offered where they are few; else only the one that was chosen, to be let go of. The body, where there
    is more than one."""
    fields: dict[str, Any] = form.fields
    if len(bodies_of(seat)) < 2:
        del fields["body"]
    # What has no unit is led to from its figure; the box is there to be let go of.
    if not wanted.no_unit:
        del fields["no_unit"]
    field = fields["unit"]
    if has_more_units(seat, UNITS_LISTED):
        field.queryset = field.queryset.filter(pk=wanted.unit.pk) if wanted.unit else field.queryset.none()


def own(request: HttpRequest) -> HttpResponse:
    """Works the person is an author of or has entered."""
    worker(request)
    return _short(request, own_lists(request.seat), "own")


def sat_on(request: HttpRequest) -> HttpResponse:
    """Works before a council the person sits on, and those it had, of whatever unit."""
    worker(request)
    return _short(request, [council_works(request.seat)], "sat_on")


def sent_up(request: HttpRequest) -> HttpResponse:
    """Works that a unit below has sent up to the person's institution."""
    worker(request)
    return _short(request, [sent_up_works(request.seat)], "sent_up")


def _short(request: HttpRequest, lists: Sequence[QuerySet[Work]], active: str) -> HttpResponse:
    form = form_of(request, units=False)
    wanted = form.wanted()
    lists = [with_list(narrowed(rows, wanted, today())) for rows in lists]
    page = page_of(request, lists, "-listed_on")
    as_handed_in(page.rows, request.seat)
    return _list(request, active, form, wanted, {"page": page})


def _list(
    request: HttpRequest, active: str, form: FilterForm, wanted: Filter, more: dict[str, Any]
) -> HttpResponse:
    context = {
        "active": active,
        "form": form,
        "rows": more["page"].rows,
        "lines": rows_drawn(more["page"].rows, today()),
        "narrowed": wanted != Filter(),
        "to_vote": to_vote(request.seat),
        "to_score": to_score(request.seat),
        "to_confirm": waiting_confirmation(request.seat),
        "clocks": clocks(request.seat, today()) if active == "own" else [],
        "can_begin": may(request.seat, "begin"),
        "can_give": may(request.seat, "behalf"),
    }
    return render(request, "works/list.html", context | more)
