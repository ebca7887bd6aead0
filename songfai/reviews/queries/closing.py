"""Programmes that both sides decided to end: who has closed them, and whose step it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of
from songfai.record.states import Stage
from songfai.reviews.models import Closing, Review
from songfai.reviews.permissions import may
from songfai.reviews.states import Decision, ReviewKind


@dataclass(frozen=True, slots=True)
class ToClose:
    """`closings` by the sides that have closed it; `may_close`: whether it is this seat's step today."""

    review: Review
    closings: tuple[Closing, ...]
    is_over: bool
    may_close: bool

    @property
    def programme(self) -> Programme:
        return self.review.programme


def closing_of(review: Review, seat: Seat | None, today: date) -> ToClose:
    """Of a review whose decision to end both have signed."""
    programme = review.programme
    closings = tuple(review.closings.order_by("position"))
    own = side_of(programme, seat)
    has = own is not None and own.position in [one.position for one in closings]
    last = programme.term_end.due()
    is_over = last is not None and last < today
    return ToClose(review, closings, is_over, is_over and not has and may(seat, programme, "close"))


def to_close(programmes: Iterable[Programme], seat: Seat | None, today: date) -> list[ToClose]:
    """Those whose term is over, both decided to end and not both have closed. No query while no term is over."""
    over = {
        one.pk: one
        for one in programmes
        if one.closed_on is None and (day := one.term_end.due()) is not None and day < today
    }
    if not over:
        return []
    reviews = (
        Review.objects.filter(
            programme__in=over,
            kind=ReviewKind.FINAL,
            decision=Decision.END,
            document__standing__stage=Stage.IN_FORCE,
        )
        .select_related("document__standing")
        .order_by("programme_id", "year")
    )
    found = []
    for review in {one.programme_id: one for one in reviews}.values():  # the last of each
        review.programme = over[review.programme_id]
        found.append(closing_of(review, seat, today))
    return found
