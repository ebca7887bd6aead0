"""Who may do what with a programme: the role's right, and only for one's own side."""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties import permissions as roles
from songfai.parties.models import Seat
from songfai.programmes.models import Amendment, Programme, Reading, Side


def can_draft(seat: Seat | None, matter: Programme | Reading) -> bool:
    """Only the institution that writes a draft changes it."""
    owner = matter.drafted_by_id if isinstance(matter, Programme) else matter.institution_id
    return roles.can(seat, "draft") and seat is not None and owner == seat.institution_id


def check_draft(seat: Seat, matter: Programme | Reading) -> None:
    roles.check(seat, "draft")
    if not can_draft(seat, matter):
        raise NotPermitted(
            "not_own_draft",
            N_("This draft belongs to the other side. You can read it and answer it, not change it."),
        )


def check_own_side(seat: Seat, side: Side | None, capability: str) -> None:
    """The role's right, and that the side is one's own: nobody acts for the other side."""
    roles.check(seat, capability)
    if side is None or side.institution_id != seat.institution_id:
        raise NotPermitted("not_own_side", N_("Nobody can do this for the other side."))


def can_own_side(seat: Seat | None, side: Side | None, capability: str) -> bool:
    own = seat is not None and side is not None and side.institution_id == seat.institution_id
    return own and roles.can(seat, capability)


def check_side(seat: Seat, programme: Programme, capability: str) -> Side:
    """The seat's own side, when its role may do this."""
    side = next((one for one in programme.sides.all() if one.institution_id == seat.institution_id), None)
    check_own_side(seat, side, capability)
    assert side is not None
    return side


def check_own_amendment(seat: Seat, amendment: Amendment, capability: str = "draft") -> None:
    """A draft is its side's alone, and only who offered withdraws."""
    roles.check(seat, capability)
    if amendment.drafted_by_id != seat.institution_id:
        raise NotPermitted(
            "other_sides_amendment",
            N_("This amendment was written by the other side; only they can change or withdraw it."),
        )


def can_own_amendment(seat: Seat | None, amendment: Amendment, capability: str) -> bool:
    return roles.can(seat, capability) and seat is not None and amendment.drafted_by_id == seat.institution_id
