"""A review made by the room's own actions, as far as a test needs it."""

from datetime import date
from types import SimpleNamespace

from songfai.kit.languages import Trilingual
from songfai.reviews import actions, queries
from songfai.reviews.models import Review
from songfai.reviews.states import Rating
from tests import factories as make
from tests.fixtures.kept import kept

YEAR = 2025


def fresh(made: SimpleNamespace) -> Review:
    review = queries.of_year(made.programme, YEAR)
    assert review is not None
    return review


@kept
def opened(items: int = 1) -> SimpleNamespace:
    """A programme in force with a plan of 2025, one finished activity under its first item, and the review open."""
    made = make.programme_in_force()
    made.plan = make.plan_in_force(made, YEAR, items=items, quarter=2)
    item = made.plan.items.first()
    made.activity = make.activity(made, item=item)
    made.review = actions.open_review(programme=made.programme, year=YEAR, by=made.leader_a, at=make.NOW)
    return made


@kept
def compiled(made: SimpleNamespace | None = None, cut_off: date = date(2025, 12, 31)) -> SimpleNamespace:
    made = made or opened()
    actions.compile_facts(review=made.review, cut_off=cut_off, by=made.leader_a, at=make.NOW)
    made.review = fresh(made)
    return made


def rate(
    made: SimpleNamespace, seat: object, value: Rating = Rating.DONE, number: int = 1, **more: object
) -> object:
    given = {"comment": Trilingual(vi="Tốt"), "at": make.NOW}
    return actions.rate(
        review=made.review, commitment=made.commitments[number - 1], value=value, by=seat, **(given | more)
    )


@kept
def complete(made: SimpleNamespace | None = None, second: Rating = Rating.DONE) -> SimpleNamespace:
    """Everything the minutes need; both rate alike unless `second` says otherwise."""
    made = compiled(made)
    rate(made, made.leader_a)
    rate(made, made.leader_b, second)
    actions.save_lesson(review=made.review, text=make.words("Lesson"), by=made.leader_a, at=make.NOW)
    actions.save_direction(
        review=made.review,
        commitment=made.commitments[1],
        text=make.words("Direction"),
        by=made.leader_b,
        at=make.NOW,
    )
    actions.set_meeting(
        review=made.review,
        held_on=date(2026, 3, 2),
        place=make.words("Vientiane"),
        by=made.leader_a,
        at=make.NOW,
    )
    made.review = fresh(made)
    return made


@kept
def offered(made: SimpleNamespace | None = None) -> SimpleNamespace:
    return offered_as_is(complete(made))


def offered_as_is(made: SimpleNamespace) -> SimpleNamespace:
    actions.offer_minutes(review=made.review, by=made.leader_a, at=make.NOW)
    made.review = fresh(made)
    return made


@kept
def in_force(made: SimpleNamespace | None = None) -> SimpleNamespace:
    made = offered(made)
    actions.approve(review=made.review, seen=made.review.document.sha256, by=made.leader_b, at=make.NOW)
    made.review = fresh(made)
    return made
