"""The form of a bundle: what is written is read back, and what is not exactly in the form is refused as a whole."""

import hashlib
import json
from base64 import b64encode
from dataclasses import replace
from io import BytesIO

import pytest
import rfc8785

from songfai.exchange import bundle as bundles
from songfai.exchange import parts
from songfai.exchange.bundle import CHUNK, Bundle
from songfai.kit.errors import Refused
from songfai.record import notes, tree
from songfai.record.brought import Stretch
from tests.exchange.sealing import sealed

pytestmark = pytest.mark.once

OWN, OTHER = "moha.gov.vn.example/coop/try", "moha.gov.la.example/coop/try"
FILE = b"Points of the compass\n" * 30_000
FULL = Bundle(
    programme="sha256:" + "a" * 64,
    sender=OWN,
    receiver=OTHER,
    first=3,
    entries=[b'{"line":3}', b'{"line":4}'],
    checkpoint="statement\n",
    have=(2, bytes(32)),
    proof=[bytes(32)],
    cosignature="receipt\n",
    mirror=Stretch(OTHER, 1, [b'{"line":1}', b'{"line":2}'], "their statement\n"),
    want=["c" * 64],
    files={hashlib.sha256(data).hexdigest(): data for data in (b"", FILE)},
)


def code(act, *given: object) -> str:
    with pytest.raises(Refused) as refused:
        act(*given)
    assert str(refused.value)
    return refused.value.code


def lines_of(made: Bundle) -> list[dict[str, object]]:
    return [json.loads(line) for line in bundles.write(made).split(b"\n")[:-2]]


def test_what_is_written_is_read_back():
    assert len(FILE) > CHUNK
    assert bundles.read(bundles.write(FULL)) == FULL
    first = replace(FULL, first=0, charter=b"{}", proof=None, have=(0, tree.EMPTY), cosignature=None)
    assert bundles.read(bundles.write(replace(first, mirror=None, want=[], files={}))).charter == b"{}"


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("head", {"count": 1}),
        ("head", {"first": 0}),
        ("head", {"first": True}),
        ("head", {"first": -1}),
        ("head", {"to": OWN}),
        ("head", {"to": "Not A Name"}),
        ("head", {"programme": "sha256:"}),
        ("head", {"have": {"n": 0, "root": notes.text64(bytes(32))}}),
        ("head", {"have": {"n": 2, "root": "short"}}),
        ("head", {"have": {"n": 2, "root": notes.text64(bytes(32)), "more": 1}}),
        ("head", {"want": []}),
        ("head", {"want": ["d" * 64, "c" * 64]}),
        ("head", {"want": ["../../etc/passwd"]}),
        ("consistency", {"from": 2}),
        ("consistency", {"proof": ["short"]}),
        ("checkpoint", {"note": 1}),
        ("cosig", {"note": ["receipt"]}),
        ("mirror_checkpoint", {"note": None}),
        ("mirror", {"first": -1}),
        ("mirror", {"first": 7}),
        ("mirror", {"b": 1}),
        ("entry", {"b": {}}),
        ("blob", {"sha256": "0" * 64}),
        ("blob", {"i": 1}),
        ("blob", {"i": False}),
        ("blob", {"of": 0}),
        ("blob", {"of": 3}),
        ("blob", {"d": "AA"}),
    ],
)
def test_line_that_says_what_no_server_says_is_refused(kind, changes):
    lines = lines_of(FULL)
    place = next(place for place, line in enumerate(lines) if line["t"] == kind)
    lines[place] |= changes
    assert code(bundles.read, sealed([rfc8785.dumps(line) for line in lines])) == "bundle_damaged"


@pytest.mark.parametrize(
    "left_out", ["head", "entry", "consistency", "checkpoint", "cosig", "mirror", "mirror_checkpoint"]
)
def test_line_that_is_missing_is_missed(left_out):
    lines = [line for line in lines_of(FULL) if line["t"] != left_out]
    assert code(bundles.read, sealed([rfc8785.dumps(line) for line in lines])) == "bundle_damaged"


