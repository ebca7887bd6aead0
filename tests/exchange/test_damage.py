"""Every way in which a file can be damaged on its way: refused, or without effect; never taken in by half."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from songfai.exchange import actions
from songfai.exchange.states import Way
from songfai.files.actions import write_durably
from songfai.kit.errors import Refused
from songfai.record.models import Checkpoint, Incident, Log
from tests.exchange.nodes import START
from tests.exchange.plain import Plain, settle, state_hash
from tests.exchange.sealing import sealed

# Columns that only say where the next file may begin, and receipts: a file may lack its receipt, and then says the rest.
HINTS = ("claimed", "known", "cosigned_size", "cosigned_note", "cosigned_at")


def small(a: Plain, b: Plain) -> bytes:
    a.offer()
    return a.send()


def with_blob(a: Plain, b: Plain) -> bytes:
    data = "Điều 1. ມາດຕາ 1.\n".encode() * 40
    sha256 = hashlib.sha256(data).hexdigest()
    with a:
        from songfai.files.actions import path_of

        write_durably(path_of(sha256), data)
    a.offer(
        attachments=[
            {"id": "a1", "name": "text.txt", "media": "text/plain", "size": len(data), "sha256": sha256}
        ]
    )
    return a.send()


def with_mirror(a: Plain, b: Plain) -> bytes:
    """B was restored from an older copy: the file brings lines of its own log back."""
    settle(a, b, 1)
    b.take_picture("older")
    b.state("word/1", "Said and forgotten")
    settle(a, b, 2)
    b.copy(f"{b.database}_older", b.database)
    a.receive(b.send())
    a.state("word/2", "And news")
    return a.send()


BUNDLES = {"small": small, "with a file": with_blob, "with a mirror": with_mirror}


def take(node: Plain, data: bytes) -> str:
    """At one and the same time, so that the same file makes the same rows. The code of the refusal, or nothing."""
    with node:
        try:
            actions.receive(data, way=Way.FILE, at=START.replace(year=2027))
        except Refused as refused:
            return refused.code
    return ""


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def lines_changed(data: bytes) -> Iterator[bytes]:
    lines = data.split(b"\n")[:-2]
    for place, line in enumerate(lines):
        yield sealed([*lines[:place], *lines[place + 1 :]])
        yield sealed([*lines[: place + 1], *lines[place:]])
        for other in range(place + 1, len(lines)):
            if lines[other] != line:
                swapped = list(lines)
                swapped[place], swapped[other] = lines[other], line
                yield sealed(swapped)


def receipts() -> list[object]:
    known = Log.objects.order_by("pk").values_list("known", flat=True)
    return [*known, *Checkpoint.objects.order_by("log_id").values_list("cosigned_size", "cosigned_note")]


def spread(count: int, wanted: int) -> range:
    return range(0, count, max(1, count // wanted))


class Harm:
    """One file and the server it is for, tried with damaged copies; taken in whole only at the end."""

    def __init__(self, a: Plain, b: Plain, make: str) -> None:
        self.data, self.node = BUNDLES[make](a, b), b
        self.before = b.holds()
        b.take_picture("before")
        assert take(b, self.data) == ""
        assert b.holds() != self.before
        with b:
            self.after, self.receipts = state_hash(HINTS), [receipts()]
        b.lay_back("before")
        with b:
            self.receipts.append(receipts())
        self.codes: Counter[str] = Counter()
        self.tried = self.accepted = self.same = 0

    def never(self, changed: bytes) -> None:
        """A copy in which not even the end fits: refused."""
        self.tried += 1
        code = take(self.node, changed)
        self.codes[code] += 1
        self.accepted += not code

    def refused_or_the_same(self, changed: bytes) -> None:
        """A copy whose end was written anew: refused, or it says the very same in what counts."""
        self.tried += 1
        code = take(self.node, changed)
        self.codes[code] += 1
        if code:
            return
        with self.node:
            assert state_hash(HINTS) == self.after
            # Each receipt is that of before, or that of the whole file.
            assert all(
                one in both for one, both in zip(receipts(), zip(*self.receipts, strict=True), strict=True)
            )
            assert not Incident.objects.filter(settled_at=None).exists()
        self.same += 1
        self.node.lay_back("before")

    def done(self, name: str, capsys) -> None:
        assert self.node.holds() == self.before
        assert not self.accepted
        # What is wrong inside a line is named as in a document.
        assert {code for code in self.codes if not code.startswith("document_")} <= CODES, self.codes
        assert take(self.node, self.data) == ""
        with self.node:
            assert state_hash(HINTS) == self.after
        with capsys.disabled():
            print(
                f"\n  {name}: {self.tried:,} tried, {self.same} the same in what counts, {self.accepted} accepted"
            )


CODES = {
    "",
    "bundle_damaged",
    "bundle_newer",
    "bundle_checkpoint", "bundle_gap", "bundle_proof", "bundle_root", "bundle_sides", "bundle_signature", "card_form",
    "card_unsigned", "charter_form", "charter_other", "cosignature_other", "cosignature_wrong", "document_missing",
    "entry_form", "genesis_other", "genesis_place", "log_broken", "note_form", "register_unknown",
}  # fmt: skip


@pytest.mark.parametrize("make", BUNDLES)
def test_file_damaged_on_its_way_changes_nothing(plain, make, capsys):
    """A spread of all truncations and bit flips."""
    harm = Harm(*plain, make)
    for size in spread(len(harm.data), 40):
        harm.never(harm.data[:size])
    for bit in spread(len(harm.data) * 8, 120):
        harm.never(flipped(harm.data, bit))
    harm.done(make, capsys)


@pytest.mark.once
@pytest.mark.parametrize("make", BUNDLES)
def test_file_changed_and_sealed_anew_says_nothing_else(plain, make, capsys):
    """Lines dropped, doubled and swapped, and a spread of bit flips, under an end that fits."""
    harm = Harm(*plain, make)
    lines = harm.data.split(b"\n")[:-2]
    body = b"\n".join(lines)
    changed = list(lines_changed(harm.data))
    for one in random.Random(make).sample(changed, min(40, len(changed))):
        harm.refused_or_the_same(one)
    for byte in spread(len(body), 80):
        harm.refused_or_the_same(sealed(flipped(body, byte * 8 + byte % 8).split(b"\n")))
    harm.done(make, capsys)


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("make", BUNDLES)
def test_every_truncation_and_every_bit(plain, make, capsys):
    harm = Harm(*plain, make)
    for size in range(len(harm.data)):
        harm.never(harm.data[:size])
    for bit in range(len(harm.data) * 8):
        harm.never(flipped(harm.data, bit))
    harm.done(f"{make}, every truncation and bit", capsys)


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("make", BUNDLES)
def test_every_line_and_byte_changed_and_sealed_anew(plain, make, capsys):
    harm = Harm(*plain, make)
    for one in lines_changed(harm.data):
        harm.refused_or_the_same(one)
    body = b"\n".join(harm.data.split(b"\n")[:-2])
    for byte in range(len(body)):
        harm.refused_or_the_same(sealed(flipped(body, byte * 8 + byte % 8).split(b"\n")))
    harm.done(f"{make}, every line and byte under an end that fits", capsys)


@pytest.mark.parametrize(
    "line",
    [
        b'{"b":"\\ud800","t":"charter"}',
        b'{"lines":99999999999999999,"sha256":"x","t":"end"}',
        b'{"t":1}',
        b"[]",
        b'{"count":1,"first":0,"fmt":"coop-bundle/1","from":"\\u0000","have":1,"programme":"\\u0000","t":"head","to":[]}',
        b'{"a":' * 3000 + b"1" + b"}" * 3000,
    ],
)
def test_line_that_no_server_writes_is_refused(plain, line):
    _, b = plain
    before = b.holds()
    for data in (line + b"\n", sealed([line]), sealed([line, line])):
        assert take(b, data) == "bundle_damaged"
    assert b.holds() == before
