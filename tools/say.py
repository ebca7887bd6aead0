"""What the tool tells the person at the terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):
    """The tool cannot go on; the text says what is missing and how to get it."""


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def complain(text: str) -> None:
    print(f"✗ {text}", file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Announce a step that takes a while, and how long it took."""
    say(f"{text} ...")
    started = time.monotonic()
    yield
    say(f"{text}: done in {time.monotonic() - started:.0f} s")
