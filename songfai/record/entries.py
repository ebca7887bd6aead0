"""Lines of a log (record format 2.3): their bytes, leaf hashes, and the RFC 6962 tree over them. Plain Python."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785

from songfai.kit.errors import N_, Refused
from songfai.record.canonical import strict_json
from songfai.record.states import EntryType

VERSION = 1
MEMBERS = {"v", "log", "seq", "prev", "at", "type", "seen", "body"}


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry says. `seen` is how many entries of the other log its writer held."""

    log: str
    seq: int
    prev: str
    at: str
    type: str
    seen: int
    seen_root: str
    body: dict[str, Any]

    @property
    def document(self) -> str | None:
        """Hex of the document's hash, where the entry speaks of one."""
        said = self.body.get("doc")
        return said.removeprefix("sha256:") if isinstance(said, str) else None


def entry_bytes(
    *,
    log: str,
    seq: int,
    prev: str,
    at: datetime,
    type: str,
    seen: int,
    seen_root: str,
    body: dict[str, Any],
) -> bytes:
    """The bytes of one entry; `prev` and `seen_root` are base64 of SHA-256."""
    return rfc8785.dumps(
        {
            "v": VERSION,
            "log": log,
            "seq": seq,
            "prev": prev,
            "at": as_text(at),
            "type": str(type),
            "seen": {"n": seen, "root": seen_root},
            "body": body,
        }
    )


def read(data: bytes) -> Line:
    """An entry's bytes as values, refused unless they are in the one form."""
    said = strict_json(data)
    try:
        if set(said) != MEMBERS or said["v"] != VERSION or rfc8785.dumps(said) != data:
            raise ValueError
        seen = said["seen"]
        line = Line(
            said["log"],
            said["seq"],
            said["prev"],
            said["at"],
            said["type"],
            seen["n"],
            seen["root"],
            said["body"],
        )
        if type(line.seq) is not int or type(line.seen) is not int or not isinstance(line.body, dict):
            raise ValueError
    except (KeyError, TypeError, ValueError):
        raise Refused("entry_form", N_("A line of the log is not in its one form.")) from None
    return line


def as_text(at: datetime) -> str:
    """A moment as the log writes it: UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """The tree hash of RFC 6962 over leaf hashes; of no leaves, the hash of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    # Full subtrees of falling size, joined as in carrying over when counting in binary.
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, node = 1, leaf
        while stack and stack[-1][0] == size:
            node = _node(stack.pop()[1], node)
            size *= 2
        stack.append((size, node))
    node = stack.pop()[1]
    while stack:
        node = _node(stack.pop()[1], node)
    return node


def text(digest: bytes) -> str:
    """A hash as entries write it."""
    return b64encode(digest).decode()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


EMPTY_ROOT = text(root_hash([]))


def require_chain(lines: Sequence[tuple[Line, str]], *, log: str) -> None:
    """Each line with its leaf hash: numbers without gap, each naming the one before, `seen` never falling."""
    prev, seen = EMPTY_ROOT, 0
    for seq, (line, leaf) in enumerate(lines):
        if (line.log, line.seq, line.prev) != (log, seq, prev) or line.seen < seen:
            raise Refused(
                "log_broken", N_("Line %(seq)s of the log %(log)s does not follow."), seq=seq, log=log
            )
        if line.type not in set(EntryType):
            raise Refused(
                "log_unknown", N_("Line %(seq)s of the log %(log)s is of an unknown kind."), seq=seq, log=log
            )
        prev, seen = leaf, line.seen
