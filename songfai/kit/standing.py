"""Questions to the database that are the same on every page but for a few values: put into words once, then only asked.

A query set takes ten times as long to be written as the database takes to answer it, and the head of a page alone needs four.
Here the words are kept, never an answer.

    @standing
    def _seats(account: int, day: date) -> QuerySet[Seat]:
        return Seat.objects.filter(account=account, valid_from__lte=day)

    rows = _seats(seat.account_id, today())

The function is called with stand-ins for the values, as `kit.addresses` does, and not again; whoever asks gets a list of what
its query set would have given. Values stand in their order and are numbers, texts and days; what changes the question itself (the
language it is ordered by, a set of ids) is given by name and is part of what is kept. The function asks the database nothing.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, wraps
from typing import Any
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet

Write = Callable[..., QuerySet[Any, Any]]

# What no question holds by itself: of each kind of value, a stand-in by its place. Numbers fit every column of four bytes or
# more; of a smaller one (SmallIntegerField) PostgreSQL would never be asked, for no row could hold the stand-in.
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 1_918_273_600 + place,
    str: lambda place: f"0-part-{place}-0",
    date: lambda place: date(1, 2, 3) + timedelta(place),
}


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class _Written:
    """`places`: of each parameter, which of the values it is, or None where it is always the same."""

    rows: Any  # the query set, which is never asked itself
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[int | None, ...]


def standing(write: Write) -> Callable[..., list[Any]]:
    @wraps(write)
    def ask(*values: Any, **shape: Any) -> list[Any]:
        kinds = tuple(map(type, values))
        written = _written(write, kinds, tuple(sorted(shape.items())), connection.vendor)
        return _asked(written, [_stored(value) for value in values]) if written else []

    return ask


@lru_cache(maxsize=1024)
def _written(
    write: Write, kinds: tuple[type, ...], shape: tuple[tuple[str, Any], ...], vendor: str
) -> _Written | None:
    """None for a question that nothing can answer, as one about an empty set of ids. A value of another kind is an error: None
    would change the words (KeyError).

    Written with two sets of stand-ins: a parameter that differs is a value, and has to stand there as it was given."""
    first, second = (
        [STAND_INS[kind](place + further) for place, kind in enumerate(kinds)] for further in (0, len(kinds))
    )
    rows = write(*first, **dict(shape))
    compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
    try:
        sql, params = compiler.as_sql()
        again = write(*second, **dict(shape)).query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()[1]
    except EmptyResultSet:
        return None
    compiler.connection = None  # of one thread alone
    known = [(_stored(one), _stored(other)) for one, other in zip(first, second, strict=True)]
    pairs = list(zip(params, again, strict=True))
    places = tuple(known.index(pair) if pair in known else None for pair in pairs)
    as_given = all(
        place is not None or one == other for place, (one, other) in zip(places, pairs, strict=True)
    )
    assert as_given and set(places) >= set(range(len(kinds))), (
        f"{write}: a value does not stand in the question as it is"
    )
    return _Written(rows, compiler, sql, tuple(params), places)


def _stored(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if type(value) is date else value


def _asked(written: _Written, values: list[Any]) -> list[Any]:
    """The query set asked through its own compiler, which does not write the words again."""
    given = tuple(
        one if place is None else values[place]
        for one, place in zip(written.params, written.places, strict=True)
    )
    compiler, query = copy(written.compiler), copy(written.rows.query)
    compiler.connection = connections[DEFAULT_DB_ALIAS]
    compiler.get_converters = lambda columns: _converters(written, compiler, columns)
    compiler.as_sql = lambda *_args, **_more: (written.sql, given)
    query.get_compiler = lambda *_args, **_more: compiler
    rows: Any = type(written.rows)(written.rows.model, query=query)
    rows._iterable_class, rows._fields = written.rows._iterable_class, written.rows._fields
    return list(rows)


def _converters(written: _Written, compiler: Any, columns: Any) -> dict[int, Any]:
    """What turns stored values into those of Python, asked once of each connection. They hold the connection, so it is the
    connection that keeps them: both go with its thread."""
    kept = vars(compiler.connection).setdefault("_songfai_converters", WeakKeyDictionary())
    found: dict[int, Any] | None = kept.get(written)
    if found is None:
        found = kept[written] = type(compiler).get_converters(compiler, columns)
    return found
