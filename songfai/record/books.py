"""The two logs of a register taken in from their stored bytes, and the pen that adds a line to one of them."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from songfai.kit.errors import N_, Refused
from songfai.record import entries, notes, rules, tree
from songfai.record.canonical import written
from songfai.record.models import Document, Entry, Log, Register, Standing
from songfai.record.states import EntryType, Stage

SETTLED = (
    "stage",
    "offered_by",
    "offered_at",
    "accepted_at",
    "in_force_at",
    "replaced_at",
    "ended_at",
    "reason",
)


@dataclass
class Books:
    """Index 0 is the log of position 1. `lines` and `leaves` run by sequence number."""

    register: Register
    logs: list[Log]
    papers: dict[str, rules.Paper]
    lines: tuple[list[entries.Line], list[entries.Line]] = field(default_factory=lambda: ([], []))
    leaves: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))

    def view(self) -> rules.View:
        """Where everything stands, from the bytes of both logs alone."""
        logs = [[rules.Act(line.type, line.document, line.seen) for line in lines] for lines in self.lines]
        return rules.standing(logs, self.papers)

    def write(
        self,
        side: int,
        type: EntryType,
        at: datetime,
        *,
        document: Document | None = None,
        who: str = "",
        **body: Any,
    ) -> Entry:
        """Add a line to the log of a side (0 or 1), which has seen all of the other. Only on books that are held."""
        log, other = self.logs[side], self.leaves[1 - side]
        if document is not None:
            body["doc"] = f"sha256:{document.sha256}"
        data = entries.entry_bytes(
            log=log.origin,
            seq=log.size,
            prev=log.head or entries.EMPTY_ROOT,
            at=at,
            type=type,
            seen=len(other),
            seen_root=notes.text64(tree.root_hash([b64decode(leaf) for leaf in other])),
            body=written(body),
        )
        return self.append(side, data, document=document, who=who)

    def append(self, side: int, data: bytes, *, document: Document | None = None, who: str = "") -> Entry:
        """Add a line whose bytes are there already."""
        log, line, leaf = self.logs[side], entries.read(data), notes.text64(tree.leaf_hash(data))
        entry = Entry.objects.create(
            log=log,
            seq=log.size,
            body=data,
            leaf=leaf,
            type=line.type,
            document=document,
            at=moment(line.at),
            who=who[:200],
        )
        log.size, log.head = log.size + 1, leaf
        log.save(update_fields=["size", "head"])
        self.lines[side].append(line)
        self.leaves[side].append(leaf)
        return entry

    def said(self, document: str, type: EntryType) -> Iterator[tuple[int, entries.Line]]:
        """Lines of a type about a document, with the side that wrote them."""
        for side, lines in enumerate(self.lines):
            yield from ((side, line) for line in lines if (line.type, line.document) == (type, document))

    def standing_of(self, document: str, view: rules.View) -> dict[str, Any]:
        """The values of `Standing` for a document, each from a line of a log."""
        offers = sorted(self.said(document, EntryType.PROPOSE), key=lambda said: said[1].at)
        offered_by, offer = offers[0]
        stage = rules.stage(view, document)
        valid = rules.in_force(view)
        later = [other for other in valid if self.papers[other].supersedes == document]
        ended, reason = self._end(document, stage)
        consents = [view.consent(side, document) for side in (0, 1)]
        approvals = [moment(self.lines[side][c.given].at) for side, c in enumerate(consents) if c]
        return {
            "stage": stage,
            "offered_by": offered_by + 1,
            "offered_at": moment(offer.at),
            "accepted_at": max(approvals) if len(approvals) == 2 else None,
            "in_force_at": self._since(document) if document in valid else None,
            "replaced_at": self._since(later[0]) if later else None,
            "ended_at": ended,
            "reason": reason,
        }

    def _since(self, document: str) -> datetime | None:
        return min((moment(line.at) for _, line in self.said(document, EntryType.FINAL)), default=None)

    def _end(self, document: str, stage: Stage) -> tuple[datetime | None, str]:
        type = {Stage.RETURNED: EntryType.DECLINE, Stage.WITHDRAWN: EntryType.WITHDRAW}.get(stage)
        line = next((line for _, line in self.said(document, type)), None) if type else None
        if line is None:
            return None, ""
        return moment(line.at), str(line.body.get("reason", "")).replace("\u2028", "\n")


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def read(register: Register, *, held: bool = False) -> Books:
    """Both logs. `held` keeps them for this transaction: nobody else writes in them until it ends."""
    logs = Log.objects.filter(register=register).order_by("position")
    found = list(logs.select_for_update() if held else logs)
    if len(found) != 2:
        raise Refused("logs_missing", N_("The record of this programme is not complete."))
    books = Books(register, found, papers_of(register))
    sides = {log.pk: side for side, log in enumerate(found)}
    rows = Entry.objects.filter(log__in=found).order_by("log_id", "seq").values_list("log_id", "body")
    for log_id, body in rows:
        data, side = bytes(body), sides[log_id]
        books.lines[side].append(entries.read(data))
        books.leaves[side].append(notes.text64(tree.leaf_hash(data)))
    return books


def papers_of(register: Register) -> dict[str, rules.Paper]:
    rows = Document.objects.filter(register=register).values_list("sha256", "thread", "supersedes__sha256")
    return {sha256: rules.Paper(thread, supersedes) for sha256, thread, supersedes in rows}


def settle(books: Books, thread: str | None = None) -> list[str]:
    """Bring the standings of a thread (None: of all) up to what the logs say; the hashes that were changed."""
    view = books.view()
    documents = Document.objects.filter(register=books.register).select_related("standing").order_by("id")
    changed = []
    for document in documents if thread is None else documents.filter(thread=thread):
        values = books.standing_of(document.sha256, view)
        standing = getattr(document, "standing", None) or Standing(document=document)
        if standing.pk is None or any(getattr(standing, name) != values[name] for name in SETTLED):
            for name in SETTLED:
                setattr(standing, name, values[name])
            standing.save()
            changed.append(document.sha256)
    return changed
