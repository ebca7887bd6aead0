"""Directions become the next year's draft plan."""

from datetime import datetime

from django.db import transaction

from songfai.journal.actions import write
from songfai.parties.models import Seat
from songfai.plans.actions.plans import save_item, start_plan
from songfai.plans.models import Plan
from songfai.plans.queries import current
from songfai.reviews import rules
from songfai.reviews.actions.room import locked
from songfai.reviews.models import Review
from songfai.reviews.permissions import check_may
from songfai.reviews.queries import directions_left


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
            "title": direction.text,
            "kind": direction.commitment.type,
            "lead": direction.commitment.bearer,
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
