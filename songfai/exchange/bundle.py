"""The bundle `coop-bundle/1` (record format 2.5): lines of canonical JSON that one side sends the other. Plain Python.

No archive format, so nothing to unpack and no path to escape by; readable with any pager. What is not exactly in the
form is refused as a whole. Whether its lines count is decided by `record.arrivals`.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import rfc8785

from songfai.kit.errors import N_, Refused
from songfai.record.brought import Delivery, Stretch
from songfai.record.canonical import HASH, is_canonical, strict_json
from songfai.record.entries import ROOT
from songfai.record.notes import NAME, plain64, text64

FORMAT, PART = "coop-bundle/1", "coop-part/1"
CHUNK = 512 * 1024
MAX_LINE = 1024 * 1024
MAX_BYTES = 256 * 1024 * 1024
MAX_LINES = 500_000
MAX_FILE = 26 * 1024 * 1024
PART_BYTES = 8 * 1024 * 1024
MAX_PARTS = 1000

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


def damaged(detail: str) -> Refused:
    return Refused(
        "bundle_damaged",
        N_("This file is damaged or not complete (%(detail)s). Nothing was taken in. Ask for it once more."),
        detail=detail,
    )


def write(bundle: Bundle) -> bytes:
    """The bundle as bytes; the same content gives the same bytes."""
    lines = [rfc8785.dumps(line) + b"\n" for line in _lines(bundle)]
    body = b"".join(lines)
    end: dict[str, Any] = {"t": "end", "lines": len(lines), "sha256": hashlib.sha256(body).hexdigest()}
    return body + rfc8785.dumps(end) + b"\n"


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
    for sha256, data in sorted(bundle.files.items()):
        chunks = [data[place : place + CHUNK] for place in range(0, len(data), CHUNK)] or [b""]
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


def read(data: bytes) -> Bundle:
    """A bundle's bytes as values. Refused as a whole when a byte of it is not as it was written."""
    return _assemble(_checked_lines(data))


def head_of(data: bytes) -> dict[str, Any]:
    """The first line alone, for finding out where a file belongs before all of it is read."""
    line, newline, _ = data[: MAX_LINE + 1].partition(b"\n")
    if not newline:
        raise damaged("head")
    said = _line(line)
    if said.get("t") != "head":
        raise damaged("head")
    return said


def checked_head_of(data: bytes) -> dict[str, Any]:
    """The first line as `head_of`, with values that a head can have."""
    head = head_of(data)
    try:
        _require_head(head)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise damaged("head") from None
    return head


def _checked_lines(data: bytes) -> list[dict[str, Any]]:
    if len(data) > MAX_BYTES:
        raise Refused(
            "bundle_too_large", N_("This file is larger than %(limit)s MB."), limit=MAX_BYTES // 2**20
        )
    if not data.endswith(b"\n"):
        raise damaged("end")
    # Split by hand: only a newline ends a line here.
    raw = data[:-1].split(b"\n")
    if len(raw) > MAX_LINES:
        raise damaged("lines")
    end = _line(raw[-1])
    if end.get("t") != "end" or end["lines"] != len(raw) - 1:
        raise damaged("end")
    body = data[: len(data) - len(raw[-1]) - 1]
    if end["sha256"] != hashlib.sha256(body).hexdigest():
        raise damaged("sha256")
    lines = [_line(one) for one in raw]
    places = [ORDER.index(line["t"]) for line in lines]
    if places != sorted(places) or places[0] != 0:
        raise damaged("order")
    return lines


