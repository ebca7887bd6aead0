"""Signed notes of the C2SP family: checkpoints of a log and cosignatures of a witness. Plain Python.

Sources: c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-cosignature. A key is known by its name and four
bytes of a hash; a signature line is "— name base64(those four bytes, then the signature)".
"""

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from songfai.kit.errors import N_, Refused

LOG, WITNESS = 0x01, 0x04
SIGNATURE, STAMP, HINT = 64, 8, 4
MAX_NOTE = 8192
PRIME = 2**255 - 19
# Points of small order fit many messages; their heights, as RFC 8032 writes points. Those of order 8 are two, and opposite.
EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL = {0, 1, PRIME - 1, EIGHTH, PRIME - EIGHTH}
NAME = re.compile(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9._-]*)*")
SIZE = re.compile(r"0|[1-9][0-9]{0,15}")


def bad_note() -> Refused:
    return Refused("note_form", N_("The signed statement of a log is not in its one form."))


def plain64(text: str) -> bytes:
    """Standard base64 in its one spelling; ValueError for anything else."""
    data = b64decode(text, validate=True)
    if b64encode(data).decode() != text:
        raise ValueError("not the one spelling of these bytes")
    return data


def text64(data: bytes) -> str:
    return b64encode(data).decode()


def hint(name: str, public: bytes, kind: int) -> bytes:
    """The four bytes by which a signature line names its key."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:HINT]


def verifier_key(name: str, public: bytes, kind: int = LOG) -> str:
    """The key as notes publish it: name+hint+base64(kind, key)."""
    return f"{name}+{hint(name, public, kind).hex()}+{text64(bytes([kind]) + public)}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's own statement of its size and root; `signed` is the text the signatures are over."""

    origin: str
    size: int
    root: bytes
    signed: bytes
    lines: tuple[tuple[str, bytes], ...] = ()

    @property
    def note(self) -> str:
        return (
            self.signed.decode() + "\n" + "".join(f"— {name} {text64(data)}\n" for name, data in self.lines)
        )

    def with_line(self, line: tuple[str, bytes]) -> "Checkpoint":
        return (
            self
            if line in self.lines
            else Checkpoint(self.origin, self.size, self.root, self.signed, (*self.lines, line))
        )


def unsigned(origin: str, size: int, root: bytes) -> Checkpoint:
    return Checkpoint(origin, size, root, f"{origin}\n{size}\n{text64(root)}\n".encode())


def sign(checkpoint: Checkpoint, private: Ed25519PrivateKey) -> Checkpoint:
    """The checkpoint with its log's own signature line, by the key named like the log."""
    public = private.public_key().public_bytes_raw()
    data = hint(checkpoint.origin, public, LOG) + private.sign(checkpoint.signed)
    return checkpoint.with_line((checkpoint.origin, data))


def cosign(checkpoint: Checkpoint, name: str, private: Ed25519PrivateKey, time: int) -> tuple[str, bytes]:
    """A witness's signature line: it has seen this log grow to this size. `time` in seconds since 1970."""
    public = private.public_key().public_bytes_raw()
    signature = private.sign(_witnessed(checkpoint, time))
    return name, hint(name, public, WITNESS) + time.to_bytes(STAMP, "big") + signature


def _witnessed(checkpoint: Checkpoint, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n".encode() + checkpoint.signed


def read(note: str) -> Checkpoint:
    """A checkpoint note as values; refused unless it is in the one form. Signatures are not looked at yet."""
    if len(note) > MAX_NOTE or "\n\n" not in note:
        raise bad_note()
    text, _, signatures = note.partition("\n\n")
    parts = text.split("\n")
    lines = signatures.split("\n")
    if len(parts) != 3 or lines.pop() != "" or not NAME.fullmatch(parts[0]) or not SIZE.fullmatch(parts[1]):
        raise bad_note()
    try:
        root = plain64(parts[2])
        found = tuple(_signature_line(line) for line in lines)
    except ValueError:
        raise bad_note() from None
    if len(root) != 32 or not found or len(set(found)) < len(found):
        raise bad_note()
    return Checkpoint(parts[0], int(parts[1]), root, (text + "\n").encode(), found)


def _signature_line(line: str) -> tuple[str, bytes]:
    dash, name, data = line.split(" ")
    if dash != "—" or not NAME.fullmatch(name):
        raise ValueError("no signature line")
    return name, plain64(data)


def sound_point(point: bytes) -> bool:
    """Whether a key, or the first half of a signature, is one that every library takes in the same way."""
    height = int.from_bytes(point, "little") & (2**255 - 1)
    return height < PRIME and height not in SMALL


def verified(public: bytes, signature: bytes, message: bytes) -> bool:
    """Ed25519, without keys and signatures on which libraries differ: the same here and in every verifier."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return sound_point(public) and sound_point(signature[:32])


def signed_by_log(checkpoint: Checkpoint, public: bytes) -> bool:
    """Whether the log's own line, by this key, is there and right."""
    wanted = hint(checkpoint.origin, public, LOG)
    for name, data in checkpoint.lines:
        if name == checkpoint.origin and data[:HINT] == wanted:
            return len(data) == HINT + SIGNATURE and verified(public, data[HINT:], checkpoint.signed)
    return False


def cosigned_at(checkpoint: Checkpoint, name: str, public: bytes) -> int | None:
    """When the witness of this name and key says it saw the checkpoint, in seconds; None when its line is missing or
    wrong."""
    wanted = hint(name, public, WITNESS)
    for line_name, data in checkpoint.lines:
        if line_name == name and data[:HINT] == wanted and len(data) == HINT + STAMP + SIGNATURE:
            time = int.from_bytes(data[HINT : HINT + STAMP], "big")
            if verified(public, data[HINT + STAMP :], _witnessed(checkpoint, time)):
                return time
    return None


def only_known(checkpoint: Checkpoint, keys: Iterable[tuple[str, bytes, int]]) -> Checkpoint | None:
    """The checkpoint with the signature lines alone that these keys (name, key, kind) have written; None where a line by one
    of them is wrong. Nobody signs the lines: whoever carries a note can write others under it, which are nobody's word and
    may leave no room for those that count."""
    given = {(name, hint(name, public, kind)): (public, kind) for name, public, kind in keys}
    lines = [line for line in checkpoint.lines if (line[0], line[1][:HINT]) in given]
    for name, data in lines:
        public, kind = given[name, data[:HINT]]
        signature, message = data[HINT:], checkpoint.signed
        if kind == WITNESS:
            time = int.from_bytes(signature[:STAMP], "big")
            signature, message = signature[STAMP:], _witnessed(checkpoint, time)
        if not verified(public, signature, message):
            return None
    return replace(checkpoint, lines=tuple(lines))


def merged(one: Checkpoint, other: Checkpoint) -> Checkpoint:
    """The same checkpoint with the signature lines of both."""
    for line in other.lines:
        one = one.with_line(line)
    return one
