"""Pages of the work on a year: the years, the room with its facts, the meeting."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.errors import Changed, Refused
from songfai.kit.export import export_response
from songfai.kit.pictures import CELLS, cells_bar, year_columns
from songfai.kit.refusals import status, words
from songfai.programmes.models import Programme, Side
from songfai.programmes.queries import as_of, side_of, visible_to
from songfai.record.prospects import Prospect, meanwhile, prospect
from songfai.reviews import actions
from songfai.reviews.forms import CutOffForm, DecisionForm, DelegationForm, MeetingForm
from songfai.reviews.models import Delegation, Review
from songfai.reviews.pages.columns import COLUMNS, named
from songfai.reviews.permissions import may
from songfai.reviews.queries import Sheet, directions_left, of_term, of_year, sheet, years_of
from songfai.reviews.states import ReviewKind
from songfai.reviews.terms import minutes_paper, terms_stamp
from songfai.reviews.wording import legend, minutes_words, name_of


def programme_of(request: HttpRequest, slug: str) -> Programme:
    return get_object_or_404(visible_to(request.seat).exclude(register=None), slug=slug)


def review_of(request: HttpRequest, slug: str, which: str) -> Review:
    review = called(programme_of(request, slug), which)
    if review is None:
        raise Http404
    return review


def called(programme: Programme, which: str) -> Review | None:
    return of_year(programme, *year_and_kind(which))


def year_and_kind(which: str) -> tuple[int, ReviewKind]:
    kind, _mark, year = which.rpartition("_")
    return int(year), ReviewKind(kind or ReviewKind.ANNUAL)


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Every year of the term that has begun: its review, how far it is, or how to begin."""
    programme = programme_of(request, slug)
    context = {
        "programme": programme,
        "years": years_of(programme, today()),
        "of_term": of_term(programme, today()),
        "can_open": may(request.seat, programme, "open"),
    }
    return render(request, "reviews/list.html", context)


