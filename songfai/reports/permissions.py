"""Who may put own words into a report, and freeze it: who drafts for a side of its programme; where it tells of several
programmes, who drafts at all."""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can, check
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of

# Whoever drafts a report that is owed freezes what answers it.
CAPABILITIES = {"word": "draft", "freeze": "draft", "answer": "record"}


def may(seat: Seat | None, programme: Programme | None, what: str = "word") -> bool:
    return can(seat, CAPABILITIES[what]) and (programme is None or side_of(programme, seat) is not None)


def check_may(seat: Seat, programme: Programme | None, what: str = "word") -> None:
    """Raise NotPermitted when the seat may not."""
    check(seat, CAPABILITIES[what])
    if programme is not None and side_of(programme, seat) is None:
        raise NotPermitted("no_side", N_("Only the two sides of the programme word and freeze its reports."))
