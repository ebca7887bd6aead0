"""What the programme of a visit says, in no language yet. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime, time

from songfai.kit.languages import Trilingual
from songfai.reports.facts import SideFacts


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A person of the delegation, in the order of precedence; `courtesy` and `role` as visits.states has them.

    Without a name where the other side's server told only the post.
    """

    name: Trilingual
    courtesy: str
    post: Trilingual
    role: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line of the day programme. `counterpart` only of a meeting."""

    day: date
    at: time | None
    text: Trilingual
    place: Trilingual
    counterpart: Trilingual = Trilingual()


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    title: Trilingual
    held_on: date
    starts_at: time | None
    ends_at: time | None
    place: Trilingual
    counterpart: Trilingual
    agenda: Trilingual


@dataclass(frozen=True, slots=True)
class VisitProgramme:
    slug: str
    programme: Trilingual
    sides: tuple[SideFacts, SideFacts]
    host: int
    title: Trilingual
    purpose: Trilingual
    place: Trilingual
    manner: str
    starts_on: date
    ends_on: date
    confirmed_on: date | None
    members: tuple[MemberFacts, ...]
    lines: tuple[LineFacts, ...]
    meetings: tuple[MeetingFacts, ...]
    compiled_at: datetime
    host_party: Trilingual = Trilingual()

    def side(self, position: int) -> SideFacts:
        return self.sides[position - 1]

    @property
    def host_name(self) -> Trilingual:
        """The further party that hosts, else the side."""
        return self.host_party or self.side(self.host).name
