"""The two logs of a register taken in from their stored bytes, and the pen that adds lines to the logs held here.

Only what moves documents is read (`states.MOVES` and the claims of entry into force): receipts and statements may be
many, and the frontier in `Log.peaks` says all that is needed of them to go on.
"""

from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db.models import Q, QuerySet

from songfai.kit.errors import N_, Refused
from songfai.record import cards, entries, incidents, keys, marks, notes, rules, tree
from songfai.record.canonical import written
from songfai.record.models import Card, Checkpoint, Document, Entry, Incident, Log, Register, Standing
from songfai.record.states import ANSWERED, MOVES, EntryType, IncidentKind, Stage

# A line end as texts have it; a zero byte is in no text, and one engine keeps none.
SHOWN = {0x2028: "\n", 0: None}
READ = (*MOVES, EntryType.FINAL)
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


@dataclass(frozen=True, slots=True)
class New:
    """A line that is to be added: its bytes, what they say, its leaf hash, and what the bytes do not say."""

    data: bytes
    line: entries.Line
    leaf: bytes
    document: int | None = None
    who: str = ""

    @classmethod
    def of(cls, data: bytes, documents: Mapping[str, int] | None = None, who: str = "") -> "New":
        """`documents` are the register's rows by hash (documents_of)."""
        line = entries.read(data)
        named = (documents or {}).get(line.document) if line.document else None
        return cls(data, line, tree.leaf_hash(data), named, who)


