"""A review of the term made by the room's own actions: the final summary of a programme of 2023 to 2026."""

from datetime import date
from types import SimpleNamespace

from songfai.reviews import actions, queries
from songfai.reviews.models import Review
from songfai.reviews.states import Decision, Grade, Heading, Rating, ReviewKind
from tests import factories as make
from tests.fixtures.kept import kept
from tests.reviews import making

YEAR = 2026


def fresh(made: SimpleNamespace, kind: ReviewKind = ReviewKind.FINAL) -> Review:
    review = queries.of_year(made.programme, YEAR, kind)
    assert review is not None
    return review


@kept
def opened(kind: ReviewKind = ReviewKind.FINAL) -> SimpleNamespace:
    """The year 2025 is recorded and its minutes are in force; the review of the term is open."""
    made = making.in_force()
    made.annual = made.review
    made.review = actions.open_review(
        programme=made.programme, year=YEAR, kind=kind, by=made.leader_a, at=make.NOW
    )
    return made


@kept
def compiled(kind: ReviewKind = ReviewKind.FINAL, made: SimpleNamespace | None = None) -> SimpleNamespace:
    made = made or opened(kind)
    actions.compile_facts(review=made.review, cut_off=make.TODAY, by=made.leader_a, at=make.NOW)
    made.review = fresh(made, kind)
    return made


@kept
def complete(kind: ReviewKind = ReviewKind.FINAL) -> SimpleNamespace:
    """All that the minutes of a review of the term need."""
    made = compiled(kind)
    for leader in (made.leader_a, made.leader_b):
        for number in range(1, len(made.commitments) + 1):
            making.rate(made, leader, Rating.DONE, number)
        for heading in Heading:
            actions.judge(
                review=made.review,
                heading=heading,
                grade=Grade.GOOD,
                text=make.words("View"),
                by=leader,
                at=make.NOW,
            )
        actions.set_delegation(review=made.review, members=make.words("Somebody"), by=leader, at=make.NOW)
    for heading in Heading:
        actions.conclude(
            review=made.review, heading=heading, text=make.words("Both"), by=made.leader_b, at=make.NOW
        )
    if kind == ReviewKind.FINAL:
        actions.decide(
            review=made.review,
            decision=Decision.RENEW,
            text=make.words("Go on"),
            extended_to=None,
            by=made.leader_a,
            at=make.NOW,
        )
    else:
        actions.save_direction(
            review=made.review,
            commitment=made.commitments[1],
            text=make.words("Direction"),
            by=made.leader_b,
            at=make.NOW,
        )
    actions.set_meeting(
        review=made.review,
        held_on=date(2026, 3, 4),
        place=make.words("Vientiane"),
        agenda=make.words("One point"),
        by=made.leader_a,
        at=make.NOW,
    )
    made.review = fresh(made, kind)
    return made


@kept
def in_force(kind: ReviewKind = ReviewKind.FINAL) -> SimpleNamespace:
    made = complete(kind)
    actions.offer_minutes(review=made.review, by=made.leader_a, at=make.NOW)
    made.review = fresh(made, kind)
    actions.approve(review=made.review, seen=made.review.document.sha256, by=made.leader_b, at=make.NOW)
    made.review = fresh(made, kind)
    return made
