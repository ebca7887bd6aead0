"""The minutes of a review: offered by one side, approved or returned by the other; then they bind both."""

from datetime import datetime

from django.db import transaction

from songfai.journal.actions import write
from songfai.kit.errors import N_
from songfai.kit.stamps import require_unchanged
from songfai.parties.models import Seat
from songfai.people.consent import Consent
from songfai.plans.actions.plans import require_in_force
from songfai.record import actions as record
from songfai.record.models import Document
from songfai.reviews import rules
from songfai.reviews.actions.meeting_dates import meet_dates
from songfai.reviews.actions.room import keep_even, locked, tell_other
from songfai.reviews.models import Review
from songfai.reviews.permissions import check_may
from songfai.reviews.queries import sheet
from songfai.reviews.terms import minutes_paper, terms_stamp


def offered(review: Review) -> Document:
    """The minutes last offered; refused before the first offer."""
    if review.document is None:
        rules.require_offered(review.stage)
    assert review.document is not None
    return review.document


@transaction.atomic
def offer_minutes(
    *,
    review: Review,
    by: Seat,
    at: datetime,
    seen: str | None = None,
    consent: Consent | None = None,
) -> Review:
    """Offer the minutes to the other side: from here on ratings and findings are locked until they are answered.

    `seen` is terms.terms_stamp of what the offering person read; Changed when anything in the room changed since.
    Refused: minutes_offered, minutes_in_force and the first thing rules.missing finds.
    """
    check_may(by, review.programme, "offer")
    review = locked(review)
    rules.require_open(review.stage)
    room = sheet(review)
    rules.require_offerable(room.missing)
    require_unchanged(seen, terms_stamp(room))
    keep_even(room)
    require_in_force(review.programme)
    register = review.programme.register
    assert register is not None
    document = record.offer(
        register=register,
        **minutes_paper(room),
        by=by,
        at=at,
        consent=consent,
        draft=review,
    )
    review.document, review.version = document, document.version
    review.revision += 1
    review.save(update_fields=["document", "version", "revision"])
    _note(review, by, at, "offer", sha256=document.sha256)
    tell_other(
        review,
        by,
        at,
        N_("%(side)s offers the minutes of the review of %(year)s for %(title)s. They wait for your answer."),
        "reviews:minutes",
    )
    return review


@transaction.atomic
def approve(*, review: Review, seen: str, by: Seat, at: datetime, consent: Consent | None = None) -> Review:
    """Approve the very bytes that were read. In force, they meet the year's duty to hold the review."""
    check_may(by, review.programme, "approve")
    review = locked(review)
    record.approve(document=offered(review), seen=seen, by=by, at=at, consent=consent)
    review = locked(review)
    if review.is_in_force:
        meet_dates(review, by, at)
    _note(review, by, at, "approve", sha256=seen)
    tell_other(
        review,
        by,
        at,
        N_("%(side)s approved the minutes of the review of %(year)s for %(title)s. They are in force."),
        "reviews:minutes",
    )
    return review


@transaction.atomic
def return_(*, review: Review, seen: str, reason: str, by: Seat, at: datetime) -> Review:
    """Say no with a reason: the room opens again, and the minutes can be offered as the next version."""
    check_may(by, review.programme, "return")
    review = locked(review)
    record.return_(document=offered(review), seen=seen, reason=reason, by=by, at=at)
    _note(review, by, at, "return", reason=reason)
    tell_other(
        review,
        by,
        at,
        N_("%(side)s returned the minutes of the review of %(year)s for %(title)s with a reason."),
        "reviews:minutes",
    )
    return locked(review)


@transaction.atomic
def withdraw(*, review: Review, seen: str, reason: str, by: Seat, at: datetime) -> Review:
    """Take one's own side's offer back before it is answered: the room opens again."""
    check_may(by, review.programme, "withdraw")
    review = locked(review)
    record.withdraw(document=offered(review), seen=seen, reason=reason, by=by, at=at)
    _note(review, by, at, "withdraw", reason=reason)
    tell_other(
        review,
        by,
        at,
        N_("%(side)s withdrew the minutes of the review of %(year)s for %(title)s."),
        "reviews:minutes",
    )
    return locked(review)


def _note(review: Review, by: Seat, at: datetime, verb: str, **details: object) -> None:
    write(by=by, at=at, verb=f"reviews.{verb}", subject=review, programme=review.programme.slug, **details)
