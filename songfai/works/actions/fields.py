"""The list of fields of works: added, renamed, moved, ended. One list for both sides, kept by who keeps the server."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from songfai.deadlines.permissions import Keeper, check_keeps
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed
from songfai.kit.languages import Trilingual
from songfai.works import rules
from songfai.works.models import WorkField, WorkFieldChange
from songfai.works.states import FieldChange


def _hold(field: WorkField, seen_revision: int | None) -> None:
    field.refresh_from_db(from_queryset=WorkField.objects.select_for_update())
    if seen_revision is not None and seen_revision != field.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    field.revision += 1


def _note(field: WorkField, what: FieldChange, basis: str, by: Keeper, at: datetime) -> None:
    WorkFieldChange.objects.create(
        field=field,
        what=what,
        name=field.name,
        position=field.position,
        ended_on=field.ended_on,
        basis=basis.strip(),
        who=str(by.account)[:200],
        at=at,
    )
    write(by=by, at=at, verb="works.change_field", subject=field, what=what, basis=basis.strip())


def _free_slug(name: Trilingual) -> str:
    wanted = slugify(name.get("en"))[:40] or "field"
    taken = set(WorkField.objects.values_list("slug", flat=True))
    return next(
        one for n in range(1, len(taken) + 2) if (one := wanted if n == 1 else f"{wanted}-{n}") not in taken
    )


@transaction.atomic
def save_field(
    *,
    name: Trilingual,
    position: int,
    basis: str,
    by: Keeper,
    at: datetime,
    field: WorkField | None = None,
    seen_revision: int | None = None,
) -> WorkField:
    """Add a field, or rename and move one: works keep it under its new name, and its earlier names stay in its history.

    Refused: field_in_every_language, field_semicolon, field_twice, basis_missing.
    """
    check_keeps(by, None)
    row = field or WorkField()
    if field is not None:
        _hold(row, seen_revision)
    others = WorkField.objects.exclude(pk=row.pk).select_for_update().order_by("pk")
    rules.require_field_name(name.as_dict(), [one.name.as_dict() for one in others])
    rules.require_field_basis(basis)
    row.slug = row.slug or _free_slug(name)
    row.name, row.position = name, position
    row.save()
    _note(row, FieldChange.CHANGED if field else FieldChange.ADDED, basis, by, at)
    return row


@transaction.atomic
def end_field(
    *, field: WorkField, last: date, basis: str, by: Keeper, at: datetime, seen_revision: int | None = None
) -> WorkField:
    """Say after which day no further work is given it. Works that have it keep it, and are found by it. Refused:
    field_so_already, basis_missing."""
    check_keeps(by, None)
    _hold(field, seen_revision)
    rules.require_field_in_use(ended=field.ended_on is not None, wanted=True)
    rules.require_field_basis(basis)
    field.ended_on = last
    field.save()
    _note(field, FieldChange.ENDED, basis, by, at)
    return field


@transaction.atomic
def resume_field(
    *, field: WorkField, basis: str, by: Keeper, at: datetime, seen_revision: int | None = None
) -> WorkField:
    """Take the end of a field back. Refused: field_so_already, basis_missing."""
    check_keeps(by, None)
    _hold(field, seen_revision)
    rules.require_field_in_use(ended=field.ended_on is not None, wanted=False)
    rules.require_field_basis(basis)
    field.ended_on = None
    field.save()
    _note(field, FieldChange.RESUMED, basis, by, at)
    return field
