"""A person agrees: freshly proved to be there, over the very hash they saw.

Source: record format 2.7 and ASVS 7.5 (a fresh proof before something that binds). Two ways: a passkey signs the
document's hash itself, and the proof goes into the log, where anybody can check it; or the password (with the second
factor, where one is set) is asked for in the same form that carries the hash.
"""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

PASSKEY, PASSWORD, COMMAND = "passkey", "password", "command"


@dataclass(frozen=True, slots=True)
class Consent:
    """`over` is the SHA-256 (hex) of what was agreed to; `evidence` is what a passkey gave (docs/record-formats.md)."""

    account_id: int
    over: str
    method: str
    evidence: dict[str, str] = field(default_factory=dict)


def challenge(programme: str, sha256: str) -> bytes:
    """What a passkey signs: `programme` is "sha256:" + hex, `sha256` hex."""
    return hashlib.sha256(f"coop-approve/1\n{programme}\nsha256:{sha256}".encode()).digest()


def as_text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def client_challenge(client: bytes) -> bytes:
    """The challenge in a passkey's client data; b"" for anything unreadable."""
    try:
        said: Any = json.loads(client)
        return from_text(said["challenge"]) if said.get("type") == "webauthn.get" else b""
    except (ValueError, KeyError, TypeError, AttributeError):
        return b""
