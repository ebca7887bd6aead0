"""Random joint records from a seed, as files for the verifiers; with a planted fault whose verdict is known, or without.

Plain Python. The records are written with the product's own writers of documents, entries, cards and notes; what should be
in force is worked out by the product's own rule. Each fault is one function of `FAULTS` or one text change of `CHANGES`.
"""

import hashlib
import json
import random
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from songfai.record import canonical, cards, entries, notes, rules, tree

BEGIN = datetime(2026, 11, 21, 8, tzinfo=UTC)
PIECE = 512 * 1024
Expected = tuple[str, str]
TITLES = [
    {"en": "Annual plan", "vi": "Kế hoạch năm", "lo": "ແຜນປະຈຳປີ"},
    {"lo": "ບົດບັນທຶກ"},
    {"en": "Visit \U0001d505 \ue000", "vi": "Đoàn vào"},
]


def key(chance: random.Random) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))


def public(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


def line(**said: Any) -> bytes:
    return rfc8785.dumps(said) + b"\n"


def url64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class Officer:
    """A passkey: ES256 or EdDSA."""

    private: Any
    cose: bytes

    @classmethod
    def new(cls, chance: random.Random) -> "Officer":
        if chance.random() < 0.5:
            private = key(chance)
            return cls(private, bytes.fromhex("a4010103272006215820") + public(private))
        curve = ec.derive_private_key(chance.getrandbits(250) + 1, ec.SECP256R1())
        point = curve.public_key().public_numbers()
        x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
        return cls(curve, bytes.fromhex("a5010203262001215820") + x + bytes.fromhex("225820") + y)

    def evidence(
        self, programme: str, doc: str, flags: int = 5, type: str = "webauthn.get"
    ) -> dict[str, str]:
        challenge = url64(hashlib.sha256(f"coop-approve/1\n{programme}\n{doc}".encode()).digest())
        client = json.dumps(
            {"type": type, "challenge": challenge, "origin": "https://songfai.example"}
        ).encode()
        authenticator = hashlib.sha256(b"songfai.example").digest() + bytes([flags]) + bytes(4)
        message = authenticator + hashlib.sha256(client).digest()
        if isinstance(self.private, Ed25519PrivateKey):
            signature = self.private.sign(message)
        else:
            signature = self.private.sign(message, ec.ECDSA(SHA256()))
        said = {
            "credential": b"credential",
            "key": self.cose,
            "authenticator": authenticator,
            "client": client,
        }
        return {name: url64(data) for name, data in {**said, "signature": signature}.items()}


@dataclass
class Side:
    """One side with its keys and its log. `held` is how much of the other log it has; `known` what the other holds."""

    origin: str
    chance: random.Random
    threshold: int
    log: str = ""
    serial: int = 0
    held: int = 0
    known: int = 0
    lines: list[bytes] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    acts: list[rules.Act] = field(default_factory=list)
    log_keys: list[tuple[int, Ed25519PrivateKey]] = field(default_factory=list)
    rotated: set[int] = field(default_factory=set)
    officers: list[Officer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.root, self.next = self.root_keys(), self.root_keys()
        self.witness = key(self.chance)

    def root_keys(self) -> list[Ed25519PrivateKey]:
        return [key(self.chance) for _ in range(self.chance.randint(self.threshold, 3))]

    def log_key(self, size: int) -> Ed25519PrivateKey:
        return [private for place, private in self.log_keys if place < size][-1]

    def key_before(self, size: int) -> Ed25519PrivateKey | None:
        """The key that signs as well at this size: after a planned change, up to the next card, the one before."""
        own = [at for at, (place, _) in enumerate(self.log_keys) if place < size][-1]
        return self.log_keys[own - 1][1] if self.log_keys[own][0] in self.rotated else None

    def card(self, reason: str, plant: str = "") -> dict[str, Any]:
        """The body of the next `genesis` or `key` entry."""
        chance, signing = self.chance, list(self.root)
        self.serial += 1 if plant != "card_serial" else 2
        log, officers, revoked, good = key(chance), (), (), ()
        if chance.random() < 0.6:
            self.officers = [Officer.new(chance) for _ in range(chance.randint(1, 2))]
            officers = [{"id": f"o{n}", "key": url64(one.cose)} for n, one in enumerate(self.officers, 1)]
        else:
            self.officers = []
        if reason == "root":
            self.root, self.next = self.next, self.root_keys()
            if plant == "card_uncommitted":
                self.root = self.root_keys()
            signing += [] if plant == "card_new_root_unsigned" else self.root
        elif plant == "card_next_changed":
            self.next = self.root_keys()
        if reason == "revocation":
            revoked = [public(self.log_keys[-1][1])]
            n = chance.randint(0, len(self.leaves))
            root = tree.root_hash(self.leaves[:n]) if plant != "card_good" else chance.randbytes(32)
            good = [{"log": self.log, "n": n, "root": notes.text64(root)}]
            good = [{**good[0], "n": len(self.leaves) + 1}] if plant == "card_good_beyond" else good
        witness = key(chance) if chance.random() < 0.5 and reason != "opening" else self.witness
        log_public = public(witness) if plant == "card_same_keys" else public(log)
        if plant == "card_small_order":
            log_public = bytes([1] + 31 * [0])
        body = cards.card_bytes(
            origin=self.origin if plant != "card_origin" else "elsewhere.example",
            serial=self.serial,
            at="2026-11-21T08:00:00Z" if plant != "card_day" else "2026-02-30T08:00:00Z",
            name={"en": self.origin},
            country="la",
            log=log_public,
            witness=public(witness),
            root=cards.root_set(map(public, self.root), self.threshold if plant != "card_threshold" else 4),
            following=cards.root_hash(map(public, self.next), self.threshold),
            reason=reason if plant != "card_reason" else "because",
            revoked=revoked,
            good=good,
            officers=officers,
        )
        sigs = [cards.sign(body, private) for private in signing]
        chance.shuffle(sigs)
        if plant == "card_unsigned":
            sigs = sigs[: self.threshold - 1]
        if plant == "card_forged":
            sigs = [(owner, bytes([data[0] ^ 1]) + data[1:]) for owner, data in sigs]
        self.log_keys.append((len(self.lines), log))
        self.rotated |= {len(self.lines)} if reason == "rotation" else set()
        if witness is not self.witness and plant != "card_witness_lost":
            self.witness = witness
        return {
            "card": body.decode(),
            "sigs": [{"key": notes.text64(owner), "sig": notes.text64(data)} for owner, data in sigs],
        }


def in_parts(text: bytes, chance: random.Random) -> list[bytes]:
    """A bundle cut for mail into two to four parts, in any order."""
    size = -(-len(text) // chance.randint(2, 4))
    cut = [text[place : place + size] for place in range(0, len(text), size)]
    whole = hashlib.sha256(text).hexdigest()
    pieces = [
        line(t="part", fmt="coop-part/1", sha256=whole, i=i, of=len(cut)) + one for i, one in enumerate(cut)
    ]
    chance.shuffle(pieces)
    return pieces


@dataclass
class Bundle:
    """What one side sent at one moment; `lines` makes its bytes."""

    side: int
    first: int
    size: int
    have: int
    blobs: list[bytes]
    mirror: tuple[int, int] | None = None
    cosigner: Ed25519PrivateKey | None = None


class Register:
    """A joint record that grows step by step. `plant` names the fault to be put in, once, where it fits."""

    def __init__(self, seed: int, plant: str = "") -> None:
        self.chance = chance = random.Random(seed)
        self.plant, self.planted, self.expected = plant, False, ("valid", "ok")
        self.seconds = 0
        self.papers: dict[str, rules.Paper] = {}
        self.texts: dict[str, bytes] = {}
        self.versions: dict[str, int] = {}
        self.bundles: list[Bundle] = []
        self.statements: list[dict[str, str]] = [{}, {}]
        self.stated: set[str] = set()
        origins = chance.sample(
            ["moha.gov.la", "moha.gov.vn", "liendoan.thanhhoa.vn", "lienhiep.thanhhoa.vn"], 2
        )
        self.sides = [Side(origin, chance, chance.randint(1, 2)) for origin in origins]
        for side in self.sides:
            side.log = f"{side.origin}/coop/p{chance.randint(1, 9)}"
        self.charter, self.programme = b"", ""
        for side in (0, 1):
            self.write(side, "genesis", self.sides[side].card("opening", self.once("card_", "opening")))
        genesis = [notes.text64(side.leaves[0]) for side in self.sides]
        if self.takes("genesis_not_in_charter", ("invalid", "genesis")):
            genesis[chance.randint(0, 1)] = notes.text64(chance.randbytes(32))
        self.charter = rfc8785.dumps(
            {
                "fmt": "coop-charter/1",
                "rules": self.rule_set(),
                "title": {"en": "Programme"},
                "at": entries.as_text(BEGIN),
                "formats": ["coop-doc/1"],
                "meaning": {"en": "We agree."},
                "sides": [
                    {"id": f"p{n}", "origin": side.log, "genesis": leaf}
                    for n, (side, leaf) in enumerate(zip(self.sides, genesis, strict=True), 1)
                ],
            }
        )
        self.programme = f"sha256:{hashlib.sha256(self.charter).hexdigest()}"

    # ---- faults

    def takes(self, name: str, expected: Expected) -> bool:
        """Whether the fault is planted here and now."""
        if self.planted or self.plant != name:
            return False
        self.planted, self.expected = True, expected
        return True

    def once(self, prefix: str, reason: str) -> str:
        """A fault of cards, where its card is the one that is being written."""
        for name, (where, code) in CARD_FAULTS.items():
            if reason in where and name.startswith(prefix) and self.takes(name, ("invalid", code)):
                return name
        return ""

    def rule_set(self) -> str:
        if self.takes("charter_rules", ("invalid", "charter_form")):
            return "coop-rules/0"
        return "coop-rules/2" if self.takes("charter_newer", ("incomplete", "newer")) else "coop-rules/1"

    # ---- writing

    def write(self, side: int, type: str, body: dict[str, Any], v: int = 1) -> None:
        one, other = self.sides[side], self.sides[1 - side]
        self.seconds += 1
        seen = min(one.held, len(other.leaves))
        root = notes.text64(tree.root_hash(other.leaves[:seen]))
        prev = notes.text64(one.leaves[-1]) if one.leaves else entries.EMPTY_ROOT
        seq, log, later = len(one.lines), one.log, len(one.lines) > 0
        if later and self.takes("prev_wrong", ("invalid", "chain")):
            prev = notes.text64(self.chance.randbytes(32))
        if later and self.takes("seq_wrong", ("invalid", "chain")):
            seq += 1
        if later and self.takes("log_wrong", ("invalid", "chain")):
            log = other.log
        if seen and self.takes("seen_root_wrong", ("invalid", "seen_root")):
            root = notes.text64(self.chance.randbytes(32))
        if one.acts and one.acts[-1].seen and self.takes("seen_falls", ("invalid", "seen_falls")):
            seen, root = 0, entries.EMPTY_ROOT
        data = entries.entry_bytes(
            log=log,
            seq=seq,
            prev=prev,
            at=BEGIN + timedelta(seconds=self.seconds),
            type=type,
            seen=seen,
            seen_root=root,
            body=body,
        )
        if v > 1:
            data = rfc8785.dumps({**json.loads(data), "v": v, "extra": {"newer": True}})
        if (
            later
            and (change := ENTRY_CHANGES.get(self.plant))
            and (new := change(data.decode())) != data.decode()
        ):
            if self.takes(self.plant, ("invalid", "entry_form")):
                data = new.encode()
        one.lines.append(data)
        one.leaves.append(tree.leaf_hash(data))
        doc = body.get("doc")
        one.acts.append(
            rules.Act(type if v == 1 else "newer", doc[7:] if isinstance(doc, str) else None, seen)
        )

    def document(self, thread: str, supersedes: str | None) -> str:
        chance = self.chance
        version = self.versions[thread] = self.versions.get(thread, 0) + 1
        programme = self.programme
        if self.takes("document_of_another", ("invalid", "document_programme")):
            programme = "sha256:" + "0" * 64
        terms: dict[str, Any] = {
            "places": [{"id": f"m{n}", "n": chance.randint(-5, 60)} for n in range(chance.randint(1, 3))]
        }
        if chance.random() < 0.003:
            terms["long"] = ["x" * 300_000, "ກ" * 100_000]
        data = canonical.document_bytes(
            programme=programme,
            thread=thread,
            kind=thread.split("/")[-2],
            version=version,
            supersedes=supersedes and f"sha256:{supersedes}",
            title=chance.choice(TITLES),
            terms={**terms, "mark": f"{chance.getrandbits(40)}"},
            authentic=chance.choice([(), ("lo", "vi")]),
            attachments=chance.choice([(), [{"id": "a1", "name": "x.xlsx", "sha256": "0" * 64}]]),
        )
        if change := DOCUMENT_CHANGES.get(self.plant):
            if (new := change(data.decode()).encode("utf-8", "surrogatepass")) != data:
                if self.takes(self.plant, ("invalid", "document_form")):
                    data = new
        if change := AUTHORED.get(self.plant):
            if (new := change(data.decode()).encode()) != data and self.takes(self.plant, ("valid", "ok")):
                data = new
        sha256 = hashlib.sha256(data).hexdigest()
        self.texts[sha256] = data
        self.papers[sha256] = rules.Paper(thread, supersedes)
        return sha256

    def view(self, side: int | None = None) -> rules.View:
        """Where everything stands: for one side, from its log and what it holds of the other; else from both logs."""
        logs = [one.acts for one in self.sides]
        if side is not None:
            logs[1 - side] = logs[1 - side][: self.sides[side].held]
        return rules.standing(logs, self.joint())

    def joint(self) -> dict[str, rules.Paper]:
        return {doc: paper for doc, paper in self.papers.items() if paper.thread[:3] not in ("p1/", "p2/")}

    def offer(self, side: int) -> None:
        chance = self.chance
        thread = f"plan/{chance.randint(2026, 2028)}"
        mine = [doc for doc, paper in self.joint().items() if paper.thread == thread]
        before = chance.choice([None, *mine])
        doc = self.document(thread, before)
        self.write(side, "propose", {"doc": f"sha256:{doc}"})
        if chance.random() < 0.8:
            self.approve(side, doc)

    def approve(self, side: int, doc: str) -> None:
        one = self.sides[side]
        by: dict[str, Any] = {"office": "Director", "role": "approver", "method": "session"}
        if one.officers and not self.takes("evidence_of_no_officer", ("invalid", "evidence")):
            officer = self.chance.choice(one.officers)
            by = {
                "office": "Director",
                "method": "passkey",
                "evidence": officer.evidence(self.programme, f"sha256:{doc}"),
            }
            evidence = by["evidence"]
            for name, change in EVIDENCE_FAULTS.items():
                if self.takes(name, ("invalid", "evidence")):
                    by["evidence"] = change(self, officer, f"sha256:{doc}", dict(evidence))
        elif not one.officers and self.takes("evidence_none", ("invalid", "evidence")):
            by["method"] = "passkey"
        self.write(side, "approve", {"doc": f"sha256:{doc}", "by": by})

    def answer(self, side: int) -> None:
        """Any act on any document that the side could know; sense is not asked for."""
        chance = self.chance
        mine = {act.document for act in self.sides[side].acts}
        theirs = {act.document for act in self.sides[1 - side].acts[: self.sides[side].held]}
        docs = sorted(doc for doc in (mine | theirs) - {None} if doc in self.joint())
        if not docs:
            return self.offer(side)
        doc = chance.choice(docs)
        act = chance.choice(["approve", "approve", "approve", "withdraw", "decline", "instrument"])
        body: dict[str, Any] = {"doc": f"sha256:{doc}"}
        if act == "approve":
            return self.approve(side, doc)
        if act == "instrument":
            body["sha256"] = "1" * 64
        return self.write(side, act, {**body, "reason": "so"} if act != "instrument" else body)

    def claimed(self, side: int) -> set[str]:
        """What the side may claim is in force. The claim itself, which has seen all that the side holds, may be the entry that
        was still missing."""
        view = self.view(side)
        rules.take_in(view, side, rules.Act("final", None, self.sides[side].held))
        return rules.in_force(view)

    def final(self, side: int) -> None:
        true = set() if self.planted else self.claimed(side)
        claims = sorted(true)
        false = sorted(set(self.joint()) & {act.document for act in self.sides[side].acts} - true)
        if false and self.takes("final_false", ("invalid", "final")):
            claims = false
        if not claims and self.plant == "final_false" and not self.planted:
            claims = [self.document("plan/2026", None)]
            self.planted, self.expected = True, ("invalid", "final")
        if claims:
            self.write(side, "final", {"doc": f"sha256:{self.chance.choice(claims)}"})
        else:
            self.write(side, "ack", {})

    def state(self, side: int) -> None:
        thread = f"p{side + 1}/report/{self.chance.randint(1, 2)}"
        doc = self.document(thread, None)
        writer = 1 - side if self.chance.random() < 0.1 else side
        if writer == side:
            self.statements[side][thread] = doc
            self.stated.add(doc)
        self.write(writer, "state", {"doc": f"sha256:{doc}"})

    def other(self, side: int) -> None:
        type = self.chance.choice(["ack", "note", "incident", "poll", "erase"])
        body: dict[str, Any] = {"text": "ສະບາຍດີ \U0001f642"} if type in ("note", "poll") else {}
        self.write(side, type, {"sha256": "2" * 64} if type == "erase" else body)

    def rotate(self, side: int) -> None:
        reason = self.chance.choice(["rotation", "revocation", "root"])
        if self.plant in CARD_FAULTS and not self.planted:
            reason = self.chance.choice(
                [one for one in CARD_FAULTS[self.plant][0] if one != "opening"] or [reason]
            )
        self.write(side, "key", self.sides[side].card(reason, self.once("card_", reason)))

    def send(self, side: int, lost: bool = False) -> None:
        """A bundle from one side to the other; a lost one is sent all the same, later, with more."""
        one, other = self.sides[side], self.sides[1 - side]
        size = len(one.lines)
        first = self.chance.randint(0, min(one.known, size))
        held = {act.document for act in one.acts[first:] if act.document in self.texts}
        blobs = [self.texts[doc] for doc in sorted(held)]
        mirror = None
        if other.known and self.chance.random() < 0.2 and self.chance.random() < 0.5:
            mirror = (self.chance.randint(0, one.held - 1), one.held) if one.held else None
        if not lost or self.chance.random() < 0.3:
            self.bundles.append(Bundle(side, first, size, one.held, blobs, mirror, one.witness))
        if not lost:
            other.held = max(other.held, size)
            one.known = max(one.known, size)

    def grow(self, steps: int) -> None:
        acts: list[tuple[Callable[[int], None], int]] = [
            (self.offer, 5), (self.answer, 8), (self.final, 3), (self.state, 2), (self.other, 2), (self.rotate, 1),
        ]  # fmt: skip
        for _ in range(steps):
            side = self.chance.randint(0, 1)
            act = self.chance.choices([one for one, _ in acts], [weight for _, weight in acts])[0]
            act(side)
            if self.chance.random() < 0.6:
                self.send(self.chance.randint(0, 1), lost=self.chance.random() < 0.2)

    def press(self) -> None:
        """The act in which the fault can stand, when chance did not bring it."""
        for _ in range(20):
            side = self.chance.randint(0, 1)
            if self.planted or not self.plant.startswith(("card_", "evidence_", "checkpoint_b")):
                return
            if not self.plant.startswith("evidence_") or not self.sides[side].officers:
                self.rotate(side)
            else:
                doc = self.document("plan/2029", None)
                self.write(side, "propose", {"doc": f"sha256:{doc}"})
                self.approve(side, doc)

    def close(self) -> None:
        """Whatever is still to be sent, so that the record is whole."""
        for side in (0, 1, 0):
            self.write(side, "ack", {})
            self.send(side)
        last = {bundle.side: bundle for bundle in self.bundles}
        for bundle in last.values():
            docs = {act.document for act in self.sides[bundle.side].acts if act.document in self.texts}
            bundle.first, bundle.blobs = 0, [self.texts[doc] for doc in sorted(docs)]

    # ---- bytes

    def lines(self, bundle: Bundle, last: bool = False) -> list[bytes]:
        """The lines of a bundle without its end line."""
        one, other, chance = self.sides[bundle.side], self.sides[1 - bundle.side], self.chance
        first, size, have = bundle.first, bundle.size, bundle.have
        root = tree.root_hash(other.leaves[:have])
        if have and self.takes("have_root_wrong", ("invalid", "have_root")):
            root = chance.randbytes(32)
        origin = {"from": one.log, "to": other.log}
        if self.takes("sides_wrong", ("invalid", "sides")):
            origin["to"] = "elsewhere.example/coop/p1"
        head = {"programme": self.programme, "first": first, "count": size - first, **origin}
        if self.takes("programme_wrong", ("invalid", "programme")):
            head["programme"] = "sha256:" + "1" * 64
        want = {"want": ["3" * 64]} if chance.random() < 0.1 else {}
        out = [
            line(t="head", fmt="coop-bundle/1", have={"n": have, "root": notes.text64(root)}, **head, **want)
        ]
        if first == 0:
            charter = self.charter
            if self.takes("charter_changed", ("invalid", "programme")):
                charter = charter.replace(b"We agree.", b"We differ")
            out.append(line(t="charter", b=charter.decode()))
        out += [line(t="entry", b=data.decode("utf-8", "surrogatepass")) for data in one.lines[first:size]]
        if first:
            proof = tree.consistency_proof(one.leaves[:size], first)
            # Who has all entries works out every root and asks for no proof; the product's import does.
            if proof and self.takes("proof_wrong", ("valid", "ok")):
                proof[chance.randrange(len(proof))] = chance.randbytes(32)
            out.append(line(t="consistency", **{"from": first}, proof=[notes.text64(node) for node in proof]))
        for data in bundle.blobs:
            out += self.blob(data)
        out.append(line(t="checkpoint", note=self.checkpoint(bundle.side, size)))
        if have:
            out.append(line(t="cosig", note=self.cosigned(bundle)))
        if bundle.mirror:
            out += [
                line(t="mirror", first=place, b=other.lines[place].decode("utf-8", "surrogatepass"))
                for place in range(*bundle.mirror)
            ]
            out.append(line(t="mirror_checkpoint", note=self.checkpoint(1 - bundle.side, bundle.mirror[1])))
        return out

    def blob(self, data: bytes) -> list[bytes]:
        sha256 = hashlib.sha256(data).hexdigest()
        if self.takes("blob_changed", ("invalid", "blob")):
            data = data[:-1] + b" "
        pieces = [data[place : place + PIECE] for place in range(0, len(data), PIECE)]
        texts = [b64encode(piece).decode() for piece in pieces]
        if (
            len(texts[-1]) % 4 == 0
            and texts[-1][-1] == "="
            and self.takes("blob_spelling", ("invalid", "frame"))
        ):
            letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
            cut = texts[-1].rstrip("=")
            texts[-1] = cut[:-1] + letters[letters.index(cut[-1]) | 1] + "=" * (len(texts[-1]) - len(cut))
        return [line(t="blob", sha256=sha256, i=i, of=len(texts), d=text) for i, text in enumerate(texts)]

    def checkpoint(self, side: int, size: int) -> str:
        one = self.sides[side]
        root = tree.root_hash(one.leaves[:size])
        if self.takes("checkpoint_root_wrong", ("invalid", "checkpoint_root")):
            root = self.chance.randbytes(32)
        private = one.log_key(size)
        if private is not one.log_keys[0][1] and self.takes(
            "checkpoint_by_old_key", ("invalid", "checkpoint_signature")
        ):
            private = one.log_keys[0][1]
        if self.takes("checkpoint_by_other", ("invalid", "checkpoint_signature")):
            private = key(self.chance)
        note = notes.sign(notes.unsigned(one.log, size, root), private)
        if self.takes("checkpoint_forged", ("invalid", "checkpoint_signature")):
            name, data = note.lines[0]
            note = notes.Checkpoint(
                note.origin, size, root, note.signed, ((name, data[:-1] + bytes([data[-1] ^ 1])),)
            )
        if (before := one.key_before(size)) is not None:
            name, data = notes.sign(notes.unsigned(one.log, size, root), before).lines[0]
            if self.takes("checkpoint_before_forged", ("invalid", "checkpoint_signature")):
                data = data[:-1] + bytes([data[-1] ^ 1])
            note = note.with_line((name, data))
        text = note.note
        if (change := NOTE_CHANGES.get(self.plant)) and self.takes(self.plant, ("invalid", "note_form")):
            text = change(text)
        return text

    def cosigned(self, bundle: Bundle) -> str:
        one, other, have = self.sides[bundle.side], self.sides[1 - bundle.side], bundle.have
        note = notes.sign(
            notes.unsigned(other.log, have, tree.root_hash(other.leaves[:have])), other.log_key(have)
        )
        witness, time = bundle.cosigner, 1_764_000_000
        assert witness is not None
        if self.takes("cosignature_by_other", ("invalid", "cosignature")):
            witness = key(self.chance)
        name, data = notes.cosign(note, f"{one.origin}/witness", witness, time)
        if self.takes("cosignature_forged", ("invalid", "cosignature")):
            data = data[:6] + bytes([data[6] ^ 1]) + data[7:]
        if self.takes("cosignature_none", ("invalid", "cosignature")):
            return note.note
        return note.with_line((name, data)).note

    def whole(self, lines: list[bytes]) -> bytes:
        above = b"".join(lines)
        said = {"lines": len(lines), "sha256": hashlib.sha256(above).hexdigest()}
        if self.takes("end_lines_wrong", ("invalid", "end_line")):
            said["lines"] += 1
        if self.takes("end_hash_wrong", ("invalid", "end_line")):
            said["sha256"] = "0" * 64
        return above + line(t="end", **said)

    def story(self) -> list[bytes] | None:
        """The last entries of a log told differently, in a bundle that the log's key has signed, or has not."""
        signed = self.plant == "fork"
        if self.plant not in ("fork", "conflict"):
            return None
        self.planted, self.expected = True, ("invalid", self.plant)
        side = self.chance.randint(0, 1)
        one = self.sides[side]
        place = len(one.lines) - 1
        other = rfc8785.dumps({**json.loads(one.lines[place]), "type": "note", "body": {"other": "story"}})
        kept = one.lines[place], one.leaves[place]
        one.lines[place], one.leaves[place] = other, tree.leaf_hash(other)
        first = self.chance.randint(0, place)
        lines = self.lines(Bundle(side, first, place + 1, 0, []))
        if not signed:
            root = one.leaves[:-1] + [self.chance.randbytes(32)]
            note = notes.sign(
                notes.unsigned(one.log, place + 1, tree.root_hash(root)), one.log_key(place + 1)
            )
            lines[-1] = line(t="checkpoint", note=note.note)
        one.lines[place], one.leaves[place] = kept
        return lines

    def files(self) -> list[tuple[str, bytes]]:
        """The record as files; here bundles are joined, doubled, lost."""
        chance, texts = self.chance, []
        gone = self.lose()
        for bundle in self.bundles:
            if bundle not in gone:
                lines = self.lines(bundle)
                texts.append(self.whole(self.change_lines(lines)))
        if lines := self.story():
            texts.append(self.whole(lines))
        if (change := FILE_CHANGES.get(self.plant)) and texts and not self.planted:
            place = chance.randrange(len(texts))
            new, expected = change(texts[place], chance)
            if new != texts[place]:
                self.planted, self.expected, texts[place] = True, expected, new
        if chance.random() < 0.3 and not self.plant and texts:
            texts.append(chance.choice(texts))
            chance.shuffle(texts)
        return self.packed(texts)

    def packed(self, texts: list[bytes]) -> list[tuple[str, bytes]]:
        chance, files = self.chance, []
        if not self.plant and chance.random() < 0.4:
            texts = [b"".join(texts)]
        for number, text in enumerate(texts):
            if not self.takes("parts", ("incomplete", "parts")):
                files.append((f"{number}.bundle", text))
                continue
            files += [(f"{number}.{i}.part", piece) for i, piece in enumerate(in_parts(text, chance))]
        return files

    def lose(self) -> list[Bundle]:
        """Bundles that are not there, for what is expected to be missing."""
        last = {bundle.side: bundle for bundle in self.bundles}
        if self.plant == "entries_missing":
            self.planted, self.expected = True, ("incomplete", "entries_missing")
            side = self.chance.randint(0, 1)
            for bundle in self.bundles:
                bundle.mirror = None
                if bundle.side == side:
                    bundle.first = max(bundle.first, 1)
            self.bundles = [one for one in self.bundles if one.size > 1 or one.side != side]
            # The charter still comes from the other side.
            return []
        if self.plant == "seen_missing":
            self.planted, self.expected = True, ("incomplete", "")
            for bundle in self.bundles:
                bundle.mirror = None
            # What the second side sent last has been seen; what the first sent last has not.
            return [last[1]]
        if self.plant == "document_missing":
            named = sorted(
                {act.document for one in self.sides for act in one.acts if act.document in self.texts}
            )
            if named:
                self.planted, self.expected = True, ("incomplete", "document_missing")
                lost = self.texts[self.chance.choice(named)]
                for bundle in self.bundles:
                    bundle.blobs = [data for data in bundle.blobs if data != lost]
        if self.plant == "charter_missing":
            self.planted, self.expected = True, ("incomplete", "charter_missing")
            for bundle in self.bundles:
                bundle.first = max(bundle.first, 1)
            return [bundle for bundle in self.bundles if bundle.size <= 1]
        return []

    def change_lines(self, lines: list[bytes]) -> list[bytes]:
        change = LINE_CHANGES.get(self.plant)
        if change and not self.planted:
            new = change(list(lines), self.chance)
            if new != lines:
                code = "line_form" if self.plant.startswith("line_") else "frame"
                newer = self.plant == "frame_newer"
                self.planted, self.expected = True, ("incomplete", "newer") if newer else ("invalid", code)
                return new
        return lines


# A fault of a card: the reasons of the card in which it can stand, and the code.
LATER = ("rotation", "revocation", "root")
CARD_FAULTS: dict[str, tuple[tuple[str, ...], str]] = {
    "card_unsigned": (("opening", *LATER), "card_signature"),
    "card_forged": (("opening", *LATER), "card_signature"),
    "card_serial": (LATER, "card_order"),
    "card_uncommitted": (("root",), "card_root"),
    "card_new_root_unsigned": (("root",), "card_signature"),
    "card_next_changed": (("rotation", "revocation"), "card_next"),
    "card_good": (("revocation",), "good_root"),
    "card_good_beyond": (("revocation",), "good_root"),
    "card_same_keys": (("opening", *LATER), "card_form"),
    "card_small_order": (("opening", *LATER), "card_form"),
    "card_origin": (("opening", *LATER), "card_form"),
    "card_day": (("opening", *LATER), "card_form"),
    "card_threshold": (("opening", *LATER), "card_form"),
    "card_reason": (("opening", *LATER), "card_form"),
}


def _swapped(evidence: dict[str, str], name: str, text: str) -> dict[str, str]:
    return {**evidence, name: text}


def _flipped(text: str) -> str:
    return ("A" if text[8] != "A" else "B").join([text[:8], text[9:]])


EVIDENCE_FAULTS: dict[str, Callable[[Register, Officer, str, dict[str, str]], Any]] = {
    "evidence_other_document": lambda r, o, d, e: o.evidence(r.programme, "sha256:" + "0" * 64),
    "evidence_other_programme": lambda r, o, d, e: o.evidence("sha256:" + "0" * 64, d),
    "evidence_not_verified": lambda r, o, d, e: o.evidence(r.programme, d, flags=1),
    "evidence_not_present": lambda r, o, d, e: o.evidence(r.programme, d, flags=4),
    "evidence_creation": lambda r, o, d, e: o.evidence(r.programme, d, type="webauthn.create"),
    "evidence_stranger": lambda r, o, d, e: Officer.new(r.chance).evidence(r.programme, d),
    "evidence_forged": lambda r, o, d, e: _swapped(
        e, "signature", e["signature"][:20] + _flipped(e["signature"][20:])
    ),
    "evidence_authenticator": lambda r, o, d, e: _swapped(e, "authenticator", _flipped(e["authenticator"])),
    "evidence_padded": lambda r, o, d, e: _swapped(e, "credential", e["credential"] + "=="),
    "evidence_member": lambda r, o, d, e: {**e, "more": "x"},
}

# Texts of an entry, of a document, of a checkpoint that are near the one form.
ENTRY_CHANGES: dict[str, Callable[[str], str]] = {
    "entry_float": lambda text: text.replace('"body":{', '"body":{"a":1.5,', 1).replace(",}", "}"),
    "entry_whole_float": lambda text: text.replace('"v":1}', '"v":1.0}'),
    "entry_exponent": lambda text: text.replace('"v":1}', '"v":1e0}'),
    "entry_big": lambda text: text.replace('"v":1}', '"v":9007199254740993}'),
    "entry_huge": lambda text: text.replace('"v":1}', '"v":' + "9" * 6000 + "}"),
    "entry_nan": lambda text: text.replace('"v":1}', '"v":NaN}'),
    "entry_minus_zero": lambda text: text.replace('"seen":{"n":0,', '"seen":{"n":-0,'),
    "entry_doubled": lambda text: text.replace('"v":1}', '"v":1,"v":1}'),
    "entry_order": lambda text: '{"v":1,' + text[1:].replace(',"v":1}', "}"),
    "entry_space": lambda text: text.replace('"v":1}', '"v": 1}'),
    "entry_escape": lambda text: text.replace('"type":"a', '"type":"\\u0061'),
    "entry_surrogate": lambda text: text.replace('"body":{}', '"body":{"a":"\\ud800"}'),
    "entry_utf16_order": lambda text: text.replace('"body":{}', '"body":{"\ue000":1,"\U0001d505":1}'),
    "entry_deep": lambda text: text.replace('"body":{}', '"body":{"a":' + "[" * 30 + "1" + "]" * 30 + "}"),
    "entry_very_deep": lambda text: text.replace('"body":{}', '"body":{"a":' + "[" * 5000 + "]" * 5000 + "}"),
    "entry_array": lambda text: f"[{text}]",
    "entry_more": lambda text: text.replace('"v":1}', '"v":1,"w":1}'),
    "entry_less": lambda text: text.replace(',"v":1}', "}"),
    "entry_true": lambda text: text.replace('"v":1}', '"v":true}'),
    "entry_zero": lambda text: text.replace('"v":1}', '"v":0}'),
    "entry_day": lambda text: text.replace('"at":"2026-11-21', '"at":"2026-11-31'),
    "entry_hour": lambda text: text.replace("T08:", "T24:"),
    "entry_year": lambda text: text.replace('"at":"2026', '"at":"0000'),
    "entry_type": lambda text: text.replace('"type":"', '"type":"A'),
    "entry_root": lambda text: text.replace('"prev":"', '"prev":"='),
    "entry_doc": lambda text: text.replace('"doc":"sha256:', '"doc":"sha512:'),
    "entry_doc_null": lambda text: text.replace('"body":{}', '"body":{"doc":null}'),
    "entry_body": lambda text: text.replace('"body":{}', '"body":[]'),
    "entry_seen_more": lambda text: text.replace('"seen":{', '"seen":{"a":1,'),
    "entry_byte_order_mark": lambda text: "\ufeff" + text,
    "entry_empty": lambda text: "",
}
DOCUMENT_CHANGES: dict[str, Callable[[str], str]] = {
    "document_space": lambda text: text + " ",
    "document_float": lambda text: text.replace('"id":"m0","n":', '"id":"m0","n":0.5,"o":'),
    "document_nfd": lambda text: text.replace('"terms":{', '"terms":{"a":"e\u0301",'),
    "document_bidi": lambda text: text.replace('"terms":{', '"terms":{"a":"x\u202ey",'),
    "document_member": lambda text: text.replace('"version":', '"unknown":1,"version":'),
    "document_version": lambda text: text.replace('"version":1}', '"version":0}'),
    "document_thread": lambda text: text.replace('"thread":"', '"thread":"A'),
    "document_language": lambda text: text.replace('"title":{', '"title":{"fr":"x",'),
    "document_authentic": lambda text: text.replace('"authentic":["lo","vi"]', '"authentic":["lo","la"]'),
    "document_supersedes": lambda text: text.replace('"supersedes":null', '"supersedes":"none"'),
    "document_surrogate": lambda text: text.replace('"terms":{', '"terms":{"a":"\ud800",'),
    "document_deep": lambda text: text.replace(
        '"terms":{', '"terms":{"a":' + "[" * 30 + "1" + "]" * 30 + ","
    ),
    "document_doubled": lambda text: text.replace('"version":', '"thread":"x","version":'),
    "document_large": lambda text: text.replace('"terms":{', '"terms":{"a":"' + "x" * 1024 * 1024 + '",'),
}
# How a document is made is the writer's matter (songfai/record/canonical.py); what was signed holds all the same.
AUTHORED: dict[str, Callable[[str], str]] = {
    "authored_empty": lambda text: text.replace('"terms":{', '"terms":{"a":"",'),
    "authored_empty_list": lambda text: text.replace('"terms":{', '"terms":{"a":[],'),
    "authored_null": lambda text: text.replace('"terms":{', '"terms":{"a":null,'),
    "authored_control": lambda text: text.replace('"terms":{', '"terms":{"a":"\\n",'),
    "authored_name": lambda text: text.replace('"terms":{', '"terms":{"a-b":1,'),
    "authored_name_proto": lambda text: text.replace('"terms":{', '"terms":{"__proto__":1,'),
    "authored_ids_order": lambda text: text.replace('"terms":{', '"terms":{"a":[{"id":"b"},{"id":"a"}],'),
    "authored_ids_mixed": lambda text: text.replace('"terms":{', '"terms":{"a":[{"id":"b"},{"id":"b"},1],'),
}
NOTE_CHANGES: dict[str, Callable[[str], str]] = {
    "note_cut": lambda text: text[:-1],
    "note_space": lambda text: text.replace("— ", "—  "),
    "note_size": lambda text: text.replace("\n", "\n0", 1),
    "note_hyphen": lambda text: text.replace("— ", "- "),
    "note_unsigned": lambda text: text[: text.index("—")],
    "note_twice": lambda text: text + text[text.index("—") :],
    "note_extension": lambda text: text.replace("\n\n", "\nmore\n\n", 1),
    "note_return": lambda text: text.replace("\n", "\r\n"),
    "note_spelling": lambda text: text[:-2] + "!\n",
    "note_long": lambda text: text + "".join(f"— x.example/w{n} AAAA\n" for n in range(600)),
}


def _doubled(lines: list[bytes], chance: random.Random) -> list[bytes]:
    place = chance.randrange(len(lines))
    return [*lines[: place + 1], *lines[place:]] if b'"t":"blob"' not in lines[place] else lines


LINE_CHANGES: dict[str, Callable[[list[bytes], random.Random], list[bytes]]] = {
    "frame_no_checkpoint": lambda lines, chance: [one for one in lines if b'"t":"checkpoint"' not in one],
    "frame_doubled": _doubled,
    "frame_unknown": lambda lines, chance: [*lines, line(t="more")],
    "frame_member": lambda lines, chance: [lines[0].replace(b"}\n", b',"zz":1}\n'), *lines[1:]],
    "frame_format": lambda lines, chance: [lines[0].replace(b"coop-bundle/1", b"coop-bundle/0"), *lines[1:]],
    "frame_newer": lambda lines, chance: [lines[0].replace(b"coop-bundle/1", b"coop-bundle/2"), *lines[1:]],
    "frame_negative": lambda lines, chance: (
        [lines[0].replace(b'"first":', b'"first":-'), *lines[1:]] if b'"first":0' not in lines[0] else lines
    ),
    "line_not_utf8": lambda lines, chance: [*lines[:-1], lines[-1].replace(b"\xe2\x80\x94", b"\xe2\x80")],
    "line_space": lambda lines, chance: [*lines[:-1], lines[-1].replace(b",", b", ", 1)],
    "line_return": lambda lines, chance: [*lines[:-1], lines[-1].replace(b"\n", b"\r\n")],
    "line_array": lambda lines, chance: [*lines, b"[]\n"],
    "line_empty": lambda lines, chance: [*lines, b"\n"],
    "line_long": lambda lines, chance: [*lines, line(t="blob", d="x" * 1024 * 1024)],
    "line_doubled_name": lambda lines, chance: [*lines[:-1], lines[-1].replace(b'"t":', b'"t":"x","t":')],
}
FILE_CHANGES: dict[str, Callable[[bytes, random.Random], tuple[bytes, Expected]]] = {
    "file_cut": lambda text, chance: (text[: chance.randrange(1, len(text) - 1)], ("invalid", "")),
    "file_bit": lambda text, chance: (_bit(text, chance), ("invalid", "")),
    "file_more": lambda text, chance: (text + b"more", ("invalid", "line_form")),
    "file_after": lambda text, chance: (text + line(t="more"), ("invalid", "frame")),
    "file_no_bundle": lambda text, chance: (b"Good morning\n", ("invalid", "no_bundle")),
    "file_empty": lambda text, chance: (b"", ("invalid", "no_bundle")),
}


def _bit(text: bytes, chance: random.Random) -> bytes:
    changed = bytearray(text)
    changed[chance.randrange(len(text))] ^= 1 << chance.randrange(8)
    return bytes(changed)


FAULTS = [
    "genesis_not_in_charter", "charter_rules", "charter_newer", "charter_changed", "prev_wrong", "seq_wrong", "log_wrong",
    "seen_root_wrong", "seen_falls", "document_of_another", "final_false", "evidence_none", "evidence_of_no_officer",
    "have_root_wrong",
    "sides_wrong", "programme_wrong", "proof_wrong", "blob_changed", "blob_spelling",
    "checkpoint_root_wrong", "checkpoint_by_old_key", "checkpoint_by_other", "checkpoint_forged",
    "checkpoint_before_forged",
    "cosignature_by_other", "cosignature_forged", "cosignature_none", "end_lines_wrong", "end_hash_wrong", "fork",
    "conflict", "parts", "entries_missing", "seen_missing", "document_missing",
    "charter_missing", "newer", "genesis_again",
    *CARD_FAULTS, *EVIDENCE_FAULTS, *ENTRY_CHANGES, *DOCUMENT_CHANGES, *AUTHORED, *NOTE_CHANGES, *LINE_CHANGES, *FILE_CHANGES,
]  # fmt: skip


@dataclass
class Made:
    """A register as files. `stages` (by hex) is what the product's own rule says, for a whole register."""

    seed: int
    plant: str
    files: list[tuple[str, bytes]]
    expected: Expected | None
    stages: dict[str, str]
    # Of a whole register: of each log by its name (size, root, how much is receipted), of each document whose consents stand.
    ends: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    agreed: dict[str, list[str]] = field(default_factory=dict)


def made(seed: int) -> Made:
    """Register number `seed`: every other one with a planted fault, in turn."""
    plant = FAULTS[seed // 2 % len(FAULTS)] if seed % 2 else ""
    register = Register(seed, plant)
    chance = register.chance
    register.grow(chance.randint(4, 26))
    register.press()
    if plant == "newer":
        side = chance.randint(0, 1)
        register.write(side, "verdict", {"doc": "whatever"}, v=2)
        register.planted, register.expected = True, ("incomplete", "newer")
    if plant == "genesis_again":
        side = chance.randint(0, 1)
        register.write(side, "genesis", register.sides[side].card("rotation"))
        register.planted, register.expected = True, ("invalid", "genesis")
    register.close()
    files = register.files()
    stages: dict[str, str] = {}
    if not register.planted:
        view = register.view()
        moved = {act.document for one in register.sides for act in one.acts if act.type in MOVES}
        stages = {doc: str(rules.stage(view, doc)) for doc in register.joint() if doc in moved}
        stages |= dict.fromkeys(register.stated, "stated_before")
        stages |= {doc: "stated" for own in register.statements for doc in own.values()}
    answer = Made(seed, plant if register.planted else "", files, register.expected, stages)
    if not register.planted:
        receipted = [
            max((one.have for one in register.bundles if one.side != side), default=0) for side in (0, 1)
        ]
        answer.ends = {
            one.log: (len(one.leaves), notes.text64(tree.root_hash(one.leaves)), receipted[side])
            for side, one in enumerate(register.sides)
        }
        answer.agreed = {
            doc: [f"p{side + 1}" for side in (0, 1) if doc not in register.stated and view.consent(side, doc)]
            for doc in stages
        }
    return answer


WHOLE = 40


@cache
def whole() -> list[Made]:
    return [made(2 * number) for number in range(WHOLE)]


@cache
def planted(each: int = 2) -> dict[str, list[Made]]:
    """So many registers with each fault."""
    found: dict[str, list[Made]] = {fault: [] for fault in FAULTS}
    for seed in range(1, 20 * len(FAULTS), 2):
        fault = FAULTS[seed // 2 % len(FAULTS)]
        if len(found[fault]) < each and (one := made(seed)).plant:
            found[fault].append(one)
    return found


MOVES = ("propose", "approve", "withdraw", "decline", "final")
