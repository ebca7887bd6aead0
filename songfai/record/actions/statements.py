"""What one side says by itself: facts of its activities, its ratings, its confirmations. Nobody has to agree; the
latest statement of a thread counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.record import books as records
from songfai.record import canonical, rules
from songfai.record.books import Books
from songfai.record.models import Document, Log, Register
from songfai.record.permissions import check
from songfai.record.states import EntryType
from songfai.record.threads import newest_in


@dataclass(frozen=True, slots=True)
class Said:
    """One statement. `name` tells its thread apart within the side ("activity/1a2b")."""

    kind: str
    name: str
    title: Trilingual | Mapping[str, str]
    terms: Mapping[str, Any]
    attachments: Sequence[Mapping[str, Any]] = ()


def state(
    *,
    register: Register,
    position: int,
    kind: str,
    name: str,
    title: Trilingual | Mapping[str, str],
    terms: Mapping[str, Any],
    by: Seat,
    at: datetime,
    attachments: Sequence[Mapping[str, Any]] = (),
) -> Document | None:
    """Say something for one's own side, which the calling room has found: the seat acts for it, or has taken over a field
    of it.

    The same terms said again say nothing new: None. While the log cannot be written (an older copy was restored, or it
    has two stories), the statement is kept and written as soon as it can be.
    """
    said = Said(kind, name, title, terms, attachments)
    return state_all(register=register, position=position, said=[said], by=by, at=at)[0]


@transaction.atomic
def state_all(
    *, register: Register, position: int, said: Iterable[Said], by: Seat, at: datetime
) -> list[Document | None]:
    """As `state`, several statements of as many threads at once, under one signed end of the log: all or none."""
    books = records.read(register, held=True)
    side = position - 1
    check(by, "state", position=position if _speaks_for(by, books.logs[side].institution_id) else None)
    made = [_document(register, position, one, at) for one in said]
    _write(books, side, at, made, str(by.account))
    return made


def hold(register: Register | None) -> None:
    """Nobody else writes in either log until the transaction ends. For who holds rows of a room and will say something of
    them: the record is held before the rows, in the same order as where a file arrives (ADR 147). A draft has no record yet."""
    if register is None:
        return
    list(Log.objects.filter(register=register).order_by("position").select_for_update())


@transaction.atomic
def restate_all(
    *, register: Register, position: int, said: Iterable[Said], at: datetime
) -> list[Document | None]:
    """Say as it is now what the side says already: a fact in a standing statement has changed. No person says it, so none is
    named; a thread in which the side has said nothing stays silent."""
    books, side = records.read(register, held=True), position - 1
    made = [
        _document(register, position, one, at)
        if newest_in(register.pk, rules.statement_thread(position, one.name))
        else None
        for one in said
    ]
    _write(books, side, at, made)
    return made


def _document(register: Register, position: int, said: Said, at: datetime) -> Document | None:
    thread = rules.statement_thread(position, said.name)
    before = newest_in(register.pk, thread)
    version = before.version + 1 if before else 1
    body = canonical.document_bytes(
        programme=register.programme,
        thread=thread,
        kind=said.kind,
        version=version,
        supersedes=f"sha256:{before.sha256}" if before else None,
        title=Trilingual.of(said.title).as_dict(),
        terms=said.terms,
        attachments=said.attachments,
    )
    if before is not None and _same(before, body):
        return None
    return Document.objects.create(
        register=register,
        sha256=canonical.sha256_hex(body),
        body=body,
        thread=thread,
        kind=said.kind,
        version=version,
        supersedes=before,
        created_at=at,
    )


def _speaks_for(by: Seat, institution: int) -> bool:
    return by.acts_for(institution) or any(body == institution for body, _field in by.inherited_fields)


def _same(before: Document, body: bytes) -> bool:
    old, new = canonical.strict_json(bytes(before.body)), canonical.strict_json(body)
    return all(old.get(part) == new.get(part) for part in ("title", "terms", "attachments"))


def _write(books: Books, side: int, at: datetime, made: Iterable[Document | None], who: str = "") -> None:
    """The new ones, under one signed end of the log; where nothing is new the log stays as it is."""
    new = [document for document in made if document is not None]
    if new:
        write_waiting(books, side, at, new, who)
        books.sign(at)


def write_waiting(
    books: Books, side: int, at: datetime, documents: Iterable[Document], who: str = ""
) -> None:
    """Write statements into the log where that is allowed now; else they wait."""
    try:
        books.require_writable(side, agreeing=False)
    except Refused as refused:
        if refused.code not in ("record_behind", "record_forked"):
            raise
        return
    for document in documents:
        books.write(side, EntryType.STATE, at, document=document, who=who)


def waiting(register: Register, position: int) -> list[Document]:
    """Statements of a side that are not in its log yet, in the order in which they were made."""
    rows = Document.objects.filter(register=register, entries=None, thread__startswith=f"p{position}/")
    return list(rows.order_by("id"))
