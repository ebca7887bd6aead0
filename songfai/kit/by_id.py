"""Rows by their ids, for pages of long lists.

A query set takes ten times as long to be written as a database takes to find fifty rows by their ids, and a page needs
five of them; here the statement is put together from the names of the columns alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=Model)


def by_id(
    model: type[Row], fields: Sequence[str], ids: Iterable[int | None], *, key: str = "id"
) -> list[Row]:
    """Rows with the named fields and no more, as `only` would give them, in the order of their ids. `key` may be another
    column of numbers; None among the ids is passed over."""
    numbers = ",".join(str(int(pk)) for pk in sorted({pk for pk in ids if pk is not None}))
    if not numbers:
        return []
    here = connections[DEFAULT_DB_ALIAS]
    asked, attnames, converted = _written(model, tuple(fields), key, here.vendor)
    converters = [(place, column, _converters(column, here)) for place, column in converted]
    with here.cursor() as cursor:
        cursor.execute(asked.replace(IDS, numbers))
        rows = cursor.fetchall()
    return [_made(model, here.alias, attnames, _converted(row, converters, here)) for row in rows]


# Where the ids stand in a statement.
IDS = "{ids}"


@lru_cache(maxsize=256)
def _written(
    model: type[Model], fields: tuple[str, ...], key: str, vendor: str
) -> tuple[str, list[str], list[tuple[int, Any]]]:
    """The statement, the names its values have on a row, and by its place each column whose values are stored otherwise than
    Python has them. `vendor` is part of what makes it."""
    here, meta = connections[DEFAULT_DB_ALIAS], model._meta
    quote, wanted = here.ops.quote_name, {"id", *fields}
    columns = [field for field in meta.concrete_fields if {field.name, field.attname} & wanted]
    names = ", ".join(quote(field.column) for field in columns)
    pk = next(quote(field.column) for field in meta.concrete_fields if field.name == key)
    asked = f"SELECT {names} FROM {quote(meta.db_table)} WHERE {pk} IN ({IDS}) ORDER BY {quote('id')}"
    stored: list[tuple[int, Any]] = [(place, field.cached_col) for place, field in enumerate(columns)]
    converted = [(place, column) for place, column in stored if _converters(column, here)]
    return asked, [field.attname for field in columns], converted


def keyed(model: type[Row], fields: Sequence[str], ids: Iterable[int | None]) -> dict[int, Row]:
    """The same by their ids."""
    return {vars(row)["id"]: row for row in by_id(model, fields, ids)}


def join(rows: Iterable[Model], name: str, found: Mapping[int, Model]) -> None:
    """Give each row what its foreign key `name` points to, as `select_related` would. They are of one model."""
    rows = list(rows)
    if not rows:
        return
    field: Any = rows[0]._meta.get_field(name)
    attname, kept = field.attname, field.cache_name
    for row in rows:
        pk = vars(row)[attname]
        row._state.fields_cache[kept] = None if pk is None else found[pk]


def related(row: Model, name: str) -> Sequence[Any]:
    """What `row.<name>.all()` gives, in a list; where it was read beforehand without the manager and the query set that Django
    makes for every row of a page."""
    read = vars(row).get("_prefetched_objects_cache", {})
    return list(read[name] if name in read else getattr(row, name).all())


def give(row: Model, **lists: Sequence[Model]) -> None:
    """Give a row what `prefetch_related` would have read."""
    vars(row)["_prefetched_objects_cache"] = lists


def _made(model: type[Row], alias: str, attnames: Sequence[str], values: Sequence[Any]) -> Row:
    """A row as `from_db` makes it, its other fields left to be read when somebody asks. `from_db` looks at every field of the
    model for each of three hundred rows. No signal is sent, and values are as they were stored."""
    row = model.__new__(model)
    row._state = state = ModelState()
    state.adding, state.db = False, alias
    row.__dict__.update(zip(attnames, values, strict=True))
    return row


def _converters(column: Any, here: BaseDatabaseWrapper) -> list[Any]:
    """Of the connection at hand: it belongs to one thread."""
    return [*here.ops.get_db_converters(column), *column.get_db_converters(here)]


def _converted(
    row: Sequence[Any], converters: Sequence[tuple[int, Any, list[Any]]], here: BaseDatabaseWrapper
) -> list[Any]:
    values = list(row)
    for place, column, steps in converters:
        for step in steps:
            values[place] = step(values[place], column, here)
    return values
