"""Lines as a newer version of the software might write them."""

import json

import rfc8785

from songfai.kit.errors import Refused
from songfai.record import books, canonical, entries, notes
from songfai.record.books import New
from songfai.record.models import Document, Log, Register
from tests.exchange.nodes import now
from tests.exchange.plain import Plain


def line(log: Log, other: Log, type: str, version: int = 2, **body: object) -> bytes:
    said = json.loads(
        entries.entry_bytes(
            log=log.origin,
            seq=log.size,
            prev=log.head,
            at=now(),
            type=type,
            seen=other.size,
            seen_root=notes.text64(books.frontier_of(other).root()),
            body=body,
        )
    )
    more = {"v": version, "because": ["what", {"nobody": "knows yet"}]} if version > 1 else {}
    return rfc8785.dumps(said | more)


def propose(node: Plain, text: str) -> str:
    """A document put forward by such a line; its hash."""
    with node:
        register = Register.objects.get()
        body = canonical.document_bytes(
            programme=register.programme,
            thread="paper/newer",
            kind="paper",
            version=1,
            supersedes=None,
            title={"en": "Paper"},
            terms={"text": text},
            authentic=["en"],
            attachments=[],
        )
        document = Document.objects.create(
            register=register,
            sha256=canonical.sha256_hex(body),
            body=body,
            thread="paper/newer",
            kind="paper",
            version=1,
            created_at=now(),
        )
    write(node, "propose", document=document, doc=f"sha256:{document.sha256}")
    return document.sha256


def write(
    node: Plain, type: str = "propose", version: int = 2, document: Document | None = None, **body: object
) -> bytes:
    """Written into the node's own log, and signed."""
    with node:
        held = books.read(Register.objects.get(), held=False)
        side = next(side for side, log in enumerate(held.logs) if log.hosted)
        try:
            held.require_writable(side, agreeing=False)
        except Refused as refused:
            # Newer software goes on after its own lines.
            if refused.code != "software_older":
                raise
        data = line(held.logs[side], held.logs[1 - side], type, version, **body)
        held.append(side, [New.of(data, {document.sha256: document.pk} if document else None)])
        held.sign(now())
    return data
