"""The drill: work, a backup, more work that the other side has seen, the machine is lost, the backup is restored.

Through the real commands, each in a process of its own; what people do in between is done by the same actions as always.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.console import Console
from tests.operations.archives import members

pytestmark = pytest.mark.database

# What is done at a server, as a program of its own: `act` and the two folders through which files travel.
WORK = Path(__file__).with_name("drill.py")


def at(console: Console, act: str, *arguments: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(WORK), act, *arguments],
        env={**console.surroundings(), "SONGFAI_DATA": str(console.data), "DJANGO_SETTINGS_MODULE": "songfai.config.settings"},
        capture_output=True,
        text=True,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def both(initialised, tmp_path, console_databases) -> tuple[Console, Console]:
    """Two servers, made from the same beginning, that know each other's cards."""
    import shutil
    from urllib.parse import urlparse

    made = []
    for name in ("a", "b"):
        shutil.copytree(initialised.data, tmp_path / name)
        environment = {}
        if address := initialised.environment.get("DATABASE_URL"):
            environment = console_databases.make(template=urlparse(address).path.lstrip("/"))
        made.append(Console(tmp_path / name, environment))
    a, b = made
    files = [str(tmp_path / name) for name in ("a.cards", "b.cards")]
    at(a, "found", "la", files[0])
    at(b, "found", "vn", files[1])
    at(a, "learn", files[1])
    at(b, "learn", files[0])
    return a, b


def test_restored_server_writes_no_second_story_and_gets_its_lines_back(both, tmp_path):
    a, b = both
    post = str(tmp_path / "post")

    def exchange() -> None:
        for sender, reader in ((a, b), (b, a)) * 2:
            at(sender, "send", post)
            assert at(reader, "take", post)["code"] == ""

    at(a, "open")
    exchange()
    first = at(a, "offer", "First text")["sha256"]
    exchange()
    at(b, "approve", str(first))
    exchange()

    backup = tmp_path / "kept" / "songfai.tar.gz"
    assert a("backup", "--output", str(backup)).returncode == 0
    names = {member.name for member, _ in members(backup)}
    assert [name for name in names if name.startswith("data/keys/")]
    assert not [name for name in names if "/root/" in name or name.startswith("data/marks")]
    assert list((a.data / "keys").rglob("root/*.pem")), (
        "the root keys are still there; they are only not in the backup"
    )

    second = at(a, "offer", "Second text", "paper/2")["sha256"]
    exchange()
    at(b, "approve", str(second))
    exchange()
    whole = at(a, "say")
    assert whole == at(b, "say")
    marks = {path.name: path.read_text() for path in (a.data / "marks").glob("*.note")}
    roots = sorted(path.name for path in (a.data / "keys").rglob("root/*.pem"))
    assert marks

    done = a("restore", str(backup), "--replace")
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_text() for path in (a.data / "marks").glob("*.note")} == marks
    assert sorted(path.name for path in (a.data / "keys").rglob("root/*.pem")) == roots
    assert at(a, "say") != whole
    # It knows that it has forgotten something, and writes nothing until it has it back.
    assert at(a, "offer", "Another second text", "paper/2")["code"] == "record_behind"
    at(a, "send", post)
    assert at(b, "take", post)["code"] == ""
    at(b, "send", post)
    assert at(a, "take", post)["code"] == ""
    assert at(a, "say") == whole
    third = at(a, "offer", "Third text", "paper/3")["sha256"]
    exchange()
    at(b, "approve", str(third))
    exchange()
    assert at(a, "say") == at(b, "say")
    assert at(a, "say")["stages"][third] == "in_force"
    assert at(a, "say")["incidents"] == at(b, "say")["incidents"] == []


def test_backup_older_than_a_key_does_not_take_the_key_away(both, tmp_path):
    a, _ = both
    backup = tmp_path / "songfai.tar.gz"
    assert a("backup", "--output", str(backup)).returncode == 0
    (folder,) = (path for path in (a.data / "keys").iterdir() if path.is_dir())
    (folder / "made-since.pem").write_text("a key")
    old = next(path for path in folder.glob("*.pem") if path.name != "made-since.pem")
    before = old.read_text()
    old.write_text("spoilt")
    assert a("restore", str(backup), "--replace").returncode == 0
    assert (folder / "made-since.pem").read_text() == "a key"
    assert old.read_text() == before
    assert not (folder / "made-since.pem").stat().st_mode & 0o077
