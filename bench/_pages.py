"""What the benches of long lists share: the ground they stand on, how a page is timed against its peers, the line it prints.

Imported before anything of the product: it chooses the data folder and starts Django.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["SONGFAI_DATA"] = os.environ.get("SONGFAI_BENCH_DATA") or tempfile.mkdtemp(prefix="songfai-bench-")
os.environ["SONGFAI_SECRET_KEY"] = "bench-" + "x" * 50
os.environ["SONGFAI_LOG"] = "ERROR"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songfai.config.settings")

# As the web server does: what is loaded, and how memory is cleared away.
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

import songfai.config.wsgi  # noqa: F401
from songfai.parties.models import Seat

PAGE = 50
Taken = list[tuple[float, float]]


def ground(**more: object) -> override_settings:
    """Settings of a bench: accounts are made by the hundred, and nobody signs in with their passwords."""
    return override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        **more,
    )


def signed_in(seat: Seat) -> Client:
    """A browser of the seat, on tables whose rows the database has counted."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client(headers={"host": "localhost"})
    client.force_login(seat.account)
    return client


def timed(action: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds on the clock, and of this process alone: on a shared machine the second is the steadier one."""
    start, own = time.perf_counter(), time.process_time()
    action()
    return (time.perf_counter() - start) * 1000, (time.process_time() - own) * 1000


def in_turns(engines: Mapping[str, tuple[int, Callable[[], object]]]) -> dict[str, Taken]:
    """Each engine its rounds, one after the other, so that a slow minute of the machine is slow for all of them."""
    taken: dict[str, Taken] = {name: [] for name in engines}
    for number in range(max(rounds for rounds, _action in engines.values())):
        for name, (rounds, action) in engines.items():
            if number < rounds:
                taken[name].append(timed(action))
    return taken


def line(bench: str, case: str, engine: str, size: int, taken: Taken, **more: object) -> None:
    said: dict[str, object] = {
        "bench": bench, "case": case, "engine": engine, "database": connection.vendor, "size": size, "n": len(taken),
    }  # fmt: skip
    for name, times in (("", [wall for wall, _own in taken]), ("cpu_", [own for _wall, own in taken])):
        said[f"{name}median_ms"] = round(statistics.median(times), 1)
        said[f"{name}p95_ms"] = round(sorted(times)[max(0, int(len(times) * 0.95) - 1)], 1)
    print(json.dumps(said | more), flush=True)
