"""The bundle `coop-bundle/1` (record format 2.5): lines of canonical JSON that one side sends the other. Plain Python.

No archive format, so nothing to unpack and no path to escape by; readable with any pager. What is not exactly in the
form is refused as a whole. Whether its lines count is decided by `record.arrivals`.

It is read where it lies and written a line at a time: of a large one the memory holds the entries and a file at a time.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import rfc8785

from songfai.exchange.carried import Carried, Source, damaged
from songfai.kit.errors import N_, Refused
from songfai.record.brought import Delivery, Stretch
from songfai.record.canonical import HASH, is_canonical, strict_json
from songfai.record.entries import ROOT
from songfai.record.notes import NAME, plain64, text64

FORMAT = "coop-bundle/1"
CHUNK = 512 * 1024
MAX_LINE = 1024 * 1024
MAX_BYTES = 256 * 1024 * 1024
MAX_LINES = 500_000
MAX_FILE = 26 * 1024 * 1024
# Of everything but the pieces of files, which are left where they lie: entries are held in the memory.
MAX_SAID = 128 * 1024 * 1024

# The members of each kind of line; those in the second set may be left out.
LINES: dict[str, tuple[set[str], set[str]]] = {
    "head": ({"fmt", "programme", "from", "to", "first", "count", "have"}, {"want"}),
    "charter": ({"b"}, set()),
    "entry": ({"b"}, set()),
    "consistency": ({"from", "proof"}, set()),
    "blob": ({"sha256", "i", "of", "d"}, set()),
    "checkpoint": ({"note"}, set()),
    "cosig": ({"note"}, set()),
    "mirror": ({"first", "b"}, set()),
    "mirror_checkpoint": ({"note"}, set()),
    "end": ({"lines", "sha256"}, set()),
}
ORDER = list(LINES)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's content. `have` is (size, root) of the receiver's log as the sender holds it."""

    programme: str
    sender: str
    receiver: str
    first: int
    entries: Sequence[bytes]
    checkpoint: str
    have: tuple[int, bytes]
    charter: bytes | None = None
    proof: Sequence[bytes] | None = None
    cosignature: str | None = None
    mirror: Stretch | None = None
    want: Sequence[str] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    def delivery(self) -> Delivery:
        return Delivery(
            programme=self.programme,
            receiver=self.receiver,
            lines=Stretch(self.sender, self.first, self.entries, self.checkpoint),
            have=self.have[0],
            charter=self.charter,
            proof=self.proof,
            cosignature=self.cosignature,
            mirror=self.mirror,
            files=self.files,
        )


def write(bundle: Bundle) -> bytes:
    """All of it in the memory."""
    return b"".join(written(bundle))


def written(bundle: Bundle) -> Iterator[bytes]:
    """The bundle as its lines; the same content gives the same bytes."""
    digest, count = hashlib.sha256(), 0
    for said in _lines(bundle):
        line = rfc8785.dumps(said) + b"\n"
        digest.update(line)
        count += 1
        yield line
    yield rfc8785.dumps({"t": "end", "lines": count, "sha256": digest.hexdigest()}) + b"\n"


def _lines(bundle: Bundle) -> Iterator[dict[str, Any]]:
    size, root = bundle.have
    head: dict[str, Any] = {
        "t": "head",
        "fmt": FORMAT,
        "programme": bundle.programme,
        "from": bundle.sender,
        "to": bundle.receiver,
        "first": bundle.first,
        "count": len(bundle.entries),
        "have": {"n": size, "root": text64(root)},
    }
    yield head | ({"want": sorted(bundle.want)} if bundle.want else {})
    if bundle.charter is not None:
        yield {"t": "charter", "b": bundle.charter.decode()}
    for data in bundle.entries:
        yield {"t": "entry", "b": data.decode()}
    if bundle.proof is not None:
        yield {"t": "consistency", "from": bundle.first, "proof": [text64(one) for one in bundle.proof]}
    for sha256 in sorted(bundle.files):
        # One that has gone since it was chosen, or that the disk has damaged, holds the others up no more than it would then.
        if (whole := bundle.files.get(sha256)) is None:
            continue
        chunks = [whole[place : place + CHUNK] for place in range(0, len(whole), CHUNK)] or [b""]
        for place, chunk in enumerate(chunks):
            yield {
                "t": "blob",
                "sha256": sha256,
                "i": place,
                "of": len(chunks),
                "d": b64encode(chunk).decode(),
            }
    yield {"t": "checkpoint", "note": bundle.checkpoint}
    if bundle.cosignature is not None:
        yield {"t": "cosig", "note": bundle.cosignature}
    if bundle.mirror is not None:
        for place, data in enumerate(bundle.mirror.data, bundle.mirror.first):
            yield {"t": "mirror", "first": place, "b": data.decode()}
        yield {"t": "mirror_checkpoint", "note": bundle.mirror.note}


