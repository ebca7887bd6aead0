"""A number of a report with the rows behind it, and what of facts goes into their fingerprint. Plain Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

Table = Literal[
    "items",
    "activities",
    "findings",
    "commitments",
    "visits",
    "support",
    "meetings",
    "promises",
    "told",
    "indicators",
    "grounds",
    "works",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the rows behind it.

    `name` is its address on the screen: "total.on_time", "c3.late", "measure.2.side_1". `keys` are the keys of
    the rows in `table`; a share or a difference names the rows of the numbers it was worked out from.
    """

    name: str
    value: Decimal | int
    table: Table
    keys: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.value)


def count(name: str, table: Table, keys: tuple[str, ...]) -> Figure:
    return Figure(name, len(keys), table, keys)


def without_empty(facts: dict[str, Any] | None, *names: str) -> None:
    """Leave out what older facts did not have, so that theirs keep the fingerprint they had."""
    for name in names:
        value = facts[name] if facts is not None else True
        said = any(value.values()) if isinstance(value, dict) else bool(value)
        if facts is not None and not said:
            del facts[name]


def without_names(rows: Iterable[dict[str, Any]], *names: str) -> None:
    """Where nobody is named, the facts stay what they were before such a name was told of."""
    for row in rows:
        for name in names:
            if not any(row[name].values()):
                del row[name]


def without_leads(directions: Iterable[dict[str, Any]]) -> None:
    """Directions of minutes that do not say who does it keep the print they had; 0 is a side that does it: both."""
    for direction in directions:
        without_names([direction], "lead_party")
        if direction["lead"] is None:
            del direction["lead"]


def figures(value: Any) -> Iterator[Figure]:
    """Every figure in a piece of the facts, in their order."""
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from figures(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from figures(getattr(value, each.name))


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
