"""How one side rates the commitments of a year, and whom it sends: its own word, in its own log, before both sign the minutes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.programmes.terms import commitment_id
from songfai.record import actions as record
from songfai.record.even import Written, behind
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
    _say_what_waits(review, terms, position)
    return {name: value for name, value in terms.items() if value}


def own_words(terms: dict[str, Any], position: int) -> Iterator[tuple[str, dict[str, Any], str]]:
    """What the side says here in its own words: its path in the minutes, the row it stands in, its name there."""
    for one in terms.get("ratings", []):
        yield f"findings/{one['id']}/comment_{position}", one, "comment"
    for one in terms.get("views", []):
        yield f"headings/{one['id']}/text_{position}", one, "text"
    yield f"delegations/p{position}/members", terms, "delegation"


def _say_what_waits(review: Review, terms: dict[str, Any], position: int) -> None:
    """Beside a text that was changed in one authentic language and not in another, the text as it last said the same in all:
    the other side's server knows by it that the minutes wait, and when they wait no more."""
    for path, row, name in own_words(terms, position):
        if path in review.evened:
            said = Written(path, "", Trilingual.of(row.get(name)), position)
            if behind([said], review.programme.authentic_languages, review.evened):
                row[f"{name}_alike"] = review.evened[path]


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