def read(source: Source) -> Bundle:
    """A bundle's bytes as values. Refused as a whole when a byte of it is not as it was written. The bundle's files are read
    from the source when they are asked for: it stays open, and as it is, as long as they are."""
    whole = Carried.of(source)
    return _assemble(_said(whole, _framed(whole)))


def head_of(source: Source) -> dict[str, Any]:
    """The first line alone, for finding out where a file belongs before all of it is read."""
    line = Carried.of(source).line(0, MAX_LINE + 1)
    if not line.endswith(b"\n"):
        raise damaged("head")
    said = _line(line[:-1])
    if said.get("t") != "head":
        raise damaged("head")
    return said


def checked_head_of(source: Source) -> dict[str, Any]:
    """The first line as `head_of`, with values that a head can have."""
    head = head_of(source)
    try:
        _require_head(head)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise damaged("head") from None
    return head


def _framed(whole: Carried) -> int:
    """How many lines stand above the end, once it names just these; nothing is understood of them before."""
    if len(whole) > MAX_BYTES:
        raise _too_large(MAX_BYTES)
    digest, count, last = hashlib.sha256(), 0, b""
    for _, line in whole.lines(MAX_LINE + 1):
        if not line.endswith(b"\n"):
            raise damaged("end")
        digest.update(last)
        last, count = line, count + 1
        if count > MAX_LINES:
            raise damaged("lines")
    end = _line(last[:-1])
    if end.get("t") != "end" or end["lines"] != count - 1:
        raise damaged("end")
    if end["sha256"] != digest.hexdigest():
        raise damaged("sha256")
    return count - 1


