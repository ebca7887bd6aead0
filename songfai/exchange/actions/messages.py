"""What the two sides write to one another about a programme. It binds nobody, stands in the record, and is told to deciders."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from songfai.exchange import permissions
from songfai.kit.errors import N_
from songfai.notices.actions import tell
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.programmes.models import Programme
from songfai.record import actions as record
from songfai.record import beside
from songfai.record.deliveries import Outcome
from songfai.record.models import Entry, Log
from songfai.record.queries import position_of
from songfai.record.states import EntryType

TOLD = (Role.LEADER, Role.COORDINATOR)
SHOWN = 200


@transaction.atomic
def send_message(*, programme: Programme, text: str, by: Seat, at: datetime) -> Entry:
    """Write to the other side; where it works on this server too, its people are told at once.

    Refused: message_empty, message_too_long; what record.books refuses while the log cannot be written.
    """
    register = programme.register
    assert register is not None  # the page has found the record
    permissions.check(by, "write", position=position_of(register, by.institution, by.stands_for))
    line = record.write_message(register=register, text=text, by=by, at=at)
    _tell(programme, line, at)
    return line


def tell_arrived(outcome: Outcome, sender: str, at: datetime) -> None:
    """Tell one's own people of the newest message among the lines that have just arrived; its page shows them all."""
    programme = Programme.objects.filter(register=outcome.register).first() if outcome.added else None
    if programme is None:
        return
    log = Log.objects.get(register=outcome.register, origin=sender)
    lines = beside.lines_of(outcome.register, EntryType.NOTE).filter(
        log=log, seq__gte=log.size - outcome.added
    )
    if (line := lines.order_by("-seq").first()) is not None:
        _tell(programme, line, at)


def _tell(programme: Programme, line: Entry, at: datetime) -> None:
    """To those who decide on the other side, where they work on this server."""
    logs = Log.objects.select_related("institution").filter(register=line.log.register_id, hosted=True)
    other = logs.filter(position=3 - line.log.position).first()
    if other is None:
        return
    tell(
        institution=other.institution,
        roles=TOLD,
        text=N_("%(side)s wrote about %(programme)s: %(said)s"),
        address=reverse("exchange:messages", args=[programme.slug]),
        at=at,
        side=line.log.institution.name.as_dict(),
        programme=programme.title.as_dict(),
        said=beside.message_of(line).text[:SHOWN],
    )
