#!/usr/bin/env python3
"""Checks a joint record by itself, without Songfai: python verify.py PATH [PATH...] [--json]

PATH is a file of bundles or a folder of such files. Needs Python 3.11, the package `cryptography` and the three files beside
this one; the format is docs/record.md, "For an engineer". Read shapes.py, logs.py, agreement.py, then this file. Answers:
  valid (exit 0): everything holds
  invalid (exit 1): something is false; the first thing found is named
  incomplete (exit 2): nothing false was found, but a part is missing or needs newer software
The checks run in this order: lines, charter, chain and cards of each log, checkpoints, what was seen, documents, passkeys, who
agreed to what.
"""

import io
import os
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from agreement import Consents, passkey_holds, read_document
from logs import Bundle, Lines, Log, Run
from shapes import MIB, MOVES, Invalid, Note, Said, consistent, jcs, kind, require, roots, sha, strict

# What is found, in words. Codes that mean the same to a reader share a sentence.
SENTENCES = {
    "ok": "every line, hash, chain, card, signature and consent holds",
    "line_form frame end_line no_bundle part blob note_form": "a file is damaged, cut off, or not a bundle",
    "programme sides charter_form": "the files do not belong to one programme of these two sides",
    "entry_form chain genesis seen_falls seen_root have_root order": "a log does not follow, or does not fit the other",
    "card_form card_order card_signature card_next card_root good_root": "keys were changed without the signatures it needs",
    "checkpoint_root checkpoint_signature consistency cosignature": "a signature over a log, or what it signs, is not right",
    "fork": "one side has signed two different stories of its log",
    "conflict": "two different entries stand at the same place of a log",
    "document_form document_programme": "a document is not in its one form, or belongs to another programme",
    "evidence": "an approval says that it was signed with a passkey, and that is not so",
    "final": "a side says that a document is in force, and it is not",
    "nothing": "there is no bundle here",
    "parts_missing": "parts of a bundle that came by mail are missing",
    "charter_missing": "the charter is missing: it is in the first bundle",
    "entries_missing": "entries of a log are missing",
    "seen_missing": "a side has seen entries of the other side that are not here",
    "newer": "a part was written by newer software",
    "document_missing": "the text of a document is missing",
    "unreadable": "a file cannot be read",
}


