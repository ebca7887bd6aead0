"""Who may do what with support: the giver gives, the other side receives; each documents its own part."""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can, check
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of
from songfai.support.models import Support
from songfai.support.states import GIVER, RECEIVER, SupportState

# What is done -> (the role's right, whose part it is).
TABLE = {
    "promise": ("record", GIVER),
    "change": ("record", GIVER),
    "pay": ("record", GIVER),
    SupportState.APPROVED: ("draft", GIVER),
    SupportState.DELIVERED: ("record", GIVER),
    SupportState.CANCELLED: ("draft", GIVER),
    SupportState.PROMISED: ("draft", GIVER),
    SupportState.RECEIVED: ("confirm", RECEIVER),
    "unreceive": ("confirm", RECEIVER),
    "document": ("record", ""),
}


def position_in(seat: Seat | None, programme: Programme) -> int | None:
    side = side_of(programme, seat)
    return side.position if side else None


def is_part_of(support: Support, position: int | None, whose: str) -> bool:
    if position is None:
        return False
    return not whose or position == (support.giver if whose == GIVER else support.receiver)


def may(seat: Seat | None, support: Support, what: str) -> bool:
    capability, whose = TABLE[what]
    return can(seat, capability) and is_part_of(support, position_in(seat, support.programme), whose)


def check_may(seat: Seat, support: Support, what: str) -> int:
    """The position of the seat's side, when it may do this."""
    capability, whose = TABLE[what]
    check(seat, capability)
    position = check_side(seat, support.programme)
    if not is_part_of(support, position, whose):
        raise NotPermitted("other_sides_part", N_("This is the other side’s part; nobody does it for them."))
    return position


def check_side(seat: Seat, programme: Programme, capability: str = "read") -> int:
    check(seat, capability)
    position = position_in(seat, programme)
    if position is None:
        raise NotPermitted("not_a_side", N_("Your institution is not a side of this programme."))
    return position
