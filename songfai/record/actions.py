"""Writes of the joint record. Each side's acts go into its own log; what both logs then say is settled in the
same transaction. The room that owns the matter calls these and writes the journal and the notices.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import rfc8785
from django.db import transaction

from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.text import normalise_input
from songfai.parties.models import Institution, Seat
from songfai.parties.rules import place_of
from songfai.record import books as records
from songfai.record import canonical, entries, rules
from songfai.record.books import Books
from songfai.record.models import Document, Log, Register
from songfai.record.permissions import check
from songfai.record.states import EntryType, Stage


@transaction.atomic
def open_register(
    *, sides: Sequence[tuple[Institution, str]], title: Trilingual | Mapping[str, str], at: datetime, by: Seat
) -> Register:
    """Begin the joint record of a programme: one log per side, each with its opening line, and the charter that
    names both. `sides` are the institutions in the order of the signed text, each with the origin of its log.
    """
    institutions = [institution.pk for institution, _ in sides]
    origins = [origin for _, origin in sides]
    if len(set(institutions)) != 2 or len(set(origins)) != 2:
        raise Refused("two_sides", N_("A record has two sides, each with a log of its own."))
    place = place_of(institutions, by.institution_id, by.stands_for)
    check(by, "open", position=None if place is None else place + 1)
    openings = [_opening(institution, origin, at) for institution, origin in sides]
    charter = rfc8785.dumps(
        canonical.written(
            {
                "fmt": "coop-charter/1",
                "rules": "coop-rules/1",
                "title": Trilingual.of(title).as_dict(),
                "at": entries.as_text(at),
                "sides": [
                    {"id": f"p{place}", "origin": origin, "genesis": entries.text(entries.leaf_hash(opening))}
                    for place, (origin, opening) in enumerate(zip(origins, openings, strict=True), 1)
                ],
            }
        )
    )
    register = Register.objects.create(
        programme=f"sha256:{canonical.sha256_hex(charter)}", charter=charter, opened_at=at
    )
    for place, (institution, origin) in enumerate(sides, 1):
        Log.objects.create(register=register, position=place, institution=institution, origin=origin)
    books = records.read(register, held=True)
    for side, opening in enumerate(openings):
        books.append(side, opening)
    return register


@transaction.atomic
def offer(
    *,
    register: Register,
    kind: str,
    thread: str,
    title: Trilingual | Mapping[str, str],
    terms: Mapping[str, Any],
    authentic: Sequence[str],
    attachments: Sequence[Mapping[str, Any]],
    by: Seat,
    at: datetime,
) -> Document:
    """Write the document and agree to it for one's own side. It is the next version of its thread and supersedes
    the one in force there, if any.

    Refused while an earlier offer of the same side still waits for an answer.
    """
    books, side = _held(register, by)
    check(by, "offer", position=side + 1)
    versions = list(Document.objects.filter(register=register, thread=thread).select_related("standing"))
    before = next((one for one in versions if one.standing.stage == Stage.IN_FORCE), None)
    _clear_slot(books, side, rules.Paper(thread, before.sha256 if before else None), at)
    version = max((one.version for one in versions), default=0) + 1
    body = canonical.document_bytes(
        programme=register.programme,
        thread=thread,
        kind=kind,
        version=version,
        supersedes=f"sha256:{before.sha256}" if before else None,
        title=Trilingual.of(title).as_dict(),
        terms=terms,
        authentic=authentic,
        attachments=attachments,
    )
    document = Document.objects.create(
        register=register,
        sha256=canonical.sha256_hex(body),
        body=body,
        thread=thread,
        kind=kind,
        version=version,
        supersedes=before,
        created_at=at,
    )
    books.papers[document.sha256] = rules.Paper(thread, before.sha256 if before else None)
    books.write(side, EntryType.PROPOSE, at, document=document, who=str(by.account))
    _agree(books, side, document, by, at)
    return _settled(books, document)


@transaction.atomic
def approve(*, document: Document, seen: str, by: Seat, at: datetime) -> Document:
    """Agree for one's own side to the very bytes whose SHA-256 the person saw.

    On this server both logs are at hand, so the receipts are written at once and the document comes into force.
    Changed when `seen` is another hash, NotPermitted for a wrong role or side, Refused when it is no longer open.
    """
    books, side, document = _answering(document, "approve", seen, by)
    paper = books.papers[document.sha256]
    _clear_slot(books, side, paper, at)
    _agree(books, side, document, by, at)
    _exchange_receipts(books, side, document, at)
    return _settled(books, document)


@transaction.atomic
def return_(*, document: Document, seen: str, reason: str, by: Seat, at: datetime) -> Document:
    """Say no to an offer, with the reason. What is in force stays in force."""
    books, side, document = _answering(document, "return", seen, by)
    reason = normalise_input(reason)
    rules.require_reason(reason)
    books.write(side, EntryType.DECLINE, at, document=document, who=str(by.account), reason=reason)
    return _settled(books, document)


@transaction.atomic
def withdraw(*, document: Document, seen: str, reason: str = "", by: Seat, at: datetime) -> Document:
    """Take one's own offer back while the other side has not agreed to it."""
    books, side, document = _answering(document, "withdraw", seen, by)
    said = {"reason": reason} if (reason := normalise_input(reason)) else {}
    rules.require_reason(reason or "-")
    books.write(side, EntryType.WITHDRAW, at, document=document, who=str(by.account), **said)
    return _settled(books, document)


