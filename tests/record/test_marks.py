"""The mark of a log outside the database: never half written, and never lost to another story."""

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from songfai.kit.errors import Refused
from songfai.record import marks, notes

ORIGIN = "moha.gov.vn.example/coop/try"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MARKS = tmp_path / "marks"
    return settings.MARKS


def note(size: int) -> str:
    unsigned = notes.unsigned(ORIGIN, size, bytes(32))
    return notes.sign(unsigned, Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)).note


def test_mark_only_rises_and_its_file_goes_with_it():
    assert (marks.size(ORIGIN), marks.outbox(ORIGIN)) == (0, None)
    marks.raise_to(note(3), [b"lines ", b"up to 3"])
    marks.raise_to(note(2), [b"lines up to 2"])
    assert (marks.size(ORIGIN), marks.outbox(ORIGIN)) == (3, b"lines up to 3")
    # A later file of the same length begins later: that with all the lines stays.
    marks.raise_to(note(3), [b"only line 3"])
    assert marks.outbox(ORIGIN) == b"lines up to 3"


@pytest.mark.parametrize("text", ["", "no mark", "a/b\n1\n"])
def test_mark_that_cannot_be_read_is_refused_and_not_passed_over(folder, text):
    assert marks.read("a/b") is None
    marks.path_of("a/b").parent.mkdir(parents=True, exist_ok=True)
    marks.path_of("a/b").write_text(text)
    with pytest.raises(Refused):
        marks.size("a/b")


def test_mark_that_cannot_be_written_leaves_no_draft_and_the_old_one(folder):
    marks.raise_to(note(3))
    # Something lies where the file would go: the disk says no after the draft is written.
    marks.outbox_of(ORIGIN).mkdir()
    before = sorted(folder.iterdir())
    with pytest.raises(OSError):
        marks.raise_to(note(4), [b"lines up to 4"])
    assert sorted(folder.iterdir()) == before
    assert marks.size(ORIGIN) == 3


@pytest.mark.parametrize("sent", [b"lines of the old story", None])
def test_mark_of_another_story_goes_over_the_old_one_which_is_kept_beside_it(folder, sent):
    marks.raise_to(note(5), [sent] if sent else None)
    marks.put_over(note(4))
    assert (marks.size(ORIGIN), marks.outbox(ORIGIN)) == (4, None)
    aside = {path.name: path.read_bytes() for path in folder.glob("*.aside")}
    assert aside.pop(f"{marks.path_of(ORIGIN).name}.aside") == note(5).encode()
    assert list(aside.values()) == ([sent] if sent else [])


def test_mark_lies_where_an_older_version_left_it_in_a_folder_of_this_server_alone(folder, settings):
    settings.MARKS = folder / "on another disk"
    marks.raise_to(note(3), [b"lines up to 3"])
    name = hashlib.sha256(ORIGIN.encode()).hexdigest()[:32]
    assert {path.name for path in settings.MARKS.iterdir()} == {f"{name}.note", f"{name}.coop"}
    assert settings.MARKS.stat().st_mode & 0o777 == 0o700
