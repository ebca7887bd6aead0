"""What another office's server calls: anybody may bring a bundle, papers are answered only to the log's own key."""

import hashlib
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from songfai.exchange import bundle as bundles
from songfai.exchange import transport
from songfai.exchange.api import DRAINED, PIECE
from songfai.exchange.models import Transfer
from songfai.exchange.parts import sha256_of
from songfai.record import books, keys, marks, notes
from songfai.record.models import Checkpoint, Log
from tests.exchange.plain import ORIGINS, settle
from tests.exchange.test_damage import with_blob
from tests.exchange.test_settling import two_stories

A, B = ORIGINS


def brought(node, data: bytes, header: str = ""):
    with node:
        return Client().post(
            reverse("exchange:bundle"),
            data,
            content_type=transport.KIND,
            headers={transport.HEADER: header} if header else {},
        )


def private_of(node):
    with node:
        log = node.log()
        return keys.signer(log.institution, books.card_at(log, log.size).log)


def signed(node, data: bytes, receiver: str, at: str = "") -> str:
    """The header as a server makes it, perhaps with another moment under the signature."""
    origin, moment, signature = transport.sign(
        node_origin(node), receiver, sha256_of(data), private_of(node)
    ).split(" ")
    if at:
        message = (
            transport._message_of(receiver, int(at), sha256_of(data))
            if at.isdigit() and len(at) < 12
            else b""
        )
        moment, signature = at, notes.text64(private_of(node).sign(message))
    return f"{origin} {moment} {signature}"


def node_origin(node) -> str:
    with node:
        return node.log().origin


def test_whoever_brings_a_bundle_it_counts_and_only_the_log_itself_is_answered(plain):
    a, b = plain
    settle(a, b)
    a.state("word/1", "News")
    data = a.send()
    old = str(int(time.time()) - transport.FRESH - 60)
    for header in (
        "",
        "no header of ours",
        f"{A} now {notes.text64(bytes(64))}",
        f"{A} {int(time.time())} {notes.text64(bytes(64))}",
        signed(a, data, A),
        signed(a, data + b" ", B),
        signed(a, data, B, at=old),
        # More digits than any clock has: anybody could write that.
        signed(a, data, B, at="9" * 400),
        signed(b, data, B),
    ):
        answer = brought(b, data, header)
        assert (answer.status_code, answer.content) == (204, b""), header
    assert b.leaves()[0] == a.leaves()[0]
    answer = brought(b, data, signed(a, data, B))
    assert (answer.status_code, answer["Content-Type"]) == (200, transport.KIND)
    a.receive(answer.getvalue())
    assert a.leaves() == b.leaves()
    with b:
        assert Transfer.objects.filter(direction="sent", way="https").count() == 1
        # A server that only mirrors the log has nothing to say for its side.
        Log.objects.update(hosted=False)
    assert brought(b, data, signed(a, data, B)).status_code == 204


def test_refusal_is_answered_with_its_code_and_its_reason(plain):
    a, b = plain
    settle(a, b)
    a.take_picture("settled")
    data = a.send(whole=True)
    before = b.holds()
    answer = brought(b, data[:-9], signed(a, data, B))
    assert answer.status_code == 422
    said = answer.json()
    assert said["code"] == "bundle_damaged"
    assert "%(" not in said["text"] and "damaged" in said["text"]
    for number in range(3):
        a.state(f"word/{number}", "Ahead")
    with a:
        Log.objects.filter(hosted=True).update(known=len(a_leaves := books.leaves_of(a.log())), claimed=9)
        assert a_leaves
    gap = brought(b, a.send())
    assert (gap.status_code, gap.json()["code"]) == (409, "bundle_gap")
    assert b.holds() == before
    with b:
        assert Client().get(reverse("exchange:bundle")).status_code == 405


def test_fork_is_answered_as_a_conflict(plain):
    a, b = plain
    two_stories(a, b)
    answer = brought(b, a.send())
    assert (answer.status_code, answer.json()["code"]) == (409, "record_forked")


def test_checkpoint_says_size_and_root_and_nothing_else(plain):
    a, b = plain
    settle(a, b)
    with a:
        found = Client().get(reverse("exchange:checkpoint"), {"log": A})
        size = a.log().size
        assert found.content.decode().startswith(f"{A}\n{size}\n")
        assert found["Content-Type"].startswith("text/plain")
        for asked in ({}, {"log": "else.example/coop/try"}):
            assert Client().get(reverse("exchange:checkpoint"), asked).status_code == 404
        assert Client().post(reverse("exchange:checkpoint")).status_code == 405


def test_checkpoint_beyond_the_mark_is_not_shown(plain):
    """A database that is restored would not know it, and sign another one of that size."""
    a, b = plain
    settle(a, b)
    with a:
        mark = marks.size(A)
    a.offer("paper/5")
    with a:
        # Else the older one that the other side cosigned is shown.
        Checkpoint.objects.update(cosigned_note="", cosigned_size=0)
        assert a.log().size > mark
        found = Client().get(reverse("exchange:checkpoint"), {"log": A})
        assert found.content.decode().startswith(f"{A}\n{mark}\n")
    a.send()
    with a:
        found = Client().get(reverse("exchange:checkpoint"), {"log": A})
        assert int(found.content.split(b"\n")[1]) == marks.size(A) > mark
        marks.path_of(A).unlink()
        assert Client().get(reverse("exchange:checkpoint"), {"log": A}).status_code == 404


def test_nothing_is_kept_of_somebody_nobody_here_knows(plain):
    a, b = plain
    data = with_blob(a, b)
    strange = data.replace(A.encode(), A.replace(".", "-").encode())
    before = b.holds()
    for file, code in ((strange, "partner_unknown"), (data[:200], "bundle_damaged"), (b"", "bundle_damaged")):
        answer = brought(b, file)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    # However long the rest is: as much is let pass as keeps the connection good for an answer, and no more is read.
    answer = brought(b, strange.split(b"\n", 1)[0] + b"\n" + bytes(DRAINED + 2 * PIECE))
    assert (answer.status_code, answer.json()["code"]) == (422, "partner_unknown")
    assert b.holds() == before
    with b:
        assert not Transfer.objects.filter(register=None).exists()
        assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_file_that_no_signed_line_names_is_not_kept(plain):
    """Whoever has one of our files may seal it anew, with more in it."""
    a, b = plain
    data = with_blob(a, b)
    assert brought(b, data).status_code == 204
    with b:
        before = {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    named, junk = b'{"attachments":[{"name":"a.txt","sha256":"%s"}]}', b"nothing anybody signed"
    made = bundles.read(data)
    paper = named % hashlib.sha256(junk).hexdigest().encode()
    more = {hashlib.sha256(one).hexdigest(): one for one in (junk, paper)}
    assert brought(b, bundles.write(replace(made, files=dict(made.files) | more))).status_code == 204
    with b:
        assert {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("header", ["", "a b", "a b c d", "a 1 !", "a 1.5 AAAA", "a 1 AAA"])
def test_header_that_is_none_is_read_as_none(header):
    assert transport.read(header) is None
