"""Reads about programmes. `visible_to` is the one place that says which programmes a seat sees."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.parties.models import Seat
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


def promised_until(programme: Programme, day: date) -> QuerySet[Commitment]:
    """What the signed text says, and what was promised in meetings up to a day."""
    return programme.commitments.filter(Q(promised_on=None) | Q(promised_on__lte=day)).order_by("number")


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


def matches(programme: Programme, words: str) -> bool:
    """Every word stands somewhere in the titles or the sides' names, whatever its marks and case."""
    hay = " ".join(
        [programme.title.get(language) for language in LANGUAGES]
        + [side.institution.name.get(language) for side in programme.sides.all() for language in LANGUAGES]
        + [
            side.institution.short_name.get(language)
            for side in programme.sides.all()
            for language in LANGUAGES
        ]
    )
    folded = fold(hay)
    return all(word in folded for word in fold(words).split())
