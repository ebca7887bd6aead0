"""Signed notes: the one form, the right key for the right kind, and nothing near it."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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
