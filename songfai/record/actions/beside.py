"""Signed papers kept with a document, messages to the other side, files that are erased (record format 2.3, 2.7)."""

import hashlib
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from songfai.files import actions as files
from songfai.files.models import StoredFile
from songfai.journal import actions as journal
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.kit.text import normalise_input
from songfai.parties.models import Institution, Seat
from songfai.parties.queries import holder_of
from songfai.record import beside, rules
from songfai.record.actions.joint import held
from songfai.record.models import Document, Entry, Log, Register
from songfai.record.permissions import check
from songfai.record.states import ENDED, EntryType


@transaction.atomic
def keep_paper(*, document: Document, name: str, data: bytes, by: Seat, at: datetime) -> StoredFile:
    """Keep the paper that was signed by hand, or with a certificate, beside the document it belongs to, and say so in
    the log of one's own side. The file goes to the other side with the next bundle.

    Refused: paper_of_statement, paper_without_document, file_erased, paper_kept, and what files.rules refuses.
    """
    books, side = held(document.register, by)
    check(by, "state", position=books.logs[side].position)
    if rules.is_statement(document.thread):
        raise Refused("paper_of_statement", N_("A signed paper belongs to a document that both sides sign."))
    if document.standing.stage in ENDED:
        raise Refused(
            "paper_without_document",
            N_(
                "This version was returned or withdrawn. Keep the signed paper with the version that was signed."
            ),
        )
    sha256 = hashlib.sha256(data).hexdigest()
    # Asked before anything is kept: a refusal must not bring the bytes of an erased file back.
    _require_not_erased(document.register, sha256)
    if any(one.sha256 == sha256 for one in beside.papers_of(document)):
        raise Refused("paper_kept", N_("This very file is kept with the document already."))
    file = files.store(name=name, data=data, by=by, at=at)
    files.share(file=file, institutions=_sides(document.register))
    books.write(
        side,
        EntryType.INSTRUMENT,
        at,
        document=document,
        who=str(by.account),
        sha256=file.sha256,
        name=file.name,
    )
    books.sign(at)
    journal.write(
        by=by, at=at, verb="record.keep_paper", subject=document, file=file.name, sha256=file.sha256
    )
    return file


@transaction.atomic
def write_message(*, register: Register, text: str, by: Seat, at: datetime) -> Entry:
    """Write to the other side. The message stands in one's own log, is read by everybody of both sides, and binds
    nobody. Refused: message_empty, message_too_long."""
    books, side = held(register, by)
    check(by, "write", position=books.logs[side].position)
    text = normalise_input(text)
    rules.require_message(text)
    line = books.write(side, EntryType.NOTE, at, who=str(by.account), text=text)
    books.sign(at)
    journal.write(by=by, at=at, verb="record.write_message", subject=line)
    return line


@transaction.atomic
def erase_file(*, register: Register, sha256: str, ground: str, by: Seat, at: datetime) -> None:
    """Have a file erased that one's own side has put into the record: its bytes go here at once, on the other server when
    the line arrives. The record still verifies: it names the file by its hash and says who erased it and why.

    Refused: reason_missing, file_erased; NotPermitted for a file of the other side.
    """
    books, side = held(register, by)
    check(by, "erase", position=books.logs[side].position)
    ground = normalise_input(ground)
    rules.require_reason(ground)
    if not beside.Brought(register).by(side + 1, sha256):
        raise NotPermitted(
            "file_of_other", N_("Only the side that put a file into the record can have it erased.")
        )
    _require_not_erased(register, sha256)
    line = books.write(side, EntryType.ERASE, at, who=str(by.account), sha256=sha256, ground=ground)
    books.sign(at)
    journal.write(by=by, at=at, verb="record.erase_file", subject=line, sha256=sha256, ground=ground)
    # The bytes go once the line is durable: a line that was undone must not have cost a file.
    transaction.on_commit(partial(forget_erased, register))


def forget_erased(register: Register) -> None:
    """Delete the bytes of every file that a side of the register has had erased, as far as they are here. A file that
    somebody else gave too, the other side as well, stays theirs. Done again with each arrival, should it have been cut off."""
    for sha256, erased in beside.erased_in(register).items():
        if not files.path_of(sha256).exists():
            continue
        side = _sides(register)[erased.position - 1]
        # Whoever had taken the side over by then gave the file under its own name.
        files.forget(sha256=sha256, institutions=[side, holder_of(side, timezone.localdate(erased.at))])


def _require_not_erased(register: Register, sha256: str) -> None:
    if sha256 in beside.erased_in(register):
        raise Refused("file_erased", N_("This file is erased already."))


def _sides(register: Register) -> list[Institution]:
    logs = Log.objects.filter(register=register).select_related("institution").order_by("position")
    return [log.institution for log in logs]
