"""What reports take from the annual reviews: their cut-off dates, the numbers both sides signed, ratings and directions."""

from datetime import date
from typing import Any

from songfai.programmes.models import Programme
from songfai.record.models import Document
from songfai.reports.counting import findings_figures
from songfai.reports.facts import AgreedPaper, DirectionFacts, FindingFacts, ReviewFacts
from songfai.reports.queries.parties import name_of
from songfai.reviews.models import Review
from songfai.reviews.queries import ReportDirection, ReportReview
from songfai.reviews.states import ReviewKind


def agreed_paper(document: Document | None) -> AgreedPaper | None:
    if document is None or document.standing.in_force_at is None:
        return None
    return AgreedPaper(document.version, document.standing.in_force_at.date(), document.sha256)


def reviews_of(programme: Programme, year: int) -> dict[int, Review]:
    """The annual reviews of the year and of the one before; one query."""
    found = Review.objects.filter(programme=programme, kind=ReviewKind.ANNUAL, year__in=(year - 1, year))
    return {one.year: one for one in found.select_related("document__standing").defer("document__body")}


def signed_of(review: Review | None, cut_off: date) -> dict[str, Any] | None:
    """What the minutes in force say of the same day; at any other the record is counted as it stands."""
    return review.facts if review and review.is_in_force and review.cut_off == cut_off else None


def a_year_before(day: date) -> date:
    return (
        day.replace(year=day.year - 1, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )


def findings_of(review: ReportReview) -> tuple[FindingFacts, ...]:
    return tuple(
        FindingFacts(
            commitment=each.commitment,
            rating_1=each.rating_1,
            rating_2=each.rating_2,
            agreed=each.agreed,
            disagreement=each.disagreement,
            difficulty=each.difficulty,
            cause=each.cause,
            comment_1=each.comment_1,
            comment_2=each.comment_2,
        )
        for each in review.findings
    )


def direction_facts(one: ReportDirection) -> DirectionFacts:
    return DirectionFacts(one.commitment, one.text, one.lead, name_of(one.lead_party))


def review_facts(review: ReportReview | None) -> ReviewFacts | None:
    paper = agreed_paper(review.document) if review and review.is_in_force else None
    if review is None or paper is None:
        return None
    findings = findings_of(review)
    return ReviewFacts(
        paper=paper,
        held_on=review.held_on,
        place=review.place,
        findings=findings,
        lessons=review.lessons,
        delegations=review.delegations,
        directions=tuple(direction_facts(each) for each in review.directions),
        **findings_figures(findings),
    )
