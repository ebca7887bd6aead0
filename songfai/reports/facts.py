"""The facts of a programme's year, in no language yet. Plain Python.

Every number that a report prints is a `Figure`: its value, a name that never changes, and the rows it was counted
from. Three languages and two file formats are written from the same `AnnualFacts`.
"""

from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal

import rfc8785

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.reports.figures import Figure, figures, plain, without_empty, without_leads, without_names
from songfai.reports.works_facts import YearWorks

Cell = Literal["on_time", "late", "in_time", "overdue"]
CELLS: tuple[Cell, ...] = ("on_time", "late", "in_time", "overdue")


@dataclass(frozen=True, slots=True)
class SideFacts:
    position: int
    name: Trilingual
    short: Trilingual
    country: str
    place: Trilingual = Trilingual()
    parent: Trilingual = Trilingual()
    symbol: str = ""
    unit: Trilingual = Trilingual()
    leader: Trilingual = Trilingual()
    post: Trilingual = Trilingual()


@dataclass(frozen=True, slots=True)
class AgreedPaper:
    """A paper both sides have approved: the programme, the plan, the minutes."""

    version: int
    in_force_on: date
    sha256: str


@dataclass(frozen=True, slots=True)
class ItemFacts:
    key: str
    number: int
    commitment: int
    title: Trilingual
    due: date
    cell: Cell
    lead: int = 0
    finished_on: date | None = None
    cancelled: bool = False
    lead_party: Trilingual = Trilingual()


@dataclass(frozen=True, slots=True)
class Measure:
    """A number an activity brought: 24 trainees; `definition`: how its side counts it."""

    label: Trilingual
    value: Decimal
    unit: Trilingual
    is_estimate: bool = False
    definition: Trilingual = Trilingual()


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """`state` is that of the cut-off date; `reason` stands as its side wrote it, in whatever language."""

    key: str
    commitment: int
    title: Trilingual
    starts_on: date
    ends_on: date
    side: int
    state: str
    place: Trilingual = Trilingual()
    on_plan: bool = True
    result: Trilingual = Trilingual()
    reason: str = ""
    measures: tuple[Measure, ...] = ()
    evidence: int = 0
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """The four cells of a Vietnamese task report, what they add up to, and what was done off plan."""

    planned: Figure
    done: Figure
    on_time: Figure
    late: Figure
    open: Figure
    in_time: Figure
    overdue: Figure
    off_plan: Figure
    activities: Figure
    evidence: Figure


NO_CELLS = Cells(*(Figure(f"none.{each.name}", 0, "items") for each in fields(Cells)))


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    number: int
    text: Trilingual
    short: Trilingual
    bearer: int
    cells: Cells = NO_CELLS
    last_evidence: date | None = None
    asleep: Figure | None = None  # days without new evidence, when the commitment is asleep
    units: tuple[Trilingual, ...] = ()

    @property
    def label(self) -> Trilingual:
        return self.short or self.text


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """What the minutes both sides approved say of a commitment; a comment is the words of its own side."""

    commitment: int
    rating_1: str = ""
    rating_2: str = ""
    agreed: str = ""
    disagreement: Trilingual = Trilingual()
    difficulty: Trilingual = Trilingual()
    cause: Trilingual = Trilingual()
    comment_1: Trilingual = Trilingual()
    comment_2: Trilingual = Trilingual()


