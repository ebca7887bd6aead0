"""Documents between the two sides of a programme: which one goes to the other side, and what came from there."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.parties.rules import place_of, stands_for
from songfai.record.beside import erased_in
from songfai.record.models import Log, Register
from songfai.record.queries import body_of
from songfai.record.states import Stage
from songfai.registry.models import DocumentType, OfficialDocument, PartnerPaper, PartnerPart, Recipient
from songfai.registry.queries.documents import bodies_of
from songfai.registry.states import SENT, Direction


@dataclass(frozen=True, slots=True)
class Crossing:
    """A document goes to the other side: into which record, by which side, to which of its recipients; whether the other
    side is on this server too."""

    register: Register
    position: int
    recipient: Recipient
    shared: bool


def crossing_of(document: OfficialDocument, stands: frozenset[int]) -> Crossing | None:
    """None where the document is of no programme in force, its side is written on another server, or the other side is not
    among its recipients. `stands` are the bodies its institution acts for. At most three queries."""
    programme = document.programme
    if document.direction != Direction.OUT or programme is None or programme.register_id is None:
        return None
    paper = programme.document
    if paper is None or paper.standing.stage != Stage.IN_FORCE:
        return None
    logs = list(Log.objects.filter(register=programme.register_id).order_by("position"))
    place = place_of([one.institution_id for one in logs], document.institution_id, stands)
    if place is None or not logs[place].hosted:
        return None
    other = logs[1 - place]
    to = received_by(document, other.institution_id)
    assert programme.register is not None
    return Crossing(programme.register, place + 1, to, other.hosted) if to is not None else None


def received_by(document: OfficialDocument, side: int) -> Recipient | None:
    """The line of the side itself, else of a body that has taken over the whole of it and bears its side when it is sent."""
    lines = [one for one in document.recipients.all() if one.institution_id is not None]
    for one in lines:
        if one.institution_id == side:
            return one
    for one in lines:
        body = one.institution
        if body is not None and side in stands_for(body.pk, body.answers, one.sent_on or document.listed_on):
            return one
    return None


def from_partners(seat: Seat | None) -> QuerySet[PartnerPaper]:
    """What the other sides' servers told of documents issued to the seat's institution, or to one it has taken over. What
    is in a register of this server is shown from there, not twice."""
    if seat is None or not can(seat, "read"):
        return PartnerPaper.objects.none()
    here = OfficialDocument.objects.filter(key=OuterRef("key"), direction=Direction.OUT, state__in=SENT)
    return (
        PartnerPaper.objects.filter(~Exists(here), recipient__in=bodies_of(seat))
        .select_related("programme", "sender", "recipient", "registered", "statement")
        .prefetch_related("parts__file")
    )


def not_registered(rows: QuerySet[PartnerPaper]) -> QuerySet[PartnerPaper]:
    """Those that wait for the clerk; what the sender has recalled waits no longer."""
    return rows.filter(registered=None, state__in=SENT)


def is_waiting(paper: PartnerPaper) -> bool:
    return paper.registered_id is None and paper.state in SENT


def partner_papers_waiting(seat: Seat) -> list[PartnerPaper]:
    """The few that have waited longest, for the desk."""
    return list(not_registered(from_partners(seat)).prefetch_related(None).order_by("sent_on", "id")[:5])


def type_told(slug: str) -> DocumentType | None:
    """The type by that name among those that come with the software; another institution's own types are not known here."""
    return DocumentType.objects.filter(institution=None, slug=slug).first() if slug else None


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a paper: those that are here, and the names of those that have not come yet and of those its sender has
    had erased."""

    here: list[PartnerPart]
    missing: list[str]
    erased: list[str]


def files_of(paper: PartnerPaper) -> Files:
    """What its statement names. Some five queries."""
    gone = erased_in(paper.statement.register_id).keys()
    here = [one for one in paper.parts.all() if one.file.sha256 not in gone]
    told = {one["sha256"]: str(one["name"]) for one in body_of(paper.statement).get("attachments", [])}
    come = {one.file.sha256 for one in here} | gone
    missing = [name for sha256, name in told.items() if sha256 not in come]
    return Files(here, missing, [name for sha256, name in told.items() if sha256 in gone])
