"""Both delegations; and pages of what only a review of the term has: headings, the decision."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.refusals import status
from songfai.programmes.queries import side_of
from songfai.reviews import actions
from songfai.reviews.forms import ConclusionForm, DecisionForm, DelegationForm, GroundsForm, ViewForm
from songfai.reviews.models import Ground
from songfai.reviews.pages.room import refuse, review_of, room_page
from songfai.reviews.permissions import check_may, may
from songfai.reviews.queries import (
    Judged,
    Sheet,
    conclusion_stamp,
    decision_stamp,
    delegation_stamp,
    sheet,
    view_stamp,
)
from songfai.reviews.queries.grounds import OFFERED, grounds_of, grounds_stamp, offered, with_addresses
from songfai.reviews.states import QUESTIONS, Decision, Grade


def _room(request: HttpRequest, slug: str, which: str) -> Sheet:
    """The room of a review of the term; an annual review has none of this."""
    shown = review_of(request, slug, which)
    if not shown.form.of_term:
        raise Http404
    return sheet(shown)


@require_POST
def delegation(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    room = _room(request, slug, which)
    own = side_of(room.review.programme, request.seat)
    position = own.position if own else 0
    form = DelegationForm(request.POST, delegation=room.delegations.get(position), prefix="delegation")
    if not form.is_valid():
        return room_page(request, room, code=422, delegation_form=form)
    try:
        actions.set_delegation(
            review=room.review,
            members=form.cleaned_data["members"],
            by=request.seat,
            at=now(),
            seen=form.cleaned_data["seen"],
        )
    except Refused as refused:
        room = _room(request, slug, which)
        refuse(form, refused, delegation_stamp(room.delegations.get(position)))
        return room_page(request, room, code=status(refused), delegation_form=form)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('reviews:review', args=[slug, which])}#h-meeting")


@require_POST
def decision(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    room = _room(request, slug, which)
    form = DecisionForm(request.POST, review=room.review, prefix="decision")
    if not form.is_valid():
        return room_page(request, room, code=422, decision_form=form)
    values = form.cleaned_data
    try:
        actions.decide(
            review=room.review,
            decision=Decision(values["decision"]),
            text=values["text"],
            extended_to=form.day(),
            by=request.seat,
            at=now(),
            seen=values["seen"],
        )
    except Refused as refused:
        room = _room(request, slug, which)
        refuse(form, refused, decision_stamp(room.review))
        return room_page(request, room, code=status(refused), decision_form=form)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('reviews:review', args=[slug, which])}#h-decision")


# ---- One heading ------------------------------------------------------------------------------------------


def _judged(request: HttpRequest, slug: str, which: str, heading: str) -> tuple[Sheet, Judged]:
    room = _room(request, slug, which)
    found = room.heading(heading)
    if found is None:
        raise Http404
    return room, found


def heading(request: HttpRequest, slug: str, which: str, heading: str) -> HttpResponse:
    """Both sides' views beside each other, and what both conclude."""
    return heading_page(request, *_judged(request, slug, which, heading))


def heading_page(
    request: HttpRequest,
    room: Sheet,
    judged: Judged,
    *,
    code: int = 200,
    view_form: forms.Form | None = None,
    conclusion_form: forms.Form | None = None,
) -> HttpResponse:
    shown, programme = room.review, room.review.programme
    own = side_of(programme, request.seat)
    names = [one.heading for one in room.judged]
    at = names.index(judged.heading)
    context = {
        "programme": programme,
        "review": shown,
        "judged": judged,
        "words": _(judged.heading.words),
        "question": _(QUESTIONS[judged.heading]),
        "own": own,
        "pair": zip(
            programme.sides.all(),
            judged.views,
            [with_addresses(one, programme) for one in (judged.grounds_1, judged.grounds_2)],
            strict=True,
        ),
        "previous": room.judged[at - 1] if at else None,
        "next": room.judged[at + 1] if at + 1 < len(names) else None,
        # A form that was refused is shown again whatever the reason, so that what was typed is not lost.
        "shows_view_form": view_form is not None or (shown.is_open and may(request.seat, programme, "rate")),
        "shows_conclusion_form": conclusion_form is not None
        or (shown.is_open and may(request.seat, programme, "write")),
        "view_form": view_form or ViewForm(view=judged.view(own.position if own else None), prefix="view"),
        "conclusion_form": conclusion_form
        or ConclusionForm(conclusion=judged.conclusion, prefix="conclusion"),
        "view_changed": code == 409 and view_form is not None,
        "conclusion_changed": code == 409 and conclusion_form is not None,
    }
    return render(request, "reviews/heading.html", context, status=code)


