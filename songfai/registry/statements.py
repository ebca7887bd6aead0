"""What a side says in its own log of a document it issued to the other side: what stands on the paper, the files that
belong to it, and what became of it afterwards; and that it has entered one of the other side into its register.
"""

from datetime import datetime
from typing import Any

from songfai.files.terms import as_attachment
from songfai.parties.models import Seat
from songfai.record import actions as record
from songfai.record.canonical import filled
from songfai.record.models import Log
from songfai.record.queries import position_of
from songfai.record.threads import latest
from songfai.registry.models import OfficialDocument, Part, PartnerPaper, Recipient
from songfai.registry.queries import Crossing, crossing_of
from songfai.registry.rules import CROSSING


def issued_name(document: OfficialDocument) -> str:
    return f"issued/{document.key.hex}"


def files_that_cross(document: OfficialDocument) -> list[tuple[str, Part]]:
    """What was signed and what belongs to it; the text to be edited is the sender's working file."""
    parts = document.parts.filter(kind__in=sorted(CROSSING)).select_related("file").order_by("id")
    return [(f"f{number:03d}", one) for number, one in enumerate(parts, 1)]


def issued_terms(
    document: OfficialDocument, recipient: Recipient, files: list[tuple[str, Part]]
) -> dict[str, Any]:
    assert document.dated is not None and recipient.sent_on is not None  # it is issued
    kind = document.type
    terms: dict[str, Any] = {
        "state": document.state,
        "reason": document.reason,
        "number": document.printed,
        "type": filled(
            {
                "slug": kind.slug if kind and kind.institution_id is None else "",
                "code": document.code,
                "name": kind.name.as_dict() if kind else {},
            }
        ),
        "language": document.language,
        "dated": document.dated.isoformat(),
        "signer": document.signer,
        "post": document.signer_post.as_dict(),
        "capacity": document.capacity,
        "purpose": recipient.purpose,
        "sent_on": recipient.sent_on.isoformat(),
        "files": [
            filled({"id": name, "kind": one.kind, "title": one.title, "sha256": one.file.sha256})
            for name, one in files
        ],
    }
    return filled(terms)


def say_issued(document: OfficialDocument, by: Seat, at: datetime) -> None:
    """Called at the end of every step of a document that went out. Nothing is said of one that is of no programme in force,
    or that the other side does not receive."""
    found = crossing_of(document, by.stands_for)
    if found is not None:
        say_to(found, document, by, at)


def say_to(found: Crossing, document: OfficialDocument, by: Seat, at: datetime) -> None:
    files = files_that_cross(document)
    record.state(
        register=found.register,
        position=found.position,
        kind="issued",
        name=issued_name(document),
        title=document.subject,
        terms=issued_terms(document, found.recipient, files),
        attachments=[as_attachment(name, one.file) for name, one in files],
        by=by,
        at=at,
    )


def say_registered(paper: PartnerPaper, by: Seat, at: datetime) -> None:
    """That the paper stands in one's own register, under which number since which day; or, where the entry was cancelled,
    that it stands there no longer. Nothing where this side is written on another server by now."""
    register, entry = paper.programme.register, paper.registered
    assert register is not None  # the record it came with
    position = position_of(register, paper.recipient, by.stands_for)
    if position is None or not Log.objects.filter(register=register, position=position, hosted=True).exists():
        return
    terms = {"paper": f"sha256:{paper.statement.sha256}"}
    if entry is not None:
        terms |= {"number": entry.printed, "on": entry.listed_on.isoformat()}
    record.state(
        register=register,
        position=position,
        kind="registered",
        name=f"registered/{paper.key.hex}",
        title=paper.subject,
        terms=terms,
        by=by,
        at=at,
    )


def statement_of(found: Crossing, document: OfficialDocument) -> str:
    """The hash of what was said of it, or "" while nothing was."""
    said = latest(found.register.pk, found.position, issued_name(document))
    return said.sha256 if said is not None else ""