@transaction.atomic
def recompute(register: Register) -> list[str]:
    """Work out every standing anew from the stored bytes of both logs; the hashes whose standing was not so."""
    books = records.read(register, held=True)
    for log, lines, leaves in zip(books.logs, books.lines, books.leaves, strict=True):
        entries.require_chain(list(zip(lines, leaves, strict=True)), log=log.origin)
        if (log.size, log.head) != (len(leaves), leaves[-1] if leaves else ""):
            raise Refused("log_head", N_("The log %(log)s does not end where it says."), log=log.origin)
    return records.settle(books)


def _held(register: Register, by: Seat) -> tuple[Books, int]:
    """The books for this transaction, and which log is the seat's own."""
    books = records.read(register, held=True)
    side = place_of([log.institution_id for log in books.logs], by.institution_id, by.stands_for)
    check(by, "read", position=None if side is None else side + 1)
    assert side is not None  # else the check has said no
    return books, side


def _answering(document: Document, capability: str, seen: str, by: Seat) -> tuple[Books, int, Document]:
    """Everything an answer needs: the right, the same bytes, a paper that still waits for an answer."""
    books, side = _held(document.register, by)
    document = Document.objects.select_related("register", "standing").get(pk=document.pk)
    check(by, capability, position=side + 1, offered_by=document.standing.offered_by)
    if seen.strip().lower().removeprefix("sha256:") != document.sha256:
        raise Changed(
            "document_changed",
            N_("This is not the version you read. Read version %(version)s once more, then answer."),
            version=document.version,
        )
    rules.require_open(rules.stage(books.view(), document.sha256))
    return books, side, document


def _clear_slot(books: Books, side: int, paper: rules.Paper, at: datetime) -> None:
    """A side consents to one version at a time: what came back is taken back, what still waits has to be first."""
    view = books.view()
    rivals = [
        other for other, its in books.papers.items() if its.slot == paper.slot and view.consent(side, other)
    ]
    for rival in Document.objects.filter(register=books.register, sha256__in=rivals).order_by("id"):
        if rules.stage(view, rival.sha256) != Stage.RETURNED:
            raise Refused(
                "own_offer_waits",
                N_("Your side’s version %(version)s still waits for an answer. Withdraw it first."),
                version=rival.version,
            )
        books.write(side, EntryType.WITHDRAW, at, document=rival)


def _agree(books: Books, side: int, document: Document, by: Seat, at: datetime) -> None:
    if rules.approval_refusal(books.view(), side, document.sha256, len(books.lines[1 - side])):
        raise Refused(
            "approval_void",
            N_("Another version of the same paper is agreed already. Offer a new version of that one."),
        )
    office = {"role": by.role, "office": by.post.as_dict(), "authority": by.authority, "method": "session"}
    if by.institution_id != books.logs[side].institution_id:
        # Who has taken over the side signs under its own name.
        office["body"] = by.institution.name.as_dict()
    books.write(
        side,
        EntryType.APPROVE,
        at,
        document=document,
        who=str(by.account),
        by={name: said for name, said in office.items() if said},
    )


def _exchange_receipts(books: Books, side: int, document: Document, at: datetime) -> None:
    """What two servers would send each other: the offering side's receipt, then each side's note of entry into
    force. Written only when both locks are there."""
    books.write(1 - side, EntryType.ACK, at)
    if document.sha256 in rules.in_force(books.view()):
        for writer in (1 - side, side):
            books.write(writer, EntryType.FINAL, at, document=document)


def _settled(books: Books, document: Document) -> Document:
    records.settle(books, document.thread)
    return Document.objects.select_related("register", "standing", "supersedes").get(pk=document.pk)


def _opening(institution: Institution, origin: str, at: datetime) -> bytes:
    """The first line of a log: it knows nothing of the other side yet."""
    return entries.entry_bytes(
        log=origin,
        seq=0,
        prev=entries.EMPTY_ROOT,
        at=at,
        type=EntryType.GENESIS,
        seen=0,
        seen_root=entries.EMPTY_ROOT,
        body=canonical.written({"name": institution.name.as_dict(), "country": institution.country}),
    )
