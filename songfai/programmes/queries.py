"""Reads about programmes. `visible_to` is the one place that says which programmes a seat sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import DateField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value

from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.parties.models import Field, Institution, Seat
from songfai.parties.permissions import can
from songfai.parties.queries import carriers, fields
from songfai.programmes import permissions
from songfai.programmes.models import (
    Answerable,
    Answered,
    Commitment,
    Counterpart,
    FurtherParty,
    Obligation,
    Programme,
    Reading,
    Side,
    Text,
)
from songfai.programmes.states import PartRole
from songfai.record.states import Stage

# From the offer on both sides see the programme. After a return or a withdrawal the rows are the drafting side's
# working paper again; the other side keeps what was offered to it, as a document of the record.
SHARED = (Stage.OFFERED, Stage.ACCEPTED, Stage.IN_FORCE, Stage.REPLACED)


def visible_to(seat: Seat | None, *, texts: bool = True) -> QuerySet[Programme]:
    """The seat's own drafts, and programmes that have been offered in which its institution has a part: as a side, as
    the body that has taken over a side or a field of it, or as a further party. Without `texts` for pages that show
    none of the signed texts."""
    found = with_sides(seen_by(seat), texts=texts, day=seat.on if seat else None)
    if seat is None:
        return found
    # A body that bears both sides reads with the number it set for the first.
    own = _own_side(bodies_of(seat)).exclude(asleep_after=None).order_by("position").values("asleep_after")
    return found.annotate(own_asleep_after=Subquery(own[:1]))  # type: ignore[no-redef]


def seen_by(seat: Seat | None) -> QuerySet[Programme]:
    """The same programmes without what a page shows of them: for their numbers."""
    if seat is None or not can(seat, "read"):
        return Programme.objects.none()
    return read_by(bodies_of(seat), seat.inherited_fields).all()


@lru_cache(maxsize=256)
def read_by(bodies: frozenset[int], inherited: frozenset[tuple[int, int]]) -> QuerySet[Programme]:
    """The question alone, never its answer: every page of a list asks it two to four times, and putting it into words takes
    longer than answering it. Whoever gets it takes a copy."""
    shared = Q(document__standing__stage__in=SHARED) & _has_part(bodies, inherited)
    return Programme.objects.filter(Q(drafted_by__in=bodies) | shared)


def papers_of(seat: Seat | None) -> QuerySet[Programme]:
    """Programmes whose paper the seat may read: its own drafts, and all that was ever offered to it or by it."""
    if seat is None or not can(seat, "read"):
        return Programme.objects.none()
    offered = Q(document__isnull=False) & Exists(_own_side(bodies_of(seat)))
    return with_sides(Programme.objects.filter(Q(drafted_by__in=bodies_of(seat)) | offered), day=seat.on)


def bodies_of(seat: Seat) -> frozenset[int]:
    """Whose matters a seat reads: those of its institution, also after it has handed them on, and of those it has
    taken over."""
    return seat.stands_for | {seat.institution_id}


def own_programmes(seat: Seat | None) -> QuerySet[Programme]:
    """Of those the seat sees, the ones its institution is a side of."""
    return visible_to(seat).filter(Exists(_own_side(bodies_of(seat)))) if seat else Programme.objects.none()


def _own_side(bodies: frozenset[int]) -> QuerySet[Side]:
    return Side.objects.filter(programme=OuterRef("pk"), institution__in=bodies)


def _has_part(bodies: frozenset[int], inherited: frozenset[tuple[int, int]]) -> Q:
    part = Q(Exists(_own_side(bodies))) | Q(
        Exists(FurtherParty.objects.filter(programme=OuterRef("pk"), institution__in=bodies))
    )
    for institution, field in sorted(inherited):
        side = Side.objects.filter(programme=OuterRef("pk"), institution=institution)
        part |= Q(Exists(side.filter(programme__fields=field))) | Q(
            Exists(side.filter(programme__commitments__field=field))
        )
    return part


def with_sides(
    programmes: QuerySet[Programme], *, texts: bool = True, day: date | None = None
) -> QuerySet[Programme]:
    """With all that the head of a page shows: both sides, their persons, the stage. With a `day` each side is called as
    the body that bears it then."""
    sides = Side.objects.select_related("institution", "signatory", "unit", "focal_person")
    if day is not None:
        sides = sides.annotate(today=Value(day, output_field=DateField()))  # type: ignore[no-redef]
    further = FurtherParty.objects.filter(programme=OuterRef("pk"))
    return (
        programmes.select_related("document__standing", "drafted_by")
        .prefetch_related(Prefetch("sides", queryset=sides), *(["texts"] if texts else []))
        .annotate(has_further=Exists(further))  # type: ignore[no-redef]
    )


def with_authentic(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Each says in which languages its text is authentic, without the texts: for pages that show none of them."""
    authentic = Text.objects.filter(programme=OuterRef("pk"), authentic=True)
    return programmes.annotate(
        **{f"authentic_{code}": Exists(authentic.filter(language=code)) for code in LANGUAGES}
    )


