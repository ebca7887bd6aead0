"""Works of a whole unit from a workbook of N rows: `./dev bench sheet --size 50000`.

One JSON line for each part of it: making the workbook (not ours), reading and checking every cell, taking all in as drafts in one
transaction. `locked_seconds` is how long the transaction kept others waiting. The peer is the same rows read the same way and
saved one by one as a loop of `save()`, for `--peer` rows.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["SONGFAI_DATA"] = os.environ.get("SONGFAI_BENCH_DATA") or tempfile.mkdtemp(prefix="songfai-bench-")
os.environ["SONGFAI_SECRET_KEY"] = "bench-" + "x" * 50
os.environ["SONGFAI_LOG"] = "ERROR"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songfai.config.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import override_settings

from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.actions import sheets
from songfai.works.models import Author, Part, Sheet, Work
from tests import factories as make
from tests.novelty.corpus import Corpus
from tests.works.making import sheet_data, sheet_row


def rows_of(size: int) -> list[list[object]]:
    """Every fifth work has a second author, whose row it takes too."""
    corpus, rows, number = Corpus(size), [], 0
    while len(rows) < size:
        number += 1
        told = {part.name: part.body for part in corpus.text(number % size)}
        texts = [*told.values(), "", "", ""]
        two = number % 5 == 0 and len(rows) + 1 < size
        rows.append(
            sheet_row(
                number=number, title=f"{texts[0][:80]} {number}", applied="03/2026", fields="mechanics",
                known=texts[0], content=texts[1], benefit=texts[2], author=f"Nguyễn Văn {number}",
                share=60 if two else 100, year=2025, known_how="Measured", amount=1_000_000 + number, currency="VND",
            )
        )  # fmt: skip
        if two:
            rows.append(
                sheet_row(number=number, title=None, type=None, author=f"Trần Thị {number}", share=40)
            )
    return rows


def timed(action: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    start, own = time.perf_counter(), time.process_time()
    answer = action()
    taken = {"seconds": time.perf_counter() - start, "cpu_seconds": time.process_time() - own}
    return answer, {name: round(value, 2) for name, value in taken.items()}


def line(case: str, engine: str, size: int, **more: object) -> None:
    given = {"bench": "sheet", "case": case, "engine": engine, "database": connection.vendor, "size": size}
    print(json.dumps(given | more), flush=True)


def naive(reader: Any, seat: Any, most: int) -> None:
    """A loop of save(), in one transaction."""
    with transaction.atomic():
        for entry in reader.entries[:most]:
            work = Work.objects.create(
                institution=seat.institution, title=Trilingual(vi=entry.title), type=entry.type, on_behalf=True,
                entered_by=seat.account, listed_on=make.TODAY, created_at=make.NOW, first_applied=entry.applied,
            )  # fmt: skip
            work.fields.set(entry.fields)
            for kind, text in entry.parts.items():
                Part.objects.create(work=work, kind=kind, text=Trilingual(vi=text))
            for place, one in enumerate(entry.authors):
                role = "co" if place else "lead"
                Author.objects.create(work=work, role=role, name=Trilingual(vi=one.name), share=one.share)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--size", type=int, default=50_000)
    given.add_argument("--peer", type=int, default=1000, help="works the peer saves one by one")
    wanted = given.parse_args()
    call_command("migrate", verbosity=0)
    seat = make.seat(make.institution(country="VN"), Role.CLERK)
    data, taken = timed(lambda: sheet_data(*rows_of(wanted.size)))
    line("make the workbook", "xlsxwriter", wanted.size, bytes=len(data), **taken)
    sheet, taken = timed(
        lambda: actions.give_sheet(name="w.xlsx", data=data, language="vi", by=seat, at=make.NOW)
    )
    assert not sheet.wrong, sheet.problems[:5]
    line("read and check", "songfai", wanted.size, works=sheet.works, **taken)
    actions.begin_taking(sheet=sheet, by=seat, at=make.NOW)
    locked: list[float] = []
    write = sheets._write

    def watched(*args: Any) -> None:
        start = time.perf_counter()
        write(*args)
        locked.append(round(time.perf_counter() - start, 2))

    sheets._write = watched
    _none, taken = timed(lambda: actions.take_in(sheet=Sheet.objects.get(), at=make.NOW))
    line("take in", "songfai", wanted.size, works=Work.objects.count(), locked_seconds=locked[0], **taken)
    reader = sheets.read(data, seat, "vi")
    _none, taken = timed(lambda: naive(reader, seat, wanted.peer))
    line("take in", "a loop of save()", wanted.peer, **taken)


if __name__ == "__main__":
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        main()
