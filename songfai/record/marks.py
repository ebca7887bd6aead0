"""High-water marks: how long each log was when it was last shown to somebody, kept outside the database.

A restored backup, or a standby that lost its last second, does not know what it has forgotten. The mark does: while a
log is shorter than its mark, nothing is added to it, or the side would tell two stories (record format 2.7). A mark is
the newest checkpoint that left this server, as its signed note; it is written before the note leaves. Beside it lies the
file the note left with: where it was lost on its way, nobody else has its lines, and they are read back from there.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from songfai.files.actions import keep_names
from songfai.record import notes


def path_of(origin: str) -> Path:
    return Path(settings.MARKS) / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.note"


def read(origin: str) -> notes.Checkpoint | None:
    """The mark of a log; None where nothing of it has left yet. An unreadable mark is refused, not passed over."""
    try:
        text = path_of(origin).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    return notes.read(text)


def size(origin: str) -> int:
    mark = read(origin)
    return mark.size if mark else 0


def outbox_of(origin: str) -> Path:
    return path_of(origin).with_suffix(".coop")


def outbox(origin: str) -> bytes | None:
    """The file the mark of a log left with; None where it is not here."""
    try:
        return outbox_of(origin).read_bytes()
    except FileNotFoundError:
        return None


def raise_to(note: str, sent: bytes | None = None) -> None:
    """Set the mark of the note's log, never backwards; `sent` is the file it is about to leave with."""
    checkpoint = notes.read(note)
    if checkpoint.size <= size(checkpoint.origin):
        return
    # The file first: a mark without it would stand for lines that only the lost file had.
    if sent is not None:
        _replace(outbox_of(checkpoint.origin), sent)
    _replace(path_of(checkpoint.origin), note.encode())


@contextmanager
def aside(origin: str) -> Iterator[None]:
    """Without the mark of a log, and what lies beside it, while another story of it is put in place. Where that fails both
    lie again where they lay; else they are kept under another name, as evidence."""
    paths = [path for path in (path_of(origin), outbox_of(origin)) if path.exists()]
    kept = [path.with_name(f"{path.name}.aside") for path in paths]
    for path, other in zip(paths, kept, strict=True):
        os.replace(path, other)
    try:
        yield
    except BaseException:
        for path, other in zip(paths, kept, strict=True):
            os.replace(other, path)
        raise


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    keep_names(path.parent)
