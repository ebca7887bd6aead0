"""Who may look at the activities of an institution's programmes, and who may change many of its own."""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import check
from songfai.portfolio.models import Change, SavedFilter

# What is done -> the capability of parties.permissions it takes.
CAPABILITIES = {"look": "read", "save_filter": "read", "change": "record", "undo": "record"}


def check_may(seat: Seat | None, what: str) -> None:
    check(seat, CAPABILITIES[what])


def check_forgets(seat: Seat, saved: SavedFilter) -> None:
    check_may(seat, "save_filter")
    if saved.account_id != seat.account_id:
        raise NotPermitted("not_own_filter", N_("A colleague saved this filter; only they can delete it."))


def check_undoes(seat: Seat, change: Change) -> None:
    check_may(seat, "undo")
    if change.seat.account_id != seat.account_id:
        raise NotPermitted("not_own_change", N_("A colleague made this change; only they can undo it."))
