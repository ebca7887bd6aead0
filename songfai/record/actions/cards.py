"""Changing a side's keys: asked for here, signed by the root keys offline, taken into every log of the side."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, Refused
from songfai.parties.models import Institution
from songfai.record import books as records
from songfai.record import canonical, cards, entries, keys
from songfai.record.cards import Reason
from songfai.record.models import Card, Log
from songfai.record.notes import plain64, text64

FORMAT = "coop-card-request/1"
LOG, WITNESS = "log", "witness"


def request_card(
    *,
    institution: Institution,
    reason: Reason,
    at: datetime,
    what: Iterable[str] = (LOG, WITNESS),
    roots: Sequence[bytes] = (),
    following: str = "",
    officers: Sequence[Mapping[str, Any]] | None = None,
) -> bytes:
    """A request that the root keys are to sign: the next card, with new keys already made and kept here.

    `what` names the keys that change (rotation, revocation). For new root keys, `roots` are the announced ones and
    `following` the hash of the set after them. `officers` None keeps those of the card before.
    """
    row = keys.card_of(institution)
    if row is None or not keys.holds(institution):
        raise Refused(
            "keys_missing", N_("The keys of %(side)s are not on this server."), side=str(institution)
        )
    before = keys.card_values(row)
    home, new = keys.folder_of(institution), {LOG: before.log, WITNESS: before.witness}
    if reason in (Reason.ROTATION, Reason.REVOCATION):
        for name in what:
            new[name] = keys.keep(home, Ed25519PrivateKey.generate())
    root = {name: before.said["root"][name] for name in ("keys", "threshold")}
    if reason == Reason.ROOT:
        root = cards.root_set(roots, before.threshold)
        if cards.root_hash(roots, before.threshold) != before.said["root"]["next"]:
            raise Refused(
                "root_not_committed",
                N_("The new root keys of %(origin)s are not those that were announced before."),
                origin=institution.origin,
            )
    revoked = reason == Reason.REVOCATION
    body = cards.card_bytes(
        origin=institution.origin,
        serial=before.serial + 1,
        at=entries.as_text(at),
        name=institution.name.as_dict(),
        country=institution.country,
        log=new[LOG],
        witness=new[WITNESS],
        root=root,
        following=following if reason == Reason.ROOT else before.said["root"]["next"],
        reason=reason,
        revoked=[old for old in (before.log, before.witness) if old not in new.values()] if revoked else (),
        good=[_good(log) for log in _own_logs(institution)] if revoked else (),
        officers=before.said.get("officers", ()) if officers is None else officers,
    )
    return _request(body, ())


def _good(log: Log) -> dict[str, Any]:
    return {"log": log.origin, "n": log.size, "root": text64(records.frontier_of(log).root())}


def _own_logs(institution: Institution) -> list[Log]:
    return list(Log.objects.filter(institution=institution, hosted=True, size__gt=0).order_by("id"))


def _request(body: bytes, signatures: Iterable[tuple[bytes, bytes]]) -> bytes:
    sigs = [{"key": text64(key), "sig": text64(signature)} for key, signature in sorted(signatures)]
    return rfc8785.dumps({"fmt": FORMAT, "card": body.decode(), "sigs": sigs}) + b"\n"


def read_request(data: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """The card's bytes and the signatures so far."""
    try:
        said = canonical.strict_json(data.strip())
        if said["fmt"] != FORMAT:
            raise ValueError
        return said["card"].encode(), {plain64(one["key"]): plain64(one["sig"]) for one in said["sigs"]}
    except (Refused, KeyError, TypeError, ValueError, AttributeError):
        raise Refused("request_form", N_("This file is no request for a new card.")) from None


def sign_request(data: bytes, root: Ed25519PrivateKey) -> bytes:
    """The request with one more root key's signature. Needs no database: it is done where the root key is."""
    body, signatures = read_request(data)
    key, signature = cards.sign(body, root)
    return _request(body, {**signatures, key: signature}.items())


@transaction.atomic
def apply_card(*, institution: Institution, data: bytes, by: Actor, at: datetime) -> Card:
    """Take a signed card: from now on its keys sign, and every log of the side says so.

    Refused: card_unsigned, card_order, root_not_committed, keys_missing (the new keys were made on another server).
    """
    body, signatures = read_request(data)
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
    row = keys.add(institution, body, signatures.items(), at)
    card = keys.card_values(row)
    if not all(keys.signer(institution, key) for key in (card.log, card.witness)):
        raise Refused(
            "keys_missing", N_("The keys of %(side)s are not on this server."), side=str(institution)
        )
    for log in _own_logs(institution):
        books = records.read(log.register, held=True)
        books.say_cards(log.position - 1, at)
        books.sign(at)
    write(by=by, at=at, verb="record.apply_card", subject=row, reason=card.said["reason"], sha256=row.sha256)
    return row
