"""Offering, approving, returning and withdrawing a document both sides sign."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from songfai.journal import actions as journal
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.text import normalise_input
from songfai.parties import permissions as roles
from songfai.parties.models import Seat
from songfai.parties.rules import place_of
from songfai.people.consent import COMMAND, PASSKEY, Consent
from songfai.record import books as records
from songfai.record import canonical, rules
from songfai.record.actions import drafts
from songfai.record.books import Books
from songfai.record.models import Check, Document, Hand, Register
from songfai.record.permissions import check
from songfai.record.states import EntryType, Stage


def compose(
    register: Register,
    *,
    kind: str,
    thread: str,
    title: Trilingual | Mapping[str, str],
    terms: Mapping[str, Any],
    authentic: Sequence[str],
    attachments: Sequence[Mapping[str, Any]],
) -> tuple[bytes, int, Document | None]:
    """The bytes an offer would have now, with its version and what it supersedes: what the offering person reads and
    proves their presence over. A register that is not open yet has no documents; it needs only its `programme`."""
    versions = (
        list(Document.objects.filter(register=register, thread=thread).select_related("standing"))
        if register.pk
        else []
    )
    before = next((one for one in versions if one.standing.stage == Stage.IN_FORCE), None)
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
    return body, version, before


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
    consent: Consent | None = None,
    draft: Model | None = None,
) -> Document:
    """Write the document and agree to it for one's own side. It is the next version of its thread and supersedes
    the one in force there, if any. `consent` is the person's fresh proof over the very bytes; None for commands. `draft`
    is the row of the room that became this document: whoever wrote in it (drafts.wrote) wrote in the document.

    Refused while an earlier offer of the same side still waits for an answer, and where the side wants two persons while
    nobody else has checked the text, or from somebody who has written in it; Changed when the bytes are not those the person saw.
    """
    books, side = held(register, by)
    check(by, "offer", position=books.logs[side].position)
    body, version, before = compose(
        register,
        kind=kind,
        thread=thread,
        title=title,
        terms=terms,
        authentic=authentic,
        attachments=attachments,
    )
    paper = rules.Paper(thread, before.sha256 if before else None)
    _clear_slot(books, side, paper, at)
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
    books.papers[document.sha256] = paper
    if draft is not None:
        drafts.hand_on(drafts.subject_of(draft), document.sha256)
    books.write(side, EntryType.PROPOSE, at, document=document, who=str(by.account))
    _agree(books, side, document, by, at, consent)
    return _settled(books, document, at)


@transaction.atomic
def approve(
    *, document: Document, seen: str, by: Seat, at: datetime, consent: Consent | None = None
) -> Document:
    """Agree for one's own side to the very bytes whose SHA-256 the person saw. `consent` is their fresh proof over
    that hash; None for commands.

    Where both logs are at hand, the receipts are written at once and the document comes into force; else it does when
    the other side's receipt arrives. Changed when `seen` is another hash, NotPermitted for a wrong role or side, Refused
    when it is no longer open, or where the side wants two persons and nobody else has checked it, or this one wrote in it.
    """
    books, side, document = _answering(document, "approve", seen, by)
    paper = books.papers[document.sha256]
    _clear_slot(books, side, paper, at)
    _agree(books, side, document, by, at, consent)
    if books.logs[1 - side].hosted:
        books.receipt(1 - side, at)
    books.claims(at)
    return _settled(books, document, at)


@transaction.atomic
def return_(*, document: Document, seen: str, reason: str, by: Seat, at: datetime) -> Document:
    """Say no to an offer, with the reason. What is in force stays in force."""
    books, side, document = _answering(document, "return", seen, by)
    reason = normalise_input(reason)
    rules.require_reason(reason)
    books.write(side, EntryType.DECLINE, at, document=document, who=str(by.account), reason=reason)
    return _settled(books, document, at)


@transaction.atomic
def withdraw(*, document: Document, seen: str, reason: str = "", by: Seat, at: datetime) -> Document:
    """Take one's own offer back while the other side has not agreed to it."""
    books, side, document = _answering(document, "withdraw", seen, by)
    said = {"reason": reason} if (reason := normalise_input(reason)) else {}
    rules.require_reason(reason or "-")
    books.write(side, EntryType.WITHDRAW, at, document=document, who=str(by.account), **said)
    return _settled(books, document, at)


