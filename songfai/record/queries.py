"""Reads of the joint record: where documents stand, what waits for whom, who did what when."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can as role_can
from songfai.parties.rules import place_of
from songfai.record import books, canonical, entries
from songfai.record.differences import Change, Differences, Shown, differences
from songfai.record.models import Check, Document, Entry, Hand, Log, Register, Standing
from songfai.record.permissions import can
from songfai.record.states import EntryType, Stage
from songfai.record.words import words_of

__all__ = ["Change", "Differences", "Shown", "differences", "words_of"]

LETTERS = {1: "a", 2: "b"}
SPOKEN = {"LA": "lo", "VN": "vi"}


def _day_of(moment: date | datetime) -> date:
    return localdate(moment) if isinstance(moment, datetime) else moment


@dataclass(frozen=True, slots=True)
class SideOf:
    """One side of a register, as the pages name it."""

    position: int
    institution: Institution
    hosted: bool = True
    # The day the page speaks of: the side is called as who bore it then. Two words of one side are the same side.
    day: date | None = field(default=None, compare=False)

    @property
    def letter(self) -> str:
        return LETTERS[self.position]

    @property
    def display_name(self) -> Trilingual:
        return self.name_on(self.day)

    def name_on(self, day: date | datetime | None) -> Trilingual:
        """What the body that bore the side was called on a day; without one, what the body of the log is called."""
        if day is None:
            return self.institution.short_name or self.institution.name
        on = _day_of(day)
        heir = self.institution.heir_on(on)
        return heir.short_name if heir else self.institution.short_name_on(on)

    def dated(self, day: date | datetime | None) -> "SideOf":
        return replace(self, day=_day_of(day) if day else None)

    @property
    def language(self) -> str:
        return SPOKEN.get(self.institution.country, "en")


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a log that concerns a document. `who` is empty for what the server wrote by itself."""

    at: datetime
    position: int
    type: str
    who: str
    reason: str = ""
    method: str = ""

    @property
    def letter(self) -> str:
        return LETTERS[self.position]

    @property
    def words(self) -> str:
        """English; a key of the message catalogues."""
        return EntryType(self.type).words


@dataclass(frozen=True, slots=True)
class Checked:
    """Who of a seat's own side has read a text's very bytes and found them in order, where the side wants two persons.

    `blocks`: the seat cannot agree, because it has written in the text (`wrote`) or nobody but itself has checked it; `may`: it
    can say now that it has.
    """

    sha256: str
    checks: list[Check]
    wrote: bool
    blocks: bool
    may: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the countersign screen says of a document to one seat."""

    document: Document
    standing: Standing
    sides: tuple[SideOf, SideOf]
    own: SideOf | None
    offered_by: SideOf
    answers: SideOf
    events: list[Event]
    seat: Seat | None
    words: dict[str, list[str]] = field(default_factory=dict)
    checked: Checked | None = None

    @property
    def is_hosted(self) -> bool:
        """Whether this server keeps the logs of both sides, so that receipts are written at once."""
        return all(side.hosted for side in self.sides)

    @property
    def offers_now(self) -> SideOf:
        """The side that offered, called as who bears it today: what is returned goes there, and a receipt comes from there."""
        return next(side for side in self.sides if side == self.offered_by)

    @property
    def waits_for(self) -> SideOf | None:
        return next((side for side in self.sides if side.position == self.standing.waits_for), None)

    def who(self, type: str, position: int) -> str:
        return next(
            (event.who for event in self.events if (event.type, event.position) == (type, position)), ""
        )

    @property
    def offered_who(self) -> str:
        return self.who(EntryType.PROPOSE, self.offered_by.position)

    @property
    def approved_who(self) -> str:
        return self.who(EntryType.APPROVE, self.answers.position)

    @property
    def returned_who(self) -> str:
        return self.who(EntryType.DECLINE, self.answers.position)

    def _may(self, capability: str) -> bool:
        position = self.own.position if self.own else None
        open_ = self.standing.stage == Stage.OFFERED
        return open_ and can(self.seat, capability, position=position, offered_by=self.standing.offered_by)

    @property
    def may_approve(self) -> bool:
        return self._may("approve")

    @property
    def checks(self) -> Checked | None:
        """The checks that matter here: those of the side that answers."""
        return self.checked if self.own == self.answers else None

    @property
    def may_return(self) -> bool:
        return self._may("return")

    @property
    def may_withdraw(self) -> bool:
        return self._may("withdraw")


def checked(sha256: str, seat: Seat | None, draft: str = "") -> Checked | None:
    """None for a side that does not want two persons: nobody has to check there. `draft` names the row the text is still
    in (record.actions.subject_of)."""
    if seat is None or not seat.institution.two_persons:
        return None
    checks = list(Check.objects.filter(institution=seat.institution_id, sha256=sha256).order_by("at", "id"))
    own = [one for one in checks if one.account_id == seat.account_id]
    wrote = Hand.objects.filter(subject__in={sha256, draft}, account_id=seat.account_id).exists()
    blocks = wrote or len(own) == len(checks)
    return Checked(sha256, checks, wrote, blocks, may=role_can(seat, "draft") and not own)


def documents() -> QuerySet[Document]:
    """With what every page shows of them."""
    return Document.objects.select_related("standing", "register")


def visible_to(seat: Seat | None) -> QuerySet[Document]:
    """Documents of registers in which the seat's institution, or one it has taken over, has a log."""
    if seat is None or not role_can(seat, "read"):
        return Document.objects.none()
    own = Log.objects.filter(
        register=OuterRef("register"), institution__in=seat.stands_for | {seat.institution_id}
    )
    return documents().select_related("supersedes").filter(Exists(own))


