"""The visit itself: proposed, arranged, confirmed by the host, carried out, reported.

Both sides work on one visit. What belongs to one side, its delegation, its scheme, its report, only that side writes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.files.actions import share, store
from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.plans.actions.plans import require_in_force
from songfai.plans.models import PlanItem
from songfai.programmes.actions import notifying
from songfai.programmes.models import Commitment, Programme
from songfai.programmes.rules import require_parties
from songfai.record import actions as record
from songfai.record.states import Stage
from songfai.visits import rules
from songfai.visits.models import Visit
from songfai.visits.permissions import check_may
from songfai.visits.queries import proposed_for
from songfai.visits.rotation import is_exception
from songfai.visits.statements import say_visit
from songfai.visits.states import HOST_OPEN, Step, VisitState

# What the host confirms: when one of these changes, it confirms anew.
ARRANGED = ("starts_on", "ends_on", "place", "manner", "level", "host_party_id")
# Where one of these changes, it is asked anew whose turn it is.
OF_THE_TURN = ("host", "host_party_id", "level")


def locked(visit: Visit, seen_revision: int | None = None) -> Visit:
    """The visit as it stands now, held until the transaction ends; Changed when it is not the one that was read.
    The record is held first."""
    record.hold(visit.programme.register)
    fresh = Visit.objects.select_for_update().get(pk=visit.pk)
    fresh.programme = visit.programme
    if seen_revision is not None and seen_revision != fresh.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    return fresh


def keep(visit: Visit, by: Actor, at: datetime, verb: str, **details: object) -> Visit:
    """Save the visit as its next revision and write the journal."""
    visit.revision += 1
    visit.search = fold(" ".join(_words(visit.title, visit.purpose, visit.place)))
    visit.save()
    write(by=by, at=at, verb=f"visits.{verb}", subject=visit, programme=visit.programme.slug, **details)
    return visit


def _words(*texts: Trilingual) -> Iterable[str]:
    return (text.get(language) for text in texts for language in LANGUAGES if text.get(language))


def tell_other(visit: Visit, by: Seat, at: datetime, text: str, address: str = "") -> None:
    """`text` has places for the side that acted (%(side)s) and the visit (%(title)s)."""
    notifying.tell_other(
        visit.programme,
        by,
        at,
        text,
        address=address or reverse("visits:visit", args=[visit.programme.slug, visit.key]),
        title=visit.title.as_dict(),
    )


def require_arranged(visit: Visit, commitments: Iterable[Commitment]) -> None:
    rules.require_party(visit.host, [side.position for side in visit.programme.sides.all()])
    require_parties([visit.host_party], visit.programme_id)
    rules.require_period(visit.starts_on, visit.ends_on)
    if any(one.programme_id != visit.programme_id for one in commitments):
        raise Refused("foreign_commitment", N_("This commitment belongs to another programme."))


def require_turn(visit: Visit) -> None:
    """Who hosts out of turn says why; what a further party hosts is nobody's turn."""
    if visit.host_party is not None:
        return
    proposed = proposed_for(visit.programme, visit.level, visit.starts_on.year, visit if visit.pk else None)
    rules.require_exception_reason(is_exception(visit.host, proposed), bool(visit.host_reason))


@transaction.atomic
def propose(
    *,
    programme: Programme,
    values: Mapping[str, Any],
    commitments: Iterable[Commitment],
    by: Seat,
    at: datetime,
) -> Visit:
    """Either side proposes: to travel, or to host. `values` are those of forms.VisitForm.

    Refused: programme_not_in_force, host_is_no_party, ends_before_it_starts, host_out_of_turn.
    """
    position = check_may(by, programme, "propose")
    require_in_force(programme)
    commitments = list(commitments)
    visit = Visit(programme=programme, proposed_by=position, created_at=at, **values)
    require_arranged(visit, commitments)
    require_turn(visit)
    keep(visit, by, at, "propose", host=visit.host)
    visit.commitments.set(commitments)
    say_visit(visit, by, at, moved=True)
    tell_other(visit, by, at, N_("%(side)s proposes a visit: %(title)s."))
    return visit


