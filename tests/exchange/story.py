"""What the record is there for, told on two installations with two databases: `./dev show two-servers` prints it, a long
test runs it. Each side has a data folder, keys and a server of its own; only files pass between them.

What people do in a browser is done here by the same actions, in a process of the same installation; everything else is the
command `songfai`, as an administrator types it, and each server is asked at its own port what it holds.
"""

import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.fixtures.console import Console
from tests.operations.waiting import get, wait_for

PASSWORD = "a long enough password"
BEGIN = """
from tests import factories
body = factories.institution(**{body!r})
seat = factories.seat(body)
print(seat.account.email)
"""
DRAFT = """
from songfai.parties.models import Institution, Seat
from tests import factories
own = Seat.objects.get().institution
factories.draft_programme(own, Institution.objects.exclude(pk=own.pk).get(), slug="memorandum")
"""
ACT = """
from django.utils import timezone
from songfai.parties.models import Seat
from songfai.plans import actions as plans
from songfai.plans.models import Plan
from songfai.programmes import actions as programmes
from songfai.programmes.models import Programme
from tests import factories
by, programme, at = Seat.objects.get(), Programme.objects.get(), timezone.now()
"""
OFFER = ACT + "programmes.offer(programme=programme, by=by, at=at)"
APPROVE = ACT + "programmes.approve(programme=programme, seen=programme.document.sha256, by=by, at=at)"
PLAN = (
    ACT
    + """
plan = plans.start_plan(programme=programme, year=2026, by=by, at=at)
plans.save_item(plan=plan, values=factories.item_values(programme.commitments.first()), by=by, at=at)
plans.offer(plan=plan, by=by, at=at)
"""
)
STAGES = """
import json
from songfai.record.models import Document, Log
print(json.dumps([
    {one.thread: str(one.standing.stage) for one in Document.objects.exclude(standing=None).order_by("id")},
    list(Log.objects.order_by("position").values_list("size", flat=True)),
]))
"""
VIET_NAM = {"slug": "vn", "origin": "moha.gov.vn.example/coop", "country": "VN"}
LAOS = {"slug": "la", "origin": "moha.gov.la.example/coop", "country": "LA", "layout": "la"}


class Otherwise(AssertionError):
    """The story did not go as it is told."""


def expect(found: object, wanted: object) -> None:
    if found != wanted:
        raise Otherwise(f"found {found!r}, expected {wanted!r}")


