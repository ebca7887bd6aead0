"""The novelty check among N works with known copies: `./dev bench novelty --size 100000`.

The corpus is that of tests/novelty/corpus.py. One JSON line per case and engine; the engines answer in turns. `recall_10` is how
often the text that was copied is among the first ten; `above_novel` how often the best answer stands above all but 2 % of those
to texts nobody has written before. `cpu_` is the time of this process alone, the steadier one on a machine that does much else.
On SQLite; on PostgreSQL where DATABASE_URL names an empty database.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["SONGFAI_DATA"] = os.environ.get("SONGFAI_BENCH_DATA") or tempfile.mkdtemp(prefix="songfai-bench-")
os.environ["SONGFAI_SECRET_KEY"] = "bench-" + "x" * 50
os.environ["SONGFAI_LOG"] = "ERROR"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songfai.config.settings")

import django

django.setup()

import sqlite3

from django.core.management import call_command
from django.db import connection, transaction

from bench._novelty_peers import BEST, KINDS, Answer, Peer, installed
from songfai.novelty import actions, queries
from songfai.novelty.models import Part, Text
from songfai.novelty.queries.lists import OF_TEXT
from songfai.novelty.rules.sheets import Written
from tests.novelty.corpus import Corpus

DAY = date(2020, 1, 1)
COPIES = ("verbatim", "edited", "paragraph")
INSERTED = 200
COLD = 40
SYNCS = 5
FOLDER = Path(os.environ["SONGFAI_DATA"])


def texts(corpus: Corpus) -> Iterator[tuple[str, list[Written]]]:
    return ((str(n), corpus.text(n)) for n in range(corpus.size))


def fill(corpus: Corpus) -> None:
    """The texts as rows, then all fingerprints in the order of their table."""
    coming = texts(corpus)
    while some := list(islice(coming, 2000)):
        with transaction.atomic():
            Text.objects.bulk_create(Text(id=int(key) + 1, key=key, day=DAY) for key, _parts in some)
            Part.objects.bulk_create(
                Part(text_id=int(key) + 1, position=nth, name=part.name, body=part.body)
                for key, parts in some
                for nth, part in enumerate(parts)
            )
    actions.lay_anew()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # The numbers were given by hand: the next text takes the next one.
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('novelty_text', 'id'), max(id)) FROM novelty_text"
            )
            cursor.execute("VACUUM ANALYZE novelty_fingerprint")
            cursor.execute("ANALYZE")


class Songfai:
    """Asked as the council is answered, or as who writes: without the rows of what others keep secret."""

    def __init__(self, *, writing: bool = False) -> None:
        self.name = "songfai, who writes" if writing else "songfai"
        self.private: list[str] | None = [] if writing else None

    def ask(self, parts: list[Written]) -> Answer:
        found = queries.similar(parts, private=self.private).similar
        return [(one.key, float(one.weight)) for one in found[:BEST]]

    def bytes(self) -> int:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_total_relation_size('novelty_fingerprint')")
            else:
                cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'novelty_fingerprint'")
            return int(cursor.fetchone()[0])


# ---------------------------------------------------------------- measuring


def timed(action: Callable[[], Any]) -> tuple[Any, float, float]:
    start, own = time.perf_counter(), time.process_time()
    answer = action()
    return answer, (time.perf_counter() - start) * 1000, (time.process_time() - own) * 1000


def line(case: str, engine: str, size: int, taken: list[tuple[float, float]], **more: object) -> None:
    figures: dict[str, object] = {
        "bench": "novelty", "case": case, "engine": engine, "database": connection.vendor, "size": size, "n": len(taken),
    }  # fmt: skip
    for name, times in (("", [wall for wall, _own in taken]), ("cpu_", [own for _wall, own in taken])):
        if times:
            figures[f"{name}median_ms"] = round(statistics.median(times), 2)
            figures[f"{name}p95_ms"] = round(sorted(times)[max(0, round(len(times) * 0.95) - 1)], 2)
    print(json.dumps(figures | more), flush=True)


def ask_in_turns(corpus: Corpus, engines: list[Any], asked: int) -> None:
    """Novel texts first: they warm the caches, and say above what a copy must stand."""
    step = max(1, corpus.size // asked)
    questions = [("novel", n, corpus.novel(n)) for n in range(2 * asked)]
    questions += [(kind, n, getattr(corpus, kind)(n)) for kind in COPIES for n in range(0, corpus.size, step)]
    times: dict[tuple[str, str], list[tuple[float, float]]] = {}
    best: dict[tuple[str, str], list[float]] = {}
    found: dict[tuple[str, str], list[bool]] = {}
    for kind, n, parts in questions:
        for engine in engines:
            answer, wall, own = timed(lambda engine=engine, parts=parts: engine.ask(parts))
            case = (kind, engine.name)
            times.setdefault(case, []).append((wall, own))
            best.setdefault(case, []).append(answer[0][1] if answer else 0.0)
            found.setdefault(case, []).append(str(n) in [key for key, _score in answer])
    for engine in engines:
        novel = sorted(best["novel", engine.name])
        limit = novel[round(len(novel) * 0.98) - 1]
        for kind in ("novel", *COPIES):
            case = (kind, engine.name)
            truth: dict[str, object] = {"novel_line": round(limit, 2)}
            if kind != "novel":
                truth["recall_10"] = round(sum(found[case]) / len(found[case]), 3)
                truth["above_novel"] = round(sum(score > limit for score in best[case]) / len(best[case]), 3)
            line(kind, engine.name, corpus.size, times[case], **truth)


def ask_cold(corpus: Corpus, engine: Songfai) -> None:
    """With the file out of the machine's memory before each question; only where it is one file, and only that file. Asked of
    a connection that is open, as the server keeps them (docs/adr/0161), and of one that is opened for it, which reads first what
    tables there are."""
    if connection.vendor != "sqlite":
        return
    path = str(connection.settings_dict["NAME"])
    for case, opened in (("novel, cold", True), ("novel, cold, opened for it", False)):
        taken = []
        for n in range(COLD):
            parts = corpus.novel(50_000 + n)
            connection.close()
            if opened:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM sqlite_schema")
            handle = os.open(path, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)
            _answer, wall, own = timed(lambda parts=parts: engine.ask(parts))
            taken.append((wall, own))
        line(case, engine.name, corpus.size, taken)


def insert(corpus: Corpus) -> None:
    """Beside each text, in turns, the disk by itself: as many syncs as a commit with the rollback journal has."""
    taken, disk, seen = [], [], 0
    for n in range(INSERTED):
        key, parts = f"new {n}", corpus.novel(100_000 + n)
        _done, wall, own = timed(lambda key=key, parts=parts: actions.put(key=key, parts=parts, day=DAY))
        taken.append((wall, own))
        _done, wall, own = timed(sync)
        disk.append((wall, own))
        seen += key in [one.key for one in queries.similar(parts).similar[:BEST]]
    line("insert", "songfai", corpus.size, taken, found_at_once=seen / INSERTED, journal=journal())
    line(f"{SYNCS} syncs of a page", "the disk", corpus.size, disk)
    taken = []
    for n in range(INSERTED):
        _done, wall, own = timed(lambda n=n: actions.remove(key=f"new {n}"))
        taken.append((wall, own))
    line("remove", "songfai", corpus.size, taken)


def sync() -> None:
    handle = os.open(FOLDER / "sync", os.O_RDWR | os.O_CREAT)
    for n in range(SYNCS):
        os.pwrite(handle, bytes([n]) * 4096, 4096 * n)
        os.fdatasync(handle)
    os.close(handle)


def journal(wanted: str = "") -> str:
    """Which journal SQLite keeps; with a name, another one from now on."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA journal_mode{wanted and '='}{wanted}")
        return str(cursor.fetchone()[0])


