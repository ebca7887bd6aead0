"""Pages of a very long list by day, newest first, put together from streams that an index keeps in order.

A filter that no index knows is asked of the rows as they pass, and only so many rows may pass for one page: a rare
filter gives a short page that says how far back it looked, and the next page goes on from there. So a page costs the same
in a list of a million rows, whatever the filter and however deep.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from songfai.kit.paging import COUNT_CAP, PAGE_SIZE, Count, pack, read_mark, unknown

Row = TypeVar("Row", bound=Model)
Key = tuple[str, int]  # the day, ISO, and the id

# How many rows may pass for one page, and how many are asked for at first.
BUDGET, FIRST = 3000, 120
# Before the newest row that can be, and after the oldest.
BEGINNING: Key = ("9999-12-31", 2**62)
ENDING: Key = ("0001-01-01", 0)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """The rows of one page. `searched_to` is the day to which the list was looked through, when that is why it is short."""

    rows: Sequence[Row]
    next_query: str
    is_first: bool
    searched_to: date | None = None


@dataclass(frozen=True)
class Streams(Generic[Row]):
    """`rows` as one stream, or with `by` as one for each of the `values` of that column, which an index gives in the order
    of (`day`, id). `passing` is asked of the entries of the index, which carry the columns `carried` (so also of rows of
    other tables that name the id); `narrow` of the rows themselves, each of which must be read for it. `few`: an index has
    named the rows, no more of them than may pass for one page. Without rows the list is empty."""

    rows: QuerySet[Row] | None
    narrow: Sequence[Q] = ()
    passing: Sequence[Q] = ()
    carried: Sequence[str] = ()
    by: str = ""
    values: Sequence[int] = ()
    day: str = "starts_on"
    few: bool = False

    @property
    def count(self) -> int:
        if self.rows is None:
            return 0
        return len(self.values) if self.by else 1

    @cached_property
    def walk(self) -> "_Walk":
        """Written once: a page is read from it, and its rows are counted with it."""
        return _Walk(self)


def stretch_of(
    request: HttpRequest,
    streams: Streams[Row],
    read: Callable[[list[int]], Mapping[int, Row]],
    size: int = PAGE_SIZE,
) -> Stretch[Row]:
    """One page of the streams; `read` gives the rows by their ids, with what is shown of each. The address keeps its
    other parts."""
    return stretches_of(request, [streams], read, size)[0]


def stretch_and_count(
    request: HttpRequest,
    streams: Streams[Row],
    read: Callable[[list[int]], Mapping[int, Row]],
    size: int = PAGE_SIZE,
) -> tuple[Stretch[Row], Count | None]:
    """The same, and with the first page how many rows there are, up to a cap: one walk finds both. More than so many rows are
    not looked through for it."""
    if request.GET.get("after"):
        return stretch_of(request, streams, read, size), None
    keys, end = passed(streams, None, COUNT_CAP)
    by_id = read([pk for _day, pk in keys[:size]])
    count = Count(min(len(keys), COUNT_CAP), len(keys) > COUNT_CAP or end is not None)
    return _stretch(request, keys, end, by_id, size), count


def stretches_of(
    request: HttpRequest,
    lists: Sequence[Streams[Row]],
    read: Callable[[list[int]], Mapping[int, Row]],
    size: int = PAGE_SIZE,
) -> list[Stretch[Row]]:
    """A page of each of several lists that stand beside each other; the rows of all of them are read at once."""
    mark = request.GET.get("after", "")
    after = _key_of(mark) if mark else None
    found = [passed(streams, after, size) for streams in lists]
    by_id = read([pk for keys, _end in found for _day, pk in keys[:size]])
    return [_stretch(request, keys, end, by_id, size) for keys, end in found]


def _stretch(
    request: HttpRequest, keys: list[Key], end: Key | None, by_id: Mapping[int, Row], size: int
) -> Stretch[Row]:
    more = len(keys) > size
    keys = keys[:size]
    last = keys[-1] if more else end
    query = request.GET.copy()
    if last is not None:
        query["after"] = pack(list(last))
    return Stretch(
        [by_id[pk] for _day, pk in keys if pk in by_id],
        query.urlencode() if last is not None else "",
        is_first=not request.GET.get("after"),
        searched_to=date.fromisoformat(end[0]) if end is not None and not more else None,
    )


def passed(streams: Streams[Any], after: Key | None, size: int) -> tuple[list[Key], Key | None]:
    """Up to `size` + 1 keys, newest first, and where the looking stopped: None when the list is at its end."""
    found: list[Key] = []
    if not streams.count:
        return found, None
    walk = streams.walk
    if streams.few:
        found = walk.kept(after or BEGINNING, BUDGET, None, size + 1)
        return found, BEGINNING if len(found) > size else None
    spent, depth = 0, _first_depth(streams.count, size, len(streams.narrow) + len(streams.passing))
    after = after or BEGINNING
    while True:
        # One stream alone is in order by itself; its end matters only when it did not fill the page.
        end = walk.end(after, depth) if streams.count > 1 else None
        missing = size + 1 - len(found)
        found += walk.kept(after, depth, end, missing)
        if streams.count == 1:
            end = BEGINNING if len(found) > size else walk.end(after, depth)
        spent += depth * streams.count
        if end is None or len(found) > size or spent >= BUDGET:
            return found, end
        after = end
        new = missing - (size + 1 - len(found))
        depth = max(2, min(_next_depth(depth, new, missing - new), (BUDGET - spent) // streams.count + 1))


def _next_depth(depth: int, found: int, missing: int) -> int:
    """Twice as deep as is needed when rows go on as they came, and at most four times as deep as before: what was looked
    through for nothing is most of such a page."""
    return min(4 * depth, 2 * depth * missing // found + 1) if found else 4 * depth


def _first_depth(parts: int, size: int, conditions: int) -> int:
    """The more is asked of the rows, the fewer of them are wanted: less is found in vain than by going back for more."""
    if parts == 1 and not conditions:
        return size + 1
    return max(4, FIRST * 2 ** min(conditions, 2) // max(1, parts), 2 * size // max(1, parts))


class _Walk:
    """The statements of one list. Each is written once and asked again for every stretch of the walk: writing them takes
    a query set longer than answering them takes the database, and so does carrying thousands of passing rows to Python."""

    def __init__(self, streams: Streams[Any]) -> None:
        assert streams.rows is not None
        model, rows = streams.rows.model, streams.rows
        self.values: Sequence[int | None] = streams.values if streams.by else [None]
        self.table = _quoted(model._meta.db_table)
        self.names = [_column(model, name) for name in (streams.day, "id", *streams.carried)]
        self.day, self.pk = (f"{self.table}.{name}" for name in self.names[:2])
        self.downwards = f"ORDER BY {self.day} DESC, {self.pk} DESC LIMIT %s"
        if streams.by:
            rows = rows.extra(where=[f"{self.table}.{_column(model, streams.by)} = %s"])
        everything = model._default_manager.all()
        # The first condition is there for the index: it begins at the day, the second passes over its rows shown already.
        self.part = self._rest(rows, f"{self.day} <= %s AND ({self.day} < %s OR {self.pk} < %s)")
        self.met = self._rest(
            everything.filter(*streams.passing),
            f"{self.day} >= %s AND ({self.day} > %s OR {self.pk} >= %s)",
        )
        # Without statistics SQLite would take any index before an id: all rows of a body for a few of them.
        self.by_id = " NOT INDEXED" if connection.vendor == "sqlite" else ""
        self.led = self.by_id if streams.few else ""
        self.asked = None
        if streams.narrow:
            self.asked = self._rest(everything.filter(*streams.narrow), f"{self.pk} = passed.pk")

    def _rest(self, rows: QuerySet[Any], last: str) -> tuple[str, Sequence[Any]]:
        """What stands after FROM and the name of the table, with a last condition, and its values."""
        sql, given = rows.order_by().extra(where=[last]).values_list("pk").query.sql_with_params()
        start = f" FROM {self.table}"
        return sql[sql.index(start) + len(start) :], given

    def _parts(self, after: Key, limit: int, offset: int) -> tuple[str, list[Any]]:
        rest, given = self.part
        columns = ", ".join(f"{self.table}.{name}" for name in self.names)
        part = f"SELECT {columns} FROM {self.table}{self.led}{rest} {self.downwards} OFFSET %s"
        params: list[Any] = []
        for value in self.values:
            named = [] if value is None else [value]
            params += [*given, *named, after[0], after[0], after[1], limit, offset]
        return " UNION ALL ".join([f"SELECT * FROM ({part}) AS part"] * len(self.values)), params

    def end(self, after: Key, depth: int) -> Key | None:
        """Up to here every part has given all it has; beyond it a part may have more."""
        parts, params = self._parts(after, 1, depth - 1)
        day, pk = self.names[:2]
        return max(self._read(f"SELECT {_text(day)}, {pk} FROM ({parts}) AS parts", params), default=None)

    def kept(self, after: Key, depth: int, end: Key | None, most: int) -> list[Key]:
        """Up to `most` keys of the rows that pass between the two and are wanted, newest first."""
        parts, params = self._parts(after, depth, 0)
        rest, given = self.met
        low = end or ENDING
        params += [*given, low[0], low[0], low[1]]
        walked = f"WITH walked({', '.join(self.names)}) AS ({parts})"
        # Under the name of the table, so that its conditions are asked of what the index has given.
        passed = f"{self.pk} FROM walked AS {self.table}{rest}"
        if self.asked is None:
            sql = f"{walked} SELECT {_text(self.day)}, {passed} {self.downwards}"
            return self._read(sql, [*params, most])
        rest, given = self.asked
        # SQLite keeps the order of a CROSS JOIN.
        sql = (
            f"{walked}, passed(day, pk) AS (SELECT {self.day}, {passed}) SELECT {_text('passed.day')}, passed.pk FROM passed"
            f" CROSS JOIN {self.table}{self.by_id}{rest} ORDER BY passed.day DESC, passed.pk DESC LIMIT %s"
        )
        return self._read(sql, [*params, *given, most])

    @staticmethod
    def _read(sql: str, params: Sequence[Any]) -> list[Key]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


def _text(day: str) -> str:
    """As ISO writes it, from either database: a thousand keys are counted, and none of them need be a date of Python."""
    if connection.vendor == "sqlite":
        return f"CAST({day} AS text)"
    return f"to_char({day}, 'YYYY-MM-DD')"  # a cast would follow the style of dates of the server


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _column(model: type[Model], name: str) -> str:
    return next(_quoted(field.column) for field in model._meta.concrete_fields if field.name == name)


def _key_of(mark: str) -> Key:
    day, pk = read_mark(mark, 2)
    try:
        return date.fromisoformat(str(day)).isoformat(), int(pk)
    except ValueError as error:
        raise unknown() from error
