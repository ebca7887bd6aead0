"""The work on a year's review: facts, ratings, what both say of a commitment, lessons, directions.

Both sides work in the same room. What belongs to one side, its rating, only that side writes; everything else either
side writes, and both answer for it by signing the minutes.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import require_unchanged
from songfai.parties.models import Seat
from songfai.plans.actions.plans import require_in_force
from songfai.plans.rules import require_year_in_term
from songfai.programmes.actions import notifying
from songfai.programmes.models import Commitment, Programme
from songfai.record import actions as record
from songfai.record.even import Evened, standing_for, words_of_others
from songfai.record.states import Stage
from songfai.reviews import rules
from songfai.reviews.compiled import compiled
from songfai.reviews.models import Finding, Lesson, Review, SideRating
from songfai.reviews.permissions import check_may
from songfai.reviews.queries import Sheet, behind_in, finding_stamp, names_of, rating_stamp, sheet, written_in
from songfai.reviews.statements import say_ratings
from songfai.reviews.states import FORMS, Rating, ReviewKind, ratings_of
from songfai.reviews.term_facts import compiled_term, findings_of, lessons_of, recorded_years
from songfai.reviews.terms import terms_stamp

OPENED = {
    ReviewKind.ANNUAL: N_(
        "%(side)s opened the review of %(year)s for %(title)s. Your side’s ratings are awaited."
    ),
    ReviewKind.MIDTERM: N_(
        "%(side)s opened the preliminary review of %(title)s. Your side’s ratings are awaited."
    ),
    ReviewKind.FINAL: N_("%(side)s opened the final summary of %(title)s. Your side’s ratings are awaited."),
}


def locked(review: Review) -> Review:
    """The review as it stands now, held until the transaction ends, after the record: both sides write in one room."""
    record.hold(review.programme.register)
    Review.objects.select_for_update().get(pk=review.pk)
    fresh = Review.objects.select_related("document__standing").get(pk=review.pk)
    fresh.programme = review.programme
    return fresh


def to_write(review: Review) -> Review:
    """The same of a room that is still open. What now says the same in every authentic language is kept as such, so that a
    change in one of them alone is seen until the others follow."""
    review = locked(review)
    rules.require_open(review.stage)
    keep_even(sheet(review))
    return review


def keep_even(room: Sheet, *, stays: Collection[str] = (), alike: Evened | None = None) -> list[str]:
    """Of what is written in the room, see `even.evened`; the paths of the texts that are kept otherwise than before.
    `alike`: what the other side says of its own texts, as they last said the same."""
    review = room.review
    texts = {one.path: one.text for one in written_in(room)}
    return record.keep_even(review, texts, review.programme.authentic_languages, stays=stays, alike=alike)


@transaction.atomic
def let_stand(*, review: Review, by: Seat, at: datetime, seen: str | None = None) -> Review:
    """Say that what was not changed in a language says the same still: a slip of the pen was mended in another. Of its own
    word only the side says it whose word it is.

    `seen` is terms.terms_stamp of what was read: nobody answers for a change made since. Refused: word_of_the_other."""
    position = check_may(by, review.programme, "write")
    review = locked(review)
    rules.require_open(review.stage)
    room = sheet(review)
    if seen is not None and seen != terms_stamp(room):
        raise meanwhile()
    waiting = behind_in(room)
    stays = standing_for(position, waiting)
    if waiting and not stays:
        raise words_of_others(position, waiting, names_of(review.programme))[0]
    stands = [path for path in keep_even(room, stays=stays) if path in stays]
    if stands:
        note(review, by, at, "let_stand", review, texts=stands)
        say_ratings(review, position, by, at)  # the other side's server learns it of the side's own word
    return review


def bump(review: Review, seen_revision: int | None) -> None:
    if seen_revision is not None and seen_revision != review.revision:
        raise meanwhile()
    review.revision += 1


def meanwhile() -> Changed:
    return Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))


def tell_other(review: Review, by: Seat, at: datetime, text: str, page: str) -> None:
    notifying.tell_other(
        review.programme,
        by,
        at,
        text,
        address=reverse(page, args=[review.programme.slug, review.code]),
        year=review.year,
        title=review.programme.title.as_dict(),
    )


def note(review: Review, by: Seat, at: datetime, verb: str, subject: object, **details: object) -> None:
    """Of what somebody says in the room: it goes into the minutes, which they have thereby written in."""
    record.wrote(review, by, at)
    _noted(review, by, at, verb, subject, **details)


def judged(
    review: Review, by: Seat, at: datetime, verb: str, subject: object, *, worded: bool, **details: object
) -> None:
    """Of what one's own side thinks: a rating or the rows it rests on are picked and no text; the words beside it are one."""
    (note if worded else _noted)(review, by, at, verb, subject, **details)


