"""Signed notes: the one form, the right key for the right kind, and nothing near it."""

import dataclasses
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from songfai.kit.errors import Refused
from songfai.record import notes

pytestmark = pytest.mark.once

ORIGIN = "moes.gov.la/coop/demo"
WITNESS = "moet.gov.vn/witness"
LOG_KEY, WITNESS_KEY, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 12, 5))
TIME = 1_795_000_000
ROOT = b"\x07" * 32


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


PLAIN = notes.unsigned(ORIGIN, 4, ROOT)
SIGNED = notes.sign(PLAIN, LOG_KEY)
COSIGNED = SIGNED.with_line(notes.cosign(SIGNED, WITNESS, WITNESS_KEY, TIME))


def test_note_is_read_back_as_it_was_written():
    for one in (SIGNED, COSIGNED):
        assert notes.read(one.note) == one
    assert COSIGNED.note.startswith(f"{ORIGIN}\n4\n{notes.text64(ROOT)}\n\n— {ORIGIN} ")
    assert COSIGNED.note.endswith("\n")
    assert COSIGNED.with_line(COSIGNED.lines[0]) == COSIGNED


def test_key_is_published_with_its_name_kind_and_hint():
    name, hint, key = notes.verifier_key("example.com/x", public(LOG_KEY)).split("+", 2)
    assert (name, hint) == ("example.com/x", notes.hint("example.com/x", public(LOG_KEY), notes.LOG).hex())
    assert notes.plain64(key) == b"\x01" + public(LOG_KEY)
    assert notes.verifier_key("w", public(LOG_KEY), notes.WITNESS) != notes.verifier_key("w", public(LOG_KEY))


def test_log_signature_counts_only_by_its_key_over_its_text():
    assert notes.signed_by_log(SIGNED, public(LOG_KEY))
    assert notes.signed_by_log(COSIGNED, public(LOG_KEY))
    assert not notes.signed_by_log(SIGNED, public(STRANGER))
    assert not notes.signed_by_log(PLAIN, public(LOG_KEY))
    for other in (
        notes.unsigned(ORIGIN, 5, ROOT),
        notes.unsigned(ORIGIN, 4, bytes(32)),
        notes.unsigned("a/b", 4, ROOT),
    ):
        assert not notes.signed_by_log(other.with_line(SIGNED.lines[0]), public(LOG_KEY))
    name, data = SIGNED.lines[0]
    for wrong in (data[:-1], data + b"\0", data[:4], data[:-1] + bytes([data[-1] ^ 1]), bytes(4) + data[4:]):
        assert not notes.signed_by_log(PLAIN.with_line((name, wrong)), public(LOG_KEY))
    assert not notes.signed_by_log(PLAIN.with_line(("another.name", data)), public(LOG_KEY))
    assert not notes.verified(b"no key", data[4:], SIGNED.signed)


def test_witness_line_counts_only_by_name_key_kind_and_time():
    assert notes.cosigned_at(COSIGNED, WITNESS, public(WITNESS_KEY)) == TIME
    assert notes.cosigned_at(COSIGNED, WITNESS, public(STRANGER)) is None
    assert notes.cosigned_at(COSIGNED, "another.witness", public(WITNESS_KEY)) is None
    assert notes.cosigned_at(SIGNED, WITNESS, public(WITNESS_KEY)) is None
    # A log's own line is no witness's, whatever its name.
    assert notes.cosigned_at(SIGNED, ORIGIN, public(LOG_KEY)) is None
    name, data = COSIGNED.lines[1]
    assert data[4:12] == TIME.to_bytes(8, "big")
    for place in (0, 4, 11, 12, len(data) - 1):
        wrong = bytearray(data)
        wrong[place] ^= 1
        assert notes.cosigned_at(SIGNED.with_line((name, bytes(wrong))), WITNESS, public(WITNESS_KEY)) is None
    for wrong in (data[:-1], data + b"\0"):
        assert notes.cosigned_at(SIGNED.with_line((name, wrong)), WITNESS, public(WITNESS_KEY)) is None
    spoilt = SIGNED.with_line((name, data[:12] + bytes(64)))
    assert notes.cosigned_at(spoilt.with_line((name, data)), WITNESS, public(WITNESS_KEY)) == TIME