def get(seat: Seat | None, slug: str) -> Programme:
    """Raises Programme.DoesNotExist for what is hidden from the seat."""
    return visible_to(seat).get(slug=slug)


def side_of(programme: Programme, seat: Seat | None, field: int | None = None) -> Side | None:
    """The side the seat acts for; for what concerns a field also that of a body that has taken over the field."""
    return permissions.own_side(programme, seat, field)


def takes_part(programme: Programme, seat: Seat | None) -> bool:
    """Whether the seat acts for a side, or for a field of one."""
    if seat is None:
        return False
    heirs = {institution for institution, _field in seat.inherited_fields}
    return side_of(programme, seat) is not None or any(
        side.institution_id in heirs for side in programme.sides.all()
    )


def inherited_here(programme: Programme, seat: Seat | None) -> set[tuple[int, int]]:
    """(position, field) of what the seat may answer for without acting for a whole side."""
    if seat is None or not can(seat, "answerable") or side_of(programme, seat) is not None:
        return set()
    return {
        (side.position, field)
        for side in programme.sides.all()
        for institution, field in seat.inherited_fields
        if institution == side.institution_id
    }


def other_side(programme: Programme, seat: Seat | None) -> Side | None:
    own = side_of(programme, seat)
    others = (side for side in programme.sides.all() if own and side.position != own.position)
    return next(others, None)


def in_force(seat: Seat | None) -> QuerySet[Programme]:
    return visible_to(seat).filter(document__standing__stage=Stage.IN_FORCE)


def commitments_of(programme: Programme) -> QuerySet[Commitment]:
    """With those who answer for each, both sides."""
    answerables = Answerable.objects.select_related(
        "side__institution", "unit", "person", "party__institution"
    )
    return programme.commitments.select_related("field").prefetch_related(
        Prefetch("answerables", queryset=answerables)
    )


def promised_until(programme: Programme, day: date) -> QuerySet[Commitment]:
    """What the signed text says, and what was promised in meetings up to a day."""
    return programme.commitments.filter(_promised_by(day)).order_by("number")


def that_promise(programmes: QuerySet[Programme], types: Iterable[str], day: date) -> QuerySet[Programme]:
    """Of these programmes those that promised something of one of the types up to a day."""
    promised = Commitment.objects.filter(_promised_by(day), programme=OuterRef("pk"), type__in=list(types))
    return programmes.filter(Exists(promised))


def commitments_in(programmes: Iterable[Programme], day: date) -> QuerySet[Commitment]:
    """Of several programmes, promised up to a day, with those who answer for each; two queries."""
    answerables = Answerable.objects.select_related("side", "unit", "person", "party__institution").order_by(
        "side__position"
    )
    return (
        Commitment.objects.filter(_promised_by(day), programme__in=list(programmes))
        .prefetch_related(Prefetch("answerables", answerables))
        .order_by("programme_id", "number")
    )


def _promised_by(day: date) -> Q:
    return Q(promised_on=None) | Q(promised_on__lte=day)


def answerable_of(commitment: Commitment, side: Side) -> Answerable | None:
    """Who answers for a commitment on a side, as it is now."""
    return (
        Answerable.objects.select_related("unit", "person", "party__institution")
        .filter(commitment=commitment, side=side)
        .first()
    )


# ---------------------------------------------------------------- over time


def field_ids(programme: Programme) -> set[int]:
    """The programme's fields: those it names, and those of its commitments."""
    own = programme.commitments.exclude(field=None).values_list("field", flat=True)
    return {*programme.fields.values_list("pk", flat=True), *own}


def fields_of(programme: Programme) -> QuerySet[Field]:
    return fields().filter(Q(programmes=programme) | Q(commitments__programme=programme)).distinct()


def counterparts_of(programme: Programme) -> QuerySet[Counterpart]:
    """Every unit either side has named for a field, oldest first."""
    return (
        Counterpart.objects.filter(side__programme=programme)
        .select_related("side", "field", "unit__institution", "person")
        .order_by("since", "id")
    )


