"""A tool of somebody else, given a policy and a checkpoint, finds the log's signature and the other side's receipt."""

import hashlib
from base64 import b64decode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from songfai.exchange.policies import policies
from songfai.parties.models import Institution
from songfai.record import actions
from songfai.record.models import Checkpoint, Register
from tests.exchange.nodes import LAOS, now
from tests.exchange.plain import ORIGINS, settle


def key_of(vkey: str) -> tuple[str, bytes, int, Ed25519PublicKey]:
    """As c2sp.org/signed-note writes a key, read without the product's own code."""
    name, hint, text = vkey.split("+", 2)
    data = b64decode(text)
    assert hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex() == hint
    return name, bytes.fromhex(hint), data[0], Ed25519PublicKey.from_public_bytes(data[1:])


def line_of(note: str, name: str, hint: bytes) -> bytes:
    lines = [line.split(" ") for line in note.partition("\n\n")[2].splitlines()]
    (found,) = [b64decode(data) for _, who, data in lines if who == name and b64decode(data)[:4] == hint]
    return found[4:]


def test_each_log_has_a_policy_by_which_its_checkpoint_holds(plain):
    a, b = plain
    settle(a, b)
    a.state("word/1", "News")
    settle(a, b)
    with a:
        register = Register.objects.get()
        found = {one.name: one.text for one in policies(register)}
        assert sorted(found) == ["policy-p1.txt", "policy-p2.txt"]
        for position in (1, 2):
            log, witness, quorum = (line.split(" ") for line in found[f"policy-p{position}.txt"].splitlines())
            assert (log[0], witness[:2], quorum) == (
                "log", ["witness", f"p{3 - position}"], ["quorum", f"p{3 - position}"],
            )  # fmt: skip
            row = Checkpoint.objects.get(log__position=position, log__register=register)
            note = row.cosigned_note
            signed = (note.partition("\n\n")[0] + "\n").encode()
            name, hint, kind, key = key_of(log[1])
            assert (name, kind) == (note.splitlines()[0], 1)
            key.verify(line_of(note, name, hint), signed)
            name, hint, kind, key = key_of(witness[2])
            assert kind == 4
            data = line_of(note, name, hint)
            time = int.from_bytes(data[:8], "big")
            key.verify(data[8:], f"cosignature/v1\ntime {time}\n".encode() + signed)
    with b:
        assert {one.name: one.text for one in policies(Register.objects.get())} == found


def test_while_the_other_sides_log_has_not_come_there_is_no_policy(plain):
    a, _b = plain
    with a:
        bodies = (a.institution, Institution.objects.get(origin=LAOS["origin"]))
        origins = [f"{one}-later" for one in ORIGINS]
        sides = list(zip(bodies, origins, strict=True))
        actions.open_register(sides=sides, title={"en": "Later"}, at=now(), by=a.leader)
        assert policies(Register.objects.latest("pk")) == []