def test_lines_of_two_copies_are_put_together_once():
    other = PLAIN.with_line(COSIGNED.lines[1])
    assert notes.merged(SIGNED, other) == COSIGNED
    assert notes.merged(COSIGNED, COSIGNED) == COSIGNED


HEAD = f"{ORIGIN}\n4\n{notes.text64(ROOT)}\n"
LINE = SIGNED.note.partition("\n\n")[2]
WRONG = {
    "nothing": "",
    "no signature": HEAD + "\n",
    "no empty line": HEAD + LINE,
    "two empty lines": HEAD + "\n\n" + LINE,
    "the line twice": HEAD + "\n" + LINE * 2,
    "no end of the line": HEAD + "\n" + LINE[:-1],
    "more after the end": HEAD + "\n" + LINE + "x",
    "an extension line": HEAD + "more\n\n" + LINE,
    "a part missing": f"{ORIGIN}\n4\n\n" + LINE,
    "size with a zero in front": HEAD.replace("\n4\n", "\n04\n") + "\n" + LINE,
    "negative size": HEAD.replace("\n4\n", "\n-4\n") + "\n" + LINE,
    "size in other digits": HEAD.replace("\n4\n", "\n໔\n") + "\n" + LINE,
    "size too long": HEAD.replace("\n4\n", "\n" + "9" * 17 + "\n") + "\n" + LINE,
    "root too short": HEAD.replace(notes.text64(ROOT), notes.text64(ROOT[:-1])) + "\n" + LINE,
    "root too long": HEAD.replace(notes.text64(ROOT), notes.text64(ROOT + b"x")) + "\n" + LINE,
    "root in another spelling": HEAD.replace("Bwc=", "Bwd=") + "\n" + LINE,
    "origin with a space": HEAD.replace("moes", "mo es") + "\n" + LINE,
    "origin in capitals": HEAD.replace("moes", "Moes") + "\n" + LINE,
    "a hyphen for the dash": HEAD + "\n" + LINE.replace("—", "-"),
    "two spaces": HEAD + "\n" + LINE.replace(" ", "  "),
    "no base64": HEAD + "\n" + f"— {ORIGIN} !!!!\n",
    "name of a signature with a plus": HEAD + "\n" + LINE.replace(ORIGIN, "a+b"),
    "too long": HEAD + "\n" + LINE + f"— {ORIGIN} {'A' * 8192}\n",
    "carriage returns": (HEAD + "\n" + LINE).replace("\n", "\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_note_has_one_form(name):
    assert notes.text64(ROOT).endswith("Bwc=")
    with pytest.raises(Refused) as refused:
        notes.read(WRONG[name])
    assert refused.value.code == "note_form"


def test_note_at_the_limits_is_read():
    assert notes.read(HEAD.replace("\n4\n", "\n0\n") + "\n" + LINE).size == 0
    assert notes.read(HEAD.replace("\n4\n", "\n" + "9" * 16 + "\n") + "\n" + LINE).size == 10**16 - 1


def test_base64_has_one_spelling():
    assert notes.plain64("AQ==") == b"\x01"
    for wrong in ("AR==", "AQ=", "AQ", "A Q==", "AQ==\n", "AQ-_"):
        with pytest.raises(ValueError):
            notes.plain64(wrong)


def test_kinds_of_keys_and_lengths_are_those_of_the_format():
    assert (notes.LOG, notes.WITNESS) == (1, 4)
    assert [len(data) for _name, data in COSIGNED.lines] == [4 + 64, 4 + 8 + 64]


def test_a_checkpoint_does_not_change_under_its_signatures():
    with pytest.raises(dataclasses.FrozenInstanceError):
        SIGNED.size = 5
    assert not hasattr(SIGNED, "__dict__")


@pytest.mark.parametrize(("length", "read"), [(8192, True), (8193, False)])
def test_longest_note(length, read):
    whole = HEAD + "\n" + LINE
    rest = length - len(whole) - len("—  \n")
    # Base64 comes in fours: the name takes what is left over.
    name = "a" * (rest % 4 or 4)
    note = f"{whole}— {name} {'A' * (rest - len(name))}\n"
    assert len(note) == length
    if read:
        assert notes.read(note).size == 4
    else:
        with pytest.raises(Refused):
            notes.read(note)


# RFC 8032, 5.1: the field, and the heights of the points of small order on the curve.
FIELD = 2**255 - 19
CURVE = -121665 * pow(121666, -1, FIELD)


def double(point: tuple[int, int]) -> tuple[int, int]:
    """A point added to itself."""
    x, y = point
    cross = CURVE * x * x * y * y
    return 2 * x * y * pow(1 + cross, -1, FIELD) % FIELD, (y * y + x * x) * pow(1 - cross, -1, FIELD) % FIELD


def across(y: int) -> int:
    """One of the two x of a height. ValueError where no point has it."""
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, FIELD) % FIELD
    for root in (
        pow(square, (FIELD + 3) // 8, FIELD),
        pow(square, (FIELD + 3) // 8, FIELD) * pow(2, (FIELD - 1) // 4, FIELD),
    ):
        if root * root % FIELD == square:
            return root % FIELD
    raise ValueError(y)


EIGHTH = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL = [0, 1, FIELD - 1, EIGHTH, FIELD - EIGHTH]


@pytest.mark.parametrize("height", SMALL)
def test_points_of_small_order_are_those_that_come_back_to_the_neutral_one(height):
    point = across(height), height
    for _ in range(3):
        point = double(point)
    assert point == (0, 1)


@pytest.mark.parametrize("sign", [0, 1 << 255])
@pytest.mark.parametrize(
    ("height", "sound"),
    [
        *((height, False) for height in SMALL),
        *((height, False) for height in (FIELD, FIELD + 1, FIELD + 5, 2**255 - 1)),
        *((height, True) for height in (2, 3, FIELD - 2, EIGHTH - 1, EIGHTH + 1, FIELD - EIGHTH - 1)),
    ],
)
def test_points_that_libraries_take_differently_are_taken_by_none(height, sound, sign):
    assert notes.sound_point((height | sign).to_bytes(32, "little")) == sound


ORDER = 2**252 + 27742317777372353535851937790883648493


def signature_with_the_neutral_point(private: Ed25519PrivateKey, message: bytes) -> bytes:
    """One that the equation holds for, whose first half is the point that fits every message."""
    digest = bytearray(hashlib.sha512(private.private_bytes_raw()).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    first = (1).to_bytes(32, "little")
    told = hashlib.sha512(first + public(private) + message).digest()
    second = int.from_bytes(told, "little") * int.from_bytes(digest, "little") % ORDER
    return first + second.to_bytes(32, "little")


def test_signature_that_holds_only_by_a_small_point_is_none():
    signature = signature_with_the_neutral_point(LOG_KEY, b"anything")
    LOG_KEY.public_key().verify(signature, b"anything")  # the library alone takes it
    assert not notes.verified(public(LOG_KEY), signature, b"anything")


def test_key_that_fits_every_message_is_none():
    key = (1).to_bytes(32, "little")
    base = 4 * pow(5, -1, FIELD) % FIELD  # the base point, RFC 8032 5.1
    signature = base.to_bytes(32, "little") + (1).to_bytes(32, "little")
    Ed25519PublicKey.from_public_bytes(key).verify(signature, b"anything")
    assert not notes.verified(key, signature, b"anything")
