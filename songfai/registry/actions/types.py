"""The list of types of documents, as an institution gives them: added from a day on, ended on a day. The list that comes with
the software stays as it is for everybody else."""

import unicodedata
import uuid
from datetime import date, datetime

from django.db import transaction

from songfai.deadlines.states import Certainty
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat
from songfai.registry import rules
from songfai.registry.models import DocumentType, TypeEnd
from songfai.registry.permissions import check_may
from songfai.registry.queries import end_of, given, is_used, last_given

# Own types stand after those of the law wherever a list is in one order.
LAST = 10_000


@transaction.atomic
def save_type(
    *,
    values: dict[str, object],
    by: Seat,
    at: datetime,
    row: DocumentType | None = None,
    seen_revision: int | None = None,
) -> DocumentType:
    """Add a type of one's own institution, or reword one. `values` are those of forms.TypeForm; once a paper has the type,
    its code, its first day and that it is a copy stay. Refused: code_unfit, code_given, type_used."""
    check_may(by, "types", row)
    _in_turn(by)
    if row is None:
        row = DocumentType(
            institution=by.institution,
            country=by.institution.country,
            slug=f"own-{uuid.uuid4().hex}",
            position=LAST,
        )
    else:
        row.refresh_from_db()
        if seen_revision is not None and seen_revision != row.revision:
            raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
        fixed = [
            name
            for name in ("code", "is_copy", "valid_from")
            if values.get(name, getattr(row, name)) != getattr(row, name)
        ]
        if fixed and is_used(row):
            raise Refused(
                "type_used",
                N_(
                    "A paper has this type already: its code and its first day stay. End it, and add another."
                ),
            )
        row.revision += 1
    for name, value in values.items():
        setattr(row, name, value)
    row.code = unicodedata.normalize("NFC", row.code.strip())
    row.certainty = Certainty.SOURCED if row.basis else Certainty.UNCONFIRMED
    rules.require_code(row.code)
    assert row.valid_from is not None
    rules.require_one_code(row.code, _codes(by.institution, row.valid_from, row))
    row.save()
    write(by=by, at=at, verb="registry.save_type", subject=row, code=row.code)
    return row


@transaction.atomic
def end_type(*, row: DocumentType, last_day: date, basis: Trilingual, by: Seat, at: datetime) -> TypeEnd:
    """The institution gives the type until this day; said again, the day is moved. Papers that have it keep it.
    Refused: ends_before_it_begins, given_afterwards."""
    _may_end(row, by)
    _in_turn(by)
    rules.require_end(last_day, row.valid_from, last_given(by.institution, row))
    end, _made = TypeEnd.objects.update_or_create(
        institution=by.institution, type=row, defaults={"last_day": last_day, "basis": basis}
    )
    write(by=by, at=at, verb="registry.end_type", subject=row, last_day=last_day.isoformat())
    return end


@transaction.atomic
def resume_type(*, row: DocumentType, by: Seat, at: datetime) -> None:
    """Take the end of a type back. Refused: code_given, where another type has taken its code."""
    _may_end(row, by)
    _in_turn(by)
    end = end_of(by.institution, row)
    if end is None:
        return
    others = DocumentType.objects.filter(institution=by.institution, valid_from__gt=end.last_day).exclude(
        pk=row.pk
    )
    rules.require_one_code(row.code, others.filter(country=row.country).values_list("code", flat=True))
    end.delete()
    write(by=by, at=at, verb="registry.resume_type", subject=row)


def _may_end(row: DocumentType, by: Seat) -> None:
    """One's own institution's, or one that came with the software: that is ended for one's own institution alone."""
    check_may(by, "types", row if row.institution_id is not None else None)


def _in_turn(by: Seat) -> None:
    """Two who change the list of an institution take turns."""
    Institution.objects.select_for_update().get(pk=by.institution_id)


def _codes(institution: Institution, day: date, row: DocumentType) -> list[str]:
    """The codes of the country that other types have on a day or will have after it."""
    rows = given(institution, day) | DocumentType.objects.filter(institution=institution, valid_from__gt=day)
    return list(rows.filter(country=row.country).exclude(pk=row.pk).values_list("code", flat=True))
