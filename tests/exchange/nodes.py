"""Two installations in one test: each with a database, keys, marks and files of its own. Only files pass between them."""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from songfai.exchange import actions
from songfai.exchange.states import Way
from songfai.parties.models import Institution, Seat
from songfai.parties.states import Layout, Role
from songfai.plans import actions as plans
from songfai.plans.models import Activity, Plan
from songfai.programmes import actions as programmes
from songfai.programmes.models import Programme
from songfai.record.models import Document, Log, Register
from tests import factories
from tests.operations.waiting import free_port, wait_for

START = datetime(2026, 3, 9, 8, 12, 5, tzinfo=UTC)
# As in the data folder of a real server.
FOLDERS = {"KEYS": "keys", "MARKS": "marks", "MEDIA_ROOT": "files"}


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5)
    except urllib.error.HTTPError:
        return True
    return True


class Clock:
    """One clock for both, a minute an act: no rule depends on it."""

    at = START

    def __call__(self) -> datetime:
        Clock.at += timedelta(minutes=1)
        return Clock.at


now = Clock()


class Node:
    """An installation. `with node:` makes its database and folders those of the process."""

    def __init__(self, name: str, home: Path, empty: str) -> None:
        self.name, self.data = name, home / name
        self.data.mkdir()
        self.main = str(connection.settings_dict["NAME"])
        self.database = str(self.data / "songfai.sqlite3") if self.sqlite else f"{self.main}_{name}"
        self.copy(empty, self.database)
        self.before: list[tuple[str, object]] = []

    @property
    def folders(self) -> Path:
        """Where its keys, marks and files lie."""
        return self.data

    @property
    def sqlite(self) -> bool:
        return connection.vendor == "sqlite"

    def copy(self, source: str, target: str) -> None:
        """A database under another name, as a backup and a restore do."""
        connections.close_all()
        if self.sqlite:
            for rest in ("-journal", "-wal", "-shm"):
                Path(f"{target}{rest}").unlink(missing_ok=True)
            shutil.copyfile(source, target)
            return
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def drop(self) -> None:
        connections.close_all()
        if not self.sqlite:
            with connection._nodb_cursor() as cursor:
                for name in (self.database, f"{self.database}_backup"):
                    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def back_up(self) -> None:
        self.copy(self.database, f"{self.database}_backup")

    def restore(self) -> None:
        """The database as it was backed up; keys, marks and files are as they are, as on a real server."""
        self.copy(f"{self.database}_backup", self.database)

    def __enter__(self) -> "Node":
        connections.close_all()
        self.before = [(name, getattr(settings, name)) for name in FOLDERS]
        for name in FOLDERS:
            setattr(settings, name, self.data / FOLDERS[name])
        connection.settings_dict["NAME"] = self.database
        return self

    def __exit__(self, *problem: object) -> None:
        connections.close_all()
        connection.settings_dict["NAME"] = self.main
        for name, value in self.before:
            setattr(settings, name, value)

    @contextmanager
    def served(self, *options: str, **set_up: str) -> Iterator[str]:
        """The same installation as a web server of its own; yields its address. `options` are gunicorn's, `set_up` what is
        set in its environment."""
        port = free_port()
        place = connection.settings_dict
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SONGFAI_")},
            "SONGFAI_DATA": str(self.data),
            "SONGFAI_SECRET_KEY": settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "songfai.config.settings",
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
            "DATABASE_URL": ""
            if self.sqlite
            else f"postgres://{place['USER']}@/{self.database}?host={place['HOST']}",
            **set_up,
        }
        command = [sys.executable, "-m", "gunicorn", "songfai.config.wsgi:application"]
        command += ["--bind", f"127.0.0.1:{port}", "--threads", "4", "--log-level", "warning", *options]
        self.serving = serving = subprocess.Popen(command, env=environment)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(lambda: answers(f"{address}/exchange/v1/checkpoint"))
            yield address
        finally:
            serving.terminate()
            serving.wait(timeout=20)

    # What people do there.

    def found(self, body: dict[str, object]) -> None:
        """The institution of this server, and its leader."""
        with self:
            institution = factories.institution(**body)
            factories.seat(institution, Role.LEADER)

    @property
    def institution(self) -> Institution:
        return Seat.objects.earliest("pk").institution

    @property
    def leader(self) -> Seat:
        return Seat.objects.select_related("institution", "account").earliest("pk")

    def cards(self) -> bytes:
        with self:
            return actions.card_file(self.institution, now())

    def learn(self, cards: bytes) -> None:
        with self:
            actions.take_cards(cards, by=self.leader, at=now())

    def log(self) -> Log:
        return Log.objects.select_related("institution").get(hosted=True)

    def send(self, whole: bool = False) -> bytes:
        with self:
            return bytes(actions.bundle_for(self.log(), now(), whole=whole))

    def receive(self, data: bytes) -> object:
        with self:
            return actions.receive(data, way=Way.FILE, at=now())

    def record(self) -> bytes:
        with self:
            return bytes(actions.record_of(Register.objects.get(), now()))

    def stages(self) -> dict[str, str]:
        """Where every joint document stands here, by thread and version."""
        with self:
            rows = Document.objects.exclude(standing=None).order_by("thread", "version", "sha256")
            return {
                f"{one.thread} {one.version} {one.sha256[:6]}": str(one.standing.stage)
                for one in rows.select_related("standing")
            }

    def sizes(self) -> list[int]:
        with self:
            return list(Log.objects.order_by("position").values_list("size", flat=True))

    def draft(self, other: str) -> Programme:
        with self:
            other_body = Institution.objects.get(origin=other)
            programme = factories.draft_programme(self.institution, other_body)
            return programme

    def offer(self) -> None:
        with self:
            programme = Programme.objects.get()
            programmes.offer(programme=programme, by=self.leader, at=now())

    def approve(self) -> None:
        with self:
            programme = Programme.objects.get()
            programmes.approve(programme=programme, seen=programme.document.sha256, by=self.leader, at=now())

    def offer_plan(self, year: int = 2026) -> Plan:
        with self:
            programme = Programme.objects.get()
            plan = plans.start_plan(programme=programme, year=year, by=self.leader, at=now())
            values = factories.item_values(programme.commitments.first())
            plans.save_item(plan=plan, values=values, by=self.leader, at=now())
            return plans.offer(plan=plan, by=self.leader, at=now())

    def offer_draft(self, year: int) -> Plan:
        with self:
            return plans.offer(plan=Plan.objects.get(year=year, document=None), by=self.leader, at=now())

    def approve_plan(self, year: int = 2026) -> None:
        with self:
            plan = Plan.objects.filter(year=year, document__standing__stage="offered").latest("id")
            plans.approve(plan=plan, seen=plan.document.sha256, by=self.leader, at=now())

    def record_activity(self, **fields: object) -> Activity:
        with self:
            programme = Programme.objects.get()
            values = factories.activity_values(programme.commitments.first(), **fields)
            return plans.record_activity(programme=programme, values=values, by=self.leader, at=now())


