"""The programme page and the desk with 50 commitments, 7 years and 2,000 activities: `./dev bench programme_page`.

One JSON line per case, with the number of queries. The peer of the same run is the sign-in page: what an empty page of the same
process costs, so that a slow machine shows in both.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["SONGFAI_DATA"] = tempfile.mkdtemp(prefix="songfai-bench-")
os.environ["SONGFAI_SECRET_KEY"] = "bench-" + "x" * 50
os.environ["SONGFAI_LOG"] = "ERROR"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songfai.config.settings")

import django

django.setup()

from datetime import date

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings

from songfai.kit.dates import PartialDate
from songfai.plans.models import Activity
from tests import factories as make

COMMITMENTS, YEARS, ACTIVITIES, ROUNDS = 50, range(2020, 2027), 2000, 30


@transaction.atomic
def fill() -> tuple[str, object]:
    bodies = make.institution(), make.institution()
    term = {
        "term_start": PartialDate(YEARS[0]),
        "term_end": PartialDate(YEARS[-1]),
        "signed_on": PartialDate(YEARS[0], 1, 1),
    }
    made = make.programme_in_force(body_a=bodies[0], body_b=bodies[1], **term)
    while made.programme.commitments.count() < COMMITMENTS:
        make.commitment(made.programme)
    commitments = list(made.programme.commitments.order_by("number"))
    items = {year: list(make.plan_in_force(made, year=year, items=COMMITMENTS).items.all()) for year in YEARS}
    rows = []
    for n in range(ACTIVITIES):
        day = date(YEARS[n % len(YEARS)], n % 12 + 1, n % 28 + 1)
        item = items[day.year][n // len(YEARS) % COMMITMENTS] if n % 3 else None
        values = make.activity_values(commitments[n % COMMITMENTS], item=item, starts_on=day, ends_on=day)
        values |= {
            "programme": made.programme,
            "side": n % 2 + 1,
            "recorded_by": "x",
            "recorded_at": make.NOW,
        }
        rows.append(Activity(**values, evidence_at=day, search="activity"))
    Activity.objects.bulk_create(rows)
    return made.programme.slug, made.leader_a.account


def measure(client: Client, address: str) -> tuple[float, int]:
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        assert client.get(address).status_code == 200
    start = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - start) * 1000, len(asked)


def main() -> None:
    call_command("migrate", verbosity=0)
    slug, account = fill()
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    cases = {
        "programme": f"/desk/programmes/{slug}/",
        "desk": "/desk/",
        "activities": f"/programmes/{slug}/activities/",
        "empty page (peer)": "/accessibility/",
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    queries: dict[str, int] = {}
    for _round in range(ROUNDS):
        for name, address in cases.items():
            took, queries[name] = measure(client, address)
            times[name].append(took)
    for name, taken in times.items():
        line = {
            "bench": "programme_page",
            "case": name,
            "engine": connection.vendor,
            "size": ACTIVITIES,
            "n": ROUNDS,
            "median_ms": round(statistics.median(taken), 1),
            "p95_ms": round(sorted(taken)[int(ROUNDS * 0.95) - 1], 1),
            "queries": queries[name],
        }
        print(json.dumps(line))


if __name__ == "__main__":
    with override_settings(
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
    ):
        main()
