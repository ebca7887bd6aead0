"""What came is joined to the entry that was made by hand before it came, and separated from it again."""

from datetime import datetime

from django.db import transaction

from songfai.journal.actions import write
from songfai.parties.models import Seat
from songfai.registry import rules
from songfai.registry.actions.holding import hold, note_words, slug_of
from songfai.registry.actions.waiting import (
    enter_arrival,
    enter_paper,
    hold_records,
    leave_paper,
    waiting_arrival,
    waiting_paper,
)
from songfai.registry.models import OfficialDocument, PartnerPaper, Recipient
from songfai.registry.permissions import check_may
from songfai.registry.queries import goes_on, is_joined
from songfai.registry.states import DocumentState


@transaction.atomic
def join(
    *,
    entry: OfficialDocument,
    by: Seat,
    at: datetime,
    arrival: Recipient | None = None,
    paper: PartnerPaper | None = None,
) -> OfficialDocument:
    """Say that an entry of one's register is what came: `arrival`, the line of another institution of this server, or
    `paper`, what the partner's server told. The entry keeps what was entered, its number and its day; the files are added.

    Refused: registered_already, paper_recalled, destroyed, entry_unfit, entry_joined.
    """
    assert (arrival is None) != (paper is None)
    check_may(by, "register", entry)
    # What came is held before the entry, as where a later word of its sender is taken in.
    if arrival is not None:
        arrival = waiting_arrival(arrival, by)
    if paper is not None:
        paper = waiting_paper(paper, by)
    hold(entry)
    rules.require_not_destroyed(entry.destroyed_on)
    rules.require_joinable(DocumentState(entry.state), joined=is_joined(entry))
    entry.save(update_fields=["revision"])
    if arrival is not None:
        enter_arrival(arrival, entry, at)
    if paper is not None:
        enter_paper(paper, entry, by, at, at)
    write(
        by=by,
        at=at,
        verb="registry.join",
        subject=entry,
        programme=slug_of(entry),
        what=_number(arrival, paper),
    )
    return entry


@transaction.atomic
def separate(*, entry: OfficialDocument, by: Seat, at: datetime) -> OfficialDocument:
    """Undo a join: the files that came leave the entry, what came waits again, the sender is told.

    Refused: not_joined, joined_in_use.
    """
    check_may(by, "register", entry)
    hold_records(entry)
    arrival = Recipient.objects.select_for_update().filter(registered=entry).first()
    paper = PartnerPaper.objects.select_for_update().filter(registered=entry).first()
    came = arrival or paper
    hold(entry)
    joined_at = came.joined_at if came else None
    rules.require_separable(joined_at, goes_on=joined_at is not None and goes_on(entry, joined_at))
    if arrival is not None:
        entry.parts.filter(file__in=arrival.document.parts.values("file")).delete()
        arrival.registered = arrival.joined_at = None
        arrival.save(update_fields=["registered", "joined_at"])
    if paper is not None:
        entry.parts.filter(file__institution=paper.sender_id).delete()
        leave_paper(paper, by, at)
    note_words(entry)
    entry.save(update_fields=["revision", "search"])
    write(
        by=by,
        at=at,
        verb="registry.separate",
        subject=entry,
        programme=slug_of(entry),
        what=_number(arrival, paper),
    )
    return entry


def _number(arrival: Recipient | None, paper: PartnerPaper | None) -> str:
    return arrival.document.printed if arrival else paper.number if paper else ""