# ---- The record: everything that was read, and the checks in their order -------------------------------------------------
class Record:
    def __init__(self) -> None:
        self.charters, self.bundles, self.files = list[tuple[str, str]](), list[Bundle](), dict[str, bytes]()
        self.logs, self.missing = list[Log](), list[str]()
        self.programme: str | None = None
        self.consents = Consents([], {})

    def read(self, files: Iterable[tuple[str, BinaryIO, bool]]) -> None:
        """Every file in its order, then what is joined from mail parts. The flag: a bundle was promised here."""
        parts, todo = dict[tuple[str, int], dict[int, bytes]](), list[tuple[str, BinaryIO]]()
        for name, file, given in files:
            line = file.readline(MIB + 1)
            first: Said = (strict(line[:-1]) if line[-1:] == b"\n" else None) or {}
            if first.get("t") == "part":
                require(kind("part")(first) and first["i"] < first["of"], "frame", name)
                held, rest = parts.setdefault((first["sha256"], first["of"]), {}), file.read()
                require(held.setdefault(first["i"], rest) == rest, "part", name)
            else:
                require(first.get("t") == "head" or not given, "no_bundle", name)
                file.seek(0)
                if first:
                    self.take(Lines(file, name))
        for (digest, of), held in parts.items():
            data = b"".join(held[i] for i in sorted(held))
            self.missing += ["parts_missing"] if len(held) < of else []
            require(len(held) < of or sha(data).hex() == digest, "part", digest)
            todo += [(digest, io.BytesIO(data))] if len(held) == of else []
        for name, file in todo:
            self.take(Lines(file, name))

    def take(self, lines: Lines) -> None:
        self.bundles.append(lines.bundle(self.files, self.charters))
        while lines.at("head") or lines.said:
            self.bundles.append(lines.bundle(self.files, self.charters))

    def open(self) -> bool:
        """One charter, and every bundle is of its programme and goes from one of its sides to the other."""
        for bundle in self.bundles:
            self.programme = self.programme or bundle.head["programme"]
            require(bundle.head["programme"] == self.programme, "programme", bundle.where)
        for text, where in self.charters:
            require(f"sha256:{sha(text.encode()).hex()}" == self.programme, "programme", where)
        if not self.charters:
            return False
        charter: Any = strict(self.charters[0][0])
        fine = kind("programme")(charter) and [side["id"] for side in charter["sides"]] == ["p1", "p2"]
        self.logs = [Log(side) for side in charter["sides"]] if fine else []
        origins = {log.origin for log in self.logs}
        require(len(origins) == 2, "charter_form", self.charters[0][1])
        for bundle in self.bundles:
            require({bundle.head["from"], bundle.head["to"]} == origins, "sides", bundle.where)
        return True

    def chains(self) -> None:
        """The entries of both logs put in their places and followed; each log's roots at all sizes anything speaks of."""
        for run in (run for bundle in self.bundles for run in bundle.runs):
            self.logs[run.origin == self.logs[1].origin].merge(run)
        for log in self.logs:
            log.chain()
        sizes = {
            size for bundle in self.bundles for run in bundle.runs for size in (run.first, run.note.size)
        }
        sizes |= {bundle.head["have"]["n"] for bundle in self.bundles}
        for log, other in (self.logs, self.logs[::-1]):
            good = {one["n"] for _, card in log.cards for one in card.get("good", [])}
            wanted = sizes | good | {len(log.lines)} | {line.seen for line in other.lines}
            log.roots = roots((line.leaf for line in log.lines), wanted)

    def judge(self, note: Note, side: int, where: str) -> bool:
        """A checkpoint against the log it speaks of. Whether the other side's witness has signed it too."""
        log, other = self.logs[side], self.logs[1 - side]
        if note.size > len(log.lines):
            return False
        require(note.root == log.roots[note.size], "checkpoint_root", where)
        if note.size > log.known:
            return False
        card = log.card_at(note.size)
        require(card and note.by(log.origin, card["log"]), "checkpoint_signature", where)
        held = [note.by(f"{card['origin']}/witness", card["witness"], True) for _, card in other.cards]
        require(False not in held, "cosignature", where)
        log.cosigned = max(log.cosigned, note.size if True in held else 0)
        return True in held

    def story(self, run: Run, log: Log, where: str) -> None:
        """Entries that contradict earlier ones: a fork when the log's own key has signed these as well."""
        if run.other is None:
            return
        if run.first <= len(log.lines) and (card := log.card_at(run.other)):
            leaves = [line.leaf for line in (*log.lines[: run.first], *run.entries)]
            told = roots(leaves, {run.note.size})[run.note.size] == run.note.root
            require(not (told and run.note.by(log.origin, card["log"])), "fork", where)
        raise Invalid("conflict", where)

    def checkpoints(self) -> None:
        for log in self.logs:
            for place, card in log.cards:
                for good in [one for one in card.get("good", []) if one["log"] == log.origin]:
                    fine = good["n"] <= place and log.roots[good["n"]] == good["root"]
                    require(fine, "good_root", log.origin)
        for head, where, runs, proof, cosig in self.bundles:
            side = int(head["from"] == self.logs[1].origin)
            log, other, have, size = self.logs[side], self.logs[1 - side], head["have"], runs[0].note.size
            self.story(runs[0], log, where)
            self.judge(runs[0].note, side, where)
            if runs[0].first and size <= len(log.lines):
                was, now = (b64decode(log.roots[one]) for one in (runs[0].first, size))
                require(consistent(runs[0].first, was, size, now, list(proof)), "consistency", where)
            require(other.roots.get(have["n"], have["root"]) == have["root"], "have_root", where)
            if cosig and not self.judge(cosig, 1 - side, where):
                # A witness key that is not known may stand in entries that are not here, or not understood.
                require(log.last > log.known or have["n"] > other.known, "cosignature", where)
            for mirror in runs[1:]:
                self.story(mirror, other, where)
                self.judge(mirror.note, 1 - side, where)

    def seen(self) -> None:
        """What an entry has seen of the other log is what that log was."""
        for log, other in (self.logs, self.logs[::-1]):
            for seq, line in enumerate(log.lines):
                root = other.roots.get(line.seen)
                require(root in (None, line.said["seen"]["root"]), "seen_root", f"{log.origin} {seq}")

    def documents(self) -> dict[str, Said]:
        """The documents that entries name, by "sha256:" + hex."""
        lines = [line.said for log in self.logs for line in log.lines[: log.known]]
        erased = {f"sha256:{said['body'].get('sha256')}" for said in lines if said["type"] == "erase"}
        naming = {*MOVES, "state", "instrument"}
        named = {said["body"]["doc"] for said in lines if said["type"] in naming and "doc" in said["body"]}
        here = {doc: self.files[doc[7:]] for doc in sorted(named) if doc[7:] in self.files}
        papers = {}
        for doc, data in here.items():
            papers[doc] = read_document(data, doc)
            require(papers[doc]["programme"] == self.programme, "document_programme", doc)
        self.missing += ["document_missing"] if named - here.keys() - erased else []
        return papers

    def passkeys(self) -> None:
        """Where an approval says that it was made with a passkey, it was."""
        for log in self.logs:
            for seq, line in enumerate(log.lines[: log.known]):
                by = line.said["body"].get("by") if line.said["type"] == "approve" else None
                if not isinstance(by, dict) or "doc" not in line.said["body"]:
                    continue
                if "evidence" in by or by.get("method") == "passkey":
                    officers = [one["key"] for one in (log.card_at(seq) or {}).get("officers", [])]
                    doc, programme = line.said["body"]["doc"], self.programme or ""
                    held = passkey_holds(by.get("evidence"), programme, doc, officers)
                    require(held, "evidence", f"{log.origin} {seq}")

    def check(self) -> Said:
        """What `--json` prints."""
        documents: list[Said] = []
        if not self.bundles:
            self.missing += [] if self.missing else ["nothing"]
        elif not self.open():
            self.missing.append("charter_missing")
        else:
            self.chains()
            self.checkpoints()
            self.seen()
            self.consents = Consents(self.logs, self.documents())
            self.passkeys()
            all_in = self.consents.run()
            self.missing[:0] = ["newer"] if any(log.known < len(log.lines) for log in self.logs) else []
            self.missing[:0] = [] if all_in else ["seen_missing"]
            self.missing[:0] = (
                ["entries_missing"] if any(log.last > len(log.lines) for log in self.logs) else []
            )
            for doc, stage in self.consents.stages().items():
                paper = self.consents.papers[doc]
                said = {"thread": paper["thread"], "version": paper["version"], "stage": stage}
                documents.append({"sha256": doc[7:], **said})
        return {
            "verdict": "incomplete" if self.missing else "valid",
            "reason": self.missing[0] if self.missing else "ok",
            "programme": self.programme,
            "logs": [
                {
                    "origin": log.origin,
                    "size": len(log.lines),
                    "root": log.roots[len(log.lines)],
                    "cosigned": log.cosigned,
                }
                for log in self.logs
            ],
            "documents": documents,
        }


