"""The facts of a yearly plan, in no language yet: its items, and what a version changes. Plain Python."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

import rfc8785

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.reports.facts import SideFacts
from songfai.reports.figures import Figure, count, figures, plain, without_names

# What a version may change of an item, in the order in which it is told.
CHANGING = ("title", "amount", "quarter", "leading", "coordinator_party", "paying", "costs", "venue", "note")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """`quarter` 0: any time of the year. `lead` and `payer`: the position of a side, 0 for both, or for none where a
    further party does it."""

    key: str
    number: int
    commitment: int
    title: Trilingual
    kind: str
    quantity: Decimal | None = None
    unit: Trilingual = Trilingual()
    quarter: int = 0
    lead: int = 0
    payer: int = 0
    costs: Trilingual = Trilingual()
    venue: Trilingual = Trilingual()
    note: Trilingual = Trilingual()
    lead_party: Trilingual = Trilingual()
    coordinator_party: Trilingual = Trilingual()
    payer_party: Trilingual = Trilingual()

    @property
    def leading(self) -> tuple[int, Trilingual]:
        return self.lead, self.lead_party

    @property
    def coordinating(self) -> int | None:
        """The side that works along; 0 where both do, because a further party leads; None where both lead."""
        if self.lead:
            return 3 - self.lead
        return 0 if self.lead_party else None

    @property
    def paying(self) -> tuple[int, Trilingual]:
        return self.payer, self.payer_party

    @property
    def amount(self) -> tuple[Decimal | None, Trilingual]:
        return self.quantity, self.unit


@dataclass(frozen=True, slots=True)
class Share:
    """How many items a side leads, works along with, and pays for alone."""

    leads: Figure
    along: Figure
    pays: Figure


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """`stage` is "offered", "in_force" or "replaced"; `before` are the items of the version it replaced."""

    slug: str
    title: Trilingual
    sides: tuple[SideFacts, SideFacts]
    signed_on: PartialDate | None
    signed_at: Trilingual
    year: int
    version: int
    stage: str
    offered_by: int
    in_force_on: date | None
    reason: Trilingual
    commitments: tuple[tuple[int, Trilingual], ...]
    lines: tuple[PlanLine, ...]
    compiled_at: datetime
    before: tuple[PlanLine, ...] | None = None
    version_before: int = 0

    @property
    def total(self) -> Figure:
        return self._count("plan.items", self.lines)

    def kinds(self) -> Iterator[tuple[str, Figure]]:
        """In the order in which they are first met."""
        for kind in dict.fromkeys(one.kind for one in self.lines):
            yield kind, self._count(f"plan.kind.{kind}", (one for one in self.lines if one.kind == kind))

    def quarters(self) -> Iterator[tuple[int, Figure]]:
        """The first to the fourth, then what may be done at any time."""
        for quarter in (1, 2, 3, 4, 0):
            found = [one for one in self.lines if one.quarter == quarter]
            if found:
                yield quarter, self._count(f"plan.quarter.{quarter}", found)

    def share_of(self, position: int) -> Share:
        return Share(
            leads=self._count(
                f"plan.side_{position}.leads", (one for one in self.lines if one.lead == position)
            ),
            along=self._count(
                f"plan.side_{position}.along", (one for one in self.lines if one.lead == 3 - position)
            ),
            pays=self._count(
                f"plan.side_{position}.pays", (one for one in self.lines if one.payer == position)
            ),
        )

    @property
    def together(self) -> Figure:
        return self._count("plan.together", (one for one in self.lines if one.leading == (0, Trilingual())))

    def _count(self, name: str, lines: Iterable[PlanLine]) -> Figure:
        return count(name, "items", tuple(one.key for one in lines))

    def figure(self, name: str) -> Figure | None:
        shares = [self.share_of(position) for position in (1, 2)]
        every = (self.total, self.together, *figures(tuple(shares)))
        counted = (*every, *(one for _kind, one in self.kinds()), *(one for _when, one in self.quarters()))
        return next((one for one in counted if one.name == name), None)

    def fingerprint(self) -> str:
        """SHA-256 of the facts; the moment of compiling is none of them."""
        facts = {name: plain(value) for name, value in asdict(self).items() if name != "compiled_at"}
        parties = ("lead_party", "coordinator_party", "payer_party")
        without_names((*facts["lines"], *(facts["before"] or ())), *parties)
        return sha256(rfc8785.dumps(facts)).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """What a version changes of an item. `part` is one of CHANGING; "added" or "removed" for the whole item."""

    line: PlanLine
    was: PlanLine | None
    part: str


def changes(facts: PlanFacts) -> Iterator[Change]:
    """In the order of the items; what was taken out stands last."""
    old = {one.key: one for one in facts.before or ()}
    for line in facts.lines if facts.before is not None else ():
        was = old.pop(line.key, None)
        if was is None:
            yield Change(line, None, "added")
            continue
        for part in CHANGING:
            if getattr(line, part) != getattr(was, part):
                yield Change(line, was, part)
    for was in old.values():
        yield Change(was, was, "removed")
