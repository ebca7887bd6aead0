"""Texts come, change and go; what is found by comes and goes with them, in the caller's transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from django.db import connection, transaction

from songfai.novelty.models import Part, Text
from songfai.novelty.rules.sheets import Written, stored_of

ADD = "INSERT INTO novelty_fingerprint (wording, text) VALUES (%s, %s)"
TAKE = "DELETE FROM novelty_fingerprint WHERE wording = %s AND text = %s"


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
    _write(TAKE, old - new)
    _write(ADD, new - old)


@transaction.atomic
def remove(*, key: str) -> None:
    """Forget a text. One that is not there has been forgotten already."""
    text = Text.objects.select_for_update().filter(key=key).first()
    if text is None:
        return
    _write(TAKE, stored_of(text.pk, _said(text), shut=text.shut))
    text.delete()


def _said(text: Text) -> list[Written]:
    rows = text.parts.order_by("position").values_list("name", "body", "confidential")
    return [Written(*row) for row in rows]


def _write(statement: str, rows: Iterable[tuple[int, int]]) -> None:
    """In the order of the table, so that neighbours are written together."""
    with connection.cursor() as cursor:
        cursor.executemany(statement, sorted(rows))


# ---------------------------------------------------------------- anew

BATCH = 2000


@transaction.atomic
def lay_anew() -> None:
    """Every fingerprint, from the texts: after a change of the rules, or of many texts at once."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM novelty_fingerprint")
        cursor.execute("CREATE TEMPORARY TABLE novelty_laid (wording bigint, text integer)")
        rows: list[tuple[int, int]] = []
        for number, shut, parts in _all_said():
            rows += stored_of(number, parts, shut=shut)
            if len(rows) > BATCH:
                cursor.executemany("INSERT INTO novelty_laid (wording, text) VALUES (%s, %s)", rows)
                rows = []
        cursor.executemany("INSERT INTO novelty_laid (wording, text) VALUES (%s, %s)", rows)
        # Sorted, each page of the table is written once.
        cursor.execute(
            "INSERT INTO novelty_fingerprint (wording, text) SELECT wording, text FROM novelty_laid ORDER BY wording, text"
        )
        cursor.execute("DROP TABLE novelty_laid")


def _all_said() -> Iterator[tuple[int, bool, list[Written]]]:
    rows = Part.objects.order_by("text", "position")
    told = rows.values_list("text", "text__shut", "name", "body", "confidential")
    for (number, shut), parts in groupby(told.iterator(), key=lambda row: (row[0], row[1])):
        yield number, shut, [Written(*row[2:]) for row in parts]
