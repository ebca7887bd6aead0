"""What is asked of a file from the network before it is read: who brings it, how often, and whether the record needs it.

Anybody may bring a file in a sender's name, for it proves itself; until it has been read whole, only its first line and the
headers are known. Whoever signs the hash of the body beforehand is the sender, and is counted apart from all others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F

from songfai.exchange import bundle as bundles
from songfai.exchange import files, queries, transport
from songfai.exchange.actions.receiving import note_refused
from songfai.exchange.bundle import MAX_BYTES, MAX_LINE
from songfai.exchange.carried import damaged
from songfai.exchange.models import Caller
from songfai.exchange.states import Way
from songfai.kit.errors import N_, Refused
from songfai.record import books as records
from songfai.record.arrivals import require_no_gap
from songfai.record.models import Log

HOUR = timedelta(hours=1)
# Of what nobody has signed beforehand no more is read; larger files are carried, and taken in on the page.
UNSIGNED = 32 * 1024 * 1024
# Head, charter, receipts and proofs; of each new line its own bytes and the document it names; attached files, as text.
BASE, LINE, FILES = 4 * MAX_LINE, 3 * MAX_LINE, files.ROOM * 3 // 2


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that may be read: `content` is the hash its sender has signed for it, empty where nobody has."""

    content: str

    def require_content(self, content: str) -> None:
        if self.content and content != self.content:
            raise damaged("sha256")


def let_in(first: bytes, *, size: int, signature: str, content: str, at: datetime) -> Announced:
    """Whether a file of `size` bytes may be read, by its first line and what was said beside it.

    Refused: bundle_damaged, partner_unknown, sent_too_often; noted with the transfers: bundle_gap, bundle_too_large.
    """
    head = bundles.checked_head_of(first)
    queries.require_known(head)
    logs = {log.origin: log for log in Log.objects.filter(register__programme=head["programme"])}
    theirs, own = logs.get(head["from"]), logs.get(head["to"])
    announced = Announced(content if _is_signed(head, theirs, signature, content) else "")
    # Programmes that are not here yet are of one institution: it has one allowance for all of them.
    origin = theirs.origin if theirs else head["from"].rpartition("/")[0]
    _count(origin, bool(announced.content), at)
    try:
        held = own.size if own else 0
        if theirs is not None and head["have"]["n"] <= held:
            require_no_gap(theirs, head["first"])
        _require_room(head, held, size, bool(announced.content))
    except Refused as refused:
        note_refused(first, size, Way.HTTPS, at, refused)
        raise
    return announced


def _is_signed(head: Mapping[str, Any], theirs: Log | None, signature: str, content: str) -> bool:
    signed = transport.read(signature)
    card = records.card_at(theirs, theirs.size) if theirs else None
    if signed is None or card is None or signed.origin != head["from"]:
        return False
    return transport.is_announced(signed, head["to"], content, card.log)


def _count(origin: str, proven: bool, at: datetime) -> None:
    """Refused: sent_too_often, once as many files have come within the hour as the setting allows."""
    row, _ = Caller.objects.get_or_create(origin=origin, proven=proven, defaults={"since": at})
    rows = Caller.objects.filter(pk=row.pk)
    if not row.since <= at < row.since + HOUR:
        rows.filter(since=row.since).update(since=at, count=1)
    elif row.count < settings.EXCHANGE_PER_HOUR:
        rows.update(count=F("count") + 1)
    else:
        raise Refused(
            "sent_too_often",
            N_("This sender has sent too many files within an hour. Try again in %(seconds)s seconds."),
            seconds=int((row.since + HOUR - at).total_seconds()) + 1,
        )


def _require_room(head: Mapping[str, Any], held: int, size: int, proven: bool) -> None:
    """No more than the head announces: its lines, those of one's own log that are not here, and attached files."""
    lines = head["count"] + max(0, head["have"]["n"] - held)
    room = min(MAX_BYTES if proven else UNSIGNED, BASE + FILES + lines * LINE)
    if size > room:
        raise Refused("bundle_too_large", N_("This file is larger than %(limit)s MB."), limit=room // 2**20)
