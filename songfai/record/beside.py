"""What stands in the logs beside the documents: signed papers kept with one, files that are erased, messages. None of it
changes what is agreed (record format 2.3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from songfai.record import canonical, entries
from songfai.record.models import Document, Entry, Incident, Log, Register
from songfai.record.states import EntryType
from songfai.record.threads import UNDERSTOOD


@dataclass(frozen=True, slots=True)
class Erased:
    """Who had a file erased, when and why."""

    position: int
    at: datetime
    ground: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that belongs to a document. `position` is the side that put it there; None for what the document itself
    names, which came with its offer."""

    sha256: str
    name: str
    position: int | None = None
    at: datetime | None = None
    who: str = ""
    erased: Erased | None = None


def lines_of(register: Register | int, type: EntryType) -> QuerySet[Entry]:
    """The lines of one type in both logs that this software understands."""
    return Entry.objects.filter(UNDERSTOOD, log__register=register, type=type).select_related("log")


def body_of(line: Entry) -> dict[str, Any]:
    return canonical.read_back(entries.read(bytes(line.body)).body)


def files_of(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(SHA-256, file name) of what a document names; a signed text is a plain text file."""
    for one in body.get("attachments", []):
        yield one["sha256"], str(one.get("name", "file"))
    for one in body["terms"].get("texts", []) if isinstance(body["terms"].get("texts"), list) else []:
        if isinstance(one, dict) and isinstance(one.get("sha256"), str):
            yield one["sha256"], f"{one.get('id', 'text')}.txt"


def named_by(documents: Iterable[Document], lines: Iterable[bytes] = ()) -> dict[str, str]:
    """The files that documents and lines about signed papers name: SHA-256 -> file name."""
    found: dict[str, str] = {}
    for document in documents:
        for sha256, name in files_of(canonical.strict_json(bytes(document.body))):
            if canonical.HASH.fullmatch(f"sha256:{sha256}"):
                found.setdefault(sha256, name)
    for data in lines:
        line = entries.read(data)
        if line.type == EntryType.INSTRUMENT and (one := _file(line.body)):
            found.setdefault(*one)
    return found


def _file(body: dict[str, Any]) -> tuple[str, str] | None:
    """The file a line about a signed paper names; None where its body is not of that form."""
    sha256 = body.get("sha256")
    if not isinstance(sha256, str) or not canonical.HASH.fullmatch(f"sha256:{sha256}"):
        return None
    return sha256, str(body.get("name") or "file")


def erased_in(register: Register | int) -> dict[str, Erased]:
    """Files that were erased, by hash. A side erases what it has brought itself, and nothing else.

    Constant queries; the documents of a side are read only for a file that is none of its signed papers.
    """
    lines = list(lines_of(register, EntryType.ERASE).order_by("at", "pk"))
    brought = Brought(register) if lines else None
    found: dict[str, Erased] = {}
    for line in lines:
        body = body_of(line)
        sha256 = str(body.get("sha256", ""))
        if brought is not None and sha256 not in found and brought.by(line.log.position, sha256):
            found[sha256] = Erased(line.log.position, line.at, str(body.get("ground", "")))
    return found


class Brought:
    """Which side put which file into the record: as a signed paper, or with a document it offered or stated."""

    def __init__(self, register: Register | int) -> None:
        self.register = register
        lines = lines_of(register, EntryType.INSTRUMENT)
        self.papers = {(line.log.position, body_of(line).get("sha256")) for line in lines}
        self.named: dict[int, set[str]] = {}

    def by(self, position: int, sha256: str) -> bool:
        if (position, sha256) in self.papers:
            return True
        if position not in self.named:
            documents = Document.objects.filter(
                register=self.register,
                entries__log__position=position,
                entries__type__in=(EntryType.PROPOSE, EntryType.STATE),
            )
            self.named[position] = set(named_by(documents.distinct()))
        return sha256 in self.named[position]


def papers_of(document: Document) -> list[Paper]:
    """The files that belong to a document: those it names, then the signed papers kept with it, oldest first."""
    erased = erased_in(document.register_id)
    named = named_by([document]).items()
    papers = [Paper(sha256, name, erased=erased.get(sha256)) for sha256, name in named]
    kept = lines_of(document.register_id, EntryType.INSTRUMENT).filter(document=document)
    for line in kept.order_by("at", "pk"):
        if (one := _file(body_of(line))) is not None:
            papers.append(Paper(*one, line.log.position, line.at, line.who, erased=erased.get(one[0])))
    return papers


@dataclass(frozen=True, slots=True)
class Message:
    """What one side wrote to the other; `who` is known only on the server of whoever wrote it."""

    position: int
    at: datetime
    who: str
    text: str


def messages(register: Register) -> QuerySet[Entry]:
    """The lines of what the sides wrote to one another."""
    return lines_of(register, EntryType.NOTE)


def message_of(line: Entry) -> Message:
    return Message(line.log.position, line.at, line.who, str(body_of(line).get("text", "")))


def story_named_by(log: Log, incident: Incident) -> dict[str, Any] | None:
    """The story that a side, by its log, has named since the incident was noticed here; None while it has not."""
    lines = lines_of(incident.register_id, EntryType.RESET).filter(log=log, at__gte=incident.noticed_at)
    return next(
        (said for line in lines.order_by("-seq") if (said := _story(line, incident.log.origin))), None
    )


def _story(line: Entry, origin: str) -> dict[str, Any] | None:
    body = body_of(line)
    return body if body.get("log") == origin else None
