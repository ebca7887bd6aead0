"""Killed at any write, or with no room to write: nothing partial, nothing acknowledged lost, and the same again heals.

A child process does the work and kills itself (SIGKILL: nothing is tidied up) at the n-th point at which the database or a
file is written; first it runs through and counts them, so that none is missed.
"""

import ctypes
import errno
import os
import random
import resource
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from songfai.exchange import actions as exchange
from songfai.exchange.models import Arrival, Transfer
from songfai.exchange.states import ArrivalState, Way
from songfai.kit.storage import no_room
from songfai.programmes import actions as programmes
from songfai.programmes.models import Programme, Text
from songfai.record import actions, marks
from songfai.record.models import Document, Entry, Log, Register
from tests.exchange.nodes import LAOS, START, in_force
from tests.exchange.plain import Plain, settle
from tests.exchange.test_amendments import answer as answer_amendment
from tests.exchange.test_amendments import offer as offer_amendment
from tests.exchange.test_amendments import rows as amended
from tests.exchange.test_damage import with_blob

AT = START.replace(year=2027)
Act = Callable[[Plain], object]


class Points:
    """Counts the points at which something is written, and ends the process at one of them."""

    def __init__(self, node: Plain, stop: int, disk_breaks: bool = False) -> None:
        self.node, self.stop, self.seen, self.disk_breaks = node, stop, [], disk_breaks

    def pass_(self, name: str) -> None:
        self.seen.append(name)
        if len(self.seen) != self.stop:
            return
        if not self.disk_breaks:
            os.kill(os.getpid(), signal.SIGKILL)
        # As the system and SQLite say it.
        if name.removeprefix("before ") in ("fsync", "replace"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        raise OperationalError("disk I/O error")

    def around(self, name: str, call: Callable) -> Callable:
        def counted(*arguments, **named):
            self.pass_(f"before {name}")
            result = call(*arguments, **named)
            self.pass_(f"after {name}")
            return result

        return counted

    def statement(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith("SELECT"):
            return execute(sql, params, many, context)
        name = " ".join(sql.split()[:3])
        self.pass_(f"before {name}")
        result = execute(sql, params, many, context)
        self.pass_(f"after {name}")
        return result

    def watch(self) -> None:
        """Only in a child process, which ends with it."""
        self.node.wrapper.execute_wrappers.append(self.statement)
        self.node.wrapper._commit = self.around("COMMIT", self.node.wrapper._commit)
        os.fsync, os.replace = self.around("fsync", os.fsync), self.around("replace", os.replace)


def in_child(node: Plain, work: Callable[[], bytes]) -> tuple[int, str]:
    """Run in a process of its own; how it ended, and what it said before."""
    for one in (node,):
        one.close()
    connection.close()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            with node:
                os.write(writer, work())
        except BaseException as problem:
            os.write(writer, f"{type(problem).__name__}: {problem}".encode()[:500])
            os._exit(1)
        os._exit(0)
    os.close(writer)
    said = b""
    while piece := os.read(reader, 65536):
        said += piece
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return status, said.decode()


def killed_at(node: Plain, act: Act, stop: int) -> tuple[bool, list[str]]:
    """Whether the act was acknowledged before the end, and the points passed when it ran through."""

    def work() -> bytes:
        points = Points(node, stop)
        points.watch()
        act(node)
        points.pass_("acknowledged")
        return "\n".join(points.seen).encode()

    status, said = in_child(node, work)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False, []
    assert os.WEXITSTATUS(status) == 0, said
    return True, said.split("\n")


def receive(data: bytes) -> Act:
    return lambda node: exchange.receive(data, way=Way.FILE, at=AT)


def offer(node: Plain) -> None:
    actions.offer(
        register=Register.objects.get(),
        kind="paper",
        thread="paper/9",
        title={"en": "Paper"},
        terms={"text": "What we do"},
        authentic=["en"],
        attachments=[],
        by=node.leader,
        at=AT,
    )


def approve(node: Plain) -> None:
    document = Document.objects.get()
    actions.approve(document=document, seen=document.sha256, by=node.leader, at=AT)


def export(node: Plain) -> None:
    exchange.bundle_for(node.log(), AT)


def receiving(a: Plain, b: Plain) -> tuple[Plain, Act]:
    return b, receive(with_blob(a, b))


def offering(a: Plain, b: Plain) -> tuple[Plain, Act]:
    return a, offer


def approving(a: Plain, b: Plain) -> tuple[Plain, Act]:
    a.offer()
    b.receive(a.send())
    return b, approve


def sending(a: Plain, b: Plain) -> tuple[Plain, Act]:
    settle(a, b, 1)
    a.offer()
    return a, export


WORK = {"taking a file in": receiving, "offering": offering, "approving": approving, "sending": sending}
# That these are among the points shows that the count sees what matters.
SEEN = {
    "taking a file in": {
        'after INSERT INTO "record_entry"',
        "before COMMIT",
        "after COMMIT",
        "before fsync",
        "after replace",
    },
    "offering": {'after INSERT INTO "record_entry"', "before COMMIT", "after COMMIT"},
    "approving": {'after INSERT INTO "record_entry"', "before COMMIT", "after COMMIT"},
    "sending": {"before fsync", "after fsync", "before replace", "after replace"},
}


def require_sound(node: Plain) -> None:
    with node:
        assert actions.recompute(Register.objects.get()) == []
        for log in Log.objects.filter(hosted=True):
            assert marks.size(log.origin) <= log.size


def marks_of(node: Plain) -> list[bytes]:
    """The marks and the files they left with; drafts that a killed process left behind are none."""
    folder = node.own / "marks"
    return [path.read_bytes() for path in sorted([*folder.glob("*.note"), *folder.glob("*.coop")])]


def kill_everywhere(plain, name: str, capsys, wanted: int) -> None:
    node, act = WORK[name](*plain)
    node.take_picture("before")
    before = node.holds()
    done, points = killed_at(node, act, 0)
    assert done
    assert set(points) >= SEEN[name]
    after = node.holds()
    marked = marks_of(node)
    step = max(1, len(points) // wanted)
    stops = {
        place
        for place, point in enumerate(points, 1)
        if place % step == 0 or "COMMIT" in point or "ack" in point
    }
    kept = 0
    for stop in sorted(stops):
        node.lay_back("before")
        assert killed_at(node, act, stop) == (False, [])
        require_sound(node)
        assert node.holds() in (before, after)
        if node.holds() == after:
            kept += 1
        elif points[stop - 1] == "acknowledged":
            raise AssertionError("what was acknowledged is lost")
        # The same once more.
        if node.holds() == before or name in ("taking a file in", "sending"):
            with node:
                act(node)
        assert node.holds() == after
        assert marks_of(node) == marked
        require_sound(node)
    with capsys.disabled():
        print(
            f"\n  {name}: killed at {len(stops)} of {len(points)} points, 0 partial, {kept} were done already"
        )


@pytest.mark.parametrize("name", WORK)
def test_killed_at_a_write(plain, name, capsys):
    kill_everywhere(plain, name, capsys, 6)


@pytest.mark.long
@pytest.mark.parametrize("name", WORK)
def test_killed_at_every_write(plain, name, capsys):
    kill_everywhere(plain, name, capsys, 10_000)


@pytest.mark.long
@pytest.mark.parametrize("name", WORK)
def test_killed_at_any_moment(plain, name, capsys):
    """Also inside a write, where no count can stop it."""
    node, act = WORK[name](*plain)
    node.take_picture("before")
    before, started = node.holds(), time.monotonic()
    in_child(node, lambda: b"" if act(node) else b"")
    lasts, after = time.monotonic() - started, node.holds()
    chance, states = random.Random(name), {before: 0, after: 0}
    for _ in range(250):
        node.lay_back("before")
        node.close()
        connection.close()
        child = os.fork()
        if child == 0:
            with node:
                act(node)
            os._exit(0)
        time.sleep(chance.uniform(0, lasts))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        states[node.holds()] += 1
        require_sound(node)
    with capsys.disabled():
        print(
            f"\n  {name}: killed at 250 random moments: {states[before]} before, {250 - states[before]} after, 0 partial"
        )


def attempt(node: Plain, act: Act) -> bytes:
    """The code of the refusal a page would show for what went wrong; empty when nothing did."""
    try:
        act(node)
    except Exception as problem:
        room = no_room(problem)
        if room is None:
            raise
        return room.code.encode()
    return b"done"


LONG = "Nội dung đã bàn. " * 2_000


def long_offer(node: Plain) -> None:
    node.offer("paper/8", LONG)


@pytest.mark.once
@pytest.mark.parametrize("name", ["taking a file in", "offering", "approving"])
def test_database_without_room_changes_nothing(plain, name, capsys):
    """Every number of pages from none more than there are, until it fits."""
    node, act = WORK[name](*plain)
    if name == "offering":
        act = long_offer
    elif name == "taking a file in":
        plain[0].offer("paper/8", LONG)
        act = receive(plain[0].send())
    with node, node.wrapper.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
    node.take_picture("before")
    before, tried = node.holds(), 0
    for more in range(200):
        with node, node.wrapper.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {pages + more}")
        with node:
            code = attempt(node, act)
        if code == b"done":
            break
        assert code == b"storage_full"
        assert node.holds() == before
        require_sound(node)
        tried += 1
    assert tried > (0 if name == "approving" else 5)
    assert node.holds() != before
    with capsys.disabled():
        print(f"\n  {name}: full at each of {tried} pages, 0 partial, done with {tried} more")


@pytest.mark.once
def test_full_disk_is_not_taken_for_a_fault_of_what_arrived(pair, capsys):
    """Also while a room puts it in its place: the whole file is refused, and comes again."""
    a, b = pair
    a.draft(LAOS["origin"])
    with a:
        Text.objects.update(body=LONG)
    a.offer()
    data, tried = a.send(), 0

    def breaks(execute, sql, *rest):
        if sql.startswith('INSERT INTO "programmes_programme"'):
            raise OperationalError("disk I/O error")
        return execute(sql, *rest)

    with b, connection.execute_wrapper(breaks):
        assert attempt(b, receive(data)) == b"storage_closed"
        assert not Document.objects.exists()
    with b, connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        for more in range(400):
            cursor.execute(f"PRAGMA max_page_count = {pages + more}")
            if attempt(b, receive(data)) == b"done":
                break
            assert not Arrival.objects.exists()
            assert not Document.objects.exists()
            assert not Programme.objects.exists()
            tried += 1
        assert Arrival.objects.get().state == ArrivalState.APPLIED
        assert Transfer.objects.get().added == Entry.objects.filter(log__hosted=False).count()
    assert tried > 5
    with capsys.disabled():
        print(f"\n  a programme arrives: full at each of {tried} pages, nothing kept of it")


@pytest.mark.once
def test_lock_that_did_not_come_is_not_taken_for_a_fault_of_what_arrived(pair):
    """What another one writes at this moment says nothing of the document: the file comes again."""
    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    data = a.send()

    def waits(execute, sql, *rest):
        if sql.startswith('INSERT INTO "programmes_programme"'):
            locked = sqlite3.OperationalError("database is locked")
            locked.sqlite_errorname = "SQLITE_BUSY"
            raise OperationalError(*locked.args) from locked
        return execute(sql, *rest)

    with b, connection.execute_wrapper(waits):
        assert attempt(b, receive(data)) == b"storage_busy"
        assert not Document.objects.exists()
    with b:
        assert attempt(b, receive(data)) == b"done"
        assert Arrival.objects.get().state == ArrivalState.APPLIED


@pytest.mark.once
def test_broken_disk_while_what_came_into_force_is_shown_refuses_the_file_too(pair):
    a, b = pair
    in_force(a, b)
    matter = offer_amendment(a)
    b.receive(a.send())
    answer_amendment(b, programmes.approve_amendment, matter)
    a.receive(b.send())
    data, before = a.send(), amended(b)

    def breaks(execute, sql, *rest):
        if sql.startswith('UPDATE "programmes_programme"'):
            raise OperationalError("disk I/O error")
        return execute(sql, *rest)

    with b, connection.execute_wrapper(breaks):
        assert attempt(b, receive(data)) == b"storage_closed"
    assert amended(b) == before
    b.receive(data)
    assert amended(b) == amended(a) != before


def every_page(database: Path) -> list[int]:
    """Sizes a page apart: those of what is small (a mark, a stored file, the journal), and those about the end of the database."""
    page, end = 4096, database.stat().st_size
    return [*range(0, 64 * page, page), *range(end - 4 * page, end + 40 * page, page), end + 20_000_000]


@pytest.mark.once
@pytest.mark.parametrize("name", WORK)
def test_file_system_without_room_changes_nothing(plain, name, capsys):
    """No file may grow beyond a size: the database, its journal, a stored file, a mark."""
    without_room(plain, name, [0, 100, 600, 5_000, 40_000, 200_000, 2_000_000, 20_000_000], capsys)


@pytest.mark.once
@pytest.mark.long
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the pages of PostgreSQL are its server's")
@pytest.mark.parametrize("name", WORK)
def test_file_system_without_room_at_every_page_changes_nothing(plain, name, capsys):
    without_room(plain, name, [], capsys)


def without_room(plain: tuple[Plain, Plain], name: str, sizes: list[int], capsys) -> None:
    """No sizes: every page."""
    node, act = WORK[name](*plain)
    node.take_picture("before")
    before, codes = node.holds(), []
    for size in sizes or every_page(Path(node.database)):

        def work(size: int = size) -> bytes:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            return attempt(node, act)

        status, said = in_child(node, work)
        assert (status, said in ("storage_full", "storage_closed", "done")) == (0, True), said
        codes.append(said)
        if said != "done":
            assert node.holds() == before
        require_sound(node)
        assert not list(node.own.rglob("*.part"))
        node.lay_back("before")
    assert codes[0] != "done" or name == "offering"
    assert codes[-1] == "done"
    with capsys.disabled():
        print(f"\n  {name}: {len(codes)} sizes of a file, 0 partial: {dict(Counter(codes))}")


@pytest.mark.parametrize("name", WORK)
def test_disk_that_breaks_changes_nothing(plain, name, capsys):
    """An input/output error in place of each statement, sync and change of a name."""
    node, act = WORK[name](*plain)
    node.take_picture("before")
    before = node.holds()
    _, points = killed_at(node, act, 0)
    stops = [stop for stop, point in enumerate(points, 1) if point.startswith("before ")]
    for stop in stops:
        node.lay_back("before")

        def work(stop: int = stop) -> bytes:
            Points(node, stop, disk_breaks=True).watch()
            return attempt(node, act)

        assert in_child(node, work) == (0, "storage_closed"), points[stop - 1]
        assert node.holds() == before, points[stop - 1]
        require_sound(node)
        assert not list(node.own.rglob("*.part"))
    with node:
        act(node)
    require_sound(node)
    with capsys.disabled():
        print(f"\n  {name}: the disk broke at {len(stops)} points, 0 partial")


def give_up_rights() -> None:
    """Also the superuser then needs what the modes of files allow (capset(2))."""
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).capset(header, nothing):
        raise OSError(ctypes.get_errno(), "capset")


@pytest.mark.once
@pytest.mark.skipif(sys.platform != "linux", reason="rights are given up as Linux does it")
@pytest.mark.parametrize("name", WORK)
def test_folders_that_cannot_be_written_change_nothing(plain, name):
    node, act = WORK[name](*plain)
    before = node.holds()
    folders = [node.own, *(path for path in node.own.rglob("*") if path.is_dir())]
    database = node.own.parent
    closed = [*folders, database]
    os.chmod(node.database, 0o444)
    for folder in closed:
        folder.chmod(0o555)

    def work() -> bytes:
        give_up_rights()
        return attempt(node, act)

    try:
        status, said = in_child(node, work)
    finally:
        os.chmod(node.database, 0o644)
        for folder in closed:
            folder.chmod(0o755)
    assert (status, said) == (0, "storage_closed")
    assert node.holds() == before
    require_sound(node)
    with node:
        act(node)
    require_sound(node)
