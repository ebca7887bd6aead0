"""What the papers of a council say, in no language yet: minutes, points, decision, refusal. Plain Python.

Of a ballot there is what was counted, never who voted how, nor who voted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from songfai.kit.languages import Trilingual
from songfai.reports.work_facts import AuthorFacts, Issuer


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """The submission that is decided on, as it was handed in. `above`: its effect and scope of influence, not recognition.
    `investor`: where it is not the authors."""

    issuer: Issuer
    above: bool
    title: Trilingual
    authors: tuple[AuthorFacts, ...]
    investor: Trilingual | None
    receipt: str
    filed_on: date
    rules: Trilingual
    basis: Trilingual
    compiled_at: datetime


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """`role`: a works.states.CouncilRole; `barred`: a works.states.Barred, or ""."""

    name: Trilingual
    role: str
    barred: str


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """The council that sat: formed by which decision, by which minutes, on which day."""

    council: Trilingual
    decision: str
    decided_on: date
    minutes: str
    day: date


@dataclass(frozen=True, slots=True)
class VotesFacts:
    """`needed` and `quorum`: parts of a whole; `counted_of`: a works.states.CountedOf."""

    votes_for: int
    votes_against: int
    votes_blank: int
    entitled: int
    needed: tuple[int, int]
    counted_of: str
    quorum: tuple[int, int]
    carried: bool

    @property
    def voted(self) -> int:
        return self.votes_for + self.votes_against + self.votes_blank


@dataclass(frozen=True, slots=True)
class CriterionPoints:
    """In points; the average is not rounded."""

    text: Trilingual
    most: Decimal
    pass_mark: Decimal | None
    average: Fraction
    lowest: Decimal
    highest: Decimal
    failed: bool


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A signed score sheet: who, and its sum."""

    name: Trilingual
    role: str
    total: Decimal
    comment: str


@dataclass(frozen=True, slots=True)
class PointsFacts:
    """`use`: a works.states.PointsUse. `passed` is None where nothing is asked for or no sheet was handed in."""

    rubric: Trilingual
    use: str
    needed: Decimal | None
    criteria: tuple[CriterionPoints, ...]
    together: Fraction | None
    passed: bool | None
    sheets: tuple[SheetFacts, ...]
    entitled: int
    missing: tuple[Trilingual, ...]


@dataclass(frozen=True, slots=True)
class FindingFacts:
    text: Trilingual
    met: bool
    comment: str


@dataclass(frozen=True, slots=True)
class JudgedFacts:
    """An earlier work and in what it is alike: works.states.Layer -> works.states.Alike."""

    title: Trilingual
    alike: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """`novelty`: the judgement on the whole work (works.states.Alike) and why; None where none was recorded. `for_it`:
    whether what the regulation asks for is reached."""

    work: WorkFacts
    session: SessionFacts
    members: tuple[MemberFacts, ...]
    votes: VotesFacts | None
    points: PointsFacts | None
    findings: tuple[FindingFacts, ...]
    novelty: tuple[str, str] | None
    judged: tuple[JudgedFacts, ...]
    for_it: bool


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """`influence`: a works.states.Scope above the unit, else "". `certifies_investor`: where the work has one.
    `revoked`: why the recognition ended, or ""."""

    work: WorkFacts
    session: SessionFacts
    number: str
    day: date
    superior: str
    superior_paper: str
    influence: str
    certifies_investor: bool
    signer: Trilingual
    signer_post: Trilingual
    revoked: str


@dataclass(frozen=True, slots=True)
class RefusalFacts:
    """`session` is None where none has been counted. `number`: of the register of official documents, "" before it is
    given; `day`: of the letter, where it has one, else of the refusal."""

    work: WorkFacts
    number: str
    session: SessionFacts | None
    day: date
    reason: str
    superior: str
    superior_paper: str


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    work: WorkFacts
    session: SessionFacts
    points: PointsFacts
    members: tuple[MemberFacts, ...]