def in_force(register: Register | None, thread: str) -> Document | None:
    return documents().filter(register=register, thread=thread, standing__stage=Stage.IN_FORCE).first()


def versions(register: Register | None, thread: str) -> list[Document]:
    """Newest first."""
    return list(documents().filter(register=register, thread=thread).order_by("-version"))


def waiting_for(institution: Institution, stands_for: Iterable[int] = ()) -> QuerySet[Document]:
    """Offered by the other side: this institution, or the bodies it stands for, answers now. Oldest first."""
    bodies = {institution.pk, *stands_for}
    mine = Log.objects.filter(register=OuterRef("register"), institution__in=bodies)
    return (
        documents()
        .filter(
            Exists(mine.exclude(position=OuterRef("standing__offered_by"))), standing__stage=Stage.OFFERED
        )
        .order_by("standing__offered_at", "id")
    )


def offered_by(institution: Institution, stands_for: Iterable[int] = ()) -> QuerySet[Document]:
    """Offered by this institution, or the bodies it stands for, and not answered yet. Oldest first."""
    bodies = {institution.pk, *stands_for}
    mine = Log.objects.filter(
        register=OuterRef("register"), institution__in=bodies, position=OuterRef("standing__offered_by")
    )
    return (
        documents().filter(Exists(mine), standing__stage=Stage.OFFERED).order_by("standing__offered_at", "id")
    )


def is_document(sha256: str) -> bool:
    """Whether there is a document of this hash, whoever may see it."""
    return Document.objects.filter(sha256=sha256).exists()


def pending(institution: Institution, stands_for: Iterable[int] = ()) -> QuerySet[Document]:
    """In the registers of this institution and of the bodies it stands for: what waits for an answer of either side or for a
    receipt. Oldest first."""
    bodies = {institution.pk, *stands_for}
    mine = Log.objects.filter(register=OuterRef("register"), institution__in=bodies)
    open_ = (Stage.OFFERED, Stage.ACCEPTED)
    return documents().filter(Exists(mine), standing__stage__in=open_).order_by("standing__offered_at", "id")


def sides_of(register: Register, day: date | None = None) -> tuple[SideOf, SideOf]:
    """The sides by their place; with a day, called as who bore them then."""
    logs = Log.objects.filter(register=register).select_related("institution").order_by("position")
    first, second = (SideOf(log.position, log.institution, log.hosted, day) for log in logs)
    return first, second


def position_of(
    register: Register, institution: Institution, stands_for: frozenset[int] | None = None
) -> int | None:
    """1 or 2, or None for an institution that neither is a side nor has taken one over."""
    logs = Log.objects.filter(register=register).order_by("position").values_list("institution", flat=True)
    stands = frozenset({institution.pk}) if stands_for is None else stands_for
    place = place_of(list(logs), institution.pk, stands)
    return None if place is None else place + 1


