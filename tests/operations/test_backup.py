"""Backup and restore, each run as a person would."""

import fcntl
import json

import pytest

from tests.fixtures.console import ask
from tests.operations.archives import members, rewrite

pytestmark = pytest.mark.database
STORED = b"%PDF-1.7 the signed text, as bytes \x00\xff"
WHO = "SELECT email FROM people_account"


@pytest.fixture
def filled(ready_console):
    """An installation with an account and a stored file."""
    (ready_console.data / "files" / "ab").mkdir(parents=True)
    (ready_console.data / "files" / "ab" / "signed.pdf").write_bytes(STORED)
    return ready_console


@pytest.fixture
def kept(filled, tmp_path):
    """Its backup."""
    target = tmp_path / "kept" / "songfai.tar.gz"
    done = filled("backup", "--output", str(target))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Saved and read back: {target} (")
    return target


def change(console):
    """What happens after the backup."""
    ask(console, "UPDATE people_account SET email = 'later@example.la'")
    (console.data / "files" / "ab" / "signed.pdf").write_bytes(b"changed since")


def test_backup_names_each_file_with_its_hash(kept):
    (first, manifest), *rest = members(kept)
    said = json.loads(manifest)
    assert first.name == "manifest.json"
    assert said["format"] == "songfai-backup/1"
    assert {entry["path"] for entry in said["files"]} == {member.name for member, _ in rest}
    assert "data/files/ab/signed.pdf" in {member.name for member, _ in rest}
    assert "data/secret-key" in {member.name for member, _ in rest}
    assert not [member.name for member, _ in rest if "static" in member.name]


@pytest.mark.once
def test_backup_does_not_write_over_a_file(filled, tmp_path):
    there = tmp_path / "there.tar.gz"
    there.write_bytes(b"older")
    refused = filled("backup", "--output", str(there))
    assert (refused.returncode, refused.stderr) == (
        1,
        f"songfai backup: {there} exists already: name another file.\n",
    )
    assert there.read_bytes() == b"older"


def test_restore_brings_back_rows_and_files(filled, kept):
    secret = (filled.data / "secret-key").read_text()
    change(filled)
    done = filled("restore", str(kept), "--replace")
    assert done.returncode == 0, done.stderr
    assert ask(filled, WHO) == "head@example.la"
    assert (filled.data / "files" / "ab" / "signed.pdf").read_bytes() == STORED
    assert (filled.data / "secret-key").read_text() == secret
    (before,) = filled.data.parent.glob("data.before-*")
    assert (before / "files" / "ab" / "signed.pdf").read_bytes() == b"changed since"
    assert str(before) in done.stdout
    # What was restored can be worked with.
    assert filled("init", "--admin", "second@example.la").returncode == 0


def test_restore_into_nothing(filled, kept, console):
    console.data = console.data.with_name("elsewhere")
    done = console("restore", str(kept))
    assert done.returncode == 0, done.stderr
    assert ask(console, WHO) == "head@example.la"
    assert (console.data / "files" / "ab" / "signed.pdf").read_bytes() == STORED


def test_restore_refuses_over_data(filled, kept):
    change(filled)
    refused = filled("restore", str(kept))
    assert refused.returncode == 1
    assert "nothing was changed" in refused.stderr
    assert ask(filled, WHO) == "later@example.la"


def test_restore_refuses_while_the_data_is_served(filled, kept):
    change(filled)
    with (filled.data / ".in-use").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        refused = filled("restore", str(kept), "--replace")
    assert refused.returncode == 1
    assert "stop `songfai serve` first" in refused.stderr
    assert ask(filled, WHO) == "later@example.la"


def of_a_newer_version(manifest):
    manifest["migrations"]["people"] = "9999_from_the_future"


def of_another_engine(manifest):
    manifest["engine"] = "papyrus"


def of_another_format(manifest):
    manifest["format"] = "songfai-backup/9"


def with_a_wrong_hash(manifest):
    manifest["files"][-1]["sha256"] = "0" * 64


UNFIT = [
    (of_a_newer_version, "newer version"),
    (of_another_engine, "the backup is of papyrus"),
    (of_another_format, "another format"),
    (with_a_wrong_hash, "its hash differs"),
]


@pytest.mark.parametrize(("spoil", "reason"), UNFIT, ids=[spoil.__name__ for spoil, _ in UNFIT])
def test_restore_of_an_unfit_backup_changes_nothing(filled, kept, spoil, reason):
    change(filled)
    (head, body), *rest = members(kept)
    manifest = json.loads(body)
    spoil(manifest)
    rewrite(kept, [(head, json.dumps(manifest).encode()), *rest])
    refused = filled("restore", str(kept), "--replace")
    assert refused.returncode == 1
    assert reason.lower() in refused.stderr.lower()
    assert ask(filled, WHO) == "later@example.la"
    assert (filled.data / "files" / "ab" / "signed.pdf").read_bytes() == b"changed since"
    left = [
        path.name
        for path in filled.data.parent.iterdir()
        if "restoring" in path.name or "before" in path.name
    ]
    assert left == []


@pytest.mark.once
def test_restore_says_when_there_is_no_file(filled, tmp_path):
    none = tmp_path / "none.tar.gz"
    refused = filled("restore", str(none), "--replace")
    assert (refused.returncode, refused.stderr) == (1, f"songfai restore: There is no file {none}.\n")
