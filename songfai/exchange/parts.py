"""A bundle cut for mail and put together again, and files that hold several bundles. Plain Python."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Protocol

import rfc8785

from songfai.exchange.carried import Carried, Source, damaged
from songfai.kit.errors import N_, Refused
from songfai.record.canonical import strict_json

PART = "coop-part/1"
PART_BYTES = 8 * 1024 * 1024
MAX_PARTS = 1000
# The line above each part is shorter.
HEADED = 256
# A line that says where a bundle ends, or which part of one this is, is short; of others it is enough to find their end.
SHORT, PIECE = 400, 1024 * 1024


def split(source: Source) -> list[Carried]:
    """Several bundles one after the other, as in a record file; what is no bundle stays one piece and is refused later."""
    whole = Carried.of(source)
    found, start, begins = [], 0, True
    for at, line in whole.lines(PIECE):
        if begins and line.startswith(b'{"lines":') and line.endswith(b'"t":"end"}\n'):
            found.append(whole.part(start, at + len(line)))
            start = at + len(line)
        begins = line.endswith(b"\n")
    return [*found, whole.part(start, len(whole))] if start < len(whole) or not found else found


def count_parts(source: Source, limit: int = PART_BYTES) -> int:
    return -(-len(Carried.of(source)) // (limit - HEADED))


def parts_of(source: Source, limit: int = PART_BYTES) -> Iterator[bytes]:
    """A bundle cut for mail: each part names the whole, its own place, and how many there are."""
    whole, sha256, of, room = (
        Carried.of(source),
        sha256_of(source),
        count_parts(source, limit),
        limit - HEADED,
    )
    for place in range(of):
        said = rfc8785.dumps({"t": "part", "fmt": PART, "sha256": sha256, "i": place, "of": of})
        yield said + b"\n" + bytes(whole.part(place * room, min((place + 1) * room, len(whole))))


def join(files: Iterable[Source]) -> list[Carried]:
    """Whole bundles from files and parts of files in any order.

    Refused: parts_missing, with what is still to come; bundle_damaged for parts that do not make the whole they name.
    """
    whole: list[Carried] = []
    parts: dict[str, dict[int, Carried]] = {}
    counts: dict[str, int] = {}
    for file in map(Carried.of, files):
        line = file.line(0, SHORT)
        if b'"t":"part"' not in line:
            whole += split(file)
            continue
        try:
            said = strict_json(line.removesuffix(b"\n"))
            sha256, place, of = said["sha256"], said["i"], said["of"]
            if said["fmt"] != PART or not 0 <= place < of <= MAX_PARTS or counts.setdefault(sha256, of) != of:
                raise ValueError
        except (Refused, KeyError, TypeError, ValueError):
            raise damaged("part") from None
        parts.setdefault(sha256, {})[place] = file.part(len(line), len(file))
    for sha256, pieces in parts.items():
        missing = sorted(set(range(counts[sha256])) - set(pieces))
        if missing:
            raise Refused(
                "parts_missing",
                N_("Part %(missing)s of %(of)s is still missing. Choose all parts of the mail together."),
                missing=", ".join(str(place + 1) for place in missing),
                of=counts[sha256],
            )
        inside = chain.from_iterable(pieces_in(pieces[place]) for place in sorted(pieces))
        joined = Carried.of(laid_down(inside))
        if sha256_of(joined) != sha256:
            raise damaged("part")
        whole += split(joined)
    return whole


def pieces_in(whole: Carried) -> Iterator[bytes]:
    """All of its bytes, in pieces that the memory can hold."""
    return (line for _, line in whole.lines(PIECE))


def sha256_of(source: Source) -> str:
    digest = hashlib.sha256()
    for piece in pieces_in(Carried.of(source)):
        digest.update(piece)
    return digest.hexdigest()


class Flowing(Protocol):
    """What comes over the network: read once, from its beginning."""

    def read(self, size: int, /) -> bytes: ...


def pieces_of(stream: Flowing, limit: int) -> Iterator[bytes]:
    """At most `limit` bytes of it."""
    while limit > 0 and (piece := stream.read(min(PIECE, limit))):
        yield piece
        limit -= len(piece)


def laid_down(pieces: Iterable[bytes]) -> IO[bytes]:
    """A file without a name that goes when it is closed: what comes in pieces is put on the disk, not into the memory."""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        file.writelines(pieces)
    except BaseException:
        file.close()
        raise
    return file
