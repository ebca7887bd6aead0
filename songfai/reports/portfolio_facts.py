"""The facts of a portfolio report, in no language yet: all programmes of one institution in a year. Plain Python.

A government office asks for it: how many commitments stand how, how the year's plans were carried out, which visits
there were and what was given, by programme, partner, country and field. Every number is a `Figure` with its rows.
"""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Literal

import rfc8785

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.reports.facts import Cell, SideFacts
from songfai.reports.figures import Figure, figures, plain, without_empty

# How a commitment stands (commitments.states.Stand), as the tables count it.
PART_OF_STAND = {
    "not_started": "ahead",
    "not_due": "ahead",
    "on_track": "on_track",
    "at_risk": "at_risk",
    "late": "late",
    "asleep": "asleep",
    "done": "done",
    "done_confirmed": "done",
    "cancelled": "settled",
    "carried_over": "settled",
    # Of a programme that both have closed.
    "not_done": "settled",
}
STANDS = ("done", "on_track", "at_risk", "late", "asleep", "ahead", "settled")
CELL_PARTS: dict[Cell, str] = {
    "on_time": "done_on_time",
    "late": "done_late",
    "in_time": "in_time",
    "overdue": "overdue",
}
GroupKind = Literal["total", "programme", "partner", "country", "field"]
Way = Literal["given", "taken"]
Step = Literal["promised", "delivered", "received"]
WAYS: tuple[Way, ...] = ("given", "taken")
STEPS: tuple[Step, ...] = ("promised", "delivered", "received")


@dataclass(frozen=True, slots=True)
class ProgrammeOf:
    """A programme as its report names it: the other side, and until when it runs.

    `summary_due`: the day since which its final summary is owed. `partner_key` is a slug.
    """

    slug: str
    title: Trilingual
    partner: Trilingual
    partner_key: str
    country: str
    ends: PartialDate
    summary_due: date | None = None


@dataclass(frozen=True, slots=True)
class CommitmentOf:
    """`key` is "slug:number". `begun`: whether any activity was ever recorded under it by the cut-off date."""

    key: str
    programme: str
    number: int
    text: Trilingual
    stand: str
    begun: bool
    field_key: str = ""
    due: PartialDate | None = None
    last_evidence: date | None = None

    @property
    def never_begun(self) -> bool:
        """What both sides have settled needs no beginning any more."""
        return not self.begun and PART_OF_STAND[self.stand] != "settled"


@dataclass(frozen=True, slots=True)
class ItemOf:
    """An item of a plan in force; `commitment` is the key of a CommitmentOf."""

    key: str
    programme: str
    commitment: str
    title: Trilingual
    due: date
    cell: Cell
    finished_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityOf:
    """An activity that was finished off plan."""

    key: str
    programme: str
    commitment: str
    title: Trilingual
    ends_on: date


@dataclass(frozen=True, slots=True)
class VisitOf:
    key: str
    programme: str
    title: Trilingual
    starts_on: date
    ends_on: date
    hosted: bool
    members: int
    cancelled: bool
    persons: tuple[int, ...] = ()  # those of the places whose person is known here
    apart: bool = False  # nobody travelled (visits.states.NOBODY_TRAVELS): neither hosted nor sent

    @property
    def unnamed(self) -> int:
        return self.members - len(self.persons)


@dataclass(frozen=True, slots=True)
class SupportOf:
    """What one side gave the other. `unit` is a currency for money, else the words of the giver."""

    key: str
    programme: str
    title: Trilingual
    kind: str
    way: Way
    step: Step
    value: Decimal
    unit: Trilingual
    currency: str = ""


@dataclass(frozen=True, slots=True)
class FurtherOf:
    """What a further party gave to a side, or (`gave` False) one gave to it; or a visit it hosted. Said by both sides, and
    never counted for one (ADR 127). `kind` is a kind of support, or "visits"."""

    key: str
    programme: str
    party: Trilingual
    party_key: str
    title: Trilingual
    kind: str
    gave: bool
    value: Decimal
    unit: Trilingual = Trilingual()
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of a programme, a partner, a country, a field, or of all."""

    kind: GroupKind
    key: str
    label: Trilingual
    figures: tuple[Figure, ...]

    def of(self, part: str) -> Figure:
        return next(each for each in self.figures if each.name == f"{self.kind}.{self.key}.{part}")


@dataclass(frozen=True, slots=True)
class SupportSum:
    """All of one kind in one unit; units are never added to one another, nor what was promised to what came."""

    kind: str
    unit: Trilingual
    currency: str
    figures: tuple[Figure, ...]

    def of(self, way: Way, step: Step) -> Figure:
        return next(each for each in self.figures if each.name.endswith(f".{way}_{step}"))


@dataclass(frozen=True, slots=True)
class FurtherSum:
    """All of one kind in one unit that a further party gave, and that was given to it."""

    party: Trilingual
    kind: str
    unit: Trilingual
    currency: str
    gave: Figure
    took: Figure


@dataclass(frozen=True, slots=True)
class PortfolioFacts:
    issuer: SideFacts
    year: int
    cut_off: date
    programmes: tuple[ProgrammeOf, ...]
    commitments: tuple[CommitmentOf, ...]
    items: tuple[ItemOf, ...]
    off_plan: tuple[ActivityOf, ...]
    visits: tuple[VisitOf, ...]
    support: tuple[SupportOf, ...]
    fields: tuple[tuple[str, Trilingual], ...]
    compiled_at: datetime
    last_items: tuple[ItemOf, ...] = ()  # of the year before, as they stood on the same day of that year
    groups: tuple[Group, ...] = ()
    sums: tuple[SupportSum, ...] = ()
    further: tuple[FurtherOf, ...] = ()
    further_sums: tuple[FurtherSum, ...] = ()
    previous_share: Figure = field(default_factory=lambda: Figure("previous.share", 0, "items"))

    @property
    def total(self) -> Group:
        return next(one for one in self.groups if one.kind == "total")

    def of_kind(self, kind: GroupKind) -> list[Group]:
        return [one for one in self.groups if one.kind == kind]

    def programme(self, slug: str) -> ProgrammeOf:
        return next(one for one in self.programmes if one.slug == slug)

    def figure(self, name: str) -> Figure | None:
        return next((each for each in figures(self) if each.name == name), None)

    def fingerprint(self) -> str:
        """SHA-256 of the facts; the moment of compiling is none of them."""
        facts = asdict(self)
        del facts["compiled_at"]
        for visit in facts["visits"]:
            del visit["persons"]
            without_empty(visit, "apart")
        without_empty(facts, "further", "further_sums")
        return sha256(rfc8785.dumps(plain(facts))).hexdigest()
