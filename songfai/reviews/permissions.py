"""Who may do what in a review: an officer of either side; each side rates only for itself."""

from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.plans.permissions import check_side
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of

# What is done in the room -> the capability of parties.permissions it takes. Both sides have the same rights; that
# an offer is answered by the other side and withdrawn by its own is asked by the record.
CAPABILITIES = {
    "open": "draft",
    "compile": "draft",
    "write": "draft",
    "rate": "rate",
    "offer": "offer",
    "approve": "agree",
    "return": "answer",
    "withdraw": "answer",
    "plan": "draft",
    "close": "agree",
    "inform": "rate",
    "acknowledge": "rate",
}


def check_may(seat: Seat, programme: Programme, what: str) -> int:
    """The position of the seat's side, when it may do this; otherwise NotPermitted."""
    return check_side(seat, programme, CAPABILITIES[what])


def may(seat: Seat | None, programme: Programme, what: str) -> bool:
    return can(seat, CAPABILITIES[what]) and side_of(programme, seat) is not None
