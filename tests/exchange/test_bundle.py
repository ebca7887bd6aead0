"""The form of a bundle: what is written is read back, and what is not exactly in the form is refused as a whole."""

import hashlib
import json
from base64 import b64encode
from dataclasses import replace

import pytest
import rfc8785

from songfai.exchange import bundle as bundles
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
    return rfc8785.dumps({"t": "part", "fmt": bundles.PART, "sha256": whole, "i": 0, "of": 1} | changes)


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
    assert code(bundles.join, [line + b"\nwhole"]) == "bundle_damaged"


def test_parts_of_two_counts_or_of_something_else_are_not_joined():
    assert bundles.join([part() + b"\nwhole"]) == [b"whole"]
    assert code(bundles.join, [part() + b"\nother"]) == "bundle_damaged"
    assert code(bundles.join, [part(of=2) + b"\nwho", part(i=1, of=3) + b"\nle"]) == "bundle_damaged"
    with pytest.raises(Refused) as refused:
        bundles.join([part(i=1, of=3) + b"\nle"])
    assert (refused.value.code, refused.value.params) == ("parts_missing", {"missing": "1, 3", "of": 3})