@dataclass
class Books:
    """Index 0 is the log of position 1. `lines` are those of `READ`, by sequence number; `stops` is the number of the
    first line a newer version wrote, from which on a log is kept but not understood; `heard` is how much of the other
    log the lines that are understood have seen."""

    register: Register
    logs: list[Log]
    papers: dict[str, rules.Paper]
    lines: tuple[list[entries.Line], list[entries.Line]] = field(default_factory=lambda: ([], []))
    stops: list[int | None] = field(default_factory=lambda: [None, None])
    heard: list[int] = field(default_factory=lambda: [0, 0])

    def view(self) -> rules.View:
        """Where everything stands, from the bytes of both logs alone. Acts stand closer together here than in the
        logs: a place says how many acts, not how many lines, came before it."""
        moves = [self.moves(side) for side in (0, 1)]
        places = [[line.seq for line in lines] for lines in moves]
        acts = []
        for side in (0, 1):
            other = places[1 - side]
            own = [rules.Act(line.type, line.document, bisect_left(other, line.seen)) for line in moves[side]]
            acts.append([*own, rules.Act(EntryType.ACK, None, bisect_left(other, self.heard[side]))])
        return rules.standing(acts, self.papers)

    def moves(self, side: int) -> list[entries.Line]:
        return [line for line in self.lines[side] if line.type in MOVES]

    def require_writable(self, side: int, *, agreeing: bool) -> None:
        """Refused when this server does not write for the side, or when an incident forbids it."""
        require_writable(self.logs, side, agreeing=agreeing)

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
        log, other = self.logs[side], self.logs[1 - side]
        self.require_writable(side, agreeing=type in MOVES)
        if document is not None:
            body["doc"] = f"sha256:{document.sha256}"
        data = entries.entry_bytes(
            log=log.origin,
            seq=log.size,
            prev=log.head or entries.EMPTY_ROOT,
            at=at,
            type=type,
            seen=other.size,
            seen_root=notes.text64(frontier_of(other).root()),
            body=written(body),
        )
        return self.append(side, [New.of(data, {document.sha256: document.pk} if document else None, who)])[0]

    def append(self, side: int, new: Sequence[New]) -> list[Entry]:
        """Add lines whose bytes are there already. Nothing is checked but their place in the log."""
        log, frontier = self.logs[side], frontier_of(self.logs[side])
        rows = []
        for one in new:
            frontier.add(one.leaf)
            rows.append(
                Entry(
                    log=log,
                    seq=one.line.seq,
                    body=one.data,
                    leaf=notes.text64(one.leaf),
                    type=one.line.type,
                    seen=one.line.seen,
                    document_id=one.document,
                    at=moment(one.line.at),
                    who=one.who[:200],
                )
            )
            if one.line.version != entries.VERSION and self.stops[side] is None:
                self.stops[side] = log.stops = one.line.seq
            if self.stops[side] is None:
                self.heard[side] = one.line.seen
                if one.line.type in READ:
                    self.lines[side].append(one.line)
        Entry.objects.bulk_create(rows, batch_size=500)
        log.size, log.head, log.peaks = frontier.size, rows[-1].leaf, frontier.stored()
        log.seen = max(log.seen, new[-1].line.seen)
        log.save(update_fields=["size", "head", "peaks", "seen", "stops"])
        return rows

    def receipt(self, side: int, at: datetime) -> None:
        """A receipt of a side for what the other has written since, if that asks for one."""
        log, other = self.logs[side], self.logs[1 - side]
        if Entry.objects.filter(log=other, seq__gte=log.seen, type__in=ANSWERED).exists():
            self.write(side, EntryType.ACK, at)

    def claims(self, at: datetime) -> None:
        """Each side that is written for here notes what has come into force, once, when its own log shows it."""
        valid = rules.in_force(self.view())
        for side in (0, 1):
            if not self.logs[side].hosted:
                continue
            said = {line.document for line in self.lines[side] if line.type == EntryType.FINAL}
            for document in Document.objects.filter(register=self.register, sha256__in=valid - said).order_by(
                "id"
            ):
                self.write(side, EntryType.FINAL, at, document=document)

    def say_cards(self, side: int, at: datetime) -> None:
        """Lines for the cards of a side that its log does not name yet: its keys were changed, or an older copy of this log
        was restored."""
        log = self.logs[side]
        card = card_at(log, log.size)
        assert card is not None  # a log is opened with one
        newer = Card.objects.filter(institution=log.institution_id, serial__gt=card.serial)
        for row in newer.order_by("serial"):
            self.write(side, EntryType.KEY, at, **keys.card_values(row).as_entry())

    def sign(self, at: datetime) -> None:
        """Sign what has grown: a checkpoint by each log's key, cosigned by the other side where it is here too."""
        for side, log in enumerate(self.logs):
            if log.hosted and log.size:
                sign_checkpoint(log, self.logs[1 - side], at)

    def said(self, document: str, type: EntryType) -> Iterator[tuple[int, entries.Line]]:
        """Lines of a type about a document, with the side that wrote them."""
        for side, lines in enumerate(self.lines):
            yield from ((side, line) for line in lines if (line.type, line.document) == (type, document))

    def standing_of(self, document: str, view: rules.View) -> dict[str, Any] | None:
        """The values of `Standing` for a document, each from a line of a log; None before it is proposed."""
        offers = sorted(self.said(document, EntryType.PROPOSE), key=lambda said: said[1].at)
        if not offers:
            return None
        offered_by, offer = offers[0]
        stage = rules.stage(view, document)
        valid = rules.in_force(view)
        later = [other for other in valid if self.papers[other].supersedes == document]
        ended, reason = self._end(document, stage)
        moves = [self.moves(side) for side in (0, 1)]
        consents = [view.consent(side, document) for side in (0, 1)]
        approvals = [moment(moves[side][c.given].at) for side, c in enumerate(consents) if c]
        return {
            "stage": stage,
            "offered_by": offered_by + 1,
            "offered_at": moment(offer.at),
            "accepted_at": max(approvals) if len(approvals) == 2 else None,
            "in_force_at": self._since(document, approvals) if document in valid else None,
            "replaced_at": self._since(later[0], approvals) if later else None,
            "ended_at": ended,
            "reason": reason,
        }

    def _since(self, document: str, approvals: list[datetime]) -> datetime | None:
        """The first claim of either log; before one has arrived, the later approval."""
        claimed = [moment(line.at) for _, line in self.said(document, EntryType.FINAL)]
        return min(claimed, default=max(approvals, default=None))

    def _end(self, document: str, stage: Stage) -> tuple[datetime | None, str]:
        type = {Stage.RETURNED: EntryType.DECLINE, Stage.WITHDRAWN: EntryType.WITHDRAW}.get(stage)
        line = next((line for _, line in self.said(document, type)), None) if type else None
        if line is None:
            return None, ""
        return moment(line.at), str(line.body.get("reason", "")).translate(SHOWN)


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def moment_of(seconds: int) -> datetime:
    """A witness's time as a moment; what no calendar knows becomes its earliest."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)


def frontier_of(log: Log) -> tree.Frontier:
    return tree.Frontier.read(log.size, bytes(log.peaks))


def leaves_of(log: Log) -> list[bytes]:
    rows = Entry.objects.filter(log=log).order_by("seq").values_list("leaf", flat=True)
    return [b64decode(leaf) for leaf in rows]


def read(register: Register, *, held: bool = False) -> Books:
    """Both logs. `held` keeps them for this transaction: nobody else writes in them until it ends."""
    logs = Log.objects.filter(register=register).order_by("position")
    found = list(logs.select_for_update() if held else logs)
    if len(found) != 2:
        raise Refused("logs_missing", N_("The record of this programme is not complete."))
    books = Books(register, found, papers_of(register))
    sides = {log.pk: side for side, log in enumerate(found)}
    rows = Entry.objects.filter(log__in=found, type__in=READ).order_by("log_id", "seq")
    books.stops = [log.stops for log in found]
    books.heard = [_heard(log) for log in found]
    for log_id, body in rows.values_list("log_id", "body"):
        line, side = entries.read(bytes(body)), sides[log_id]
        if (stop := books.stops[side]) is None or line.seq < stop:
            books.lines[side].append(line)
    return books


def _heard(log: Log) -> int:
    if log.stops is None:
        return log.seen
    # A log is opened by a line that is understood, or not at all.
    return Entry.objects.filter(log=log, seq__lt=log.stops).latest("seq").seen


def documents_of(register: Register) -> dict[str, int]:
    """The rows of all its documents, by hash."""
    return dict(Document.objects.filter(register=register).values_list("sha256", "pk"))


def joint(register: Register) -> QuerySet[Document]:
    """The documents both sides sign; statements of one side are no papers that could be agreed."""
    return Document.objects.filter(register=register).exclude(
        Q(thread__startswith="p1/") | Q(thread__startswith="p2/")
    )


def papers_of(register: Register) -> dict[str, rules.Paper]:
    rows = joint(register).values_list("sha256", "thread", "supersedes__sha256")
    return {sha256: rules.Paper(thread, supersedes) for sha256, thread, supersedes in rows}


def settle(books: Books, thread: str | None = None) -> list[str]:
    """Bring the standings of a thread (None: of all) up to what the logs say; the hashes that were changed."""
    view = books.view()
    documents = joint(books.register).defer("body").select_related("standing").order_by("id")
    changed = []
    for document in documents if thread is None else documents.filter(thread=thread):
        values = books.standing_of(document.sha256, view)
        if values is None:
            continue
        standing = getattr(document, "standing", None) or Standing(document=document)
        if standing.pk is None or any(getattr(standing, name) != values[name] for name in SETTLED):
            for name in SETTLED:
                setattr(standing, name, values[name])
            standing.save()
            changed.append(document.sha256)
    return changed


def require_writable(logs: Sequence[Log], side: int, *, agreeing: bool) -> None:
    """Whether a line may be added to the log of a side here and now.

    Refused: not_hosted; record_behind while the log is shorter than its mark or than the other side knows it;
    record_forked when a log has two stories: of one's own log nothing more is said, of the other's nothing agreed;
    software_older after a line of newer software: what followed it would have no effect here.
    """
    log = logs[side]
    if not log.hosted:
        raise Refused("not_hosted", N_("This server does not write for %(side)s."), side=log.origin)
    open_ = {
        (one.log_id, one.kind) for one in Incident.objects.filter(register=log.register_id, settled_at=None)
    }
    if (log.pk, IncidentKind.ROLLBACK) in open_ or marks.size(log.origin) > log.size:
        raise incidents.behind(shared=logs[1 - side].hosted)
    forked = {log_id for log_id, kind in open_ if kind == IncidentKind.FORK}
    if log.pk in forked or (agreeing and forked):
        raise Refused(
            "record_forked",
            N_(
                "There are two stories of one log. Nothing is agreed until both sides have settled which one holds."
            ),
        )
    if log.stops is not None:
        raise Refused(
            "software_older",
            N_(
                "The last lines of this log were written by newer software than this server has. Nothing can be added to it"
                " until the administrator has updated this server."
            ),
        )


def sign_checkpoint(log: Log, other: Log, at: datetime) -> Checkpoint:
    """The log's newest checkpoint, signed by its key; cosigned by the other side at once where that is hosted here."""
    row = Checkpoint.objects.filter(log=log).first()
    if row is not None and row.size == log.size:
        return row
    note = notes.unsigned(log.origin, log.size, frontier_of(log).root())
    for card in _speaking(log):
        note = notes.sign(note, _private(log, card.log))
    row = row or Checkpoint(log=log)
    row.size, row.note = log.size, note.note
    if other.hosted:
        row.cosigned_note, row.cosigned_size, row.cosigned_at = cosigned(note, other, at), log.size, at
    row.save()
    return row


