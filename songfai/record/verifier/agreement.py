"""What both sides agreed: documents, passkeys, and the countersign rule over both logs. Part of verify.py."""

import json
import re
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from logs import Entry, Log
from shapes import MIB, MOVES, WHOLE, Said, kind, plain64, require, sha, signed, strict, text64, whole

# ---- Documents and passkeys ----------------------------------------------------------------------------------------------
FORBIDDEN = re.compile("[\u0000-\u001f\u202a-\u202e\u2066-\u2069]")


def sound(value: Any) -> bool:
    """The rules for everything in a document: nothing empty, one spelling, lists of objects in the order of their ids."""
    if isinstance(value, str):
        return bool(value) and not FORBIDDEN.search(value) and unicodedata.is_normalized("NFC", value)
    if isinstance(value, dict):
        return bool(value) and all(kind("word")(name) and sound(inner) for name, inner in value.items())
    if isinstance(value, list):
        ids: list[Any] = [inner.get("id") for inner in value if isinstance(inner, dict)]
        named = not ids or len(ids) == len(value) and all(map(kind("id"), ids)) and ids == sorted(set(ids))
        return bool(value) and all(map(sound, value)) and named
    return isinstance(value, int)


def read_document(data: bytes, where: str) -> Said:
    said: Any = strict(data) if len(data) <= MIB else None
    require(kind("document")(said), "document_form", where)
    before, languages = said["supersedes"], said.get("authentic", [])
    rest = sound({name: inner for name, inner in said.items() if name != "supersedes"})
    fine = rest and (before is None or kind("hash")(before)) and len(set(languages)) == len(languages)
    require(fine, "document_form", where)
    return said


def passkey_holds(said: Any, programme: str, doc: str, officers: list[str]) -> bool:
    """WebAuthn level 2, 7.2, as far as it can be checked without the server that asked. Keys are COSE in their shortest form."""
    parts = [plain64(said[name], url=True) for name in sorted(said)] if kind("passkey")(said) else [None]
    if None in parts or officers and said["key"] not in officers:
        return False
    authenticator, client, _, key, signature = [part or b"" for part in parts]
    challenge = text64(sha(f"coop-approve/1\n{programme}\n{doc}".encode()), url=True)
    try:
        told = json.loads(client.decode(), parse_constant=whole) if len(client) <= 1024 else None
        fine = isinstance(told, dict) and (told.get("type"), told.get("challenge")) == (
            "webauthn.get",
            challenge,
        )
        if not fine or len(authenticator) < 37 or authenticator[32] & 5 != 5:
            return False
        if len(key) == 42 and key[:10] == bytes.fromhex("a4010103272006215820"):
            return signed(key[10:], signature, authenticator + sha(client))
        if len(key) != 77 or key[:10] + key[42:45] != bytes.fromhex("a5010203262001215820225820"):
            return False
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + key[10:42] + key[45:])
        public.verify(signature, authenticator + sha(client), ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError, RecursionError):
        return False
    return True


# ---- The countersign rule ------------------------------------------------------------------------------------------------
class Consents:
    """Who agreed to what, taken in entry by entry. given[side][doc] = [place, place where it was taken back]."""

    def __init__(self, logs: list[Log], papers: dict[str, Said]) -> None:
        self.logs, self.papers, self.done = logs, papers, [0, 0]
        self.given, self.holds = (
            (dict[str, list[int]](), dict[str, list[int]]()),
            (dict[Any, str](), dict[Any, str]()),
        )
        self.first, self.stated = dict[tuple[str, int, str], int](), dict[str, list[str]]()

    def live(self, side: int, doc: str | None, length: int) -> bool:
        """Whether the side's consent stands in the first `length` entries of its log."""
        given, back = self.given[side].get(doc or "", (WHOLE, WHOLE))
        return given < length <= back

    def in_force(self, doc: str, lengths: list[int]) -> bool:
        """Both consents stand, and each side has an entry that has seen the other's."""
        return all(self.live(side, doc, lengths[side]) for side in (0, 1)) and all(
            self.logs[side].seen_at(lengths[side]) > self.given[1 - side][doc][0] for side in (0, 1)
        )

    def take_in(self, side: int, line: Entry) -> None:
        place, doc, type = self.done[side], line.said["body"].get("doc"), line.said["type"]
        self.done[side] += 1
        if place >= self.logs[side].known or doc not in self.papers:
            return
        thread, before, mine = self.papers[doc]["thread"], self.papers[doc]["supersedes"], self.given[side]
        if thread.split("/")[0] in ("p1", "p2"):
            if type == "state" and thread.startswith(f"p{side + 1}/"):
                self.stated.setdefault(thread, []).append(doc)
            return
        self.first.setdefault((type, side, doc), place)
        if type == "approve":
            taken = doc in mine or self.live(side, self.holds[side].get((thread, before)), place)
            locked = (
                before is None or self.live(side, before, place) and self.live(1 - side, before, line.seen)
            )
            if locked and not taken:
                mine[doc], self.holds[side][thread, before] = [place, WHOLE], doc
        elif type == "withdraw" and self.live(side, doc, place) and not self.live(1 - side, doc, line.seen):
            mine[doc][1] = place
        elif type == "final":
            lengths = [line.seen, place + 1] if side else [place + 1, line.seen]
            require(self.in_force(doc, lengths), "final", f"{self.logs[side].origin} {place}")

    def run(self) -> bool:
        """An entry after everything its writer had seen. False: some of that is not here."""
        lines, before = [log.lines for log in self.logs], [-1, -1]
        while before != self.done:
            before = list(self.done)
            for side in (0, 1):
                while (
                    self.done[side] < len(lines[side])
                    and lines[side][self.done[side]].seen <= self.done[1 - side]
                ):
                    self.take_in(side, lines[side][self.done[side]])
        all_in = self.done == [len(one) for one in lines]
        short = any(one[-1].seen > len(other) for one, other in (lines, lines[::-1]) if one)
        require(all_in or short, "order", self.logs[0].origin)
        return all_in

    def stage(self, doc: str) -> str:
        if self.in_force(doc, self.done):
            return "in_force"
        if all(self.live(side, doc, self.done[side]) for side in (0, 1)):
            return "accepted"
        for side in (0, 1):
            no, own = self.first.get(("decline", 1 - side, doc)), self.first.get(("withdraw", side, doc))
            if no is not None and (own is None or self.logs[side].lines[own].seen > no):
                return "returned"
        return (
            "withdrawn" if any(given.get(doc, [0, WHOLE])[1] < WHOLE for given in self.given) else "offered"
        )

    def stages(self) -> dict[str, str]:
        found = {doc: "stated_before" for docs in self.stated.values() for doc in docs}
        found |= {docs[-1]: "stated" for docs in self.stated.values()}
        found |= {doc: self.stage(doc) for type, _, doc in self.first if type in MOVES}
        replaced = {self.papers[doc]["supersedes"] for doc, stage in found.items() if stage == "in_force"}
        return {
            doc: "replaced" if stage == "in_force" and doc in replaced else stage
            for doc, stage in sorted(found.items())
        }
