"""Writes of support: the giver promises, has it approved, delivers; the other side says what arrived."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.files.actions import share, store
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.text import fold
from songfai.notices.actions import tell
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.plans.models import Activity
from songfai.programmes.models import Programme
from songfai.programmes.rules import require_not_closed, require_parties
from songfai.record import actions as record
from songfai.record.states import Stage
from songfai.support import rules
from songfai.support.models import Paper, Support
from songfai.support.permissions import check_may, check_side
from songfai.support.statements import say_papers, say_receipt, say_support
from songfai.support.states import SupportKind, SupportState

TOLD = (Role.LEADER, Role.COORDINATOR, Role.UNIT_OFFICER)
OWN_UNIT = {SupportKind.PERSON_DAYS, SupportKind.PLACES, SupportKind.COURSE}


def require_in_force(programme: Programme) -> None:
    require_not_closed(programme.closed_on)
    if programme.document is None or programme.document.standing.stage != Stage.IN_FORCE:
        raise Refused(
            "programme_not_in_force", N_("The programme is not in force yet; support comes after that.")
        )


def hold(support: Support, seen_revision: int | None = None) -> None:
    """The support as it is now; nobody else changes it until the transaction ends. Takes its next revision. The record
    is held first."""
    record.hold(support.programme.register)
    support.refresh_from_db(from_queryset=Support.objects.select_for_update())
    if seen_revision is not None and seen_revision != support.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    support.revision += 1


def _apply(support: Support, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(support, name, value)
    if support.kind == SupportKind.MONEY:
        support.quantity, support.unit = None, Trilingual()
    elif support.kind in OWN_UNIT:
        support.unit, support.minor, support.currency = Trilingual(), None, ""
    if support.minor is None:
        support.currency = ""
    rules.require_amount(support.kind, support.quantity, bool(support.unit), support.minor, support.currency)
    programme = support.programme
    rules.require_year(support.year, programme.term_start.year or 0, programme.term_end.year or 9999)
    _require_own_matter(support)
    require_parties([support.giver_party, support.receiver_party], programme.pk)
    rules.require_one_end(support.giver_party is not None, support.receiver_party is not None)
    support.search = fold(" ".join(support.title.get(language) for language in LANGUAGES))
    support.save()


def _require_own_matter(support: Support) -> None:
    for one in (support.commitment, support.activity):
        if one is not None and one.programme_id != support.programme_id:
            raise Refused("foreign_matter", N_("This belongs to another programme."))


@transaction.atomic
def promise(*, programme: Programme, values: dict[str, object], by: Seat, at: datetime) -> Support:
    """Enter what one's own side promises to give. `values` are those of forms.SupportForm.

    Refused: programme_not_in_force, and what rules.require_amount and rules.require_year refuse.
    """
    position = check_side(by, programme, "record")
    require_in_force(programme)
    support = Support(programme=programme, giver=position, recorded_by=str(by.account)[:200], recorded_at=at)
    _apply(support, values)
    _write(support, "promise", by, at)
    say_support(support, by, at)
    _tell(support, support.receiver, by, at, N_("%(side)s promises: %(support)s."))
    return support


@transaction.atomic
def change(
    *, support: Support, values: dict[str, object], by: Seat, at: datetime, seen_revision: int | None = None
) -> Support:
    """Change what one's own side promised, until it is delivered. What was approved is approved anew."""
    check_may(by, support, "change")
    hold(support, seen_revision)
    rules.require_changeable(SupportState(support.state))
    support.state, support.approved_paper = SupportState.PROMISED, ""
    _apply(support, values)
    _write(support, "change", by, at)
    say_support(support, by, at)
    return support


def _move(
    support: Support, to: SupportState, right: str, by: Seat, seen_revision: int | None
) -> SupportState:
    """Ask who may, hold the row, ask the table of moves; says where it stood."""
    check_may(by, support, right)
    hold(support, seen_revision)
    old = SupportState(support.state)
    rules.mover(old, to)
    support.state = to
    return old


