"""Meetings of a visit, their minutes that both sides sign, and the promises that become commitments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import require_unchanged
from songfai.parties.models import Seat
from songfai.people.consent import Consent
from songfai.plans.actions.plans import require_in_force
from songfai.programmes import actions as programmes
from songfai.programmes.queries import bodies_of
from songfai.record import actions as record
from songfai.record.models import Document
from songfai.visits import rules
from songfai.visits.actions.visits import locked as held_visit
from songfai.visits.actions.visits import tell_other
from songfai.visits.models import Meeting, Promise, Visit
from songfai.visits.permissions import check_may, position_in
from songfai.visits.queries import stamp_of, texts_of, texts_stamp, uneven_in
from songfai.visits.statements import say_visit
from songfai.visits.states import VisitState
from songfai.visits.terms import minutes_paper, numbers_of, terms_stamp

MEETING = (
    "kind", "title", "held_on", "starts_at", "ends_at", "place", "counterpart", "agenda", "without_minutes",
)  # fmt: skip
PROMISE = ("text", "type", "bearer", "due", "unit_1_id", "unit_2_id")


def meeting_stamp(meeting: Meeting | None) -> str:
    return stamp_of(meeting, MEETING)


def minutes_stamp(meeting: Meeting) -> str:
    return stamp_of(meeting, ("minutes",))


def promise_stamp(promise: Promise | None) -> str:
    return stamp_of(promise, PROMISE)


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, held until the transaction ends, after the record."""
    record.hold(meeting.visit.programme.register)
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    fresh = Meeting.objects.select_related("document__standing").get(pk=meeting.pk)
    fresh.visit = meeting.visit
    return fresh


def _writable(meeting: Meeting, what: str, by: Seat) -> Meeting:
    """The meeting, held, while its minutes are open. They may be written and signed when the visit is closed already."""
    check_may(by, meeting.visit.programme, what, meeting.visit)
    meeting.visit = held_visit(meeting.visit)
    meeting = locked(meeting)
    rules.require_minutes_open(meeting.stage)
    keep_even(meeting)
    return meeting


def keep_even(meeting: Meeting, *, stays: bool = False) -> list[str]:
    """What says the same in every authentic language now is kept as such, so that a change in one of them alone is seen until
    the others follow. The paths of the texts that are kept otherwise than before."""
    texts = texts_of(meeting, meeting.promises.order_by("number", "id"))
    languages = meeting.visit.programme.authentic_languages
    return record.keep_even(meeting, texts, languages, stays=texts if stays else ())


@transaction.atomic
def let_stand(*, meeting: Meeting, by: Seat, at: datetime, seen: str | None = None) -> Meeting:
    """Say that what was not changed in a language says the same still: a slip of the pen was mended in another. The minutes
    are joint, so either side says it of all of them.

    `seen` is queries.texts_stamp of what was read: nobody answers for a change made since."""
    meeting = _writable(meeting, "meeting", by)
    if seen is not None and seen != texts_stamp(meeting, meeting.promises.order_by("number", "id")):
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    if stands := keep_even(meeting, stays=True):
        record.wrote(meeting, by, at)
        _note(meeting, by, at, "let_stand", texts=stands)
    return meeting


def _note(
    meeting: Meeting, by: Seat, at: datetime, verb: str, subject: object = None, **details: object
) -> None:
    write(
        by=by,
        at=at,
        verb=f"visits.{verb}",
        subject=subject or meeting,
        programme=meeting.visit.programme.slug,
        meeting=str(meeting.key),
        **details,
    )


@transaction.atomic
def save_meeting(
    *,
    visit: Visit,
    values: Mapping[str, Any],
    by: Seat,
    at: datetime,
    meeting: Meeting | None = None,
    seen: str | None = None,
) -> Meeting:
    """Add a meeting to a visit, or change it while its minutes are not offered."""
    check_may(by, visit.programme, "meeting", visit)
    visit = held_visit(visit)
    rules.require_open(VisitState(visit.state))
    if meeting is not None:
        meeting.visit = visit
        meeting = _writable(meeting, "meeting", by)
        require_unchanged(seen, meeting_stamp(meeting))
    meeting = meeting or Meeting(visit=visit, created_at=at)
    for name, value in values.items():
        setattr(meeting, name, value)
    rules.require_day(meeting.held_on, visit.starts_on, visit.ends_on)
    rules.require_times(meeting.starts_at, meeting.ends_at)
    meeting.save()
    record.wrote(meeting, by, at)
    _note(meeting, by, at, "save_meeting")
    say_visit(visit, by, at)
    return meeting


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: Seat, at: datetime) -> None:
    """Take a meeting out that has no minutes: what was ever offered stays."""
    meeting = _writable(meeting, "meeting", by)
    rules.require_open(VisitState(meeting.visit.state))
    if meeting.document is not None or meeting.promises.exists():
        raise Refused(
            "meeting_has_minutes", N_("Minutes of this meeting were offered, or it has promises: it stays.")
        )
    _note(meeting, by, at, "remove_meeting", title=str(meeting.title)[:200])
    meeting.delete()
    say_visit(meeting.visit, by, at)


