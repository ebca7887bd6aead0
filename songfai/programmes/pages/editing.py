"""A draft programme, part by part, until it is offered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from songfai.files.actions import store
from songfai.kit.clock import now
from songfai.kit.languages import LANGUAGES
from songfai.kit.notes import say
from songfai.kit.refusals import words
from songfai.kit.stamps import stamp
from songfai.programmes import actions, permissions, rules
from songfai.programmes.actions.editing import (
    GENERAL,
    general_stamp,
    obligation_stamp,
    side_stamp,
    text_stamp,
    values_of,
)
from songfai.programmes.actions.signing import offer_of
from songfai.programmes.forms import editing as forms
from songfai.programmes.models import Obligation, Programme
from songfai.programmes.pages.parts import draft, no_files, part
from songfai.programmes.queries import (
    bodies_of,
    commitments_of,
    further_parties_of,
    obligations_of,
    side_of,
    visible_to,
)


@require_GET
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole draft with what it still lacks."""
    programme = get_object_or_404(visible_to(request.seat), slug=slug)
    if not programme.is_open:
        return redirect("programmes:document", slug)
    texts = {text.language: text for text in programme.texts.all()}
    prevailing = {"prevailing": programme.prevailing, "seen": stamp(programme.prevailing)}
    context = {
        "programme": programme,
        "commitments": commitments_of(programme),
        "obligations": obligations_of(programme),
        "fields": programme.fields.all(),
        "texts": [(code, texts.get(code)) for code in LANGUAGES],
        "prevailing": forms.PrevailingForm(initial=prevailing, programme=programme),
        "own": side_of(programme, request.seat),
        "further_parties": further_parties_of(programme),
        "missing": [words(refused) for refused in rules.missing_for_offer(offer_of(programme))],
        "may_edit": permissions.can_draft(request.seat, programme),
    }
    return render(request, "programmes/edit.html", context)


@require_http_methods(["GET", "POST"])
def edit_general(request: HttpRequest, slug: str) -> HttpResponse:
    programme = draft(request, slug)

    def initial() -> dict[str, Any]:
        fresh = visible_to(request.seat).get(pk=programme.pk)
        return {
            **values_of(fresh, GENERAL),
            "fields_of": list(fresh.fields.all()),
            "seen": general_stamp(fresh),
        }

    def save(form: forms.GeneralForm) -> None:
        actions.change(
            programme=programme,
            values=form.values(),
            fields=form.cleaned_data["fields_of"],
            seen=form.cleaned_data["seen"],
            by=request.seat,
            at=now(),
        )

    return part(
        request,
        programme,
        title=_("Title, term and fields"),
        build=lambda **kwargs: forms.GeneralForm(**no_files(kwargs)),
        initial=initial,
        save=save,
        anchor="general",
    )


