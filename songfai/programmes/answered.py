"""Who answered for what on a day: the bodies of both sides by field, their units, and who was named for each commitment.
Read once; every day can then be asked about."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta

from songfai.parties.models import Field, Institution, Succession, Unit
from songfai.parties.queries import Bearing, Carrying, Lineage, carrying, lineage
from songfai.people.models import Person
from songfai.programmes import queries
from songfai.programmes.models import (
    Answerable,
    Answered,
    Commitment,
    Counterpart,
    FurtherParty,
    Programme,
    Side,
)
from songfai.programmes.spells import Pair, Span, pairs

DAY = timedelta(days=1)
Own = int | None  # a field's or a commitment's number


@dataclass(frozen=True, slots=True)
class Named:
    """A unit and a person as they were named, and the unit that carries on where the named one had ended."""

    unit: Unit | None
    person: Person | None
    since: date | None
    until: date | None
    heir: Unit | None = None
    ended: bool = False
    basis: str = ""
    party: FurtherParty | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One side's answer for a field or a commitment on the day."""

    side: Side
    bearing: Bearing
    named: Named | None


@dataclass(frozen=True, slots=True)
class FieldRow:
    field: Field
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    commitment: Commitment
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Day:
    """The page: who answered on one day."""

    day: date
    sides: list[Cell]
    fields: list[FieldRow]
    commitments: list[CommitmentRow]

    @property
    def gaps(self) -> int:
        """Fields for which a side had nobody any more."""
        return sum(cell.bearing.institution is None for row in self.fields for cell in row.cells)