@transaction.atomic
def write_minutes(
    *, meeting: Meeting, minutes: Trilingual, by: Seat, at: datetime, seen: str | None = None
) -> Meeting:
    """The text of the minutes in each language. Either side writes; both answer for it by signing."""
    meeting = _writable(meeting, "meeting", by)
    require_unchanged(seen, minutes_stamp(meeting))
    meeting.minutes = minutes
    kept_none = meeting.without_minutes
    if minutes:
        meeting.without_minutes = False
    meeting.save(update_fields=["minutes", "without_minutes"])
    record.wrote(meeting, by, at)
    _note(meeting, by, at, "write_minutes", languages=", ".join(minutes.languages()))
    if kept_none != meeting.without_minutes:
        say_visit(meeting.visit, by, at)
    return meeting


@transaction.atomic
def save_promise(
    *,
    meeting: Meeting,
    values: Mapping[str, Any],
    by: Seat,
    at: datetime,
    promise: Promise | None = None,
    seen: str | None = None,
) -> Promise:
    """Add what was promised, or change it. Of the units that answer for it each side names only its own."""
    meeting = _writable(meeting, "promise", by)
    if promise is None:
        last = meeting.promises.aggregate(last=Max("number"))["last"] or 0
        promise = Promise(meeting=meeting, number=last + 1)
    else:
        promise = meeting.promises.filter(pk=promise.pk).first()
        if promise is None:
            raise Changed(
                "removed_meanwhile",
                N_("Somebody removed this line meanwhile. Add it anew if it is still needed."),
            )
        require_unchanged(seen, promise_stamp(promise))
    for name, value in values.items():
        setattr(promise, name, value)
    _require_own_units(values, by, position_in(by, meeting.visit.programme))
    promise.save()
    record.wrote(meeting, by, at)
    _note(meeting, by, at, "save_promise", promise)
    return promise


def _require_own_units(values: Mapping[str, Any], by: Seat, position: int) -> None:
    """Units of the body that names them or of one it has taken over, and only for its own side."""
    units = {name: unit for name, unit in values.items() if name.startswith("unit_") and unit is not None}
    bodies = bodies_of(by)
    if any(name != f"unit_{position}" or unit.institution_id not in bodies for name, unit in units.items()):
        raise Refused(
            "unit_of_another", N_("This unit belongs to another institution. Choose one of your own.")
        )


@transaction.atomic
def remove_promise(*, promise: Promise, by: Seat, at: datetime) -> None:
    meeting = _writable(promise.meeting, "promise", by)
    record.wrote(meeting, by, at)
    _note(meeting, by, at, "remove_promise", promise, text=str(promise.text)[:200])
    # The next one may be given its number.
    meeting.evened.pop(f"promises/p{promise.number:02d}/text", None)
    meeting.save(update_fields=["evened"])
    promise.delete()


def missing_of(
    meeting: Meeting, promises: Sequence[Promise], at: datetime, offering: int | None
) -> list[Refused]:
    """All that is missing before the minutes can be offered by a side."""
    found = rules.missing(
        held_on=meeting.held_on,
        today=timezone.localdate(at),
        minutes=meeting.minutes,
    )
    return found + uneven_in(meeting, promises) + rules.unkept(owed(promises), offering)


def owed(promises: Sequence[Promise]) -> list[rules.Owed]:
    """As they would be offered: numbered in their order."""
    found = []
    for number, one in enumerate(promises, 1):
        named = {1: one.unit_1_id, 2: one.unit_2_id}
        sides = frozenset(side for side, unit in named.items() if unit is not None)
        found.append(rules.Owed(number, one.text, one.bearer, one.due, sides))
    return found


