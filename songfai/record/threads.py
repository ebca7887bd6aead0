"""What each side last said in a thread of its own: whatever both servers show of a matter is worked out from these."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from songfai.record import canonical
from songfai.record.models import Document, Entry
from songfai.record.queries import terms_of
from songfai.record.rules import statement_thread
from songfai.record.states import EntryType

# A line of newer software, and all that follows it in its log, is kept and has no effect.
UNDERSTOOD = Q(log__stops=None) | Q(seq__lt=F("log__stops"))


def latest(register: int | None, position: int, name: str) -> Document | None:
    """The newest statement of a side in a thread (`newest_in`)."""
    return newest_in(register, statement_thread(position, name))


def newest_in(register: int | None, thread: str) -> Document | None:
    """The newest statement of a thread, in the log of the side whose thread it is: what the other side's log says in it
    has no effect. One that waits for its log to be whole again is newer than any line.

    Two plain reads, no join of the growing tables: PostgreSQL plans such a join badly before it has counted them.
    """
    documents = {one.pk: one for one in Document.objects.filter(register=register, thread=thread)}
    lines = list(
        Entry.objects.filter(document__in=list(documents)).values_list(
            "document_id", "type", "seq", "log__stops", "log__position"
        )
    )
    waiting = documents.keys() - {document for document, *_ in lines}
    if waiting:
        return max((documents[pk] for pk in waiting), key=lambda one: (one.version, one.pk))
    said = [
        (seq, document)
        for document, kind, seq, stops, position in lines
        if kind == EntryType.STATE
        and (stops is None or seq < stops)
        and thread.startswith(statement_thread(position, ""))
    ]
    return documents[max(said)[1]] if said else None


def said_in(register: int | None, thread: str) -> list[tuple[Document, datetime]]:
    """All statements of a thread that are in the log of the side whose thread it is, in the order they were said, with
    when; last those that wait for that log to be whole again. Two queries."""
    documents = {one.pk: one for one in Document.objects.filter(register=register, thread=thread)}
    lines = Entry.objects.filter(UNDERSTOOD, document__in=list(documents), type=EntryType.STATE)
    said = [
        (seq, documents[pk], at)
        for pk, seq, at, position in lines.values_list("document_id", "seq", "at", "log__position")
        if thread.startswith(statement_thread(position, ""))
    ]
    waiting = documents.keys() - set(
        Entry.objects.filter(document__in=list(documents)).values_list("document_id", flat=True)
    )
    rest = sorted((documents[pk] for pk in waiting), key=lambda one: (one.version, one.pk))
    return [(one, at) for _seq, one, at in sorted(said, key=lambda row: row[0])] + [
        (one, one.created_at) for one in rest
    ]


def said_by(register: int | None, position: int, name: str) -> dict[str, Any]:
    """The terms of that statement; nothing where the side has not spoken."""
    document = latest(register, position, name)
    return terms_of(document) if document is not None else {}


def holding(words: Iterable[Mapping[str, Any]], part: str) -> dict[str, Any]:
    """Of a part that both sides may change, and each repeats whole: the one that was changed last. Of two that were
    changed without knowing of one another, the one with the smaller hash: no side goes before the other."""
    spoken = [one[part] for one in words if part in one]
    return min(spoken, key=lambda one: (-one["edited"], print_of(one)), default={})


def marked(
    words: Iterable[Mapping[str, Any]], part: str, content: Mapping[str, Any], turn: int
) -> dict[str, Any]:
    """The part as a side says it now. `edited` is the turn in which its content last became another: whoever only
    repeats what holds does not go before a change it has not seen."""
    now: dict[str, Any] = canonical.read_back(canonical.written(content))
    held = holding(words, part)
    same = {name: value for name, value in held.items() if name != "edited"} == now
    return now | {"edited": held["edited"] if same else turn}


def print_of(content: Mapping[str, Any]) -> str:
    """By which one of two versions goes before the other, whoever wrote it."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