@dataclass
class Book:
    """All that was ever named in a programme, in a constant number of queries."""

    programme: Programme
    sides: Sequence[Side]
    fields: Sequence[Field]
    lineage: Lineage
    counterparts: Sequence[Counterpart]
    now: Sequence[Answerable]
    before: Sequence[Answered]
    carrying: Carrying

    def on(self, day: date, commitments: Iterable[Commitment] = ()) -> Day:
        return Day(
            day,
            [Cell(side, self.bearing(side, None, day), self._contact(side, day)) for side in self.sides],
            [
                FieldRow(field, [self._of_field(side, field, day) for side in self.sides])
                for field in self.fields
            ],
            [
                CommitmentRow(one, [self._of_commitment(side, one, day) for side in self.sides])
                for one in commitments
            ],
        )

    def bearing(self, side: Side, field: int | None, day: date) -> Bearing:
        return self.lineage.bearing(side.institution, field, day)

    def _contact(self, side: Side, day: date) -> Named | None:
        past = [row for row in self.before if row.side_id == side.pk and row.commitment_id is None]
        now = (side.unit, side.focal_person, None, side.contact_since)
        return self._named(past, now if side.unit or side.focal_person else None, None, day)

    def _of_field(self, side: Side, field: Field, day: date) -> Cell:
        rows = (row for row in self.counterparts if (row.side_id, row.field_id) == (side.pk, field.pk))
        row = next((row for row in rows if Span(row, row.since, self.until(row)).covers(day)), None)
        named = (
            self._told(row.unit, row.person, row.since, row.until, field.pk, day, row.basis) if row else None
        )
        return Cell(side, self.bearing(side, field.pk, day), named)

    def _of_commitment(self, side: Side, commitment: Commitment, day: date) -> Cell:
        mine = (side.pk, commitment.pk)
        past = [row for row in self.before if (row.side_id, row.commitment_id) == mine]
        now = next((row for row in self.now if (row.side_id, row.commitment_id) == mine), None)
        named = self._named(
            past, (now.unit, now.person, now.party, now.since) if now else None, commitment.field_id, day
        )
        return Cell(side, self.bearing(side, commitment.field_id, day), named)

    def _named(
        self,
        past: list[Answered],
        now: tuple[Unit | None, Person | None, FurtherParty | None, date | None] | None,
        field: int | None,
        day: date,
    ) -> Named | None:
        """`past`: oldest first."""
        for row in past:
            if day <= row.until and (row.since is None or row.since <= day):
                return self._told(row.unit, row.person, row.since, row.until, field, day, party=row.party)
        if now is None:
            return None
        unit, person, party, since = now
        if since is not None and day < since:
            return None
        return self._told(unit, person, since, None, field, day, party=party)

    def _told(
        self,
        unit: Unit | None,
        person: Person | None,
        since: date | None,
        until: date | None,
        field: int | None,
        day: date,
        basis: str = "",
        party: FurtherParty | None = None,
    ) -> Named:
        heir = self.carrying.unit(unit, field, day) if unit else None
        gone = unit != heir
        return Named(unit, person, since, until, heir if gone else None, gone, basis, party)

    # ---------------------------------------------------------------- over time

    def until(self, row: Counterpart) -> date | None:
        """The last day on which the unit stands for the field. Whoever has taken the field over has units of its own: one of
        the body before stands until then, unless the new one names it or carries it on."""
        side = next(one for one in self.sides if one.pk == row.side_id)
        for spell in self.lineage.spells(side.institution, row.field_id):
            if spell.since is None or spell.since <= row.since or row.unit.institution_id == spell.body:
                continue
            heir = self.carrying.unit(row.unit, row.field_id, spell.since)
            if heir is None or heir.institution_id != spell.body:
                return min(filter(None, (row.until, spell.since - DAY)))
        return row.until

    def pairs(self, field: Field) -> list[Pair[Counterpart]]:
        """The counterpart pairs of a field, oldest first."""
        first, second = (
            [
                Span(row, row.since, self.until(row))
                for row in self.counterparts
                if (row.side_id, row.field_id) == (side.pk, field.pk)
            ]
            for side in self.sides
        )
        return [
            replace(
                one,
                first=self._carried(one.first, one.until),
                second=self._carried(one.second, one.until),
            )
            for one in pairs(first, second)
        ]

    def _carried(self, row: Counterpart | None, until: date | None) -> Counterpart | None:
        """With the unit that carried on for it by the last day of the pair; what was before keeps its own."""
        if row is None:
            return None
        found = copy(row)
        heir = self.carrying.unit(row.unit, row.field_id, until or date.max)
        found.heir = heir if heir != row.unit else None
        return found

    def moved(self, side: Side) -> list[Field]:
        """The fields that went another way than the side as a whole."""
        whole = self.lineage.spells(side.institution, None)
        return [one for one in self.fields if self.lineage.spells(side.institution, one.pk) != whole]

    def lines(self) -> list[Succession]:
        """The lines of succession that touch a side or one of the programme's fields, oldest first."""
        wanted = {field.pk for field in self.fields}
        found: dict[int, Succession] = {}
        for side in self.sides:
            for field in (None, *wanted):
                for spell in self.lineage.spells(side.institution, field):
                    for row in self.lineage.rows:
                        if (
                            row.on == spell.since
                            and row.successor_id == spell.body
                            and row.field_id in (None, field)
                        ):
                            found[row.pk] = row
        return sorted(found.values(), key=lambda row: (row.on, row.pk))

    def changes(self) -> list[date]:
        """The days on which somebody else began to answer."""
        days = {row.on for row in self.lines()} | {row.since for row in self.counterparts}
        days |= {row.until + DAY for row in self.before}
        days |= {row.on for rows in self.carrying.moves.values() for row in rows if row.field in self.fields}
        return sorted(days)


def book_of(programme: Programme) -> Book:
    """`programme`: queries.with_sides. Seven queries, or eight where a field has left a unit."""
    sides = list(programme.sides.all())
    lines = lineage()
    bodies = {side.institution_id for side in sides} | set(lines.bodies)
    counterparts = list(queries.counterparts_of(programme))
    now, before = list(queries.answering_now(programme)), list(queries.answered_before(programme))
    named = [*(row.unit for row in counterparts), *(row.unit for row in now), *(row.unit for row in before)]
    return Book(
        programme=programme,
        sides=sides,
        fields=list(queries.fields_of(programme)),
        lineage=lines,
        counterparts=counterparts,
        now=now,
        before=before,
        carrying=carrying(bodies, [unit for unit in named if unit]),
    )


def stands_until(row: Counterpart, side: Side) -> date | None:
    """The last day on which one unit stands for its field (Book.until). Two queries, or three where a field has left a
    unit."""
    lines = lineage()
    bodies = {side.institution_id} | set(lines.bodies)
    told = carrying(bodies, [row.unit])
    return Book(side.programme, [side], [], lines, [row], [], [], told).until(row)


def acting_for(side: Side, day: date) -> Institution:
    """The institution that bore the side on the day; the one that signed where nobody did any more."""
    return lineage().bearing(side.institution, None, day).institution or side.institution
