"""A side's card `coop-card/1`: who it is and which keys speak for it. Plain Python.

A card is signed by the side's root keys, which lie offline (k of n, usually 2 of 3). Card 1 is self-signed and trusted
because its hash stands on the signed paper; each later card takes the place of the one before (record format 2.7):

- signed by the threshold of the root set of the card before it;
- a new root set must be the one whose hash the card before named as `next`, and signs too: whoever steals today's root
  keys cannot bring in keys of their own;
- a card that revokes says what the log was when the key was still good (`good`).

`genesis` entries carry the card a log begins with, `key` entries the later ones.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from songfai.kit.errors import N_, Refused
from songfai.kit.states import State
from songfai.record.canonical import HASH, in_languages, is_canonical, strict_json, written
from songfai.record.entries import require_moment
from songfai.record.notes import NAME, plain64, sound_point, text64, verified

FORMAT = "coop-card/1"
SIGNED = b"coop-card/1\n"
MEMBERS = {"fmt", "origin", "serial", "at", "name", "country", "log", "witness", "root", "reason"}
OPTIONAL = {"revoked", "good", "officers"}


class Reason(State):
    """Why a card was made."""

    OPENING = "opening", N_("First keys")
    ROTATION = "rotation", N_("Keys changed as planned")
    REVOCATION = "revocation", N_("Key revoked: stolen or lost")
    ROOT = "root", N_("New root keys")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. Keys are 32 bytes; `body` are the signed bytes, `signatures` root key -> signature."""

    body: bytes
    said: Mapping[str, Any]
    signatures: tuple[tuple[bytes, bytes], ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def origin(self) -> str:
        return self.said["origin"]

    @property
    def serial(self) -> int:
        return self.said["serial"]

    @property
    def log(self) -> bytes:
        return plain64(self.said["log"])

    @property
    def witness(self) -> bytes:
        return plain64(self.said["witness"])

    @property
    def witness_name(self) -> str:
        return f"{self.origin}/witness"

    @property
    def root_keys(self) -> list[bytes]:
        return [plain64(key) for key in self.said["root"]["keys"]]

    @property
    def threshold(self) -> int:
        return self.said["root"]["threshold"]

    @property
    def officers(self) -> list[str]:
        """Public keys of the officers' passkeys (COSE, base64) that may approve; empty: not limited."""
        return [officer["key"] for officer in self.said.get("officers", [])]

    def good(self, log: str) -> tuple[int, bytes] | None:
        """For a revocation: size and root of a log while the key was still good."""
        for one in self.said.get("good", []):
            if one["log"] == log:
                return one["n"], plain64(one["root"])
        return None

    def as_entry(self) -> dict[str, Any]:
        """The body of a `genesis` or `key` entry."""
        return {
            "card": self.body.decode(),
            "sigs": [{"key": text64(key), "sig": text64(signature)} for key, signature in self.signatures],
        }


def root_set(keys: Iterable[bytes], threshold: int) -> dict[str, Any]:
    return {"keys": sorted(text64(key) for key in keys), "threshold": threshold}


def root_hash(keys: Iterable[bytes], threshold: int) -> str:
    """By which a card names the root set that will follow."""
    return "sha256:" + hashlib.sha256(rfc8785.dumps(root_set(keys, threshold))).hexdigest()


def card_bytes(
    *,
    origin: str,
    serial: int,
    at: str,
    name: Mapping[str, str],
    country: str,
    log: bytes,
    witness: bytes,
    root: Mapping[str, Any],
    following: str,
    reason: str,
    revoked: Sequence[bytes] = (),
    good: Sequence[Mapping[str, Any]] = (),
    officers: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    """The bytes root keys sign. `root` is a root_set, `following` the root_hash of the next one, `at` as in entries."""
    said: dict[str, Any] = {
        "fmt": FORMAT,
        "origin": origin,
        "serial": serial,
        "at": at,
        "name": dict(name),
        "country": country,
        "log": text64(log),
        "witness": text64(witness),
        "root": {**root, "next": following},
        "reason": str(reason),
    }
    if revoked:
        said["revoked"] = sorted(text64(key) for key in revoked)
    if good:
        said["good"] = sorted((dict(one) for one in good), key=lambda one: one["log"])
    if officers:
        said["officers"] = [dict(one) for one in officers]
    return rfc8785.dumps(written(said))


def sign(body: bytes, root: Ed25519PrivateKey) -> tuple[bytes, bytes]:
    """One root key's signature under a card: (public key, signature)."""
    return root.public_key().public_bytes_raw(), root.sign(SIGNED + body)


def bad_card(detail: str) -> Refused:
    return Refused("card_form", N_("The card of a side is not in order: %(detail)s."), detail=detail)


def read(body: Mapping[str, Any]) -> Card:
    """The card in the body of a `genesis` or `key` entry; refused unless it is in the one form. Signatures are
    checked by `require_signed` and `require_follows`."""
    try:
        if set(body) != {"card", "sigs"}:
            raise ValueError("members")
        data = body["card"].encode()
        said = strict_json(data)
        _require_form(said)
        if not is_canonical(said, data):
            raise ValueError("form")
        signatures = tuple((_key(one["key"]), plain64(one["sig"])) for one in _list(body["sigs"]))
        if any(set(one) != {"key", "sig"} for one in body["sigs"]):
            raise ValueError("signatures")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise bad_card(str(error)) from None
    return Card(data, said, signatures)


def _key(text: Any) -> bytes:
    data = plain64(text)
    if len(data) != 32:
        raise ValueError("keys")
    return data


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("list")
    return value


def _require_form(said: Any) -> None:
    def require(condition: bool, what: str) -> None:
        if not condition:
            raise ValueError(what)

    require(isinstance(said, dict) and MEMBERS <= set(said) <= MEMBERS | OPTIONAL, "members")
    require(said["fmt"] == FORMAT, "fmt")
    require(bool(NAME.fullmatch(said["origin"])), "origin")
    require(type(said["serial"]) is int and said["serial"] >= 1, "serial")
    require_moment(said["at"])
    require(in_languages(said["name"]) and isinstance(said["country"], str), "name")
    root = said["root"]
    require(set(root) == {"keys", "threshold", "next"} and bool(HASH.fullmatch(root["next"])), "root")
    keys = [_key(key) for key in root["keys"]]
    require(root["keys"] == sorted(set(root["keys"])), "root")
    require(type(root["threshold"]) is int and 1 <= root["threshold"] <= len(keys), "threshold")
    for key in (*keys, _key(said["log"]), _key(said["witness"])):
        require(sound_point(key), "keys")
    # One key must not be able to sign as two.
    require(len({said["log"], said["witness"], *root["keys"]}) == len(keys) + 2, "keys")
    require(said["reason"] in list(Reason), "reason")
    require((said["serial"] == 1) == (said["reason"] == Reason.OPENING), "reason")
    revoked = [_key(key) for key in _list(said.get("revoked", []))]
    require((said["reason"] == Reason.REVOCATION) == bool(revoked) == ("revoked" in said), "revoked")
    require(not {said["log"], said["witness"]} & set(said.get("revoked", [])), "revoked")
    for one in _list(said.get("good", [])):
        require(set(one) == {"log", "n", "root"} and type(one["n"]) is int and one["n"] >= 0, "good")
        require(bool(NAME.fullmatch(one["log"])) and len(plain64(one["root"])) == 32, "good")
    for one in _list(said.get("officers", [])):
        require({"id", "key"} <= set(one) <= {"id", "key", "office"}, "officers")
        require(isinstance(one["id"], str) and isinstance(one["key"], str), "officers")


def signers(card: Card, keys: Iterable[bytes]) -> int:
    """How many of the keys have signed the card."""
    by = dict(card.signatures)
    return sum(key in by and verified(key, by[key], SIGNED + card.body) for key in set(keys))


def require_signed(card: Card) -> None:
    """A card to begin with: signed by its own root set."""
    if signers(card, card.root_keys) < card.threshold:
        raise Refused(
            "card_unsigned", N_("Too few root keys have signed the card of %(origin)s."), origin=card.origin
        )


def require_follows(card: Card, before: Card) -> None:
    """Whether a card may take the place of the one before it."""
    if card.origin != before.origin or card.serial != before.serial + 1:
        raise Refused(
            "card_order", N_("The card of %(origin)s does not follow the one before it."), origin=card.origin
        )
    if signers(card, before.root_keys) < before.threshold:
        raise Refused(
            "card_unsigned", N_("Too few root keys have signed the card of %(origin)s."), origin=card.origin
        )
    old, new = ({"keys": one.said["root"]["keys"], "threshold": one.threshold} for one in (before, card))
    if new != old:
        if root_hash(card.root_keys, card.threshold) != before.said["root"]["next"]:
            raise Refused(
                "root_not_committed",
                N_("The new root keys of %(origin)s are not those that were announced before."),
                origin=card.origin,
            )
        require_signed(card)
    elif card.said["root"]["next"] != before.said["root"]["next"]:
        raise Refused(
            "root_next_changed",
            N_("The root keys that are to come for %(origin)s were announced already and cannot be changed."),
            origin=card.origin,
        )
