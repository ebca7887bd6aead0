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
    rows = [Entry.objects.filter(log=log, seq=log.size - 1).first() for log in logs]
    newest = [row for row in rows if row is not None]
    # First: whoever writes after a line from days to come seems to have written before it.
    for row in newest:
        if row.at > now + BETWEEN:
            return Apart(_log_of(row, logs), row.seq, row.at, now, is_ahead=True)
    for row in newest:
        other = next(log for log in logs if log.pk != row.log_id)
        seen = Entry.objects.filter(log=other, seq=row.seen - 1).only("at").first()
        if seen and row.at < seen.at - BETWEEN:
            return Apart(_log_of(row, logs), row.seq, row.at, seen.at, is_ahead=False)
    return None


def _log_of(row: Entry, logs: Sequence[Log]) -> Log:
    return next(log for log in logs if log.pk == row.log_id)
