"""Yearly information and its acknowledgement that the other side's server sent."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.notices.actions import tell
from songfai.programmes.actions.arriving import programme_of
from songfai.programmes.actions.notifying import DECIDING
from songfai.record.arrived import arrived, is_latest, readers
from songfai.record.models import Document
from songfai.reviews.models import Information


@transaction.atomic
def take_in_information(*, document: Document, at: datetime) -> None:
    """Show what the other side says of its year: the pages read it from the document. Refused: programme_missing."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    year = int(said.terms["year"])
    row, _made = Information.objects.update_or_create(
        programme=programme,
        year=year,
        position=said.position,
        defaults={"document": document, "handed_by": said.account[:200], "handed_at": said.at},
    )
    write(
        by=said, at=at, verb="reviews.take_in_information", subject=row, programme=programme.slug, year=year
    )
    for institution in readers(document, said.institution):
        tell(
            institution=institution,
            roles=DECIDING,
            text=N_("%(side)s handed over its information on %(year)s for %(title)s. Please read it."),
            address=reverse("reviews:information", args=[programme.slug, year]),
            at=at,
            side=(said.institution.short_name or said.institution.name).as_dict(),
            year=year,
            title=programme.title.as_dict(),
        )


@transaction.atomic
def take_in_acknowledgement(*, document: Document, at: datetime) -> None:
    """The other side has read what this one handed over. Refused: information_missing."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    year = int(said.terms["year"])
    row = Information.objects.filter(programme=programme, year=year, position=3 - said.position).first()
    if row is None:
        raise Refused("information_missing", N_("What is acknowledged has not come yet."))
    row.acknowledged = said.terms["information"].removeprefix("sha256:")[:64]
    row.acknowledged_by, row.acknowledged_at = said.account[:200], said.at
    row.save(update_fields=["acknowledged", "acknowledged_by", "acknowledged_at"])
    write(
        by=said,
        at=at,
        verb="reviews.take_in_acknowledgement",
        subject=row,
        programme=programme.slug,
        year=year,
    )
