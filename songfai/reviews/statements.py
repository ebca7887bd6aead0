"""How one side rates the commitments of a year, and whom it sends: its own word, in its own log, before both sign the minutes."""

from datetime import datetime
from typing import Any

from songfai.parties.models import Seat
from songfai.programmes.terms import commitment_id
from songfai.record import actions as record
from songfai.reviews.ground_terms import grounds_by_heading
from songfai.reviews.models import Review

TITLE = {"lo": "ການຕີລາຄາຂອງຝ່າຍໜຶ່ງ", "vi": "Đánh giá của một bên", "en": "Ratings of one side"}


def rating_terms(review: Review, position: int) -> dict[str, Any]:
    rows = (
        review.ratings.filter(position=position).select_related("commitment").order_by("commitment__number")
    )
    terms: dict[str, Any] = {
        "year": review.year,
        "kind": review.kind,
        "ratings": [
            {"id": commitment_id(one.commitment.number), "value": one.value}
            | ({"comment": one.comment.as_dict()} if one.comment else {})
            for one in rows
        ],
    }
    delegation = review.delegations.filter(position=position).first()
    terms["delegation"] = delegation.members.as_dict() if delegation else {}
    if review.form.of_term:
        terms["views"] = _views(review, position)
    return {name: value for name, value in terms.items() if value}


def _views(review: Review, position: int) -> list[dict[str, Any]]:
    """How the side judges each heading."""
    views = {one.heading: one for one in review.views.filter(position=position)}
    grounds = grounds_by_heading(review.grounds.filter(position=position))
    return [
        {"id": str(each), "grade": views[each].grade, "text": views[each].text.as_dict()}
        | ({"rests_on": grounds[each]} if each in grounds else {})
        for each in review.form.headings
        if each in views
    ]


def say_ratings(review: Review, position: int, by: Seat, at: datetime) -> None:
    register = review.programme.register
    assert register is not None  # a review is opened when the programme is in force
    record.state(
        register=register,
        position=position,
        kind="ratings",
        name=f"ratings/{review.kind}/{review.year}",
        title=TITLE,
        terms=rating_terms(review, position),
        by=by,
        at=at,
    )


CLOSING = {
    "lo": "ການປິດແຜນງານຂອງຝ່າຍໜຶ່ງ",
    "vi": "Một bên kết thúc chương trình",
    "en": "One side closes the programme",
}


def say_closing(review: Review, position: int, by: Seat, at: datetime) -> None:
    """That the side closes the programme, as both decided in these minutes."""
    register = review.programme.register
    assert register is not None and review.document is not None  # the decision is in force
    record.state(
        register=register,
        position=position,
        kind="closing",
        name=f"closing/{review.year}",
        title=CLOSING,
        terms={"year": review.year, "minutes": f"sha256:{review.document.sha256}"},
        by=by,
        at=at,
    )
