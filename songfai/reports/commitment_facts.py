"""The facts of a commitment report, in no language yet. Plain Python.

Its columns are those the Vietnamese Government asked of every agency in 2023 for high-level commitments: lead agency,
partner, content, timeline, difficulties, recommendations. What each side says stays apart and named.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import rfc8785

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.reports.facts import SideFacts


@dataclass(frozen=True, slots=True)
class Voice:
    """What one side says: of which side, and the words."""

    position: int
    text: Trilingual


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a commitment on one side, as far as named: where the named unit has ended, the one that carries on
    for it, else the day it ended; and the further party that carries it out."""

    position: int
    unit: Trilingual = Trilingual()
    person: Trilingual = Trilingual()
    former: Trilingual = Trilingual()
    ended: date | None = None
    party: Trilingual = Trilingual()


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    number: int
    text: Trilingual
    bearer: int
    due: PartialDate | None
    stand: str  # commitments.states.Stand
    carried_to: int | None = None
    last_evidence: date | None = None
    answering: tuple[Answering, ...] = ()
    warnings: tuple[Voice, ...] = ()
    resources: tuple[Voice, ...] = ()
    difficulties: tuple[Voice, ...] = ()
    recommendations: tuple[Voice, ...] = ()
    indicators: tuple["IndicatorFacts", ...] = ()


@dataclass(frozen=True, slots=True)
class SplitFacts:
    """One side's newest figure by one dimension: the dimension's name, which may be empty, and its parts that have a
    number."""

    side: int
    is_estimate: bool
    name: Trilingual
    parts: tuple[tuple[Trilingual, str], ...]


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """An indicator both sides have agreed, with the newest figure of each side; an estimate is never a measured figure."""

    text: Trilingual
    unit: Trilingual
    target: str
    measured: tuple[tuple[int, str, date], ...] = ()
    estimated: tuple[tuple[int, str, date], ...] = ()
    splits: tuple[SplitFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeLines:
    title: Trilingual
    kind: str
    slug: str
    sides: tuple[SideFacts, SideFacts]
    term: tuple[PartialDate, PartialDate]
    lines: tuple[CommitmentLine, ...]


@dataclass(frozen=True, slots=True)
class CommitmentReport:
    """Of one programme both sides report together; of several, the institution that asks, `issuer`."""

    programmes: tuple[ProgrammeLines, ...]
    until: date
    compiled_at: datetime
    issuer: SideFacts | None = None

    @property
    def total(self) -> int:
        return sum(len(one.lines) for one in self.programmes)

    def counts(self) -> dict[str, int]:
        """How many commitments stand how."""
        found: dict[str, int] = {}
        for programme in self.programmes:
            for line in programme.lines:
                found[line.stand] = found.get(line.stand, 0) + 1
        return found

    def fingerprint(self) -> str:
        """SHA-256 of the facts; the moment of compiling is none of them."""
        facts = asdict(self)
        del facts["compiled_at"]
        # A report without what was told apart later keeps the fingerprint it had before: a unit that has ended, a further
        # party, estimates, dimensions.
        for programme in facts["programmes"]:
            for line in programme["lines"]:
                for one in line["answering"]:
                    for name in ("former", "party"):
                        if not any(one[name].values()):
                            del one[name]
                    if one["ended"] is None:
                        del one["ended"]
                for one in line["indicators"]:
                    for name in ("estimated", "splits"):
                        if not one[name]:
                            del one[name]
        return sha256(rfc8785.dumps(_plain(facts))).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | int) else str(value)