def _line(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_LINE:
        raise damaged("line")
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


def _assemble(lines: Sequence[dict[str, Any]]) -> Bundle:
    by: dict[str, list[dict[str, Any]]] = {kind: [] for kind in ORDER}
    for line in lines:
        by[line["t"]].append(line)
    single = ("head", "charter", "consistency", "checkpoint", "cosig", "mirror_checkpoint", "end")
    if any(len(by[kind]) > 1 for kind in single) or not by["checkpoint"]:
        raise damaged("lines")
    try:
        return _values(by)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(str(error)[:60]) from None


def _values(by: Mapping[str, list[dict[str, Any]]]) -> Bundle:
    (head,) = by["head"]
    _require_head(head)
    first, count, have = head["first"], head["count"], head["have"]
    if len(by["entry"]) != count or bool(by["charter"]) != (first == 0):
        raise ValueError("count")
    if bool(by["consistency"]) != (first > 0) or bool(by["cosig"]) != (have["n"] > 0):
        raise ValueError("lines")
    if bool(by["mirror"]) and not by["mirror_checkpoint"]:
        raise ValueError("mirror")
    proof = None
    if by["consistency"]:
        (said,) = by["consistency"]
        proof = [_hash(one) for one in said["proof"]]
        if said["from"] != first:
            raise ValueError("consistency")
    mirror = None
    if by["mirror_checkpoint"]:
        numbers = [line["first"] for line in by["mirror"]]
        if not numbers or numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] < 0:
            raise ValueError("mirror")
        mirror = Stretch(
            head["to"],
            numbers[0],
            [line["b"].encode() for line in by["mirror"]],
            _text(by["mirror_checkpoint"][0]["note"]),
        )
    return Bundle(
        programme=head["programme"],
        sender=head["from"],
        receiver=head["to"],
        first=first,
        entries=[line["b"].encode() for line in by["entry"]],
        checkpoint=_text(by["checkpoint"][0]["note"]),
        have=(have["n"], _hash(have["root"])),
        charter=by["charter"][0]["b"].encode() if by["charter"] else None,
        proof=proof,
        cosignature=_text(by["cosig"][0]["note"]) if by["cosig"] else None,
        mirror=mirror,
        want=head.get("want", []),
        files=dict(_files(by["blob"])),
    )


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


def _files(blobs: Iterable[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """Whole files from their pieces, each held against its hash."""
    pieces: dict[str, list[bytes]] = {}
    expected: dict[str, int] = {}
    for blob in blobs:
        sha256, place, of = blob["sha256"], blob["i"], blob["of"]
        data = plain64(blob["d"])
        known = pieces.setdefault(sha256, [])
        if type(place) is not int or type(of) is not int or place != len(known) or not 0 <= place < of:
            raise ValueError("blob")
        if (
            expected.setdefault(sha256, of) != of
            or len(data) > CHUNK
            or (len(data) < CHUNK and place + 1 < of)
        ):
            raise ValueError("blob")
        known.append(data)
    for sha256, chunks in pieces.items():
        data = b"".join(chunks)
        if (
            len(chunks) != expected[sha256]
            or len(data) > MAX_FILE
            or hashlib.sha256(data).hexdigest() != sha256
        ):
            raise ValueError("blob")
        yield sha256, data


def _hash(text: str) -> bytes:
    if not ROOT.fullmatch(text):
        raise ValueError("hash")
    return plain64(text)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("note")
    return value


def split(data: bytes) -> list[bytes]:
    """Several bundles one after the other, as in a record file; what is no bundle stays one piece and is refused later."""
    found, start, place = [], 0, 0
    while (newline := data.find(b"\n", place)) >= 0:
        if data.startswith(b'{"lines":', place) and data.endswith(b'"t":"end"}', place, newline):
            found.append(data[start : newline + 1])
            start = newline + 1
        place = newline + 1
    return [*found, data[start:]] if start < len(data) or not found else found


def parts_of(data: bytes, limit: int = PART_BYTES) -> list[bytes]:
    """A bundle cut for mail: each part names the whole, its own place, and how many there are."""
    sha256 = hashlib.sha256(data).hexdigest()
    room = limit - 256
    cut = [data[place : place + room] for place in range(0, len(data), room)]
    return [
        rfc8785.dumps({"t": "part", "fmt": PART, "sha256": sha256, "i": place, "of": len(cut)})
        + b"\n"
        + piece
        for place, piece in enumerate(cut)
    ]


def join(files: Sequence[bytes]) -> list[bytes]:
    """Whole bundles from files and parts of files in any order.

    Refused: parts_missing, with what is still to come.
    """
    whole: list[bytes] = []
    parts: dict[str, dict[int, bytes]] = {}
    counts: dict[str, int] = {}
    for data in files:
        line, _, rest = data.partition(b"\n")
        if b'"t":"part"' not in line[:400]:
            whole += split(data)
            continue
        try:
            said = strict_json(line)
            sha256, place, of = said["sha256"], said["i"], said["of"]
            if said["fmt"] != PART or not 0 <= place < of <= MAX_PARTS or counts.setdefault(sha256, of) != of:
                raise ValueError
        except (Refused, KeyError, TypeError, ValueError):
            raise damaged("part") from None
        parts.setdefault(sha256, {})[place] = rest
    for sha256, pieces in parts.items():
        missing = sorted(set(range(counts[sha256])) - set(pieces))
        if missing:
            raise Refused(
                "parts_missing",
                N_("Part %(missing)s of %(of)s is still missing. Choose all parts of the mail together."),
                missing=", ".join(str(place + 1) for place in missing),
                of=counts[sha256],
            )
        data = b"".join(pieces[place] for place in sorted(pieces))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise damaged("part")
        whole += split(data)
    return whole
