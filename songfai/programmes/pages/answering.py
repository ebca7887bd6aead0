"""Who answers for a commitment, and who keeps contact: each side names its own, at any time."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songfai.kit.clock import now, today
from songfai.kit.notes import say
from songfai.kit.saving import Attempt, attempt
from songfai.programmes import actions, permissions, queries
from songfai.programmes.actions.answering import answerable_stamp, focal_stamp
from songfai.programmes.actions.sleeping import asleep_stamp
from songfai.programmes.forms.editing import AnswerableForm, AsleepForm, CommitmentAnswerableForm


@require_http_methods(["GET", "POST"])
def answerable(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Name who answers for a commitment on one's own side."""
    programme = get_object_or_404(queries.visible_to(request.seat), slug=slug)
    commitment = get_object_or_404(queries.commitments_of(programme), key=key)
    commitment.programme = programme
    own = queries.side_of(programme, request.seat, commitment.field_id)
    permissions.check_own_side(request.seat, own, "answerable", commitment.field_id)
    assert own is not None

    def initial() -> dict[str, Any]:
        named = queries.answerable_of(commitment, own)
        seen = answerable_stamp(named)
        return {
            "unit": named.unit if named else None,
            "person": named.person if named else None,
            "party": named.party if named else None,
            "seen": seen,
        }

    def build(data: Any = None, **kwargs: Any) -> CommitmentAnswerableForm:
        return CommitmentAnswerableForm(
            data, programme=programme, bodies=queries.bodies_of(request.seat), **kwargs
        )

    def save(form: CommitmentAnswerableForm) -> None:
        values = form.values()
        actions.name_answerable(
            commitment=commitment, **values, seen=form.cleaned_data["seen"], by=request.seat, at=now()
        )

    done = Attempt(build(initial={**initial(), "since": today()}))
    if request.method == "POST":
        done = attempt(request, build(request.POST), save, fresh=initial, again=build)
        if done.done:
            say(request, _("Saved."))
            return redirect(f"{reverse('programmes:commitments', args=[slug])}#c{commitment.number}")
    context = {
        "programme": programme,
        "commitment": commitment,
        "own": own,
        "form": done.form,
        "differences": done.differences,
    }
    return render(request, "programmes/answerable.html", context, status=done.code)


@require_http_methods(["GET", "POST"])
def focal(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the unit and the person who keep contact for one's own side."""
    programme = get_object_or_404(queries.visible_to(request.seat), slug=slug)
    own = queries.side_of(programme, request.seat)
    permissions.check_own_side(request.seat, own, "answerable")
    assert own is not None

    def initial() -> dict[str, Any]:
        fresh = programme.sides.select_related("unit", "focal_person").get(pk=own.pk)
        return {"unit": fresh.unit, "person": fresh.focal_person, "seen": focal_stamp(fresh)}

    def build(data: Any = None, **kwargs: Any) -> AnswerableForm:
        return AnswerableForm(data, bodies=queries.bodies_of(request.seat), **kwargs)

    def save(form: AnswerableForm) -> None:
        seen = form.cleaned_data["seen"]
        actions.name_focal(side=own, **form.values(), seen=seen, by=request.seat, at=now())

    done = Attempt(build(initial={**initial(), "since": today()}))
    if request.method == "POST":
        done = attempt(request, build(request.POST), save, fresh=initial, again=build)
        if done.done:
            say(request, _("Saved."))
            return redirect("programmes:commitments", slug)
    context = {"programme": programme, "own": own, "form": done.form, "differences": done.differences}
    return render(request, "programmes/answerable.html", context, status=done.code)


@require_http_methods(["GET", "POST"])
def asleep(request: HttpRequest, slug: str) -> HttpResponse:
    """After how many days without evidence one's own side counts a commitment as asleep."""
    programme = get_object_or_404(queries.visible_to(request.seat), slug=slug)
    own = queries.side_of(programme, request.seat)
    permissions.check_own_side(request.seat, own, "answerable")
    assert own is not None

    def initial() -> dict[str, Any]:
        fresh = programme.sides.get(pk=own.pk)
        return {"days": fresh.asleep_after, "seen": asleep_stamp(fresh)}

    def build(data: Any = None, **kwargs: Any) -> AsleepForm:
        return AsleepForm(data, programme=programme, **kwargs)

    def save(form: AsleepForm) -> None:
        values = form.cleaned_data
        actions.set_asleep_after(
            side=own, days=values["days"], seen=values["seen"], by=request.seat, at=now()
        )

    done = Attempt(build(initial=initial()))
    if request.method == "POST":
        done = attempt(request, build(request.POST), save, fresh=initial, again=build)
        if done.done:
            say(request, _("Saved. It counts on your side’s pages from now on."))
            return redirect("desk:programme", slug)
    context = {"programme": programme, "own": own, "form": done.form, "differences": done.differences}
    return render(request, "programmes/asleep.html", context, status=done.code)
