"""Counterpart units: each side names its own unit for a field. What both name makes the pair."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.journal import actions as journal
from songfai.kit.errors import N_, Refused
from songfai.kit.stamps import require_unchanged, stamp
from songfai.notices.actions import tell
from songfai.parties.models import Field, Seat, Unit
from songfai.parties.states import Role
from songfai.people.models import Person
from songfai.programmes import permissions, queries, spells
from songfai.programmes.actions.answering import require_field_here, require_own_unit
from songfai.programmes.models import Counterpart, Programme, Side

TOLD = (Role.COORDINATOR, Role.UNIT_OFFICER)


def counterpart_stamp(row: Counterpart | None) -> str:
    return stamp((row.pk, row.unit_id, row.person_id, row.since, row.basis) if row else None)


@transaction.atomic
def name_counterpart(
    *,
    programme: Programme,
    field: Field,
    unit: Unit,
    person: Person | None,
    basis: str,
    by: Seat,
    at: datetime,
    since: date | None = None,
    seen: str | None = None,
) -> Counterpart:
    """Name one's own side's unit for a field, from a day on (today). The unit named before ends the day before; with
    the same first day it is put right. A body that has taken over the field alone names its own.

    Refused: field_of_another, unit_of_another, unit_not_then, field_passed_on, since_ahead, since_before, spell_overlaps;
    NotPermitted for the other side; Changed when a colleague saved meanwhile.
    """
    side = _own(programme, field, by)
    spells.require_field(field.pk, queries.field_ids(programme))
    today = timezone.localdate(at)
    begins = since or today
    require_own_unit(unit, by, begins)
    require_field_here(side, field, by, begins)
    Side.objects.select_for_update().get(pk=side.pk)
    before = queries.counterpart_of(side, field)
    require_unchanged(seen, counterpart_stamp(before))
    spells.require_since(begins, before.since if before else None, today)
    if before is None or before.since < begins:
        if before is not None:
            before.until = begins - timedelta(days=1)
            before.save(update_fields=["until"])
        ended = side.counterparts.filter(field=field, until__isnull=False)
        spells.require_after(begins, [row.until for row in ended if row.until])
        before = Counterpart(side=side, field=field, since=begins)
    before.unit, before.person, before.basis = unit, person, basis
    before.save()
    _said(programme, before, by, at, "name_counterpart")
    _tell_other(programme, side, before, by, at)
    return before


@transaction.atomic
def end_counterpart(*, row: Counterpart, until: date, by: Seat, at: datetime) -> Counterpart:
    """The unit stands for the field no longer, and nobody else does yet. Refused: already_ended, ends_before,
    since_ahead."""
    programme = row.side.programme
    _own(programme, row.field, by)
    row = (
        Counterpart.objects.select_for_update(of=("self",))
        .select_related("side", "unit", "field")
        .get(pk=row.pk)
    )
    if row.until is not None:
        raise Refused("already_ended", N_("This has ended already."))
    spells.require_end(until, row.since, timezone.localdate(at))
    row.until = until
    row.save(update_fields=["until"])
    _said(programme, row, by, at, "end_counterpart")
    return row


@transaction.atomic
def resume_counterpart(*, row: Counterpart, by: Seat, at: datetime) -> Counterpart:
    """Undo an end: nobody was named since. Refused: named_since."""
    programme = row.side.programme
    _own(programme, row.field, by)
    later = Counterpart.objects.select_for_update().filter(
        side=row.side, field=row.field, since__gt=row.since
    )
    if later:
        raise Refused("named_since", N_("Another unit has been named since. Change that one instead."))
    row.until = None
    row.save(update_fields=["until"])
    _said(programme, row, by, at, "resume_counterpart")
    return row


def _own(programme: Programme, field: Field, by: Seat) -> Side:
    side = queries.side_of(programme, by, field.pk)
    permissions.check_own_side(by, side, "answerable", field.pk)
    assert side is not None
    return side


def _said(programme: Programme, row: Counterpart, by: Seat, at: datetime, verb: str) -> None:
    journal.write(
        by=by,
        at=at,
        verb=f"programmes.{verb}",
        subject=row,
        programme=programme.slug,
        unit=str(row.unit),
        since=row.since.isoformat(),
    )


def _tell_other(programme: Programme, own: Side, row: Counterpart, by: Seat, at: datetime) -> None:
    if programme.is_open:
        return
    other = next(side for side in programme.sides.all() if side.pk != own.pk)
    tell(
        institution=other.institution,
        roles=TOLD,
        text=N_("%(side)s named its unit for “%(field)s”: %(unit)s."),
        address=reverse("programmes:counterparts", args=[programme.slug]),
        at=at,
        side=(by.institution.short_name or by.institution.name).as_dict(),
        field=row.field.name.as_dict(),
        unit=row.unit.name.as_dict(),
    )