@require_POST
def open_(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    programme = programme_of(request, slug)
    if called(programme, which) is None:
        year, kind = year_and_kind(which)
        actions.open_review(programme=programme, year=year, kind=kind, by=request.seat, at=now())
        messages.success(request, _("The review is open. The other side has been told."))
    return redirect("reviews:review", slug, which)


def review(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    """The room of work; as a file, the table of ratings. A year nobody opened leads to where it can be opened."""
    shown = called(programme_of(request, slug), which)
    if shown is None:
        return redirect(f"{reverse('reviews:list', args=[slug])}#y{which}")
    room = sheet(shown)
    if request.GET.get("export"):
        file = export_response(request, named(room), COLUMNS, f"{slug}-review-{which}", name_of(shown))
        if file:
            return file
    return room_page(request, room)


def room_page(
    request: HttpRequest,
    room: Sheet,
    *,
    code: int = 200,
    cut_off_form: forms.Form | None = None,
    meeting_form: forms.Form | None = None,
    delegation_form: forms.Form | None = None,
    decision_form: forms.Form | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    shown, programme = room.review, room.review.programme
    as_of(programme, shown.cut_off)
    own = side_of(programme, request.seat)
    left = (
        directions_left(shown, request.seat)
        if shown.is_in_force and may(request.seat, programme, "plan")
        else []
    )
    context = {
        "programme": programme,
        "review": shown,
        "room": room,
        "sides": list(programme.sides.all()),
        "own": own,
        "pairs": paired(room),
        "legend": legend(),
        "picture": year_columns(shown.facts.get("years", [])),
        "bar": "" if shown.form.of_term else cells_bar(_cells(shown)),
        "delegation_form": delegation_form or _delegation_form(room, own.position if own else None),
        "decision_form": decision_form or DecisionForm(review=shown, prefix="decision"),
        "missing": [words(one) for one in room.missing],
        "can_compile": shown.is_open and may(request.seat, programme, "compile"),
        "can_write": shown.is_open and may(request.seat, programme, "write"),
        "can_rate": shown.is_open and may(request.seat, programme, "rate"),
        "can_offer": shown.is_open and may(request.seat, programme, "offer"),
        "next_row": room.next_unrated(own.position, 0) if own else None,
        "left": left,
        "is_stale": _is_stale(shown),
        "cut_off_form": cut_off_form or CutOffForm(review=shown),
        "meeting_form": meeting_form or MeetingForm(review=shown),
        "terms_stamp": terms_stamp(room) if shown.is_open and not room.missing else "",
        "refused": words(refused) if refused else "",
    }
    if context["terms_stamp"] and own is not None:
        context |= _prospect(request, room, refused)
    return render(request, "reviews/review.html", context, status=code)


def paired(room: Sheet) -> list[tuple[Side, Delegation | None]]:
    """Each side with the delegation it has named."""
    return [(side, room.delegations.get(side.position)) for side in room.review.programme.sides.all()]


def _delegation_form(room: Sheet, position: int | None) -> DelegationForm:
    return DelegationForm(delegation=room.delegations.get(position or 0), prefix="delegation")


def prospect_of(room: Sheet) -> Prospect:
    """The minutes as an offer would make them now."""
    register = room.review.programme.register
    assert register is not None
    return prospect(register, minutes_paper(room), room.review)


def _prospect(request: HttpRequest, room: Sheet, refused: Refused | None) -> dict[str, object]:
    """The minutes as they would be offered, and what changed in them since the person read them."""
    now_ = prospect_of(room)
    return {
        "prospect": now_,
        "meanwhile": meanwhile(request, refused, now_.terms, minutes_words(room.review.programme)),
    }


def _is_stale(shown: Review) -> bool:
    """Whether the record has changed since the facts were compiled, while they can still be compiled again."""
    if shown.compiled_at is None or not shown.is_open:
        return False
    now_counted = actions.counted(shown, shown.cut_off)
    return any(
        now_counted.get(part) != shown.facts.get(part)
        for part in ("commitments", "years", "undone", "unplanned")
    )


@require_POST
def compile_(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    shown = review_of(request, slug, which)
    form = CutOffForm(request.POST, review=shown)
    if not form.is_valid():
        return room_page(request, sheet(shown), code=422, cut_off_form=form)
    try:
        actions.compile_facts(
            review=shown,
            cut_off=form.day(),
            by=request.seat,
            at=now(),
            seen_revision=form.cleaned_data["seen_revision"],
        )
    except Refused as refused:
        shown = review_of(request, slug, which)
        refuse(form, refused, shown.revision)
        return room_page(request, sheet(shown), code=status(refused), cut_off_form=form)
    messages.success(request, _("The facts are compiled. Later changes of the record do not change them."))
    return redirect("reviews:review", slug, which)


@require_POST
def meeting(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    shown = review_of(request, slug, which)
    form = MeetingForm(request.POST, review=shown)
    if not form.is_valid():
        return room_page(request, sheet(shown), code=422, meeting_form=form)
    try:
        actions.set_meeting(
            review=shown,
            held_on=form.day(),
            place=form.cleaned_data["place"],
            agenda=form.cleaned_data["agenda"],
            by=request.seat,
            at=now(),
            seen_revision=form.cleaned_data["seen_revision"],
        )
    except Refused as refused:
        shown = review_of(request, slug, which)
        refuse(form, refused, shown.revision)
        return room_page(request, sheet(shown), code=status(refused), meeting_form=form)
    messages.success(request, _("Saved."))
    return redirect("reviews:review", slug, which)


def refuse(form: Any, refused: Refused, stamp: Any) -> None:
    """What was typed stays in the form; after a change meanwhile it is compared with what is saved now."""
    form.add_error(None, words(refused))
    if isinstance(refused, Changed):
        form.refreshed(stamp)


def _cells(review: Review) -> dict[str, int]:
    """The four cells of the year, of all commitments."""
    rows = review.facts.get("commitments", [])
    return {name: sum(row[name] for row in rows) for name, _look in CELLS}
