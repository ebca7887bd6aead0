"""Activities of all programmes of an institution, under any filter."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from songfai.kit.by_id import by_id, give, join, keyed
from songfai.kit.standing import standing
from songfai.kit.streams import Streams, passed
from songfai.kit.text import fold
from songfai.kit.word_index import RARE, ids_with
from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.permissions import can
from songfai.parties.rules import place_of
from songfai.people.models import Person
from songfai.plans.models import CARRIED, Activity
from songfai.plans.rules import QUARTER_ENDS
from songfai.programmes import queries as programmes
from songfai.programmes.models import Commitment, Programme, Side
from songfai.programmes.permissions import own_sides
from songfai.record.states import Stage
from songfai.reviews.queries import unsummed, without_summary

MANY_ENDED = 50
# With more programmes than this the list is walked by day as a whole; with fewer, programme by programme.
FEW = 48
# What the views show of an activity itself.
SHOWN = (
    "key",
    "programme",
    "commitment",
    "side",
    "title",
    "kind",
    "starts_on",
    "ends_on",
    "state",
    "item",
    "unit",
    "person",
)
# So many programmes are named by their numbers; more are asked for in the query itself, which is slower to write.
NAMED = 2000
# Filters of the programmes an activity is of.
OF_PROGRAMMES = ("programme", "partner", "country", "field")
# Whose matters are read, and (institution, field) of what was taken over field by field.
Bodies = frozenset[int]
Inherited = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the activities are narrowed to. Empty values do not narrow."""

    text: str = ""
    programme: str = ""
    partner: str = ""
    country: str = ""
    field: str = ""
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    state: str = ""
    side: str = ""
    kind: str = ""
    plan: str = ""
    unit: int | None = None
    person: int | None = None
    keys: tuple[UUID, ...] = ()
    # Activities that have a day in this time, instead of a first day in the year, quarter and month.
    within: tuple[date, date] | None = None

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day, as year, quarter and month say."""
        if not self.year:
            return None
        if self.month:
            last = monthrange(self.year, self.month)[1]
            return date(self.year, self.month, 1), date(self.year, self.month, last)
        if self.quarter:
            return date(self.year, 3 * self.quarter - 2, 1), date(self.year, *QUARTER_ENDS[self.quarter])
        return date(self.year, 1, 1), date(self.year, 12, 31)


def programmes_seen(seat: Seat | None) -> QuerySet[Programme]:
    """Programmes in force or that were, which is where activities can be; without what a page shows of each."""
    return programmes.seen_by(seat).exclude(register=None)


@standing
def _seen_ids(
    *given: str, by: tuple[str, ...], bodies: Bodies, inherited: Inherited
) -> QuerySet[Programme, int]:
    """Numbers of the programmes seen, narrowed to what is given of the filters named in `by`."""
    values = dict(zip(by, given, strict=True))
    found = programmes.read_by(bodies, inherited).exclude(register=None)
    if slug := values.pop("programme", ""):
        found = found.filter(slug=slug)
    found = programmes.narrowed_for(found, programmes.Wanted(**values), bodies)
    return found.order_by().distinct().values_list("pk", flat=True)[: NAMED + 1]


def _named(seat: Seat, wanted: Wanted) -> list[int]:
    given = {name: getattr(wanted, name) for name in OF_PROGRAMMES if getattr(wanted, name)}
    return _seen_ids(*given.values(), by=tuple(given), **reading(seat))


def reading(seat: Seat) -> dict[str, Any]:
    """Whose matters the seat reads, as standing questions take it."""
    return {"bodies": programmes.bodies_of(seat), "inherited": seat.inherited_fields}


@standing
def _ended(today: str, year: str, month: str, *, bodies: Bodies, inherited: Inherited) -> QuerySet[Programme]:
    return _ended_before(programmes.read_by(bodies, inherited), today, year, month)[: MANY_ENDED + 1]


def _ended_before(seen: QuerySet[Programme], today: str, year: str, month: str) -> QuerySet[Programme]:
    in_force = seen.filter(document__standing__stage=Stage.IN_FORCE)
    # Codes of dates sort as text, and a year or a month comes before each of its days: the running ones are left out.
    before = in_force.filter(term_end__lt=today).exclude(term_end__in=[year, month])
    return before.only("slug", "title", "term_end")


def ended_unsummed(seat: Seat | None, today: date) -> list[Programme]:
    """Programmes whose term is over and that have no final summary in force: a fault, shown over the first page of every view."""
    if seat is None or not can(seat, "read"):
        return []
    days = today.isoformat(), f"{today:%Y}", f"{today:%Y-%m}"
    ended = _ended(*days, **reading(seat))
    if len(ended) <= MANY_ENDED:
        return unsummed(ended, today)
    # As a rule there is none, or a few: what the summaries of many say is asked of the database.
    return unsummed(without_summary(_ended_before(programmes.seen_by(seat), *days)), today)


def _programmes(seat: Seat, wanted: Wanted) -> QuerySet[Programme]:
    found = programmes.narrowed(
        programmes_seen(seat),
        programmes.Wanted(partner=wanted.partner, country=wanted.country, field=wanted.field),
        seat,
    )
    return (found.filter(slug=wanted.programme) if wanted.programme else found).order_by().distinct()


def streams_of(seat: Seat, wanted: Wanted) -> Streams[Activity]:
    """The activities as streams that an index keeps in order (kit.streams), and what is asked of each besides.

    A rare word, a unit or a person leads, because few rows are theirs; then programmes one by one when they are few;
    else the kind, the state or the day alone. Nothing here grows with the number of activities.
    """
    return streams_of_each(seat, [wanted])[0]


def streams_of_each(seat: Seat, wanted: Sequence[Wanted]) -> list[Streams[Activity]]:
    """Of several lists that differ in their state alone: the programmes they are of are read once."""
    if not can(seat, "read"):
        return [Streams(None) for _one in wanted]
    named = _named(seat, wanted[0])
    return [_streams(seat, one, named) for one in wanted]


def _streams(seat: Seat, wanted: Wanted, named: Sequence[int]) -> Streams[Activity]:
    rows = Activity.objects.all()
    if wanted.period:
        rows = rows.filter(starts_on__range=wanted.period)
    if wanted.within:
        rows = rows.filter(starts_on__lte=wanted.within[1])
    if not named:
        return Streams(None)
    narrow, passing = _conditions(seat, wanted, named)
    few = len(named) <= NAMED
    inside = _among(named) if few else Q(programme__in=_programmes(seat, wanted).values("pk"))

    def led(rows: QuerySet[Activity], *more: Q, **by: Any) -> Streams[Activity]:
        return Streams(rows, narrow, [*passing, *more], CARRIED, **by)

    if wanted.keys:
        return led(rows.filter(inside, key__in=wanted.keys))
    rare = ids_with("plans_activity", fold(wanted.text).split(), RARE) if wanted.text else None
    if rare is not None:
        return led(rows.filter(pk__in=rare), inside, few=True) if rare else Streams(None)
    name = _leading(wanted, few=len(named) <= FEW)
    if name == "programme":
        return led(rows, by="programme", values=named)
    return led(rows.filter(**{name: getattr(wanted, name)}) if name else rows, inside)


def _leading(wanted: Wanted, *, few: bool) -> str:
    """By which column the list is walked; "" for all of it by day."""
    asked = (name for name in ("unit", "person") if getattr(wanted, name))
    if not few:
        asked = (name for name in ("unit", "person", "kind", "state") if getattr(wanted, name))
    return next(asked, "programme" if few else "")


def _among(programmes: Collection[int]) -> Q:
    # The numbers stand in the statement itself: as parameters, hundreds of them cost more than the rows.
    numbers = ",".join(str(int(pk)) for pk in programmes) or "NULL"
    return Q(RawSQL(f"plans_activity.programme_id IN ({numbers})", (), output_field=BooleanField()))


def _conditions(seat: Seat, wanted: Wanted, named: Sequence[int]) -> tuple[list[Q], list[Q]]:
    """What is asked of each row, and what the index itself can answer: exact values, side, on or off plan, words."""
    narrow = [Q(**{name: value}) for name in ("unit", "person") if (value := getattr(wanted, name))]
    passing = [Q(**{name: value}) for name in ("state", "kind") if (value := getattr(wanted, name))]
    if wanted.plan:
        passing.append(Q(item__isnull=wanted.plan == "off"))
    if wanted.within:
        passing.append(Q(ends_on__gte=wanted.within[0]))
    if wanted.side:
        known = len(named) <= NAMED and not seat.inherited_fields
        own = _own_of(seat, named) if known else _own(seat)
        (passing if known else narrow).append(own if wanted.side == "own" else ~own)
    narrow += [Q(search__contains=word) for word in fold(wanted.text).split()]
    return narrow, passing


def _own_of(seat: Seat, named: Sequence[int]) -> Q:
    """What the seat's own side recorded, of programmes whose sides are read first; without what was taken over field by
    field, which the row's commitment decides (`_own`)."""
    sides: dict[int, dict[int, int]] = {}
    rows = Side.objects.filter(programme__in=named).values_list("programme_id", "position", "institution_id")
    for programme, position, institution in rows.order_by("position"):
        sides.setdefault(programme, {})[position] = institution
    found: dict[int, list[int]] = {}
    stands = seat.stands_for  # worked out anew each time it is asked
    for programme, bodies in sides.items():
        place = place_of(list(bodies.values()), seat.institution_id, stands)
        if place is not None:
            found.setdefault(list(bodies)[place], []).append(programme)
    own = Q(side=0)  # none; an empty list would not be asked at all
    for position, programmes_ in found.items():
        own |= Q(side=position) & _among(programmes_)
    return own


