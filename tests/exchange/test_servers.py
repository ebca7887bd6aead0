"""Two installations with two databases, each with a server of its own: the story of `./dev show two-servers`."""

import http.client
import os
import random
import signal
import time
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from songfai.record import actions
from songfai.record.models import Register
from tests.exchange import story
from tests.exchange.nodes import LAOS, Node, exchange
from tests.exchange.test_network import post


@pytest.mark.long
def test_programme_is_carried_restored_and_checked(new_console, tmp_path):
    said: list[str] = []
    with story.offices(new_console, tmp_path, said.append) as (a, b):
        story.tell(a, b, tmp_path, said.append)
        assert a.stages()[0] == b.stages()[0] == {"programme": "in_force", "plan/2026": "offered"}
        assert 3 <= int(a.signed().splitlines()[1]) <= a.stages()[1][0]
    text = "\n".join(said)
    assert "is healed" in text and "restored from an older copy" in text and "invalid" in text


def put_down(node: Node) -> bool:
    """SIGKILL to the process that answers; the one above it, which only watches, makes another."""
    above = node.serving.pid
    children = Path(f"/proc/{above}/task/{above}/children").read_text().split()
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGKILL)
    return bool(children)


TAKEN = (204, b"")
# Of the kills, for as many processes.
PARTS = 4


def carry(address: str, data: bytes) -> tuple[int, bytes]:
    """What was answered; (0, the fault) where nothing was."""
    try:
        return post(address, data)
    except (urllib.error.URLError, http.client.HTTPException, OSError) as fault:
        return 0, repr(fault).encode()


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_while_it_serves(pair, part, capsys):
    """A thousand times, at random moments of taking files in over the network: what was acknowledged is there, and the same
    again heals."""
    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    b.receive(a.send())
    b.approve()
    exchange(a, b)
    chance, acknowledged, held = random.Random(part), 0, 0
    # The first file is taken in at leisure, to see how long that lasts.
    kills = 1 + int(os.environ.get("SONGFAI_KILLS", "1000")) // PARTS
    # Each kill sends a file twice and more, and an hour's allowance is for a partner who means well.
    often = {"SONGFAI_EXCHANGE_PER_HOUR": str(kills * 100)}
    with b.served("--preload", **often) as address, ThreadPoolExecutor(1) as beside:
        lasts = 0.0
        for number in range(kills):
            a.record_activity(title={"en": f"Activity {number}"})
            data, sizes = a.send(), a.sizes()
            if not number:
                started = time.monotonic()
                assert carry(address, data) == TAKEN
                lasts = time.monotonic() - started
                continue
            answer = beside.submit(carry, address, data)
            time.sleep(chance.uniform(0, 1.5 * lasts))
            assert put_down(b)
            if answer.result() == TAKEN:
                acknowledged += 1
                assert b.sizes()[0] == sizes[0], "what was acknowledged is lost"
            held += b.sizes()[0] == sizes[0]
            until = time.monotonic() + 20
            while (said := carry(address, data)) != TAKEN:
                assert time.monotonic() < until, f"the same again does not heal: {said}"
            assert b.sizes()[0] == sizes[0]
            # With b's receipt the next file is a short one again.
            a.receive(b.send())
    with b:
        assert actions.recompute(Register.objects.get()) == []
    exchange(a, b)
    assert a.sizes() == b.sizes()
    assert a.stages() == b.stages()
    assert 0 < acknowledged < kills - 1
    with capsys.disabled():
        print(f"\n  {kills - 1} kills: {acknowledged} were acknowledged, {held} were held, 0 lost, 0 partial")
