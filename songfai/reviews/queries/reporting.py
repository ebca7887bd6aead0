"""What a report says of a review."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.programmes.models import FurtherParty, Programme
from songfai.record.models import Document
from songfai.reviews.models import Ground
from songfai.reviews.queries.room import Judged, of_year, sheet
from songfai.reviews.states import ReviewKind


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """Of one commitment; ratings are values of states.Rating or empty."""

    commitment: int
    rating_1: str
    rating_2: str
    agreed: str
    disagreement: Trilingual
    difficulty: Trilingual
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
    lead: int | None = None
    lead_party: FurtherParty | None = None


@dataclass(frozen=True, slots=True)
class ReportHeading:
    """Of one heading of a review of the term; grades are values of states.Grade or empty."""

    heading: str
    grade_1: str
    grade_2: str
    text_1: Trilingual
    text_2: Trilingual
    conclusion: Trilingual
    grounds: tuple[Ground, ...] = ()


def _heading(one: Judged) -> ReportHeading:
    nothing = Trilingual()
    return ReportHeading(
        heading=str(one.heading),
        grade_1=one.view_1.grade if one.view_1 else "",
        grade_2=one.view_2.grade if one.view_2 else "",
        text_1=one.view_1.text if one.view_1 else nothing,
        text_2=one.view_2.text if one.view_2 else nothing,
        conclusion=one.conclusion.text if one.conclusion else nothing,
        grounds=(*one.grounds_1, *one.grounds_2),
    )


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
    first_year: int
    agenda: Trilingual
    delegations: tuple[tuple[int, Trilingual], ...]
    judged: tuple[ReportHeading, ...]
    facts: dict[str, Any]
    decision: str
    decision_text: Trilingual
    extended_to: date | None


def for_report(programme: Programme, year: int, kind: str = ReviewKind.ANNUAL) -> ReportReview | None:
    """The review of a year or of the term, or None when nobody has opened it. Commitments nobody spoke of are left out."""
    review = of_year(programme, year, kind)
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
            difficulty=row.finding.difficulty if row.finding else nothing,
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
            ReportDirection(
                str(one.key), one.number, one.commitment.number, one.text, one.lead, one.lead_party
            )
            for one in room.directions
        ),
        document=review.document,
        is_in_force=review.is_in_force,
        first_year=review.first_year,
        agenda=review.agenda,
        delegations=tuple((position, one.members) for position, one in sorted(room.delegations.items())),
        judged=tuple(_heading(one) for one in room.judged),
        facts=review.facts,
        decision=review.decision,
        decision_text=review.decision_text,
        extended_to=review.extended_to,
    )
