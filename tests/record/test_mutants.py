import subprocess
import sys
from pathlib import Path

import pytest

from tests.record.mutants import TESTS


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("name", TESTS)
def test_tests_notice_when_a_line_is_wrong(name, capsys):
    """In a process in which nothing of the record is imported yet."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.record.mutants", "1", name],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    noticed, total = (int(done.stdout.split()[place]) for place in (1, 3))
    with capsys.disabled():
        print(f"\n  {done.stdout}")
    assert noticed >= 0.95 * total
