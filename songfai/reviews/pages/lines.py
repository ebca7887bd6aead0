"""Pages of lessons and directions: add one, change one, take one out. Both kinds of line work the same way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.refusals import status
from songfai.reviews import actions
from songfai.reviews.forms import DirectionForm, LessonForm
from songfai.reviews.models import Direction, Lesson, Review
from songfai.reviews.pages.room import refuse, review_of
from songfai.reviews.permissions import may
from songfai.reviews.queries import direction_stamp, lesson_stamp


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of line is read, typed, saved and taken out."""

    rows: Callable[[Review], Any]
    form: Callable[..., forms.Form]
    save: Callable[..., Any]
    remove: Callable[..., None]
    stamp: Callable[[Any], str]
    removed: Any
    anchor: str


def _lesson_form(data: Any, review: Review, line: Lesson | None, wanted: str) -> LessonForm:
    return LessonForm(data, lesson=line)


def _direction_form(data: Any, review: Review, line: Direction | None, wanted: str) -> DirectionForm:
    """`?commitment=3` fills in the commitment of a new direction."""
    number = int(wanted[:4]) if wanted.isascii() and wanted.isdecimal() else None
    commitment = review.programme.commitments.filter(number=number).first() if number else None
    initial = {"commitment": commitment.pk} if commitment else {}
    return DirectionForm(data, programme=review.programme, direction=line, initial=initial)


def _save_lesson(review: Review, line: Lesson | None, values: dict[str, Any], **who: Any) -> None:
    actions.save_lesson(review=review, lesson=line, text=values["text"], seen=values["seen"], **who)


def _save_direction(review: Review, line: Direction | None, values: dict[str, Any], **who: Any) -> None:
    actions.save_direction(
        review=review,
        direction=line,
        commitment=values["commitment"],
        text=values["text"],
        lead=values["lead"],
        lead_party=values["lead_party"],
        seen=values["seen"],
        **who,
    )


KINDS = {
    "lesson": Kind(
        rows=lambda review: review.lessons,
        form=_lesson_form,
        save=_save_lesson,
        remove=lambda line, **who: actions.remove_lesson(lesson=line, **who),
        stamp=lesson_stamp,
        removed=gettext_lazy("The lesson was taken out."),
        anchor="h-lessons",
    ),
    "direction": Kind(
        rows=lambda review: review.directions.select_related("commitment"),
        form=_direction_form,
        save=_save_direction,
        remove=lambda line, **who: actions.remove_direction(direction=line, **who),
        stamp=direction_stamp,
        removed=gettext_lazy("The direction was taken out."),
        anchor="h-directions",
    ),
}


def edit(request: HttpRequest, slug: str, which: str, what: str, number: int | None = None) -> HttpResponse:
    """Add a line, or change one. When somebody took it out meanwhile, what was typed can be added anew."""
    kind, review = KINDS[what], review_of(request, slug, which)
    line = kind.rows(review).filter(pk=number).first() if number else None
    gone = number is not None and line is None
    if gone and request.method != "POST":
        raise Http404
    form = kind.form(request.POST or None, review, line, request.GET.get("commitment", ""))
    code = 200
    if request.method == "POST":
        code = 422
        if gone:
            form.add_error(None, _("Somebody took this line out meanwhile. Save it to add it anew."))
            code = 409
        elif form.is_valid():
            try:
                kind.save(review, line, form.cleaned_data, by=request.seat, at=now())
                messages.success(request, _("Saved."))
                return _back(review, kind)
            except Refused as refused:
                code = status(refused)
                line = kind.rows(review).filter(pk=number).first() if number else None
                refuse(form, refused, kind.stamp(line) if line else "")
    context = {
        "programme": review.programme,
        "review": review,
        "form": form,
        "what": what,
        "line": line,
        "saved": line if code == 409 else None,
        "can_write": review.is_open and may(request.seat, review.programme, "write"),
        "address": reverse(f"reviews:{what}", args=[slug, which, line.pk])
        if line
        else reverse(f"reviews:new_{what}", args=[slug, which]),
    }
    return render(request, "reviews/line.html", context, status=code)


@require_POST
def remove(request: HttpRequest, slug: str, which: str, what: str, number: int) -> HttpResponse:
    kind, review = KINDS[what], review_of(request, slug, which)
    line = get_object_or_404(kind.rows(review), pk=number)
    line.review = review
    kind.remove(line, by=request.seat, at=now())
    messages.success(request, kind.removed)
    return _back(review, kind)


def _back(review: Review, kind: Kind) -> HttpResponse:
    return redirect(f"{reverse('reviews:review', args=[review.programme.slug, review.code])}#{kind.anchor}")