def blob(data: bytes, place: int, of: int, sha256: str) -> dict[str, object]:
    return {"t": "blob", "sha256": sha256, "i": place, "of": of, "d": b64encode(data).decode()}


@pytest.mark.parametrize(
    ("pieces", "counts"),
    [
        ([b"half", b"half"], [2, 2]),  # only the last piece may be short
        ([bytes(CHUNK + 1)], [1]),
        ([bytes(CHUNK), b"x"], [2, 3]),
        ([bytes(CHUNK)], [2]),
    ],
)
def test_file_in_pieces_of_another_size_is_refused(pieces, counts):
    sha256 = hashlib.sha256(b"".join(pieces)).hexdigest()
    made = [blob(data, place, counts[place], sha256) for place, data in enumerate(pieces)]
    lines = [line for line in lines_of(FULL) if line["t"] != "blob"]
    place = next(place for place, line in enumerate(lines) if line["t"] == "checkpoint")
    lines[place:place] = made
    assert code(bundles.read, sealed([rfc8785.dumps(line) for line in lines])) == "bundle_damaged"


def test_file_larger_than_one_may_be_is_refused():
    data = bytes(bundles.MAX_FILE + 1)
    files = {hashlib.sha256(data).hexdigest(): data}
    assert code(bundles.read, bundles.write(replace(FULL, files=files))) == "bundle_damaged"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (bytes(bundles.MAX_BYTES + 1), "bundle_too_large"),
        (b"\n" * (bundles.MAX_LINES + 1), "bundle_damaged"),
        (b"x" * (bundles.MAX_LINE + 1) + b"\n", "bundle_damaged"),
        (b"", "bundle_damaged"),
        (b"\n", "bundle_damaged"),
    ],
    ids=["bytes", "lines", "line", "nothing", "empty"],
)
def test_more_than_a_bundle_may_be_is_refused_before_it_is_read(data, wanted):
    assert code(bundles.read, data) == wanted


def test_head_alone_is_read_from_a_file_that_has_one():
    assert bundles.head_of(bundles.write(FULL))["from"] == OWN
    for data in (b"", b'{"t":"head"}', b'{"lines":1,"sha256":"x","t":"end"}\n'):
        assert code(bundles.head_of, data) == "bundle_damaged"


def part(**changes: object) -> bytes:
    whole = hashlib.sha256(b"whole").hexdigest()
    return rfc8785.dumps({"t": "part", "fmt": parts.PART, "sha256": whole, "i": 0, "of": 1} | changes)


@pytest.mark.parametrize(
    "line",
    [
        part(fmt="coop-part/2"),
        part(i=1),
        part(i=-1),
        part(i="0"),
        part(of=0),
        part(sha256=[]),
        b'{"t":"part"}',
        b'["t":"part"]',
        # Nobody counts up to a number that somebody wrote into a mail.
        part(of=2**53 - 1),
    ],
)
def test_part_of_a_mail_that_names_no_place_is_refused(line):
    assert code(parts.join, [line + b"\nwhole"]) == "bundle_damaged"


def joined(*files: bytes) -> list[bytes]:
    return [bytes(one) for one in parts.join(files)]


def test_parts_of_two_counts_or_of_something_else_are_not_joined():
    assert joined(part() + b"\nwhole") == [b"whole"]
    assert code(parts.join, [part() + b"\nother"]) == "bundle_damaged"
    assert code(parts.join, [part(of=2) + b"\nwho", part(i=1, of=3) + b"\nle"]) == "bundle_damaged"
    with pytest.raises(Refused) as refused:
        parts.join([part(i=1, of=3) + b"\nle"])
    assert (refused.value.code, refused.value.params) == ("parts_missing", {"missing": "1, 3", "of": 3})


# ---------------------------------------------------------------- sizes


def test_the_sizes_are_those_of_the_format():
    """docs/record-formats.md names the first two; the others are what a server takes in at all."""
    assert (bundles.MAX_LINE, CHUNK) == (1024 * 1024, 512 * 1024)
    assert (bundles.MAX_BYTES, bundles.MAX_FILE, parts.PART_BYTES) == (256 * 2**20, 26 * 2**20, 8 * 2**20)
    assert (bundles.MAX_LINES, parts.MAX_PARTS) == (500_000, 1000)


