"""`songfai serve`: the web server and the background worker, started and stopped together."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from songfai.operations.ground import Failed, hold, require_current_tables, start_django

# A process that dies sooner than this after its start is broken, not unlucky: everything stops.
TOO_SOON = 5.0
GRACE = 20.0
POLL = 0.2


@dataclass
class Part:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0

    def start(self) -> None:
        # A group of its own, so that Ctrl+C reaches the parts through their parent only, in order.
        self.process = subprocess.Popen(self.command, start_new_session=True)
        self.started = time.monotonic()

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
            if time.monotonic() - part.started < TOO_SOON:
                self.failed = f"The {part.name} could not start; its own words are above."
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
    call_command("collectstatic", interactive=False, verbosity=0)
    household = Household([web(bind, workers, threads), worker()])
    print(f"Songfai is served on http://{bind} (stop with Ctrl+C).", flush=True)
    with hold(data, exclusive=False):
        household.run()
    if household.failed:
        raise Failed(household.failed)
    print("Songfai stopped.", flush=True)
