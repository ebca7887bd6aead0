"""What a bundle brings, as values. Plain Python: a bundle is read where there is no database, too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one log from a number on, and the signed checkpoint they lead to."""

    origin: str
    first: int
    data: Sequence[bytes]
    note: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a bundle brings, as values. `mirror` is a stretch of the receiver's own log; `files` are by their SHA-256."""

    programme: str
    receiver: str
    lines: Stretch
    have: int = 0
    charter: bytes | None = None
    proof: Sequence[bytes] | None = None
    cosignature: str | None = None
    mirror: Stretch | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
