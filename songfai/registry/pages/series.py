"""Series of numbers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.saving import tried
from songfai.parties.permissions import check
from songfai.parties.states import Layout
from songfai.registry import actions
from songfai.registry.forms import SeriesForm
from songfai.registry.models import Series
from songfai.registry.pages.parts import form_page, reader
from songfai.registry.permissions import check_may, may
from songfai.registry.queries import series_of, with_last
from songfai.registry.states import NumberForm, Numbers

NAMES = ("title", "numbers", "symbol", "form", "goes_on_year", "goes_on_from", "active", "two_persons")


def index(request: HttpRequest) -> HttpResponse:
    reader(request)
    rows = with_last(series_of(request.seat), today().year)
    context = {"rows": rows, "year": today().year, "can_series": may(request.seat, "series")}
    return render(request, "registry/series.html", context)


@require_POST
def usual(request: HttpRequest) -> HttpResponse:
    """Open the usual series of the institution in one go."""
    check(request.seat, "read")
    actions.open_usual_series(by=request.seat, at=now())
    messages.success(request, _("The usual series are open."))
    return redirect("registry:series")


def edit(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """Open a series, or change one."""
    check(request.seat, "read")
    shown = get_object_or_404(series_of(request.seat), key=key) if key else None
    check_may(request.seat, "series", shown)

    def fresh() -> dict[str, Any]:
        if key is None:
            body = request.seat.institution
            form = NumberForm.LAO if body.layout == Layout.LA else NumberForm.STATE
            return {"numbers": Numbers.COUNCIL, "form": form, "active": True}
        row: Series = series_of(request.seat).get(key=key)
        return {name: getattr(row, name) for name in NAMES} | {"seen": row.revision}

    def form_of(data: Any) -> SeriesForm:
        return SeriesForm(data, initial=fresh())

    def save(form: SeriesForm) -> None:
        seen = form.seen_revision if shown else None
        told = {"values": form.values(), "by": request.seat, "at": now()}
        actions.save_series(series=shown, seen_revision=seen, **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("registry:series")
    return form_page(
        request,
        done,
        title=_("Change a series") if shown else _("Open a series of numbers"),
        lead=_("It begins with 1 on each 1 January. A council named as issuer has one of its own."),
        back=reverse("registry:series"),
    )
