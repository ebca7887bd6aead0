"""Reads about reviews: the years of a programme, the room of one year, what a report says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from songfai.kit.errors import Refused
from songfai.kit.forms import current_language
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import stamp
from songfai.parties.models import Seat
from songfai.plans.models import PlanItem
from songfai.programmes.models import Commitment, Obligation, Programme, Side
from songfai.programmes.queries import promised_until, visible_to
from songfai.programmes.states import ObligationKind
from songfai.programmes.terms import commitment_id
from songfai.record.models import Document
from songfai.record.states import Stage
from songfai.reviews import rules
from songfai.reviews.models import Direction, Finding, Lesson, Review, SideRating


def reviews_visible_to(seat: Seat | None) -> QuerySet[Review]:
    """Both sides share the room from its opening on; whoever may not read the programme sees none of it."""
    return Review.objects.filter(programme__in=visible_to(seat)).select_related(
        "document__standing", "opened_by", "programme"
    )


def of_year(programme: Programme, year: int) -> Review | None:
    review = (
        Review.objects.filter(programme=programme, year=year)
        .select_related("document__standing", "opened_by")
        .first()
    )
    if review is not None:
        review.programme = programme
    return review


# ---- The room of one year -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment in the room: its facts, both sides' ratings, what both say of it."""

    commitment: Commitment
    facts: dict[str, Any]
    rating_1: SideRating | None
    rating_2: SideRating | None
    finding: Finding | None
    line: rules.Line

    @property
    def label(self) -> Trilingual:
        return self.commitment.short or self.commitment.text

    @property
    def ratings(self) -> tuple[SideRating | None, SideRating | None]:
        return self.rating_1, self.rating_2

    def rating(self, position: int | None) -> SideRating | None:
        return {1: self.rating_1, 2: self.rating_2}.get(position or 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the commitments to be rated one side has rated."""

    side: Side
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the room shows of a year."""

    review: Review
    rows: list[Row]
    lessons: list[Lesson]
    directions: list[Direction]
    missing: list[Refused]

    @property
    def lines(self) -> list[rules.Line]:
        return [row.line for row in self.rows]

    @property
    def progress(self) -> tuple[Progress, Progress]:
        first, second = (
            Progress(side, *rules.rated(self.lines, side.position))
            for side in self.review.programme.sides.all()
        )
        return first, second

    @property
    def settled(self) -> int:
        return sum(line.is_settled for line in self.lines if line.to_rate)

    def row(self, number: int) -> Row | None:
        return next((row for row in self.rows if row.commitment.number == number), None)

    def next_unrated(self, position: int, after: int) -> Row | None:
        """The next commitment the side still has to rate, beginning after `after` and going round."""
        open_rows = [row for row in self.rows if row.line.to_rate and not row.line.rated_by(position)]
        later = (row for row in open_rows if row.commitment.number > after)
        return next(later, open_rows[0] if open_rows else None)


def facts_of(review: Review) -> dict[str, dict[str, Any]]:
    """The frozen facts by what documents call a commitment."""
    return {kept["id"]: kept for kept in review.facts.get("commitments", [])}


def line_of(
    number: int,
    facts: dict[str, Any],
    ratings: tuple[SideRating | None, SideRating | None],
    finding: Finding | None,
) -> rules.Line:
    first, second = ratings
    return rules.Line(
        number=number,
        to_rate=rules.to_rate(facts.get("planned", 0), facts.get("activities", 0), facts.get("off_plan", 0)),
        side_1=first.value if first else "",
        side_2=second.value if second else "",
        agreed=finding.agreed if finding else "",
        has_disagreement=bool(finding and finding.disagreement),
    )


def _names(programme: Programme) -> tuple[str, str]:
    first, second = (side.display_name.best(current_language())[0] for side in programme.sides.all())
    return first, second


def sheet(review: Review) -> Sheet:
    """The whole room in five queries, whatever the number of commitments."""
    facts = facts_of(review)
    ratings = {(rating.commitment_id, rating.position): rating for rating in review.ratings.all()}
    findings = {finding.commitment_id: finding for finding in review.findings.all()}
    rows = []
    for commitment in promised_until(review.programme, review.cut_off):
        own = facts.get(commitment_id(commitment.number), {})
        pair = ratings.get((commitment.pk, 1)), ratings.get((commitment.pk, 2))
        finding = findings.get(commitment.pk)
        rows.append(Row(commitment, own, *pair, finding, line_of(commitment.number, own, pair, finding)))
    lessons = list(review.lessons.all())
    directions = list(review.directions.select_related("commitment"))
    missing = rules.missing(
        [row.line for row in rows],
        sides=_names(review.programme),
        compiled=review.compiled_at is not None,
        lessons=len(lessons),
        directions=len(directions),
        held_on=review.held_on,
    )
    return Sheet(review, rows, lessons, directions, missing)


# ---- What a form was filled from, so that the second of two savers is told --------------------------------


def rating_stamp(rating: SideRating | None) -> str:
    return stamp(rating.value, rating.comment.as_dict()) if rating else stamp("", {})


def finding_stamp(finding: Finding | None) -> str:
    if finding is None:
        return stamp("", {}, {})
    return stamp(finding.agreed, finding.disagreement.as_dict(), finding.cause.as_dict())


def lesson_stamp(lesson: Lesson) -> str:
    return stamp(lesson.text.as_dict())


def direction_stamp(direction: Direction) -> str:
    return stamp(direction.commitment_id, direction.text.as_dict())


# ---- The years of a programme -----------------------------------------------------------------------------


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


# ---- What follows -----------------------------------------------------------------------------------------

LIVING = (Stage.OFFERED, Stage.ACCEPTED, Stage.IN_FORCE)


def directions_left(review: Review, seat: Seat) -> list[Direction]:
    """Directions that stand neither in the side's own draft of the next year nor in a plan that was offered.

    An item carries the key of the direction it came from. The other side's draft is not looked at: it is theirs.
    """
    items = PlanItem.objects.filter(plan__programme=review.programme, plan__year=review.year + 1)
    carried = {
        *items.filter(plan__document__standing__stage__in=LIVING).values_list("key", flat=True),
        *items.filter(plan__document=None, plan__drafted_by__in=seat.stands_for).values_list(
            "key", flat=True
        ),
    }
    return [one for one in review.directions.select_related("commitment") if one.key not in carried]


# ---- What a report says of a year -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """Of one commitment; ratings are values of states.Rating or empty."""

    commitment: int
    rating_1: str
    rating_2: str
    agreed: str
    disagreement: Trilingual
    cause: Trilingual
    comment_1: Trilingual
    comment_2: Trilingual
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReportDirection:
    key: str
    number: int
    commitment: int
    text: Trilingual


@dataclass(frozen=True, slots=True)
class ReportReview:
    """A year's review as reports read it. `is_in_force` says whether both sides have signed the minutes."""

    year: int
    cut_off: date
    held_on: date | None
    place: Trilingual
    findings: tuple[ReportFinding, ...]
    lessons: tuple[Trilingual, ...]
    directions: tuple[ReportDirection, ...]
    document: Document | None
    is_in_force: bool


def for_report(programme: Programme, year: int) -> ReportReview | None:
    """The year's review, or None when nobody has opened it. Commitments nobody spoke of are left out."""
    review = of_year(programme, year)
    if review is None:
        return None
    room = sheet(review)
    nothing = Trilingual()
    findings = tuple(
        ReportFinding(
            commitment=row.commitment.number,
            rating_1=row.line.side_1,
            rating_2=row.line.side_2,
            agreed=row.line.agreed,
            disagreement=row.finding.disagreement if row.finding else nothing,
            cause=row.finding.cause if row.finding else nothing,
            comment_1=row.rating_1.comment if row.rating_1 else nothing,
            comment_2=row.rating_2.comment if row.rating_2 else nothing,
            facts=row.facts,
        )
        for row in room.rows
        if row.rating_1 or row.rating_2 or row.finding
    )
    return ReportReview(
        year=review.year,
        cut_off=review.cut_off,
        held_on=review.held_on,
        place=review.place,
        findings=findings,
        lessons=tuple(lesson.text for lesson in room.lessons),
        directions=tuple(
            ReportDirection(str(one.key), one.number, one.commitment.number, one.text)
            for one in room.directions
        ),
        document=review.document,
        is_in_force=review.is_in_force,
    )
