"""Who may do what with a programme: the role's right, and only for one's own side."""

from collections.abc import Callable

from songfai.kit.by_id import related
from songfai.kit.errors import N_, NotPermitted
from songfai.parties import permissions as roles
from songfai.parties.models import Seat
from songfai.parties.rules import place_of
from songfai.programmes.models import Amendment, Programme, Reading, Side


def can_draft(seat: Seat | None, matter: Programme | Reading) -> bool:
    """Only the institution that writes a draft changes it, or the one that has taken over its side."""
    owner = matter.drafted_by_id if isinstance(matter, Programme) else matter.institution_id
    return roles.can(seat, "draft") and seat is not None and seat.acts_for(owner)


def check_draft(seat: Seat, matter: Programme | Reading) -> None:
    roles.check(seat, "draft")
    if not can_draft(seat, matter):
        raise NotPermitted(
            "not_own_draft",
            N_("This draft belongs to the other side. You can read it and answer it, not change it."),
        )


def own_side(programme: Programme, seat: Seat | None, field: int | None = None) -> Side | None:
    """The side a seat acts for: its institution's own, or one it has taken over. For what concerns a field also a body
    that has taken over that field alone."""
    return own_sides(seat)(programme, field) if seat is not None else None


def own_sides(seat: Seat) -> Callable[[Programme, int | None], Side | None]:
    """The same for the rows of a page: whom the seat acts for is worked out once."""
    own, stands, inherited = seat.institution_id, seat.stands_for, seat.inherited_fields

    def of(programme: Programme, field: int | None) -> Side | None:
        sides = related(programme, "sides")
        place = place_of([side.institution_id for side in sides], own, stands)
        if place is not None:
            return sides[place]
        if field is None:
            return None
        heirs = [side for side in sides if (side.institution_id, field) in inherited]
        return heirs[0] if len(heirs) == 1 else None

    return of


def check_own_side(seat: Seat, side: Side | None, capability: str, field: int | None = None) -> None:
    """The role's right, and that the side is one's own: nobody acts for the other side."""
    roles.check(seat, capability)
    if not _is_own(seat, side, field):
        raise NotPermitted("not_own_side", N_("Nobody can do this for the other side."))


def can_own_side(seat: Seat | None, side: Side | None, capability: str, field: int | None = None) -> bool:
    return _is_own(seat, side, field) and roles.can(seat, capability)


def _is_own(seat: Seat | None, side: Side | None, field: int | None) -> bool:
    return side is not None and own_side(side.programme, seat, field) == side


def check_side(seat: Seat, programme: Programme, capability: str) -> Side:
    """The seat's own side, when its role may do this."""
    side = own_side(programme, seat)
    check_own_side(seat, side, capability)
    assert side is not None
    return side


def check_own_amendment(seat: Seat, amendment: Amendment, capability: str = "draft") -> None:
    """A draft is its side's alone, and only who offered withdraws."""
    roles.check(seat, capability)
    if not seat.acts_for(amendment.drafted_by_id):
        raise NotPermitted(
            "other_sides_amendment",
            N_("This amendment was written by the other side; only they can change or withdraw it."),
        )


def can_own_amendment(seat: Seat | None, amendment: Amendment, capability: str) -> bool:
    return roles.can(seat, capability) and seat is not None and seat.acts_for(amendment.drafted_by_id)
