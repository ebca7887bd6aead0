"""The commitments of a draft programme: added, changed, moved, taken out."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from songfai.kit.clock import now
from songfai.kit.notes import say
from songfai.programmes import actions
from songfai.programmes.actions.editing import COMMITMENT, commitment_stamp, values_of
from songfai.programmes.forms import editing as forms
from songfai.programmes.models import Commitment, Programme
from songfai.programmes.pages.parts import draft, no_files, part


def _commitment_values(form: forms.CommitmentForm) -> dict[str, Any]:
    values = form.values()
    field = values.pop("field")
    return {**values, "field_id": field.pk if field else None}


@require_http_methods(["GET", "POST"])
def add_commitment(request: HttpRequest, slug: str) -> HttpResponse:
    programme = draft(request, slug)

    def save(form: forms.CommitmentForm) -> None:
        actions.add_commitment(
            programme=programme, values=_commitment_values(form), by=request.seat, at=now()
        )

    return part(
        request,
        programme,
        title=_("New commitment"),
        build=lambda **kwargs: forms.CommitmentForm(**no_files(kwargs)),
        initial=lambda: {"bearer": 0, "type": "other"},
        save=save,
        anchor="commitments",
        sources=_sources(programme, None),
    )


@require_http_methods(["GET", "POST"])
def edit_commitment(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    programme = draft(request, slug)
    commitment = get_object_or_404(programme.commitments.select_related("programme"), key=key)

    def initial() -> dict[str, Any]:
        fresh = programme.commitments.select_related("field").get(pk=commitment.pk)
        values = {name: value for name, value in values_of(fresh, COMMITMENT).items() if name != "field_id"}
        return {**values, "field": fresh.field, "seen": commitment_stamp(fresh)}

    def save(form: forms.CommitmentForm) -> None:
        actions.change_commitment(
            commitment=commitment,
            values=_commitment_values(form),
            seen=form.cleaned_data["seen"],
            by=request.seat,
            at=now(),
        )

    title = _("Commitment %(number)s") % {"number": commitment.number}
    return part(
        request,
        programme,
        title=title,
        build=lambda **kwargs: forms.CommitmentForm(**no_files(kwargs)),
        initial=initial,
        save=save,
        anchor="commitments",
        remove=reverse("programmes:delete_commitment", args=[slug, key]),
        sources=_sources(programme, commitment),
    )


def _sources(programme: Programme, commitment: Commitment | None) -> list[dict[str, Any]]:
    """The signed texts beside the form; around the commitment's own sentence where it is known."""
    reading = getattr(programme, "reading", None)
    shown = []
    for text in programme.texts.all():
        start, end = (commitment.source_start, commitment.source_end) if commitment else (None, None)
        own = reading is not None and reading.language == text.language and reading.text == text.body
        if own and start is not None and end is not None:
            before = text.body[max(0, start - 300) : start]
            shown.append(
                {
                    "text": text,
                    "before": before,
                    "own": text.body[start:end],
                    "after": text.body[end : end + 300],
                }
            )
        else:
            shown.append({"text": text, "before": text.body})
    return shown


@require_POST
def delete_commitment(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    commitment = get_object_or_404(draft(request, slug).commitments.select_related("programme"), key=key)
    actions.delete_commitment(commitment=commitment, by=request.seat, at=now())
    say(request, _("The commitment is taken out of the draft; the others moved up."))
    return redirect(f"{reverse('programmes:edit', args=[slug])}#commitments")


@require_POST
def move_commitment(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    commitment = get_object_or_404(draft(request, slug).commitments.select_related("programme"), key=key)
    typed = request.POST.get("to", "")
    if typed.isdecimal() and len(typed) < 5:
        actions.move_commitment(commitment=commitment, to=int(typed), by=request.seat, at=now())
    return redirect(f"{reverse('programmes:edit', args=[slug])}#commitments")