@pytest.mark.parametrize(
    ("limit", "size", "refused"),
    [
        ("MAX_BYTES", len, "bundle_too_large"),
        ("MAX_LINES", lambda data: data.count(b"\n"), "bundle_damaged"),
        ("MAX_LINE", lambda data: max(map(len, data.split(b"\n"))), "bundle_damaged"),
    ],
)
def test_what_is_just_as_large_as_it_may_be_is_read_and_nothing_larger(monkeypatch, limit, size, refused):
    data = bundles.write(FULL)
    monkeypatch.setattr(bundles, limit, size(data))
    assert bundles.read(data) == FULL
    monkeypatch.setattr(bundles, limit, size(data) - 1)
    assert code(bundles.read, data) == refused


def test_what_its_lines_say_beside_files_has_a_bound(monkeypatch):
    size = sum(len(rfc8785.dumps(line)) + 1 for line in lines_of(FULL) if line["t"] != "blob")
    monkeypatch.setattr(bundles, "MAX_SAID", size)
    assert bundles.read(bundles.write(FULL)) == FULL
    monkeypatch.setattr(bundles, "MAX_SAID", size - 1)
    assert code(bundles.read, bundles.write(FULL)) == "bundle_too_large"


def test_too_large_says_how_large_it_may_be(monkeypatch):
    monkeypatch.setattr(bundles, "MAX_BYTES", 3 * 2**20)
    with pytest.raises(Refused) as refused:
        bundles.read(bytes(3 * 2**20 + 1))
    assert refused.value.params["limit"] == 3


@pytest.mark.parametrize("more", [0, 1])
def test_file_just_as_large_as_one_may_be(monkeypatch, more):
    monkeypatch.setattr(bundles, "MAX_FILE", len(FILE) - more)
    data = bundles.write(FULL)
    if more:
        assert code(bundles.read, data) == "bundle_damaged"
    else:
        assert bundles.read(data) == FULL


def test_pieces_are_cut_at_their_size():
    for size, counted in ((0, 1), (1, 1), (CHUNK, 1), (CHUNK + 1, 2), (2 * CHUNK, 2)):
        data = bytes(size)
        made = replace(FULL, files={hashlib.sha256(data).hexdigest(): data})
        pieces = [line for line in lines_of(made) if line["t"] == "blob"]
        assert [(one["i"], one["of"]) for one in pieces] == [(place, counted) for place in range(counted)]
        assert bundles.read(bundles.write(made)) == made


# ---------------------------------------------------------------- the end, the order, the first line


@pytest.mark.parametrize("changes", [{"lines": 1}, {"sha256": "0" * 64}, {"t": "head"}])
def test_end_that_does_not_say_what_stands_above_it_is_refused(changes):
    body, end = bundles.write(FULL)[:-1].rsplit(b"\n", 1)
    said = json.loads(end) | changes
    assert code(bundles.read, body + b"\n" + rfc8785.dumps(said) + b"\n") == "bundle_damaged"
    assert code(bundles.read, body + b"\n") == "bundle_damaged"
    assert code(bundles.read, bundles.write(FULL)[:-1]) == "bundle_damaged"


def test_lines_in_another_order_or_twice_are_refused():
    lines = [rfc8785.dumps(line) for line in lines_of(FULL)]
    assert bundles.read(sealed(lines)) == FULL
    for changed in (lines[1:] + lines[:1], lines[::-1], [*lines, lines[0]], [lines[0], *lines]):
        assert code(bundles.read, sealed(changed)) == "bundle_damaged"
    for kind in ("head", "consistency", "checkpoint", "cosig", "mirror_checkpoint"):
        place = next(place for place, line in enumerate(lines_of(FULL)) if line["t"] == kind)
        assert code(bundles.read, sealed([*lines[: place + 1], *lines[place:]])) == "bundle_damaged"


