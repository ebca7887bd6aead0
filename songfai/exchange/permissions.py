"""Who may do what with the exchange of a programme: everybody of a side reads; files are carried by its officers,
and who decides for it may tell what it knew before its log did."""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties import permissions as roles
from songfai.parties.models import Seat
from songfai.parties.states import Role

# capability -> the roles that have it. The own side is asked for each time: nobody carries for the other.
TABLE: dict[str, set[Role]] = {
    "read": roles.READING,
    # As letters: by the registry office.
    "carry": roles.CAPABILITIES["registry"],
    "tell": {Role.LEADER, Role.COORDINATOR},
    "write": roles.WORKING,
    "settle": {Role.LEADER, Role.COORDINATOR},
}


def check(seat: Seat | None, capability: str, *, position: int | None) -> None:
    """`position` is that of the seat's own side in the register, None for none."""
    if position is None:
        raise NotPermitted("not_a_side", N_("Your institution is not a side of this record."))
    check_role(seat, capability)


def check_role(seat: Seat | None, capability: str) -> None:
    """The same of a record that is not here yet, of which it is not known who its sides are."""
    if seat is None or seat.role not in TABLE[capability]:
        raise NotPermitted("role_cannot", N_("Your role does not allow this. Ask your side’s coordinator."))


def can(seat: Seat | None, capability: str, *, position: int | None) -> bool:
    try:
        check(seat, capability, position=position)
    except NotPermitted:
        return False
    return True
