"""The register of works, one's own, and what waits for one's word or vote."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.kit.clock import today
from songfai.kit.export import export_response
from songfai.kit.forms import current_language
from songfai.kit.paging import page_of
from songfai.kit.tables import Column
from songfai.works.forms import FilterForm
from songfai.works.models import Work
from songfai.works.pages.parts import worker
from songfai.works.permissions import may
from songfai.works.queries import (
    Filter,
    latest,
    narrowed,
    own_works,
    to_vote,
    waiting_confirmation,
    with_list,
    works,
    years_of,
)


def receipt_of(row: Work) -> str:
    found = latest(row)
    return found.receipt if found else ""


def filed_on(row: Work) -> Any:
    found = latest(row)
    return found.filed_on if found else None


def due_of(row: Work) -> Any:
    found = latest(row)
    return found.due if found else None


def authors_of(row: Work) -> str:
    return "; ".join(one.name.best(current_language())[0] for one in row.authors.all())


def fields_of(row: Work) -> str:
    return "; ".join(one.name.best(current_language())[0] for one in row.fields.all())


COLUMNS = [
    Column("receipt", gettext_lazy("Filing receipt"), receipt_of),
    Column("filed", gettext_lazy("Filed on"), filed_on, "date"),
    Column("title", gettext_lazy("Title of the work"), lambda row: row.title),
    Column("type", gettext_lazy("Type of solution"), lambda row: row.get_type_display()),
    Column("fields", gettext_lazy("Fields"), fields_of),
    Column("authors", gettext_lazy("Authors"), authors_of),
    Column("unit", gettext_lazy("Unit"), lambda row: row.unit.name if row.unit else row.institution.name),
    Column("state", gettext_lazy("State"), lambda row: row.get_stage_display()),
    Column("due", gettext_lazy("Due"), due_of, "date"),
]


def index(request: HttpRequest) -> HttpResponse:
    """Every work the person may see, newest first, narrowed by what the address says."""
    worker(request)
    return _list(request, works(request.seat), "all")


def own(request: HttpRequest) -> HttpResponse:
    """Works the person is an author of or has entered."""
    worker(request)
    return _list(request, own_works(request.seat), "own")


def _wanted(form: FilterForm) -> Filter:
    values = form.cleaned_data if form.is_valid() else {}
    return Filter(
        text=values.get("q", ""),
        year=values.get("year"),
        type=values.get("type", ""),
        field=values.get("field"),
        stage=values.get("stage", ""),
        late=bool(values.get("late")),
    )


def _list(request: HttpRequest, rows: QuerySet[Work], active: str) -> HttpResponse:
    day = today()
    form = FilterForm(request.GET or None, years=years_of(rows))
    wanted = _wanted(form)
    found = with_list(narrowed(rows, wanted, day))
    if request.GET.get("export"):
        ordered = found.order_by("-listed_on", "-id")
        if file := export_response(
            request, ordered, COLUMNS, f"works-{wanted.year or 'all'}", _("Initiatives")
        ):
            return file
    page = page_of(request, found, "-listed_on")
    context = {
        "active": active,
        "form": form,
        "page": page,
        "rows": [(row, latest(row)) for row in page.rows],
        "narrowed": wanted != Filter(),
        "today": day,
        "to_vote": list(to_vote(request.seat)),
        "to_confirm": list(waiting_confirmation(request.seat)),
        "can_begin": may(request.seat, "begin"),
    }
    return render(request, "works/list.html", context)
