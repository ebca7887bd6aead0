"""A partner that runs changed software puts words into one's mouth: they stay what they are, lines of its own log."""

from dataclasses import replace

import pytest

from songfai.exchange import actions as exchange
from songfai.exchange import bundle as bundles
from songfai.exchange.states import Way
from songfai.record import canonical
from songfai.record.arrived import arrived, is_latest
from songfai.record.brought import Stretch
from songfai.record.models import Document, Entry, Log, Register
from songfai.record.threads import latest
from tests.exchange import newer
from tests.exchange.nodes import now
from tests.exchange.plain import Plain, settle
from tests.record.verifiers import in_python, loaded

THREAD = "p1/word/1"


def words(node: Plain, text: str) -> tuple[str, bytes]:
    """The bytes of a statement of the first side, which that side never made; with its hash."""
    with node:
        body = canonical.document_bytes(
            programme=Register.objects.get().programme,
            thread=THREAD,
            kind="word",
            version=9,
            supersedes=None,
            title={"en": "Word"},
            terms={"text": text},
        )
    return canonical.sha256_hex(body), body


def said_by_first(node: Plain) -> Document | None:
    with node:
        return latest(Register.objects.get().pk, 1, "word/1")


def test_a_statement_in_the_other_sides_thread_has_no_effect(plain):
    a, b = plain
    a.state("word/1", "What we really say")
    settle(a, b, 2)
    sha256, body = words(b, "What they would like us to say")
    with b:
        forged = Document.objects.create(
            register=Register.objects.get(), sha256=sha256, body=body, thread=THREAD, kind="word", version=9, created_at=now()
        )  # fmt: skip
    newer.write(b, "state", version=1, document=forged, doc=f"sha256:{sha256}")
    # Nor does it help to repeat what the first side said once.
    a.state("word/1", "What we say now")
    with b:
        old = Document.objects.get(thread=THREAD, version=1)
    newer.write(b, "state", version=1, document=old, doc=f"sha256:{old.sha256}")
    settle(a, b, 2)
    for node in (a, b):
        found = said_by_first(node)
        assert found is not None and b"What we say now" in bytes(found.body)
        with node:
            here = Document.objects.get(sha256=sha256)
            assert not is_latest(here)
            with pytest.raises(LookupError):
                arrived(here)
    # Whoever checks the record finds nothing false in it, and the first side's words to be its own.
    answer = in_python(loaded(), [("record.coop", a.record())])
    assert answer["verdict"] == "valid", answer
    a.state("word/1", "And go on saying")
    found = said_by_first(a)
    assert found is not None and found.version == 3 and b"And go on saying" in bytes(found.body)


def test_lines_that_are_not_taken_in_bring_no_words(plain):
    """One's own lines come back in a file whose mirror nobody has checked."""
    a, b = plain
    settle(a, b, 2)
    sha256, body = words(b, "What they would like us to say")
    with b:
        first, second = Log.objects.order_by("position")
        data = newer.line(second, first, "state", version=1, doc=f"sha256:{sha256}")
    a.state("word/2", "Something else")
    with a:
        made = bundles.read(exchange.bundle_for(Log.objects.get(hosted=True), now()))
    mirror = Stretch(second.origin, second.size, [data], made.checkpoint)
    forged = bundles.write(replace(made, mirror=mirror, files={**made.files, sha256: body}))
    with a:
        before = Entry.objects.count()
        exchange.receive(forged, way=Way.FILE, at=now())
        assert not Document.objects.filter(sha256=sha256).exists()
        assert Entry.objects.count() == before
    assert said_by_first(a) is None
