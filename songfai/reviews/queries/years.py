"""The years of a programme and its reviews under way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast, Substr

from songfai.programmes.models import Obligation, Programme
from songfai.programmes.states import ObligationKind
from songfai.record.states import Stage
from songfai.reviews import rules
from songfai.reviews.models import Review, SideRating
from songfai.reviews.queries.room import Progress
from songfai.reviews.states import FORMS, ReviewKind


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
    annual = Review.objects.filter(programme=programme, kind=ReviewKind.ANNUAL)
    reviews = {opened.year: opened for opened in _with_ratings(annual)}
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


@dataclass(frozen=True, slots=True)
class OfTerm:
    """A review of the term: the date it is due, and the review when it has been opened."""

    kind: ReviewKind
    code: str
    due: Obligation | None
    review: Review | None
    progress: tuple[Progress, Progress] | None
    may_begin: bool
    is_late: bool
    is_unsummed: bool


def of_term(programme: Programme, today: date) -> list[OfTerm]:
    """The final summary, then the preliminary reviews: those opened, and the one that can be opened."""
    opened = list(
        _with_ratings(Review.objects.filter(programme=programme).exclude(kind=ReviewKind.ANNUAL)).order_by(
            "-year", "-id"
        )
    )
    owed = programme.obligations.filter(kind__in=[ObligationKind.MIDTERM, ObligationKind.FINAL_SUMMARY])
    due = {one.kind: one for one in owed.order_by("-met_on", "-due", "-id")}
    found = []
    for kind in (ReviewKind.FINAL, ReviewKind.MIDTERM):
        own = [one for one in opened if one.kind == kind]
        date_owed = due.get(FORMS[kind].meets[0])
        late = date_owed is not None and date_owed.met_on is None and date_owed.due < today
        may = _may_begin(kind, programme, own, today)
        if may or not own:
            fault = kind == ReviewKind.FINAL and bool(unsummed([programme], today))
            code = f"{kind}_{_year_to_open(kind, programme, today)}"
            found.append(OfTerm(kind, code, date_owed, None, None, may, late, fault))
        for review in own:
            review.programme = programme
            found.append(OfTerm(kind, review.code, date_owed, review, _progress(review), False, late, False))
    return found


def _year_to_open(kind: ReviewKind, programme: Programme, today: date) -> int:
    last = programme.term_end.year or today.year
    return last if kind == ReviewKind.FINAL else min(today.year, last)


def _may_begin(kind: ReviewKind, programme: Programme, own: list[Review], today: date) -> bool:
    year = _year_to_open(kind, programme, today)
    if any(not one.is_in_force or one.year == year for one in own):
        return False
    first, last = programme.term_start.year or today.year, programme.term_end.year or today.year
    return today.year >= last if kind == ReviewKind.FINAL else first <= today.year <= last


def unsummed(programmes: Iterable[Programme], today: date) -> list[Programme]:
    """Programmes in force whose term is over and whose final summary both sides have not signed; one query. A summary
    that ended in an extension was of the term before: the longer one ends with a summary of its own."""
    ended = [one for one in programmes if (one.term_end.due() or today) < today]
    if not ended:
        return []
    summed = dict(
        Review.objects.filter(
            programme__in=ended, kind=ReviewKind.FINAL, document__standing__stage=Stage.IN_FORCE
        )
        .order_by("year")
        .values_list("programme_id", "year")
    )
    return [one for one in ended if summed.get(one.pk, 0) < (one.term_end.year or 0)]


def without_summary(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Leaves out those that have a final summary in force of the year their term ends in, or of a later one."""
    year_of_end = Substr(OuterRef("term_end"), 1, 4)
    summed = Review.objects.annotate(year_text=Cast("year", CharField())).filter(
        programme=OuterRef("pk"),
        kind=ReviewKind.FINAL,
        document__standing__stage=Stage.IN_FORCE,
        year_text__gte=year_of_end,
    )
    # The code of a term that ends "by 2030" does not begin with its year: `unsummed` looks at those.
    return programmes.exclude(Q(term_end__regex=r"^[0-9]{4}") & Exists(summed))


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
        if review.form.of_term or rules.to_rate(kept["planned"], kept["activities"], kept["off_plan"])
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


def under_way(programmes: Iterable[Programme]) -> list[Ahead]:
    """Reviews that are open in these programmes, which are given with their sides: no minutes in force yet."""
    known = {one.pk: one for one in programmes}
    reviews = list(
        _with_ratings(Review.objects.filter(programme__in=known))
        .exclude(document__standing__stage=Stage.IN_FORCE)
        .order_by("year", "id")
    )
    for review in reviews:
        review.programme = known[review.programme_id]
    return [Ahead(review, _progress(review)) for review in reviews]