def _noted(review: Review, by: Seat, at: datetime, verb: str, subject: object, **details: object) -> None:
    """Of what is done and no word said: the room is opened, the record counted."""
    write(by=by, at=at, verb=f"reviews.{verb}", subject=subject, programme=review.programme.slug, **details)


@transaction.atomic
def open_review(
    *, programme: Programme, year: int, by: Seat, at: datetime, kind: ReviewKind = ReviewKind.ANNUAL
) -> Review:
    """Open the room of a review for both sides. The facts come when somebody compiles them.

    Refused: programme_not_in_force, year_outside_term, year_not_begun, term_not_ending, review_exists.
    """
    check_may(by, programme, "open")
    require_in_force(programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    today = timezone.localdate(at)
    require_year_in_term(year, programme.term_start.year, programme.term_end.year)
    rules.require_begun(year, today)
    if kind == ReviewKind.FINAL:
        rules.require_last_year(programme.term_end.year or year, today)
    if FORMS[kind].of_term:
        open_ones = Review.objects.filter(programme=programme, kind=kind)
        rules.require_none_open(open_ones.exclude(document__standing__stage=Stage.IN_FORCE).count())
    if Review.objects.filter(programme=programme, kind=kind, year=year).exists():
        raise Refused("review_exists", N_("The review of %(year)s has been opened already."), year=year)
    review = Review.objects.create(
        programme=programme,
        kind=kind,
        year=year,
        cut_off=rules.usual_cut_off(year, today),
        opened_by=by.institution,
        created_at=at,
    )
    _noted(review, by, at, "open", review)
    tell_other(
        review,
        by,
        at,
        OPENED[kind],
        "reviews:review",
    )
    return review


@transaction.atomic
def compile_facts(
    *, review: Review, cut_off: date, by: Seat, at: datetime, seen_revision: int | None = None
) -> Review:
    """Count the year's facts at the cut-off and keep them as they are: later edits of the record do not change them."""
    check_may(by, review.programme, "compile")
    review = to_write(review)
    rules.require_cut_off(cut_off, review.year, timezone.localdate(at))
    bump(review, seen_revision)
    is_first = review.compiled_at is None
    review.cut_off, review.compiled_at = cut_off, at
    review.facts = counted(review, cut_off) | {"compiled_by": str(by.account)[:200]}
    review.save(update_fields=["cut_off", "compiled_at", "facts", "revision"])
    if is_first and review.form.of_term:
        _carry(review)
    _noted(review, by, at, "compile_facts", review, cut_off=cut_off.isoformat())
    return review


def counted(review: Review, cut_off: date) -> dict[str, Any]:
    """What the record says now, for the year or for every year of the term so far."""
    if review.form.of_term:
        return compiled_term(review.programme, review.first_year, review.year, cut_off)
    return compiled(review.programme, review.year, cut_off)


def _carry(review: Review) -> None:
    """What both sides signed in the years begins the review of the term: their lessons, and of each commitment the
    newest cause. Both may be changed; ratings are given anew by each side."""
    recorded = recorded_years(review.programme, range(review.first_year, review.year + 1))
    if not review.lessons.exists():
        Lesson.objects.bulk_create(
            Lesson(review=review, number=number, text=one.text)
            for number, one in enumerate(lessons_of(recorded.values()), 1)
        )
    newest = {
        one.commitment_id: one for _place, one in sorted(findings_of(recorded.values()).items()) if one.cause
    }
    for commitment, one in newest.items():
        Finding.objects.get_or_create(review=review, commitment_id=commitment, defaults={"cause": one.cause})


@transaction.atomic
def set_meeting(
    *,
    review: Review,
    held_on: date | None,
    place: Trilingual,
    by: Seat,
    at: datetime,
    agenda: Trilingual | None = None,
    seen_revision: int | None = None,
) -> Review:
    """When and where the two sides met, and on what; without an agenda the one that stands is kept."""
    check_may(by, review.programme, "write")
    review = to_write(review)
    rules.require_held(held_on, review.year, timezone.localdate(at))
    bump(review, seen_revision)
    review.held_on, review.place = held_on, place
    review.agenda = review.agenda if agenda is None else agenda
    review.save(update_fields=["held_on", "place", "agenda", "revision"])
    note(review, by, at, "set_meeting", review, held_on=held_on.isoformat() if held_on else "")
    return review


def require_own(review: Review, commitment: Commitment) -> None:
    if commitment.programme_id != review.programme_id:
        raise Refused("foreign_commitment", N_("This commitment belongs to another programme."))


@transaction.atomic
def rate(
    *,
    review: Review,
    commitment: Commitment,
    value: Rating,
    comment: Trilingual,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> SideRating:
    """Rate a commitment for the seat's own side, and only for it. Two equal ratings agree by themselves.

    `seen` is queries.rating_stamp of what the form was filled from; Changed when a colleague rated meanwhile.
    """
    position = check_may(by, review.programme, "rate")
    require_own(review, commitment)
    review = to_write(review)
    rules.require_rating(value, ratings_of(review.form.of_term))
    before = {one.position: one for one in review.ratings.filter(commitment=commitment)}
    own = before.get(position)
    require_unchanged(seen, rating_stamp(own))
    old_values = values(before)
    own = own or SideRating(review=review, commitment=commitment, position=position)
    worded = comment != own.comment
    own.value, own.comment = value, comment
    own.rated_by, own.rated_at = str(by.account)[:200], at
    own.save()
    agree(review, commitment, old_values, values(before | {position: own}))
    judged(
        review,
        by,
        at,
        "rate",
        commitment,
        worded=worded,
        year=review.year,
        side=position,
        rating=str(value),
    )
    say_ratings(review, position, by, at)
    return own


def values(ratings: dict[int, SideRating]) -> tuple[str, str]:
    """How both sides rate, by position; empty where one has not rated."""
    first, second = (str(ratings[position].value) if position in ratings else "" for position in (1, 2))
    return first, second


def agree(review: Review, commitment: Commitment, before: tuple[str, str], after: tuple[str, str]) -> None:
    """Ratings that have become equal agree by themselves, on whichever server they met."""
    finding = review.findings.filter(commitment=commitment).first() or Finding(
        review=review, commitment=commitment
    )
    agreed = rules.agreed_after(before, after, finding.agreed, bool(finding.disagreement))
    if agreed != finding.agreed:
        finding.agreed = agreed
        finding.save()


@transaction.atomic
def save_finding(
    *,
    review: Review,
    commitment: Commitment,
    agreed: str,
    disagreement: Trilingual,
    cause: Trilingual,
    difficulty: Trilingual | None = None,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> Finding:
    """What both are to say of a commitment: the agreed rating or how they differ, difficulties, and the cause.

    Either side proposes it; it binds once both have signed the minutes.
    """
    check_may(by, review.programme, "write")
    require_own(review, commitment)
    review = to_write(review)
    finding = review.findings.filter(commitment=commitment).first()
    require_unchanged(seen, finding_stamp(finding))
    ratings = {one.position: one for one in review.ratings.filter(commitment=commitment)}
    rules.require_rating(agreed, ratings_of(review.form.of_term))
    rules.require_finding(agreed, bool(disagreement), *values(ratings))
    finding = finding or Finding(review=review, commitment=commitment)
    finding.agreed, finding.disagreement, finding.cause = agreed, disagreement, cause
    finding.difficulty = difficulty or Trilingual()
    finding.save()
    note(
        review,
        by,
        at,
        "save_finding",
        commitment,
        year=review.year,
        agreed=agreed,
        differs=bool(disagreement),
    )
    return finding
