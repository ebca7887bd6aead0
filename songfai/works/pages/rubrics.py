"""The rubric of a unit's or a province's own rules: begun from one that comes with the software, changed, taken out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.saving import tried
from songfai.works import actions
from songfai.works.actions.councils import ITEM_FIELDS, RUBRIC_FIELDS
from songfai.works.forms import BeginRubricForm, RubricForm, RubricItemForm
from songfai.works.models import Regulation, Rubric
from songfai.works.pages.parts import form_page
from songfai.works.permissions import check_may, check_own
from songfai.works.queries import regulations, rubric_in
from songfai.works.rules.bands import band_lines


def _own(request: HttpRequest, key: UUID) -> Regulation:
    shown = get_object_or_404(regulations(request.seat), key=key)
    check_may(request.seat, "regulation")
    check_own(request.seat, shown.institution_id)
    return shown


def _rubric(request: HttpRequest, key: UUID) -> Rubric:
    row = rubric_in(_own(request, key))
    if row is None:
        raise Http404
    return row


def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = _own(request, key)

    def save(form: BeginRubricForm) -> None:
        actions.begin_rubric(regulation=shown, **form.values(), by=request.seat, at=now())

    done = tried(request, BeginRubricForm, save)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:regulation", key)
    return form_page(
        request,
        done,
        title=_("Let the council give points"),
        lead=_(
            "Each member fills in a score sheet and signs it. Without points the council finds conditions met or not, and votes."
        ),
        back=reverse("works:regulation", args=[key]),
    )


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    row = _rubric(request, key)

    def fresh() -> dict[str, Any]:
        kept = _rubric(request, key)
        assert kept.regulation is not None
        return {name: getattr(kept, name) for name in RUBRIC_FIELDS} | {"seen": kept.regulation.revision}

    def form_of(data: Any) -> RubricForm:
        return RubricForm(data, initial=fresh())

    def save(form: RubricForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.save_rubric(rubric=row, values=form.values(), **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:regulation", key)
    back = reverse("works:regulation", args=[key])
    return form_page(request, done, title=_("Points of the council"), lead=row.title, back=back)


@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.remove_rubric(rubric=_rubric(request, key), by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect("works:regulation", key)


def item(request: HttpRequest, key: UUID, number: int | None = None) -> HttpResponse:
    rubric = _rubric(request, key)
    row = get_object_or_404(rubric.items.all(), pk=number) if number else None

    def form_of(data: Any) -> RubricItemForm:
        known = {name: getattr(row, name) for name in ITEM_FIELDS} if row else {}
        if row:
            known["bands"] = band_lines(row.described)
        return RubricItemForm(data, initial=known)

    def save(form: RubricItemForm) -> None:
        told = {"values": form.cleaned_data, "by": request.seat, "at": now()}
        actions.save_rubric_item(rubric=rubric, item=row, **told)

    done = tried(request, form_of, save)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:regulation", key)
    back = reverse("works:regulation", args=[key])
    return form_page(request, done, title=_("Criterion with points"), lead=rubric.title, back=back)


@require_POST
def remove_item(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    row = get_object_or_404(_rubric(request, key).items.all(), pk=number)
    actions.remove_rubric_item(item=row, by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect("works:regulation", key)
