"""Whether the clocks of the two sides' servers agree. What a line says of its time is a claim, and no rule uses it; but a clock
that is a day wrong makes every date that is read wrong, so it is said (record format 2.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from songfai.record.models import Entry, Log

BETWEEN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Apart:
    """A line dated more than a day too early or too late. `known` is the time it cannot have: that of the line of the other
    side it had seen, or, where it `is_ahead`, the time here when it was here already."""

    log: Log
    seq: int
    at: datetime
    known: datetime
    is_ahead: bool


def apart(logs: Sequence[Log], now: datetime) -> Apart | None:
    """What the newest line of either log says against the time `now`, or against the other log. In at most four queries."""
    newest = [
        (log, other, row)
        for log, other in zip(logs, reversed(logs), strict=True)
        if (row := Entry.objects.filter(log=log, seq=log.size - 1).only("seq", "at", "seen").first())
    ]
    # First: whoever writes after a line from days to come seems to have written before it.
    for log, _other, row in newest:
        if row.at > now + BETWEEN:
            return Apart(log, row.seq, row.at, now, is_ahead=True)
    for log, other, row in newest:
        seen = Entry.objects.filter(log=other, seq=row.seen - 1).only("at").first()
        if seen and row.at < seen.at - BETWEEN:
            return Apart(log, row.seq, row.at, seen.at, is_ahead=False)
    return None
