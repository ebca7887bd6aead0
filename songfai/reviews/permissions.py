"""Who may do what in a review: an officer of either side; each side rates only for itself."""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.plans.permissions import check_side
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of
from songfai.reviews.models import Review

# What is done in the room -> the capability of parties.permissions it takes. Both sides have the same rights.
CAPABILITIES = {
    "open": "draft",
    "compile": "draft",
    "write": "draft",
    "rate": "rate",
    "offer": "offer",
    "answer": "agree",
    "withdraw": "agree",
    "plan": "draft",
}


def check_may(seat: Seat, programme: Programme, what: str) -> int:
    """The position of the seat's side, when it may do this; otherwise NotPermitted."""
    return check_side(seat, programme, CAPABILITIES[what])


def may(seat: Seat | None, programme: Programme, what: str) -> bool:
    return can(seat, CAPABILITIES[what]) and side_of(programme, seat) is not None


def check_withdraws(seat: Seat, review: Review) -> None:
    """Only the side that offered the minutes takes them back."""
    position = check_may(seat, review.programme, "withdraw")
    if review.document is not None and review.document.standing.offered_by != position:
        raise NotPermitted(
            "other_sides_offer", N_("The other side offered these minutes; you can approve or return them.")
        )
