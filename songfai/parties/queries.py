"""Reads about institutions and who acts for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, Q, QuerySet, Value, When

from songfai.kit.languages import Trilingual
from songfai.kit.standing import standing
from songfai.parties import rules
from songfai.parties.models import Field, FormerName, Institution, Seat, Succession, Unit, UnitMove
from songfai.people.models import Account


def valid_on(day: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def seats_of(account: Account, day: date) -> QuerySet[Seat]:
    """The seats an account may act from on a day, the same order every time. What each stands for is that of the day."""
    # Of the account itself, so that its row and its person are not read again for each seat.
    return _as_of(account.seats.all(), day)


def _as_of(seats: QuerySet[Seat], day: date) -> QuerySet[Seat]:
    return (
        seats.filter(valid_on(day))
        .annotate(on=Value(day, output_field=DateField()))  # type: ignore[no-redef]
        .select_related("institution", "unit")
        .order_by("id")
    )


@standing
def _seats(account: int, day: date) -> QuerySet[Seat]:
    return _as_of(Seat.objects.filter(account=account), day)


def seats_now(account: Account, day: date) -> list[Seat]:
    """The same, read for every page there is."""
    seats = _seats(account.pk, day)
    for seat in seats:
        seat.account = account
    return seats


def taken(seat: Seat, day: date) -> Seat:
    """The seat as it is taken on a day: it stands for what its institution has taken over by then."""
    seat.institution.refresh_from_db(fields=["over_time"])
    seat.on = day
    return seat


def active_accounts(institution: Institution, roles: set[str], day: date) -> QuerySet[Account]:
    """Accounts to tell about something: everybody who holds one of the roles today, at the institution or at the one
    that has taken it over."""
    holder = holder_of(institution, day)
    return Account.objects.filter(
        pk__in=Seat.objects.filter(valid_on(day), institution=holder, role__in=roles).values("account"),
        is_active=True,
    )


def institutions(day: date) -> QuerySet[Institution]:
    return Institution.objects.filter(valid_on(day)).order_by("id")


def all_institutions() -> QuerySet[Institution]:
    """Also those that are no more."""
    return Institution.objects.select_related("parent").order_by("id")


def administered(institution: Institution | None) -> QuerySet[Institution]:
    """The one institution an administrator looks after, or all of them for the server's own."""
    if institution is None:
        return Institution.objects.order_by("id")
    return Institution.objects.filter(pk=institution.pk)


def seats_at(institution: Institution, day: date) -> QuerySet[Seat]:
    """Who acts for an institution on a day."""
    return (
        Seat.objects.filter(valid_on(day), institution=institution)
        .select_related("account__person", "unit")
        .order_by("id")
    )


def fields() -> QuerySet[Field]:
    return Field.objects.order_by("position", "id")


# ---------------------------------------------------------------- over time


def lives(bodies: Iterable[int]) -> dict[int, rules.Life]:
    rows = Institution.objects.filter(pk__in=set(bodies)).values_list("pk", "valid_from", "valid_to")
    return {pk: (since, until) for pk, since, until in rows}


def step_of(row: Succession) -> rules.Step:
    return rules.Step(row.predecessor_id, row.successor_id, row.field_id, row.on)


def successions() -> QuerySet[Succession]:
    return Succession.objects.select_related("predecessor", "successor", "field").order_by("on", "id")


def holder_of(institution: Institution, day: date) -> Institution:
    """The institution itself, or the one that has taken over its side by then. No query while it has handed on
    nothing."""
    if institution.pk in rules.stands_for(institution.pk, institution.answers, day):
        return institution
    rows = list(Succession.objects.select_related("successor"))
    holder = rules.bearer(rules.spells(institution.pk, None, [step_of(row) for row in rows]), day)
    return next((row.successor for row in rows if row.successor_id == holder), institution)


@dataclass(frozen=True, slots=True)
class Bearing:
    """Who answered for something on a day: the institution as it was called then, since when and on what basis."""

    institution: Institution | None
    since: date | None
    until: date | None
    line: Succession | None
    day: date

    @property
    def inherited(self) -> bool:
        return self.line is not None

    @property
    def name(self) -> Trilingual:
        """What the institution was called on the day."""
        return self.institution.name_on(self.day) if self.institution else Trilingual()

    @property
    def short_name(self) -> Trilingual:
        return self.institution.short_name_on(self.day) if self.institution else Trilingual()


@dataclass(slots=True)
class Lineage:
    """All lines of succession at hand, to be asked about many bodies, fields and days without a query."""

    rows: list[Succession]
    bodies: dict[int, Institution]

    @property
    def steps(self) -> list[rules.Step]:
        return [step_of(row) for row in self.rows]

    def spells(self, institution: Institution, field: int | None) -> list[rules.Spell]:
        lives = {pk: (body.valid_from, body.valid_to) for pk, body in self.bodies.items()}
        lives[institution.pk] = (institution.valid_from, institution.valid_to)
        return rules.spells(institution.pk, field, self.steps, lives)

    def bearing(self, institution: Institution, field: int | None, day: date) -> Bearing:
        """Who answered for what the institution once answered for."""
        spell = next(one for one in self.spells(institution, field) if one.covers(day))
        line = next(
            (row for row in self.rows if row.successor_id == spell.body and row.on == spell.since), None
        )
        body = institution if spell.body == institution.pk else self.bodies.get(spell.body or 0)
        return Bearing(body, spell.since, spell.until, line, day)


