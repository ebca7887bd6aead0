"""The rule by which the sides host in turn, and the years no visit stands for."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.programmes.actions import notifying
from songfai.programmes.models import Programme
from songfai.record import actions as record
from songfai.visits import rules
from songfai.visits.models import Rotation, Turn, Visit
from songfai.visits.permissions import check_agrees, check_may, check_own_year
from songfai.visits.rotation_statements import say_agreed, say_proposal, say_years
from songfai.visits.states import Level, RotationKind, VisitState


def _require_revision(rotation: Rotation, seen: int | None) -> None:
    if seen is not None and seen != rotation.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))


@transaction.atomic
def propose_rotation(
    *,
    programme: Programme,
    level: Level,
    kind: RotationKind,
    order: Sequence[int],
    basis: Trilingual,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Rotation:
    """Propose the rule of a level, or another one: it counts once the other side has agreed to it."""
    position = check_may(by, programme, "rotation")
    record.hold(programme.register)
    Programme.objects.select_for_update().get(pk=programme.pk)
    for host in order:
        rules.require_party(host, [side.position for side in programme.sides.all()])
    if not order:
        raise Refused("no_order", N_("Say who hosts first."))
    rotation = programme.rotations.filter(level=level).first() or Rotation(programme=programme, level=level)
    if rotation.pk:
        _require_revision(rotation, seen_revision)
    rotation.programme = programme
    rotation.kind, rotation.basis = kind, basis
    rotation.order = ",".join(str(host) for host in order)
    rotation.proposed_by, rotation.agreed_by, rotation.agreed_at = position, "", None
    rotation.beside = {}
    rotation.revision += 1
    rotation.save()
    _note(rotation, by, at, "propose_rotation", rotation)
    say_proposal(rotation, by, at)
    _tell(rotation, by, at, N_("%(side)s proposes who hosts in turn for %(title)s. It waits for your side."))
    return rotation


@transaction.atomic
def agree_rotation(
    *, rotation: Rotation, by: Seat, at: datetime, seen_revision: int | None = None
) -> Rotation:
    """The side that did not propose the rule agrees to it: from now on it says whose turn it is."""
    position = check_may(by, rotation.programme, "agree_rotation")
    programme = rotation.programme
    record.hold(programme.register)
    rotation = Rotation.objects.select_for_update().get(pk=rotation.pk)
    rotation.programme = programme
    check_agrees(position, rotation)
    _require_revision(rotation, seen_revision)
    rotation.agreed_by, rotation.agreed_at = str(by.account)[:200], at
    rotation.beside = {}
    rotation.revision += 1
    rotation.save(update_fields=["agreed_by", "agreed_at", "beside", "revision"])
    _note(rotation, by, at, "agree_rotation", rotation)
    say_agreed(rotation, by, at)
    _tell(rotation, by, at, N_("%(side)s agreed who hosts in turn for %(title)s."))
    return rotation


@transaction.atomic
def record_turn(
    *, rotation: Rotation, year: int, host: int | None, reason: Trilingual, by: Seat, at: datetime
) -> Turn:
    """Record a year that no visit stands for: skipped, with its reason, or hosted before this record began."""
    programme = rotation.programme
    position = check_may(by, programme, "rotation")
    record.hold(rotation.programme.register)
    Rotation.objects.select_for_update().get(pk=rotation.pk)
    if host is not None:
        rules.require_party(host, [side.position for side in programme.sides.all()])
    rules.require_turn(host, bool(reason), year, programme.term_end.year)
    held = Visit.objects.filter(programme=programme, level=rotation.level, starts_on__year=year)
    if host is None and held.exclude(state=VisitState.CANCELLED).exists():
        raise Refused(
            "year_has_a_visit",
            N_("A visit of %(year)s stands in the record: the year was not skipped."),
            year=year,
        )
    if rotation.turns.filter(year=year).exists():
        raise Refused("turn_exists", N_("The year %(year)s is recorded already."), year=year)
    turn = Turn.objects.create(
        rotation=rotation,
        year=year,
        host=host,
        reason=reason,
        side=position,
        recorded_by=str(by.account)[:200],
        recorded_at=at,
    )
    _note(rotation, by, at, "record_turn", turn, year=year, host=host, reason=reason.best("en")[0])
    say_years(rotation, position, by, at)
    _tell(rotation, by, at, N_("%(side)s recorded a year of the rotation for %(title)s."))
    return turn


@transaction.atomic
def claim_turn(*, turn: Turn, by: Seat, at: datetime) -> Turn:
    """A side says that it recorded a year from the time before sides were kept: from now on the year is its own, and told
    to the other server. Refused: turn_claimed (a side has it), turn_exists (the side has its own word on that year)."""
    rotation = turn.rotation
    position = check_may(by, rotation.programme, "rotation")
    record.hold(rotation.programme.register)
    Rotation.objects.select_for_update().get(pk=rotation.pk)
    turn = Turn.objects.get(pk=turn.pk)
    turn.rotation = rotation
    if turn.side is not None:
        raise Refused("turn_claimed", N_("A side has recorded the year %(year)s already."), year=turn.year)
    if rotation.turns.filter(year=turn.year, side=position).exists():
        raise Refused("turn_exists", N_("The year %(year)s is recorded already."), year=turn.year)
    turn.side = position
    turn.save(update_fields=["side"])
    _note(rotation, by, at, "claim_turn", turn, year=turn.year)
    say_years(rotation, position, by, at)
    _tell(rotation, by, at, N_("%(side)s recorded a year of the rotation for %(title)s."))
    return turn


@transaction.atomic
def remove_turn(*, turn: Turn, by: Seat, at: datetime) -> None:
    """Each side takes out the years it recorded itself."""
    position = check_may(by, turn.rotation.programme, "rotation")
    check_own_year(position, turn)
    _note(turn.rotation, by, at, "remove_turn", turn, year=turn.year)
    turn.delete()
    say_years(turn.rotation, position, by, at)


def _note(rotation: Rotation, by: Seat, at: datetime, verb: str, subject: object, **details: object) -> None:
    write(
        by=by,
        at=at,
        verb=f"visits.{verb}",
        subject=subject,
        programme=rotation.programme.slug,
        level=rotation.level,
        **details,
    )


def _tell(rotation: Rotation, by: Seat, at: datetime, text: str) -> None:
    notifying.tell_other(
        rotation.programme,
        by,
        at,
        text,
        address=reverse("visits:rotation", args=[rotation.programme.slug]),
        title=rotation.programme.title.as_dict(),
    )