@transaction.atomic
def offer_minutes(
    *, meeting: Meeting, by: Seat, at: datetime, seen: str | None = None, consent: Consent | None = None
) -> Meeting:
    """Offer the minutes to the other side. Offering agrees to them; `seen` is terms.terms_stamp of what was read, `consent`
    the person's proof over the very bytes (None for commands).

    Refused: minutes_offered, minutes_in_force, and the first thing rules.missing or rules.unkept finds.
    """
    meeting = _writable(meeting, "offer", by)
    programme = meeting.visit.programme
    promises = list(meeting.promises.order_by("number", "id"))
    rules.require_offerable(missing_of(meeting, promises, at, position_in(by, programme)))
    require_unchanged(seen, terms_stamp(meeting, promises))
    for number, promise in enumerate(promises, 1):
        promise.number = number
        promise.save(update_fields=["number"])
    document = record.offer(
        register=require_in_force(programme),
        **minutes_paper(meeting, promises),
        by=by,
        at=at,
        consent=consent,
        draft=meeting,
    )
    # The promises have new numbers, and all of it says the same.
    meeting.document, meeting.evened = document, {}
    meeting.revision += 1
    meeting.save(update_fields=["document", "evened", "revision"])
    keep_even(meeting)
    _note(meeting, by, at, "offer_minutes", sha256=document.sha256)
    # Which unit answers for a promise is no part of the paper: each side says its own beside it.
    say_visit(meeting.visit, by, at)
    _tell(meeting, by, at, N_("%(side)s offers minutes of the visit %(title)s. They wait for your answer."))
    return meeting


def offered(meeting: Meeting) -> Document:
    """The minutes last offered; refused before the first offer."""
    if meeting.document is None:
        rules.require_minutes_offered(meeting.stage)
    assert meeting.document is not None
    return meeting.document


@transaction.atomic
def approve_minutes(
    *, meeting: Meeting, seen: str, by: Seat, at: datetime, consent: Consent | None = None
) -> Meeting:
    """Approve the very bytes that were read. Once in force, what was promised joins the programme's commitments."""
    check_may(by, meeting.visit.programme, "approve")
    meeting = locked(meeting)
    document = offered(meeting)
    programmes.require_numbers_free(programme=meeting.visit.programme, document=document, by=by)
    record.approve(document=document, seen=seen, by=by, at=at, consent=consent)
    meeting = locked(meeting)
    _note(meeting, by, at, "approve_minutes", sha256=seen)
    settle(meeting=meeting, by=by, at=at)
    _tell(meeting, by, at, N_("%(side)s approved minutes of the visit %(title)s."))
    return meeting


def settle(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Minutes in force make each of their promises a commitment, once; says how many are new. Where the receipts come
    later than the approval, this is called again when they do."""
    if not meeting.is_in_force:
        return 0
    promises = list(meeting.promises.filter(commitment=None).select_related("unit_1", "unit_2"))
    numbers = numbers_of(meeting)
    for promise in promises:
        promise.commitment = programmes.promise(
            programme=meeting.visit.programme,
            values={
                "text": promise.text,
                "type": promise.type,
                "bearer": promise.bearer,
                "due": promise.due,
                "promised_on": meeting.held_on,
            },
            units={
                side: unit for side, unit in ((1, promise.unit_1), (2, promise.unit_2)) if unit is not None
            },
            number=numbers.get(promise.number),
            by=by,
            at=at,
        )
        promise.save(update_fields=["commitment"])
    return len(promises)


@transaction.atomic
def return_minutes(*, meeting: Meeting, seen: str, reason: str, by: Seat, at: datetime) -> Meeting:
    """Say no with a reason: minutes and promises open again, and can be offered as the next version."""
    check_may(by, meeting.visit.programme, "return")
    meeting = locked(meeting)
    record.return_(document=offered(meeting), seen=seen, reason=reason, by=by, at=at)
    _note(meeting, by, at, "return_minutes", reason=reason)
    _tell(meeting, by, at, N_("%(side)s returned minutes of the visit %(title)s with a reason."))
    return locked(meeting)


@transaction.atomic
def withdraw_minutes(*, meeting: Meeting, seen: str, reason: str, by: Seat, at: datetime) -> Meeting:
    """Take one's own side's offer back before it is answered."""
    check_may(by, meeting.visit.programme, "withdraw")
    meeting = locked(meeting)
    record.withdraw(document=offered(meeting), seen=seen, reason=reason, by=by, at=at)
    _note(meeting, by, at, "withdraw_minutes", reason=reason)
    _tell(meeting, by, at, N_("%(side)s withdrew minutes of the visit %(title)s."))
    return locked(meeting)


def _tell(meeting: Meeting, by: Seat, at: datetime, text: str) -> None:
    address = reverse("visits:meeting", args=[meeting.visit.programme.slug, meeting.visit.key, meeting.key])
    tell_other(meeting.visit, by, at, text, address)
