"""The files that go with a bundle: read when they are written into it, and none that would have the whole refused."""

import errno
import hashlib
from collections.abc import Iterator

import pytest

from songfai.exchange import bundle as bundles
from songfai.exchange import files
from songfai.exchange.bundle import Bundle
from songfai.files.actions import path_of, replace_durably, write_durably

BODY, SCAN, OTHER = b"{}", b"a scan", b"another scan"


def name_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for data in (SCAN, OTHER):
        write_durably(path_of(name_of(data)), data)


def sent(here: files.Here) -> dict[str, bytes]:
    made = Bundle(
        programme=f"sha256:{'a' * 64}", sender="a.example/c/x", receiver="b.example/c/x", first=0, entries=[],
        checkpoint="note\n", have=(0, bytes(32)), charter=b"{}", files=here,
    )  # fmt: skip
    return dict(bundles.read(bundles.write(made)).files)


def here() -> files.Here:
    return files.Here([name_of(SCAN), name_of(OTHER)], {name_of(BODY): BODY})


def test_files_lie_on_the_disk_until_they_are_asked_for():
    assert sent(here()) == {name_of(one): one for one in (BODY, SCAN, OTHER)}
    assert len(here()) == 3
    assert name_of(SCAN) in here()
    assert name_of(b"nothing") not in here()
    assert here().get(name_of(b"nothing")) is None


def test_one_that_was_erased_meanwhile_does_not_hold_up_the_others():
    chosen = here()
    path_of(name_of(SCAN)).unlink()
    assert sent(chosen) == {name_of(one): one for one in (BODY, OTHER)}


def test_one_the_disk_has_damaged_is_left_out_and_said(caplog):
    """The other side would refuse the whole bundle for it, today and tomorrow."""
    path_of(name_of(SCAN)).write_bytes(b"a sc4n")
    assert sent(here()) == {name_of(one): one for one in (BODY, OTHER)}
    assert name_of(SCAN) in caplog.text


def test_one_that_cannot_be_read_is_left_out_and_said(caplog):
    """As of a sector that the disk has lost: every bundle would fail at it."""
    place = path_of(name_of(SCAN))
    place.unlink()
    place.mkdir()
    assert sent(here()) == {name_of(one): one for one in (BODY, OTHER)}
    assert name_of(SCAN) in caplog.text


def test_those_that_do_not_fit_wait_for_the_next_bundle():
    wanted = [name_of(b"never here"), name_of(OTHER), name_of(SCAN)]
    assert files.fitting(wanted) == wanted[1:]
    assert files.fitting(wanted, len(OTHER)) == [name_of(OTHER)]
    assert files.fitting(wanted, len(OTHER) + len(SCAN)) == wanted[1:]
    assert files.fitting(wanted, len(OTHER) + len(SCAN) - 1) == [name_of(OTHER)]
    assert files.fitting(wanted, len(SCAN)) == [name_of(SCAN)]


def test_a_copy_for_which_the_disk_has_no_room_leaves_nothing_behind(tmp_path):
    """The clock tries again and again: each try would leave as much as fits."""

    def full() -> Iterator[bytes]:
        yield b"a line\n"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        replace_durably(tmp_path / "copies" / "record.coop", full())
    assert not list((tmp_path / "copies").iterdir())
