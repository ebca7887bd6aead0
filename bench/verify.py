"""Checking a joint record of 100,000 entries from cold: the stand-alone verify.py as a process of its own, and verify.html.

`./dev bench verify`. One JSON line per case. The peer is SHA-256 over the bytes of the same file, in turns: it reads
every byte once and says nothing about signatures, order or consent. It is the floor, not a competitor.
"""

import argparse
import hashlib
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from songfai.record import canonical, entries, notes, tree
from tests.record.registers import BEGIN, Register, line

VERIFY = Path(__file__).resolve().parent.parent / "songfai" / "record" / "verifier" / "verify.py"
EACH = 500


def record(size: int) -> bytes:
    """Two logs that take turns of 500 entries: an offer, its approval, receipts, messages; with a bundle after each turn."""
    register = Register(1)
    frontiers = [tree.Frontier.over(side.leaves) for side in register.sides]
    documents: list[bytes] = []
    out: list[bytes] = []
    known: list[int] = [0, 0]
    while sum(len(side.lines) for side in register.sides) < size:
        for mine in (0, 1):
            side, other = register.sides[mine], register.sides[1 - mine]
            seen, seen_root = len(other.lines), notes.text64(frontiers[1 - mine].root())
            first = known[mine]
            bodies: list[tuple[str, dict[str, object]]] = []
            if mine == 0:
                number = len(documents)
                documents.append(
                    canonical.document_bytes(
                        programme=register.programme,
                        thread=f"plan/n{number}",
                        kind="plan",
                        version=1,
                        supersedes=None,
                        title={"en": f"Plan {number}"},
                        terms={"n": number},
                    )
                )
            doc = f"sha256:{canonical.sha256_hex(documents[-1])}"
            by: dict[str, object] = {"office": "Director", "role": "approver", "method": "session"}
            if side.officers:
                proof = side.officers[0].evidence(register.programme, doc)
                by = {"office": "Director", "method": "passkey", "evidence": proof}
            bodies += [("propose", {"doc": doc}), ("approve", {"doc": doc, "by": by})]
            bodies += [("note", {"text": f"ສະບາຍດີ, xin chào, good morning {n}"}) for n in range(EACH - 2)]
            for type, body in bodies:
                data = entries.entry_bytes(
                    log=side.log,
                    seq=len(side.lines),
                    prev=notes.text64(side.leaves[-1]),
                    at=BEGIN + timedelta(seconds=len(side.lines)),
                    type=type,
                    seen=seen,
                    seen_root=seen_root,
                    body=body,
                )
                side.lines.append(data)
                side.leaves.append(tree.leaf_hash(data))
                frontiers[mine].add(side.leaves[-1])
            known[mine] = len(side.lines)
            out.append(bundle(register, mine, first, seen, seen_root, documents[-1:], frontiers))
    return b"".join(out)


def bundle(
    register: Register, mine: int, first: int, seen: int, seen_root: str, files: list[bytes], frontiers
) -> bytes:
    side, other = register.sides[mine], register.sides[1 - mine]
    size, have = len(side.lines), {"n": seen, "root": seen_root}
    lines = [
        line(
            t="head",
            fmt="coop-bundle/1",
            programme=register.programme,
            **{"from": side.log, "to": other.log},
            first=first,
            count=size - first,
            have=have,
        )
    ]
    lines += [line(t="charter", b=register.charter.decode())] if first == 0 else []
    lines += [line(t="entry", b=data.decode()) for data in side.lines[first:]]
    if first:
        proof = tree.consistency_proof(side.leaves, first)
        lines.append(line(t="consistency", **{"from": first}, proof=[notes.text64(node) for node in proof]))
    for data in files:
        lines += register.blob(data)
    note = notes.sign(notes.unsigned(side.log, size, frontiers[mine].root()), side.log_key(size))
    lines.append(line(t="checkpoint", note=note.note))
    theirs = notes.sign(notes.unsigned(other.log, seen, frontiers[1 - mine].root()), other.log_key(seen))
    cosigned = theirs.with_line(notes.cosign(theirs, f"{side.origin}/witness", side.witness, 1_764_000_000))
    lines.append(line(t="cosig", note=cosigned.note))
    above = b"".join(lines)
    return above + line(t="end", lines=len(lines), sha256=hashlib.sha256(above).hexdigest())


def report(case: str, engine: str, size: int, spent: list[float], **more: object) -> None:
    ordered = sorted(spent)
    said = {
        "bench": "verify",
        "case": case,
        "engine": engine,
        "size": size,
        "n": len(spent),
        "median_ms": round(statistics.median(spent), 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))], 1),
    }
    print(json.dumps(said | more), flush=True)


def measured(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000


def in_browser(path: Path, times: int) -> list[float]:
    """From choosing the file to the answer on the page."""
    from playwright.sync_api import sync_playwright

    from tests.fixtures.browser import QUIET
    from tools import machine

    program = machine.browser()
    if program is None:
        return []
    spent = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        for _ in range(times):
            page = browser.new_page(locale="en")
            page.set_default_timeout(300_000)
            page.goto(VERIFY.with_suffix(".html").as_uri())

            def choose(page=page) -> None:
                page.set_input_files("#files", str(path))
                page.wait_for_selector("#result:not([hidden])")

            spent.append(measured(choose))
            assert page.inner_text("#verdict") == "Valid"
            page.close()
        browser.close()
    return spent


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=100_000)
    options.add_argument("--times", type=int, default=3)
    given = options.parse_args()
    random.seed(1)
    folder = Path(tempfile.mkdtemp())
    path = folder / "record.bundle"
    path.write_bytes(record(given.entries))
    size = {"file_bytes": path.stat().st_size}
    own: list[float] = []
    peer: list[float] = []

    def verify() -> None:
        done = subprocess.run(
            [sys.executable, str(VERIFY), str(path), "--json"], capture_output=True, text=True
        )
        assert json.loads(done.stdout)["verdict"] == "valid", done.stdout[:300]

    for _ in range(given.times):
        own.append(measured(verify))
        peer.append(measured(lambda: hashlib.file_digest(path.open("rb"), "sha256").hexdigest()))
    report("python-cold", "songfai", given.entries, own, target_ms=10_000, **size)
    report("read-and-hash", "sha256 of the file", given.entries, peer, **size)
    if spent := in_browser(path, 1):
        report("browser", "songfai", given.entries, spent, target_ms=30_000, **size)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
