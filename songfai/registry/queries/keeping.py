"""Documents whose time of keeping has ended, and what was decided of them."""

import re
from collections.abc import Collection
from datetime import date
from itertools import chain

from django.db.models import Exists, OuterRef, Q, QuerySet

from songfai.parties.models import Institution, Seat
from songfai.record.models import Document, Entry
from songfai.record.states import EntryType
from songfai.registry.models import OfficialDocument, Part, Recipient
from songfai.registry.models.documents import kept_until
from songfai.registry.queries.documents import documents
from songfai.registry.rules import last_year_kept
from songfai.registry.states import OVER, SENT

HASH = re.compile(rb"[0-9a-f]{64}")


def ended(rows: QuerySet[OfficialDocument], day: date) -> QuerySet[OfficialDocument]:
    """Of numbered documents that are over: the last year of keeping (rules.last_year_kept) lies before that of the day, and
    nobody has destroyed them."""
    return (
        rows.filter(
            retention_years__isnull=False, number__isnull=False, state__in=OVER, destroyed_on__isnull=True
        )
        .annotate(kept_until=kept_until())
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
    rows = ended(OfficialDocument.objects.filter(institution=OuterRef("pk")).order_by(), day)
    return Institution.objects.filter(Exists(rows)).order_by("id")


def in_the_record(files: Collection[str]) -> set[str]:
    """Of the files, by SHA-256, those that stand in any joint record of this server: a document of the register need not
    belong to the programme whose record has the same file. Two queries for any number of files."""
    wanted, found = {one.encode() for one in files}, set[bytes]()
    bodies = Document.objects.filter(register__isnull=False).order_by().values_list("body", flat=True)
    lines = Entry.objects.filter(type=EntryType.INSTRUMENT).order_by().values_list("body", flat=True)
    # The records may hold many thousands of documents: they are looked through, not read.
    for body in chain(bodies.iterator(), lines.iterator()) if wanted else ():
        found |= wanted.intersection(HASH.findall(bytes(body)))
    return {one.decode() for one in found}


def parts_of_destroyed(sha256: str) -> list[int]:
    """Files that stand only in the list of a document that was destroyed, and that nobody of this server still has to
    register: on two servers the recipient has its own copy by then."""
    waits = Recipient.objects.filter(
        document=OuterRef("document"), institution__isnull=False, sent_on__isnull=False, registered=None
    )
    rows = Part.objects.filter(file__sha256=sha256, document__destroyed_on__isnull=False)
    waiting = Exists(waits) & Q(document__state__in=SENT)
    return list(rows.exclude(waiting).values_list("pk", flat=True))
