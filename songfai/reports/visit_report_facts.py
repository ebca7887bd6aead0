"""What the report on a visit says, in no language yet: the travelling side's paper on its delegation. Plain Python."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

import rfc8785

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.reports.facts import SideFacts
from songfai.reports.figures import Figure, figures, plain
from songfai.reports.visit_facts import MemberFacts


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """`state` as programmes.states.Progress has it, or "draft"; `owners`: position of the side, and who answers there."""

    key: str
    text: Trilingual
    bearer: int
    due: PartialDate | None
    state: str
    owners: tuple[tuple[int, Trilingual], ...]


@dataclass(frozen=True, slots=True)
class MetFacts:
    """A meeting that was held. `minutes`: only of minutes both sides signed; `signed_on` their day.

    `without_minutes`: the sides keep none of it.
    """

    key: str
    title: Trilingual
    kind: str
    held_on: date
    place: Trilingual
    counterpart: Trilingual
    minutes: Trilingual
    signed_on: date | None
    without_minutes: bool
    promises: tuple[PromiseFacts, ...]


@dataclass(frozen=True, slots=True)
class GiftFacts:
    side: int
    text: Trilingual
    recipient: Trilingual


@dataclass(frozen=True, slots=True)
class CostFacts:
    """In the currency itself, not its smallest unit; nothing where the side wrote none."""

    side: int
    kind: str
    planned: Decimal | None
    spent: Decimal | None
    currency: str
    note: Trilingual


@dataclass(frozen=True, slots=True)
class VisitReport:
    """`host` is the position of the side that was visited; the other one reports.

    `item`: year and number of the item of the plan. `report` is what the travelling side wrote in its own words.
    """

    slug: str
    key: str
    programme: Trilingual
    sides: tuple[SideFacts, SideFacts]
    host: int
    title: Trilingual
    purpose: Trilingual
    place: Trilingual
    manner: str
    level: str
    starts_on: date
    ends_on: date
    returned_on: date | None
    report_due: date | None
    reported_on: date | None
    item: tuple[int, int] | None
    off_plan_reason: Trilingual
    scheme_number: str
    scheme_on: date | None
    scheme_by: Trilingual
    deviation: Trilingual
    report: Trilingual
    members: tuple[MemberFacts, ...]
    met: tuple[MetFacts, ...]
    gifts: tuple[GiftFacts, ...]
    costs: tuple[CostFacts, ...]
    commitments: tuple[tuple[int, Trilingual], ...]
    meetings: Figure
    signed: Figure
    promises: Figure
    owned: Figure
    late: Figure
    compiled_at: datetime
    host_party: Trilingual = Trilingual()

    def side(self, position: int) -> SideFacts:
        return self.sides[position - 1]

    @property
    def host_name(self) -> Trilingual:
        """The further party that hosted, else the side."""
        return self.host_party or self.side(self.host).name

    @property
    def travels(self) -> SideFacts:
        return self.side(3 - self.host)

    def figure(self, name: str) -> Figure | None:
        return next((each for each in figures(self) if each.name == name), None)

    def fingerprint(self) -> str:
        """SHA-256 of the facts; the moment of compiling is none of them."""
        facts = asdict(self)
        del facts["compiled_at"]
        if not self.host_party:
            del facts["host_party"]
        return sha256(rfc8785.dumps(plain(facts))).hexdigest()
