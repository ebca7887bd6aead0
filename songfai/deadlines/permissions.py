"""Who keeps the rules and the calendars.

What counts for both sides is kept by the server's administrator, so that no side changes what the other is measured
by. An administrator of one institution keeps the limits that this institution sets itself.
"""

from dataclasses import dataclass

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.people.models import Account


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps shared data: for the whole server (institution None), or for one institution."""

    account: Account
    institution: Institution | None

    @property
    def account_id(self) -> int:
        return self.account.pk

    @property
    def institution_id(self) -> int | None:
        return self.institution.pk if self.institution else None


def keeper_of(account: Account, seat: Seat | None) -> Keeper | None:
    if account.is_staff:
        return Keeper(account, None)
    if seat is not None and can(seat, "administer"):
        return Keeper(account, seat.institution)
    return None


def require_keeper(account: Account, seat: Seat | None) -> Keeper:
    found = keeper_of(account, seat)
    if found is None:
        raise NotPermitted(
            "not_a_keeper",
            N_("Only an administrator changes this. Ask the administrator of your institution."),
        )
    return found


def may_keep(by: Keeper | None, institution_id: int | None) -> bool:
    """Common data (None) only for the whole server; an institution's own also for its administrator."""
    return by is not None and by.institution_id in (None, institution_id)


def check_keeps(by: Keeper, institution_id: int | None) -> None:
    if not may_keep(by, institution_id):
        raise NotPermitted(
            "common_data",
            N_("This counts for everybody: only the administrator of the whole server changes it."),
        )


def can_read(account: Account, seat: Seat | None) -> bool:
    """Everybody who acts for an institution, and those who administer."""
    return can(seat, "read") or keeper_of(account, seat) is not None
