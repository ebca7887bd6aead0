"""A bundle is taken in, and what it brought is shown in the rooms it belongs to, by their own actions."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from songfai.exchange import bundle as bundles
from songfai.exchange import files
from songfai.exchange.models import Arrival, Transfer, Wanted
from songfai.exchange.states import ArrivalState, Direction, Way
from songfai.kit.errors import Refused
from songfai.plans import actions as plans
from songfai.programmes import actions as programmes
from songfai.record import arrivals, canonical, incidents
from songfai.record.deliveries import Outcome
from songfai.record.models import Document, Log, Register
from songfai.reviews import actions as reviews

# What arrives of a kind is put in its place by its room. An unknown kind stays readable in the record.
PLACES: dict[str, Callable[..., object]] = {
    "programme": programmes.take_in,
    "answerable": programmes.take_in_answerables,
    "amendment": programmes.take_in_amendment,
    "plan": plans.take_in,
    "activity": plans.take_in_activity,
    "confirmation": plans.take_in_confirmation,
    "minutes": reviews.take_in,
    "ratings": reviews.take_in_ratings,
    "information": reviews.take_in_information,
    "acknowledgement": reviews.take_in_acknowledgement,
}
# What terms that are signed, canonical and yet not of their kind's form raise in a room.
UNFIT = (
    ArithmeticError,
    AttributeError,
    DatabaseError,
    LookupError,
    ObjectDoesNotExist,
    TypeError,
    ValidationError,
    ValueError,
)
# A joint document is also told when it comes into force here.
IN_FORCE: dict[str, Callable[..., object]] = {
    "amendment": programmes.amendment_came_into_force,
    "minutes": reviews.came_into_force,
}
# What other documents of the same file may build on is told before they are shown: a plan names added commitments.
FIRST = ("amendment",)


@dataclass(slots=True)
class Received:
    """What a bundle brought. `refused_files` were left out, with their reasons."""

    outcome: Outcome
    programme: str
    sender: str
    refused_files: list[Refused] = field(default_factory=list)
    waiting: int = 0


def receive(data: bytes, *, way: Way, at: datetime, who: str = "") -> Received:
    """Take a bundle in, whole or not at all, and keep a line of what became of it either way."""
    try:
        made = bundles.read(data)
        try:
            done = _receive(made, at)
        except incidents.Alarm as alarm:
            incidents.keep_incident(alarm, at)
            raise incidents.refusal_of(alarm) from None
    except Refused as refused:
        _note_refused(data, way, at, who, refused)
        raise
    log = Log.objects.get(register=done.outcome.register, origin=made.sender)
    Transfer.objects.create(
        register=done.outcome.register,
        institution_id=log.institution_id,
        direction=Direction.RECEIVED,
        way=way,
        at=at,
        size=len(data),
        first=made.first,
        count=len(made.entries),
        added=done.outcome.added + done.outcome.refilled,
        who=who[:200],
    )
    return done


def _note_refused(data: bytes, way: Way, at: datetime, who: str, refused: Refused) -> None:
    register = log = None
    try:
        head = bundles.head_of(data)
        # One engine takes no zero byte even where it only looks for a text.
        programme, origin = (str(head[name]).replace("\0", "") for name in ("programme", "from"))
        register = Register.objects.filter(programme=programme).first()
        log = Log.objects.filter(register=register, origin=origin).first() if register else None
    except (Refused, KeyError):
        pass
    Transfer.objects.create(
        register=register,
        institution_id=log.institution_id if log else None,
        direction=Direction.RECEIVED,
        way=way,
        at=at,
        size=len(data),
        code=refused.code[:40],
        text=refused.text,
        params={name: str(value).replace("\0", "")[:200] for name, value in refused.params.items()},
        who=who[:200],
    )


def _receive(made: bundles.Bundle, at: datetime) -> Received:
    delivery = made.delivery()
    # Files first: kept under their hash they do no harm, and what names them is never without them.
    names = _names(made)
    _, refused = files.keep(dict(made.files), names)
    with transaction.atomic():
        outcome = arrivals.take_in(delivery, at)
        done = Received(outcome, made.programme, made.sender, refused)
        _keep_wants(outcome, made, at)
        Arrival.objects.bulk_create(
            [Arrival(document=document, at=at) for document in outcome.documents], ignore_conflicts=True
        )
        _tell_in_force(outcome.register, at, FIRST)
        done.waiting = apply_waiting(outcome.register, at)
        _tell_in_force(outcome.register, at)
    return done


def _names(made: bundles.Bundle) -> dict[str, str]:
    """The files that documents of the bundle name, and those that were asked for."""
    names: dict[str, str] = {}
    for data in made.files.values():
        try:
            names |= dict(files.named_in(canonical.load(data)))
        except (Refused, KeyError, TypeError):
            continue
    asked = Wanted.objects.filter(log__register__programme=made.programme).values_list("sha256", flat=True)
    open_ = set(asked) & set(made.files) - set(names)
    if open_:
        documents = Document.objects.filter(register__programme=made.programme)
        names |= {sha256: name for sha256, name in files.named_by(documents).items() if sha256 in open_}
    return names


def _keep_wants(outcome: Outcome, made: bundles.Bundle, at: datetime) -> None:
    """What is still missing here is asked for with the next bundle; what the other side asks for goes with it."""
    logs = {log.origin: log for log in Log.objects.filter(register=outcome.register)}
    own, other = logs[made.receiver], logs[made.sender]
    if own.hosted:
        missing = {sha256 for sha256 in files.named_by(outcome.documents) if not files.is_here(sha256)}
        Wanted.objects.bulk_create(
            [Wanted(log=own, sha256=sha256) for sha256 in missing], ignore_conflicts=True
        )
        for row in Wanted.objects.filter(log=own):
            if files.is_here(row.sha256):
                row.delete()
    if not other.hosted:
        Wanted.objects.filter(log=other).exclude(sha256__in=made.want).delete()
        Wanted.objects.bulk_create(
            [Wanted(log=other, sha256=sha256) for sha256 in made.want], ignore_conflicts=True
        )


def apply_waiting(register: Register, at: datetime) -> int:
    """Show what has arrived in its rooms; how many documents could not be shown yet.

    One that its room refuses waits with the reason and is tried again: after each other one that found its place (a plan
    after its programme), and with every file. It never holds up the record.
    """
    placed = -1
    while placed:
        placed = sum(_apply(arrival, at) for arrival in _waiting(register))
    return _waiting(register).count()


def _waiting(register: Register) -> QuerySet[Arrival]:
    rows = Arrival.objects.filter(document__register=register).exclude(state=ArrivalState.APPLIED)
    return rows.select_related("document__register", "document__standing").order_by("document_id")


def _apply(arrival: Arrival, at: datetime) -> bool:
    """Whether it has found its place now."""
    take = PLACES.get(arrival.document.kind)
    try:
        with transaction.atomic():
            if take is not None:
                take(document=arrival.document, at=at)
    except Refused as refused:
        arrival.state, arrival.code, arrival.text = ArrivalState.WAITING, refused.code[:40], str(refused)
    except UNFIT as broken:
        # Signed by the other side and yet not of this kind's form: kept, shown as it is, and said.
        arrival.state, arrival.code, arrival.text = ArrivalState.FAILED, "document_terms", repr(broken)[:300]
    else:
        arrival.state, arrival.code, arrival.text = ArrivalState.APPLIED, "", ""
    arrival.save()
    return arrival.state == ArrivalState.APPLIED


def _tell_in_force(register: Register, at: datetime, kinds: Collection[str] = tuple(IN_FORCE)) -> None:
    documents = Document.objects.filter(register=register, kind__in=kinds, standing__stage="in_force")
    for document in documents.select_related("register", "standing").order_by("id"):
        IN_FORCE[document.kind](document=document, at=at)
