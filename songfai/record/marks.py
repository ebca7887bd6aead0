"""High-water marks: how long each log was when it was last shown to somebody, kept outside the database.

A restored backup, or a standby that lost its last second, does not know what it has forgotten. The mark does: while a
log is shorter than its mark, nothing is added to it, or the side would tell two stories (record format 2.7). A mark is
the newest checkpoint that left this server, as its signed note; it is written before the note leaves. Beside it lies the
file the note left with: where it was lost on its way, nobody else has its lines, and they are read back from there.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings

from songfai.files.actions import replace_durably
from songfai.record import notes

_passed: ContextVar[frozenset[str]] = ContextVar("passed", default=frozenset())


def path_of(origin: str) -> Path:
    return Path(settings.MARKS) / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.note"


def read(origin: str) -> notes.Checkpoint | None:
    """The mark of a log; None where nothing of it has left yet. An unreadable mark is refused, not passed over."""
    text = note_of(origin)
    return None if text is None else notes.read(text)


def note_of(origin: str) -> str | None:
    """The signed note that is the mark of a log, as it lies there; None where nothing of it has left yet."""
    try:
        return path_of(origin).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def size(origin: str) -> int:
    mark = None if origin in _passed.get() else read(origin)
    return mark.size if mark else 0


def outbox_of(origin: str) -> Path:
    return path_of(origin).with_suffix(".coop")


def outbox(origin: str) -> bytes | None:
    """The file the mark of a log left with; None where it is not here."""
    try:
        return outbox_of(origin).read_bytes()
    except FileNotFoundError:
        return None


def raise_to(note: str, sent: Iterable[bytes] | None = None) -> None:
    """Set the mark of the note's log, never backwards; `sent` are the pieces of the file it is about to leave with."""
    checkpoint = notes.read(note)
    if checkpoint.size <= size(checkpoint.origin):
        return
    # The file first: a mark without it would stand for lines that only the lost file had.
    if sent is not None:
        _replace(outbox_of(checkpoint.origin), sent)
    _replace(path_of(checkpoint.origin), [note.encode()])


@contextmanager
def passing(origin: str) -> Iterator[None]:
    """Here the log goes on as if it had no mark, while another story of it is put in place. The mark itself lies where it lay:
    for every other process, and after a crash, the log is behind it."""
    token = _passed.set(_passed.get() | {origin})
    try:
        yield
    finally:
        _passed.reset(token)


def put_over(note: str) -> None:
    """The mark of another story of the note's log, in the place of the one there was; that is kept beside it, as evidence."""
    origin = notes.read(note).origin
    for path in (path_of(origin), outbox_of(origin)):
        if path.exists():
            _replace(path.with_name(f"{path.name}.aside"), [path.read_bytes()])
    # The lines of the other story first: without them the old mark still holds the log.
    outbox_of(origin).unlink(missing_ok=True)
    _replace(path_of(origin), [note.encode()])


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    replace_durably(path, pieces, mode=0o700)
