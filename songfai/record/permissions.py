"""Who may do what to a document: the role's right, one's own side, and never for the other side."""

from collections.abc import Callable

from songfai.kit.errors import N_, NotPermitted
from songfai.parties import permissions as roles
from songfai.parties.models import Seat

# Positions in the register: of the seat's institution (None: it has no log here), and of the side that offered.
Condition = Callable[[int | None, int | None], None]


def own_side(position: int | None, offered_by: int | None) -> None:
    if position is None:
        raise NotPermitted("not_a_side", N_("Your institution is not a side of this record."))


def offered_by_other(position: int | None, offered_by: int | None) -> None:
    if position == offered_by:
        raise NotPermitted(
            "own_offer", N_("Your side agreed to this version by offering it. The other side answers now.")
        )


def offered_by_own(position: int | None, offered_by: int | None) -> None:
    if position != offered_by:
        raise NotPermitted("not_own_offer", N_("Only the side that offered this version can withdraw it."))


# capability here -> the role's capability (parties.permissions), then what must be true of the sides.
TABLE: dict[str, tuple[str, tuple[Condition, ...]]] = {
    "read": ("read", (own_side,)),
    "open": ("offer", (own_side,)),
    "offer": ("offer", (own_side,)),
    "approve": ("agree", (own_side, offered_by_other)),
    "return": ("answer", (own_side, offered_by_other)),
    "state": ("record", (own_side,)),
    "write": ("record", (own_side,)),
    "erase": ("answer", (own_side,)),
    "settle": ("answer", (own_side,)),
    "withdraw": ("answer", (own_side, offered_by_own)),
}


def check(seat: Seat | None, capability: str, *, position: int | None, offered_by: int | None = None) -> None:
    """Raise NotPermitted with the reason. `position` is the seat's own (queries.position_of)."""
    role, conditions = TABLE[capability]
    # Another side's people learn first that they are not concerned, then what their role lacks.
    for condition in conditions:
        condition(position, offered_by)
    roles.check(seat, role)


def can(seat: Seat | None, capability: str, *, position: int | None, offered_by: int | None = None) -> bool:
    try:
        check(seat, capability, position=position, offered_by=offered_by)
    except NotPermitted:
        return False
    return True
