"""`songfai serve`: the web server and the background worker, started and stopped together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from songfai.operations.ground import Failed, hold, require_current_tables, start_django

# A part that dies at once, or again and again, is broken, not unlucky: everything stops.
TOO_SOON = 5.0
TOO_OFTEN = 3
WHILE = 60.0
PR_SET_PDEATHSIG = 1
GRACE = 20.0
POLL = 0.2


def end_with_parent() -> None:
    """A part whose parent was killed without a chance to stop it would go on writing; Linux can end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def require_free(bind: str) -> None:
    """The web server would try the address for a while before it gave up; a person wants to know at once."""
    host, _, port = bind.rpartition(":")
    if not port.isdigit():
        raise Failed(f"“{bind}” is no address: say --bind HOST:PORT, for example 127.0.0.1:8000.")
    host = host.strip("[]")
    try:
        with socket.create_server(
            (host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        ):
            return
    except (OSError, OverflowError) as error:
        raise Failed(f"{bind} cannot be served on: {error}.") from error


@dataclass
class Part:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        # A group of its own, so that Ctrl+C reaches the parts through their parent only, in order.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=end_with_parent)
        self.starts.append(time.monotonic())

    def is_broken(self) -> bool:
        now = time.monotonic()
        lately = [start for start in self.starts if now - start < WHILE]
        return now - self.starts[-1] < TOO_SOON or len(lately) >= TOO_OFTEN

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tell(self, number: int) -> None:
        if self.process is not None and self.is_running():
            self.process.send_signal(number)


def web(bind: str, workers: int, threads: int) -> Part:
    command = [sys.executable, "-m", "gunicorn", "songfai.config.wsgi:application", "--bind", bind]
    command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
    command += [
        "--timeout",
        "120",
        "--no-control-socket",
        "--graceful-timeout",
        "15",
        "--log-level",
        "warning",
    ]
    if os.environ.get("SONGFAI_DEBUG") == "1":
        command.append("--reload")
    return Part("web server", command)


def worker() -> Part:
    command = [sys.executable, "-m", "django", "db_worker", "--queue-name", "*", "--no-startup-delay"]
    return Part("background worker", command)


def clock() -> Part:
    command = [sys.executable, "-m", "django", "exchange_clock"]
    return Part("exchange with the partners", command)


@dataclass
class Household:
    """Parts that live together: one that dies is started again, one that cannot live takes all down."""

    parts: list[Part]
    stopping: bool = False
    failed: str = ""
    heard: list[int] = field(default_factory=list)

    def stop(self, number: int, frame: FrameType | None = None) -> None:
        self.heard.append(number)
        self.stopping = True

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        for part in self.parts:
            part.start()
        try:
            while not self.stopping:
                self.look()
                time.sleep(POLL)
        finally:
            self.end()

    def look(self) -> None:
        for part in self.parts:
            if part.is_running():
                continue
            if part.is_broken():
                self.failed = f"The {part.name} cannot live; its own words are above."
                self.stopping = True
                return
            print(f"The {part.name} ended and is started again.", file=sys.stderr, flush=True)
            part.start()

    def end(self) -> None:
        for part in self.parts:
            part.tell(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while any(part.is_running() for part in self.parts) and time.monotonic() < deadline:
            time.sleep(POLL)
        for part in self.parts:
            part.tell(signal.SIGKILL)


def run(data: Path, *, bind: str, workers: int, threads: int = 8) -> None:
    """Serve until told to stop. Raises Failed when a part cannot live."""
    from django.core.management import call_command

    start_django()
    require_current_tables()
    require_free(bind)
    call_command("collectstatic", interactive=False, verbosity=0)
    household = Household([web(bind, workers, threads), worker(), clock()])
    print(f"Songfai is served on http://{bind} (stop with Ctrl+C).", flush=True)
    with hold(data, exclusive=False):
        household.run()
    if household.failed:
        raise Failed(household.failed)
    print("Songfai stopped.", flush=True)