def _too_large(limit: int) -> Refused:
    return Refused("bundle_too_large", N_("This file is larger than %(limit)s MB."), limit=limit // 2**20)


@dataclass(slots=True)
class _Said:
    """What the lines of a bundle say, in their order; of a file, where its pieces lie."""

    files: "FilesIn"
    single: dict[str, dict[str, Any]] = field(default_factory=dict)
    entries: list[bytes] = field(default_factory=list)
    mirror: list[bytes] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def _said(whole: Carried, count: int) -> _Said:
    said, place, room = _Said(FilesIn(whole)), 0, MAX_SAID
    lines = whole.lines(MAX_LINE + 1)
    for _ in range(count):
        at, raw = next(lines)
        line = _line(raw[:-1])
        if ORDER.index(line["t"]) < place:
            raise damaged("order")
        place = ORDER.index(line["t"])
        room -= len(raw) if line["t"] != "blob" else 0
        if room < 0:
            raise _too_large(MAX_SAID)
        try:
            _take(said, line, at)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise damaged(str(error)[:60]) from None
    return said


def _take(said: _Said, line: dict[str, Any], at: int) -> None:
    match line["t"]:
        case "entry":
            said.entries.append(line["b"].encode())
        case "mirror":
            said.numbers.append(line["first"])
            said.mirror.append(line["b"].encode())
        case "blob":
            said.files.add(line, at)
        case kind:
            if kind in said.single or kind == "end":
                raise ValueError("lines")
            said.single[kind] = line


def _line(raw: bytes) -> dict[str, Any]:
    """A line without its newline; of one longer than MAX_LINE the newline was not read, and it was refused before."""
    try:
        said = strict_json(raw)
    except Refused:
        raise damaged("line") from None
    kind = said.get("t") if isinstance(said, dict) else None
    if not isinstance(kind, str) or kind not in LINES or not is_canonical(said, raw):
        raise damaged("line")
    needed, allowed = LINES[kind]
    if not needed <= set(said) - {"t"} <= needed | allowed:
        raise damaged(kind)
    return said


def _assemble(said: _Said) -> Bundle:
    try:
        return _values(said)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(str(error)[:60]) from None


def _values(said: _Said) -> Bundle:
    head, checkpoint = said.single["head"], said.single["checkpoint"]
    charter, consistency, receipt = (said.single.get(kind) for kind in ("charter", "consistency", "cosig"))
    _require_head(head)
    first, count, have = head["first"], head["count"], head["have"]
    if len(said.entries) != count or (charter is None) == (first == 0):
        raise ValueError("count")
    if (consistency is None) == (first > 0) or (receipt is None) == (have["n"] > 0):
        raise ValueError("lines")
    proof = None
    if consistency is not None:
        proof = [_hash(one) for one in consistency["proof"]]
        if consistency["from"] != first:
            raise ValueError("consistency")
    said.files.require_whole()
    return Bundle(
        programme=head["programme"],
        sender=head["from"],
        receiver=head["to"],
        first=first,
        entries=said.entries,
        checkpoint=_text(checkpoint["note"]),
        have=(have["n"], _hash(have["root"])),
        charter=charter["b"].encode() if charter is not None else None,
        proof=proof,
        cosignature=_text(receipt["note"]) if receipt is not None else None,
        mirror=_mirror(said, head["to"]),
        want=head.get("want", []),
        files=said.files,
    )


def _mirror(said: _Said, origin: str) -> Stretch | None:
    """The lines of the receiver's own log, one after the other, and their signed end: both or neither."""
    end, numbers = said.single.get("mirror_checkpoint"), said.numbers
    if end is None and not numbers:
        return None
    if end is None or not numbers or any(type(one) is not int for one in numbers):
        raise ValueError("mirror")
    if numbers[0] < 0 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise ValueError("mirror")
    return Stretch(origin, numbers[0], said.mirror, _text(end["note"]))


def _require_head(head: Mapping[str, Any]) -> None:
    if head["fmt"] != FORMAT:
        raise Refused(
            "bundle_newer",
            N_("This file is in a form that this version does not know. Install the newer version."),
        )
    numbers = (head["first"], head["count"], head["have"]["n"])
    names = (head["from"], head["to"])
    want = head.get("want", ["0" * 64])
    if (
        any(type(one) is not int or one < 0 for one in numbers)
        or set(head["have"]) != {"n", "root"}
        or not HASH.fullmatch(head["programme"])
        or not all(NAME.fullmatch(name) for name in names)
        or names[0] == names[1]
        or not want
        or want != sorted(set(want))
        or not all(HASH.fullmatch(f"sha256:{one}") for one in want)
    ):
        raise ValueError("head")


class FilesIn(Mapping[str, bytes]):
    """The files that came with a bundle, by their SHA-256. Each lies where it came, and is read and held against its hash
    again when it is asked for. Raises Refused(bundle_damaged) where the source has changed since."""

    def __init__(self, whole: Carried) -> None:
        self._whole = whole
        self._places: dict[str, list[int]] = {}
        # While they are read: how many pieces there are to be, how many bytes came, and their hash.
        self._open: dict[str, tuple[int, int, hashlib._Hash]] = {}

    def add(self, blob: dict[str, Any], at: int) -> None:
        """The piece in the line that begins at `at`. Raises ValueError, TypeError, KeyError."""
        sha256, place, of, data = blob["sha256"], blob["i"], blob["of"], plain64(blob["d"])
        if sha256 not in self._places:
            self._places[sha256], self._open[sha256] = [], (of, 0, hashlib.sha256())
        places = self._places[sha256]
        # A file that is whole takes no further piece.
        expected, size, digest = self._open.pop(sha256)
        if type(place) is not int or type(of) is not int or place != len(places) or not 0 <= place < of:
            raise ValueError("blob")
        if expected != of or len(data) > CHUNK or (len(data) < CHUNK and place + 1 < of):
            raise ValueError("blob")
        if size + len(data) > MAX_FILE:
            raise ValueError("blob")
        digest.update(data)
        places.append(at)
        if place + 1 < of:
            self._open[sha256] = (of, size + len(data), digest)
        elif digest.hexdigest() != sha256:
            raise ValueError("blob")

    def require_whole(self) -> None:
        """Raises ValueError when a piece is missing."""
        if self._open:
            raise ValueError("blob")

    def __getitem__(self, sha256: str) -> bytes:
        pieces = (self._whole.line(at, MAX_LINE + 1) for at in self._places[sha256])
        data = b"".join(plain64(_line(piece[:-1])["d"]) for piece in pieces)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise damaged("blob")
        return data

    def __contains__(self, sha256: object) -> bool:
        # The mapping's own would read the whole file to say so.
        return sha256 in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _hash(text: str) -> bytes:
    if not ROOT.fullmatch(text):
        raise ValueError("hash")
    return plain64(text)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("note")
    return value
