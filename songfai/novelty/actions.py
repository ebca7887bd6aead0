"""Texts come, change and go; what is found by comes and goes with them, in the caller's transaction."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from songfai.novelty.models import Part, Text
from songfai.novelty.rules.sheets import Written, stored_of

ADD = "INSERT INTO novelty_fingerprint (row) VALUES (%s)"
TAKE = "DELETE FROM novelty_fingerprint WHERE row = %s"
ADD_ALL = "INSERT INTO novelty_fingerprint (row) SELECT unnest(%s::bigint[])"
TAKE_ALL = "DELETE FROM novelty_fingerprint WHERE row = ANY(%s::bigint[])"


@transaction.atomic
def put(
    *, key: str, parts: Sequence[Written], day: date, filed_on: date | None = None, shut: bool = False
) -> None:
    """Keep a text, or what it says now: others find it at once. `day` is its novelty date, `filed_on` when it was handed in.
    `shut`: it is compared as if all of it were confidential.

    Of two that put the same new key at the same time the database refuses the second: whom a key belongs to locks it before.
    """
    if len({part.name for part in parts}) < len(parts):
        raise ValueError("Two parts of one text have the same name.")
    text = Text.objects.select_for_update().filter(key=key).first()
    said = _said(text) if text else []
    if text is None:
        text = Text.objects.create(key=key, day=day, filed_on=filed_on, shut=shut)
    was_shut = text.shut
    if (text.day, text.filed_on, text.shut) != (day, filed_on, shut):
        text.day, text.filed_on, text.shut = day, filed_on, shut
        text.save(update_fields=["day", "filed_on", "shut"])
    if said == list(parts) and was_shut == shut:
        return
    if said:
        text.parts.all().delete()
    Part.objects.bulk_create(
        Part(text=text, position=nth, name=part.name, body=part.body, confidential=part.confidential)
        for nth, part in enumerate(parts)
    )
    old, new = stored_of(text.pk, said, shut=was_shut), stored_of(text.pk, parts, shut=shut)
    _write(TAKE, TAKE_ALL, old - new)
    _write(ADD, ADD_ALL, new - old)


@transaction.atomic
def remove(*, key: str) -> None:
    """Forget a text. One that is not there has been forgotten already."""
    text = Text.objects.select_for_update().filter(key=key).first()
    if text is None:
        return
    _write(TAKE, TAKE_ALL, stored_of(text.pk, _said(text), shut=text.shut))
    text.delete()


def _said(text: Text) -> list[Written]:
    rows = text.parts.order_by("position").values_list("name", "body", "confidential")
    return [Written(*row) for row in rows]


def _write(statement: str, all_at_once: str, rows: Iterable[int]) -> None:
    """In the order of the table, so that neighbours are written together."""
    in_order = sorted(rows)
    if not in_order:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(all_at_once, [in_order])
        else:
            cursor.executemany(statement, [(row,) for row in in_order])


# ---------------------------------------------------------------- anew

# The rows are put in order piece by piece: what is in memory at once is a piece, however many texts there are.
PIECES, HELD = 128, 1 << 20
Told = Callable[[int, int], None]


def nobody_is_told(done: int, of: int) -> None:
    return


@transaction.atomic
def lay_anew(told: Told = nobody_is_told) -> None:
    """Every fingerprint, from the texts: after a change of the rules, or of many texts at once. All or nothing.

    The texts are read once, their rows kept in files by the beginning of the row, and each file is put in order and written:
    sorted, each page of the table is written once. `told` is called with what is done and of how much: to write the pieces
    takes about as long as to read the texts.
    """
    texts = Text.objects.count()
    each = texts // PIECES + 1
    of = texts + PIECES * each
    with TemporaryDirectory() as folder, connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE novelty_fingerprint"
            if connection.vendor == "postgresql"
            else "DELETE FROM novelty_fingerprint"
        )
        held: list[array[int]] = [array("q") for _piece in range(PIECES)]
        count = 0
        for done, (number, shut, parts) in enumerate(_all_said(), start=1):
            for row in stored_of(number, parts, shut=shut):
                held[(row >> 57) + PIECES // 2].append(row)
                count += 1
            if count >= HELD:
                _put_aside(folder, held)
                count = 0
                told(done, of)
        _put_aside(folder, held)
        for piece in range(PIECES):
            _lay(cursor, sorted(_taken_up(folder, piece)))
            told(texts + (piece + 1) * each, of)


def _put_aside(folder: str, held: list["array[int]"]) -> None:
    for piece, rows in enumerate(held):
        if rows:
            with open(f"{folder}/{piece}", "ab") as file:
                rows.tofile(file)
            del rows[:]


def _taken_up(folder: str, piece: int) -> "array[int]":
    rows = array("q")
    path = Path(folder) / str(piece)
    if path.exists():
        rows.frombytes(path.read_bytes())
        path.unlink()
    return rows


def _lay(cursor: CursorWrapper, rows: Sequence[int]) -> None:
    if connection.vendor == "postgresql":
        # Psycopg's own cursor: Django knows no COPY.
        with cursor.cursor.copy("COPY novelty_fingerprint (row) FROM STDIN") as copy:
            copy.write("".join(f"{row}\n" for row in rows))
    else:
        cursor.executemany(ADD, [(row,) for row in rows])


def _all_said() -> Iterator[tuple[int, bool, list[Written]]]:
    rows = Part.objects.order_by("text", "position")
    told = rows.values_list("text", "text__shut", "name", "body", "confidential")
    for (number, shut), parts in groupby(told.iterator(), key=lambda row: (row[0], row[1])):
        yield number, shut, [Written(*row[2:]) for row in parts]
