"""A bundle is taken in, and what it brought is shown in the rooms it belongs to, by their own actions."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet

from songfai.commitments import actions as commitments
from songfai.duties import actions as duties
from songfai.exchange import bundle as bundles
from songfai.exchange import files
from songfai.exchange.actions import messages
from songfai.exchange.carried import Carried, Source
from songfai.exchange.models import Arrival, Transfer, Wanted
from songfai.exchange.states import ArrivalState, Direction, Way
from songfai.kit.errors import Refused
from songfai.kit.storage import no_room
from songfai.plans import actions as plans
from songfai.programmes import actions as programmes
from songfai.record import actions as record
from songfai.record import arrivals, beside, incidents, marks
from songfai.record.deliveries import Outcome
from songfai.record.doubts import doubts
from songfai.record.models import Document, Entry, Log, Register
from songfai.record.queries import body_of
from songfai.record.states import EntryType, IncidentKind
from songfai.record.threads import UNDERSTOOD
from songfai.registry import actions as registry
from songfai.reviews import actions as reviews
from songfai.support import actions as support
from songfai.visits import actions as visits
from songfai.works import actions as works

logger = logging.getLogger("songfai.exchange")

# Refusals of one sender that are listed one by one.
KEPT = 100

# What arrives of a kind is put in its place by its room. Terms may say their `form`; a form above this one, like an
# unknown kind, is kept, readable in the record, and put in its place when this software knows it.
FORM = 2
PLACES: dict[str, Callable[..., object]] = {
    "programme": programmes.take_in,
    "answerable": programmes.take_in_answerables,
    "amendment": programmes.take_in_amendment,
    "commitment": commitments.take_in_commitment,
    "plan": plans.take_in,
    "activity": plans.take_in_activity,
    "confirmation": plans.take_in_confirmation,
    "visit": visits.take_in_visit,
    "meeting": visits.take_in_minutes,
    "rotation": visits.take_in_rotation,
    "rotation_answer": visits.take_in_rotation,
    "rotation_years": visits.take_in_years,
    "support": support.take_in_support,
    "receipt": support.take_in_receipt,
    "payments": support.take_in_payments,
    "papers": support.take_in_papers,
    "unit": support.take_in_unit,
    "unit_answer": support.take_in_unit,
    "work": works.take_in_work,
    "issued": registry.take_in_issued,
    "registered": registry.take_in_registered,
    "duty": duties.take_in_duty,
    "minutes": reviews.take_in,
    "ratings": reviews.take_in_ratings,
    "information": reviews.take_in_information,
    "acknowledgement": reviews.take_in_acknowledgement,
    "closing": reviews.take_in_closing,
}
# Read from its bytes where it is asked for; no room keeps a row of it.
READ_FROM_THE_RECORD = {"release"}
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
    "meeting": visits.meeting_came_into_force,
    "minutes": reviews.came_into_force,
}
# What other documents of the same file may build on is told before they are shown: a plan names added commitments.
FIRST = ("amendment",)


@dataclass(slots=True)
class Received:
    """What a bundle brought. `refused_files` were left out, with their reasons; `doubts` are about lines that were taken in."""

    outcome: Outcome
    programme: str
    sender: str
    refused_files: list[Refused] = field(default_factory=list)
    doubts: list[Refused] = field(default_factory=list)
    waiting: int = 0


def receive(source: Source, *, way: Way, at: datetime, who: str = "") -> Received:
    """Take a bundle in, whole or not at all, and keep a line of what became of it either way."""
    data = Carried.of(source)
    try:
        made = bundles.read(data)
        try:
            with transaction.atomic():
                done = _receive(made, at)
                _note_received(made, done, len(data), way, at, who)
        except incidents.Alarm as alarm:
            incidents.keep_incident(alarm, at)
            raise incidents.refusal_of(alarm) from None
    except Refused as refused:
        note_refused(data, len(data), way, at, refused, who)
        raise
    for own in Log.objects.filter(register=done.outcome.register, hosted=True):
        take_back(own, at)
    return done


def _note_received(made: bundles.Bundle, done: Received, size: int, way: Way, at: datetime, who: str) -> None:
    log = Log.objects.get(register=done.outcome.register, origin=made.sender)
    Transfer.objects.create(
        register=done.outcome.register,
        institution_id=log.institution_id,
        direction=Direction.RECEIVED,
        way=way,
        at=at,
        size=size,
        first=made.first,
        count=len(made.entries),
        added=done.outcome.added + done.outcome.refilled,
        doubts=[{"text": one.text, "params": _kept(one)} for one in done.doubts[:KEPT]],
        who=who[:200],
    )


@transaction.atomic
def note_refused(data: Source, size: int, way: Way, at: datetime, refused: Refused, who: str = "") -> None:
    """Keep that a bundle of `size` bytes was refused; of `data` only the first line is looked at. Of one sender the newest
    refusals are kept, the others counted."""
    register = log = None
    try:
        head = bundles.head_of(data)
        # One engine takes no zero byte even where it only looks for a text.
        programme, origin = (str(head[name]).replace("\0", "") for name in ("programme", "from"))
        register = Register.objects.filter(programme=programme).first()
        log = Log.objects.filter(register=register, origin=origin).first() if register else None
    except (Refused, KeyError):
        pass
    sender = log.institution_id if log else None
    Transfer.objects.create(
        register=register,
        institution_id=sender,
        direction=Direction.RECEIVED,
        way=way,
        at=at,
        size=size,
        code=refused.code,
        text=refused.text,
        params=_kept(refused),
        who=who[:200],
    )
    _count_others(register, sender)


def _count_others(register: Register | None, sender: int | None) -> None:
    """The oldest refusal that is kept counts those before it."""
    rows = Transfer.objects.select_for_update().filter(
        register=register, institution=sender, direction=Direction.RECEIVED
    )
    found = list(rows.exclude(code="").order_by("-id"))
    oldest, others = found[:KEPT][-1], found[KEPT:]
    if others:
        oldest.others += sum(1 + one.others for one in others)
        oldest.save(update_fields=["others"])
        Transfer.objects.filter(pk__in=[one.pk for one in others]).delete()


def _receive(made: bundles.Bundle, at: datetime) -> Received:
    delivery = made.delivery()
    with transaction.atomic():
        outcome = arrivals.take_in(delivery, at)
        # Only what signed lines name is kept, and before they are durable: they are never without their files.
        _, refused = files.keep(made.files, _names(made, outcome.register))
        done = Received(outcome, made.programme, made.sender, refused)
        if outcome.added:
            done.doubts = doubts(outcome.register, made.sender, outcome.added)
        _keep_wants(outcome, made, at)
        Arrival.objects.bulk_create(Arrival(document=document, at=at) for document in outcome.documents)
        _tell_in_force(outcome.register, at, FIRST)
        apply_waiting(outcome.register, at)
        _tell_in_force(outcome.register, at)
        # What came into force may be what others waited for: a commitment promised in a meeting.
        done.waiting = apply_waiting(outcome.register, at)
        messages.tell_arrived(outcome, made.sender, at)
        # Files the other side has had erased go here too, once its line is durable.
        transaction.on_commit(partial(record.forget_erased, outcome.register))
    return done


def take_back(log: Log, at: datetime) -> None:
    """Lines of one's own log that left this server with a file nobody else has, and that a restored database does not
    know: read back from the file that lies beside the mark. A file that does not fit yet waits for the other side's, which
    brings the lines before it.
    """
    size = Log.objects.values_list("size", flat=True).get(pk=log.pk)
    data = marks.outbox(log.origin) if log.hosted and marks.size(log.origin) > size else None
    if data is None:
        return
    try:
        _receive(bundles.read(data), at)
    except incidents.Alarm as alarm:
        incidents.keep_incident(alarm, at)
    except Refused:
        pass


def take_all_back(at: datetime) -> None:
    """On a server that two sides share there is no other one to bring a restored log its lines: they are read back here. One
    whose mark cannot be read holds up none of the others; one that stays behind is told of, before anybody writes in it."""
    for log in Log.objects.filter(hosted=True).order_by("id"):
        try:
            if marks.size(log.origin) > log.size:
                take_back(log, at)
                _tell_behind(log, at)
        except Refused as refused:
            logger.warning("Nothing of %s was read back: %s", log.origin, refused)


def _tell_behind(log: Log, at: datetime) -> None:
    # The mark first: whoever raises it has put its lines into the database before.
    mark = marks.read(log.origin)
    held = Log.objects.values_list("size", flat=True).get(pk=log.pk)
    if mark is not None and held < mark.size:
        incidents.keep_incident(incidents.Alarm(log, IncidentKind.ROLLBACK, [mark.note], held, mark.size), at)


def _names(made: bundles.Bundle, register: Register) -> dict[str, str]:
    """The files of the bundle that documents and lines of the record name: those that came with it, and what was asked for."""
    came = list(Document.objects.filter(register=register, sha256__in=made.files))
    names = beside.named_by(came)
    left = set(made.files) - set(names) - {document.sha256 for document in came}
    if left:
        names |= beside.named_by([], _papers(register))
        asked = Wanted.objects.filter(log__register=register, sha256__in=left - set(names))
        # The register is looked through only for what was asked for: who sends it cannot make this server search.
        if open_ := set(asked.values_list("sha256", flat=True)):
            known = beside.named_by(Document.objects.filter(register=register))
            names |= {sha256: name for sha256, name in known.items() if sha256 in open_}
    return names


def _papers(register: Register) -> list[bytes]:
    """The lines about signed papers, of both logs."""
    lines = beside.lines_of(register, EntryType.INSTRUMENT)
    return [bytes(body) for body in lines.values_list("body", flat=True)]


def _keep_wants(outcome: Outcome, made: bundles.Bundle, at: datetime) -> None:
    """What is still missing here is asked for with the next bundle; what the other side asks for goes with it."""
    logs = {log.origin: log for log in Log.objects.filter(register=outcome.register)}
    own, other = logs[made.receiver], logs[made.sender]
    if own.hosted:
        named = beside.named_by(outcome.documents, made.entries).keys()
        missing = {sha256 for sha256 in named if not files.is_here(sha256)}
        missing -= beside.erased_in(outcome.register).keys() if missing else set()
        Wanted.objects.bulk_create(
            [Wanted(log=own, sha256=sha256) for sha256 in missing], ignore_conflicts=True
        )
        came = [row for row in Wanted.objects.filter(log=own) if files.is_here(row.sha256)]
        _show_again(outcome.register, {row.sha256 for row in came})
        for row in came:
            row.delete()
    if not other.hosted:
        Wanted.objects.filter(log=other).exclude(sha256__in=made.want).delete()
        Wanted.objects.bulk_create(
            [Wanted(log=other, sha256=sha256) for sha256 in made.want], ignore_conflicts=True
        )


def _show_again(register: Register, came: set[str]) -> None:
    """What was shown without its files is shown anew with them: its room takes in the same words once more."""
    if not came:
        return
    of_a_side = Q(document__thread__startswith="p1/") | Q(document__thread__startswith="p2/")
    rows = Arrival.objects.filter(of_a_side, document__register=register, state=ArrivalState.APPLIED)
    for arrival in rows.select_related("document"):
        if came & beside.named_by([arrival.document]).keys():
            arrival.state = ArrivalState.WAITING
            arrival.save(update_fields=["state"])


def apply_waiting(register: Register, at: datetime) -> int:
    """Show what has arrived in its rooms; how many documents could not be shown yet.

    One that its room refuses waits with the reason and is tried again: after each other one that found its place (a plan
    after its programme), and with every file. It never holds up the record.
    """
    while sum(_apply(arrival, at) for arrival in _waiting(register)):
        pass
    return _waiting(register).count()


def _waiting(register: Register) -> QuerySet[Arrival]:
    rows = Arrival.objects.filter(document__register=register).exclude(state=ArrivalState.APPLIED)
    return rows.select_related("document__register", "document__standing").order_by("document_id")


def _apply(arrival: Arrival, at: datetime) -> bool:
    """Whether it has found its place now."""
    document = arrival.document
    arrival.code, arrival.text, arrival.params = "", "", {}
    if document.kind not in PLACES.keys() | READ_FROM_THE_RECORD or _is_newer(document):
        arrival.state, arrival.code = ArrivalState.NEWER, "needs_newer"
        arrival.save()
        return False
    take = PLACES.get(document.kind)
    try:
        with transaction.atomic():
            if take is not None:
                take(document=document, at=at)
    except Refused as refused:
        arrival.state, arrival.code, arrival.text = ArrivalState.WAITING, refused.code, refused.text
        arrival.params = _kept(refused)
    except UNFIT as broken:
        if no_room(broken):
            # Of this server and of this moment, not of the document: nothing is taken in, and the file comes again.
            raise
        # Signed by the other side and yet not of this kind's form: kept, shown as it is, and said.
        arrival.state, arrival.code, arrival.params = (
            ArrivalState.FAILED,
            "document_terms",
            {"fault": _short(repr(broken))},
        )
    else:
        arrival.state = ArrivalState.APPLIED
    arrival.save()
    return arrival.state == ArrivalState.APPLIED


def _is_newer(document: Document) -> bool:
    """Terms of a form this software does not know, or put forward only by lines it does not understand."""
    form = body_of(document)["terms"].get("form", FORM)
    if not isinstance(form, int) or form > FORM:
        return True
    lines = Entry.objects.filter(document=document)
    return lines.exists() and not lines.filter(UNDERSTOOD).exists()


def _kept(refused: Refused) -> dict[str, str]:
    """The facts of a refusal; its words are filled in when it is read, in the reader's language."""
    return {name: _short(str(value)) for name, value in refused.params.items()}


def _short(text: str) -> str:
    return text.replace("\0", "")[:200]


def _tell_in_force(register: Register, at: datetime, kinds: Collection[str] = tuple(IN_FORCE)) -> None:
    documents = Document.objects.filter(register=register, kind__in=kinds, standing__stage="in_force")
    for document in documents.select_related("register", "standing").order_by("id"):
        try:
            with transaction.atomic():
                IN_FORCE[document.kind](document=document, at=at)
        except (Refused, *UNFIT) as problem:
            # Else its room does not show it yet and has said why; it is told again with each file.
            if no_room(problem):
                raise