def found(paths: list[str]) -> Iterator[tuple[str, BinaryIO, bool]]:
    """(name, file, whether a bundle was promised). In a folder other files may lie as well."""
    for path in paths:
        inside = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        for name in sorted(inside) if os.path.isdir(path) else [path]:
            with open(name, "rb") as file:
                yield name, file, name == path


def answer(files: Iterable[tuple[str, BinaryIO, bool]]) -> tuple[Said, str, Record]:
    """What `--json` prints, where the first fault is, and the record."""
    record, where = Record(), ""
    try:
        record.read(files)
        return record.check(), "", record
    except Invalid as fault:
        verdict, (reason, where) = "invalid", fault.args
    except (OSError, MemoryError) as fault:
        verdict, reason, where = "incomplete", "unreadable", str(fault)
    said = {"verdict": verdict, "reason": reason, "programme": record.programme, "logs": [], "documents": []}
    return said, where, record


def report(said: Said, where: str, record: Record) -> Iterator[str]:
    """For people: one line that says why, then the logs, then each document and who agreed when."""
    words = next(words for codes, words in SENTENCES.items() if said["reason"] in codes.split())
    yield f"{said['verdict']}: {words} ({said['reason']}{f': {where}' if where else ''})"
    for log in said["logs"]:
        yield f"log {log['origin']}: {log['size']} entries, receipted up to {log['cosigned']}, root {log['root']}"
    for one in said["documents"]:
        yield f"{one['stage']}: {one['thread']}, version {one['version']}, sha256:{one['sha256']}"
        for side, log in enumerate(record.logs):
            doc, done = f"sha256:{one['sha256']}", record.consents.done[side]
            if record.consents.live(side, doc, done):
                line = log.lines[record.consents.given[side][doc][0]]
                yield f"  agreed by {log.origin} at {line.said['at']}"


def main(arguments: list[str]) -> int:
    paths = [argument for argument in arguments if argument != "--json"]
    if not paths:
        print(__doc__)
        return 2
    said, where, record = answer(found(paths))
    with suppress(BrokenPipeError):  # whoever reads on has seen enough
        print(jcs(said) if "--json" in arguments else "\n".join(report(said, where, record)), flush=True)
    return {"valid": 0, "invalid": 1}.get(said["verdict"], 2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
