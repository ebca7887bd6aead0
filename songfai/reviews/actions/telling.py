"""What a side has said in reviews before its own log told of it."""

from datetime import datetime

from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.reviews.models import Review
from songfai.reviews.statements import rating_terms, say_closing, say_ratings


def tell_known(*, programme: Programme, position: int, by: Seat, at: datetime) -> None:
    """How the side rates and judges, review by review, and that it closed. The exchange has asked who may do this."""
    for review in Review.objects.filter(programme=programme).order_by("id"):
        review.programme = programme
        if rating_terms(review, position).keys() - {"year", "kind"}:
            say_ratings(review, position, by, at)
        if review.closings.filter(position=position).exists():
            say_closing(review, position, by, at)
