"""What a report says of a review."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.programmes.models import Programme
from songfai.record.models import Document
from songfai.reviews.queries.room import of_year, sheet


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
