"""Reads about programmes. `visible_to` is the one place that says which programmes a seat sees."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from songfai.kit.text import fold
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.programmes.models import Answerable, Commitment, Field, Obligation, Programme, Reading, Side
from songfai.record.states import Stage

# From the offer on both sides see the programme. After a return or a withdrawal the rows are the drafting side's
# working paper again; the other side keeps what was offered to it, as a document of the record.
SHARED = (Stage.OFFERED, Stage.ACCEPTED, Stage.IN_FORCE, Stage.REPLACED)


def visible_to(seat: Seat | None) -> QuerySet[Programme]:
    """The seat's own drafts, and programmes of its institution that have been offered."""
    if seat is None or not can(seat, "read"):
        return Programme.objects.none()
    shared = Q(document__standing__stage__in=SHARED) & Exists(_own_side(seat))
    return with_sides(Programme.objects.filter(Q(drafted_by=seat.institution_id) | shared))


def papers_of(seat: Seat | None) -> QuerySet[Programme]:
    """Programmes whose paper the seat may read: its own drafts, and all that was ever offered to it or by it."""
    if seat is None or not can(seat, "read"):
        return Programme.objects.none()
    offered = Q(document__isnull=False) & Exists(_own_side(seat))
    return with_sides(Programme.objects.filter(Q(drafted_by=seat.institution_id) | offered))


def own_programmes(seat: Seat | None) -> QuerySet[Programme]:
    """Of those the seat sees, the ones its institution is a side of."""
    return visible_to(seat).filter(Exists(_own_side(seat))) if seat else Programme.objects.none()


def _own_side(seat: Seat) -> QuerySet[Side]:
    return Side.objects.filter(programme=OuterRef("pk"), institution=seat.institution_id)


def with_sides(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """With all that the head of a page shows: both sides, their persons, the stage."""
    sides = Side.objects.select_related("institution", "signatory", "unit", "focal_person")
    return programmes.select_related("document__standing", "drafted_by").prefetch_related(
        Prefetch("sides", queryset=sides), "texts"
    )


def get(seat: Seat | None, slug: str) -> Programme:
    """Raises Programme.DoesNotExist for what is hidden from the seat."""
    return visible_to(seat).get(slug=slug)


def side_of(programme: Programme, seat: Seat | None) -> Side | None:
    """The seat's own side."""
    own = (side for side in programme.sides.all() if seat and side.institution_id == seat.institution_id)
    return next(own, None)


def other_side(programme: Programme, seat: Seat | None) -> Side | None:
    own = side_of(programme, seat)
    others = (side for side in programme.sides.all() if own and side.position != own.position)
    return next(others, None)


def in_force(seat: Seat | None) -> QuerySet[Programme]:
    return visible_to(seat).filter(document__standing__stage=Stage.IN_FORCE)


def commitments_of(programme: Programme) -> QuerySet[Commitment]:
    """With those who answer for each, both sides."""
    answerables = Answerable.objects.select_related("side__institution", "unit", "person")
    return programme.commitments.select_related("field").prefetch_related(
        Prefetch("answerables", queryset=answerables)
    )


def commitments_in(programmes: Iterable[Programme]) -> QuerySet[Commitment]:
    """Of several programmes, with those who answer for each; two queries."""
    answerables = Answerable.objects.select_related("side", "unit", "person").order_by("side__position")
    return (
        Commitment.objects.filter(programme__in=list(programmes))
        .prefetch_related(Prefetch("answerables", answerables))
        .order_by("programme_id", "number")
    )


def answerable_of(commitment: Commitment, side: Side) -> Answerable | None:
    """Who answers for a commitment on a side, as it is now."""
    return (
        Answerable.objects.select_related("unit", "person").filter(commitment=commitment, side=side).first()
    )


def obligations_of(programme: Programme) -> QuerySet[Obligation]:
    return programme.obligations.order_by("due", "id")


def fields() -> QuerySet[Field]:
    return Field.objects.order_by("position", "id")


def readings_of(seat: Seat | None) -> QuerySet[Reading]:
    """Readings the institution has begun and not yet made a programme of."""
    if seat is None or not can(seat, "read"):
        return Reading.objects.none()
    return Reading.objects.filter(institution=seat.institution_id, programme=None)


def readings_visible_to(seat: Seat | None) -> QuerySet[Reading]:
    if seat is None or not can(seat, "read"):
        return Reading.objects.none()
    return Reading.objects.filter(institution=seat.institution_id).select_related("file", "programme")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of programmes is narrowed to. Empty values do not narrow."""

    q: str = ""
    state: str = ""
    field: str = ""
    partner: str = ""
    country: str = ""

    def __bool__(self) -> bool:
        return any((self.q, self.state, self.field, self.partner, self.country))


def narrowed(programmes: QuerySet[Programme], wanted: Wanted, seat: Seat) -> QuerySet[Programme]:
    """The partner and the country are those of the side that is not the seat's own."""
    for word in fold(wanted.q).split():
        programmes = programmes.filter(search__contains=word)
    if wanted.state == "draft":
        programmes = programmes.filter(document=None)
    elif wanted.state:
        programmes = programmes.filter(document__standing__stage=wanted.state)
    if wanted.field:
        programmes = programmes.filter(fields__slug=wanted.field)
    if wanted.partner or wanted.country:
        others = Side.objects.filter(programme=OuterRef("pk")).exclude(institution=seat.institution_id)
        if wanted.partner:
            others = others.filter(institution__slug=wanted.partner)
        if wanted.country:
            others = others.filter(institution__country=wanted.country)
        programmes = programmes.filter(Exists(others))
    return programmes


def partners_of(seat: Seat | None) -> QuerySet[Institution]:
    """The bodies that are the other side of a programme the seat sees."""
    if seat is None:
        return Institution.objects.none()
    seen = visible_to(seat).order_by().values("pk")
    return Institution.objects.filter(sides__programme__in=seen).exclude(pk=seat.institution_id).distinct()
