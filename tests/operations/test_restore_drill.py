"""The drill: work, a backup, more work that the other side has seen, the machine is lost, the backup is restored.

Backup and restore are the real commands on a real data folder; what people do in between, the same actions as always.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from django.db import connections

from songfai.kit.errors import Refused
from songfai.record.models import Incident
from songfai.record.states import Stage
from tests.exchange.nodes import LAOS, VIET_NAM
from tests.exchange.plain import Plain, settle
from tests.fixtures.console import Console, Databases
from tests.operations.archives import members

pytestmark = pytest.mark.database


class Installed(Plain):
    """The installation of a console: its database and its data folder."""

    def __init__(self, console: Console) -> None:
        self.name, self.console, self.outside = console.data.name, console, []
        address = console.environment.get("DATABASE_URL")
        self.database = urlparse(address).path[1:] if address else str(console.data / "songfai.sqlite3")
        self.own = console.data
        self.wrapper = connections.create_connection("default")
        self.wrapper.settings_dict = {**self.wrapper.settings_dict, "NAME": self.database}

    def command(self, *arguments: str) -> None:
        self.close()
        done = self.console(*arguments)
        assert done.returncode == 0, done.stderr

    def names(self, folder: str, pattern: str) -> set[str]:
        return {path.name for path in (self.own / folder).rglob(pattern)}

    def says(self) -> object:
        with self:
            open_ = list(Incident.objects.filter(settled_at=None).values_list("kind", flat=True))
        return self.leaves(), self.standings(), open_


@pytest.fixture
def both(
    initialised: Console, tmp_path: Path, console_databases: Databases, django_db_blocker
) -> Iterator[tuple[Installed, Installed]]:
    """Two servers, made from the same beginning, with a register between them."""
    made = []
    for name in ("a", "b"):
        shutil.copytree(initialised.data, tmp_path / name)
        environment = {}
        if address := initialised.environment.get("DATABASE_URL"):
            environment = console_databases.make(template=urlparse(address).path.lstrip("/"))
        made.append(Installed(Console(tmp_path / name, environment)))
    a, b = made
    with django_db_blocker.unblock():
        a.found(VIET_NAM)
        b.found(LAOS)
        a.learn(b.cards())
        b.learn(a.cards())
        a.open(LAOS["origin"])
        settle(a, b, 1)
        yield a, b
        a.close()
        b.close()


def agree(a: Plain, b: Plain, thread: str) -> str:
    sha256 = a.offer(thread)
    settle(a, b, 1)
    b.answer("approve", sha256)
    settle(a, b, 2)
    return sha256


def test_restored_server_writes_no_second_story_and_gets_its_lines_back(both, tmp_path):
    a, b = both
    agree(a, b, "paper/1")
    backup = tmp_path / "kept" / "songfai.tar.gz"
    a.command("backup", "--output", str(backup))
    kept = {member.name for member, _ in members(backup)}
    assert [name for name in kept if name.startswith("data/keys/")]
    assert not [name for name in kept if "root" in name.split("/") or name.startswith("data/marks")]
    roots = a.names("keys", "root/*.pem")
    assert roots, "the root keys are only not in the backup"

    agree(a, b, "paper/2")
    whole = a.says()
    assert whole == b.says()
    (mark,) = (a.own / "marks").glob("*.note")
    marked = mark.read_text()
    (keys,) = (path for path in (a.own / "keys").iterdir() if path.is_dir())
    (keys / "made-since.pem").write_text("a key")
    older = next(path for path in keys.glob("*.pem") if path.name != "made-since.pem")
    said = older.read_text()
    older.write_text("spoilt since")

    copy = a.own / "copies" / "a" / "try.coop"
    copy.parent.mkdir(parents=True)
    copy.write_text("the record, as the side got it since")

    a.command("restore", str(backup), "--replace")
    assert copy.read_text() == "the record, as the side got it since"
    # The backup's own files are as they were then; what it cannot know is as it was last.
    assert older.read_text() == said
    assert (keys / "made-since.pem").read_text() == "a key"
    assert a.names("keys", "root/*.pem") == roots
    assert mark.read_text() == marked
    assert not mark.stat().st_mode & 0o077

    # It knows that it has forgotten something, and writes nothing until it has it back.
    assert a.says() != whole
    with pytest.raises(Refused) as refused:
        a.offer("paper/2", "Another text")
    assert refused.value.code == "record_behind"
    settle(a, b, 1)
    assert a.says() == b.says() == whole
    third = agree(a, b, "paper/3")
    assert a.says() == b.says()
    assert a.standings()[third]["stage"] == Stage.IN_FORCE
