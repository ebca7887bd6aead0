"""Minutes in force meet the dates the programme owes for their kind of review."""

from datetime import datetime

from django.utils import timezone

from songfai.journal.actions import Actor
from songfai.programmes.obligations import meet, meet_one
from songfai.reviews.models import Review


def meet_dates(review: Review, by: Actor, at: datetime) -> None:
    """The annual review meets that of its year; a review of the term the first open date of each kind it meets,
    whichever year it was owed for."""
    on = review.held_on or timezone.localdate(at)
    for kind in review.form.meets:
        if not review.form.of_term:
            meet(programme=review.programme, kind=kind, year=review.year, on=on, by=by, at=at)
            continue
        owed = review.programme.obligations.filter(kind=kind, met_on=None).order_by("due", "id").first()
        if owed is not None:
            owed.programme = review.programme
            meet_one(obligation=owed, on=on, by=by, at=at)