@pytest.mark.parametrize(
    "line", [b"[]", b"{}", b'{"t":1}', b'{"t":"other"}', b"\xff", b'{"t":"cosig", "note":"x"}']
)
def test_line_of_no_known_form_is_refused(line):
    lines = [rfc8785.dumps(one) for one in lines_of(FULL)]
    assert code(bundles.read, sealed([*lines[:1], line, *lines[1:]])) == "bundle_damaged"


def test_line_with_a_member_too_many_or_too_few_is_refused():
    for kind in (
        "head",
        "entry",
        "consistency",
        "blob",
        "checkpoint",
        "cosig",
        "mirror",
        "mirror_checkpoint",
    ):
        lines = lines_of(FULL)
        place = next(place for place, one in enumerate(lines) if one["t"] == kind)
        for changed in (lines[place] | {"more": 1}, dict(list(lines[place].items())[1:])):
            wrong = [rfc8785.dumps(one) for one in (*lines[:place], changed, *lines[place + 1 :])]
            assert code(bundles.read, sealed(wrong)) == "bundle_damaged"


def test_charter_and_proof_and_receipt_come_exactly_where_they_belong():
    first = replace(FULL, first=0, charter=b"{}", proof=None, mirror=None)
    assert bundles.read(bundles.write(first)) == first
    assert code(bundles.read, bundles.write(replace(first, charter=None))) == "bundle_damaged"
    assert code(bundles.read, bundles.write(replace(first, proof=[]))) == "bundle_damaged"
    assert code(bundles.read, bundles.write(replace(FULL, charter=b"{}"))) == "bundle_damaged"
    assert code(bundles.read, bundles.write(replace(FULL, proof=None))) == "bundle_damaged"
    assert code(bundles.read, bundles.write(replace(FULL, cosignature=None))) == "bundle_damaged"
    assert code(bundles.read, bundles.write(replace(FULL, have=(0, bytes(32))))) == "bundle_damaged"
    empty = replace(FULL, mirror=replace(FULL.mirror, data=[]))
    assert code(bundles.read, bundles.write(empty)) == "bundle_damaged"
    begun = replace(FULL, mirror=replace(FULL.mirror, first=0))
    assert bundles.read(bundles.write(begun)) == begun


def test_newer_form_is_said_to_be_newer():
    lines = lines_of(FULL)
    lines[0] |= {"fmt": "coop-bundle/2"}
    assert code(bundles.read, sealed([rfc8785.dumps(line) for line in lines])) == "bundle_newer"
    assert code(bundles.checked_head_of, rfc8785.dumps(lines[0]) + b"\n") == "bundle_newer"


def test_first_line_alone_says_where_a_file_belongs():
    data = bundles.write(FULL)
    line = data.split(b"\n")[0] + b"\n"
    for given in (data, line, line + b"anything at all"):
        assert bundles.head_of(given) == bundles.checked_head_of(given) == lines_of(FULL)[0]
    for wrong in (b"", line[:-1], data.split(b"\n", 1)[1], b"x" * (bundles.MAX_LINE + 2) + b"\n"):
        assert code(bundles.head_of, wrong) == "bundle_damaged"
        assert code(bundles.checked_head_of, wrong) == "bundle_damaged"
    long = rfc8785.dumps(lines_of(FULL)[0] | {"from": "x" * bundles.MAX_LINE}) + b"\n"
    assert code(bundles.head_of, long) == "bundle_damaged"
    for changes in (
        {"first": "3"},
        {"have": None},
        {"want": [1]},
        {"from": 1},
        {"count": -1},
        {"have": {"n": -1, "root": ""}},
    ):
        changed = rfc8785.dumps(lines_of(FULL)[0] | changes) + b"\n"
        assert bundles.head_of(changed)
        assert code(bundles.checked_head_of, changed) == "bundle_damaged"


# ---------------------------------------------------------------- files of files, and parts of a mail


def test_several_bundles_one_after_the_other_are_taken_apart():
    data = bundles.write(FULL)
    other = bundles.write(replace(FULL, files={}))
    assert [bytes(one) for one in parts.split(data + other)] == [data, other]
    assert joined(data, other + data) == [data, other, data]
    assert [bytes(one) for one in parts.split(data + b"no end")] == [data, b"no end"]
    assert [bytes(one) for one in parts.split(b"")] == [b""]
    # Where a line is longer than what is read at once, nothing within it is taken for an end.
    long = b"x" * parts.PIECE + b'{"lines":1,"t":"end"}\n'
    assert [bytes(one) for one in parts.split(long + data)] == [long + data]


