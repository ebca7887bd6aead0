"""Which texts have a run, read from the fingerprints. Numbers in, numbers out: whose they are is not asked here.

`private` says of which texts the confidential parts are among the rows: None for all, else their numbers. The others' rows are
not read, so that nothing that is answered depends on them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from django.db import connection
from django.db.backends.utils import CursorWrapper

from songfai.novelty.rules.fingerprints import (
    BESIDE,
    FOLLOWED,
    SECRET,
    TEXT,
    Anchor,
    first_of,
    first_with,
    last_of,
    last_with,
)
from songfai.novelty.rules.weighing import COMMON, FREQUENT

# Rows of a run that are read at once.
FEW = 32
Lists = Mapping[int, list[tuple[int, int]] | None]

# A row taken apart: rules/fingerprints.py.
OF_TEXT = f"((row >> 1) & {(1 << TEXT) - 1})"
SAID = f"row >> {BESIDE}, {OF_TEXT}"
AMONG = "SELECT row FROM novelty_fingerprint WHERE row BETWEEN %s AND %s{of}"
# Parts of one statement: asked one by one, half of the time would go into asking.
A_LIST = f"SELECT {SAID} FROM ({AMONG} ORDER BY row LIMIT %s)"
IS_LONGER = f"SELECT %s, 1 WHERE EXISTS ({AMONG} LIMIT 1 OFFSET %s)"
AT_ONCE = 16
# All at once, where the database can be asked for the first rows of each; of a run that too many have only that it is so.
ALL_LISTS = (
    "SELECT first, CASE WHEN size < %s THEN rows END FROM unnest(%s::bigint[], %s::bigint[]) AS asked (first, last)"
    " CROSS JOIN LATERAL (SELECT count(*) AS size, array_agg(row) AS rows FROM (SELECT row FROM novelty_fingerprint"
    " WHERE row BETWEEN first AND last{of} ORDER BY row LIMIT %s) AS few) AS found WHERE size > 0"
)
ALL_WORDINGS = (
    f"SELECT {SAID} FROM unnest(%s::bigint[], %s::bigint[]) AS asked (first, last) CROSS JOIN LATERAL"
    " (SELECT row FROM novelty_fingerprint WHERE row BETWEEN first AND last{of} ORDER BY row LIMIT %s) AS found"
)
Private = Collection[int] | None


def _of(private: Private) -> str:
    """The further condition; numbers, so that they may stand in the statement."""
    if private is None:
        return ""
    named = ", ".join(str(int(number)) for number in sorted(private))
    return f" AND (row & {SECRET} = 0 OR {OF_TEXT} IN ({named}))" if named else f" AND row & {SECRET} = 0"


def lists_of(runs: Iterable[int], left_out: Collection[int], private: Private = None) -> Lists:
    """(wording, text) of each run; None for a run of which there are more than FREQUENT rows."""
    of = _of(private)
    most = FREQUENT + 1 + len(left_out)
    lists: Lists
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lists = _all_lists(cursor, sorted(runs), most, of)
        else:
            lists = _short_and_long(cursor, sorted(runs), most, of)
    if left_out:
        return {run: rows and [row for row in rows if row[1] not in left_out] for run, rows in lists.items()}
    return lists


def _all_lists(cursor: CursorWrapper, runs: Sequence[int], most: int, of: str) -> Lists:
    firsts, lasts = list(map(first_of, runs)), list(map(last_of, runs))
    cursor.execute(ALL_LISTS.replace("{of}", of), [most, firsts, lasts, most])
    only = (1 << TEXT) - 1
    return {
        first >> FOLLOWED + BESIDE: rows and [(row >> BESIDE, row >> 1 & only) for row in rows]
        for first, rows in cursor.fetchall()
    }


def _short_and_long(cursor: CursorWrapper, runs: Sequence[int], most: int, of: str) -> Lists:
    """Most lists are short. Of a long one it is asked first whether it is too long: the rows would be read for nothing."""
    first = min(FEW, most)
    lists = _read(cursor, runs, first, of)
    cut = [run for run in runs if len(lists[run]) == first]
    asked = [(run, first_of(run), last_of(run), most - 1) for run in cut]
    longer = {run for run, _one in _together(cursor, IS_LONGER.replace("{of}", of), asked)}
    return lists | _read(cursor, [run for run in cut if run not in longer], most, of) | dict.fromkeys(longer)


def _read(cursor: CursorWrapper, runs: Iterable[int], most: int, of: str) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {run: [] for run in runs}
    asked = [(first_of(run), last_of(run), most) for run in found]
    for said in _together(cursor, A_LIST.replace("{of}", of), asked):
        found[said[0] >> FOLLOWED].append(said)
    return found


def _together(cursor: CursorWrapper, part: str, asked: Sequence[tuple[int, ...]]) -> list[tuple[int, int]]:
    """The rows of the part for each of what is asked, some in one statement."""
    rows: list[tuple[int, int]] = []
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        cursor.execute(" UNION ALL ".join([part] * len(some)), list(chain.from_iterable(some)))
        rows += cursor.fetchall()
    return rows


def common_of(
    anchors: Iterable[Anchor], lists: Lists, left_out: Collection[int], private: Private = None
) -> set[int]:
    """Those runs of ten that COMMON texts have. Where a list is too long to be read, the run of ten is asked for."""
    long = [one for one in anchors if one.is_long]
    times = Counter(wording for rows in lists.values() for wording, _text in rows or ())
    asked = {one.wording for one in long if lists.get(one.run, ()) is None}
    for wording, texts in _texts_with(sorted(asked), COMMON + len(left_out), _of(private)).items():
        times[wording] = len(texts - set(left_out))
    return {one.wording for one in long if times[one.wording] >= COMMON}


def is_of_many(rows: Sequence[tuple[int, int]] | None) -> bool:
    return rows is None or len({text for _wording, text in rows}) >= COMMON


def _texts_with(wordings: Sequence[int], most: int, of: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {wording: set() for wording in wordings}
    if not wordings:
        return found
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            firsts, lasts = list(map(first_with, wordings)), list(map(last_with, wordings))
            cursor.execute(ALL_WORDINGS.replace("{of}", of), [firsts, lasts, most])
            rows = cursor.fetchall()
        else:
            each = [(first_with(wording), last_with(wording), most) for wording in wordings]
            rows = _together(cursor, A_LIST.replace("{of}", of), each)
        for wording, text in rows:
            found[wording].add(text)
    return found
