"""Lessons and directions: added, changed, taken out by either side; both answer for them by signing the minutes."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max, QuerySet

from songfai.kit.errors import N_, Changed
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import require_unchanged
from songfai.parties.models import Seat
from songfai.programmes.models import Commitment, FurtherParty
from songfai.programmes.rules import require_parties
from songfai.reviews import rules
from songfai.reviews.actions.room import note, require_own, to_write
from songfai.reviews.models import Direction, Lesson, Review
from songfai.reviews.permissions import check_may
from songfai.reviews.queries import direction_stamp, lesson_stamp

Line = TypeVar("Line", Lesson, Direction)


@transaction.atomic
def save_lesson(
    *,
    review: Review,
    text: Trilingual,
    by: Seat,
    at: datetime,
    lesson: Lesson | None = None,
    seen: str | None = None,
) -> Lesson:
    """Add a lesson, or change one."""
    check_may(by, review.programme, "write")
    review = to_write(review)
    if lesson is None:
        lesson = Lesson(review=review, number=_next(review.lessons.all()))
    else:
        lesson = _still(review.lessons.all(), lesson.pk)
        require_unchanged(seen, lesson_stamp(lesson))
    lesson.text = text
    lesson.save()
    note(review, by, at, "save_lesson", lesson, year=review.year)
    return lesson


@transaction.atomic
def remove_lesson(*, lesson: Lesson, by: Seat, at: datetime) -> None:
    check_may(by, lesson.review.programme, "write")
    review = to_write(lesson.review)
    lesson = _still(review.lessons.all(), lesson.pk)
    note(review, by, at, "remove_lesson", lesson, year=review.year)
    lesson.delete()


@transaction.atomic
def save_direction(
    *,
    review: Review,
    commitment: Commitment,
    text: Trilingual,
    by: Seat,
    at: datetime,
    direction: Direction | None = None,
    lead: int | None = None,
    lead_party: FurtherParty | None = None,
    seen: str | None = None,
    key: UUID | None = None,
) -> Direction:
    """Add what both want to do next year under a commitment, or change it. `lead`: who does it, 0 both, 1 or 2 a side;
    `lead_party` in their place. `key`: what a new one is to have.
    Refused: two_do_it, party_of_another, observer_only_reads."""
    check_may(by, review.programme, "write")
    require_own(review, commitment)
    require_parties([lead_party], review.programme_id)
    rules.require_one_who_does_it(lead, lead_party is not None)
    review = to_write(review)
    if direction is None:
        direction = Direction(review=review, number=_next(review.directions.all()), key=key or uuid4())
    else:
        direction = _still(review.directions.all(), direction.pk)
        require_unchanged(seen, direction_stamp(direction))
    direction.commitment, direction.text, direction.lead = commitment, text, lead
    direction.lead_party = lead_party
    direction.save()
    note(review, by, at, "save_direction", direction, year=review.year, commitment=commitment.number)
    return direction


@transaction.atomic
def remove_direction(*, direction: Direction, by: Seat, at: datetime) -> None:
    check_may(by, direction.review.programme, "write")
    review = to_write(direction.review)
    direction = _still(review.directions.all(), direction.pk)
    note(review, by, at, "remove_direction", direction, year=review.year)
    direction.delete()


def _next(lines: QuerySet[Line]) -> int:
    return (lines.aggregate(last=Max("number"))["last"] or 0) + 1


def _still(lines: QuerySet[Line], pk: int) -> Line:
    """The line as it stands now; somebody may have removed it meanwhile."""
    line = lines.filter(pk=pk).first()
    if line is None:
        raise Changed(
            "removed_meanwhile",
            N_("Somebody removed this line meanwhile. Add it anew if it is still needed."),
        )
    return line
