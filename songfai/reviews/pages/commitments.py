"""Pages of one commitment in a review: its facts, both ratings beside each other, what both say."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.commitments.queries import remarks_of
from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.refusals import status
from songfai.programmes.queries import side_of
from songfai.reviews import actions
from songfai.reviews.forms import FindingForm, RatingForm
from songfai.reviews.pages.room import refuse, review_of
from songfai.reviews.permissions import may
from songfai.reviews.queries import Row, Sheet, finding_stamp, rating_stamp, sheet
from songfai.reviews.states import Rating


def _row_of(request: HttpRequest, slug: str, which: str, number: int) -> tuple[Sheet, Row]:
    room = sheet(review_of(request, slug, which))
    row = room.row(number)
    if row is None:
        raise Http404
    return room, row


def commitment(request: HttpRequest, slug: str, which: str, number: int) -> HttpResponse:
    """Facts, both ratings beside each other, what both say."""
    room, row = _row_of(request, slug, which, number)
    return commitment_page(request, room, row)


def commitment_page(
    request: HttpRequest,
    room: Sheet,
    row: Row,
    *,
    code: int = 200,
    rating_form: forms.Form | None = None,
    finding_form: forms.Form | None = None,
) -> HttpResponse:
    shown, programme = room.review, room.review.programme
    own = side_of(programme, request.seat)
    sides = list(programme.sides.all())
    numbers = [one.commitment.number for one in room.rows]
    at = numbers.index(row.commitment.number)
    remarks = remarks_of(row.commitment)
    context = {
        "programme": programme,
        "review": shown,
        "row": row,
        "own": own,
        "pair": zip(sides, row.ratings, strict=True),
        "previous": numbers[at - 1] if at else None,
        "next": numbers[at + 1] if at + 1 < len(numbers) else None,
        "can_write": shown.is_open and may(request.seat, programme, "write"),
        # A form that was refused is shown again whatever the reason, so that what was typed is not lost.
        "shows_rating_form": rating_form is not None
        or (shown.is_open and may(request.seat, programme, "rate")),
        "shows_finding_form": finding_form is not None
        or (shown.is_open and may(request.seat, programme, "write")),
        "rating_form": rating_form
        or RatingForm(
            rating=row.rating(own.position if own else None), of_term=shown.form.of_term, prefix="rating"
        ),
        "finding_form": finding_form
        or FindingForm(finding=row.finding, of_term=shown.form.of_term, prefix="finding"),
        "difficulties": [
            (side, text)
            for side in sides
            if (remark := remarks.get(side.position)) and (text := remark.difficulties)
        ],
        "rating_changed": code == 409 and rating_form is not None,
        "finding_changed": code == 409 and finding_form is not None,
    }
    return render(request, "reviews/commitment.html", context, status=code)


@require_POST
def rate(request: HttpRequest, slug: str, which: str, number: int) -> HttpResponse:
    room, row = _row_of(request, slug, which, number)
    own = side_of(room.review.programme, request.seat)
    position = own.position if own else None
    form = RatingForm(
        request.POST, rating=row.rating(position), of_term=room.review.form.of_term, prefix="rating"
    )
    if not form.is_valid():
        return commitment_page(request, room, row, code=422, rating_form=form)
    values = form.cleaned_data
    try:
        actions.rate(
            review=room.review,
            commitment=row.commitment,
            value=Rating(values["value"]),
            comment=values["comment"],
            by=request.seat,
            at=now(),
            seen=values["seen"],
        )
    except Refused as refused:
        room, row = _row_of(request, slug, which, number)
        refuse(form, refused, rating_stamp(row.rating(position)))
        return commitment_page(request, room, row, code=status(refused), rating_form=form)
    messages.success(request, _("Your side’s rating is saved."))
    return _after_rating(request, slug, which, number, position)


def _after_rating(
    request: HttpRequest, slug: str, which: str, number: int, position: int | None
) -> HttpResponse:
    """On to the next commitment that the side has not rated, when asked for; back to the room when none is left."""
    if "next" not in request.POST or position is None:
        return redirect("reviews:commitment", slug, which, number)
    following = sheet(review_of(request, slug, which)).next_unrated(position, number)
    if following is None:
        return redirect("reviews:review", slug, which)
    return redirect("reviews:commitment", slug, which, following.commitment.number)


@require_POST
def finding(request: HttpRequest, slug: str, which: str, number: int) -> HttpResponse:
    room, row = _row_of(request, slug, which, number)
    form = FindingForm(request.POST, finding=row.finding, of_term=room.review.form.of_term, prefix="finding")
    if not form.is_valid():
        return commitment_page(request, room, row, code=422, finding_form=form)
    values = form.cleaned_data
    try:
        actions.save_finding(
            review=room.review,
            commitment=row.commitment,
            agreed=values["agreed"],
            disagreement=values["disagreement"],
            difficulty=values["difficulty"],
            cause=values["cause"],
            by=request.seat,
            at=now(),
            seen=values["seen"],
        )
    except Refused as refused:
        room, row = _row_of(request, slug, which, number)
        refuse(form, refused, finding_stamp(row.finding))
        return commitment_page(request, room, row, code=status(refused), finding_form=form)
    messages.success(request, _("Saved."))
    return redirect("reviews:commitment", slug, which, number)