def body_of(document: Document) -> dict[str, Any]:
    """The whole document as values, read from its stored bytes."""
    return canonical.read_back(canonical.strict_json(bytes(document.body)))


def terms_of(document: Document) -> dict[str, Any]:
    return body_of(document)["terms"]


def title_of(document: Document) -> Trilingual:
    return Trilingual.of(body_of(document)["title"])


def events(document: Document) -> list[Event]:
    """What both sides did with the document, in the order of time, with the receipt of its approval."""
    own = Entry.objects.filter(document=document).select_related("log")
    rows = [(row, entries.read(bytes(row.body))) for row in own]
    approval = next((row for row, _ in rows if _answers(row, document)), None)
    if approval is not None:
        rows += _receipt(approval)
    rows.sort(key=lambda read: (read[0].at, read[0].pk))
    return [
        Event(
            row.at,
            row.log.position,
            row.type,
            who_of(row, line),
            canonical.read_back(line.body.get("reason", "")),
            _method(line),
        )
        for row, line in rows
    ]


def who_of(row: Entry, line: entries.Line) -> str:
    """Who had a line written: by name on this server, else the post that the line itself says; empty for the server."""
    return row.who or _office(line)


def _by(line: entries.Line) -> dict[str, Any]:
    by = line.body.get("by")
    return by if isinstance(by, dict) else {}


def _method(line: entries.Line) -> str:
    return str(_by(line).get("method", "")) if line.type == EntryType.APPROVE else ""


def _office(line: entries.Line) -> str:
    """The post of who agreed, from the entry itself: all that is known of somebody on another server."""
    office = _by(line).get("office")
    return str(Trilingual.of(office)) if isinstance(office, dict) else ""


def _answers(row: Entry, document: Document) -> bool:
    return row.type == EntryType.APPROVE and row.log.position != document.standing.offered_by


def _receipt(approval: Entry) -> list[tuple[Entry, entries.Line]]:
    """The first receipt of the other side that has seen the approval."""
    acks = Entry.objects.filter(
        log__register=approval.log.register_id, type=EntryType.ACK, at__gte=approval.at
    )
    for row in acks.exclude(log=approval.log_id).select_related("log").order_by("seq")[:20]:
        if (line := entries.read(bytes(row.body))).seen > approval.seq:
            return [(row, line)]
    return []


def sheet(document: Document, seat: Seat | None, language: str) -> Sheet:
    """The document as the countersign screen shows it to a seat, in constant queries."""
    sides = sides_of(document.register, seat.on if seat else None)
    bodies = [side.institution.pk for side in sides]
    place = place_of(bodies, seat.institution_id, seat.stands_for) if seat else None
    own = None if place is None else sides[place]
    offered = next(side for side in sides if side.position == document.standing.offered_by)
    answers = next(side for side in sides if side != offered)
    across = next((side for side in sides if own and side != own), answers)
    spoken = [language, across.language if across.language != language else (own or offered).language]
    standing = document.standing
    return Sheet(
        document=document,
        standing=standing,
        sides=sides,
        own=own,
        offered_by=offered.dated(standing.offered_at),
        answers=answers.dated(standing.accepted_at or standing.ended_at or answers.day),
        events=events(document),
        seat=seat,
        words={one: words_of(document.sha256, one) for one in dict.fromkeys(spoken)},
        checked=checked(document.sha256, seat) if own and document.standing.stage == Stage.OFFERED else None,
    )


def hindrance(register: Register, position: int) -> Refused | None:
    """Why nothing can be agreed by this side now, whoever asks: two stories of a log, a restored copy, newer software, or
    another server that writes for it. Known before a person has proved anything."""
    logs = list(Log.objects.filter(register=register).order_by("position"))
    try:
        books.require_writable(logs, position - 1, agreeing=True)
    except Refused as refused:
        return refused
    return None


def newer_logs(register: Register) -> list[Log]:
    """The logs that go on in lines of newer software: from there on they are kept, not understood."""
    rows = Log.objects.filter(register=register).exclude(stops=None)
    return list(rows.select_related("institution").order_by("position"))
