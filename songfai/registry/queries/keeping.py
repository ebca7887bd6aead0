"""Documents whose time of keeping has ended, and what was decided of them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import ExpressionWrapper, F, IntegerField, QuerySet
from django.db.models.functions import ExtractYear

from songfai.parties.models import Institution, Seat
from songfai.record.beside import Brought
from songfai.registry.models import OfficialDocument, Part
from songfai.registry.queries.documents import documents
from songfai.registry.rules import last_year_kept
from songfai.registry.states import OVER


def ended(rows: QuerySet[OfficialDocument], day: date) -> QuerySet[OfficialDocument]:
    """Of numbered documents that are over: the last year of keeping (rules.last_year_kept) lies before that of the day, and
    nobody has destroyed them."""
    last = ExpressionWrapper(ExtractYear("listed_on") + F("retention_years"), output_field=IntegerField())
    return (
        rows.filter(
            retention_years__isnull=False, number__isnull=False, state__in=OVER, destroyed_on__isnull=True
        )
        .annotate(kept_until=last)
        .filter(kept_until__lt=day.year)
    )


def is_ended(document: OfficialDocument, day: date) -> bool:
    """The same of one document that is read already."""
    return (
        document.retention_years is not None
        and document.number is not None
        and document.state in OVER
        and document.destroyed_on is None
        and last_year_kept(document.listed_on, document.retention_years) < day.year
    )


def ended_for(seat: Seat | None, day: date) -> QuerySet[OfficialDocument]:
    """The oldest first."""
    return ended(documents(seat), day).order_by("kept_until", "listed_on", "id")


def bodies_with_ended(day: date) -> QuerySet[Institution]:
    rows = ended(OfficialDocument.objects.order_by(), day).values("institution")
    return Institution.objects.filter(pk__in=rows).order_by("id")


def in_the_record(document: OfficialDocument, files: Iterable[str]) -> set[str]:
    """Of the files, by SHA-256, those a side has put into the joint record of the document's programme."""
    register = document.programme.register if document.programme else None
    if register is None:
        return set()
    brought = Brought(register)
    return {one for one in files if brought.by(1, one) or brought.by(2, one)}


def parts_of_destroyed(sha256: str) -> list[int]:
    """Files that stand only in the list of a document that was destroyed."""
    rows = Part.objects.filter(file__sha256=sha256, document__destroyed_on__isnull=False)
    return list(rows.values_list("pk", flat=True))