@dataclass
class Office:
    """One side: its installation, and its server while it runs."""

    name: str
    body: dict[str, str]
    console: Console
    bind: str = ""
    email: str = ""
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def does(self, code: str) -> str:
        """What somebody does there, as a signed-in person would; what it prints."""
        return self.says("manage", "shell", "-v", "0", "-c", code)

    def says(self, *words: str) -> str:
        done = self.console(*words)
        if done.returncode:
            raise Otherwise(f"{self.name}: songfai {words[0]}: {done.stderr or done.stdout}")
        return done.stdout

    def stages(self) -> tuple[dict[str, str], list[int]]:
        """(where each joint document stands here, how many entries of each log are here)"""
        found, sizes = json.loads(self.does(STAGES))
        return found, sizes

    def start(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.bind = f"127.0.0.1:{port}"
        command = self.console.command("serve", "--bind", self.bind)
        self.process = subprocess.Popen(
            command, env=self.console.surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(lambda: get(f"http://{self.bind}/accounts/login/")[0] == 200, 90)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=60)
            self.process = None

    def signed(self) -> str:
        """What this server answers anybody who asks for its own log: its length and root, signed, and cosigned by the other
        side as far as that one holds it."""
        log = f"{self.body['origin']}/memorandum"
        with urllib.request.urlopen(
            f"http://{self.bind}/exchange/v1/checkpoint?log={log}", timeout=30
        ) as answer:
            note: str = answer.read().decode()
        return note


@contextmanager
def offices(
    make: Callable[[], Console], home: Path, say: Callable[[str], None]
) -> Iterator[tuple[Office, Office]]:
    """Two servers on two ports whose administrators have exchanged cards."""
    both = (
        Office("A, the ministry in Hanoi", VIET_NAM, make()),
        Office("B, the ministry in Vientiane", LAOS, make()),
    )
    try:
        for office in both:
            office.email = office.does(BEGIN.format(body=office.body)).split()[-1]
            office.says(
                "partner", "card", office.body["slug"], "--output", str(home / f"{office.body['slug']}.card")
            )
        for office, other in zip(both, reversed(both), strict=True):
            said = office.says("partner", "add", str(home / f"{other.body['slug']}.card"))
            if "Read it aloud" not in said:
                raise Otherwise(said)
            say(f"{office.name[0]} has taken in the card of {other.name}: {said.strip().splitlines()[-1]}")
        for office in both:
            office.start()
            say(
                f"The server of {office.name} runs on http://{office.bind} with the data in {office.console.data}"
            )
        yield both
    finally:
        for office in both:
            office.stop()


def carry(sender: Office, receiver: Office, path: Path) -> str:
    """A file is written here, carried, and taken in there; what the receiver says of it."""
    sender.says("bundle", "export", "--programme", "memorandum", "--output", str(path))
    return receiver.says("bundle", "import", str(path)).strip()


def tell(a: Office, b: Office, home: Path, say: Callable[[str], None]) -> None:
    """The whole story; Otherwise where anything is not as it is told."""
    number = iter(range(1, 100))

    def sends(sender: Office, receiver: Office, expected: dict[str, str]) -> None:
        path = home / f"{next(number)}.coop"
        said = carry(sender, receiver, path)
        stages, sizes = receiver.stages()
        expect(stages, expected)
        say(
            f"The file {path.name} ({path.stat().st_size:,} bytes) is carried from {sender.name[0]} to {receiver.name[0]}. {said} "
            f"On {receiver.name[0]}: {_in_words(stages)}. Entries of the two logs there: {sizes[0]} and {sizes[1]}."
        )

    a.does(DRAFT)
    a.does(OFFER)
    say("A drafts a memorandum and offers it. Offering is agreeing to it: one entry in A's own log.")
    sends(a, b, {"programme": "offered"})
    b.does(APPROVE)
    say("B reads the very same bytes and approves them: an entry in B's own log.")
    sends(b, a, {"programme": "in_force"})
    sends(a, b, {"programme": "in_force"})
    for office in (a, b):
        origin, size, *rest = office.signed().splitlines()
        signatures = sum(line.startswith("— ") for line in rest)
        expect(signatures, 2)
        say(
            f"http://{office.bind} says to anybody who asks: the log {origin} has {size} entries, signed by its side and "
            "cosigned by the other, which holds them too."
        )

    backup = home / "yesterday.zip"
    say(f"A is backed up, as every evening: {a.says('backup', '--output', str(backup)).strip()}")
    a.does(PLAN)
    say("The next day A offers the plan of 2026.")
    sends(a, b, {"programme": "in_force", "plan/2026": "offered"})
    before = a.stages()
    a.stop()
    a.says("restore", str(backup), "--replace")
    # The copy of the last file lies beside the mark and would heal A at once; here it is lost as well.
    for path in (a.console.data / "marks").glob("*.coop"):
        path.unlink()
    expect(a.stages() == before, False)
    say(
        f"A's disk breaks, and the copy of its last file with it. Yesterday's backup is put back: A has {a.stages()[1][0]} "
        f"entries of its own log, and {before[1][0]} were written."
    )
    refused = a.console("manage", "shell", "-v", "0", "-c", PLAN)
    if refused.returncode == 0 or "restored from an older copy" not in refused.stderr:
        raise Otherwise(f"the restored server wrote on: {refused.stdout}{refused.stderr}")
    say(f"A would give old numbers to new words; it refuses: “{refused.stderr.strip().splitlines()[-1]}”")
    a.start()
    path = home / f"{next(number)}.coop"
    carry(a, b, path)
    say(
        f"A sends B a file all the same ({path.name}): from it B learns how little A still has, and answers with the rest."
    )
    sends(b, a, before[0])
    expect(a.stages()[1][0], before[1][0])
    expect(b.stages()[0], before[0])
    say(f"A is healed: all {before[1][0]} entries of its own log came back from B, and the plan with them.")

    folder = home / "record"
    a.says("record", "--programme", "memorandum", "--output", str(folder))
    answer = a.says("verify", str(folder)).strip().splitlines()[0]
    expect(answer.startswith("valid"), True)
    say(f"Anybody may check the record, without a server: {answer}")
    expect("valid" in a.says("verify"), True)
    path = folder / "memorandum.coop"
    data = bytearray(path.read_bytes())
    place = len(data) // 2
    data[place] ^= 1
    path.write_bytes(data)
    flipped = a.console("verify", str(path))
    expect((flipped.returncode, flipped.stdout.split(":")[0]), (1, "invalid"))
    say(f"One bit of byte {place:,} of {len(data):,} is flipped: {flipped.stdout.strip().splitlines()[0]}")


WORDS = {"offered": "offered", "accepted": "accepted, receipt pending", "in_force": "in force"}


def _in_words(stages: dict[str, str]) -> str:
    return ", ".join(f"{thread} is {WORDS.get(stage, stage)}" for thread, stage in stages.items())


def show(home: Path, stay: bool = False) -> int:
    """Print the story as it happens, in a folder that is thrown away afterwards."""
    made = iter("ab")

    def say(text: str) -> None:
        print(f"· {text}", flush=True)

    def make() -> Console:
        name = next(made)
        say(f"Server {name.upper()} is set up, with a database of its own. This takes longest.")
        console = Console(home / name)
        done = console("init")
        if done.returncode:
            raise Otherwise(done.stderr)
        return console

    try:
        with offices(make, home, say) as (a, b):
            tell(a, b, home, say)
            print("\nAll of it happened as it is told.", flush=True)
            if stay:
                for office in (a, b):
                    print(f"http://{office.bind}  {office.email}  {PASSWORD}", flush=True)
                with suppress(EOFError):
                    input("Both servers stay up until you press Enter. ")
    except Otherwise as otherwise:
        print(f"✗ It went otherwise: {otherwise}", file=sys.stderr)
        return 1
    return 0
