"""verify.py by itself, without a browser: each planted fault by its name, whole registers by everything it says of them."""

import contextlib
import io
import json
from pathlib import Path

import pytest

from songfai.record import notes
from songfai.record.verifier import verify
from tests.record import registers
from tests.record.test_verifiers import BASE64, TEXTS, as_expected, edges
from tests.record.test_wycheproof import cases

GOLDEN = Path(__file__).parent / "golden"


def said(made):
    return verify.answer((name, io.BytesIO(data), True) for name, data in made.files)


@pytest.mark.parametrize("fault", registers.FAULTS)
def test_fault_is_found_and_named(fault):
    for made in registers.planted()[fault]:
        assert as_expected(made, said(made))


@pytest.mark.parametrize("place", range(registers.WHOLE))
def test_whole_register_is_told_in_full(place):
    made = registers.whole()[place]
    found = said(made)
    assert (found["where"], as_expected(made, found)) == ("", True)
    assert {one["origin"]: (one["size"], one["root"], one["cosigned"]) for one in found["logs"]} == made.ends
    assert {one["sha256"]: sorted(one["agreed"]) for one in found["documents"]} == made.agreed


def test_texts_and_spellings():
    assert [text for text, fine in TEXTS if (verify.strict(text.encode()) is not None) != fine] == []
    assert [text for text, fine in TEXTS if (verify.strict(text) is not None) != fine] == []
    assert [verify.plain64(text) for text, _ in BASE64] == [data for _, data in BASE64]
    assert verify.plain64("-_-_", url=True) == b"\xfb\xff\xbf" and verify.plain64("AA==", url=True) is None


def test_edges_of_ed25519():
    assert [name for name, *case, holds in edges() if bool(verify.signed(*case)) != holds] == []
    assert [name for name, parts, _ in cases() if bool(verify.signed(*parts)) != notes.verified(*parts)] == []


def run(*arguments):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = verify.main([str(one) for one in arguments])
    return code, out.getvalue()


def test_what_it_prints_and_how_it_ends(tmp_path, monkeypatch):
    record = tmp_path / "one" / "agreed.jsonl"
    record.parent.mkdir()
    record.write_bytes((GOLDEN / "agreed.jsonl").read_bytes())
    code, text = run(tmp_path)
    assert (code, text.splitlines()[0]) == (0, "valid: ok")
    assert "in_force: paper/1, version 2, sha256:" in text and ", p1 agreed 2026-" in text
    assert len(text.splitlines()) == 1 + 2 + 5
    (tmp_path / "other.txt").write_text("Good morning")
    assert run(tmp_path) == (code, text)
    assert run(tmp_path / "other.txt")[0] == 1
    assert run(GOLDEN / "newer.jsonl")[0] == 2
    code, text = run(record, "--json")
    assert code == 0 and json.loads(text)["verdict"] == "valid"
    code, text = run(tmp_path / "nowhere")
    assert code == 2 and text.startswith("incomplete: unreadable (")
