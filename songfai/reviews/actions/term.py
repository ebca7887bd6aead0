"""Both delegations; and what only a review of the term has: headings judged by each side and concluded by both, the
decision."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from songfai.kit.languages import Trilingual
from songfai.kit.stamps import require_unchanged
from songfai.parties.models import Seat
from songfai.reviews import rules
from songfai.reviews.actions.room import judged, note, to_write
from songfai.reviews.models import Conclusion, Delegation, Ground, Review, View
from songfai.reviews.permissions import check_may
from songfai.reviews.queries import conclusion_stamp, decision_stamp, delegation_stamp, view_stamp
from songfai.reviews.queries.grounds import MOST, grounds_of, grounds_stamp, offered
from songfai.reviews.statements import say_ratings
from songfai.reviews.states import Decision, Grade, Heading


@transaction.atomic
def set_delegation(
    *, review: Review, members: Trilingual, by: Seat, at: datetime, seen: str | None = None
) -> Delegation | None:
    """Who comes for the seat's own side; nobody is named by the other. Empty words take the delegation back."""
    position = check_may(by, review.programme, "rate")
    review = to_write(review)
    own = review.delegations.filter(position=position).first()
    require_unchanged(seen, delegation_stamp(own))
    note(review, by, at, "set_delegation", review, side=position)
    if not members:
        review.delegations.filter(position=position).delete()
        own = None
    else:
        own = own or Delegation(review=review, position=position)
        own.members = members
        own.save()
    say_ratings(review, position, by, at)
    return own


@transaction.atomic
def judge(
    *,
    review: Review,
    heading: Heading,
    grade: Grade,
    text: Trilingual,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> View:
    """Judge a heading for the seat's own side, and only for it."""
    position = check_may(by, review.programme, "rate")
    rules.require_heading(heading, review.form.headings)
    review = to_write(review)
    own = review.views.filter(heading=heading, position=position).first()
    require_unchanged(seen, view_stamp(own))
    own = own or View(review=review, heading=heading, position=position)
    worded = text != own.text
    own.grade, own.text = grade, text
    own.said_by, own.said_at = str(by.account)[:200], at
    own.save()
    judged(
        review,
        by,
        at,
        "judge",
        review,
        worded=worded,
        side=position,
        heading=str(heading),
        grade=str(grade),
    )
    say_ratings(review, position, by, at)
    return own


@transaction.atomic
def rest_on(
    *,
    review: Review,
    heading: Heading,
    picked: Sequence[str],
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> list[Ground]:
    """Say on which rows and files of the record one's own side's judgement of a heading rests: all of them at once, by
    name (`Ground.name`). Refused: heading_unknown, grounds_too_many, ground_unknown."""
    position = check_may(by, review.programme, "rate")
    rules.require_heading(heading, review.form.headings)
    review = to_write(review)
    own = grounds_of(review, heading, position)
    require_unchanged(seen, grounds_stamp(own))
    known = {one.name: one for one in (*offered(review, limit=None), *own)}
    rules.require_grounds(picked, known, MOST)
    review.grounds.filter(heading=heading, position=position).exclude(
        pk__in=[one.pk for one in own if one.name in picked]
    ).delete()
    for name in dict.fromkeys(picked):
        row = known[name]
        if row.pk is None:
            row.review, row.heading, row.position = review, heading, position
            row.save()
    judged(
        review,
        by,
        at,
        "rest_on",
        review,
        worded=False,
        side=position,
        heading=str(heading),
        rows=len(set(picked)),
    )
    say_ratings(review, position, by, at)
    return grounds_of(review, heading, position)


@transaction.atomic
def conclude(
    *,
    review: Review,
    heading: Heading,
    text: Trilingual,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> Conclusion | None:
    """What both are to say under a heading. Either side proposes it; it binds with the minutes."""
    check_may(by, review.programme, "write")
    rules.require_heading(heading, review.form.headings)
    review = to_write(review)
    own = review.conclusions.filter(heading=heading).first()
    require_unchanged(seen, conclusion_stamp(own))
    note(review, by, at, "conclude", review, heading=str(heading))
    if not text:
        review.conclusions.filter(heading=heading).delete()
        return None
    own = own or Conclusion(review=review, heading=heading)
    own.text = text
    own.save()
    return own


@transaction.atomic
def decide(
    *,
    review: Review,
    decision: Decision,
    text: Trilingual,
    extended_to: date | None,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> Review:
    """What becomes of the programme. Either side proposes it; both decide it by signing the final summary.

    Refused: no_decision_here, no_new_end, end_without_extension, end_not_later.
    """
    check_may(by, review.programme, "write")
    rules.require_decides(review.form.decides)
    review = to_write(review)
    require_unchanged(seen, decision_stamp(review))
    last = review.programme.term_end.due()
    assert last is not None, "a term ends in a known year"
    rules.require_decision(decision, extended_to, last)
    review.decision, review.decision_text, review.extended_to = decision, text, extended_to
    review.revision += 1
    review.save(update_fields=["decision", "decision_text", "extended_to", "revision"])
    note(review, by, at, "decide", review, decision=str(decision))
    return review
