"""The facts of the yearly information exchange, in no language yet: what each side handed over. Plain Python."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import rfc8785

from songfai.kit.languages import Trilingual
from songfai.reports.facts import SideFacts
from songfai.reports.figures import Figure, without_empty

NAME = re.compile(r"said\.([1-9]\d{0,2})\.([12])\.([1-9]\d{0,2})")


@dataclass(frozen=True, slots=True)
class Number:
    label: Trilingual
    value: Decimal
    unit: Trilingual
    is_estimate: bool = False
    definition: Trilingual = Trilingual()


@dataclass(frozen=True, slots=True)
class Said:
    """Of one side under one heading; `files` are the names of what it attached."""

    text: Trilingual = Trilingual()
    figures: tuple[Number, ...] = ()
    files: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.figures or self.files)


@dataclass(frozen=True, slots=True)
class HeadingSaid:
    """`heading` is a value of reviews.states.Told, or a side's own with a title. `before`: figures of the last year."""

    heading: str
    title: Trilingual
    said: tuple[Said, Said]
    before: tuple[Said, Said]


@dataclass(frozen=True, slots=True)
class Handed:
    """When a side handed over what stands here, and when the other acknowledged it."""

    on: date | None = None
    acknowledged_on: date | None = None


@dataclass(frozen=True, slots=True)
class InformationFacts:
    slug: str
    title: Trilingual
    year: int
    sides: tuple[SideFacts, SideFacts]
    handed: tuple[Handed, Handed]
    headings: tuple[HeadingSaid, ...]
    compiled_at: datetime

    def number(self, heading: int, position: int, at: int) -> Figure:
        """The figure a side gave as number `at` under the heading of that index; its row is what was handed over."""
        given = self.headings[heading].said[position - 1].figures[at]
        name = f"said.{heading + 1}.{position}.{at + 1}"
        return Figure(
            name, given.value, "told", (f"{self.year}:{position}:{self.headings[heading].heading}",)
        )

    def figure(self, name: str) -> Figure | None:
        found = NAME.fullmatch(name)
        if found is None:
            return None
        heading, position, at = (int(part) for part in found.groups())
        try:
            return self.number(heading - 1, position, at - 1)
        except IndexError:
            return None

    def fingerprint(self) -> str:
        """SHA-256 of the facts; the moment of compiling is none of them."""
        facts = asdict(self)
        del facts["compiled_at"]
        for heading in facts["headings"]:
            for said in (*heading["said"], *heading["before"]):
                for figure in said["figures"]:
                    without_empty(figure, "is_estimate", "definition")
        return sha256(rfc8785.dumps(_plain(facts))).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | int) else str(value)
