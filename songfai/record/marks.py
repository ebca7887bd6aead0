"""High-water marks: how long each log was when it was last shown to somebody, kept outside the database.

A restored backup, or a standby that lost its last second, does not know what it has forgotten. The mark does: while a
log is shorter than its mark, nothing is added to it, or the side would tell two stories (record format 2.7). A mark is
the newest checkpoint that left this server, as its signed note; it is written before the note leaves.
"""

import hashlib
import os
import tempfile
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


def raise_to(note: str) -> None:
    """Set the mark of the note's log, never backwards."""
    checkpoint = notes.read(note)
    if checkpoint.size <= size(checkpoint.origin):
        return
    path = path_of(checkpoint.origin)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    keep_names(path.parent)
