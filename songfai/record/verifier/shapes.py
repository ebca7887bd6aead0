"""How a joint record is written: strict JSON, base64, the shapes of all objects, hashes and their tree, signatures, notes.

Part of verify.py; uses the standard library and `cryptography` alone.
"""

import hashlib
import json
import re
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519

MIB, DEEP, WHOLE, EMPTY = 1024 * 1024, 32, 2**53 - 1, hashlib.sha256(b"").digest()
Said = dict[str, Any]  # what an object says, once its shape was checked


class Invalid(Exception):
    """Something is false: (code, where)."""


def require(holds: object, code: str, where: str) -> None:
    if not holds:
        raise Invalid(code, where)


# ---- Texts: strict JSON in the form of RFC 8785, and base64 in its one spelling ------------------------------------------
def whole(text: str) -> int:
    """A number every machine can hold; fractions and NaN come here too, and are none."""
    if abs(number := int(text)) > WHOLE:
        raise ValueError(text)
    return number


DECODER = json.JSONDecoder(parse_int=whole, parse_float=whole, parse_constant=whole)
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
BEYOND_UTF16 = re.compile("[\U00010000-\U0010ffff]")


def jcs(value: Any) -> str:
    """RFC 8785 without fractions. Names are sorted by UTF-16 units, which beyond U+FFFF is not Python's order."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{jcs(name)}:{jcs(value[name])}" for name in names) + "}"
    return "[" + ",".join(map(jcs, value)) + "]" if isinstance(value, list) else ENCODER.encode(value)


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, inner), default=0)


def strict(data: bytes | str) -> Said | None:
    """The object written here; None unless writing it anew gives the same text, so a doubled name is found too."""
    try:
        text = data.decode() if isinstance(data, bytes) else data
        value = DECODER.decode(text)
        anew = jcs(value) if not text.isascii() and BEYOND_UTF16.search(text) else ENCODER.encode(value)
        deep = text.count("{") + text.count("[") >= DEEP and depth(value) > DEEP
    except (ValueError, RecursionError):
        return None
    return value if anew == text and not deep and isinstance(value, dict) else None


def text64(data: bytes, url: bool = False) -> str:
    return (urlsafe_b64encode(data).rstrip(b"=") if url else b64encode(data)).decode()


def plain64(text: str, url: bool = False) -> bytes | None:
    """The bytes, from the one spelling of their base64; None for any other. `url`: base64url without padding."""
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4)) if url else b64decode(text, validate=True)
    except ValueError:
        return None
    return data if text64(data, url) == text else None


# ---- Shapes: which members an object has (`?` may be missing) and what each of them is (`*` a list, `+` not empty) -------
LABEL = r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9._-]*)*"
DAY = (
    "(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
LEAP = "(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"
# fmt: off
PATTERNS = {
    "name": LABEL, "hex": "[0-9a-f]{64}", "hash": "sha256:[0-9a-f]{64}", "type": "[a-z][a-z_]{0,29}",
    "key": "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", "moment": f"(?:{DAY}|{LEAP})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z",
    "reason": "opening|rotation|revocation|root", "lang": "lo|vi|en", "word": "[a-z][a-z0-9_]{0,39}",
    "thread": "[a-z][a-z0-9_]*(/[a-z0-9_]+)*", "id": "[A-Za-z0-9][A-Za-z0-9._-]{0,79}",
}
SHAPES = {
    "head": "t fmt=coop-bundle/1 programme:hash from:name to:name first:0 count:0 have:seen want?:hex+",
    "seen": "n:0 root:key", "charter": "t b:text", "entry": "t b:text", "mirror": "t first:0 b:text",
    "consistency": "t from:1 proof:key*", "blob": "t sha256:hex i:0 of:1 d:text", "checkpoint": "t note:text",
    "cosig": "t note:text", "mirror_checkpoint": "t note:text", "end": "t lines:0 sha256:hex",
    "part": "t fmt=coop-part/1 sha256:hex i:0 of:1",
    "programme": "fmt=coop-charter/1 rules=coop-rules/1 title:names at:moment sides:side+ formats? meaning?",
    "side": "id:text origin:name genesis:key", "names": "lo?:text vi?:text en?:text",
    "line": "v:1 log:name seq:0 prev:key at:moment type:type seen:seen body:object",
    "carrier": "card:text sigs:signature*", "signature": "key:key sig:text",
    "card": "fmt=coop-card/1 origin:name serial:1 at:moment name:names country:text log:key witness:key root:root reason:reason"
            " revoked?:key+ good?:good* officers?:officer*",
    "root": "keys:key+ threshold:1 next:hash", "good": "log:name n:0 root:key", "officer": "id:text key:text office?",
    "document": "fmt=coop-doc/1 programme:hash thread:thread kind:word version:1 supersedes title:names terms:object"
                " authentic?:lang* attachments?:object*",
    "passkey": "credential:text key:text authenticator:text client:text signature:text",
}
# fmt: on
LINE = ("v", "log", "seq", "prev", "at", "type", "seen", "body")
MOVES = {"propose", "approve", "withdraw", "decline", "final"}


@cache
def kind(word: str) -> Callable[[Any], bool]:
    """The test that a word of the tables stands for."""
    if word in SHAPES:
        members = [re.findall(r"(\w+)(\??)(=.*|:.*)?", member)[0] for member in SHAPES[word].split()]
        tests = {name: kind(is_a.lstrip(":") or "any") for name, _, is_a in members}
        needed = {name for name, perhaps, _ in members if not perhaps}

        def fits(value: Any) -> bool:
            if not isinstance(value, dict):
                return False
            if value.keys() != tests.keys() and not needed <= value.keys() <= tests.keys():
                return False
            return all(tests[name](inner) for name, inner in value.items())

        return fits
    if word[-1] in "*+":
        inner, least = kind(word[:-1]), int(word[-1] == "+")
        return lambda value: isinstance(value, list) and len(value) >= least and all(map(inner, value))
    if word.isdigit():
        return lambda value: type(value) is int and value >= int(word)
    if word in ("any", "object"):
        return lambda value: word == "any" or isinstance(value, dict)
    if word == "text":
        return lambda value: isinstance(value, str)
    match = re.compile(re.escape(word[1:]) if word[0] == "=" else PATTERNS[word]).fullmatch
    return lambda value: isinstance(value, str) and match(value) is not None


# ---- Hashes, the tree of RFC 6962, Ed25519, signed notes -----------------------------------------------------------------
def sha(*data: bytes) -> bytes:
    return hashlib.sha256(b"".join(data)).digest()


def roots(leaves: Iterable[bytes], sizes: set[int]) -> dict[int, str]:
    """The root after each of the sizes that the log reaches. `peaks`: the full subtrees from left to right."""
    peaks: list[bytes] = []
    found = {0: text64(EMPTY)}
    for size, node in enumerate(leaves, 1):
        full = size - 1
        while full & 1:
            node, full = sha(b"\x01", peaks.pop(), node), full >> 1
        peaks.append(node)
        if size in sizes:
            for peak in peaks[-2::-1]:
                node = sha(b"\x01", peak, node)
            found[size] = text64(node)
    return found


def consistent(old: int, was: bytes, new: int, now: bytes, proof: list[bytes]) -> bool:
    """RFC 6962, 2.1.2, read backwards: a log of `new` entries begins with the one of `old`."""

    def walk(old: int, new: int, known: bool) -> tuple[bytes, bytes]:
        if old == new:
            return (was, was) if known else (proof[-1], proof.pop())
        left, beside = 1 << (new - 1).bit_length() - 1, proof.pop()
        first, last = walk(old, left, known) if old <= left else walk(old - left, new - left, False)
        return (
            first if old <= left else sha(b"\x01", beside, first),
            sha(b"\x01", last, beside) if old <= left else sha(b"\x01", beside, last),
        )

    try:
        return walk(old, new, True) == (was, now) and not proof
    except IndexError:
        return False


P = 2**255 - 19
# The y of the points of small order: as a key, or as R, they fit many messages, and libraries disagree on them.
SMALL = {
    0,
    1,
    P - 1,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7,
}


def sound_point(point: bytes) -> bool:
    return (y := int.from_bytes(point, "little") & (2**255 - 1)) < P and y not in SMALL


def signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """Ed25519, without keys and signatures that depend on the library."""
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return sound_point(key) and sound_point(signature[:32])


class Note(NamedTuple):
    """A checkpoint: what is signed, the size and root in it, its signature lines (name, bytes)."""

    signed: bytes
    size: int
    root: str
    lines: list[tuple[str, bytes]]

    def by(self, label: str, key: str, witness: bool = False) -> bool | None:
        """Whether this key has signed; None when it has no line here. A witness (type 4) signs the time as well."""
        hint, held = sha(label.encode(), b"\n\x04" if witness else b"\n\x01", b64decode(key))[:4], []
        for data in [data[4:] for owner, data in self.lines if owner == label and data[:4] == hint]:
            time = b"cosignature/v1\ntime %d\n" % int.from_bytes(data[:8], "big") if witness else b""
            held.append(signed(b64decode(key), data[8:] if witness else data, time + self.signed))
        return all(held) if held else None


def read_note(note: str, origin: str, size: int, where: str) -> Note:
    body, _, rest = note.partition("\n\n")
    start, (*texts, last) = f"{origin}\n{size}\n", rest.split("\n")
    root, found = body.removeprefix(start), [re.fullmatch(f"— ({LABEL}) (.+)", line) for line in texts]
    lines = [(one[1], data) for one in found if one and (data := plain64(one[2])) is not None]
    fine = body.startswith(start) and kind("key")(root) and len(note) <= 8192 and not last and lines
    require(fine and len(set(lines)) == len(found), "note_form", where)
    return Note(f"{body}\n".encode(), size, root, lines)
