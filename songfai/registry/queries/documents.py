"""Reads of the registers: each institution sees its own, and what was sent to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from songfai.kit.partial_index import one_of
from songfai.kit.standing import standing
from songfai.kit.text import fold
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.programmes.models import Programme
from songfai.registry.models import DocumentType, OfficialDocument, Part, Recipient, Series
from songfai.registry.rules import OF_DIRECTION
from songfai.registry.states import SENT, WAITING, Direction


def bodies_of(seat: Seat) -> frozenset[int]:
    """Whose registers a seat reads: its institution's, and those that one has taken over."""
    return seat.stands_for | {seat.institution_id}


def documents(seat: Seat | None) -> QuerySet[OfficialDocument]:
    if seat is None or not can(seat, "read"):
        return OfficialDocument.objects.none()
    return (
        OfficialDocument.objects.filter(institution__in=bodies_of(seat))
        .select_related("series", "type", "institution", "sender_institution", "unit", "programme")
        .defer("search")
    )


def with_all(rows: QuerySet[OfficialDocument]) -> QuerySet[OfficialDocument]:
    return rows.select_related(
        "related", "arrival__document", "partner_paper__statement", "programme__document__standing"
    ).prefetch_related(
        "recipients__institution", "recipients__registered", "parts__file", "moves", "referring"
    )


@dataclass(frozen=True, slots=True)
class Filter:
    text: str = ""
    year: int | None = None
    series: Series | None = None
    type: DocumentType | None = None
    state: str = ""
    programme: str = ""
    late_on: date | None = None


def late(rows: QuerySet[OfficialDocument], day: date) -> QuerySet[OfficialDocument]:
    """What arrived and should have been dealt with before a day."""
    return rows.filter(one_of("state", WAITING), answer_by__lt=day)


def narrowed(rows: QuerySet[OfficialDocument], wanted: Filter) -> QuerySet[OfficialDocument]:
    """Every word of the text stands in the subject, a number, the sender, the signer or in a file of the document."""
    for word in fold(wanted.text).split():
        rows = rows.filter(search__contains=word)
    if wanted.year is not None:
        rows = rows.filter(listed_on__year=wanted.year)
    if wanted.series is not None:
        rows = rows.filter(series=wanted.series)
    if wanted.type is not None:
        rows = rows.filter(type=wanted.type)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.programme:
        rows = rows.filter(programme__slug=wanted.programme)
    if wanted.late_on is not None:
        rows = late(rows, wanted.late_on)
    return rows


def found_in(rows: Iterable[OfficialDocument], text: str) -> dict[int, tuple[str, str]]:
    """Document -> (file, line) where the first word of a search stands inside a file. One query."""
    words = fold(text).split()
    if not words:
        return {}
    found: dict[int, tuple[str, str]] = {}
    for part in (
        Part.objects.filter(document__in=[row.pk for row in rows]).exclude(text="").select_related("file")
    ):
        for line in part.text.splitlines():
            if part.document_id not in found and any(word in fold(line) for word in words):
                found[part.document_id] = (str(part), line.strip()[:200])
    return found


def sent_to(seat: Seat | None) -> QuerySet[Recipient]:
    """What other institutions of this server have sent, oldest first; also what is registered here, or recalled since."""
    if seat is None or not can(seat, "read"):
        return Recipient.objects.none()
    return (
        Recipient.objects.filter(institution__in=bodies_of(seat), sent_on__isnull=False)
        .select_related("document__institution", "document__type", "institution", "registered")
        .prefetch_related("document__parts__file")
        .order_by("sent_on", "id")
    )


def to_register(seat: Seat | None) -> QuerySet[Recipient]:
    """What they have sent and nobody here has registered; what the sender has recalled waits no longer."""
    return sent_to(seat).filter(registered=None, document__state__in=SENT)


def arrival_waits(arrival: Recipient) -> bool:
    """Whether it still waits to be registered."""
    return arrival.registered_id is None and arrival.document.state in SENT


def series_of(seat: Seat | None) -> QuerySet[Series]:
    if seat is None or not can(seat, "read"):
        return Series.objects.none()
    return Series.objects.filter(institution__in=bodies_of(seat)).select_related("institution").order_by("id")


def with_last(rows: QuerySet[Series], year: int) -> QuerySet[Series]:
    """Each with `last`, the last number it gave in a year."""
    return rows.annotate(last=Max("documents__number", filter=Q(documents__year=year)))


def series_for(institution: Institution, direction: Direction) -> QuerySet[Series]:
    """Those in use for new documents of a direction."""
    return Series.objects.filter(
        institution=institution, active=True, numbers__in=sorted(OF_DIRECTION[direction])
    ).order_by("id")


def of_programme(programme: Programme, seat: Seat | None) -> QuerySet[OfficialDocument]:
    return documents(seat).filter(programme=programme).order_by("-listed_on", "-id")


def years_of(seat: Seat | None, today: date) -> list[int]:
    """From the first document of the register to this year, newest first; none where there is no document. Look-ups of an
    index, not a walk through all there are."""
    if seat is None or not can(seat, "read"):
        return []
    asked = [(body, direction) for body in bodies_of(seat) for direction in Direction]
    days = [day for body, direction in asked for day in _first_day(body, direction.value)]
    return list(range(max(today.year, min(days).year), min(days).year - 1, -1)) if days else []


@standing
def _first_day(body: int, direction: str) -> QuerySet[OfficialDocument, date]:
    rows = OfficialDocument.objects.filter(institution=body, direction=direction)
    return rows.order_by("listed_on", "id").values_list("listed_on", flat=True)[:1]


def register_of(seat: Seat | None, direction: Direction, year: int) -> QuerySet[OfficialDocument]:
    """The numbered documents of a year, in the order of series and number: cancelled ones among them."""
    return (
        documents(seat)
        .filter(direction=direction, year=year)
        .prefetch_related("recipients__institution", "fates")
        .order_by("series", "number")
    )


def late_papers(seat: Seat, day: date) -> list[OfficialDocument]:
    """The few whose day has passed longest ago, for the desk."""
    return list(late(documents(seat), day).order_by("answer_by", "id")[:5])


def waiting(seat: Seat) -> list[Recipient]:
    """The few that have waited longest to be registered, for the desk."""
    return list(to_register(seat).prefetch_related(None)[:5])