@require_http_methods(["GET", "POST"])
def edit_side(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    programme = draft(request, slug)
    side = get_object_or_404(programme.sides.select_related("institution"), position=position)
    own = request.seat.acts_for(side.institution_id)

    def build(**kwargs: Any) -> forms.SideForm:
        kwargs = no_files(kwargs)
        return (
            forms.OwnSideForm(bodies=bodies_of(request.seat), **kwargs) if own else forms.SideForm(**kwargs)
        )

    def initial() -> dict[str, Any]:
        fresh = programme.sides.select_related("signatory", "focal_person", "unit").get(pk=side.pk)
        return {
            "name_then": fresh.name_then,
            "signatory": fresh.signatory.name if fresh.signatory else None,
            "signatory_post": fresh.signatory_post,
            "unit": fresh.unit,
            "focal_person": fresh.focal_person,
            "seen": side_stamp(fresh),
        }

    def save(form: forms.SideForm) -> None:
        actions.change_side(
            side=side, **form.values(), seen=form.cleaned_data["seen"], by=request.seat, at=now()
        )

    return part(
        request,
        programme,
        title=side.institution.name,
        build=build,
        initial=initial,
        save=save,
        anchor="sides",
        side=side,
    )


@require_http_methods(["GET", "POST"])
def edit_text(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    programme = draft(request, slug)
    if language not in LANGUAGES:
        raise Http404
    text = programme.texts.filter(language=language).first()

    def initial() -> dict[str, Any]:
        fresh = programme.texts.filter(language=language).first()
        return {
            "text": fresh.body if fresh else "",
            "authentic": fresh.authentic if fresh else True,
            "seen": text_stamp(programme, language),
        }

    def save(form: forms.TextForm) -> None:
        file = None
        if form.read_data:
            file = store(name=form.cleaned_data["file"].name, data=form.read_data, by=request.seat, at=now())
        actions.write_text(
            programme=programme,
            language=language,
            body=form.read_text,
            authentic=form.cleaned_data["authentic"],
            file=file,
            seen=form.cleaned_data["seen"],
            by=request.seat,
            at=now(),
        )

    return part(
        request,
        programme,
        title=LANGUAGE_TITLES[language],
        build=lambda **kwargs: forms.TextForm(known=text.body if text else "", **kwargs),
        initial=initial,
        save=save,
        anchor="texts",
        remove=reverse("programmes:remove_text", args=[slug, language]) if text else "",
        text_language=language,
    )


LANGUAGE_TITLES = {
    "lo": gettext_lazy("Text in Lao"),
    "vi": gettext_lazy("Text in Vietnamese"),
    "en": gettext_lazy("Text in English"),
}


@require_POST
def remove_text(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    actions.remove_text(programme=draft(request, slug), language=language, by=request.seat, at=now())
    say(request, _("The text is taken out of the draft."))
    return redirect(f"{reverse('programmes:edit', args=[slug])}#texts")


@require_POST
def set_prevailing(request: HttpRequest, slug: str) -> HttpResponse:
    programme = draft(request, slug)
    form = forms.PrevailingForm(request.POST, programme=programme)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        actions.set_prevailing(
            programme=programme,
            language=form.cleaned_data["prevailing"],
            seen=seen,
            by=request.seat,
            at=now(),
        )
        say(request, _("Saved."))
    return redirect(f"{reverse('programmes:edit', args=[slug])}#texts")


# ---------------------------------------------------------------- dated obligations


@require_http_methods(["GET", "POST"])
def add_obligation(request: HttpRequest, slug: str) -> HttpResponse:
    return _obligation(request, draft(request, slug), None)


@require_http_methods(["GET", "POST"])
def edit_obligation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = draft(request, slug)
    return _obligation(request, programme, get_object_or_404(programme.obligations, pk=pk))


def _obligation(request: HttpRequest, programme: Programme, obligation: Obligation | None) -> HttpResponse:
    def initial() -> dict[str, Any]:
        if obligation is None:
            return {}
        fresh = programme.obligations.get(pk=obligation.pk)
        return {
            "kind": fresh.kind,
            "year": fresh.year,
            "due": fresh.due,
            "basis": _(fresh.basis) if fresh.basis else "",
            "seen": obligation_stamp(fresh),
        }

    def save(form: forms.ObligationForm) -> None:
        values = form.values()
        if obligation is not None and obligation.basis and values["basis"] == _(obligation.basis):
            # The sentence of the catalogues stays, so that every reader sees it in their own language.
            values["basis"] = obligation.basis
        actions.write_obligation(
            programme=programme,
            obligation=obligation,
            values=values,
            seen=form.cleaned_data["seen"] if obligation else None,
            by=request.seat,
            at=now(),
        )

    return part(
        request,
        programme,
        title=_("Date the programme owes"),
        build=lambda **kwargs: forms.ObligationForm(**no_files(kwargs)),
        initial=initial,
        save=save,
        anchor="rhythm",
        remove=reverse("programmes:delete_obligation", args=[programme.slug, obligation.pk])
        if obligation
        else "",
    )


@require_POST
def delete_obligation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    obligation = get_object_or_404(draft(request, slug).obligations.select_related("programme"), pk=pk)
    actions.delete_obligation(obligation=obligation, by=request.seat, at=now())
    say(request, _("The date is taken out."))
    return redirect(f"{reverse('programmes:edit', args=[slug])}#rhythm")
