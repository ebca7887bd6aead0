import os
import signal
import socket
import subprocess
import sys
import threading

import pytest

from songfai.operations import serve
from songfai.operations.ground import Failed
from songfai.operations.serve import Household, Part
from tests.operations.waiting import free_port, get, wait_for

pytestmark = pytest.mark.database


def children_of(pid: int) -> set[int]:
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    direct = {child for child, parent in pairs if parent == pid}
    return direct | {grandchild for child in direct for grandchild in children_of(child)}


def test_serve_answers_and_stops_with_all_its_parts(ready_console):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = ready_console.command("serve", "--bind", f"127.0.0.1:{port}", "--workers", "1")
    serving = subprocess.Popen(command, env=ready_console.surroundings(), stdout=subprocess.PIPE, text=True)
    try:
        status, page = wait_for(lambda: get(f"{address}/accounts/login/"))
        assert status == 200
        style = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert get(address + style)[0] == 200
        parts = children_of(serving.pid)
        assert len(parts) >= 3  # gunicorn, its worker, the background worker
    finally:
        serving.send_signal(signal.SIGTERM)
        output, _ = serving.communicate(timeout=40)
    assert serving.returncode == 0
    assert f"Songfai is served on {address}" in output
    assert output.endswith("Songfai stopped.\n")
    assert not [pid for pid in parts if is_alive(pid)]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.once
def test_serve_refuses_an_address_that_is_taken(ready_console):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        refused = ready_console("serve", "--bind", bind)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"songfai serve: {bind} cannot be served on: ")


@pytest.mark.once
@pytest.mark.parametrize(
    "bind", ["here", "127.0.0.1", "127.0.0.1:", "127.0.0.1:999999", "not.a.name.invalid:8000"]
)
def test_what_is_no_address_is_refused(bind):
    with pytest.raises(Failed):
        serve.require_free(bind)


@pytest.mark.once
def test_parts_end_when_their_parent_is_killed(ready_console):
    port = free_port()
    command = ready_console.command("serve", "--bind", f"127.0.0.1:{port}", "--workers", "1")
    serving = subprocess.Popen(command, env=ready_console.surroundings(), stdout=subprocess.DEVNULL)
    wait_for(lambda: get(f"http://127.0.0.1:{port}/accounts/login/"))
    parts = children_of(serving.pid)
    serving.kill()
    serving.wait()
    assert wait_for(lambda: not [pid for pid in parts if is_alive(pid)])


def sleeper() -> Part:
    return Part("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"])


def die(part: Part) -> subprocess.Popen:
    process = part.process
    process.kill()
    process.wait()
    return process


@pytest.mark.once
def test_part_that_dies_is_started_again_but_not_forever(monkeypatch):
    monkeypatch.setattr(serve, "TOO_SOON", 0.0)
    part = sleeper()
    part.start()
    household = Household([part])
    first = die(part)
    household.look()
    assert part.process is not first
    assert part.is_running()
    die(part)
    household.look()
    die(part)
    household.look()
    assert household.stopping
    assert household.failed == "The sleeper cannot live; its own words are above."
    assert not part.is_running()


@pytest.mark.once
def test_part_that_cannot_live_stops_everything():
    healthy = sleeper()
    broken = Part("broken part", [sys.executable, "-c", "raise SystemExit(3)"])
    household = Household([healthy, broken])
    # Signals can be heard in the main thread only, which is where pytest runs its tests.
    assert threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        household.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert household.failed == "The broken part cannot live; its own words are above."
    assert not healthy.is_running()
