"""The years of a programme and its reviews under way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from songfai.programmes.models import Obligation, Programme
from songfai.programmes.states import ObligationKind
from songfai.record.states import Stage
from songfai.reviews import rules
from songfai.reviews.models import Review, SideRating
from songfai.reviews.queries.room import Progress


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the term: the date its review is due, and the review when it has been opened."""

    year: int
    due: Obligation | None
    review: Review | None
    progress: tuple[Progress, Progress] | None
    may_begin: bool
    is_late: bool


def years_of(programme: Programme, today: date) -> list[Year]:
    """The newest year first; years that have not begun and have no review are left out."""
    due = {
        owed.year: owed
        for owed in programme.obligations.filter(kind=ObligationKind.ANNUAL_REVIEW).order_by("-due", "-id")
    }
    reviews = {opened.year: opened for opened in _with_ratings(Review.objects.filter(programme=programme))}
    for opened in reviews.values():
        opened.programme = programme
    last = min(programme.term_end.year, today.year)
    years = sorted({*range(programme.term_start.year, last + 1), *reviews}, reverse=True)
    found = []
    for year in years:
        owed, review = due.get(year), reviews.get(year)
        late = owed is not None and owed.met_on is None and owed.due < today
        progress = _progress(review) if review else None
        found.append(Year(year, owed, review, progress, review is None and year <= today.year, late))
    return found


def _with_ratings(reviews: QuerySet[Review]) -> QuerySet[Review]:
    ratings = SideRating.objects.select_related("commitment")
    return reviews.select_related("document__standing", "opened_by").prefetch_related(
        Prefetch("ratings", ratings)
    )


def _progress(review: Review) -> tuple[Progress, Progress]:
    """As `Sheet.progress`, from the frozen facts and the ratings alone."""
    due = {
        kept["number"]
        for kept in review.facts.get("commitments", [])
        if rules.to_rate(kept["planned"], kept["activities"], kept["off_plan"])
    }
    done = {(rating.commitment.number, rating.position) for rating in review.ratings.all()}
    first, second = (
        Progress(side, sum((number, side.position) in done for number in due), len(due))
        for side in review.programme.sides.all()
    )
    return first, second


@dataclass(frozen=True, slots=True)
class Ahead:
    """A review that is being worked on, for the desk: how far each side is."""

    review: Review
    progress: tuple[Progress, Progress]

    def of(self, position: int) -> Progress:
        return self.progress[position - 1]


def under_way(programmes: QuerySet[Programme] | Iterable[Programme]) -> list[Ahead]:
    """Reviews that are open in these programmes: no minutes in force yet."""
    reviews = (
        _with_ratings(Review.objects.filter(programme__in=programmes))
        .exclude(document__standing__stage=Stage.IN_FORCE)
        .select_related("programme")
        .prefetch_related("programme__sides__institution")
        .order_by("year", "id")
    )
    return [Ahead(review, _progress(review)) for review in reviews]