@pytest.mark.parametrize("limit", [456, 1000, 4096, 10**9])
def test_parts_in_any_order_make_the_whole_again(limit):
    data = bundles.write(replace(FULL, files={}))
    cut = list(parts.parts_of(data, limit))
    # The first line of a part takes some of its room.
    assert len(cut) == -(-len(data) // (limit - 256))
    assert all(len(one) <= limit for one in cut)
    assert joined(*cut[::-1]) == [data]
    other = bundles.write(FULL)
    assert sorted(joined(*cut, other)) == sorted([other, data])


def test_part_that_is_missing_is_named():
    data = bundles.write(replace(FULL, files={}))
    cut = list(parts.parts_of(data, 400))
    assert len(cut) > 3
    with pytest.raises(Refused) as refused:
        parts.join([cut[0], *cut[3:]])
    assert (refused.value.code, refused.value.params) == (
        "parts_missing",
        {"missing": "2, 3", "of": len(cut)},
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"i": -1},
        {"i": 99},
        {"of": 0},
        {"of": 2000, "i": 1500},
        {"of": 1},
        {"fmt": "coop-part/2"},
        {"i": "0"},
        {"sha256": None},
    ],
)
def test_part_that_says_what_no_server_says_is_refused(changes):
    cut = list(parts.parts_of(bundles.write(replace(FULL, files={})), 400))
    line, rest = cut[1].split(b"\n", 1)
    said = {name: value for name, value in (json.loads(line) | changes).items() if value is not None}
    with pytest.raises(Refused) as refused:
        parts.join([cut[0], rfc8785.dumps(said) + b"\n" + rest, *cut[2:]])
    assert refused.value.code in {"bundle_damaged", "parts_missing"}


def test_part_with_another_byte_is_refused():
    cut = list(parts.parts_of(bundles.write(replace(FULL, files={})), 400))
    wrong = cut[1][:-1] + bytes([cut[1][-1] ^ 1])
    assert code(parts.join, [cut[0], wrong, *cut[2:]]) == "bundle_damaged"


def test_delivery_is_what_the_bundle_brings():
    delivery = FULL.delivery()
    assert (delivery.programme, delivery.receiver, delivery.have) == (FULL.programme, OTHER, 2)
    assert delivery.lines == Stretch(OWN, 3, FULL.entries, FULL.checkpoint)
    assert (delivery.proof, delivery.cosignature, delivery.mirror, delivery.files) == (
        FULL.proof, FULL.cosignature, FULL.mirror, FULL.files,
    )  # fmt: skip


def test_whether_a_file_came_is_said_without_reading_it():
    class Counting(BytesIO):
        count = 0

        def readline(self, size: int = -1, /) -> bytes:
            self.count += 1
            return super().readline(size)

    source = Counting(bundles.write(FULL))
    made = bundles.read(source)
    read = source.count
    assert [name in made.files for name in (*FULL.files, "f" * 64)] == [True, True, False]
    assert source.count == read


def test_a_file_that_changed_after_it_was_read_is_not_given_out():
    data = bytearray(bundles.write(FULL))
    source = BytesIO(data)
    made = bundles.read(source)
    digest = hashlib.sha256(FILE).hexdigest()
    data[data.index(b64encode(FILE[:30]))] ^= 2
    source.seek(0)
    source.write(data)
    assert code(made.files.__getitem__, digest) == "bundle_damaged"


def test_what_is_laid_down_by_half_is_closed(monkeypatch):
    made = []
    real = parts.tempfile.TemporaryFile
    monkeypatch.setattr(parts.tempfile, "TemporaryFile", lambda: made.append(real()) or made[-1])

    def broken():
        yield b"half"
        raise OSError("The line broke.")

    with pytest.raises(OSError, match="broke"):
        parts.laid_down(broken())
    assert [file.closed for file in made] == [True]
