"""`songfai verify`: the stand-alone verifier on a file, a folder, or this server's own record.

The verifier reads bundles and nothing else; a bundle that came by mail in parts is joined here first.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from songfai.exchange.carried import Carried
from songfai.exchange.parts import join, pieces_in
from songfai.kit.errors import Refused

INCOMPLETE = 2
# What the verifier's codes say, in words; the codes themselves stand in docs/record-formats.md.
WORDS = {
    "ok": "every line, hash, chain, card, signature and consent holds",
    "line_form frame end_line no_bundle blob note_form bundle_damaged": "a file is damaged, cut off, or not a bundle",
    "programme sides charter_form": "the files do not belong to one programme of these two sides",
    "entry_form chain genesis seen_falls seen_root have_root": "a log does not follow, or does not fit the other",
    "card_form card_order card_signature card_next card_root good_root": "keys were changed without the signatures that takes",
    "checkpoint_root checkpoint_signature cosignature": "a signature over a log, or what it signs, is not right",
    "fork": "one side has signed two different stories of its log",
    "conflict": "two different entries stand at the same place of a log",
    "document_form document_programme": "a document is not in its one form, or belongs to another programme",
    "evidence": "an approval says that it was signed with a passkey, and that is not so",
    "final": "a side says that a document is in force, and it is not",
    "nothing": "there is no bundle here",
    "parts parts_missing": "parts of a bundle that came by mail are missing",
    "charter_missing": "the charter is missing: it is in the first bundle",
    "entries_missing": "entries of a log are missing",
    "seen_missing": "a side has seen entries of the other side that are not here",
    "newer": "a part was written by newer software",
    "document_missing": "the text of a document is missing",
    "unreadable": "a file cannot be read",
}


def run(path: str) -> int:
    """The verifier's answer on a file or a folder, and its exit code: 0 valid, 1 not, 2 incomplete."""
    place = Path(path)
    found = sorted(one for one in place.rglob("*") if one.is_file()) if place.is_dir() else [place]
    parts = [one for one in found if is_part(one)]
    if not parts:
        return ask(path)
    with tempfile.TemporaryDirectory(prefix="songfai-verify-") as scratch:
        try:
            whole = join([one.read_bytes() for one in parts])
        except Refused as refused:
            verdict = "incomplete" if refused.code == "parts_missing" else "invalid"
            say(f"{in_words(f'{verdict}: {refused.code}')}\n{refused}")
            return INCOMPLETE if refused.code == "parts_missing" else 1
        put_beside(Path(scratch), whole, [one for one in found if one not in parts], place)
        # Files are called what they were called where they lay.
        return ask(scratch, {f"{scratch}/beside": path, scratch: path})


def is_part(path: Path) -> bool:
    """Whether the file says that it is a part of a bundle, for mail."""
    try:
        with path.open("rb") as file:
            return b'"t":"part"' in file.readline(400)
    except OSError:
        return False


def put_beside(scratch: Path, bundles: Sequence[Carried], others: Sequence[Path], root: Path) -> None:
    """One folder of the joined bundles and of whatever lay beside their parts."""
    for number, data in enumerate(bundles, 1):
        with (scratch / f"joined-{number}").open("wb") as file:
            file.writelines(pieces_in(data))
    for other in others:
        copy = scratch / "beside" / other.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(other, copy)


def ask(path: str, called: Mapping[str, str] | None = None) -> int:
    """The verifier runs as everybody else runs it, as a program of its own; its answer is put in words for a person, with
    the places that are `called` otherwise by that name."""
    with as_file(files("songfai.record").joinpath("verifier", "verify.py")) as program:
        done = subprocess.run([sys.executable, str(program), path], stdout=subprocess.PIPE, text=True)
    answer = for_a_person(done.stdout)
    for place, name in (called or {}).items():
        answer = answer.replace(place, name)
    say(answer, end="")
    return done.returncode


def for_a_person(answer: str) -> str:
    """The verdict in words, the logs, and the papers both sides sign, each with its versions; statements of one side may be
    many hundreds and are counted."""
    first, *rest = answer.splitlines(keepends=True) or [""]
    apart = ("log ", "stated: ", "stated_before: ")
    logs, stated, before = ([line for line in rest if line.startswith(word)] for word in apart)
    papers = [line for line in rest if not line.startswith(apart)]
    said = ""
    if stated:
        said = f"Statements of one side: {len(stated):,}, and {len(before):,} earlier versions. verify.py lists them.\n"
    verdict = in_words(first.rstrip("\n")) + ("\n" if first.endswith("\n") else "")
    return "".join([verdict, *logs, *sorted(papers, key=lambda line: line.partition(": ")[2]), said])


def say(text: str, end: str = "\n") -> None:
    """Whoever reads may stop at any line, as `head` does: the exit code is the answer all the same."""
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def in_words(line: str) -> str:
    """ "invalid: fork (file)" becomes "invalid: one side has signed … (fork, file)"."""
    verdict, _, said = line.partition(": ")
    code, _, where = said.partition(" ")
    words = next((words for codes, words in WORDS.items() if code in codes.split()), "")
    inner = ", ".join(part for part in (code, where.strip("()")) if part)
    return f"{verdict}: {words} ({inner})" if words else line


def run_own() -> int:
    """Every register of this server: first its own upkeep (stored bytes against what lists show), then the verifier on
    what would be handed out. The worst answer is the exit code."""
    from songfai.exchange import actions as exchange
    from songfai.exchange.parts import pieces_in
    from songfai.kit.clock import now
    from songfai.record import actions as record
    from songfai.record.models import Register

    worst = 0
    registers = Register.objects.order_by("id")
    for register in registers.iterator():
        say(f"{register.programme[:19]}… {getattr(register, 'matter', '')}")
        try:
            changed = record.recompute(register)
            data = exchange.record_of(register, now())
        except Refused as refused:
            say(f"not valid: {refused}")
            worst = 1
            continue
        if changed:
            say(f"{len(changed)} lines of the lists did not say what the logs say; they were put right.")
        with tempfile.TemporaryDirectory(prefix="songfai-verify-") as scratch:
            path = Path(scratch) / "record.coop"
            with path.open("wb") as file:
                file.writelines(pieces_in(data))
            worst = _worse(worst, ask(str(path), {str(path): path.name}))
    if not registers.exists():
        say("There is no record yet: nothing to verify.")
    return worst


def _worse(one: int, other: int) -> int:
    """Not valid before incomplete before valid."""
    order = [0, INCOMPLETE, 1]
    return max(one, other, key=lambda code: order.index(code) if code in order else len(order))
