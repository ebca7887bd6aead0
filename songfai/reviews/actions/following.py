"""Directions become the next year's draft plan; the decision of a final summary becomes its next step."""

from datetime import datetime

from django.db import transaction

from songfai.journal.actions import write
from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.plans.actions.plans import save_item, start_plan
from songfai.plans.models import Plan
from songfai.plans.queries import current
from songfai.programmes.actions import start_amendment, word_amendment
from songfai.programmes.models import Amendment
from songfai.reviews import rules
from songfai.reviews.actions.room import locked
from songfai.reviews.models import Direction, Review
from songfai.reviews.permissions import check_may
from songfai.reviews.queries import directions_left
from songfai.reviews.states import Decision


@transaction.atomic
def plan_from_directions(*, review: Review, by: Seat, at: datetime) -> Plan:
    """Carry each direction of minutes in force into the side's draft plan of the next year, once.

    A draft that exists is continued; where a plan of that year is in force the draft begins with its items.
    Refused: minutes_not_in_force, directions_carried, year_outside_term.
    """
    check_may(by, review.programme, "plan")
    review = locked(review)
    rules.require_minutes_in_force(review.stage)
    year = review.year + 1
    left = directions_left(review, by)
    rules.require_something_left(len(left), year)
    drafts = Plan.objects.filter(
        programme=review.programme, year=year, drafted_by__in=by.stands_for, document=None
    )
    plan = drafts.first()
    if plan is None:
        in_force = current(review.programme, year)
        plan = start_plan(programme=review.programme, year=year, by=by, at=at, copy_of=in_force)
    plan.programme = review.programme
    for direction in left:
        values = {
            "key": direction.key,
            "commitment": direction.commitment,
            "title": as_title(direction.text),
            "kind": direction.commitment.type,
            "lead": _lead_of(direction),
            "lead_party": direction.lead_party,
        }
        save_item(plan=plan, values=values, by=by, at=at)
    write(
        by=by,
        at=at,
        verb="reviews.plan_from_directions",
        subject=plan,
        programme=review.programme.slug,
        year=year,
        items=len(left),
    )
    return plan


def as_title(text: Trilingual) -> Trilingual:
    """A direction is a sentence, the title of an item is none: its full stop falls."""
    return Trilingual(
        **{language: words.strip().removesuffix(".") for language, words in text.as_dict().items()}
    )


def _lead_of(direction: Direction) -> int:
    """The side that leads the item; 0 also where a further party does, as an item says it."""
    if direction.lead_party_id:
        return 0
    return direction.commitment.bearer if direction.lead is None else direction.lead


@transaction.atomic
def amendment_from_decision(*, review: Review, by: Seat, at: datetime) -> Amendment:
    """Begin the amendment that extends the term as both decided in the final summary, with the decision as its reason.

    Refused: minutes_not_in_force, not_extended, amendment_draft_exists, and what an amendment refuses of the term.
    """
    check_may(by, review.programme, "plan")
    review = locked(review)
    rules.require_decided(review.stage)
    rules.require_extended(review.decision == Decision.EXTEND and review.extended_to is not None)
    assert review.extended_to is not None
    amendment = start_amendment(programme=review.programme, by=by, at=at)
    amendment.programme = review.programme
    day = review.extended_to
    values = {"term_end": PartialDate(day.year, day.month, day.day), "reason": review.decision_text}
    word_amendment(amendment=amendment, values=values, by=by, at=at)
    slug = review.programme.slug
    write(by=by, at=at, verb="reviews.amendment_from_decision", subject=amendment, programme=slug)
    return amendment
