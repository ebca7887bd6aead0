"""Two verifiers written apart from one specification: published vectors, random registers, planted faults, weakenings."""

import ast
import base64
import hashlib
import io
import json
import os
import random
import re
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from songfai.kit.errors import Refused
from songfai.record import canonical, notes
from tests.fixtures.browser import DESKTOP, PHONE
from tests.record import registers, test_vectors, verifiers

L = 2**252 + 27742317777372353535851937790883648493
P = 2**255 - 19
EVERY_FAULT = 2 * len(registers.FAULTS)


@pytest.fixture(scope="module")
def python():
    return verifiers.loaded()


@pytest.fixture(scope="module")
def page(browser):
    page = verifiers.opened(browser)
    yield page
    page.close()


@pytest.fixture(scope="module")
def planted():
    """One register for each fault that could be planted."""
    found = {}
    for seed in range(1, 2 * EVERY_FAULT, 2):
        fault = registers.FAULTS[seed // 2 % len(registers.FAULTS)]
        if fault not in found and (made := registers.made(seed)).plant:
            found[fault] = made
    return found


def as_expected(made, said):
    """Whether the answer is the known one; of a whole register the stages are those of the product's own rule."""
    verdict, reason = made.expected
    if (said["verdict"], said["reason"] if reason else "") != (verdict, reason):
        return False
    return bool(made.plant) or {one["sha256"]: one["stage"] for one in said["documents"]} == made.stages


# ---- Both against each other ------------------------------------------------------------------------------------------


def compared(python, page, seeds, capsys):
    different, planted = [], 0
    for start in range(seeds.start, seeds.stop, 50):
        batch = [registers.made(seed) for seed in range(start, min(seeds.stop, start + 50))]
        mine = [verifiers.in_python(python, made.files) for made in batch]
        theirs = verifiers.in_browser(page, [made.files for made in batch])
        planted += sum(bool(made.plant) for made in batch)
        different += [
            (made.seed, made.plant, made.expected, one, other)
            for made, one, other in zip(batch, mine, theirs, strict=True)
            if one != other or not as_expected(made, one)
        ]
    with capsys.disabled():
        print(f"\n  {len(seeds):,} registers, {planted:,} with a planted fault, {len(different)} differences")
    return different


@pytest.mark.once
@pytest.mark.browser
def test_two_verifiers_say_the_same_of_random_registers(python, page, capsys):
    assert compared(python, page, range(150), capsys) == []


@pytest.mark.once
@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("begin", range(10_000, 20_000, 2_500))
def test_two_verifiers_say_the_same_of_ten_thousand_registers(begin, python, page, capsys):
    """In four parts, for as many processes."""
    assert compared(python, page, range(begin, begin + 2_500), capsys) == []


@pytest.mark.once
def test_every_planted_fault_is_found_and_named(python, planted):
    wrong = {fault: made.seed for fault, made in planted.items() if not as_expected(made, said(python, made))}
    assert wrong == {}
    assert set(registers.FAULTS) - set(planted) == set()


def said(python, made):
    return verifiers.in_python(python, made.files)


WEAKENED = [
    ("return value if WRITE[far](value) == text and", "return value if", "entry_form"),
    ("    if names != sorted(set(names), key=", "    if False and names != sorted(set(names), key=", "entry_form"),
    ("return sound_point(key) and sound_point(signature[:32])", "return True", ""),
    ("def signed(key, signature, message):", "def signed(key, signature, message):\n    return True\ndef signed_before(key, signature, message):", "card_signature"),
    ("sound = (end[\"lines\"], end[\"sha256\"]) ==", "sound = True or", "end_line"),
    ("seen_falls=line.seen >= seen", "seen_falls=True", "seen_falls"),
    ("card_root=new == old or", "card_root=True or", "card_root"),
    ("card_next=new != old or", "card_next=True or", "card_next"),
    ("authenticator[32] & 5 != 5", "authenticator[32] & 5 == 0", "evidence"),
    ("fine = unicodedata.is_normalized(\"NFC\", text) and", "fine =", "document_form"),
    (" and not re.search(\"[\\u202a-\\u202e\\u2066-\\u2069]\", text)", "", "document_form"),
    ("(officers or \"evidence\" in by or", "(\"evidence\" in by or", "evidence"),
    ("final=in_force(log, doc, place + 1, line.seen)", "final=True", "final"),
    ("taken = doc in log.given or", "taken =", "ok"),
    (" and not live(other, doc, line.seen): log", ": log", "ok"),
    ("live(log, before, place) and live(other, before, line.seen)", "True", "ok"),
    ("seen_root=known_to(log.other, line.said[\"seen\"])", "seen_root=True", "seen_root"),
    ("have_root=known_to(self.log(head[\"to\"]), head[\"have\"])", "have_root=True", "have_root"),
    ("cosignature=judge(run.note, log, run.where) or not run.receipt or beyond", "cosignature=judge(run.note, log, run.where) or True", "cosignature"),
    ("checkpoint_root=log.root(note.size) in (None, note.root)", "checkpoint_root=True", "checkpoint_root"),
    ("log.root(good[\"n\"]) == good[\"root\"]", "True", "good_root"),
    ("log.last = max(log.last, run.note.size)", "pass", "entries_missing"),
    ("blob=sha(*filter(None, pieces)).hex() == sha256", "blob=True", "blob"),
    ("chain=follows", "chain=True", "chain"),
    ("programme=name_of(line[\"b\"]) == self.programme", "programme=True", "programme"),
    ("checkpoint_signature=fine", "checkpoint_signature=True", "checkpoint_signature"),
    (" and False not in own", "", "checkpoint_signature"),
]  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(("old", "new", "code"), WEAKENED, ids=range(len(WEAKENED)))
def test_weakened_verifier_is_caught(old, new, code, python, planted, tmp_path):
    source = verifiers.FOLDER.joinpath("verify.py").read_text(encoding="utf-8")
    assert source.count(old) == 1
    tmp_path.joinpath("weak.py").write_text(source.replace(old, new), encoding="utf-8")
    weak = verifiers.loaded(tmp_path / "weak.py")
    if code == "":  # no register can hold such a signature; the edge cases below do
        assert [bool(weak.signed(*case[1:4])) for case in edges()] != [case[4] for case in edges()]
        return
    tried = [made for made in planted.values() if made.expected[1] == code]
    if code == "ok":  # only seen in what is said to be in force
        tried = (registers.made(seed) for seed in range(0, 2_000, 2))
    assert not all(as_expected(made, said(weak, made)) for made in tried)


# ---- Published vectors ------------------------------------------------------------------------------------------------

# c2sp.org/signed-note, and the reference implementation golang.org/x/mod/sumdb/note.
NOTES = [
    (
        "example.com/foo",
        "6TJ5GubnqECkYWTJBHhkJtXngh3YspoA1hyucq/dTaQ=",
        "This is an example message.\n",
        "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=",
    ),
    (
        "PeterNeumann",
        "GlzZBxQ8OExB6DDFvOEqqIF+xWSaqr8sMTiLNbLXRNY=",
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=",
    ),
]
# RFC 8785, appendix B and 3.2.3; with the traps of JSON that its readers fall into.
TEXTS = [
    ('{"a":0}', True),
    ('{"a":9007199254740991}', True),
    ('{"a":-9007199254740991}', True),
    ('{"a":-0}', False),
    ('{"a":9007199254740992}', False),
    ('{"a":-9007199254740992}', False),
    ('{"a":295147905179352830000}', False),
    ('{"a":5e-324}', False),
    ('{"a":1.7976931348623157e+308}', False),
    ('{"a":333333333.3333332}', False),
    ('{"a":1E30}', False),
    ('{"a":4.50}', False),
    ('{"a":NaN}', False),
    ('{"a":Infinity}', False),
    (('{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign",'
      '"\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'), True),
    ('{"\U0001d505":1,"\ue000":2}', True),
    ('{"\ue000":2,"\U0001d505":1}', False),
    ('{"a":"\\ud800"}', False),
    ('{"a":"\\udead"}', False),
    ('{"a":"\\u20ac"}', False),
    ('{"a":"\\u000f\\n\\b\\t\\"\\\\/"}', True),
    ('{"a":"\\/"}', False),
    ('{"a":"\\u000A"}', False),
    ('{"a":"\u2028\u007f"}', True),
    ('{"a":1,"a":1}', False),
    ('{"a":1,"a":2}', False),
    ('{"b":1,"a":2}', False),
    ('{"a":01}', False),
    ('{"a":+1}', False),
    ('{"a":tru}', False),
    ('{"a":[true,false,null,{},[],""]}', True),
    ('{"__proto__":1,"constructor":2}', True),
    ('{"a":[1,]}', False),
    ('{"a":1} ', False),
    ('\ufeff{"a":1}', False),
    ('{"a":' + 31 * "[" + 31 * "]" + "}", True),
    ('{"a":' + 30 * "[" + "1" + 30 * "]" + "}", True),
    ('{"a":' + 31 * "[" + "1" + 31 * "]" + "}", False),
    ('{"a":' + 32 * "[" + 32 * "]" + "}", False),
    ("[]", False),
    ("1", False),
    ("", False),
]  # fmt: skip
BASE64 = [("", b""), ("AA==", b"\0"), ("AB==", None), ("AA=", None), ("AA", None), ("AAA=", b"\0\0"), ("AAB=", None),
          ("AAAA", b"\0\0\0"), ("A A A", None), ("AAA\n", None), ("-_-_", None), ("+/+/", b"\xfb\xff\xbf"), ("====", None),
          ("A===", None), ("AA==AA==", None), ("\u0661AAA", None)]  # fmt: skip


@pytest.mark.once
def test_python_verifier_reads_the_published_notes(python):
    for name, key, text, line in NOTES:
        note = python.Row(text=text.encode(), lines=[(name, python.plain64(line))])
        assert python.signed_by(note, name, key) is True
        assert python.signed_by(note, f"{name}x", key) is None
        note.text += b"\n"
        assert python.signed_by(note, name, key) is False


@pytest.mark.once
@pytest.mark.browser
def test_offline_page_reads_the_published_notes(page):
    run = """async ([name, key, text, line]) => {
      const note = Object.create(Checkpoint.prototype);
      Object.assign(note, { text: utf8.encode(text), signatures: [{ name, bytes: unbase64(line) }] });
      const answers = [await note.by(name, 1, unbase64(key))];
      note.text = utf8.encode(text + " ");
      return [...answers, await note.by(name, 1, unbase64(key)), await note.by(name + "x", 1, unbase64(key))];
    }"""
    for note in NOTES:
        assert page.evaluate(run, list(note)) == ["right", "wrong", "none"]


@pytest.mark.once
def test_python_verifier_reads_only_the_one_form(python):
    assert [text for text, fine in TEXTS if (python.strict(text.encode()) is not None) != fine] == []
    assert all(python.WRITE[1](json.loads(text)) == text for text, fine in TEXTS if fine)
    assert python.strict(b'{"a":"\xff"}') is None and python.strict(b'{"a":"\xed\xa0\x80"}') is None
    assert [python.plain64(text) for text, _ in BASE64] == [data for _, data in BASE64]


@pytest.mark.once
@pytest.mark.browser
def test_offline_page_reads_only_the_one_form(page):
    fine = page.evaluate(
        "texts => texts.map(text => Reader.object(text) !== null)", [text for text, _ in TEXTS]
    )
    assert fine == [fine for _, fine in TEXTS]
    read = "texts => texts.map(text => { const found = unbase64(text); return found && Array.from(found); })"
    found = page.evaluate(read, [text for text, _ in BASE64])
    assert found == [None if data is None else list(data) for _, data in BASE64]
    assert page.evaluate("Reader.object(decoded(Uint8Array.of(123, 34, 255, 34, 125)))") is None


@pytest.mark.once
def test_the_server_itself_reads_the_published_notes_and_only_the_one_form():
    for name, key, text, line in NOTES:
        note = notes.Checkpoint(name, 0, b"", text.encode(), ((name, notes.plain64(line)),))
        assert notes.signed_by_log(note, notes.plain64(key))
        assert not notes.signed_by_log(replace(note, signed=note.signed + b"\n"), notes.plain64(key))
        assert not notes.signed_by_log(replace(note, origin=f"{name}x"), notes.plain64(key))
    assert [text for text, fine in TEXTS if reads(text.encode()) != fine] == []
    assert not reads(b'{"a":"\xff"}') and not reads(b'{"a":"\xed\xa0\x80"}')


def reads(data: bytes) -> bool:
    try:
        value = canonical.strict_json(data)
    except Refused:
        return False
    return isinstance(value, dict) and canonical.is_canonical(value, data)


@pytest.mark.once
def test_python_verifier_gives_the_reference_roots_of_rfc_6962(python):
    leaves = [hashlib.sha256(b"\0" + bytes.fromhex(data)).digest() for data in test_vectors.REFERENCE]
    root = python.tree(leaves)
    assert [python.plain64(root(size)).hex() for size in range(1, 9)] == test_vectors.ROOTS
    assert root(0) == python.text64(hashlib.sha256().digest()) and root(9) is None


@pytest.mark.once
@pytest.mark.browser
def test_offline_page_gives_the_reference_roots_of_rfc_6962(page):
    run = """leaves => {
      const bytes = leaves.map(one => sha256(joined([0], unhex(one)))), tree = new Tree(bytes);
      return [1, 2, 3, 4, 5, 6, 7, 8].map(size => hex(tree.root(size)));
    }"""
    assert page.evaluate(run, test_vectors.REFERENCE) == test_vectors.ROOTS


@pytest.mark.once
@pytest.mark.browser
def test_hash_of_the_offline_page_is_that_of_the_browser(page):
    run = """async () => {
      for (let length = 0; length < 300; length++) {
        const data = Uint8Array.from({ length }, (_, i) => i * 7 + length & 255);
        if (hex(sha256(data)) !== hex(await nativeSha256(data))) return length;
      }
      return hex(sha256(new Uint8Array(1000000).fill(97)));
    }"""
    assert page.evaluate(run) == hashlib.sha256(b"a" * 1_000_000).hexdigest()


@pytest.mark.once
def test_golden_vector_is_read_with_its_checkpoints(python):
    """design/vector.txt: the roots and both signature lines (tests/record/test_vectors.py has the entries)."""
    origin = "moes.gov.la/coop/demo"
    note = python.read_note(
        "moes.gov.la/coop/demo\n4\n9KeMZv1ZfG1rLbyHiUmcYqoCL9UpA/OjZpJTb6SEgYk=\n\n"
        "— moes.gov.la/coop/demo PTUOUJ8CMFNdd2wThO8u8NqTP3uUFos6kyXlhTwd6oFCdFTKID56S1mXCs4OaiqffUb31HAZajhrRaxCxJ6KKvnwyw4=\n"
        "— moet.gov.vn/witness 5irLfQAAAABrA6wwAYQnw+JIYsNWjHWWPtc1EgjTCRWC0/yRRPS5H2jpjjEmu3fs9r54pZSVxspqM0ZTi08LV+z8xkQ8H1r4E0oQCw==\n",
        origin,
        4,
        "",
    )
    assert python.signed_by(note, origin, "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=") is True
    witness = registers.Ed25519PrivateKey.from_private_bytes(b"\x0c" * 32).public_key().public_bytes_raw()
    assert python.signed_by(note, "moet.gov.vn/witness", python.text64(witness), True) is True
    leaves = [python.plain64(line[-1]) for line in test_vectors.LAOS]
    assert python.tree(leaves)(4) == note.root


# ---- Edge cases of Ed25519, as in the collections of Wycheproof and "Taming the many EdDSAs" -----------------------------


def edges():
    """(name, key, signature, message, holds). Libraries disagree on some; both verifiers say no to these."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    private = registers.Ed25519PrivateKey.from_private_bytes(seed)
    key = registers.public(private)
    rfc8032 = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    good = private.sign(b"two sides")
    scalar = int.from_bytes(good[32:], "little")
    point = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little") & (1 << 254) - 8 | 1 << 254
    nothing = (1).to_bytes(32, "little")
    challenge = int.from_bytes(hashlib.sha512(nothing + key + b"two sides").digest(), "little") % L
    small_r = nothing + (challenge * point % L).to_bytes(32, "little")
    yield "RFC 8032, test 1", key, rfc8032, b"", True
    yield "as signed", key, good, b"two sides", True
    yield "S plus the order", key, good[:32] + (scalar + L).to_bytes(32, "little"), b"two sides", False
    yield "S zero", key, good[:32] + bytes(32), b"two sides", False
    yield "R nothing", key, small_r, b"two sides", False
    yield "R with the other sign", key, good[:31] + bytes([good[31] ^ 128]) + good[32:], b"two sides", False
    yield "short", key, good[:63], b"two sides", False
    yield "long", key, good + b"\0", b"two sides", False
    yield "empty", key, b"", b"two sides", False
    yield "other message", key, good, b"two sidez", False
    for y in (0, 1, P - 1, P, P + 1, 2**255 - 1):
        yield f"key y={y}", y.to_bytes(32, "little"), nothing + bytes(32), b"two sides", False
        yield f"key -y={y}", (y | 1 << 255).to_bytes(32, "little"), nothing + bytes(32), b"two sides", False
    for text in (
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ):
        yield f"key of order 8, {text[:4]}", bytes.fromhex(text), nothing + bytes(32), b"two sides", False


@pytest.mark.once
def test_python_verifier_on_edge_cases_of_ed25519(python):
    assert [name for name, *case, holds in edges() if bool(python.signed(*case)) != holds] == []


@pytest.mark.once
@pytest.mark.browser
def test_offline_page_on_edge_cases_of_ed25519(page):
    run = "async all => Promise.all(all.map(([key, signature, message]) => ed25519(unhex(key), unhex(signature), unhex(message))))"
    held = page.evaluate(run, [[part.hex() for part in case] for _, *case, _ in edges()])
    assert held == [holds for *_, holds in edges()]


# ---- Anything at all --------------------------------------------------------------------------------------------------


@pytest.mark.once
def test_damaged_files_get_an_answer_and_never_hold(python):
    """Cut anywhere, any bit turned, any line dropped or doubled; and noise. No exception leaves the verifier."""
    chance = random.Random(7)
    files = next(made.files for seed in range(0, 200, 2) if len((made := registers.made(seed)).files) == 1)
    whole = files[0][1]
    lines = whole.splitlines(keepends=True)
    for _ in range(300):
        place, kind = chance.randrange(len(whole)), chance.randrange(5)
        damaged = [
            whole[:place],
            whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :],
            b"".join(one for n, one in enumerate(lines) if n != place % len(lines)),
            b"".join([*lines[: place % len(lines)], lines[place % len(lines)], *lines[place % len(lines) :]]),
            chance.randbytes(50) + whole[place:],
        ][kind]
        assert verifiers.in_python(python, [("x", damaged)])["verdict"] == "invalid", (place, kind)
    for text in (
        b"",
        b"\n",
        b"{" * 100_000,
        b"{}\n",
        b'{"t":"head"}\n',
        b'{"t":[]}\n',
        b"\xff\xfe",
        b'{"a":' * 50_000,
    ):
        assert verifiers.in_python(python, [("x", text)])["verdict"] == "invalid"


@pytest.mark.once
def test_verify_runs_by_itself_and_says_why(tmp_path):
    """As an auditor runs it: no Songfai on the path, a folder of files, three kinds of answers by exit code."""
    whole = next(
        made for seed in range(0, 50, 2) if "in_force" in (made := registers.made(seed)).stages.values()
    )
    inner = tmp_path / "usb" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "usb" / "read-me.txt").write_text("Good morning")
    for name, data in whole.files:
        (inner / name).write_bytes(data)
    alone = tmp_path / "verify.py"
    alone.write_bytes(verifiers.FOLDER.joinpath("verify.py").read_bytes())
    run = [sys.executable, "-I", str(alone)]

    def answer(*arguments):
        done = subprocess.run([*run, *map(str, arguments)], capture_output=True, text=True, cwd=tmp_path)
        assert done.stderr == ""
        return done.returncode, done.stdout

    code, text = answer(tmp_path / "usb")
    assert code == 0 and text.startswith("valid: ok\nlog ")
    agreed = re.findall(
        r"^in_force: plan/\d+, version \d+, sha256:(\w{64}), p1 agreed 2026-11-21, p2 agreed 2026-11-21$",
        text,
        re.M,
    )
    assert set(agreed) == {doc for doc, stage in whole.stages.items() if stage == "in_force"} != set()
    code, text = answer(tmp_path / "usb", "--json")
    assert code == 0 and json.loads(text)["reason"] == "ok"
    for one in json.loads(text)["documents"]:
        assert one["stage"] not in ("in_force", "accepted") or list(one["agreed"]) == ["p1", "p2"]
    assert answer(tmp_path / "usb" / "read-me.txt")[0] == 1
    (tmp_path / "empty").mkdir()
    assert answer(tmp_path / "empty") == (2, "incomplete: nothing\n")
    assert answer(tmp_path / "nowhere")[0] == 2
    assert answer()[0] == 2


@pytest.mark.once
def test_nobody_reads_the_answer_to_the_end(tmp_path):
    """`verify.py FILE | head -1`: the pipe is closed before anything is written."""
    (name, data), *_ = registers.made(0).files
    (tmp_path / name).write_bytes(data)
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, verifiers.FOLDER / "verify.py", tmp_path / name],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert done.stderr == b"" and done.returncode in (0, 2)


@pytest.mark.once
def test_verifier_is_short_and_stands_alone():
    source = verifiers.FOLDER.joinpath("verify.py").read_text(encoding="utf-8")
    assert [path.name for path in verifiers.FOLDER.glob("*.py")] == ["verify.py"]
    assert len(source.splitlines()) <= 400 and max(map(len, source.splitlines())) <= 120
    for node in ast.walk(ast.parse(source)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.split(".")[0] in {*sys.stdlib_module_names, "cryptography"}, name


# ---- Where a fault is -----------------------------------------------------------------------------------------------------

GOLDEN = Path(__file__).parent / "golden" / "agreed.jsonl"


def flipped(data, step):
    """(the line in which a byte was changed, the file with it)."""
    row = 1
    for place, byte in enumerate(data):
        if place % step == step // 2:
            yield row, [("a.jsonl", data[:place] + bytes([byte ^ 1]) + data[place + 1 :])]
        row += byte == 10


def lines_named(where):
    named = re.findall(r"a\.jsonl, line (\d+)(?:-(\d+))?", where)
    return {row for first, last in named for row in range(int(first), int(last or first) + 1)}


@pytest.mark.once
def test_flipped_byte_is_named_with_its_line(python, capsys):
    """Which line it is, where the others tell it; else those it may be. Never another one."""
    wrong, exact, tried = [], 0, 0
    for row, files in flipped(GOLDEN.read_bytes(), 13):
        said = verifiers.in_python(python, files)
        named = lines_named(said["where"])
        assert said["verdict"] == "invalid"
        wrong += [] if row in named else [(row, said["reason"], said["where"])]
        exact, tried = exact + (named == {row}), tried + 1
    with capsys.disabled():
        print(f"\n  {tried:,} flipped bytes, {exact:,} named by their one line, {len(wrong)} by another one")
    assert wrong == []
    assert exact > 0.85 * tried


@pytest.mark.once
@pytest.mark.browser
def test_two_verifiers_name_a_flipped_byte_in_the_same_words(python, page):
    tried = [files for _, files in flipped(GOLDEN.read_bytes(), 101)]
    mine = [verifiers.in_python(python, files) for files in tried]
    assert len(tried) > 150 and all(", line " in said["where"] for said in mine)
    assert mine == verifiers.in_browser(page, tried)


@pytest.mark.once
@pytest.mark.browser
def test_entry_that_was_changed_with_all_hashes_around_it_is_named(python, page):
    """Somebody who knows the format mends the end line: then the chain tells which entry it was."""
    lines = GOLDEN.read_bytes().splitlines(keepends=True)
    place = next(place for place, one in enumerate(lines) if b'\\"seq\\":4,' in one)
    lines[place] = lines[place].replace(b"2026-03-09T08:33", b"2026-03-09T08:34", 1)
    end = next(place for place, one in enumerate(lines) if one.startswith(b'{"lines":'))
    lines[end] = registers.line(t="end", lines=end, sha256=hashlib.sha256(b"".join(lines[:end])).hexdigest())
    said = verifiers.in_python(python, files := [("a.jsonl", b"".join(lines))])
    assert (said["verdict"], said["reason"]) == ("invalid", "chain")
    assert said["where"] == f"entry 4 of moha.gov.vn.example/coop/try, a.jsonl, line {place + 1}"
    assert verifiers.in_browser(page, [files]) == [said]


@pytest.mark.once
@pytest.mark.browser
def test_file_in_a_folder_whose_first_line_was_damaged_is_not_passed_over(python, page):
    """In a folder other things may lie; what still looks like a bundle is not one of them."""
    data = GOLDEN.read_bytes()
    for damaged in (
        data.replace(b'"head"', b'"heaf"', 1),
        data.replace(b"coop-bundle/1", b"coop-bundle?1", 1),
    ):
        said = python.answer([("a.jsonl", io.BytesIO(damaged), False)])
        assert (said["reason"], said["where"]) in (
            ("no_bundle", "a.jsonl, line 1"),
            ("frame", "a.jsonl, line 1"),
        )
        run = "async text => verify([{ name: 'a.jsonl', given: false, bytes: Uint8Array.from(atob(text), one => one.charCodeAt(0)) }])"
        assert page.evaluate(run, base64.b64encode(damaged).decode()) == said


@pytest.mark.once
@pytest.mark.browser
def test_offline_page_says_the_place_in_its_language(browser):
    page = verifiers.opened(browser, locale="en")
    data = GOLDEN.read_bytes()
    place = data.index(b"2026-03-09T08:33")
    row = data[:place].count(b"\n") + 1
    damaged = data[: place + 3] + b"7" + data[place + 4 :]
    page.set_input_files("#files", [{"name": "a.coop", "mimeType": "text/plain", "buffer": damaged}])
    page.wait_for_selector("#result:not([hidden])")
    seq = json.loads(json.loads(data.splitlines()[row - 1])["b"])["seq"]
    log = "moha.gov.vn.example/coop/try"
    for language, words in {
        "en": f"entry {seq} of {log}, a.coop, line {row}",
        "vi": f"dòng {seq} của nhật ký {log}, a.coop, dòng {row} của tệp",
        "lo": f"ແຖວທີ {seq} ຂອງບັນທຶກເຫດການ {log}, a.coop, ແຖວທີ {row} ຂອງຟາຍ",
    }.items():
        page.click(f"[data-language={language}]")
        assert words in page.inner_text("#facts").replace("\n", " ")
    page.close()


# ---- The page as people see it ----------------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.browser
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_offline_page_answers_in_three_languages_without_a_network(viewport, browser, axe, planted):
    page = verifiers.opened(browser, viewport=viewport, locale="en")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    words = {"en": ("Valid", "Not valid"), "vi": ("Hợp lệ", "Không hợp lệ"), "lo": ("ຖືກຕ້ອງ", "ບໍ່ຖືກຕ້ອງ")}
    for made, place in ((registers.made(0), 0), (planted["fork"], 1)):
        files = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            for name, data in made.files
        ]
        page.set_input_files("#files", files)
        page.wait_for_selector("#result:not([hidden])")
        for language, answers in words.items():
            page.click(f"[data-language={language}]")
            assert page.inner_text("#verdict") == answers[place]
            # Of what is false nothing is read: no list of documents, and none that says there are none yet.
            assert page.is_visible("#papers") == (place == 0)
            assert page.get_attribute("html", "lang") == language
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert asked == []
    page.close()


@pytest.mark.once
@pytest.mark.browser
def test_offline_page_joins_the_parts_of_a_mail(browser):
    """All of them: the bundle. One missing, or one changed: no fault of the record, and not valid."""
    page = verifiers.opened(browser, locale="en")
    ((_, data),) = next(
        made.files for seed in range(0, 200, 2) if len((made := registers.made(seed)).files) == 1
    )
    pieces = registers.in_parts(data, random.Random(3))
    changed = [pieces[0][:-2] + bytes([pieces[0][-2] ^ 1]) + pieces[0][-1:], *pieces[1:]]
    for parts, verdict in ((pieces, "Valid"), (pieces[1:], "Incomplete"), (changed, "Incomplete")):
        files = [
            {"name": f"{n}.part", "mimeType": "application/octet-stream", "buffer": one}
            for n, one in enumerate(parts)
        ]
        page.set_input_files("#files", files)
        page.wait_for_selector("#result:not([hidden])")  # asked in words: the page forbids eval
        assert page.inner_text("#verdict") == verdict
    page.close()


@pytest.mark.once
@pytest.mark.browser
def test_offline_page_has_a_sentence_in_three_languages_for_each_answer(page, python):
    source = verifiers.FOLDER.joinpath("verify.py").read_text(encoding="utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    codes = {
        word.arg for call in calls if getattr(call.func, "id", "") == "require" for word in call.keywords
    }
    codes |= {"ok", "fork", "conflict", *python.LACKS}
    rows = page.evaluate(
        "FINDINGS.map(row => [row[0].split(' '), row.slice(1).every(Boolean) && row.length === 4])"
    )
    assert {code for found, _ in rows for code in found} == codes
    assert all(whole for _, whole in rows)
    assert (
        page.evaluate("Object.values(TEXTS).map(texts => JSON.stringify(Object.keys(texts)))").count(
            page.evaluate("JSON.stringify(Object.keys(TEXTS.en))")
        )
        == 3
    )


# ---- What is asked of verify.py where it lies ---------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize("seed", [1, 2], ids=["one kind of key", "the other"])
def test_passkey_holds_only_over_this_document_and_in_its_form(python, seed):
    officer = registers.Officer.new(random.Random(seed))
    programme, doc = (f"sha256:{letter * 64}" for letter in "ab")
    evidence = officer.evidence(programme, doc)
    key = evidence["key"]
    assert python.passkey_holds(evidence, programme, doc, [key])
    assert python.passkey_holds(evidence, programme, doc, [])
    for wrong in (
        {"key": registers.url64(officer.cose[:-1])},
        {"key": registers.url64(b"\xa4" + bytes(41))},
        {"key": registers.url64(bytes(77))},
        {"client": registers.url64(b"no client data")},
        {"client": registers.url64(b"[]")},
        {"authenticator": registers.url64(bytes(37))},
        {"signature": registers.url64(bytes(64))},
    ):
        assert not python.passkey_holds(evidence | wrong, programme, doc, []), wrong
    assert not python.passkey_holds(evidence, programme, programme, [])
    assert not python.passkey_holds(evidence, doc, doc, [])
    assert not python.passkey_holds(evidence, programme, doc, ["b3RoZXI"])
    created = officer.evidence(programme, doc, type="webauthn.create")
    assert not python.passkey_holds(created, programme, doc, [])


@pytest.mark.once
def test_verifier_says_what_it_could_not_read_and_how_it_is_called(python, tmp_path, capsys, monkeypatch):
    assert python.main([str(tmp_path / "nowhere.coop")]) == 2
    assert capsys.readouterr().out.startswith("incomplete: unreadable (")
    program = str(verifiers.FOLDER / "verify.py")
    monkeypatch.setattr(sys, "argv", [program])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(program, run_name="__main__")
    assert left.value.code == 2
    assert "python verify.py PATH" in capsys.readouterr().out


@pytest.mark.once
def test_reader_who_has_seen_enough_changes_no_answer(python, tmp_path, monkeypatch):
    """As `verify.py PATH | head -0`."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert python.main([str(tmp_path)]) == 2
        # What is printed after it goes nowhere, and raises nothing.
        print("more", flush=True)
