"""Pages of a very long list by day, newest first, put together from streams that an index keeps in order.

A filter that no index knows is asked of the rows as they pass, and only so many rows may pass for one page: a rare
filter gives a short page that says how far back it looked, and the next page goes on from there. So a page costs the same
in a list of a million rows, whatever the filter and however deep.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from songfai.kit.paging import PAGE_SIZE, pack, read_mark, unknown

Row = TypeVar("Row", bound=Model)
Key = tuple[str, int]  # the day, ISO, and the id

# How many rows may pass for one page, and how many are asked for at first.
BUDGET, FIRST = 3000, 120
# Stands in a query where the value of a stream is put; no id is below zero.
PLACE = -1


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """The rows of one page. `searched_to` is the day to which the list was looked through, when that is why it is short."""

    rows: Sequence[Row]
    next_query: str
    is_first: bool
    searched_to: date | None = None


@dataclass(frozen=True, slots=True)
class Streams(Generic[Row]):
    """`rows` as one stream, or with `by` as one for each of the `values` of that column, which an index gives in the order
    of (`day`, id); `narrow` asks what no index knows. Without rows the list is empty."""

    rows: QuerySet[Row] | None
    narrow: Callable[[QuerySet[Row]], QuerySet[Row]] | None = None
    by: str = ""
    values: Sequence[int] = ()
    day: str = "starts_on"

    @property
    def count(self) -> int:
        if self.rows is None:
            return 0
        return len(self.values) if self.by else 1


def stretch_of(
    request: HttpRequest,
    streams: Streams[Row],
    read: Callable[[list[int]], Mapping[int, Row]],
    size: int = PAGE_SIZE,
) -> Stretch[Row]:
    """One page of the streams; `read` gives the rows by their ids, with what is shown of each. The address keeps its
    other parts."""
    mark = request.GET.get("after", "")
    after = _key_of(mark) if mark else None
    keys, end = passed(streams, after, size)
    more = len(keys) > size
    keys = keys[:size]
    by_id = read([pk for _day, pk in keys])
    last = keys[-1] if more else end
    query = request.GET.copy()
    if last is not None:
        query["after"] = pack(list(last))
    return Stretch(
        [by_id[pk] for _day, pk in keys if pk in by_id],
        query.urlencode() if last is not None else "",
        is_first=not mark,
        searched_to=date.fromisoformat(end[0]) if end is not None and not more else None,
    )


def passed(streams: Streams[Any], after: Key | None, size: int) -> tuple[list[Key], Key | None]:
    """Up to `size` + 1 keys, newest first, and where the looking stopped: None when the list is at its end."""
    found: list[Key] = []
    spent, depth = 0, _first_depth(streams.count, size, narrow=streams.narrow is not None)
    while streams.count:
        rows = list(_merged(streams, after, depth))
        spent += len(rows)
        end = _end(rows, depth)
        keys = sorted({(day, pk) for day, pk, _part in rows if end is None or (day, pk) >= end}, reverse=True)
        found += _kept(streams, keys)
        if end is None or len(found) > size:
            return found, end
        after = end
        if spent >= BUDGET:
            return found, end
        depth = max(2, min(depth * 4, (BUDGET - spent) // streams.count + 1))
    return found, None


def _first_depth(parts: int, size: int, *, narrow: bool) -> int:
    if parts == 1 and not narrow:
        return size + 1
    return max(4, FIRST * (2 if narrow else 1) // max(1, parts), 2 * size // max(1, parts))


def _merged(streams: Streams[Any], after: Key | None, depth: int) -> Iterator[tuple[str, int, int]]:
    """(day, id, number of the part): up to `depth` rows of each part, in one query."""
    assert streams.rows is not None
    part = streams.rows.filter(**{streams.by: PLACE}) if streams.by else streams.rows
    if after is not None:
        part = part.filter(_beyond(streams.day, after))
    part = part.order_by(f"-{streams.day}", "-pk")
    # Written once and repeated with each value: writing forty such queries takes longer than answering them.
    sql, given = part.values_list(streams.day, "pk")[:depth].query.sql_with_params()
    pieces, params = [], []
    for number, value in enumerate(streams.values if streams.by else [PLACE]):
        pieces.append(f"SELECT part_{number}.*, {number} FROM ({sql}) AS part_{number}")
        params += [value if one == PLACE else one for one in given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(pieces), params)
        for day, pk, number in cursor.fetchall():
            yield (day if isinstance(day, str) else day.isoformat(), pk, number)


def _beyond(day: str, after: Key) -> Q:
    """The first condition is there for the index: it begins at the day, the second passes over its rows shown already."""
    return Q(**{f"{day}__lte": after[0]}) & (Q(**{f"{day}__lt": after[0]}) | Q(pk__lt=after[1]))


def _end(rows: list[tuple[str, int, int]], depth: int) -> Key | None:
    """Up to here every part has given all it has; beyond it a part may have more."""
    last: dict[int, tuple[int, Key]] = {}
    for day, pk, part in rows:
        count, low = last.get(part, (0, (day, pk)))
        last[part] = (count + 1, min(low, (day, pk)))
    return max((low for count, low in last.values() if count == depth), default=None)


def _kept(streams: Streams[Any], keys: list[Key]) -> list[Key]:
    if streams.narrow is None or streams.rows is None or not keys:
        return keys
    model = streams.rows.model
    # The numbers stand in the statement itself: as parameters, thousands of them cost more than the rows.
    numbers = ",".join(str(int(pk)) for _day, pk in keys)
    column = f"{model._meta.db_table}.{model._meta.pk.column}"
    rows = model._default_manager.extra(where=[f"{column} IN ({numbers})"])
    sql, given = streams.narrow(rows).order_by().values_list("pk").query.sql_with_params()
    if connection.vendor == "sqlite":
        # Without statistics SQLite takes any index before a list of ids, and reads all rows of a state for fifty of them.
        table = connection.ops.quote_name(model._meta.db_table)
        sql = sql.replace(f"FROM {table}", f"FROM {table} NOT INDEXED", 1)
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        held = {pk for (pk,) in cursor.fetchall()}
    return [key for key in keys if key[1] in held]


def _key_of(mark: str) -> Key:
    day, pk = read_mark(mark, 2)
    try:
        return date.fromisoformat(str(day)).isoformat(), int(pk)
    except ValueError as error:
        raise unknown() from error
