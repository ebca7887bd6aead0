"""The power fails: what the disk had not been told to keep is lost, half there, or there in another order.

Nothing is partial then, and what was acknowledged is there. Killing a process (test_kill) cannot show this: what a killed
process wrote is kept by the system.
"""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.exchange.plain import Plain
from tests.exchange.power import Disk, traced
from tests.exchange.test_kill import WORK, marks_of, require_sound


def writes_can_be_followed() -> bool:
    """Some containers let no process follow another."""
    strace = shutil.which("strace") if sys.platform == "linux" else None
    return (
        bool(strace)
        and subprocess.run([strace, "-o", os.devnull, "true"], capture_output=True).returncode == 0
    )


pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        not writes_can_be_followed(), reason="strace cannot follow the writes of a process here"
    ),
]


def fail_everywhere(
    plain: tuple[Plain, Plain], name: str, tmp_path: Path, capsys, torn: int, every: int
) -> None:
    node, act = WORK[name](*plain)
    node.take_picture("before")
    before, says = node.holds(), node.own.parent / "acknowledged"
    disk = Disk([node.own, Path(node.database).parent])

    def work() -> None:
        with node:
            act(node)
            says.write_bytes(b"acknowledged")
            # What is put away later can fail later too.
            node.close()

    node.close()
    connection.close()
    calls = traced(work, tmp_path / "calls")
    after, marked = node.holds(), marks_of(node)
    assert after != before or name == "sending"

    chance, tried, kept, acknowledged = random.Random(name), 0, 0, False
    for place, call in enumerate(calls):
        first = call.path == str(says) and not acknowledged
        acknowledged = acknowledged or first
        changed = disk.follow(call)
        if not first and not (changed and place % every == 0):
            continue
        for state in disk.states(chance, torn):
            node.close()
            disk.lay(state)
            require_sound(node)
            held = node.holds()
            assert held in (before, after)
            if acknowledged:
                assert held == after, "what was acknowledged is lost"
                assert marks_of(node) == marked
            tried, kept = tried + 1, kept + (held == after)
    assert acknowledged
    with capsys.disabled():
        print(
            f"\n  {name}: {len(calls)} calls, {tried} disks after the power failed, {kept} with the work, 0 partial"
        )


@pytest.mark.parametrize("name", WORK)
def test_power_fails_at_some_moments(plain, name, tmp_path, capsys):
    fail_everywhere(plain, name, tmp_path, capsys, torn=1, every=20)


@pytest.mark.long
@pytest.mark.parametrize("name", WORK)
def test_power_fails_at_every_moment(plain, name, tmp_path, capsys):
    fail_everywhere(plain, name, tmp_path, capsys, torn=12, every=1)
