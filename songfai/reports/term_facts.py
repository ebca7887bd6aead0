"""The facts of a report on the term, preliminary or final, in no language yet. Plain Python.

Every number is one that the review keeps frozen, as both sides sign it; nothing is counted here a second time.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import rfc8785

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.reports.facts import AgreedPaper, DirectionFacts, FindingFacts, SideFacts


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
class HeadingFacts:
    heading: str
    grades: tuple[str, str]
    texts: tuple[Trilingual, Trilingual]
    conclusion: Trilingual


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

    @property
    def total(self) -> Counted:
        names = Counted.__dataclass_fields__
        return Counted(**{name: sum(getattr(one.counted, name) for one in self.years) for name in names})

    def fingerprint(self) -> str:
        """SHA-256 of the facts; the moment of compiling is none of them."""
        facts = asdict(self)
        del facts["compiled_at"]
        return sha256(rfc8785.dumps(_plain(facts))).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | int) else str(value)