@transaction.atomic
def check_text(*, sha256: str, by: Seat, at: datetime) -> Check:
    """Say that one has read the very bytes and found them in order, so that a colleague may agree to them."""
    roles.check(by, "draft")
    row, _ = Check.objects.get_or_create(
        institution=by.institution,
        sha256=sha256,
        account_id=by.account_id,
        defaults={"who": str(by.account)[:200], "at": at},
    )
    journal.write(by=by, at=at, verb="record.check_text", subject=row, sha256=sha256)
    return row


def held(register: Register, by: Seat) -> tuple[Books, int]:
    """The books for this transaction, and which log is the seat's own."""
    books = records.read(register, held=True)
    side = place_of([log.institution_id for log in books.logs], by.institution_id, by.stands_for)
    check(by, "read", position=None if side is None else books.logs[side].position)
    assert side is not None  # else the check has said no
    return books, side


def _answering(document: Document, capability: str, seen: str, by: Seat) -> tuple[Books, int, Document]:
    """Everything an answer needs: the right, the same bytes, a paper that still waits for an answer."""
    books, side = held(document.register, by)
    document = Document.objects.select_related("register", "standing").get(pk=document.pk)
    check(by, capability, position=books.logs[side].position, offered_by=document.standing.offered_by)
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


def _agree(
    books: Books, side: int, document: Document, by: Seat, at: datetime, consent: Consent | None
) -> None:
    if rules.approval_refusal(books.view(), side, document.sha256):
        raise Refused(
            "approval_void",
            N_("Another version of the same paper is agreed already. Offer a new version of that one."),
        )
    if consent is not None and (consent.account_id, consent.over) != (by.account_id, document.sha256):
        raise Changed(
            "consent_elsewhere",
            N_("What you confirmed is not what is there now. Read it once more, then confirm again."),
        )
    _require_officer(books, side, consent)
    _require_second_person(document, by)
    office = {
        "role": by.role,
        "office": by.post.as_dict(),
        "authority": by.authority,
        "method": consent.method if consent else COMMAND,
        "evidence": consent.evidence if consent else {},
    }
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


def _require_officer(books: Books, side: int, consent: Consent | None) -> None:
    """Where the side's card names the officers' passkeys, only one of them agrees; the root keys stand behind that."""
    log = books.logs[side]
    card = records.card_at(log, log.size)
    if card is None or not card.officers:
        return
    if consent is None or consent.method != PASSKEY or consent.evidence.get("key") not in card.officers:
        raise Refused(
            "officer_unnamed",
            N_("The card of your side names the passkeys that may agree, and yours is not among them."),
        )


def _require_second_person(document: Document, by: Seat) -> None:
    """Nobody agrees alone, where the side wants two persons: not to what they have written in themselves, and only when a
    colleague has checked the very text (ASVS 2.3.5)."""
    if not by.institution.two_persons:
        return
    if Hand.objects.filter(subject=document.sha256, account_id=by.account_id).exists():
        raise Refused(
            "own_text",
            N_(
                "Your side wants two persons: you have written in this text yourself, so somebody else of your side"
                " agrees to it."
            ),
        )
    checks = Check.objects.filter(institution=by.institution_id, sha256=document.sha256)
    if not checks.exclude(account_id=by.account_id).exists():
        raise Refused(
            "second_person_missing",
            N_(
                "Your side wants two persons: a colleague has to check this very text before you agree to it."
            ),
        )


def _settled(books: Books, document: Document, at: datetime) -> Document:
    books.sign(at)
    records.settle(books, document.thread)
    return Document.objects.select_related("register", "standing", "supersedes").get(pk=document.pk)
