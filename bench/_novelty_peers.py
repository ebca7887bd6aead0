"""What else finds texts with the same wording: full-text indexes asked for rare words, trigrams, MinHash.

Each is given the words as Songfai folds them, or it would know nothing of Lao, and answers with (key, score), best first.
A peer that is not installed is left out.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from django.db import connection

from songfai.novelty.rules.sheets import Written
from songfai.novelty.rules.words import Words

BEST = 10
RAREST = 25
Answer = list[tuple[str, float]]


class Peer(Protocol):
    name: str

    def fill(self, texts: Iterable[tuple[str, list[Written]]]) -> None: ...

    def ask(self, parts: Sequence[Written]) -> Answer: ...

    def bytes(self) -> int: ...


def tokens(parts: Sequence[Written]) -> list[str]:
    """Each syllable as a word no tokenizer takes apart."""
    return [f"w{number:x}" for part in parts for number in Words(part.body).numbers]


class Fts5:
    """SQLite FTS5, one table of its own without the texts; the 25 rarest words of the text asked about, by BM25."""

    name = "sqlite fts5, rarest words"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fts5.sqlite3"
        self.db = sqlite3.connect(self.path)
        self.db.execute("CREATE VIRTUAL TABLE texts USING fts5(words, content='')")
        self.db.execute("CREATE VIRTUAL TABLE known USING fts5vocab(texts, 'row')")

    def fill(self, texts: Iterable[tuple[str, list[Written]]]) -> None:
        with self.db:
            self.db.executemany(
                "INSERT INTO texts(rowid, words) VALUES (?, ?)",
                ((int(key) + 1, " ".join(tokens(parts))) for key, parts in texts),
            )

    def ask(self, parts: Sequence[Written]) -> Answer:
        words = set(tokens(parts))
        often = {}
        for word in words:
            row = self.db.execute("SELECT doc FROM known WHERE term = ?", [word]).fetchone()
            if row:
                often[word] = row[0]
        rarest = sorted(often, key=lambda word: (often[word], word))[:RAREST]
        rows = self.db.execute(
            f"SELECT rowid, rank FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT {BEST}",
            [" OR ".join(rarest)],
        )
        return [(str(number - 1), -rank) for number, rank in rows]

    def bytes(self) -> int:
        return self.path.stat().st_size


class Tantivy:
    """tantivy with every word of the text asked about, by BM25."""

    name = "tantivy, all words"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy, self.folder = tantivy, folder / "tantivy"
        self.folder.mkdir()
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("key", stored=True, tokenizer_name="raw")
        schema.add_text_field("words", stored=False, tokenizer_name="whitespace", index_option="freq")
        self.index = tantivy.Index(schema.build(), path=str(self.folder))

    def fill(self, texts: Iterable[tuple[str, list[Written]]]) -> None:
        writer = self.index.writer(heap_size=200_000_000, num_threads=1)
        for key, parts in texts:
            writer.add_document(self.tantivy.Document(key=key, words=" ".join(tokens(parts))))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def ask(self, parts: Sequence[Written]) -> Answer:
        searcher = self.index.searcher()
        query = self.index.parse_query(" ".join(sorted(set(tokens(parts)))), ["words"])
        found = searcher.search(query, BEST).hits
        return [(searcher.doc(address)["key"][0], score) for score, address in found]

    def bytes(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir())


class MinHash:
    """datasketch: MinHash of runs of five, 64 permutations, an LSH of threshold 0.3 in memory, the rest by estimated Jaccard."""

    name = "minhash lsh (datasketch)"

    def __init__(self, folder: Path) -> None:
        from datasketch import MinHash as Sketch
        from datasketch import MinHashLSH

        self.sketch, self.lsh = Sketch, MinHashLSH(threshold=0.3, num_perm=64)
        self.kept: dict[str, object] = {}

    def _of(self, parts: Sequence[Written]):
        said = tokens(parts)
        made = self.sketch(num_perm=64)
        made.update_batch([" ".join(said[at : at + 5]).encode() for at in range(max(1, len(said) - 4))])
        return made

    def fill(self, texts: Iterable[tuple[str, list[Written]]]) -> None:
        for key, parts in texts:
            self.kept[key] = made = self._of(parts)
            self.lsh.insert(key, made)

    def ask(self, parts: Sequence[Written]) -> Answer:
        asked = self._of(parts)
        found = [(key, asked.jaccard(self.kept[key])) for key in self.lsh.query(asked)]
        return sorted(found, key=lambda one: -one[1])[:BEST]

    def bytes(self) -> int:
        return 0  # in memory only


class Trigrams:
    """PostgreSQL pg_trgm: the texts themselves in a GIN index, by similarity, of those over the usual limit of 0.3."""

    name = "postgresql pg_trgm"

    def __init__(self, folder: Path) -> None:
        if connection.vendor != "postgresql":
            raise ImportError
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute("CREATE TABLE bench_trigrams (key text, body text)")

    def fill(self, texts: Iterable[tuple[str, list[Written]]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO bench_trigrams VALUES (%s, %s)",
                ((key, " ".join(part.body for part in parts).lower()) for key, parts in texts),
            )
            cursor.execute("CREATE INDEX bench_trigrams_gin ON bench_trigrams USING gin (body gin_trgm_ops)")
            cursor.execute("ANALYZE bench_trigrams")

    def ask(self, parts: Sequence[Written]) -> Answer:
        body = " ".join(part.body for part in parts).lower()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT key, similarity(body, %s) AS alike FROM bench_trigrams WHERE body %% %s"
                f" ORDER BY alike DESC LIMIT {BEST}",
                [body, body],
            )
            return cursor.fetchall()

    def bytes(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_size('bench_trigrams_gin')")
            return cursor.fetchone()[0]


class TextSearch:
    """PostgreSQL tsvector: each syllable a lexeme, in a GIN index; the 25 rarest of the text asked about, by ts_rank."""

    name = "postgresql tsvector, rarest words"

    def __init__(self, folder: Path) -> None:
        if connection.vendor != "postgresql":
            raise ImportError
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_words (key text, words tsvector)")
        self.often: dict[str, int] = {}

    def fill(self, texts: Iterable[tuple[str, list[Written]]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO bench_words VALUES (%s, array_to_tsvector(%s))",
                ((key, sorted(set(tokens(parts)))) for key, parts in texts),
            )
            cursor.execute("CREATE INDEX bench_words_gin ON bench_words USING gin (words)")
            cursor.execute("ANALYZE bench_words")
            # How often each word is, which PostgreSQL does not tell in a moment as FTS5 does: kept beside it, not counted.
            cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT words FROM bench_words')")
            self.often = dict(cursor.fetchall())

    def ask(self, parts: Sequence[Written]) -> Answer:
        words = [word for word in set(tokens(parts)) if word in self.often]
        rarest = sorted(words, key=lambda word: (self.often[word], word))[:RAREST]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT key, ts_rank(words, asked) AS rank FROM bench_words, CAST(%s AS tsquery) AS asked"
                f" WHERE words @@ asked ORDER BY rank DESC LIMIT {BEST}",
                [" | ".join(rarest)],
            )
            return cursor.fetchall()

    def bytes(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_size('bench_words_gin')")
            return cursor.fetchone()[0]


KINDS = {
    "fts5": Fts5,
    "tantivy": Tantivy,
    "minhash": MinHash,
    "pg_trgm": Trigrams,
    "tsvector": TextSearch,
}


def installed(names: Iterable[str], folder: Path) -> list[Peer]:
    found: list[Peer] = []
    for name in names:
        try:
            found.append(KINDS[name](folder))
        except ImportError:
            continue
    return found
