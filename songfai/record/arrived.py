"""What a room needs of a document that came from elsewhere: its values, and who said it when."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from songfai.parties.models import Institution
from songfai.record.models import Document, Entry, Log
from songfai.record.queries import body_of
from songfai.record.rules import statement_thread
from songfai.record.states import EntryType
from songfai.record.threads import UNDERSTOOD, newest_in


@dataclass(frozen=True, slots=True)
class Arrived:
    """`position` and `institution` are those of the side that put it forward, `at` when it says it did."""

    document: Document
    body: dict[str, Any]
    position: int
    institution: Institution
    at: datetime

    @property
    def terms(self) -> dict[str, Any]:
        return self.body["terms"]

    @property
    def key(self) -> uuid.UUID:
        """The identifier at the end of a statement's thread; ValueError where there is none."""
        return uuid.UUID(hex=self.document.thread.rpartition("/")[2])

    # As an actor of the journal: a server has no account, and acts for its side.
    @property
    def account_id(self) -> None:
        return None

    @property
    def account(self) -> str:
        return str(self.institution)

    @property
    def institution_id(self) -> int:
        return self.institution.pk


def arrived(document: Document) -> Arrived:
    """LookupError while no log has put the document forward; a statement only its own side's log can."""
    rows = Entry.objects.filter(UNDERSTOOD, document=document, type__in=(EntryType.PROPOSE, EntryType.STATE))
    for position in (1, 2):
        if document.thread.startswith(statement_thread(position, "")):
            rows = rows.filter(type=EntryType.STATE, log__position=position)
    entry = rows.select_related("log__institution").order_by("at", "id").first()
    if entry is None:
        raise LookupError("not put forward")
    return Arrived(document, body_of(document), entry.log.position, entry.log.institution, entry.at)


def is_latest(document: Document) -> bool:
    """Whether no later statement of its thread is in the log, nor waits for the log to be whole again."""
    return newest_in(document.register_id, document.thread) == document


def sides_of(document: Document) -> dict[int, Institution]:
    """Both institutions of the document's register by position."""
    logs = Log.objects.filter(register=document.register_id).select_related("institution")
    return {log.position: log.institution for log in logs}


def readers(document: Document, sender: Institution) -> list[Institution]:
    """The institutions hosted here that are to be told of what another one says."""
    logs = Log.objects.filter(register=document.register_id, hosted=True).exclude(institution=sender)
    return [log.institution for log in logs.select_related("institution")]
