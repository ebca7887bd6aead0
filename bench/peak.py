"""The last day of a campaign: works filed through the real web server. `./dev bench peak --rate 10 --seconds 60`.

So many people have a work ready and file it over HTTP, `rate` a second, as the page does: a form with its token, a cookie, an
answer that leads to the receipt. With `--day N` so many works of this day lie there before, with their texts and what they are
found by (bench/_day.py): the last minute of a day of 100,000 is `--day 100000`. With `--kill` the server and all its workers
are ended with SIGKILL in the middle and started again; whoever got no answer asks again, as people do. At the end every number
that a person was shown must be that of a work that is filed, and no number may have been given twice. One JSON line:
acknowledged, lost, given twice, and how long an answer took. On SQLite; on PostgreSQL where DATABASE_URL names an empty
database that is durable (fsync and synchronous_commit on).
"""

import argparse
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["SONGFAI_DATA"] = os.environ.get("SONGFAI_BENCH_DATA") or tempfile.mkdtemp(prefix="songfai-bench-")
os.environ["SONGFAI_SECRET_KEY"] = "bench-" + "x" * 50
os.environ["SONGFAI_LOG"] = "ERROR"
# The traffic is of this machine alone: no certificate, and the name it is asked under.
os.environ |= {"SONGFAI_HOSTS": "127.0.0.1", "SONGFAI_DEBUG": "1"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songfai.config.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import override_settings

from bench._day import in_language, lay  # after Django
from songfai.kit.languages import Trilingual
from songfai.novelty.models import Text
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Submission, Work
from songfai.works.states import PartKind
from tests import factories as make
from tests.novelty.corpus import Corpus
from tests.works import making

UNITS, TOKEN, AGAIN = 20, "a" * 32, 40


@dataclass
class Filing:
    """A person with a work: what was asked when, what was answered when."""

    key: str
    cookie: str
    asked: float = 0.0
    answered: float = 0.0
    tries: int = 0
    receipt: str = ""


def ready(count: int, day: int) -> list[Filing]:
    """`count` drafts with nothing missing, each of an author who is signed in, after `day` works of others."""
    made = []
    units = [make.institution(country="VN") for _n in range(UNITS)]
    corpus = Corpus(day + count)
    if day:
        lay(day, [make.seat(one, Role.CLERK) for one in units], corpus)
    for n in range(count):
        seat = make.seat(units[n % UNITS], Role.AUTHOR)
        work = actions.begin(
            values=making.values(title=make.words(f"Work {n}")), parts=parts_of(corpus, day + n), on_behalf=False, by=seat,
            at=make.NOW,
        )  # fmt: skip
        actions.save_benefit(work=work, values=making.benefit_values(), by=seat, at=make.NOW)
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(seat.account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        made.append(Filing(str(work.key), cookie))
    return made


def parts_of(corpus: Corpus, n: int) -> dict[PartKind, tuple[Trilingual, bool]]:
    """A text as long as texts of works are, and unlike the others; the corpus writes three of the four parts."""
    parts = making.parts()
    for one in in_language(corpus.text(n)):
        kind, _dash, language = one.name.partition("-")
        parts[PartKind(kind)] = (Trilingual(**{language: one.body}), False)
    return parts


class Server:
    """gunicorn as `songfai serve` starts it, in a group of its own, so that all of it can be ended at once."""

    def __init__(self, port: int, workers: int) -> None:
        self.port, self.workers = port, workers
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "songfai.config.wsgi:application"]
        command += [
            "--bind",
            f"127.0.0.1:{self.port}",
            "--worker-class",
            "gthread",
            "--workers",
            str(self.workers),
        ]
        command += ["--threads", "4", "--timeout", "120", "--no-control-socket", "--log-level", "critical"]
        self.process = subprocess.Popen(command, start_new_session=True, cwd=Path(__file__).parent.parent)

    def wait(self) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                asked.request("GET", "/accounts/login/")
                if asked.getresponse().status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise SystemExit("The web server does not answer.")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def ask(port: int, one: Filing) -> bool:
    """File it, and read the receipt as the person does. False when nobody answered."""
    one.tries += 1
    headers = {
        "Cookie": one.cookie, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    try:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asked.request("POST", f"/works/{one.key}/file/", urlencode({}), headers)
        answer = asked.getresponse()
        answer.read()
        # 422: it was filed before the answer was lost; the page says so, and the receipt is there.
        if answer.status not in (302, 422):
            return False
        asked.request("GET", f"/works/{one.key}/receipt/?language=en", headers={"Cookie": one.cookie})
        page = asked.getresponse()
        text = page.read().decode()
    except (OSError, http.client.HTTPException):
        return False
    if page.status != 200:
        return False
    one.answered = time.perf_counter()
    one.receipt = text
    return True


def person(port: int, one: Filing, at: float) -> None:
    time.sleep(max(0.0, at - time.perf_counter()))
    one.asked = time.perf_counter()
    while one.tries < AGAIN and not ask(port, one):
        time.sleep(1)


def tell(
    filings: list[Filing],
    kept: dict[str, str],
    rate: float,
    killed: bool,
    seconds: float,
    more: dict[str, int],
) -> None:
    """What was promised beside what is kept."""
    known = [one for one in filings if one.answered]
    lost = [one for one in known if one.key not in kept or kept[one.key] not in one.receipt]
    numbers = list(Submission.objects.values_list("institution", "year", "number"))
    taken = sorted((one.answered - one.asked) * 1000 for one in known)
    print(json.dumps({
        "bench": "peak", "case": "killed and started again" if killed else "steady", "engine": "songfai",
        "database": connection.vendor, "rate": rate, "n": len(filings), "acknowledged": len(known),
        "asked_again": sum(one.tries > 1 for one in filings), "filed": len(kept), "lost": len(lost),
        "given_twice": len(numbers) - len(set(numbers)), "a_second": round(len(known) / seconds, 2),
        "median_ms": round(statistics.median(taken), 1), "p95_ms": round(taken[int(len(taken) * 0.95) - 1], 1),
        "slowest_ms": round(taken[-1], 1), **more,
    }), flush=True)  # fmt: skip


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--rate", type=float, default=10, help="works filed a second")
    given.add_argument("--seconds", type=int, default=60)
    given.add_argument("--day", type=int, default=0, help="works of this day that were filed before")
    given.add_argument("--workers", type=int, default=2)
    given.add_argument("--kill", action="store_true", help="end the server in the middle with SIGKILL")
    wanted: Any = given.parse_args()
    call_command("migrate", verbosity=0)
    begun = time.process_time()
    filings = ready(round(wanted.rate * wanted.seconds), wanted.day)
    laid = round(time.process_time() - begun)
    connections.close_all()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(port, wanted.workers)
    try:
        server.wait()
        begun = time.perf_counter() + 1
        people = [
            threading.Thread(target=person, args=(port, one, begun + n / wanted.rate))
            for n, one in enumerate(filings)
        ]
        for one in people:
            one.start()
        if wanted.kill:
            time.sleep(1 + wanted.seconds / 2)
            server.kill()
            server.start()
        for one in people:
            one.join()
        seconds = time.perf_counter() - begun
    finally:
        server.kill()
    kept = {
        str(key): f"{number:04d}/{year}"
        for key, number, year in Submission.objects.values_list("work__key", "number", "year")
    }
    asked = {one.key for one in filings}
    kept = {key: receipt for key, receipt in kept.items() if key in asked}
    assert Work.objects.count() == wanted.day + len(filings)
    assert Text.objects.count() == wanted.day + len(kept), "each that is filed can be found"
    tell(filings, kept, wanted.rate, wanted.kill, seconds, {"day": wanted.day, "laid_cpu_seconds": laid})


if __name__ == "__main__":
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        main()
