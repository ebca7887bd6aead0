"""A server's port, its answer, and the patience until it comes."""

import socket
import time
import urllib.request
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(answer: Callable[[], Answer], seconds: float = 30.0) -> Answer:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if found := answer():
                return found
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def get(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.status, answer.read().decode()
