"""Bodies that take part beside the two sides: entered in the draft, agreed by both with the paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from songfai.kit.clock import now
from songfai.kit.notes import say
from songfai.programmes import actions, queries
from songfai.programmes.forms.editing import FurtherPartyForm
from songfai.programmes.pages.parts import draft, no_files, part


@require_http_methods(["GET", "POST"])
def add_further_party(request: HttpRequest, slug: str) -> HttpResponse:
    programme = draft(request, slug)

    def save(form: FurtherPartyForm) -> None:
        actions.add_further_party(programme=programme, **form.values(), by=request.seat, at=now())

    def initial() -> dict[str, Any]:
        return {}

    return part(
        request,
        programme,
        title=_("Further party"),
        build=lambda **kwargs: FurtherPartyForm(**no_files(kwargs)),
        initial=initial,
        save=save,
        anchor="further",
    )


@require_POST
def remove_further_party(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    row = get_object_or_404(queries.further_parties_of(draft(request, slug)), pk=number)
    actions.remove_further_party(row=row, by=request.seat, at=now())
    say(request, _("The party is taken out of the draft."))
    return redirect(f"{reverse('programmes:edit', args=[slug])}#further")
