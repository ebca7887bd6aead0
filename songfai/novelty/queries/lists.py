"""Which texts have a run, read from the fingerprints. Numbers in, numbers out: whose they are is not asked here."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from django.db import connection
from django.db.backends.utils import CursorWrapper

from songfai.novelty.rules.fingerprints import FOLLOWED, Anchor, first_of, last_of
from songfai.novelty.rules.weighing import COMMON, FREQUENT

# Rows of a run that are read at once.
FEW = 32
Lists = Mapping[int, list[tuple[int, int]] | None]

# Parts of one statement: asked one by one, half of the time would go into asking.
A_LIST = (
    "SELECT * FROM (SELECT wording, text FROM novelty_fingerprint"
    " WHERE wording BETWEEN %s AND %s ORDER BY wording, text LIMIT %s)"
)
IS_LONGER = "SELECT %s, 1 WHERE EXISTS (SELECT 1 FROM novelty_fingerprint WHERE wording BETWEEN %s AND %s LIMIT 1 OFFSET %s)"
A_WORDING = "SELECT * FROM (SELECT wording, text FROM novelty_fingerprint WHERE wording = %s LIMIT %s)"
AT_ONCE = 16
# All at once, where the database can be asked for the first rows of each; of a run that too many have only that it is so.
ALL_LISTS = (
    "SELECT run, CASE WHEN size < %s THEN wordings END, CASE WHEN size < %s THEN texts END FROM unnest(%s::bigint[]) AS run"
    " CROSS JOIN LATERAL (SELECT count(*) AS size, array_agg(wording) AS wordings, array_agg(text) AS texts FROM"
    " (SELECT wording, text FROM novelty_fingerprint"
    f" WHERE wording BETWEEN (run << {FOLLOWED}) AND (run << {FOLLOWED} | {(1 << FOLLOWED) - 1})"
    " ORDER BY wording, text LIMIT %s) AS first) AS found WHERE size > 0"
)
ALL_WORDINGS = (
    "SELECT said, found.text FROM unnest(%s::bigint[]) AS said CROSS JOIN LATERAL"
    " (SELECT text FROM novelty_fingerprint WHERE wording = said ORDER BY wording, text LIMIT %s) AS found"
)


def lists_of(runs: Iterable[int], left_out: Collection[int]) -> Lists:
    """(wording, text) of each run; None for a run of which there are more than FREQUENT rows."""
    most = FREQUENT + 1 + len(left_out)
    lists: dict[int, list[tuple[int, int]] | None] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(ALL_LISTS, [most, most, sorted(runs), most])
            for run, wordings, texts in cursor.fetchall():
                lists[run] = None if wordings is None else list(zip(wordings, texts, strict=True))
        else:
            lists.update(_short_and_long(cursor, sorted(runs), most))
    if left_out:
        return {run: rows and [row for row in rows if row[1] not in left_out] for run, rows in lists.items()}
    return lists


def _short_and_long(cursor: CursorWrapper, runs: Sequence[int], most: int) -> Lists:
    """Most lists are short. Of a long one it is asked first whether it is too long: the rows would be read for nothing."""
    first = min(FEW, most)
    lists = _read(cursor, runs, first)
    cut = [run for run in runs if len(lists[run]) == first]
    asked = [(run, first_of(run), last_of(run), most - 1) for run in cut]
    longer = {run for run, _one in _together(cursor, IS_LONGER, asked)}
    return lists | _read(cursor, [run for run in cut if run not in longer], most) | dict.fromkeys(longer)


def _read(cursor: CursorWrapper, runs: Iterable[int], most: int) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {run: [] for run in runs}
    asked = [(first_of(run), last_of(run), most) for run in found]
    for row in _together(cursor, A_LIST, asked):
        found[row[0] >> FOLLOWED].append(row)
    return found


def _together(cursor: CursorWrapper, part: str, asked: Sequence[tuple[int, ...]]) -> list[tuple[int, int]]:
    """The rows of the part for each of what is asked, some in one statement."""
    rows: list[tuple[int, int]] = []
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        cursor.execute(" UNION ALL ".join([part] * len(some)), list(chain.from_iterable(some)))
        rows += cursor.fetchall()
    return rows


def common_of(anchors: Iterable[Anchor], lists: Lists, left_out: Collection[int]) -> set[int]:
    """Those runs of ten that COMMON texts have. Where a list is too long to be read, the run of ten is asked for."""
    long = [one for one in anchors if one.is_long]
    times = Counter(wording for rows in lists.values() for wording, _text in rows or ())
    asked = {one.wording for one in long if lists.get(one.run, ()) is None}
    for wording, texts in _texts_with(sorted(asked), COMMON + len(left_out)).items():
        times[wording] = len(texts - set(left_out))
    return {one.wording for one in long if times[one.wording] >= COMMON}


def is_of_many(rows: Sequence[tuple[int, int]] | None) -> bool:
    return rows is None or len({text for _wording, text in rows}) >= COMMON


def _texts_with(wordings: Sequence[int], most: int) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {wording: set() for wording in wordings}
    if not wordings:
        return found
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(ALL_WORDINGS, [list(wordings), most])
            for wording, text in cursor.fetchall():
                found[wording].add(text)
            return found
        for wording, text in _together(cursor, A_WORDING, [(wording, most) for wording in wordings]):
            found[wording].add(text)
    return found
