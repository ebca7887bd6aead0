"""Closing a programme that both sides decided to end: each for itself, after the last day of the term."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Seat
from songfai.plans.actions.plans import require_in_force
from songfai.programmes.actions.arriving import programme_of, tell_here
from songfai.record.arrived import arrived, is_latest
from songfai.record.models import Document
from songfai.reviews import rules
from songfai.reviews.actions.room import locked, tell_other
from songfai.reviews.models import Closing, Review
from songfai.reviews.permissions import check_may
from songfai.reviews.queries import of_year
from songfai.reviews.statements import say_closing
from songfai.reviews.states import Decision, ReviewKind

CLOSES = N_("%(side)s closed %(title)s. It is closed once your side closes it too.")
CLOSED = N_("%(side)s closed %(title)s. Both sides have closed it now; its record stays.")


@transaction.atomic
def close(*, review: Review, by: Seat, at: datetime) -> Closing:
    """Close the programme for one's own side; nothing new begins under it once both have.

    Refused: not_decided, not_ended, term_not_over, closed_already, programme_closed.
    """
    position = check_may(by, review.programme, "close")
    review = locked(review)
    rules.require_decided(review.stage)
    rules.require_closable(
        review.decision == Decision.END,
        review.programme.term_end.due(),
        timezone.localdate(at),
        review.closings.filter(position=position).exists(),
    )
    require_in_force(review.programme)
    closing = Closing.objects.create(
        review=review, position=position, said_by=str(by.account)[:200], said_at=at
    )
    write(by=by, at=at, verb="reviews.close", subject=review, programme=review.programme.slug)
    say_closing(review, position, by, at)
    tell_other(review, by, at, CLOSED if _settle(review) else CLOSES, "reviews:minutes")
    return closing


def _settle(review: Review) -> bool:
    """Both have closed it: the programme is closed from the day of the later one, which both servers know."""
    said = [timezone.localdate(one.said_at) for one in review.closings.all()]
    if len(said) < 2:
        return False
    review.programme.closed_on = max(said)
    review.programme.save(update_fields=["closed_on"])
    return True


@transaction.atomic
def take_in_closing(*, document: Document, at: datetime) -> None:
    """The other side closes the programme. Refused: programme_missing, not_decided, not_ended, term_not_over."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    review = of_year(programme, int(said.terms["year"]), ReviewKind.FINAL)
    if review is None:
        raise Refused("not_decided", N_("The decision holds once both sides have signed the final summary."))
    review = locked(review)
    rules.require_decided(review.stage)
    rules.require_closable(
        review.decision == Decision.END, programme.term_end.due(), timezone.localdate(said.at), False
    )
    _row, is_new = Closing.objects.get_or_create(
        review=review, position=said.position, defaults={"said_by": said.account[:200], "said_at": said.at}
    )
    if not is_new:
        return
    write(by=said, at=at, verb="reviews.take_in_closing", subject=review, programme=programme.slug)
    text = CLOSED if _settle(review) else CLOSES
    tell_here(said, programme, text, review_address(review), at)


def review_address(review: Review) -> str:
    return reverse("reviews:minutes", args=[review.programme.slug, review.code])
