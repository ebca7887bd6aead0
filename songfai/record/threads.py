"""What each side last said in a thread of its own: whatever both servers show of a matter is worked out from these."""

from typing import Any

from django.db.models import F, Q

from songfai.record.models import Document, Entry
from songfai.record.queries import terms_of
from songfai.record.rules import statement_thread
from songfai.record.states import EntryType

# A line of newer software, and all that follows it in its log, is kept and has no effect.
UNDERSTOOD = Q(log__stops=None) | Q(seq__lt=F("log__stops"))


def latest(register: int | None, position: int, name: str) -> Document | None:
    """The newest statement of a side in a thread. One that waits for its log to be whole again is newer than any line."""
    rows = Document.objects.filter(register=register, thread=statement_thread(position, name))
    waits = rows.filter(entries=None).order_by("-version", "-id").first()
    if waits is not None:
        return waits
    entry = (
        Entry.objects.filter(UNDERSTOOD, document__in=rows, type=EntryType.STATE)
        .select_related("document")
        .order_by("-seq")
        .first()
    )
    return entry.document if entry is not None else None


def said_by(register: int | None, position: int, name: str) -> dict[str, Any]:
    """The terms of that statement; nothing where the side has not spoken."""
    document = latest(register, position, name)
    return terms_of(document) if document is not None else {}
