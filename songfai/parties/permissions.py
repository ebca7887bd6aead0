"""Who may do what, as one table: capability -> the roles that have it.

Rooms ask `check(seat, capability)`; whether the seat's institution is concerned at all is asked by
`own_side` rules in the rooms. The administrator manages accounts and never acts in a matter, and
nobody acts for the other side (design: two equal owners).
"""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.states import Role

WORKING = {Role.LEADER, Role.COORDINATOR, Role.UNIT_OFFICER, Role.CLERK}
READING = WORKING | {Role.READER, Role.INSPECTOR}

CAPABILITIES: dict[str, set[Role]] = {
    "read": READING,
    "draft": {Role.LEADER, Role.COORDINATOR},
    "offer": {Role.LEADER, Role.COORDINATOR},
    "agree": {Role.LEADER, Role.COORDINATOR},
    "answer": {Role.LEADER, Role.COORDINATOR},
    "record": {Role.LEADER, Role.COORDINATOR, Role.UNIT_OFFICER, Role.CLERK},
    "rate": {Role.LEADER, Role.COORDINATOR},
    "answerable": {Role.LEADER, Role.COORDINATOR},
    "release": {Role.LEADER, Role.COORDINATOR},
    # The registry office: numbers, registers, sends, keeps.
    "registry": {Role.LEADER, Role.COORDINATOR, Role.CLERK},
    "confirm": {Role.LEADER, Role.COORDINATOR, Role.UNIT_OFFICER},
    # To have works of one's own, and to sit on a council: everybody who works there, also who reads nothing else.
    "works": READING | {Role.AUTHOR},
    "journal": {Role.LEADER, Role.COORDINATOR, Role.CLERK, Role.INSPECTOR, Role.ADMINISTRATOR},
    "administer": {Role.ADMINISTRATOR},
}

# What commits the side: its consent stands in its log from then on. Returning and withdrawing ("answer") do not.
BINDING = {"offer", "agree"}


def can(seat: Seat | None, capability: str) -> bool:
    if seat is None or seat.role not in CAPABILITIES[capability]:
        return False
    # A leader agrees by office; anybody else only with a paper of authority. An offer is an agreement too.
    return capability not in BINDING or seat.role == Role.LEADER or bool(seat.authority)


def check(seat: Seat | None, capability: str) -> None:
    """Raise NotPermitted when the seat lacks the capability."""
    if can(seat, capability):
        return
    if capability in BINDING and seat is not None and seat.role == Role.COORDINATOR:
        raise NotPermitted(
            "no_authority",
            N_("Only a leader, or somebody with a paper of authority, can agree for your side."),
        )
    raise NotPermitted("role_cannot", N_("Your role does not allow this. Ask your side’s coordinator."))
