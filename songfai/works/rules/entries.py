"""What a row of a workbook becomes: a work with its authors, or a cell that is wrong. Plain values only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from songfai.kit.dates import PartialDate
from songfai.kit.errors import Refused
from songfai.kit.text import fold


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that is wrong: the row as the sheet counts it, the column's key ("" for the whole row), the reason."""

    row: int
    column: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class Words:
    """What may stand in cells: folded words -> what they mean. A unit's name may be that of several."""

    types: Mapping[str, str]
    fields: Mapping[str, int]
    units: Mapping[str, Sequence[int]]
    kinds: Mapping[str, str]
    accounts: Mapping[str, int]
    parts: Mapping[str, str]
    yes: Mapping[str, bool]
    levels: Mapping[str, str]
    units_ever: Mapping[str, Sequence[int]]
    investors: Mapping[str, str]


@dataclass(slots=True)
class Person:
    name: str
    born: PartialDate | None
    workplace: str
    share: Decimal
    account: int | None
    union_member: bool = False
    heads_unit: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Yearly:
    """The benefit of one year."""

    year: int
    kind: str
    minor: int | None
    currency: str


@dataclass(slots=True)
class Entry:
    """One work of the sheet, from `row` on. `known`, `revision`: the work it changes, as the list was when it was taken.

    `columns` are those the sheet has: of what it has no column for it says nothing, and a work that is there keeps it.
    `paid` are fields of the work: who paid for creating it, as far as the sheet says.
    """

    row: int
    columns: frozenset[str] = frozenset()
    title: str = ""
    type: str = ""
    fields: list[int] = field(default_factory=list)
    applied: PartialDate | None = None
    unit: int | None = None
    parts: dict[str, str] = field(default_factory=dict)
    confidential: set[str] = field(default_factory=set)
    state_funded: bool = False
    paid: dict[str, Any] = field(default_factory=dict)
    authors: list[Person] = field(default_factory=list)
    benefits: list[Yearly] = field(default_factory=list)
    known: UUID | None = None
    revision: int = 0

    def says(self) -> dict[str, Any]:
        """Fields of a work that it says."""
        of_column = {
            "type": ("type", self.type),
            "applied": ("first_applied", self.applied),
            "unit": ("unit_id", self.unit),
            "state_funded": ("state_funded", self.state_funded),
        }
        return {
            name: value for column, (name, value) in of_column.items() if column in self.columns
        } | self.paid

    @property
    def mark(self) -> str:
        """By which the same work is found again: its title and its authors, however they are spaced and ordered."""
        return mark_of(self.title, [one.name for one in self.authors])


def mark_of(title: str, names: Iterable[str]) -> str:
    said = "\n".join([fold(title), *sorted(fold(name) for name in names)])
    return sha256(said.encode()).hexdigest()


def mark_text(key: UUID, revision: int) -> str:
    """What the column of marks holds."""
    return f"{key}/{revision}"
