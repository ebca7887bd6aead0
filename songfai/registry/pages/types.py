"""The types of documents with their codes: the list that comes with the software, and what an institution adds or ends."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from songfai.kit.clock import now, today
from songfai.kit.saving import tried
from songfai.parties.permissions import check
from songfai.registry import actions
from songfai.registry.forms import EndTypeForm, TypeForm
from songfai.registry.models import DocumentType
from songfai.registry.pages.parts import form_page, reader
from songfai.registry.permissions import check_may, may
from songfai.registry.queries import body_of, end_of, is_used, type_lines, types

NAMES = ("name", "code", "is_copy", "valid_from", "basis")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    reader(request)
    context = {"lines": type_lines(request.seat), "can_types": may(request.seat, "types"), "today": today()}
    return render(request, "registry/types.html", context)


def edit(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Add a type of one's own institution, or reword one."""
    check(request.seat, "read")
    shown = _type_of(request, number) if number else None
    check_may(request.seat, "types", shown)
    used = shown is not None and is_used(shown)

    def fresh() -> dict[str, Any]:
        if number is None:
            return {"valid_from": today()}
        row = _type_of(request, number)
        return {name: getattr(row, name) for name in NAMES} | {"seen": row.revision}

    def form_of(data: Any) -> TypeForm:
        return TypeForm(data, used=used, initial=fresh())

    def save(form: TypeForm) -> None:
        seen = form.seen_revision if shown else None
        told = {"values": form.values(), "by": request.seat, "at": now()}
        actions.save_type(row=shown, seen_revision=seen, **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("registry:types")
    lead = _("Your institution’s own, beside the list that comes with the software.")
    if used:
        lead = _("A paper has this type already: its code and its first day stay. End it, and add another.")
    return form_page(
        request,
        done,
        title=_("Change a type") if shown else _("Add a type of document"),
        lead=lead,
        back=reverse("registry:types"),
    )


def end(request: HttpRequest, number: int) -> HttpResponse:
    """From when on one's own institution does not give a type any more."""
    check(request.seat, "read")
    check_may(request.seat, "types")
    shown = _type_of(request, number)

    def fresh() -> dict[str, Any]:
        row = end_of(body_of(shown, request.seat), shown)
        return {"last_day": row.last_day if row else today(), "basis": row.basis if row else None}

    def form_of(data: Any) -> EndTypeForm:
        return EndTypeForm(data, initial=fresh())

    def save(form: EndTypeForm) -> None:
        actions.end_type(row=shown, by=request.seat, at=now(), **form.cleaned_data)

    done = tried(request, form_of, save)
    if done.done:
        messages.success(request, _("Saved. Papers that have this type keep it."))
        return redirect("registry:types")
    return form_page(
        request,
        done,
        title=_("End a type of document"),
        lead=shown.name,
        back=reverse("registry:types"),
    )


@require_POST
def resume(request: HttpRequest, number: int) -> HttpResponse:
    check(request.seat, "read")
    actions.resume_type(row=_type_of(request, number), by=request.seat, at=now())
    messages.success(request, _("The type is given again."))
    return redirect("registry:types")


def _type_of(request: HttpRequest, number: int) -> DocumentType:
    return get_object_or_404(types(request.seat), pk=number)
