"""A record of 100,000 entries is checked in ten seconds, whoever checks it. What it takes is computing time of that process, so
that a busy machine changes little."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from bench.verify import VERIFY, record


def checked(path: Path, entries: int, capsys) -> float:
    """The seconds the stand-alone checker computes over a record of so many entries, which is valid."""
    path.write_bytes(record(entries))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, str(VERIFY), str(path), "--json"], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert json.loads(done.stdout)["verdict"] == "valid", done.stdout[:300]
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with capsys.disabled():
        print(f"\n  {entries:,} entries, {path.stat().st_size:,} bytes: valid in {spent:.1f} s")
    return spent


@pytest.mark.once
def test_the_record_that_is_measured_is_a_valid_one(tmp_path, capsys):
    checked(tmp_path / "record.coop", 2_000, capsys)


@pytest.mark.once
@pytest.mark.long
def test_a_hundred_thousand_entries_are_checked_in_ten_seconds(tmp_path, capsys):
    assert checked(tmp_path / "record.coop", 100_000, capsys) <= 10