@require_POST
def judge(request: HttpRequest, slug: str, which: str, heading: str) -> HttpResponse:
    room, judged = _judged(request, slug, which, heading)
    own = side_of(room.review.programme, request.seat)
    position = own.position if own else None
    form = ViewForm(request.POST, view=judged.view(position), prefix="view")
    if not form.is_valid():
        return heading_page(request, room, judged, code=422, view_form=form)
    values = form.cleaned_data
    try:
        actions.judge(
            review=room.review,
            heading=judged.heading,
            grade=Grade(values["grade"]),
            text=values["text"],
            by=request.seat,
            at=now(),
            seen=values["seen"],
        )
    except Refused as refused:
        room, judged = _judged(request, slug, which, heading)
        refuse(form, refused, view_stamp(judged.view(position)))
        return heading_page(request, room, judged, code=status(refused), view_form=form)
    messages.success(request, _("Your side’s view is saved."))
    return redirect("reviews:heading", slug, which, heading)


@require_POST
def conclude(request: HttpRequest, slug: str, which: str, heading: str) -> HttpResponse:
    room, judged = _judged(request, slug, which, heading)
    form = ConclusionForm(request.POST, conclusion=judged.conclusion, prefix="conclusion")
    if not form.is_valid():
        return heading_page(request, room, judged, code=422, conclusion_form=form)
    values = form.cleaned_data
    try:
        actions.conclude(
            review=room.review,
            heading=judged.heading,
            text=values["text"],
            by=request.seat,
            at=now(),
            seen=values["seen"],
        )
    except Refused as refused:
        room, judged = _judged(request, slug, which, heading)
        refuse(form, refused, conclusion_stamp(judged.conclusion))
        return heading_page(request, room, judged, code=status(refused), conclusion_form=form)
    messages.success(request, _("Saved."))
    return redirect("reviews:heading", slug, which, heading)


def grounds(request: HttpRequest, slug: str, which: str, heading: str) -> HttpResponse:
    """Pick what of the record one's own side's judgement rests on; `?q=` finds rows by their words."""
    room, judged = _judged(request, slug, which, heading)
    position = check_may(request.seat, room.review.programme, "rate")
    own, text = grounds_of(room.review, judged.heading, position), request.GET.get("q", "").strip()[:100]
    found = offered(room.review, text)
    # What was picked stays on the page whatever was searched for.
    listed = [*own, *(one for one in found if one.name not in {each.name for each in own})]
    code = 200
    if request.method == "POST":
        sent = set(request.POST.getlist("picked"))
        listed += [one for one in offered(room.review, limit=None) if one.name in sent and one not in listed]
    form = GroundsForm(request.POST if request.method == "POST" else None, listed=_each_once(listed), own=own)
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                actions.rest_on(
                    review=room.review,
                    heading=judged.heading,
                    picked=form.cleaned_data["picked"],
                    by=request.seat,
                    at=now(),
                    seen=form.cleaned_data["seen"],
                )
                messages.success(request, _("Saved."))
                return redirect("reviews:heading", slug, which, heading)
            except Refused as refused:
                refuse(form, refused, grounds_stamp(grounds_of(room.review, judged.heading, position)))
                code = status(refused)
    context = {
        "programme": room.review.programme,
        "review": room.review,
        "judged": judged,
        "words": _(judged.heading.words),
        "form": form,
        "text": text,
        "offered": OFFERED,
    }
    return render(request, "reviews/grounds.html", context, status=code)


def _each_once(rows: list[Ground]) -> list[Ground]:
    return list({one.name: one for one in rows}.values())
