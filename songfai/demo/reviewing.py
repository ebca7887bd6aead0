"""How each year was reviewed: facts compiled, both sides' ratings, what they agreed, the minutes."""

from datetime import datetime
from typing import Any

from songfai.demo.book import moment, word, words
from songfai.demo.finding import key_of, programme_of, review_of
from songfai.demo.ground import Ground
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.programmes.models import Commitment
from songfai.reviews import actions
from songfai.reviews.models import Review
from songfai.reviews.queries.grounds import offered
from songfai.reviews.states import Decision, Grade, Heading, Rating, ReviewKind

Told = dict[str, Any]


def kind_of(told: Told) -> ReviewKind:
    return ReviewKind(told.get("kind", ReviewKind.ANNUAL))


def open_room(slug: str, year: int, told: Told, ground: Ground) -> None:
    by, at = ground.seats[told["opened_by"]], moment(told["opened_at"])
    actions.open_review(programme=programme_of(slug), year=year, kind=kind_of(told), by=by, at=at)


def compile_facts(slug: str, year: int, told: Told, ground: Ground) -> None:
    by, at = ground.seats[told["opened_by"]], moment(told["compiled_at"])
    actions.compile_facts(review=review_of(slug, year, kind_of(told)), cut_off=told["cut_off"], by=by, at=at)


def rate(slug: str, year: int, told: Told, ground: Ground, position: int) -> None:
    """One side rates for itself; an empty rating is one that still waits."""
    review = review_of(slug, year, kind_of(told))
    by, at = ground.seats[told["rated_by"][position - 1]], moment(told["rated_at"][position - 1])
    comments = {one["c"]: one["text"] for one in told.get("comments", []) if one["side"] == position}
    by_number = {one.number: one for one in review.programme.commitments.all()}
    for number, pair in enumerate(told["ratings"], 1):
        commitment = by_number[number]
        if value := pair[position - 1]:
            comment = words(comments.get(commitment.number))
            actions.rate(
                review=review, commitment=commitment, value=Rating(value), comment=comment, by=by, at=at
            )


def conclude(slug: str, year: int, told: Told, ground: Ground) -> None:
    """What both say together: agreed ratings, differences, causes, lessons, directions."""
    review = review_of(slug, year, kind_of(told))
    by = ground.seats[told.get("offered_by") or told["opened_by"]]
    at = moment(max(told["rated_at"]))
    by_number = {one.number: one for one in review.programme.commitments.all()}
    agreed = {int(number): value for number, value in told.get("agreed", {}).items()}
    causes = {one["c"]: words(one["text"]) for one in told.get("causes", [])}
    difficulties = {one["c"]: words(one["text"]) for one in told.get("difficulties", [])}
    differences = {one["c"]: words(one["text"]) for one in told.get("differences", [])}
    for number in sorted({*agreed, *causes, *differences, *difficulties}):
        pair = set(told["ratings"][number - 1])
        equal = pair.pop() if len(pair) == 1 else ""
        _find(
            review,
            by_number[number],
            by,
            at,
            agreed.get(number, equal),
            differences.get(number),
            difficulties.get(number),
            causes.get(number),
        )
    for lesson in told.get("lessons", []):
        actions.save_lesson(review=review, text=words(lesson["text"]), by=by, at=at)
    for direction in told.get("directions", []):
        # The item it becomes keeps the key: that it was carried into a plan is seen by it.
        key = key_of(review.programme.slug, direction["key"]) if "key" in direction else None
        actions.save_direction(
            review=review,
            commitment=by_number[direction["c"]],
            text=words(direction["text"]),
            by=by,
            at=at,
            key=key,
        )


def _find(
    review: Review,
    commitment: Commitment,
    by: Seat,
    at: datetime,
    agreed: str,
    difference: Trilingual | None,
    difficulty: Trilingual | None,
    cause: Trilingual | None,
) -> None:
    actions.save_finding(
        review=review,
        commitment=commitment,
        agreed="" if difference else agreed,
        disagreement=difference or Trilingual(),
        difficulty=difficulty,
        cause=cause or Trilingual(),
        by=by,
        at=at,
    )


def offer_minutes(slug: str, year: int, told: Told, ground: Ground) -> None:
    review, by, at = (
        review_of(slug, year, kind_of(told)),
        ground.seats[told["offered_by"]],
        moment(told["offered_at"]),
    )
    place = word("places", told["place"])
    actions.set_meeting(review=review, held_on=told["held_on"], place=place, by=by, at=at)
    actions.offer_minutes(review=review_of(slug, year, kind_of(told)), by=by, at=at)


def approve_minutes(slug: str, year: int, told: Told, ground: Ground) -> None:
    review, by, at = (
        review_of(slug, year, kind_of(told)),
        ground.seats[told["approved_by"]],
        moment(told["approved_at"]),
    )
    assert review.document is not None
    actions.approve(review=review, seen=review.document.sha256, by=by, at=at)


def send(slug: str, year: int, told: Told, ground: Ground) -> None:
    """Each side names whom it sends."""
    review, at = review_of(slug, year, kind_of(told)), moment(max(told["rated_at"]))
    for one in told.get("delegations", []):
        seat = ground.seats[one["by"]]
        actions.set_delegation(review=review, members=words(one["members"]), by=seat, at=at)


# ---- Of the term ------------------------------------------------------------------------------------------


def prepare(slug: str, year: int, told: Told, ground: Ground) -> None:
    """The agenda of a review of the term."""
    review, at = review_of(slug, year, kind_of(told)), moment(max(told["rated_at"]))
    by = ground.seats[told["opened_by"]]
    actions.set_meeting(
        review=review, held_on=None, place=Trilingual(), agenda=words(told["agenda"]), by=by, at=at
    )


def _grounds(review: Review, rests: list[str]) -> list[str]:
    """Rows of the record by their English title, or minutes by their year."""
    known = offered(review, limit=None)
    return [
        next(row.name for row in known if wanted == row.title.get("en") or row.ref.startswith(f"{wanted}:"))
        for wanted in rests
    ]


def judge(slug: str, year: int, told: Told, ground: Ground) -> None:
    """Each side judges the headings for itself; what both conclude is written by the side that opened the review."""
    review, at = review_of(slug, year, kind_of(told)), moment(max(told["rated_at"]))
    seats = [ground.seats[email] for email in told["rated_by"]]
    for one in told["headings"]:
        heading = Heading(one["heading"])
        for seat, grade, name in zip(seats, one["grades"], ("first", "second"), strict=True):
            actions.judge(
                review=review, heading=heading, grade=Grade(grade), text=words(one[name]), by=seat, at=at
            )
            if rests := one.get(f"{name}_rests"):
                picked = _grounds(review, rests)
                actions.rest_on(review=review, heading=heading, picked=picked, by=seat, at=at)
        by = ground.seats[told["opened_by"]]
        actions.conclude(review=review, heading=heading, text=words(one["conclusion"]), by=by, at=at)
    if "decision" in told:
        actions.decide(
            review=review,
            decision=Decision(told["decision"]["value"]),
            text=words(told["decision"]["text"]),
            extended_to=told["decision"].get("extended_to"),
            by=ground.seats[told["opened_by"]],
            at=at,
        )
