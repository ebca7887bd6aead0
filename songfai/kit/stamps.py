"""A short print of what a form was filled from, so that the second of two savers is told. Plain Python."""

import hashlib
import json
from typing import Any

from songfai.kit.errors import N_, Changed


def stamp(*values: Any) -> str:
    """The same for the same values; 16 hexadecimal digits."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def require_unchanged(seen: str | None, now: str) -> None:
    """`seen` None is for commands, which read and write in one transaction."""
    if seen is not None and seen != now:
        raise Changed(
            "changed_meanwhile",
            N_(
                "Somebody saved this while you were writing. What you typed is kept below; look at both, then save again."
            ),
        )
