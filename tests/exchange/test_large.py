"""A bundle of two hundred megabytes is made and taken in with a fraction of that in the memory: by the page and the command line,
by the network, and in parts of a mail."""

import hashlib
import os
import subprocess
import sys
import textwrap
from base64 import b64encode
from pathlib import Path

import pytest
import rfc8785

from songfai.exchange.bundle import CHUNK

pytestmark = pytest.mark.once
MB = 1024 * 1024
FILE, FILES = 20 * MB, 8
# One file of 20 MB, its pieces as text, and what Python itself takes while it joins them.
ROOM = 110 * MB

READS = """
import hashlib, re, sys
from songfai.exchange import bundle, parts

# Of this process alone, in bytes: what getrusage says may be of the process that started it.
def most():
    return 1024 * int(re.search("VmHWM:[^0-9]*([0-9]+)", open("/proc/self/status").read())[1])

before = most()
paths, how = sys.argv[2:], sys.argv[1]
streams = [open(path, "rb") for path in paths]
if how == "network":
    streams = [parts.laid_down(parts.pieces_of(streams[0], bundle.MAX_BYTES + 1))]
    parts.sha256_of(streams[0])
(whole,) = parts.join(streams)
made = bundle.read(whole)
size = 0
for name, data in made.files.items():
    assert hashlib.sha256(data).hexdigest() == name
    size += len(data)
print(len(whole), size, most() - before)
"""

WRITES = """
import hashlib, os, re, sys
import django
django.setup()
from songfai.exchange import bundle, carried, files, parts
from songfai.files.actions import path_of, write_durably

def most():
    return 1024 * int(re.search("VmHWM:[^0-9]*([0-9]+)", open("/proc/self/status").read())[1])

size, names = 12 * 1024 * 1024, []
for number in range(8):
    data = bytes([number]) * size
    names.append(hashlib.sha256(data).hexdigest())
    write_durably(path_of(names[-1]), data)
del data
before = most()
made = bundle.Bundle(
    "sha256:" + "a" * 64, "a.example/c/x", "b.example/c/x", 0, [b"{}"], "statement", (0, bytes(32)), charter=b"{}",
    files=files.Here(files.fitting(names), {}),
)
whole = carried.Carried.of(parts.laid_down(bundle.written(made)))
assert max(map(len, parts.parts_of(whole))) <= parts.PART_BYTES
print(len(whole), most() - before)
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """Written a line at a time, as it is read."""
    path = tmp_path_factory.mktemp("large") / "large.coop"
    digest, count = hashlib.sha256(), 0
    names = {}
    for number in range(FILES):
        seed = os.urandom(MB)
        names[number] = [seed] * (FILE // MB)
    with path.open("wb") as file:

        def put(line: dict[str, object]) -> None:
            nonlocal count
            data = rfc8785.dumps(line) + b"\n"
            file.write(data)
            digest.update(data)
            count += 1

        zero = b64encode(bytes(32)).decode()
        put(
            {
                "t": "head", "fmt": "coop-bundle/1", "programme": "sha256:" + "a" * 64, "from": "a.example/c/x",
                "to": "b.example/c/x", "first": 0, "count": 1, "have": {"n": 0, "root": zero},
            }
        )  # fmt: skip
        put({"t": "charter", "b": "{}"})
        put({"t": "entry", "b": "{}"})
        for blocks in names.values():
            data = b"".join(blocks)
            sha256, of = hashlib.sha256(data).hexdigest(), -(-len(data) // CHUNK)
            for place in range(of):
                piece = b64encode(data[place * CHUNK : (place + 1) * CHUNK]).decode()
                put({"t": "blob", "sha256": sha256, "i": place, "of": of, "d": piece})
        put({"t": "checkpoint", "note": "statement\n"})
        end = {"t": "end", "lines": count, "sha256": digest.hexdigest()}
        file.write(rfc8785.dumps(end) + b"\n")
    return path


def in_parts(path: Path) -> list[Path]:
    from songfai.exchange.parts import parts_of

    found = []
    for number, part in enumerate(parts_of(path.read_bytes())):
        found.append(path.with_suffix(f".{number}"))
        found[-1].write_bytes(part)
    return found[::-1]


@pytest.mark.parametrize("how", ["file", "network", "mail"])
def test_two_hundred_megabytes_are_read_with_half_of_them_in_the_memory(large, how, capsys):
    paths = in_parts(large) if how == "mail" else [large]
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(READS), how, *map(str, paths)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    size, files, memory = map(int, done.stdout.split())
    assert size > 200 * MB
    assert files == FILE * FILES
    with capsys.disabled():
        print(f"\n  {how}: a bundle of {size // MB} MB, {memory // MB} MB of memory at most")
    assert memory < ROOM


def test_a_bundle_is_made_and_cut_for_mail_with_a_file_of_it_in_the_memory(tmp_path, capsys):
    """All that one bundle takes (files.ROOM); the record of both sides is made of two such."""
    own = {"SONGFAI_DATA": str(tmp_path), "SONGFAI_SECRET_KEY": "x" * 60, "SONGFAI_DEBUG": "0"}
    environment = {name: said for name, said in os.environ.items() if not name.startswith("SONGFAI_")}
    done = subprocess.run(
        [sys.executable, "-c", WRITES],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env=environment | own | {"DJANGO_SETTINGS_MODULE": "songfai.config.settings"},
    )
    assert done.returncode == 0, done.stderr
    size, memory = map(int, done.stdout.split())
    assert size > 120 * MB
    with capsys.disabled():
        print(f"\n  made: a bundle of {size // MB} MB, {memory // MB} MB of memory at most")
    assert memory < 60 * MB
