"""A file as it was carried here: read where it lies, a line at a time, so that a large one never fills the memory."""

import os
from collections.abc import Iterator
from io import BytesIO
from typing import Protocol

from songfai.kit.errors import N_, Refused


class Readable(Protocol):
    """A file that can be read again and again: from a disk, or from memory."""

    def seek(self, offset: int, whence: int = ..., /) -> int: ...
    def read(self, size: int = ..., /) -> bytes: ...
    def readline(self, size: int = ..., /) -> bytes: ...


class Carried:
    """A stretch of a file, which stays open as long as this is used."""

    def __init__(self, file: Readable, start: int, end: int) -> None:
        self._file, self._start, self._end = file, start, end

    @classmethod
    def of(cls, source: "Source") -> "Carried":
        if isinstance(source, Carried):
            return source
        file = BytesIO(source) if isinstance(source, bytes) else source
        return cls(file, 0, file.seek(0, os.SEEK_END))

    def __len__(self) -> int:
        return self._end - self._start

    def __bytes__(self) -> bytes:
        self._file.seek(self._start)
        return self._file.read(len(self))

    def line(self, at: int, limit: int) -> bytes:
        """The line that begins at byte `at`, with its newline; of a longer one the first `limit` bytes."""
        self._file.seek(self._start + at)
        return self._file.readline(min(limit, len(self) - at))

    def lines(self, limit: int) -> Iterator[tuple[int, bytes]]:
        """Each with the byte it begins at; what is longer than `limit` comes in pieces, only the last with a newline."""
        at = 0
        while line := self.line(at, limit):
            yield at, line
            at += len(line)

    def part(self, start: int, end: int) -> "Carried":
        return Carried(self._file, self._start + start, self._start + end)


Source = bytes | Readable | Carried


def damaged(detail: str) -> Refused:
    return Refused(
        "bundle_damaged",
        N_("This file is damaged or not complete (%(detail)s). Nothing was taken in. Ask for it once more."),
        detail=detail,
    )
