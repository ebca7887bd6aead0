"""The list of fields a work can be of, with its history; changed by who keeps the server."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from songfai.deadlines.permissions import Keeper
from songfai.kit.clock import now, today
from songfai.kit.saving import tried
from songfai.parties.permissions import can
from songfai.works import actions
from songfai.works.forms import EndFieldForm, FieldForm, ResumeFieldForm
from songfai.works.pages.parts import form_page, worker
from songfai.works.pages.rates import keeper_here
from songfai.works.queries import fields_of_works, fields_with_history


def _keeper(request: HttpRequest) -> Keeper:
    if keeper := keeper_here(request):
        return keeper
    raise Http404


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    keeper = keeper_here(request)
    if keeper is None:
        worker(request)
    context = {
        "rows": list(fields_with_history()),
        "may_change": keeper is not None,
        "works": can(request.seat, "works"),
    }
    return render(request, "works/fields.html", context)


def save(request: HttpRequest, slug: str = "") -> HttpResponse:
    keeper = _keeper(request)
    row = get_object_or_404(fields_of_works(), slug=slug) if slug else None

    def fresh() -> dict[str, Any]:
        if row is None:
            last = fields_of_works().last()
            return {"position": last.position + 1 if last else 1}
        row.refresh_from_db()
        return {"name": row.name, "position": row.position, "seen": row.revision}

    def keep(form: FieldForm) -> None:
        told: dict[str, Any] = {"by": keeper, "at": now(), "field": row}
        if row is not None:
            told["seen_revision"] = form.seen_revision
        actions.save_field(**form.values(), **told)

    lead = _("Works that have the field keep it, under its new name.") if row else ""
    title = _("Change a field") if row else _("Add a field")
    return _form(request, FieldForm, keep, fresh, title=title, lead=lead)


def end(request: HttpRequest, slug: str) -> HttpResponse:
    """End a field, or take its end back."""
    keeper, row = _keeper(request), get_object_or_404(fields_of_works(), slug=slug)
    ended = row.ended_on is not None

    def fresh() -> dict[str, Any]:
        row.refresh_from_db()
        return {"last": today(), "seen": row.revision}

    def keep(form: Any) -> None:
        told: dict[str, Any] = {"by": keeper, "at": now(), "seen_revision": form.seen_revision}
        act: Any = actions.resume_field if ended else actions.end_field
        act(field=row, **form.values(), **told)

    if ended:
        return _form(request, ResumeFieldForm, keep, fresh, title=_("Use the field again"), lead=row.name)
    lead = _("No further work is given it after that day. Works that have it keep it, and are found by it.")
    return _form(request, EndFieldForm, keep, fresh, title=_("End a field"), lead=lead)


def _form(
    request: HttpRequest, form_class: Any, keep: Any, fresh: Any, *, title: str, lead: Any
) -> HttpResponse:
    def form_of(data: Any) -> Any:
        return form_class(data, initial=fresh())

    done = tried(request, form_of, keep, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:fields")
    return form_page(request, done, title=title, lead=lead, back=reverse("works:fields"))
