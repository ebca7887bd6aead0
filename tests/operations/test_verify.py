"""The verifier's one line, in words; and a bundle that came by mail in parts."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from songfai.operations.verify import WORDS, for_a_person, in_words, run
from tests.record import registers

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("valid: ok", "valid: every line, hash, chain, card, signature and consent holds (ok)"),
        (
            "invalid: fork (a.coop)",
            "invalid: one side has signed two different stories of its log (fork, a.coop)",
        ),
        ("incomplete: newer", "incomplete: a part was written by newer software (newer)"),
        ("something else", "something else"),
    ],
)
def test_answer_is_said_in_words(line, said):
    assert in_words(line) == said


def test_papers_of_both_are_listed_and_statements_of_one_side_counted():
    hashes = [f"sha256:{digit * 64}" for digit in "1234"]
    answer = (
        "valid: ok\nlog a.example/p: 9 entries, 9 receipted, root AAAA=\n"
        f"stated_before: p1/activity/1, version 1, {hashes[0]}\n"
        f"in_force: plan/2026, version 1, {hashes[1]}, p1 agreed 2026-01-02, p2 agreed 2026-01-03\n"
        f"stated: p1/activity/1, version 2, {hashes[2]}\n"
        f"offered: minutes/2025, version 1, {hashes[3]}, p1 agreed 2026-01-04\n"
    )
    lines = for_a_person(answer).splitlines()
    assert [line.split(",")[0] for line in lines] == [
        "valid: every line",
        "log a.example/p: 9 entries",
        "offered: minutes/2025",
        "in_force: plan/2026",
        "Statements of one side: 1",
    ]
    assert lines[-1] == "Statements of one side: 1, and 1 earlier versions. verify.py lists them."
    assert for_a_person("invalid: fork (a.coop)\n") == f"{in_words('invalid: fork (a.coop)')}\n"
    assert for_a_person("") == ""


def test_no_code_is_said_twice():
    codes = [code for codes in WORDS for code in codes.split()]
    assert len(codes) == len(set(codes))


@pytest.fixture
def mail(tmp_path):
    """A folder with a record of several bundles, the last of them in parts, and what else lies in a mail folder."""
    files = next(made.files for seed in range(0, 50, 2) if len((made := registers.made(seed)).files) > 1)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "letter.txt").write_text("Xin chào")
    for name, data in files[:-1]:
        (tmp_path / "more" / name).write_bytes(data)
    for number, piece in enumerate(registers.in_parts(files[-1][1], random.Random(1))):
        (tmp_path / f"{number}.part").write_bytes(piece)
    return tmp_path


def test_parts_of_a_mail_are_joined_before_they_are_checked(mail, capfd):
    assert run(str(mail)) == 0
    assert capfd.readouterr().out.startswith("valid: every line")


def test_flipped_byte_is_named_by_its_file_and_line_with_the_rule_it_breaks(mail, capfd):
    """Also where parts of a mail lie beside it: they are joined elsewhere, and nobody is told of that place."""
    assert run(str(mail)) == 0
    capfd.readouterr()
    damaged = next(one for one in (mail / "more").iterdir() if one.suffix != ".txt")
    data = damaged.read_bytes()
    place = data.index(b'"t":"entry"') + 6
    damaged.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    row = data[:place].count(b"\n") + 1
    for path in (mail, damaged):
        assert run(str(path)) == 1
        said = capfd.readouterr().out
        assert said.startswith("invalid: ")
        assert f", {damaged}, line {row})" in said


def test_command_needs_no_server(mail, tmp_path_factory):
    """As somebody runs it who has the software and a record, and no server, no settings and no data."""
    nowhere = tmp_path_factory.mktemp("nowhere")
    root = Path(__file__).parents[2]
    env = {"PATH": os.environ["PATH"], "HOME": str(nowhere), "SONGFAI_DATA": str(nowhere / "data")}
    command = [sys.executable, "-m", "songfai", "verify", str(mail)]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=root)
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "valid"), done.stderr
    (mail / "1.part").unlink()
    done = subprocess.run(done.args, capture_output=True, text=True, env=env, cwd=root)
    assert (done.returncode, done.stdout.split(":")[0]) == (2, "incomplete"), done.stderr
    assert list(nowhere.iterdir()) == []


def test_who_stops_reading_gets_the_answer_as_the_exit_code(mail):
    """`songfai verify PATH | head -0`: a pipe that nobody reads does not make a valid record false."""
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "songfai", "verify", str(mail)]
    done = subprocess.run(command, stdout=writes, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2])
    os.close(writes)
    assert (done.returncode, done.stderr) == (0, b"")


def test_part_that_is_missing_is_named(mail, capfd):
    (mail / "1.part").unlink()
    assert run(str(mail)) == 2
    said = capfd.readouterr().out
    assert said.startswith(
        "incomplete: parts of a bundle that came by mail are missing (parts_missing)\nPart "
    )
    assert run(str(mail / "0.part")) == 2


def test_part_that_was_changed_is_not_valid(mail, capfd):
    part = mail / "1.part"
    part.write_bytes(part.read_bytes()[:-2] + b"x\n")
    assert run(str(mail)) == 1
    assert capfd.readouterr().out.startswith(
        "invalid: a file is damaged, cut off, or not a bundle (bundle_damaged)"
    )


def test_missing_file_and_folder_without_a_bundle(tmp_path, capfd):
    assert run(str(tmp_path)) == 2
    assert run(str(tmp_path / "nothing")) == 2
    assert "there is no bundle here" in capfd.readouterr().out