def _own(seat: Seat) -> Q:
    """What the seat's own side recorded: parties.rules.place_of and the fields its body has taken over, for rows."""
    sides = Side.objects.filter(programme=OuterRef("programme"))
    here, stands = sides.filter(position=OuterRef("side")), seat.stands_for
    alone = Exists(here.filter(institution__in=stands)) & ~Exists(
        sides.exclude(position=OuterRef("side")).filter(institution__in=stands)
    )
    own = Q(alone)
    if seat.institution_id in stands and len(stands) > 1:
        own |= Q(Exists(here.filter(institution=seat.institution_id)))
    neither = ~Q(Exists(sides.filter(institution__in=stands)))
    for institution, field in sorted(seat.inherited_fields):
        own |= neither & Q(Exists(here.filter(institution=institution)), commitment__field=field)
    return own


def own_among(rows: Sequence[Activity], seat: Seat) -> set[int]:
    """Ids of those the seat's side recorded, of rows of `shown`."""
    sides: dict[tuple[int, int | None], int | None] = {}
    own_side, own = own_sides(seat), set()
    for row in rows:
        which = row.programme_id, row.commitment.field_id
        if which not in sides:
            side = own_side(row.programme, which[1])
            sides[which] = side.position if side else None
        if row.side == sides[which]:
            own.add(row.id)
    return own