@transaction.atomic
def change(
    *,
    visit: Visit,
    values: Mapping[str, Any],
    commitments: Iterable[Commitment],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Visit:
    """Change what is arranged. Once the host has confirmed, another day, place or form has to be confirmed anew."""
    check_may(by, visit.programme, "change", visit)
    visit = locked(visit, seen_revision)
    state = VisitState(visit.state)
    rules.require_changeable(state)
    before = {name: getattr(visit, name) for name in (*ARRANGED, "host")}
    for name, value in values.items():
        setattr(visit, name, value)
    commitments = list(commitments)
    require_arranged(visit, commitments)
    rules.require_host_open(before["host"], visit.host, state)
    require_turn_again(visit, before)
    require_days_hold(visit)
    moved = any(getattr(visit, name) != before[name] for name in ARRANGED)
    visit.state = rules.after_change(state, moved)
    if visit.state != state:
        visit.confirmed_by, visit.confirmed_at = "", None
    keep(visit, by, at, "change", state=visit.state)
    visit.commitments.set(commitments)
    say_visit(visit, by, at, moved=moved)
    if visit.state != state:
        tell_other(visit, by, at, N_("%(side)s changed the visit %(title)s: its host confirms it anew."))
    elif moved:
        tell_other(visit, by, at, N_("%(side)s changed the visit %(title)s."))
    return visit


def require_turn_again(visit: Visit, before: Mapping[str, Any]) -> None:
    """`before`: what OF_THE_TURN names, as it was."""
    if any(getattr(visit, name) != before[name] for name in OF_THE_TURN):
        require_turn(visit)


def require_days_hold(visit: Visit) -> None:
    """Meetings and lines of the programme stay within the days of the visit."""
    days = [*visit.meetings.values_list("held_on", flat=True), *visit.entries.values_list("day", flat=True)]
    if any(not visit.starts_on <= day <= visit.ends_on for day in days):
        raise Refused(
            "days_outside",
            N_("Meetings or lines of the programme lie outside these days. Move them first."),
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """The file of a paper as it was uploaded."""

    name: str
    data: bytes


@transaction.atomic
def write_scheme(
    *,
    visit: Visit,
    scheme: Trilingual,
    by: Seat,
    at: datetime,
    paper: Paper | None = None,
    seen_revision: int | None = None,
) -> Visit:
    """Tasks, route, places, who pays: what the superior of the travelling side is to approve; and the paper itself,
    which no longer changes once it is approved. Refused: scheme_paper_approved."""
    check_may(by, visit.programme, "scheme", visit)
    visit = locked(visit, seen_revision)
    rules.require_changeable(VisitState(visit.state))
    visit.scheme = scheme
    if paper is not None:
        approved = visit.state not in HOST_OPEN
        rules.require_scheme_paper_open(approved, visit.scheme_file_id is not None)
        _file_scheme(visit, paper, by, at)
    return keep(visit, by, at, "write_scheme", **_scheme_hash(visit))


def _file_scheme(visit: Visit, paper: Paper, by: Seat, at: datetime) -> None:
    """Both sides may read the paper."""
    file = store(name=paper.name, data=paper.data, by=by, at=at)
    share(file=file, institutions=[side.institution for side in visit.programme.sides.all()])
    visit.scheme_file = file


def _scheme_hash(visit: Visit) -> dict[str, str]:
    return {"sha256": visit.scheme_file.sha256} if visit.scheme_file else {}


def step(visit: Visit, step: Step, by: Seat, seen_revision: int | None) -> Visit:
    """The visit, held, when this seat may take the step now, and already in the state it leads to."""
    check_may(by, visit.programme, str(step), visit)
    visit = locked(visit, seen_revision)
    visit.state = rules.destination(VisitState(visit.state), step)
    return visit


@transaction.atomic
def take_in(
    *,
    visit: Visit,
    item: PlanItem | None,
    off_plan_reason: Trilingual,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Visit:
    """Tie the visit to an item of a plan both sides have agreed, or say why it is off plan."""
    visit = step(visit, Step.TAKE_IN, by, seen_revision)
    rules.require_taken_in(item is not None, str(off_plan_reason))
    if item is not None:
        _require_item(visit, item)
    visit.item, visit.off_plan_reason = item, Trilingual() if item else off_plan_reason
    keep(visit, by, at, "take_in", item=item.number if item else None)
    if item is not None:
        visit.commitments.add(item.commitment)
    say_visit(visit, by, at)
    return visit


def _require_item(visit: Visit, item: PlanItem) -> None:
    document = item.plan.document
    if item.plan.programme_id != visit.programme_id or document is None:
        raise Refused("foreign_item", N_("This item belongs to another programme, or to a draft."))
    if document.standing.stage != Stage.IN_FORCE:
        raise Refused("item_not_in_force", N_("The plan of this item is not in force."))


@transaction.atomic
def approve_scheme(
    *,
    visit: Visit,
    number: str,
    approved_on: date | None,
    approved_by: Trilingual,
    by: Seat,
    at: datetime,
    paper: Paper | None = None,
    seen_revision: int | None = None,
) -> Visit:
    """Enter the paper by which the travelling side's superior approved the scheme, with its file where it is at hand. The
    host is asked to confirm."""
    visit = step(visit, Step.APPROVE_SCHEME, by, seen_revision)
    rules.require_scheme(number, approved_on, bool(visit.scheme), timezone.localdate(at))
    visit.scheme_number, visit.scheme_on, visit.scheme_by = number.strip(), approved_on, approved_by
    if paper is not None:
        _file_scheme(visit, paper, by, at)
    keep(visit, by, at, "approve_scheme", number=visit.scheme_number, **_scheme_hash(visit))
    say_visit(visit, by, at)
    tell_other(
        visit,
        by,
        at,
        N_("The scheme of %(side)s for the visit %(title)s is approved. It waits for the host."),
    )
    return visit


@transaction.atomic
def confirm(*, visit: Visit, by: Seat, at: datetime, seen_revision: int | None = None) -> Visit:
    """The host says: these days, this place, this delegation are expected."""
    visit = step(visit, Step.CONFIRM, by, seen_revision)
    visit.confirmed_by, visit.confirmed_at = str(by.account)[:200], at
    keep(visit, by, at, "confirm")
    say_visit(visit, by, at)
    tell_other(visit, by, at, N_("%(side)s confirmed as the host: %(title)s."))
    return visit


@transaction.atomic
def begin(*, visit: Visit, by: Seat, at: datetime, seen_revision: int | None = None) -> Visit:
    visit = step(visit, Step.BEGIN, by, seen_revision)
    rules.require_begun(visit.starts_on, timezone.localdate(at))
    keep(visit, by, at, "begin")
    say_visit(visit, by, at)
    return visit


@transaction.atomic
def cancel(
    *, visit: Visit, reason: Trilingual, by: Seat, at: datetime, seen_revision: int | None = None
) -> Visit:
    """Either side says that the visit will not take place, or has broken off, and why."""
    visit = step(visit, Step.CANCEL, by, seen_revision)
    rules.require_cancel_reason(bool(reason))
    visit.cancel_reason = reason
    visit.cancelled_by, visit.cancelled_at = check_may(by, visit.programme, str(Step.CANCEL)), at
    keep(visit, by, at, "cancel", reason=reason.best("en")[0])
    say_visit(visit, by, at)
    tell_other(visit, by, at, N_("%(side)s cancelled the visit %(title)s, with a reason."))
    return visit
