"""A notice for the side that did not act: every room over a programme tells it in the same way."""

from datetime import datetime

from songfai.notices.actions import tell
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.programmes.models import Programme
from songfai.programmes.queries import other_side

DECIDING = (Role.LEADER, Role.COORDINATOR)


def tell_other(
    programme: Programme, by: Seat, at: datetime, text: str, *, address: str, **params: object
) -> None:
    """For those who decide on the other side. `text` has a place for the body that acted, %(side)s, and those of `params`.
    A body that has taken a side over acts for it, and is not told of what it did itself."""
    other = other_side(programme, by)
    if other is not None:
        tell(
            institution=other.institution,
            roles=DECIDING,
            text=text,
            address=address,
            at=at,
            side=(by.institution.short_name or by.institution.name).as_dict(),
            **params,
        )
