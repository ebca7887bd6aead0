"""Headings of forms, which the comparison with earlier works does not count: entered with their paper, ended, never changed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from songfai.deadlines.permissions import Keeper
from songfai.journal.actions import write
from songfai.kit.text import normalise_line
from songfai.novelty.rules.words import Words
from songfai.parties.models import Institution, Seat
from songfai.works import rules
from songfai.works.models import FormHeading
from songfai.works.permissions import check_keeps_data


@transaction.atomic
def add_heading(
    *, text: str, basis: str, institution: Institution | None, by: Seat | Keeper, at: datetime
) -> FormHeading:
    """From now on it is not counted in works of the institution and of the units below it. Refused: heading_length,
    basis_missing, heading_twice, headings_many."""
    check_keeps_data(by, "headings", institution.pk if institution else None)
    if institution is not None:
        # Two who enter the same one at once: one after the other.
        Institution.objects.select_for_update().get(pk=institution.pk)
    there = FormHeading.objects.filter(institution=institution, valid_to=None)
    line = normalise_line(text)
    rules.require_heading(line, len(Words(line).numbers), basis, others=there.values_list("text", flat=True))
    row = FormHeading.objects.create(
        institution=institution, text=line, basis=basis.strip(), who=str(by.account)[:200], at=at
    )
    write(by=by, at=at, verb="works.add_heading", subject=row, text=line, basis=row.basis)
    return row


@transaction.atomic
def end_heading(*, heading: FormHeading, by: Seat | Keeper, at: datetime) -> FormHeading:
    """From tomorrow on it counts again. Refused: heading_ended."""
    check_keeps_data(by, "headings", heading.institution_id)
    heading.refresh_from_db(from_queryset=FormHeading.objects.select_for_update(of=("self",)))
    rules.require_heading_open(heading.valid_to is not None)
    heading.valid_to, heading.ended_by = timezone.localdate(at), str(by.account)[:200]
    heading.save()
    write(by=by, at=at, verb="works.end_heading", subject=heading, text=heading.text)
    return heading
