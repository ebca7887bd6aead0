"""Lines of a log (record format 2.3): their bytes and what they say. Plain Python."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785

from songfai.kit.errors import N_, Refused
from songfai.record import tree
from songfai.record.canonical import HASH, is_canonical, strict_json
from songfai.record.notes import NAME, text64

VERSION = 1
MEMBERS = {"v", "log", "seq", "prev", "at", "type", "seen", "body"}
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
# 32 bytes in the one spelling of their base64.
ROOT = re.compile(r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")
TYPE = re.compile(r"[a-z][a-z_]{0,29}")
EMPTY_ROOT = text64(tree.EMPTY)


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry says. `seen` is how many entries of the other log its writer held.

    `version` is above 1 for a line written by newer software: it is kept and hashed, but not understood.
    """

    log: str
    seq: int
    prev: str
    at: str
    type: str
    seen: int
    seen_root: str
    body: dict[str, Any]
    version: int = VERSION

    @property
    def document(self) -> str | None:
        """Hex of the document's hash, where the entry speaks of one."""
        said = self.body.get("doc")
        return said.removeprefix("sha256:") if isinstance(said, str) and HASH.fullmatch(said) else None


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
    """An entry's bytes as values, refused unless they are in the one form. A line of a newer version may hold more."""
    said = strict_json(data)
    try:
        if not is_canonical(said, data):
            raise ValueError
        version, members = said["v"], set(said)
        if type(version) is not int or version < VERSION or not members >= MEMBERS:
            raise ValueError
        if version == VERSION and members != MEMBERS:
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
            version,
        )
        _require_form(line, set(seen))
    except (KeyError, TypeError, ValueError):
        raise Refused("entry_form", N_("A line of the log is not in its one form.")) from None
    return line


def _require_form(line: Line, seen: set[str]) -> None:
    """TypeError or ValueError for values no line has."""
    numbers = type(line.seq) is int and type(line.seen) is int and line.seq >= 0 and line.seen >= 0
    texts = (
        NAME.fullmatch(line.log)
        and ROOT.fullmatch(line.prev)
        and ROOT.fullmatch(line.seen_root)
        and TYPE.fullmatch(line.type)
    )
    if not (numbers and texts and isinstance(line.body, dict) and seen == {"n", "root"}):
        raise ValueError
    require_moment(line.at)
    # What a newer version says in a body is not looked at.
    if "doc" in line.body and line.version == VERSION and line.document is None:
        raise ValueError


def require_moment(text: Any) -> None:
    """TypeError or ValueError for what is no moment as the record writes them, on a day that was."""
    if not MOMENT.fullmatch(text):
        raise ValueError
    datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")


def as_text(at: datetime) -> str:
    """A moment as the log writes it: UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def require_chain(lines: Sequence[tuple[Line, str]], *, log: str) -> None:
    """Each line with its leaf hash: numbers without gap, each naming the one before, `seen` never falling."""
    prev, seen = EMPTY_ROOT, 0
    for seq, (line, leaf) in enumerate(lines):
        if (line.log, line.seq, line.prev) != (log, seq, prev) or line.seen < seen:
            raise Refused(
                "log_broken", N_("Line %(seq)s of the log %(log)s does not follow."), seq=seq, log=log
            )
        prev, seen = leaf, line.seen
