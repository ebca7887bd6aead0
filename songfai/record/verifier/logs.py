"""The two logs: lines of bundles, entries that follow one another, cards whose keys speak for a side. Part of verify.py."""

import hashlib
from base64 import b64decode
from typing import Any, BinaryIO, NamedTuple

from shapes import (
    EMPTY,
    LINE,
    MIB,
    WHOLE,
    Note,
    Said,
    jcs,
    kind,
    plain64,
    read_note,
    require,
    sha,
    signed,
    sound_point,
    strict,
    text64,
)


# ---- Lines: bundles, and what stands in them -----------------------------------------------------------------------------
class Entry(NamedTuple):
    said: Said
    seen: int
    leaf: bytes


class Run:
    """Entries of one log from `first` on with the checkpoint over them. `other`: where it contradicts earlier ones."""

    note: Note
    other: int | None = None

    def __init__(self, origin: str, first: int) -> None:
        self.origin, self.first, self.entries = origin, first, list[Entry]()

    def add(self, text: str, where: str) -> None:
        said = strict(text) or {}
        newer = kind("2")(
            said.get("v")
        )  # written by newer software: it may have more members, and another kind of body
        require(kind("line")({name: said.get(name) for name in LINE} if newer else said), "entry_form", where)
        require(newer or kind("hash")(said["body"].get("doc", f"sha256:{64 * '0'}")), "entry_form", where)
        self.entries.append(Entry(said, said["seen"]["n"], sha(b"\0", text.encode())))


class Bundle(NamedTuple):
    head: Said
    where: str
    runs: list[Run]
    proof: list[bytes]
    cosig: Note | None


