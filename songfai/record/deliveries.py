"""What a bundle brings becomes rows: the documents in it, before the lines that name them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from songfai.kit.errors import N_, Refused
from songfai.record import books as records
from songfai.record import canonical, entries
from songfai.record.brought import Delivery
from songfai.record.models import Document, Register


@dataclass(slots=True)
class Outcome:
    """What a delivery changed."""

    register: Register
    added: int = 0
    refilled: int = 0
    documents: list[Document] = field(default_factory=list)


def keep_documents(
    register: Register, delivery: Delivery, lines: Iterable[bytes], at: datetime, outcome: Outcome
) -> None:
    """Documents that these lines name become rows, those they supersede before them. Whether they count, the logs say.

    `lines` are only those that are about to be added to a log: a row that no line names would be taken for a statement
    of one's own that waits to be written (statements.waiting).
    """
    here = records.documents_of(register)
    needed, spoken = _named(lines)
    loaded = {}
    for sha256 in (needed | spoken) - set(here):
        try:
            loaded[sha256] = _load(register, delivery, sha256)
        except Refused:
            if sha256 in needed:
                raise
    ordered = sorted(loaded.items(), key=lambda one: (one[1]["thread"], one[1]["version"], one[0]))
    while ordered:
        later = []
        for sha256, said in ordered:
            before = (said["supersedes"] or "").removeprefix("sha256:")
            if before and before not in here:
                later.append((sha256, said))
                continue
            document = Document.objects.create(
                register=register,
                sha256=sha256,
                body=delivery.files[sha256],
                thread=said["thread"],
                kind=said["kind"],
                version=said["version"],
                supersedes_id=here[before] if before else None,
                created_at=at,
            )
            here[sha256] = document.pk
            outcome.documents.append(document)
        if len(later) == len(ordered):
            if any(sha256 in needed for sha256, _ in later):
                raise _missing()
            return
        ordered = later


def _load(register: Register, delivery: Delivery, sha256: str) -> dict[str, Any]:
    if sha256 not in delivery.files:
        raise _missing()
    said = canonical.load(delivery.files[sha256])
    if said["programme"] != register.programme:
        raise Refused("document_elsewhere", N_("A document in this file belongs to another programme."))
    return said


def _missing() -> Refused:
    return Refused("document_missing", N_("A document that this file speaks of is not in it."))


def _named(lines: Iterable[bytes]) -> tuple[set[str], set[str]]:
    """Documents that lines name; second those of lines of a newer version, which are kept where they can be, for the
    day on which this server understands them."""
    read = [entries.read(data) for data in lines]
    needed = {line.document for line in read if line.document and line.version == entries.VERSION}
    return needed, {line.document for line in read if line.document} - needed
