"""How many wrong lines the tests notice; a few of them in every run, all with `./dev test --long`."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.record.deciding import DECIDING
from tests.record.mutants import TESTS

pytestmark = pytest.mark.once
KINDS = dict.fromkeys(TESTS, "mutants") | dict.fromkeys(DECIDING, "deciding")
# Every how many of its changes one is tried in each run, always the same.
FEW = {"record.tree": 20, "record.marks": 1, "record.actions.joint": 12}


def noticed(name: str, share: int, capsys) -> tuple[int, int]:
    """In a process in which nothing of the record is imported yet. Of how many tried."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.record.{KINDS[name]}", str(share), name],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout[done.stdout.index(f"{name}: ") :]
    with capsys.disabled():
        print(f"\n  {said}")
    return int(said.split()[1]), int(said.split()[3])


@pytest.mark.parametrize("name", FEW)
def test_a_few_wrong_lines_are_noticed(name, capsys):
    found, tried = noticed(name, FEW[name], capsys)
    assert found == tried > 2


@pytest.mark.long
@pytest.mark.parametrize("name", KINDS)
def test_tests_notice_when_a_line_is_wrong(name, capsys):
    found, tried = noticed(name, 1, capsys)
    assert found >= 0.95 * tried > 0