def lineage() -> Lineage:
    """One query. A country's apparatus changes some dozens of times in the life of an installation."""
    rows = list(successions())
    bodies = {body.pk: body for row in rows for body in (row.predecessor, row.successor)}
    return Lineage(rows, bodies)


def former_names(institution: Institution) -> QuerySet[FormerName]:
    return institution.names.order_by("until", "id")


def all_units() -> QuerySet[Unit]:
    return Unit.objects.select_related("institution")


def units_of(institution: Institution) -> QuerySet[Unit]:
    return institution.units.select_related("parent", "succeeded_by__institution").order_by("id")


def going_on(unit: Unit) -> QuerySet[Unit]:
    """The units that could take over from one: those that have not ended, its institution's first."""
    own = Case(When(institution=unit.institution_id, then=0), default=1)
    return (
        Unit.objects.filter(valid_to=None)
        .exclude(pk=unit.pk)
        .select_related("institution")
        .order_by(own, "institution", "id")
    )


def carried_on(bodies: Iterable[int]) -> QuerySet[Unit]:
    """Units of the bodies that have ended, with those that carry on for them."""
    return Unit.objects.filter(valid_to__isnull=False, institution__in=set(bodies)).select_related(
        "institution", "succeeded_by__institution"
    )


@dataclass(frozen=True, slots=True)
class Carrying:
    """Which units have ended, and which fields have left one, as far as it was read."""

    ended: Mapping[int, Unit]
    moves: Mapping[tuple[int, int], Sequence[UnitMove]]

    def unit(self, unit: Unit, field: int | None, day: date) -> Unit | None:
        """The unit that answers in its place on the day, for the field; itself, or None when nobody follows."""
        heirs = {unit.pk: unit}
        heirs |= {one.succeeded_by.pk: one.succeeded_by for one in self.ended.values() if one.succeeded_by}
        heirs |= {one.successor.pk: one.successor for rows in self.moves.values() for one in rows}
        found = rules.unit_on(unit.pk, day, self._end_of, lambda one: self._moves_of(one, field))
        return heirs[found] if found is not None else None

    def _end_of(self, unit: int) -> tuple[date | None, int | None]:
        row = self.ended.get(unit)
        return (row.valid_to, row.succeeded_by_id) if row else (None, None)

    def _moves_of(self, unit: int, field: int | None) -> list[tuple[date, int]]:
        if field is None:
            return []
        return [(one.on, one.successor_id) for one in self.moves.get((unit, field), ())]


def carrying(bodies: Iterable[int] | None = None, named: Iterable[Unit] = ()) -> Carrying:
    """Of some institutions, or of all. One query, and a second where a field has left one of those that are `named` or
    carry on."""
    rows = Unit.objects.filter(valid_to__isnull=False) if bodies is None else carried_on(bodies)
    ended = {one.pk: one for one in rows.select_related("institution", "succeeded_by__institution")}
    heirs = [one.succeeded_by for one in ended.values() if one.succeeded_by]
    moves: dict[tuple[int, int], list[UnitMove]] = {}
    if any(unit.divided for unit in (*named, *ended.values(), *heirs)):
        for row in unit_moves():
            moves.setdefault((row.unit_id, row.field_id), []).append(row)
    return Carrying(ended, moves)


def unit_moves() -> QuerySet[UnitMove]:
    return UnitMove.objects.select_related("unit__institution", "field", "successor__institution").order_by(
        "on", "id"
    )


def moves_of(institution: Institution) -> QuerySet[UnitMove]:
    """What its units have handed on and received."""
    return unit_moves().filter(Q(unit__institution=institution) | Q(successor__institution=institution))


def moves_of_unit(unit: Unit) -> QuerySet[UnitMove]:
    return unit_moves().filter(Q(unit=unit) | Q(successor=unit))


def carriers(
    named: Iterable[tuple[Unit, int | None]], day: date
) -> dict[tuple[int, int | None], Unit | None]:
    """Of (unit, field) where another unit answers by then, by their ids: that one, or None when nobody does.
    One query or two (see carrying), and none while no unit has ended and no field has left one."""
    asked = [
        (unit, field)
        for unit, field in named
        if unit.divided or (unit.valid_to is not None and unit.valid_to < day)
    ]
    if not asked:
        return {}
    # Who carries on may have ended too, in another body: all that ended are read at once.
    book = carrying(named=[unit for unit, _field in asked])
    found = {(unit.pk, field): book.unit(unit, field, day) for unit, field in asked}
    return {key: heir for key, heir in found.items() if heir is None or heir.pk != key[0]}
