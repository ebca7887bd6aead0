"""Lists of activities with 1,000,000 rows: `./dev bench lists`, or `./dev bench lists 100000` for fewer.

One JSON line per case and engine: `songfai` is the whole answer to a page of the portfolio; `songfai list` is only finding and
reading its 50 rows; `naive django` is the same 50 rows as a list page written without thought: filter, COUNT(*), OFFSET.
They alternate in one run.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.core.management import call_command
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.test import Client, RequestFactory

from bench._pages import PAGE, ground, in_turns, line, signed_in  # first: it starts Django
from songfai.kit.paging import pack
from songfai.kit.streams import stretch_of
from songfai.kit.text import fold
from songfai.parties.models import Field, Seat
from songfai.plans.models import Activity
from songfai.portfolio.queries import Wanted, programmes_seen, shown, streams_of
from songfai.programmes.models import Side
from songfai.programmes.states import CommitmentType
from tests import factories as make

BODIES, PROGRAMMES, OURS, ROUNDS = 40, 400, 120, 25
FIRST_DAY, DAYS = date(2016, 1, 1), 4000
# A state, a word and an activity off plan are as rare as in a real register.
STATES = (
    ("done",) * 70 + ("planned",) * 12 + ("in_progress",) * 8 + ("done_otherwise",) * 8 + ("cancelled",) * 2
)
WORDS = (
    "khóa",
    "bồi dưỡng",
    "đoàn",
    "hội thảo",
    "ຝຶກອົບຮົມ",
    "ຄະນະຜູ້ແທນ",
    "ກອງປະຊຸມ",
    "lưu trữ",
    "workshop",
    "visit",
)


@transaction.atomic
def fill(rows: int) -> Seat:
    """`rows` activities of 400 programmes; one ministry is a side of 120 of them, with 39 partners in six countries."""
    chance = random.Random(2026)
    ours = make.institution(country="VN")
    partners = [
        make.institution(country=("LA", "JP", "HR", "KH", "KR", "VN")[n % 6]) for n in range(BODIES - 1)
    ]
    units = [make.unit(ours) for _n in range(60)]
    fields = list(Field.objects.all())
    seat, made = make.seat(ours), []
    for n in range(PROGRAMMES):
        bodies = (ours, partners[n % len(partners)]) if n < OURS else chance.sample(partners, 2)
        one = make.programme_in_force(body_a=bodies[0], body_b=bodies[1])
        one.programme.fields.set([fields[n % len(fields)]])
        made.append((one.programme.pk, [c.pk for c in one.commitments], n < OURS))
    kinds = list(CommitmentType)
    columns = (
        "key", "programme_id", "commitment_id", "side", "starts_on", "ends_on", "kind", "state", "title", "place",
        "result", "reason", "recorded_by", "recorded_at", "confirmed_by", "search", "unit_id", "revision",
    )  # fmt: skip
    marks = ", ".join(["%s"] * len(columns))
    # The generator writes rows as the database keeps them: a million through the models would take a quarter of an hour.
    insert = f"INSERT INTO plans_activity ({', '.join(columns)}) VALUES ({marks})"

    def row(n: int) -> tuple[object, ...]:
        programme, commitments, own = made[n % PROGRAMMES]
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        word = WORDS[chance.randrange(len(WORDS))] if n % 9973 else "tuyet voi hiem co"
        side = chance.choice((1, 2))
        title = json.dumps({"vi": f"Hoạt động {n}", "en": f"Activity {n}"}, ensure_ascii=False)
        return (
            UUID(int=chance.getrandbits(128)).hex, programme, chance.choice(commitments), side, day.isoformat(),
            (day + timedelta(days=chance.randrange(30))).isoformat(), chance.choice(kinds).value,
            chance.choice(STATES), title, "{}", "{}", "", "x", make.NOW.isoformat(), "", f"activity {n} {fold(word)}",
            chance.choice(units).pk if own and side == 1 else None, 0,
        )  # fmt: skip

    with connection.cursor() as cursor:
        for start in range(0, rows, 5000):
            cursor.executemany(insert, [row(n) for n in range(start, min(start + 5000, rows))])
    return seat


def naive(seat: Seat, wanted: Wanted, page: int) -> int:
    """The list page as one writes it first: joins, a count, an offset."""
    rows = Activity.objects.filter(programme__sides__institution=seat.institution)
    if wanted.period:
        rows = rows.filter(starts_on__range=wanted.period)
    for name in ("state", "kind", "unit"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.programme:
        rows = rows.filter(programme__slug=wanted.programme)
    others = Side.objects.filter(programme=OuterRef("programme")).exclude(institution=seat.institution)
    if wanted.partner:
        rows = rows.filter(Exists(others.filter(institution__slug=wanted.partner)))
    if wanted.country:
        rows = rows.filter(Exists(others.filter(institution__country=wanted.country)))
    if wanted.field:
        rows = rows.filter(programme__fields__slug=wanted.field)
    if wanted.plan:
        rows = rows.filter(item__isnull=wanted.plan == "off")
    if wanted.text:
        rows = rows.filter(search__icontains=wanted.text)
    rows = rows.order_by("-starts_on", "-id").select_related("programme", "commitment", "unit", "person")
    return len(list(Paginator(rows, PAGE).get_page(page)))


def find(seat: Seat, wanted: Wanted, after: str) -> int:
    request = RequestFactory().get("/", {"after": after} if after else {})
    return len(stretch_of(request, streams_of(seat, wanted), shown, PAGE).rows)


def cases(seat: Seat) -> dict[str, Wanted]:
    one = programmes_seen(seat).first()
    assert one is not None
    partner = next(side.institution for side in one.sides.all() if side.institution_id != seat.institution_id)
    unit = Activity.objects.filter(unit__isnull=False).values_list("unit", flat=True).first()
    field = one.fields.first()
    assert field is not None
    return {
        "all": Wanted(),
        "state, common": Wanted(state="done"),
        "state, rare": Wanted(state="cancelled"),
        "kind": Wanted(kind="contest"),
        "year": Wanted(year=2021),
        "quarter": Wanted(year=2019, quarter=2),
        "our side": Wanted(side="own"),
        "off plan": Wanted(plan="off"),
        "on plan (none are)": Wanted(plan="on"),
        "programme": Wanted(programme=one.slug),
        "partner": Wanted(partner=partner.slug),
        "country": Wanted(country="JP"),
        "field": Wanted(field=field.slug),
        "unit that answers": Wanted(unit=unit),
        "word, common": Wanted(text="workshop"),
        "word, rare": Wanted(text="tuyet voi hiem co"),
        "word, none": Wanted(text="khongcogi"),
        "partner, state, year": Wanted(partner=partner.slug, state="cancelled", year=2022),
        "country, kind, side": Wanted(country="LA", kind="workshop", side="own"),
        "state, kind, word": Wanted(state="cancelled", kind="contest", text="workshop"),
    }


def query_of(wanted: Wanted) -> dict[str, str]:
    names = Wanted.__dataclass_fields__
    return {name: str(value) for name in names if (value := getattr(wanted, name)) and name != "keys"}


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    call_command("migrate", verbosity=0)
    seat = Seat.objects.first() if Activity.objects.exists() else fill(size)
    assert seat is not None
    seat = Seat.objects.select_related("institution", "account").get(pk=seat.pk)
    client = signed_in(seat)
    deep = pack(["2018-06-15", 10**9])
    for name, wanted in cases(seat).items():
        compare(client, seat, f"{name}, first page", wanted, "", size)
        if not wanted.year:
            compare(client, seat, f"{name}, deep", wanted, deep, size)


def compare(client: Client, seat: Seat, case: str, wanted: Wanted, after: str, size: int) -> None:
    # A page of the naive list as deep as the mark is; far beyond its end it shows the last one.
    number = 1 if not after else 1 + 180_000 // PAGE
    query = query_of(wanted) | ({"after": after} if after else {})
    engines: dict[str, tuple[int, Callable[[], object]]] = {
        "songfai list": (ROUNDS, lambda: find(seat, wanted, after)),
        "songfai": (ROUNDS, lambda: client.get("/portfolio/activities/", query)),
        "naive django": (2, lambda: naive(seat, wanted, number)),  # it takes seconds
    }
    found = find(seat, wanted, after)
    for name, times in in_turns(engines).items():
        line("lists", case, name, size, times, rows=found)


if __name__ == "__main__":
    with ground():
        main()
