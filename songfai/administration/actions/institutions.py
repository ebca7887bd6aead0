"""Institutions, and the list of fields."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from songfai.administration.actions.reach import Administrator, require_reach, require_server
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import require_unchanged, stamp
from songfai.parties import rules
from songfai.parties.actions import settle
from songfai.parties.models import Field, Institution
from songfai.programmes.actions.naming import note_institution

INSTITUTION_FIELDS = (
    "slug",
    "name",
    "short_name",
    "parent_name",
    "country",
    "place",
    "layout",
    "symbol",
    "origin",
    "parent",
    "valid_from",
    "valid_to",
    "two_persons",
)


def institution_stamp(row: Institution | None) -> str:
    """A short print of what the form of an institution is filled from."""
    values = (getattr(row, name) for name in INSTITUTION_FIELDS) if row else ()
    return stamp(*(value.as_dict() if isinstance(value, Trilingual) else value for value in values))


@transaction.atomic
def save_institution(
    *,
    by: Administrator,
    values: dict[str, object],
    at: datetime,
    institution: Institution | None = None,
    seen: str | None = None,
) -> Institution:
    """Make an institution (only for the whole server) or change one. `values` are those of forms.InstitutionForm.

    `seen` is institution_stamp of what the form was filled from; Changed when another administrator saved meanwhile.
    Refused: in_use (another institution took the short address or the origin just now), part_of_itself.
    """
    require_reach(by, institution)
    row = Institution()
    if institution is not None:
        row = Institution.objects.select_for_update().get(pk=institution.pk)
        require_unchanged(seen, institution_stamp(row))
    for name, value in values.items():
        setattr(row, name, value)
    rules.require_part(row.pk, ancestors(row.parent))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise Refused("in_use", N_("Another institution uses this already.")) from taken
    note_institution(row)
    settle()  # its name stands beside the bodies it has taken over
    write(by=by, at=at, verb="administration.save_institution", subject=row)
    return row


def ancestors(row: Any) -> list[int]:
    """What an institution or a unit is a part of, upwards."""
    found: list[int] = []
    while row is not None and row.pk not in found:
        found.append(row.pk)
        row = row.parent
    return found


# ---------------------------------------------------------------- fields


def field_stamp(row: Field | None) -> str:
    return stamp(row.name.as_dict(), row.position) if row else stamp()


@transaction.atomic
def save_field(
    *,
    by: Administrator,
    name: Trilingual,
    position: int,
    at: datetime,
    slug: str = "",
    field: Field | None = None,
    seen: str | None = None,
) -> Field:
    """Add a field of cooperation to the controlled list, or change how one is called and where it stands. Its short
    address stays: signed papers name it.

    Refused: in_use.
    """
    require_server(by)
    row = Field(slug=slug)
    if field is not None:
        row = Field.objects.select_for_update().get(pk=field.pk)
        require_unchanged(seen, field_stamp(row))
    row.name, row.position = name, position
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise Refused("in_use", N_("Another field uses this short address already.")) from taken
    write(by=by, at=at, verb="administration.save_field", subject=row)
    return row
