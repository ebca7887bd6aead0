"""The units of an institution: what they are, and what becomes of them from a day on (another name, a field that goes to
another unit, one unit where there were several)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from songfai.administration.actions.institutions import ancestors
from songfai.administration.actions.reach import Administrator, require_reach
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import require_unchanged, stamp
from songfai.parties import rules
from songfai.parties.models import Field, Institution, Seat, Unit, UnitMove
from songfai.parties.queries import carrying

UNIT_FIELDS = ("name", "parent", "valid_from", "valid_to", "succeeded_by", "basis")


def unit_stamp(row: Unit | None) -> str:
    values = (
        (getattr(row, name) for name in ("name", "parent_id", *UNIT_FIELDS[2:4], "succeeded_by_id", "basis"))
        if row
        else ()
    )
    return stamp(*(value.as_dict() if isinstance(value, Trilingual) else value for value in values))


@transaction.atomic
def save_unit(
    *,
    by: Administrator,
    institution: Institution,
    at: datetime,
    name: Trilingual | None = None,
    values: Mapping[str, Any] | None = None,
    unit: Unit | None = None,
    seen: str | None = None,
) -> Unit:
    """Make a unit, or change one: `values` has names of UNIT_FIELDS, `name` alone makes a new one.

    Refused: unit_ends_first, unit_goes_on, part_of_itself, unit_of_another; Changed when another administrator saved
    meanwhile.
    """
    require_reach(by, institution)
    row = Unit(institution=institution)
    if unit is not None:
        row = Unit.objects.select_for_update().get(pk=unit.pk)
        require_unchanged(seen, unit_stamp(row))
    for key, value in {**({"name": name} if name else {}), **(values or {})}.items():
        setattr(row, key, value)
    if row.parent is not None and row.parent.institution_id != institution.pk:
        raise Refused(
            "unit_of_another", N_("This unit belongs to another institution. Choose one of your own.")
        )
    rules.require_part(row.pk, ancestors(row.parent))
    rules.require_unit(since=row.valid_from, until=row.valid_to, succeeded=row.succeeded_by is not None)
    if row.succeeded_by is not None:
        rules.require_part(row.pk, [row.succeeded_by.pk])
    row.save()
    write(by=by, at=at, verb="administration.save_unit", subject=row)
    return row


@dataclass(frozen=True, slots=True)
class Went:
    """Ids of the parts and of the persons' seats that went along, and what stood of the unit's end before."""

    parts: list[int]
    seats: list[int]
    valid_to: str | None
    succeeded_by: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class Joined:
    """`moved`: what went with each unit that ended, by its id. `made`: whether the unit that goes on was made for it."""

    into: Unit
    made: bool
    moved: Mapping[int, Went]


@transaction.atomic
def rename_unit(
    *, by: Administrator, unit: Unit, name: Trilingual, on: date, basis: str, at: datetime
) -> Joined:
    """The unit under another name from a day on: the next one of its line, with its parts and the persons in it.
    Refused: unit_ended, unit_ends_first."""
    require_reach(by, unit.institution)
    joined = _joined([unit], _made(unit, name, on), on, basis, made=True)
    write(
        by=by, at=at, verb="administration.rename_unit", subject=joined.into, on=on.isoformat(), basis=basis
    )
    return joined


@transaction.atomic
def join_units(
    *,
    by: Administrator,
    units: Iterable[Unit],
    into: Unit | None,
    name: Trilingual,
    on: date,
    basis: str,
    at: datetime,
) -> Joined:
    """From a day on one unit carries on for several of an institution: one that there is (`into`), or a new one called
    `name`. Refused: unit_ended, unit_ends_first, part_of_itself."""
    ending = list(units)
    for unit in ending:
        require_reach(by, unit.institution)
    joined = _joined(ending, into or _made(ending[0], name, on), on, basis, made=into is None)
    write(
        by=by, at=at, verb="administration.join_units", subject=joined.into, on=on.isoformat(), basis=basis,
        units=[str(unit) for unit in ending],
    )  # fmt: skip
    return joined


def _made(beside: Unit, name: Trilingual, on: date) -> Unit:
    return Unit.objects.create(institution=beside.institution, parent=beside.parent, name=name, valid_from=on)


def _joined(units: Iterable[Unit], into: Unit, on: date, basis: str, *, made: bool) -> Joined:
    moved = {}
    for unit in Unit.objects.select_for_update().filter(pk__in=[one.pk for one in units]).order_by("id"):
        rules.require_part(into.pk, [unit.pk])
        rules.require_going_on(unit.valid_to, on)
        before = (unit.valid_to.isoformat() if unit.valid_to else None, unit.succeeded_by_id, unit.basis)
        unit.valid_to, unit.succeeded_by, unit.basis = on - rules.DAY, into, basis
        rules.require_unit(since=unit.valid_from, until=unit.valid_to, succeeded=True)
        unit.save()
        parts = unit.parts.filter(valid_to=None).exclude(pk__in=ancestors(into))
        seats = Seat.objects.filter(unit=unit, valid_to=None)
        if unit.institution_id != into.institution_id:
            parts, seats = parts.none(), seats.none()
        moved[unit.pk] = Went([one.pk for one in parts], [one.pk for one in seats], *before)
    for went in moved.values():
        Unit.objects.filter(pk__in=went.parts).update(parent=into)
        Seat.objects.filter(pk__in=went.seats).update(unit=into)
    return Joined(into, made, moved)


@transaction.atomic
def take_joining_back(*, by: Administrator, joined: Joined, on: date, at: datetime) -> None:
    """Undo: the units that ended for it go on as before, with their parts and persons. A unit that was made for it goes.
    Refused: unit_used, where that one answers for something by now."""
    into = joined.into
    ended = Unit.objects.select_for_update().filter(
        succeeded_by=into, valid_to=on - rules.DAY, pk__in=joined.moved
    )
    for unit in ended.select_related("institution").order_by("id"):
        require_reach(by, unit.institution)
        went = joined.moved[unit.pk]
        unit.valid_to = date.fromisoformat(went.valid_to) if went.valid_to else None
        unit.succeeded_by_id, unit.basis = went.succeeded_by, went.basis
        unit.save()
        Unit.objects.filter(pk__in=went.parts, parent=into).update(parent=unit)
        Seat.objects.filter(pk__in=went.seats, unit=into).update(unit=unit)
    if joined.made:
        require_reach(by, into.institution)
    if joined.made and not _forget(into):
        raise Refused(
            "unit_used",
            N_(
                "The new unit answers for something by now, so this cannot be undone. Change the units one by one."
            ),
        )
    write(by=by, at=at, verb="administration.take_joining_back", subject=into, on=on.isoformat())


@transaction.atomic
def move_fields(
    *,
    by: Administrator,
    unit: Unit,
    fields: Iterable[Field],
    into: Unit | None,
    name: Trilingual,
    on: date,
    basis: str,
    confirmed: bool,
    at: datetime,
) -> list[UnitMove]:
    """From a day on another unit answers for some fields of this one: one that there is (`into`), or a new one called
    `name`. So a unit is split, or loses a function; for the rest it goes on.

    Refused: unit_ended, part_of_itself, field_moved (it has left the unit on that day already).
    """
    require_reach(by, unit.institution)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    rules.require_going_on(unit.valid_to, on)
    if into is None:
        into = _made(unit, name, on)
    rules.require_part(unit.pk, [into.pk])
    wanted, book = list(fields), carrying(named=[unit])
    if any(book.unit(unit, field.pk, on) != unit for field in wanted):
        raise _moved()
    try:
        with transaction.atomic():
            made = [
                UnitMove.objects.create(
                    unit=unit, field=field, successor=into, on=on, basis=basis, confirmed=confirmed
                )
                for field in wanted
            ]
    except IntegrityError as taken:
        raise _moved() from taken
    unit.divided = True
    unit.save(update_fields=["divided"])
    write(
        by=by, at=at, verb="administration.move_fields", subject=into, on=on.isoformat(), basis=basis,
        unit=str(unit), fields=[row.field.slug for row in made],
    )  # fmt: skip
    return made


def _moved() -> Refused:
    return Refused(
        "field_moved",
        N_("One of these fields leaves the unit on this day already. Choose other fields or another day."),
    )


@transaction.atomic
def take_move_back(*, by: Administrator, row: UnitMove, at: datetime, made: bool = False) -> None:
    """The field stays with its unit. A unit that was `made` for it, and that nothing names, goes with it."""
    require_reach(by, row.unit.institution)
    write(
        by=by,
        at=at,
        verb="administration.take_move_back",
        subject=row,
        on=row.on.isoformat(),
        basis=row.basis,
    )
    unit, successor = row.unit, row.successor
    row.delete()
    unit.divided = unit.moves.exists()
    unit.save(update_fields=["divided"])
    if made and successor.institution_id == unit.institution_id:
        _forget(successor)


def _forget(unit: Unit) -> bool:
    """Whether a unit could go: nothing names it."""
    try:
        with transaction.atomic():
            unit.delete()
    except ProtectedError:
        return False
    return True
