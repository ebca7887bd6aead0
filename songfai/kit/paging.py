"""Pages of a long list by key: the next page starts after the last row seen, and nothing is counted."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Refused
from songfai.kit.formats import format_number
from songfai.kit.text import normalise_input

Row = TypeVar("Row", bound=Model)
Line = TypeVar("Line")

PAGE_SIZE = 50
COUNT_CAP = 1000


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """The rows of one page; `next_query` is the query string of the next one, "" on the last."""

    rows: Sequence[Line]
    next_query: str
    is_first: bool


def page_of(
    request: HttpRequest,
    queryset: QuerySet[Row] | Sequence[QuerySet[Row]],
    key: str = "",
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """One page in the order of (`key`, id), or of id alone; "-key" goes downwards. One query, no COUNT(*).

    `key` is a column without NULL. The other parts of the address are kept in `next_query`. Several query sets are one list, in
    which a row of two of them stands once: a query for each, so that each is found by an index of its own.
    Raises Refused("page_unknown") for a mark that this list has not given out.
    """
    falling = key.startswith("-")
    name = key.lstrip("-")
    sign, compare = ("-", "lt") if falling else ("", "gt")
    names = [name, "pk"] if name and name not in ("pk", "id") else ["pk"]
    parts = [queryset] if isinstance(queryset, QuerySet) else queryset
    ordered = [part.order_by(*(sign + name for name in names)) for part in parts]
    mark = request.GET.get("after", "")
    if mark:
        values = read_mark(mark, len(names))
        try:
            ordered = [part.filter(_beyond(names, values, compare)) for part in ordered]
        except (ValueError, TypeError, ValidationError) as error:
            raise unknown() from error
    rows = _merged([list(part[: size + 1]) for part in ordered], names, falling=falling)
    next_query = ""
    if len(rows) > size:
        rows = rows[:size]
        query = request.GET.copy()
        query["after"] = pack([_plain(_reach(rows[-1], name)) for name in names])
        next_query = query.urlencode()
    return Page(rows, next_query, is_first=not mark)


def _merged(parts: list[list[Row]], names: list[str], *, falling: bool) -> list[Row]:
    if len(parts) == 1:
        return parts[0]
    rows = {row.pk: row for part in parts for row in part}
    return sorted(rows.values(), key=lambda row: [_reach(row, name) for name in names], reverse=falling)


def _beyond(names: list[str], values: list[Any], compare: str) -> Q:
    last = Q(**{f"{names[-1]}__{compare}": values[-1]})
    if len(names) == 1:
        return last
    # The first condition is there for the index, which begins at it.
    beyond = Q(**{f"{names[0]}__{compare}": values[0]})
    return Q(**{f"{names[0]}__{compare}e": values[0]}) & (beyond | last)


def _reach(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return value.code
    return value if isinstance(value, int) else str(value if value is not None else "")


def pack(values: list[Any]) -> str:
    packed = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_mark(mark: str, expected: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
    except (ValueError, RecursionError) as error:
        raise unknown() from error
    fits = isinstance(values, list) and len(values) == expected and all(map(_comparable, values))
    if not fits:
        raise unknown()
    return values


def _comparable(value: object) -> bool:
    """A whole number, or a text that every database can take."""
    return isinstance(value, int) or (isinstance(value, str) and normalise_input(value) == value.strip())


def unknown() -> Refused:
    return Refused("page_unknown", N_("This page of the list is not known. Start again from its first page."))


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, counted up to a cap."""

    number: int
    capped: bool


def capped_count(queryset: QuerySet[Any], cap: int = COUNT_CAP) -> Count:
    """Counts at most cap + 1 rows: "1,000+" costs the same in a table of a million."""
    number = queryset.order_by()[: cap + 1].count()
    return Count(min(number, cap), number > cap)


def count_in_words(count: Count, language: str) -> str:
    """1.000+ in Lao and Vietnamese, 1,000+ in English."""
    return format_number(Decimal(count.number), language) + ("+" if count.capped else "")
