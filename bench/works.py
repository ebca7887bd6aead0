"""The register of works with N rows: `./dev bench works --size 1000000`.

One JSON line per case and engine: `songfai` is the whole answer to a page of the register; `songfai list` is only finding and
reading its 50 rows; `naive django` is the same 50 rows as a list page written without thought: filter, LIKE, COUNT(*), OFFSET.
They alternate in one run. Then what else somebody meets who has entered all of them: the desk, what is due, the own works,
figures by unit, benefit and the entries behind a figure of it, each a whole page; and 10,000 rows as CSV. On SQLite; on
PostgreSQL where DATABASE_URL names an empty database.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import islice

from django.core.management import call_command
from django.core.paginator import Paginator
from django.db import transaction
from django.test import Client, RequestFactory

from bench._pages import PAGE, ground, in_turns, line, signed_in, timed  # first: it starts Django
from bench._rows import RARE, TABLES, TODAY, row_of, write
from songfai.kit.long_files import csv_lines
from songfai.kit.paging import pack
from songfai.kit.streams import stretch_of
from songfai.kit.text import fold
from songfai.parties.models import Seat, Unit
from songfai.parties.states import Role
from songfai.works.models import Regulation, Work, WorkField
from songfai.works.pages.lists import COLUMNS
from songfai.works.queries import Filter, every, shown, streams_of
from songfai.works.queries.comparing import own_private
from tests import factories as make
from tests.novelty.corpus import Corpus

UNITS, CLOSED, ROUNDS, BATCH = 4000, 2000, 25, 5000
PAGES = {
    "desk": "/desk/",
    "what is due": "/works/due/",
    "own works": "/works/own/",
    "figures, all": "/works/figures/",
    "figures, one year": "/works/figures/?year=2025",
    "benefit, one year": "/works/figures/benefit/?year=2025",
    "benefit, entries": "/works/figures/benefit/works/?year=2025&kind=measured&confirmed=yes&currency=VND",
}


@transaction.atomic
def fill(rows: int) -> Seat:
    """`rows` works of a union of 4,000 living and 2,000 closed units, in ten years; each with author, field and submission."""
    chance, corpus = random.Random(2026), Corpus(rows)
    union = make.institution(country="VN")
    seat = make.seat(union, Role.LEADER)
    Unit.objects.bulk_create(
        Unit(
            institution=union,
            name=make.words(f"Unit {n}"),
            valid_to=date(2025, 6, 30) if n < CLOSED else None,
        )
        for n in range(UNITS + CLOSED)
    )
    units, elsewhere = list(Unit.objects.values_list("pk", flat=True)), make.institution().pk
    fields = list(WorkField.objects.values_list("pk", flat=True))
    rules = Regulation.objects.filter(institution=None).values_list("pk", flat=True).first()
    words = {"vi": corpus.words["vi"], "lo": corpus.words["lo"]}
    for start in range(0, rows, BATCH):
        made = [
            row_of(n, chance, words, union.pk, seat.account_id, units, fields, rules, elsewhere=elsewhere)
            for n in range(start + 1, min(start + BATCH, rows) + 1)
        ]
        for place, (table, columns) in enumerate(TABLES):
            write(table, columns, [row[place] for row in made if row[place] is not None])
    return seat


def naive(seat: Seat, wanted: Filter, page: int) -> int:
    """The list page as one writes it first: joins, a count, an offset."""
    rows = Work.objects.filter(institution=seat.institution).exclude(stage="draft")
    if wanted.year:
        rows = rows.filter(listed_on__year=wanted.year)
    for name in ("type", "unit", "stage"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.field:
        rows = rows.filter(fields=wanted.field)
    if wanted.late:
        rows = rows.filter(submissions__due__lt=TODAY)
    for word in fold(wanted.text).split():
        rows = rows.filter(search__contains=word)
    rows = rows.order_by("-listed_on", "-id").select_related("institution", "unit")
    rows = rows.prefetch_related("authors", "fields", "submissions")
    return len(list(Paginator(rows, PAGE).get_page(page)))


def find(seat: Seat, wanted: Filter, after: str) -> int:
    request = RequestFactory().get("/", {"after": after} if after else {})
    return len(stretch_of(request, streams_of(seat, wanted, TODAY), partial(shown, seat=seat), PAGE).rows)


def cases() -> dict[str, Filter]:
    field, word = WorkField.objects.first(), Corpus(1000).words
    return {
        "all": Filter(),
        "state, common": Filter(stage="certified"),
        "state, rare": Filter(stage="revoked"),
        "type": Filter(type="management"),
        "year": Filter(year=2021),
        "field": Filter(field=field),
        "unit": Filter(unit=Unit.objects.all()[3000]),
        "late": Filter(late=True),
        "word, common": Filter(text=word["vi"][40]),
        "word inside Lao": Filter(text=word["lo"][50]),
        "two words": Filter(text=f"{word['vi'][300]} {word['vi'][301]}"),
        "words, rare": Filter(text=RARE),
        "word, none": Filter(text="khongcogiwz"),
        "number": Filter(text="9973/2020"),
        "type, state, year": Filter(type="technical", stage="refused", year=2022),
        "field, type, state": Filter(field=field, type="technical", stage="revoked"),
    }


def query_of(wanted: Filter) -> dict[str, str]:
    given = {"q": wanted.text, "year": wanted.year, "type": wanted.type, "stage": wanted.stage}
    given |= {"field": wanted.field and wanted.field.slug, "unit": wanted.unit and wanted.unit.pk}
    return {
        name: str(value) for name, value in (given | {"late": "on" if wanted.late else ""}).items() if value
    }


def compare(client: Client, seat: Seat, case: str, wanted: Filter, after: str, size: int, peer: int) -> None:
    number = 1 if not after else 1 + size // 3 // PAGE
    query = query_of(wanted) | ({"after": after} if after else {})
    engines: dict[str, tuple[int, Callable[[], object]]] = {
        "songfai list": (ROUNDS, lambda: find(seat, wanted, after)),
        "songfai": (ROUNDS, lambda: client.get("/works/", query)),
        "naive django": (peer, lambda: naive(seat, wanted, number)),  # it takes seconds
    }
    found = find(seat, wanted, after)
    for name, times in in_turns(engines).items():
        if times:
            line("works", case, name, size, times, rows=found)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--size", type=int, default=1_000_000)
    given.add_argument(
        "--naive", type=int, default=2, help="rounds of the peer, which takes seconds; 0 leaves it out"
    )
    wanted = given.parse_args()
    call_command("migrate", verbosity=0)
    begun = time.process_time()
    seat = fill(wanted.size) if not Work.objects.exists() else Seat.objects.get(role=Role.LEADER)
    seconds = round(time.process_time() - begun)
    print(
        json.dumps({"bench": "works", "case": "fill", "size": wanted.size, "cpu_seconds": seconds}),
        flush=True,
    )
    seat = Seat.objects.select_related("institution", "account").get(pk=seat.pk)
    client = signed_in(seat)
    for name, one in cases().items():
        compare(client, seat, f"{name}, first page", one, "", wanted.size, wanted.naive)
        if not one.year and not one.text:
            deep = pack(["2020-06-15", 10**9])
            compare(client, seat, f"{name}, deep", one, deep, wanted.size, wanted.naive)
    for name, address in PAGES.items():
        assert client.get(address).status_code == 200
        line("works", name, "songfai", wanted.size, [timed(partial(client.get, address)) for _n in range(7)])
    taken = timed(partial(own_private, seat))
    line("works", "own works looked for by a check", "songfai", wanted.size, [taken])
    rows = (row for some in every(streams_of(seat, Filter(), TODAY), seat) for row in some)
    taken = timed(lambda: list(csv_lines((), COLUMNS, islice(rows, 10_000), "vi")))
    line("works", "export of 10,000 rows", "songfai", wanted.size, [taken])


if __name__ == "__main__":
    with ground(TODAY=TODAY.isoformat()):
        main()