@transaction.atomic
def approve(
    *, support: Support, paper: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Support:
    """The giver's own superior has approved it; the number of that paper."""
    _move(support, SupportState.APPROVED, SupportState.APPROVED, by, seen_revision)
    support.approved_paper = paper
    support.save()
    _write(support, "approve", by, at, paper=paper)
    say_support(support, by, at)
    return support


@transaction.atomic
def deliver(
    *,
    support: Support,
    on: date,
    by: Seat,
    at: datetime,
    activity: Activity | None = None,
    seen_revision: int | None = None,
) -> Support:
    """The giver says it was delivered on that day, and perhaps in which activity; from then on it waits for the
    other side's word."""
    _move(support, SupportState.DELIVERED, SupportState.DELIVERED, by, seen_revision)
    rules.require_past(on, timezone.localdate(at))
    programme = support.programme
    rules.require_year(on.year, programme.term_start.year or 0, programme.term_end.year or 9999)
    support.delivered_on, support.year = on, on.year
    support.activity = activity or support.activity
    _require_own_matter(support)
    support.save()
    _write(support, "deliver", by, at, on=on.isoformat())
    say_support(support, by, at)
    _tell(
        support, support.receiver, by, at,
        N_("%(side)s says it delivered: %(support)s. It waits for your confirmation of receipt."),
    )  # fmt: skip
    return support


@transaction.atomic
def take_delivery_back(
    *, support: Support, by: Seat, at: datetime, seen_revision: int | None = None
) -> Support:
    """The giver corrects itself before the other side has confirmed."""
    check_may(by, support, SupportState.DELIVERED)
    hold(support, seen_revision)
    if support.state != SupportState.DELIVERED:
        raise Refused("move_not_allowed", N_("Support cannot go from this state to that one."))
    support.state, support.delivered_on = SupportState.APPROVED, None
    support.save()
    _write(support, "take_delivery_back", by, at)
    say_support(support, by, at)
    return support


@transaction.atomic
def receive(
    *,
    support: Support,
    on: date,
    by: Seat,
    at: datetime,
    arrived: Decimal | None = None,
    arrived_minor: int | None = None,
    note: Trilingual | None = None,
    seen_revision: int | None = None,
) -> Support:
    """The receiving side says what arrived and when; this is what the balance counts. Without a number: all of it.

    Refused: before_delivery, day_ahead, difference_unexplained.
    """
    _move(support, SupportState.RECEIVED, SupportState.RECEIVED, by, seen_revision)
    rules.require_past(on, timezone.localdate(at))
    rules.require_after(support.delivered_on, on)
    if support.kind == SupportKind.MONEY:
        delivered = support.minor or 0
        support.arrived_minor = delivered if arrived_minor is None else arrived_minor
        rules.require_received(delivered, support.arrived_minor, bool(note))
    else:
        quantity = support.quantity or Decimal(0)
        support.arrived = quantity if arrived is None else arrived
        rules.require_received(quantity, support.arrived, bool(note))
        # Of goods that arrived in part nobody has said what they are worth.
        support.arrived_minor = support.minor if support.arrived == quantity else None
    support.received_on, support.receipt_note = on, note or Trilingual()
    support.received_by, support.received_at = str(by.account)[:200], at
    support.save()
    _write(support, "receive", by, at, on=on.isoformat())
    say_receipt(support, by, at)
    _tell(support, support.giver, by, at, N_("%(side)s confirmed the receipt: %(support)s."))
    return support


@transaction.atomic
def take_receipt_back(
    *, support: Support, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Support:
    """The receiving side corrects its own word, with a reason the giver reads."""
    check_may(by, support, "unreceive")
    hold(support, seen_revision)
    rules.mover(SupportState(support.state), SupportState.DELIVERED)
    if support.state != SupportState.RECEIVED:
        raise Refused("move_not_allowed", N_("Support cannot go from this state to that one."))
    rules.require_reason(reason)
    support.state, support.reason = SupportState.DELIVERED, reason
    support.arrived = support.arrived_minor = support.received_on = support.received_at = None
    support.received_by, support.receipt_note = "", Trilingual()
    support.save()
    _write(support, "take_receipt_back", by, at, reason=reason)
    say_receipt(support, by, at)
    _tell(support, support.giver, by, at, N_("%(side)s took back the receipt of %(support)s and says why."))
    return support


@transaction.atomic
def cancel(
    *, support: Support, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Support:
    _move(support, SupportState.CANCELLED, SupportState.CANCELLED, by, seen_revision)
    rules.require_reason(reason)
    support.reason = reason
    support.save()
    _write(support, "cancel", by, at, reason=reason)
    say_support(support, by, at)
    _tell(support, support.receiver, by, at, N_("%(side)s no longer promises: %(support)s."))
    return support


@transaction.atomic
def promise_again(*, support: Support, by: Seat, at: datetime, seen_revision: int | None = None) -> Support:
    """What was cancelled is promised anew; its approval has to be given anew too."""
    _move(support, SupportState.PROMISED, SupportState.PROMISED, by, seen_revision)
    support.approved_paper = ""
    support.save()
    _write(support, "promise_again", by, at)
    say_support(support, by, at)
    _tell(support, support.receiver, by, at, N_("%(side)s promises: %(support)s."))
    return support


@transaction.atomic
def add_paper(
    *,
    support: Support,
    name: str,
    data: bytes,
    dated: date,
    caption: Trilingual,
    by: Seat,
    at: datetime,
    crosses: bool = False,
) -> Paper:
    """A document of one's own side: both sides read it. `crosses`: it may go to the other side's server."""
    position = check_may(by, support, "document")
    rules.require_past(dated, timezone.localdate(at))
    file = store(name=name, data=data, by=by, at=at)
    share(file=file, institutions=[side.institution for side in support.programme.sides.all()])
    paper = Paper.objects.create(
        support=support, side=position, file=file, caption=caption, dated=dated, crosses=crosses
    )
    _write(support, "add_paper", by, at, file=file.name, sha256=file.sha256)
    if crosses:
        say_papers(support, position, by, at)
    return paper


@transaction.atomic
def remove_paper(*, paper: Paper, by: Seat, at: datetime) -> None:
    """Each side takes out its own. The file itself is kept."""
    position = check_may(by, paper.support, "document")
    if position != paper.side:
        raise Refused(
            "other_sides_paper", N_("The other side attached this document; only they take it out.")
        )
    _write(paper.support, "remove_paper", by, at, file=paper.file.name, sha256=paper.file.sha256)
    crossed = paper.crosses
    paper.delete()
    if crossed:
        say_papers(paper.support, position, by, at)


def _write(support: Support, verb: str, by: Seat, at: datetime, **details: object) -> None:
    write(by=by, at=at, verb=f"support.{verb}", subject=support, programme=support.programme.slug, **details)


def _tell(support: Support, position: int, by: Seat, at: datetime, text: str) -> None:
    programme = support.programme
    for side in programme.sides.all():
        if side.position == position:
            tell(
                institution=side.institution,
                roles=TOLD,
                text=text,
                address=reverse("support:support", args=[programme.slug, support.key]),
                at=at,
                side=by.institution.short_name.as_dict() or by.institution.name.as_dict(),
                support=support.title.as_dict(),
            )
