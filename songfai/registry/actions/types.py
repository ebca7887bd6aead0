"""The list of types of documents, as an institution gives them: added from a day on, ended on a day. The list that comes with
the software stays as it is for everybody else."""

import unicodedata
import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from songfai.deadlines.states import Certainty
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat
from songfai.registry import rules
from songfai.registry.models import DocumentType, TypeEnd
from songfai.registry.permissions import check_may
from songfai.registry.queries import body_of, end_of, is_used, last_given

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
    its code, its first day and that it is a copy stay. Refused: code_unfit, code_given, ends_before_it_begins, type_used."""
    check_may(by, "types", row)
    body = body_of(row, by)
    _in_turn(body)
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
    end = end_of(body, row) if row.pk else None
    if end is not None:
        rules.require_end(end.last_day, row.valid_from, None)
    rules.require_one_code(row.code, _codes(body, row, row.valid_from, end.last_day if end else None))
    row.save()
    write(by=by, at=at, verb="registry.save_type", subject=row, code=row.code)
    return row


@transaction.atomic
def end_type(*, row: DocumentType, last_day: date, basis: Trilingual, by: Seat, at: datetime) -> TypeEnd:
    """The institution gives the type until this day; said again, the day is moved. Papers that have it keep it.
    Refused: ends_before_it_begins, given_afterwards, and code_given, where the day is moved to when another type has its code."""
    _may_end(row, by)
    body = body_of(row, by)
    _in_turn(body)
    rules.require_end(last_day, row.valid_from, last_given(body, row))
    if end_of(body, row) is not None:
        rules.require_one_code(row.code, _codes(body, row, row.valid_from, last_day))
    end, _made = TypeEnd.objects.update_or_create(
        institution=body, type=row, defaults={"last_day": last_day, "basis": basis}
    )
    write(by=by, at=at, verb="registry.end_type", subject=row, last_day=last_day.isoformat())
    return end


@transaction.atomic
def resume_type(*, row: DocumentType, by: Seat, at: datetime) -> None:
    """Take the end of a type back. Refused: code_given, where another type has taken its code."""
    _may_end(row, by)
    body = body_of(row, by)
    _in_turn(body)
    end = end_of(body, row)
    if end is None:
        return
    rules.require_one_code(row.code, _codes(body, row, row.valid_from, None))
    end.delete()
    write(by=by, at=at, verb="registry.resume_type", subject=row)


def _may_end(row: DocumentType, by: Seat) -> None:
    """One's own institution's, or one that came with the software: that is ended for one's own institution alone."""
    check_may(by, "types", row if row.institution_id is not None else None)


def _in_turn(body: Institution) -> None:
    """Two who change the list of an institution take turns."""
    Institution.objects.select_for_update().get(pk=body.pk)


def _codes(body: Institution, row: DocumentType, first: date | None, last: date | None) -> set[str]:
    """The codes of the country that other types have on any day from `first` to `last`; None: no bound."""
    rows = DocumentType.objects.filter(Q(institution=None) | Q(institution=body), country=row.country)
    if first is not None:
        rows = rows.exclude(
            Exists(TypeEnd.objects.filter(institution=body, type=OuterRef("pk"), last_day__lt=first))
        )
    if last is not None:
        rows = rows.exclude(valid_from__gt=last)
    return set(rows.exclude(pk=row.pk).values_list("code", flat=True))