@dataclass(frozen=True, slots=True)
class DirectionFacts:
    """`lead`: who does it, 0 both, 1 or 2 a side; None where the minutes do not say, or name a further party."""

    commitment: int
    text: Trilingual
    lead: int | None = None
    lead_party: Trilingual = Trilingual()


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """The annual review, only once its minutes are in force."""

    paper: AgreedPaper
    held_on: date | None
    place: Trilingual
    findings: tuple[FindingFacts, ...]
    lessons: tuple[Trilingual, ...]
    directions: tuple[DirectionFacts, ...]
    rated: Figure
    agreed: Figure
    differing: Figure
    delegations: tuple[tuple[int, Trilingual], ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureTotal:
    """All of one thing counted in the year, measured or estimated; the sides are those that recorded it.

    `definitions`: how it was counted, each once. `signed`: the sum in the minutes both signed, None without minutes. Minutes that
    tell it by side give all three numbers; `recorded` is then what the record gives today, where it is another."""

    label: Trilingual
    unit: Trilingual
    side_1: Figure
    side_2: Figure
    total: Figure
    signed: Decimal | None = None
    is_estimate: bool = False
    definitions: tuple[Trilingual, ...] = ()
    recorded: Decimal | None = None

    @property
    def now(self) -> Decimal | int:
        """What the record gives today."""
        return self.total.value if self.recorded is None else self.recorded

    @property
    def has_moved(self) -> bool:
        return self.signed is not None and self.signed != self.now


@dataclass(frozen=True, slots=True)
class YearTotals:
    """A year's sums up to a cut-off date."""

    year: int
    cut_off: date
    cells: Cells
    confirmed: Figure
    cancelled: Figure
    share: Figure


NOTHING = YearTotals(
    0,
    date.min,
    NO_CELLS,
    *(Figure(f"none.{name}", 0, "items") for name in ("confirmed", "cancelled", "share")),
)


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A commitment that came into no plan in force, and of which nothing was done; why, in the words of each side."""

    commitment: int
    title: Trilingual
    reasons: tuple[Trilingual, Trilingual]


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit that took place, or was cancelled; `reason` says why, or what was not as planned. `members` are the places in
    the delegation, `persons` the marks of those whose side tells who is the same (no facts of the paper). `party`: the
    further party that hosted, if one did: it is counted for no side."""

    key: str
    title: Trilingual
    starts_on: date
    ends_on: date
    host: int
    level: str
    members: int
    cancelled: bool
    reason: Trilingual
    persons: tuple[str, ...] = ()
    party: Trilingual = Trilingual()
    apart: bool = False  # nobody travelled (visits.states.NOBODY_TRAVELS): neither hosted nor sent

    @property
    def unnamed(self) -> int:
        """Places whose side has not told yet who is the same person in several delegations."""
        return self.members - len(self.persons)


@dataclass(frozen=True, slots=True)
class SideVisits:
    """What one side hosted and sent, and how many persons its delegations had: each once, and `unnamed` places of
    delegations whose persons are not known."""

    hosted: Figure
    sent: Figure
    delegates: Figure
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class YearVisits:
    side_1: SideVisits
    side_2: SideVisits
    visits: tuple[VisitFacts, ...]


@dataclass(frozen=True, slots=True)
class NextDate:
    kind: str
    due: date
    late: bool = False


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """`indicators` are songfai.reports.indicator_facts.Indicator, which is made of the figures above. `moved` names the
    figures that stand as both sides signed them and that the record counts otherwise by now."""

    slug: str
    title: Trilingual
    kind: str
    sides: tuple[SideFacts, SideFacts]
    year: int
    cut_off: date
    signed_on: PartialDate | None
    signed_at: Trilingual
    term: tuple[PartialDate, PartialDate]
    agreement: AgreedPaper | None
    plan: AgreedPaper | None
    asleep_after: int
    commitments: tuple[CommitmentFacts, ...]
    items: tuple[ItemFacts, ...]
    activities: tuple[ActivityFacts, ...]
    total: YearTotals = NOTHING
    previous: YearTotals | None = None
    changes: tuple[
        Figure, ...
    ] = ()  # done, share, on_time, overdue, off_plan, activities against the previous year
    measures: tuple[MeasureTotal, ...] = ()
    asleep: Figure = field(default_factory=lambda: Figure("total.asleep", 0, "commitments"))
    review: ReviewFacts | None = None
    next_dates: tuple[NextDate, ...] = ()
    visits: YearVisits | None = None  # None in a year without visits
    compiled_at: datetime | None = None
    indicators: tuple[Any, ...] = ()
    moved: tuple[str, ...] = ()
    unplanned: tuple[Unplanned, ...] = ()
    works: YearWorks | None = None  # None where no works are counted, or there are none

    @property
    def is_empty(self) -> bool:
        """Neither a plan in force nor anything recorded: there is nothing to report on."""
        return not self.plan and not self.activities

    def commitment(self, number: int) -> CommitmentFacts:
        return next(each for each in self.commitments if each.number == number)

    def change(self, name: str) -> Figure:
        return next(each for each in self.changes if each.name == f"change.{name}")

    def figure(self, name: str) -> Figure | None:
        return next((each for each in figures(self) if each.name == name), None)

    def fingerprint(self) -> str:
        """SHA-256 of the facts alone: the same record at the same cut-off gives the same, whenever it is compiled."""
        facts = {name: plain(value) for name, value in asdict(self).items() if name != "compiled_at"}
        # What it stands for is in the figures themselves.
        del facts["moved"]
        for measure in facts["measures"]:
            if measure["signed"] is None:
                del measure["signed"]
            without_empty(measure, "is_estimate", "definitions")
            if measure["recorded"] is None:
                del measure["recorded"]
        for activity in facts["activities"]:
            for measure in activity["measures"]:
                without_empty(measure, "is_estimate", "definition")
        without_names(facts["items"], "lead_party")
        for side in ("side_1", "side_2"):
            without_empty(facts["visits"] and facts["visits"][side], "unnamed")
        for visit in facts["visits"]["visits"] if facts["visits"] else ():
            del visit["persons"]
            without_empty(visit, "apart")
            without_names([visit], "party")
        # A year without any of these keeps the fingerprint it had before they were told of.
        for name in ("visits", "works", "indicators", "unplanned"):
            if not facts[name]:
                del facts[name]
        without_empty(facts["review"], "delegations")
        without_leads((facts["review"] or {}).get("directions", ()))
        for finding in (facts["review"] or {}).get("findings", ()):
            without_empty(finding, "difficulty")
        return sha256(rfc8785.dumps(facts)).hexdigest()