VIET_NAM = {"slug": "bo-noi-vu", "origin": "moha.gov.vn.example/coop", "country": "VN"}
LAOS = {"slug": "moha-la", "origin": "moha.gov.la.example/coop", "country": "LA", "layout": Layout.LA}


class Moment:
    """Two servers as they were once: any number of tests begin there, without the keys and signatures that led to it."""

    def __init__(self, pair: tuple[Node, Node], home: Path, name: str) -> None:
        self.kind, self.kept = type(pair[0]), []
        for node in pair:
            database = home / f"{name}-{node.name}.sqlite3" if node.sqlite else f"{node.database}_{name}"
            node.copy(node.database, str(database))
            folders = home / f"{name}-{node.name}"
            shutil.copytree(node.folders, folders, ignore=shutil.ignore_patterns("songfai.sqlite3*"))
            self.kept.append((node.name, str(database), folders))

    @contextmanager
    def begun(self, home: Path) -> Iterator[tuple[Node, ...]]:
        """Two servers below `home` that go on from there."""
        nodes = tuple(self.kind(name, home, database) for name, database, _folders in self.kept)
        for node, (_name, _database, folders) in zip(nodes, self.kept, strict=True):
            shutil.copytree(folders, node.folders, dirs_exist_ok=True)
        try:
            yield nodes
        finally:
            for node in nodes:
                node.drop()

    def forget(self) -> None:
        if connection.vendor != "sqlite":
            connections.close_all()
            with connection._nodb_cursor() as cursor:
                for _name, database, _folders in self.kept:
                    cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


@contextmanager
def two_nodes(home: Path, empty: str) -> Iterator[tuple[Node, Node]]:
    a, b = Node("a", home, empty), Node("b", home, empty)
    try:
        a.found(VIET_NAM)
        b.found(LAOS)
        a.learn(b.cards())
        b.learn(a.cards())
        yield a, b
    finally:
        a.drop()
        b.drop()


def exchange(a: Node, b: Node, rounds: int = 2) -> None:
    """Both send what they have, a few times over: as a network that works."""
    for _ in range(rounds):
        b.receive(a.send())
        a.receive(b.send())


def in_force(a: Node, b: Node) -> None:
    """A programme is agreed in three files."""
    a.draft(LAOS["origin"])
    a.offer()
    b.receive(a.send())
    b.approve()
    a.receive(b.send())
    b.receive(a.send())