def cosigned(checkpoint: notes.Checkpoint, witness: Log, at: datetime) -> str:
    """The note with the witness line of another log's side, which holds these very entries."""
    card = card_at(witness, witness.size)
    assert card is not None
    private = _private(witness, card.witness)
    return checkpoint.with_line(
        notes.cosign(checkpoint, card.witness_name, private, int(at.timestamp()))
    ).note


def _speaking(log: Log) -> list[cards.Card]:
    """Whose key signs the log as it is now: that of its card; after a planned change also the one before, as long as
    its key is here, so that whoever still knows the old one can follow."""
    rows = Entry.objects.filter(log=log, type__in=(EntryType.GENESIS, EntryType.KEY)).order_by("-seq")[:2]
    newest, *before = [cards.read(entries.read(bytes(row.body)).body) for row in rows]
    if newest.said["reason"] != cards.Reason.ROTATION:
        return [newest]
    return [newest, *(card for card in before if keys.signer(log.institution, card.log) is not None)]


def _private(log: Log, public: bytes) -> Ed25519PrivateKey:
    private = keys.signer(log.institution, public)
    if private is None:
        raise Refused(
            "keys_missing", N_("The keys of %(side)s are not on this server."), side=str(log.institution)
        )
    return private


def card_at(log: Log, size: int) -> cards.Card | None:
    """The card that holds for a log of this size: that of the last opening or change of keys below it."""
    row = (
        Entry.objects.filter(log=log, seq__lt=size, type__in=(EntryType.GENESIS, EntryType.KEY))
        .order_by("-seq")
        .values_list("body", flat=True)
        .first()
    )
    return cards.read(entries.read(bytes(row)).body) if row is not None else None