def insert_with_each_journal(corpus: Corpus) -> None:
    """As this SQLite keeps its journal, and as one does in which the write-ahead log is safe (songfai/config/databases.py)."""
    insert(corpus)
    own = journal()
    if own and own != "wal":
        journal("WAL")
        insert(corpus)
        journal(own)


def sizes(corpus: Corpus, engines: list[Any]) -> None:
    for engine in engines:
        line("index", engine.name, corpus.size, [], bytes_per_text=round(engine.bytes() / corpus.size))
    if connection.vendor != "sqlite":
        return
    # The same rows as they come in the course of years, not sorted: pages are split, and stay half full.
    arrival = FOLDER / "arrival.sqlite3"
    arrival.unlink(missing_ok=True)
    with closing(sqlite3.connect(arrival)) as other, other:
        other.execute("CREATE TABLE f (row integer NOT NULL PRIMARY KEY) WITHOUT ROWID")
        other.execute("PRAGMA cache_size = -1000000")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT row FROM novelty_fingerprint ORDER BY {OF_TEXT}")
            other.executemany("INSERT INTO f VALUES (?)", cursor)
        (taken,) = other.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'f'").fetchone()
    line("index, as texts arrive", "songfai", corpus.size, [], bytes_per_text=round(taken / corpus.size))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--size", type=int, default=100_000)
    given.add_argument(
        "--asked", type=int, default=200, help="copies of each kind; twice as many novel texts"
    )
    given.add_argument("--peers", default=",".join(KINDS), help="those installed of them, or none")
    wanted = given.parse_args()
    call_command("migrate", verbosity=0)
    corpus = Corpus(wanted.size)
    if Text.objects.count() != wanted.size:
        _done, wall, own = timed(lambda: fill(corpus))
        line("fill", "songfai", corpus.size, [], seconds=round(wall / 1000), cpu_seconds=round(own / 1000))
    peers: list[Peer] = installed([name for name in wanted.peers.split(",") if name in KINDS], FOLDER)
    for peer in peers:
        _done, wall, own = timed(lambda peer=peer: peer.fill(texts(corpus)))
        line("fill", peer.name, corpus.size, [], seconds=round(wall / 1000), cpu_seconds=round(own / 1000))
    engine = Songfai()
    ask_in_turns(corpus, [engine, Songfai(writing=True), *peers], wanted.asked)
    ask_cold(corpus, engine)
    insert_with_each_journal(corpus)
    sizes(corpus, [engine, *peers])


if __name__ == "__main__":
    main()
