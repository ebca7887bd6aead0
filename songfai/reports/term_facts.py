"""The facts of a report on the term, preliminary or final, in no language yet. Plain Python.

Every number is one that the review keeps frozen, as both sides sign it; nothing is counted here a second time.
"""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import rfc8785

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.reports.facts import AgreedPaper, DirectionFacts, FindingFacts, SideFacts, Unplanned
from songfai.reports.figures import Figure, Table, without_empty, without_leads
from songfai.reports.indicator_facts import Indicator, figure_named

GROUND = "ground."


@dataclass(frozen=True, slots=True)
class Counted:
    planned: int = 0
    done: int = 0
    on_time: int = 0
    late: int = 0
    in_time: int = 0
    overdue: int = 0
    off_plan: int = 0
    activities: int = 0


@dataclass(frozen=True, slots=True)
class RecordedYear:
    """`has_minutes`: the annual review of the year is signed by both."""

    year: int
    counted: Counted
    has_minutes: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """All of one thing counted under a commitment in the term."""

    label: Trilingual
    unit: Trilingual
    value: Decimal
    keys: tuple[str, ...] = ()  # of the activities, as the review keeps them
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """All of one thing in the term, measured or estimated."""

    label: Trilingual
    unit: Trilingual
    is_estimate: bool
    figure: Figure