def counterpart_of(side: Side, field: Field) -> Counterpart | None:
    """The unit the side has named for the field, as it is now."""
    return (
        side.counterparts.select_related("side", "field", "unit", "person")
        .filter(field=field, until=None)
        .first()
    )


def institutions_beside(institution: Institution) -> QuerySet[Institution]:
    """The institutions that share a programme with it as the other side."""
    shared = Side.objects.filter(programme__sides__institution=institution).exclude(institution=institution)
    return Institution.objects.filter(pk__in=shared.values("institution"))


def with_heirs_of(commitments: Iterable[Commitment], day: date) -> None:
    """Note at each who answers for commitments (read with them) whether its unit has ended by then, or the commitment's
    field has left it, and which unit answers in its place. No query while there is no such unit."""
    named = [(row, one.field_id) for one in commitments for row in one.answerables.all()]
    carried = carriers(((row.unit, field) for row, field in named if row.unit), day)
    for row, field in named:
        row.ended = (row.unit_id, field) in carried
        row.heir = carried.get((row.unit_id or 0, field))


def as_of(programme: Programme, day: date | None) -> None:
    """Call the sides by their names of a day: for pages that tell of what was done then."""
    for side in programme.sides.all():
        side.day = day


def answered_before(programme: Programme) -> QuerySet[Answered]:
    """Who answered for a commitment or kept contact, and does no longer."""
    return (
        Answered.objects.filter(side__programme=programme)
        .select_related("side", "unit__institution", "person", "party__institution")
        .order_by("until", "id")
    )


def answering_now(programme: Programme) -> QuerySet[Answerable]:
    return Answerable.objects.filter(commitment__programme=programme).select_related(
        "side", "unit__institution", "person", "party__institution"
    )


def further_parties_of(programme: Programme) -> QuerySet[FurtherParty]:
    return programme.further_parties.select_related("institution").order_by("id")


def nameable_parties(programme: Programme) -> QuerySet[FurtherParty]:
    """The further parties the sides may name: not those that only read."""
    return further_parties_of(programme).exclude(role=PartRole.OBSERVER)


def nameable_by_body(programme: Programme) -> dict[int, FurtherParty]:
    """By the id of the body, for what names bodies of another programme: who takes no part here, or only reads, is not found."""
    return {one.institution_id: one for one in nameable_parties(programme)}


def obligations_of(programme: Programme) -> QuerySet[Obligation]:
    return programme.obligations.order_by("due", "id")


def readings_of(seat: Seat | None) -> QuerySet[Reading]:
    """Readings the institution has begun and not yet made a programme of."""
    if seat is None or not can(seat, "read"):
        return Reading.objects.none()
    return Reading.objects.filter(institution__in=bodies_of(seat), programme=None)


def readings_visible_to(seat: Seat | None) -> QuerySet[Reading]:
    if seat is None or not can(seat, "read"):
        return Reading.objects.none()
    return Reading.objects.filter(institution__in=bodies_of(seat)).select_related("file", "programme")


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


def narrowed(programmes: QuerySet[Programme], wanted: Wanted, seat: Seat | None) -> QuerySet[Programme]:
    """The partner and the country are those of the side that is not the seat's own."""
    return narrowed_for(programmes, wanted, bodies_of(seat) if seat else frozenset())


def narrowed_for(
    programmes: QuerySet[Programme], wanted: Wanted, bodies: frozenset[int]
) -> QuerySet[Programme]:
    """The same for whoever reads the matters of these bodies."""
    for word in fold(wanted.q).split():
        programmes = programmes.filter(search__contains=word)
    if wanted.state == "draft":
        programmes = programmes.filter(document=None)
    elif wanted.state:
        programmes = programmes.filter(document__standing__stage=wanted.state)
    if wanted.field:
        programmes = programmes.filter(fields__slug=wanted.field)
    if wanted.partner or wanted.country:
        others = Side.objects.filter(programme=OuterRef("pk")).exclude(institution__in=bodies)
        if wanted.partner:
            others = others.filter(institution__slug=wanted.partner)
        if wanted.country:
            others = others.filter(institution__country=wanted.country)
        programmes = programmes.filter(Exists(others))
    return programmes


def partners_of(seat: Seat | None) -> QuerySet[Institution]:
    """The bodies that are the other side of a programme the seat sees."""
    return partners_among(seen_by(seat), bodies_of(seat)) if seat else Institution.objects.none()


def partners_among(seen: QuerySet[Programme], bodies: frozenset[int]) -> QuerySet[Institution]:
    of_seen = Institution.objects.filter(sides__programme__in=seen.order_by().values("pk"))
    return of_seen.exclude(pk__in=bodies).distinct()
