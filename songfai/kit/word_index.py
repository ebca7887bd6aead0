"""An index of the parts of words, for a text column `search` of folded words: a rare word is found without reading rows.

SQLite: an FTS5 table of trigrams beside the rows, kept by triggers. PostgreSQL: a trigram index, where the database
allows pg_trgm; without it nothing is known of words and the rows are read as they pass. Three letters are the least an
index of trigrams knows. Long texts are laid with `lay_short`, which on SQLite keeps which trigrams a row has but not
where: a tenth of the size, and what it finds is read to make sure. On SQLite a later migration that remakes the table drops
its triggers and must lay the index anew (`lay`): tests/kit/test_word_index.py says so.
"""

import json
from collections.abc import Sequence
from functools import cache

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LEAST = 3
# Of a short index so many rows are read to make sure; with more the word is frequent, or made of frequent parts.
READ = 3000
# A word that no more rows hold is looked up; of a more frequent one some are among the rows that pass anyhow.
RARE = 1000

SQLITE = """
CREATE VIRTUAL TABLE {table}_words USING fts5(search, content='{table}', content_rowid='id', tokenize='trigram', detail='{detail}');
CREATE TRIGGER {table}_words_added AFTER INSERT ON {table} BEGIN INSERT INTO {table}_words(rowid, search) VALUES (NEW.id, NEW.search); END;
CREATE TRIGGER {table}_words_removed AFTER DELETE ON {table} BEGIN INSERT INTO {table}_words({table}_words, rowid, search) VALUES ('delete', OLD.id, OLD.search); END;
CREATE TRIGGER {table}_words_changed AFTER UPDATE OF search ON {table} WHEN NEW.search <> OLD.search BEGIN INSERT INTO {table}_words({table}_words, rowid, search) VALUES ('delete', OLD.id, OLD.search); INSERT INTO {table}_words(rowid, search) VALUES (NEW.id, NEW.search); END;
INSERT INTO {table}_words({table}_words) VALUES ('rebuild');
"""  # noqa: E501
POSTGRES = "CREATE INDEX {table}_words ON {table} USING gin (search gin_trgm_ops)"


def lay_short(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Lay the index of a table of long texts. For migrations."""
    lay(editor, table, "none")


def lay(editor: BaseDatabaseSchemaEditor, table: str, detail: str = "full") -> None:
    """Lay the index of a table, or lay it anew. For migrations."""
    lift(editor, table)
    if editor.connection.vendor == "sqlite":
        for line in SQLITE.format(table=table, detail=detail).strip().splitlines():
            editor.execute(line, None)
        return
    try:
        with transaction.atomic(using=editor.connection.alias):
            editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm", None)
            editor.execute(POSTGRES.format(table=table), None)
    except DatabaseError:
        # A role that may not create extensions: the administrator can, and runs `CREATE INDEX` by hand.
        return


def lift(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    if editor.connection.vendor != "sqlite":
        editor.execute(f"DROP INDEX IF EXISTS {table}_words", None)
        return
    for when in ("added", "removed", "changed"):
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{when}", None)
    editor.execute(f"DROP TABLE IF EXISTS {table}_words", None)


def ids_with(table: str, words: Sequence[str], most: int) -> list[int] | None:
    """Ids of the rows that hold every one of the folded words; None when they are more than `most`, or when the index
    cannot tell: then the rows must be read as they pass."""
    known = [word for word in words if len(word) >= LEAST]
    if not known or not _is_laid(table, connection.vendor):
        return None
    if connection.vendor == "sqlite":
        # As phrases, so that no sign of a word is read as part of the query language.
        wanted = " AND ".join('"' + word.replace('"', '""') + '"' for word in known)
        sql, given = f"SELECT rowid FROM {table}_words WHERE search MATCH %s LIMIT %s", [wanted]
    else:
        held = " AND ".join("search LIKE %s" for _word in known)
        sql, given = f"SELECT id FROM {table} WHERE {held} LIMIT %s", [f"%{_plain(word)}%" for word in known]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, most + 1])
        found = [pk for (pk,) in cursor.fetchall()]
    return found if len(found) <= most else None


def ids_with_short(table: str, words: Sequence[str], most: int) -> list[int] | None:
    """As `ids_with`, of an index laid by `lay_short`."""
    if connection.vendor != "sqlite":
        return ids_with(table, words, most)
    known = [word for word in words if len(word) >= LEAST]
    if not known:
        return None
    parts = sorted({word[at : at + LEAST] for word in known for at in range(len(word) - LEAST + 1)})
    wanted = " AND ".join('"' + part.replace('"', '""') + '"' for part in parts)
    held = " AND ".join("instr(rows.search, %s) > 0" for _word in known)
    with connection.cursor() as cursor:
        # The maybes first, by the index alone; then each of a few is read, until they are more than `most`.
        cursor.execute(
            f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s LIMIT %s", [wanted, READ + 1]
        )
        maybe = [pk for (pk,) in cursor.fetchall()]
        if len(maybe) > READ:
            return None
        # CROSS JOIN keeps the order of the two.
        cursor.execute(
            f"SELECT rows.id FROM json_each(%s) AS maybe CROSS JOIN {table} AS rows ON rows.id = maybe.value"
            f" WHERE {held} LIMIT %s",
            [json.dumps(maybe), *known, most + 1],
        )
        found = [pk for (pk,) in cursor.fetchall()]
    return found if len(found) <= most else None


def _plain(word: str) -> str:
    for sign in ("\\", "%", "_"):
        word = word.replace(sign, f"\\{sign}")
    return word


@cache
def _is_laid(table: str, vendor: str) -> bool:
    """Asked once for each process: an index is laid by a migration, when nobody is served."""
    if vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{table}_words"])
        return cursor.fetchone()[0] is not None
