"""What another institution of this server or the partner sent and nobody here has entered yet, and its place in an entry."""

from datetime import datetime

from songfai.kit.errors import N_, Refused
from songfai.parties.models import Seat
from songfai.record import actions as record
from songfai.registry.actions.parts import take_over
from songfai.registry.models import OfficialDocument, PartnerPaper, Recipient
from songfai.registry.queries import from_partners, sent_to
from songfai.registry.statements import say_registered
from songfai.registry.states import SENT


def waiting_arrival(arrival: Recipient, by: Seat) -> Recipient:
    """The line as it is now, held. Refused: registered_already, paper_recalled."""
    found = sent_to(by).select_for_update(of=("self",)).filter(pk=arrival.pk).first()
    if found is None or found.registered_id is not None:
        raise _registered_already()
    if found.document.state not in SENT:
        raise _recalled()
    return found


def waiting_paper(paper: PartnerPaper, by: Seat) -> PartnerPaper:
    """The paper as it is now, held after its record. Refused: registered_already, paper_recalled."""
    _hold_record(paper)
    found = from_partners(by).select_for_update(of=("self",)).filter(pk=paper.pk).first()
    if found is None or found.registered_id is not None:
        raise _registered_already()
    if found.state not in SENT:
        raise _recalled()
    return found


def hold_records(entry: OfficialDocument) -> None:
    """The records of the papers that stand in an entry, before the entry itself is held: what is done with it is told there."""
    papers = PartnerPaper.objects.filter(registered=entry).select_related("programme__register")
    for paper in papers.order_by("programme__register_id"):
        _hold_record(paper)


def hold_told(document: OfficialDocument) -> None:
    """The records that are told what becomes of a document that goes out, and of the one it replaces, before it is held."""
    papers = (document, document.related)
    registers = {one.programme.register for one in papers if one is not None and one.programme is not None}
    for register in sorted(filter(None, registers), key=lambda one: one.pk):
        record.hold(register)


def _hold_record(paper: PartnerPaper) -> None:
    record.hold(paper.programme.register)


def _registered_already() -> Refused:
    return Refused("registered_already", N_("Somebody has registered this document already."))


def _recalled() -> Refused:
    return Refused(
        "paper_recalled", N_("The sender has recalled this document meanwhile. It is not registered.")
    )


def enter_arrival(arrival: Recipient, entry: OfficialDocument, joined_at: datetime | None = None) -> None:
    """The same stored files, shared when they were sent; the sender sees that its document was registered."""
    take_over(entry, arrival.document.parts.select_related("file"))
    arrival.registered, arrival.joined_at = entry, joined_at
    arrival.save(update_fields=["registered", "joined_at"])


def enter_paper(
    paper: PartnerPaper, entry: OfficialDocument, by: Seat, at: datetime, joined_at: datetime | None = None
) -> None:
    """The files that have come, with their words for search; the sender is told the day and the number."""
    take_over(entry, paper.parts.select_related("file"))
    paper.registered, paper.joined_at = entry, joined_at
    paper.save(update_fields=["registered", "joined_at"])
    say_registered(paper, by, at)


def leave_paper(paper: PartnerPaper, by: Seat, at: datetime) -> None:
    """It stands in no register any more, and its sender is told."""
    paper.registered = paper.joined_at = None
    paper.save(update_fields=["registered", "joined_at"])
    say_registered(paper, by, at)