def shown(ids: Sequence[int]) -> dict[int, Activity]:
    """What the views show of each activity, and no more: a programme, a body or a unit that fifty rows have is read once."""
    rows = by_id(Activity, SHOWN, ids)
    join(rows, "commitment", keyed(Commitment, ("number", "field"), {row.commitment_id for row in rows}))
    join(rows, "programme", with_named_sides({row.programme_id for row in rows}))
    join(rows, "unit", keyed(Unit, ("name",), {row.unit_id for row in rows}))
    join(rows, "person", keyed(Person, ("name",), {row.person_id for row in rows}))
    return {row.id: row for row in rows}


def with_named_sides(ids: Collection[int]) -> dict[int, Programme]:
    """Programmes with their sides' names and no more."""
    found = keyed(Programme, ("slug", "title"), ids)
    sides = by_id(Side, ("position", "programme", "institution"), found, key="programme")
    bodies = {side.institution_id for side in sides}
    join(sides, "institution", keyed(Institution, ("name", "short_name", "over_time"), bodies))
    by_programme: dict[int, list[Side]] = {pk: [] for pk in found}
    for side in sorted(sides, key=lambda one: one.position):
        by_programme[side.programme_id].append(side)
    for pk, programme in found.items():
        give(programme, sides=by_programme[pk])
    return found


def to_change(pk: int) -> Activity:
    """One activity with all that changing it asks."""
    rows = Activity.objects.select_related("programme", "commitment", "item", "unit", "person")
    return rows.prefetch_related("programme__sides__institution").get(pk=pk)


def own_ids(seat: Seat, wanted: Wanted, most: int) -> tuple[list[int], int]:
    """Ids of the activities that one's own side recorded among those wanted, and how many others there were."""
    own = replace(wanted, side="own")
    keys, _end = passed(streams_of(seat, own), None, most)
    if not wanted.keys:
        return [pk for _day, pk in keys], 0
    all_keys, _end = passed(streams_of(seat, wanted), None, most)
    return [pk for _day, pk in keys], len(all_keys) - len(keys)