@dataclass(frozen=True, slots=True)
class OfYear:
    year: int
    counted: Counted
    agreed: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class TermCommitment:
    number: int
    label: Trilingual
    counted: Counted
    evidence: int
    years: tuple[OfYear, ...]
    sums: tuple[Sum, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """An item that was due and never done. `said` is the reason of side `side`, as it was written."""

    year: int
    commitment: int
    title: Trilingual
    state: str
    due: date
    reason: Trilingual = Trilingual()
    said: str = ""
    side: int = 0


@dataclass(frozen=True, slots=True)
class GroundFacts:
    """A row or a file of the record that side `side` judges by; `ref` as the review keeps it (reviews.models.Ground)."""

    side: int
    kind: str
    ref: str
    title: Trilingual
    dated: date | None = None
    commitment: int | None = None

    @property
    def sha256(self) -> str:
        return self.ref.partition(":")[2]


@dataclass(frozen=True, slots=True)
class HeadingFacts:
    heading: str
    grades: tuple[str, str]
    texts: tuple[Trilingual, Trilingual]
    conclusion: Trilingual
    rests_on: tuple[GroundFacts, ...] = ()

    @property
    def rows(self) -> Figure:
        """How many rows of the record the judgements of both sides rest on, each counted once."""
        keys = dict.fromkeys(f"{one.kind}:{one.ref}" for one in self.rests_on)
        return Figure(f"{GROUND}{self.heading}", len(keys), "grounds", tuple(keys))


@dataclass(frozen=True, slots=True)
class TermFacts:
    """`kind` is that of the review, `programme_kind` that of the programme. Opinions only once both have signed."""

    slug: str
    kind: str
    code: str
    programme_kind: str
    title: Trilingual
    sides: tuple[SideFacts, SideFacts]
    first_year: int
    last_year: int
    cut_off: date
    signed_on: PartialDate | None
    signed_at: Trilingual
    paper: AgreedPaper | None
    held_on: date | None
    place: Trilingual
    agenda: Trilingual
    delegations: tuple[tuple[int, Trilingual], ...]
    years: tuple[RecordedYear, ...]
    commitments: tuple[TermCommitment, ...]
    undone: tuple[Undone, ...]
    findings: tuple[FindingFacts, ...]
    headings: tuple[HeadingFacts, ...]
    lessons: tuple[Trilingual, ...]
    directions: tuple[DirectionFacts, ...]
    decision: str
    decision_text: Trilingual
    extended_to: date | None
    compiled_at: datetime
    indicators: tuple[Indicator, ...] = ()
    unplanned: tuple[Unplanned, ...] = ()

    @property
    def total(self) -> Counted:
        names = Counted.__dataclass_fields__
        return Counted(**{name: sum(getattr(one.counted, name) for one in self.years) for name in names})

    def counted(self, scope: "TermScope") -> Counted | None:
        if scope.commitment is None:
            years = [one for one in self.years if scope.year in (None, one.year)]
            return self.total if scope.year is None else years[0].counted if years else None
        found = next((one for one in self.commitments if one.number == scope.commitment), None)
        if found is None or scope.year is None:
            return found.counted if found else None
        return next((one.counted for one in found.years if one.year == scope.year), None)

    def number(self, name: str) -> Figure:
        """A frozen number by its name ("total.planned", "y2024.late", "c3.done", "c3y2024.overdue").

        Its keys are one mark where it is more than zero: the rows are counted anew when somebody asks for them.
        """
        scope = TermScope.of(name)
        counted = self.counted(scope)
        assert counted is not None, name
        value = counted.on_time + counted.late if scope.part == "done" else getattr(counted, scope.part)
        return Figure(name, value, scope.table, (COUNTED_ANEW,) if value else ())

    @property
    def totals(self) -> tuple["Total", ...]:
        """Sums of all commitments where what is counted and its unit are the same words, in every language; what was
        estimated is never added to what was measured."""
        found: dict[tuple[Trilingual, Trilingual, bool], list[Sum]] = {}
        for commitment in self.commitments:
            for one in commitment.sums:
                found.setdefault((one.label, one.unit, one.is_estimate), []).append(one)
        return tuple(
            Total(
                label,
                unit,
                is_estimate,
                Figure(
                    f"sum.{number}",
                    sum((one.value for one in sums), Decimal(0)),
                    "activities",
                    tuple(dict.fromkeys(key for one in sums for key in one.keys)),
                ),
            )
            for number, ((label, unit, is_estimate), sums) in enumerate(found.items(), 1)
        )

    def figure(self, name: str) -> Figure | None:
        """A number that the report prints, by its name; nothing for any other name."""
        if name.startswith("indicator."):
            return figure_named(self.indicators, name)
        if name.startswith(GROUND):
            return next((one.rows for one in self.headings if one.rows and one.rows.name == name), None)
        if name.startswith("sum."):
            return next((one.figure for one in self.totals if one.figure.name == name), None)
        scope = TermScope.of(name)
        known = scope.part in Counted.__dataclass_fields__ and scope.is_named
        return self.number(name) if known and self.counted(scope) is not None else None

    def fingerprint(self) -> str:
        """SHA-256 of the facts; the moment of compiling is none of them."""
        facts = asdict(self)
        del facts["compiled_at"]
        # A review that keeps no indicators has the print it had before they were told of.
        for name in ("indicators", "unplanned"):
            if not facts[name]:
                del facts[name]
        without_leads(facts["directions"])
        for heading in facts["headings"]:
            without_empty(heading, "rests_on")
        for finding in facts["findings"]:
            without_empty(finding, "difficulty")
        # Which rows the sums came from is no fact that the paper states; the print stays that of earlier papers.
        for commitment in facts["commitments"]:
            for one in commitment["sums"]:
                del one["keys"]
                without_empty(one, "is_estimate")
        return sha256(rfc8785.dumps(_plain(facts))).hexdigest()


# Stands for the keys of a frozen number whose rows are counted anew.
COUNTED_ANEW = "*"
SCOPE = re.compile(r"(?:total|(?:c(?P<commitment>\d{1,4}))?(?:y(?P<year>\d{4}))?)\.(?P<part>[a-z_]+)")


@dataclass(frozen=True, slots=True)
class TermScope:
    """What the name of a number says: of which commitment and which year, and what is counted."""

    part: str
    commitment: int | None = None
    year: int | None = None
    is_named: bool = True

    @classmethod
    def of(cls, name: str) -> "TermScope":
        found = SCOPE.fullmatch(name)
        if found is None:
            return cls("", is_named=False)
        number, year = found["commitment"], found["year"]
        return cls(
            found["part"],
            int(number) if number else None,
            int(year) if year else None,
            not name.startswith("."),
        )

    @property
    def table(self) -> Table:
        return "activities" if self.part in ("off_plan", "activities") else "items"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of a plan, or an activity; `state` is the item's cell, or the activity's state."""

    key: str
    year: int
    commitment: int
    title: Trilingual
    state: str
    due: date
    finished_on: date | None = None


@dataclass(frozen=True, slots=True)
class TermRows:
    """The rows of the recorded years, counted at the cut-off date."""

    items: tuple[ItemRow, ...]
    activities: tuple[ItemRow, ...]
    off_plan: tuple[ItemRow, ...]

    def of(self, scope: TermScope) -> list[ItemRow]:
        pools = {"off_plan": self.off_plan, "activities": self.activities}
        cells = {"done": ("on_time", "late"), "planned": ("on_time", "late", "in_time", "overdue")}
        wanted = cells.get(scope.part, (scope.part,))
        return [
            one
            for one in pools.get(scope.part, self.items)
            if (scope.part in pools or one.state in wanted)
            and scope.commitment in (None, one.commitment)
            and scope.year in (None, one.year)
        ]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | int) else str(value)
