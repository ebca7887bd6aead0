"""How the exchange of one record stands, as its page says it: how far each side has seen the other, what waits."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from songfai.exchange.models import Arrival, Transfer, Wanted
from songfai.exchange.queries import without_mailbox
from songfai.exchange.states import ArrivalState, Direction
from songfai.parties.models import Institution, Seat
from songfai.record import queries as record
from songfai.record.beside import story_named_by
from songfai.record.clocks import Apart, apart
from songfai.record.models import Checkpoint, Incident, Log, Register

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Told:
    """An open incident, and the story that one's own side has named (record.actions.settling), if it has."""

    incident: Incident
    own: Log
    named: dict[str, Any] | None

    @property
    def is_own(self) -> bool:
        """Whether it is one's own log that has two stories."""
        return self.incident.log_id == self.own.pk


@dataclass(frozen=True, slots=True)
class Overview:
    """`unmailed`: sides without a mailbox for their daily copy, where this server keeps both logs.

    `own` and `other` from the seat's side. `seen` of `size`: entries of one log the other side has proved to hold."""

    register: Register
    own: Log
    other: Log
    receipted: int
    arrivals: list[Arrival]
    wanted_here: int
    wanted_there: int
    incidents: list["Told"]
    last_in: Transfer | None
    last_out: Transfer | None
    clocks: Apart | None
    unmailed: list[Institution]
    sides: tuple[record.SideOf, record.SideOf] = field(default=())  # type: ignore[assignment]

    @property
    def is_hosted(self) -> bool:
        """Whether this server keeps the logs of both sides: nothing has to be sent."""
        return self.own.hosted and self.other.hosted

    @property
    def newer(self) -> list[Log]:
        """Those of the two logs that go on in lines of newer software."""
        return [
            log
            for log in sorted((self.own, self.other), key=lambda log: log.position)
            if log.stops is not None
        ]

    @property
    def side(self) -> record.SideOf:
        return self.sides[self.other.position - 1]

    @property
    def seen(self) -> int:
        return min(self.own.known, self.own.size)

    @property
    def unseen(self) -> int:
        return self.own.size - self.seen

    @property
    def has_forgotten(self) -> bool:
        """Whether the other side's server last held less of its own log than is here of it; the next file brings it back."""
        return not self.other.hosted and 0 < self.other.claimed < self.other.size

    @property
    def is_to_send(self) -> bool:
        return self.unseen > 0 or self.has_forgotten


def overview(register: Register, seat: Seat, now: datetime) -> Overview:
    """In constant queries."""
    logs = list(Log.objects.filter(register=register).select_related("institution").order_by("position"))
    position = record.position_of(register, seat.institution, seat.stands_for)
    own = next(log for log in logs if log.position == position)
    other = next(log for log in logs if log.pk != own.pk)
    receipts = Checkpoint.objects.filter(log=other).values_list("cosigned_size", flat=True)
    arrivals = Arrival.objects.filter(document__register=register).exclude(state=ArrivalState.APPLIED)
    wanted = list(Wanted.objects.filter(log__in=(own, other)).values_list("log_id", flat=True)[: 2 * SHOWN])
    done = Transfer.objects.filter(register=register, code="")
    return Overview(
        register=register,
        own=own,
        other=other,
        receipted=receipts.first() or 0,
        arrivals=list(arrivals.select_related("document").order_by("document_id")[:SHOWN]),
        wanted_here=wanted.count(own.pk),
        wanted_there=wanted.count(other.pk),
        incidents=[
            Told(one, own, story_named_by(own, one)) for one in open_incidents().filter(register=register)
        ],
        last_in=done.filter(direction=Direction.RECEIVED).first(),
        last_out=done.filter(direction=Direction.SENT).first(),
        # On one server there is one clock.
        clocks=None if all(log.hosted for log in logs) else apart(logs, now),
        unmailed=_unmailed(register) if own.hosted and other.hosted else [],
        sides=tuple(record.SideOf(log.position, log.institution, log.hosted, seat.on) for log in logs),  # type: ignore[arg-type]
    )


def _unmailed(register: Register) -> list[Institution]:
    sides = Institution.objects.filter(logs__register=register)
    return list(without_mailbox(sides).order_by("logs__position"))


def open_incidents() -> QuerySet[Incident]:
    return Incident.objects.filter(settled_at=None).select_related("log__institution").order_by("noticed_at")


def transfers(register: Register) -> QuerySet[Transfer]:
    return Transfer.objects.filter(register=register).select_related("institution")