class Lines:
    """A file line by line: `at` looks at the next line, `take` takes it when it has the right shape."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self.file, self.where, self.count, self.hash, self.raw = file, where, 0, hashlib.sha256(), b""
        self.said: Said | None = None

    def at(self, t: str) -> bool:
        if self.said is None and (raw := self.file.readline(MIB + 1)):
            self.said = strict(raw[:-1]) if raw[-1:] == b"\n" else None
            require(self.said, "line_form", self.where)
            self.hash.update(self.raw)
            self.count, self.raw = self.count + bool(self.raw), raw
        return self.said is not None and self.said.get("t") == t

    def take(self, t: str) -> Said:
        require(self.at(t) and kind(t)(self.said), "frame", self.where)
        said, self.said = self.said, None
        return said or {}

    def bundle(self, files: dict[str, bytes], charters: list[tuple[str, str]]) -> Bundle:
        self.at("head")
        self.count, self.hash, where = 0, hashlib.sha256(), self.where
        head = self.take("head")
        first, size, have, proof = head["first"], head["first"] + head["count"], head["have"]["n"], []
        require(size, "frame", where)
        runs = [Run(head["from"], first)]
        if first == 0:
            charters.append((self.take("charter")["b"], where))
        for _ in range(head["count"]):
            runs[0].add(self.take("entry")["b"], where)
        if first:
            said = self.take("consistency")
            require(said["from"] == first, "frame", where)
            proof = [b64decode(node) for node in said["proof"]]
        while self.at("blob"):
            self.blob(files)
        runs[0].note = read_note(self.take("checkpoint")["note"], head["from"], size, where)
        cosig = read_note(self.take("cosig")["note"], head["to"], have, where) if have else None
        while self.at("mirror"):
            said = self.take("mirror")
            runs += [Run(head["to"], said["first"])] if len(runs) == 1 else []
            require(said["first"] == runs[1].first + len(runs[1].entries), "frame", where)
            runs[1].add(said["b"], where)
        for run in runs[1:]:
            run.note = read_note(
                self.take("mirror_checkpoint")["note"], run.origin, run.first + len(run.entries), where
            )
        end = self.take("end")
        require((end["lines"], end["sha256"]) == (self.count, self.hash.hexdigest()), "end_line", where)
        return Bundle(head, where, runs, proof, cosig)

    def blob(self, files: dict[str, bytes]) -> None:
        """The parts of a file stand together. Only what may be a document is kept, so that large files need no memory."""
        digest, data, i = hashlib.sha256(), b"", 0
        part: Said = {"of": 1}
        while i < part["of"]:
            before, part = part, self.take("blob")
            piece = plain64(part.pop("d"))
            fine = piece is not None and len(piece) <= MIB // 2 and (piece or part["of"] == 1)
            require(fine and part["i"] == i and (i == 0 or part == before | {"i": i}), "frame", self.where)
            digest.update(piece or b"")
            data, i = (data + (piece or b""))[: MIB + 1] if data[:1] in (b"", b"{") else b"-", i + 1
        require(digest.hexdigest() == part["sha256"], "blob", self.where)
        files[part["sha256"]] = data if data[:1] == b"{" else b""


# ---- The two logs: chain, cards ------------------------------------------------------------------------------------------
class Log:
    """One side's log: `lines` from 0 on without gap, `known` of them understood, `cards` with their places."""

    def __init__(self, side: dict[str, str]) -> None:
        self.origin, self.genesis, self.last, self.cosigned, self.known = (
            side["origin"],
            side["genesis"],
            0,
            0,
            WHOLE,
        )
        self.at, self.lines, self.cards, self.roots = (
            dict[int, Entry](),
            list[Entry](),
            list[tuple[int, Said]](),
            dict[int, str](),
        )

    def merge(self, run: Run) -> None:
        """Take a run in; one that contradicts what is here stays outside and is judged later."""
        new = dict(enumerate(run.entries, run.first))
        run.other = next((seq for seq, line in new.items() if self.at.get(seq, line).leaf != line.leaf), None)
        self.at |= new if run.other is None else {}
        self.last = max(self.last, run.note.size)

    def chain(self) -> None:
        prev, seen = text64(EMPTY), 0
        while line := self.at.get(seq := len(self.lines)):
            said, where = line.said, f"{self.origin} {seq}"
            require((said["log"], said["seq"], said["prev"]) == (self.origin, seq, prev), "chain", where)
            require(line.seen >= seen, "seen_falls", where)
            prev, seen = text64(line.leaf), line.seen
            require(seq or prev == self.genesis, "genesis", where)
            self.known = min(self.known, seq if said["v"] > 1 else WHOLE)
            require(seq >= self.known or (said["type"] == "genesis") == (seq == 0), "genesis", where)
            if seq < self.known and said["type"] in ("genesis", "key"):
                self.card(seq, said["body"], where)
            self.lines.append(line)
        self.known = min(self.known, len(self.lines))

    def card(self, place: int, body: Said, where: str) -> None:
        """A card counts when the root keys of the card before have signed; new root keys must have been announced there."""
        card: Any = strict(body["card"]) if kind("carrier")(body) else None
        require(kind("card")(card), "card_form", where)
        root, online, before = (
            card["root"],
            {card["log"], card["witness"]},
            self.cards[-1][1] if self.cards else card,
        )
        fine = [
            root["keys"] == sorted(set(root["keys"])),
            root["threshold"] <= len(root["keys"]),
            len(online) == 2,
            not online & set(root["keys"] + card.get("revoked", [])),
            (card["serial"] == 1) == (card["reason"] == "opening"),
            ("revoked" in card) == (card["reason"] == "revocation"),
            self.origin.startswith(card["origin"] + "/"),
            all(sound_point(b64decode(key)) for key in (*online, *root["keys"])),
            all(plain64(one["sig"]) is not None for one in body["sigs"]),
        ]
        require(all(fine), "card_form", where)
        follows = before is card or (card["origin"], card["serial"]) == (
            before["origin"],
            before["serial"] + 1,
        )
        require(follows, "card_order", where)
        message = b"coop-card/1\n" + body["card"].encode()
        right = {
            one["key"]
            for one in body["sigs"]
            if signed(b64decode(one["key"]), b64decode(one["sig"]), message)
        }
        require(
            len(right & set(before["root"]["keys"])) >= before["root"]["threshold"], "card_signature", where
        )
        old, new = (
            {"keys": one["root"]["keys"], "threshold": one["root"]["threshold"]} for one in (before, card)
        )
        announced = before["root"]["next"]
        require(new != old or root["next"] == announced, "card_next", where)
        require(new == old or announced == f"sha256:{sha(jcs(new).encode()).hex()}", "card_root", where)
        require(len(right & set(root["keys"])) >= root["threshold"], "card_signature", where)
        self.cards.append((place, card))

    def card_at(self, size: int) -> Said | None:
        return next((card for place, card in reversed(self.cards) if place < size), None)

    def seen_at(self, length: int) -> int:
        """How much of the other log the first `length` entries have seen, as far as they are understood."""
        return self.lines[min(length, self.known) - 1].seen if min(length, self.known) else 0
