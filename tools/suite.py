"""./dev test: the suite on SQLite with a real browser, then on PostgreSQL. How deep is said with --thorough or --long."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from tools import machine
from tools.assets import ROOT
from tools.cluster import private_cluster
from tools.environment import OWN, python_tool
from tools.say import complain, say

COVERED = ROOT / "tools" / "coverage.toml"
NO_TESTS = 5
MEMORY, ROOM = Path("/dev/shm"), 4 * 1024**3
WORKERS = "2"
# How deep a run goes. Plain: what a person runs before each commit. --thorough, as each change must pass: the same in each
# language and all of it on PostgreSQL. --long: what takes minutes each.
DEPTHS = {"--thorough": 1, "--long": 2}
# Where the two engines differ: statements written by hand, triggers, search, locks, files of a database.
ENGINES = tuple(f"tests/{room}" for room in ("kit", "record", "portfolio", "novelty", "operations"))


def surroundings(**extra: str) -> dict[str, str]:
    """What the tests are started in. What Python compiles is kept, in the tool's own folder: each worker, the second engine, the
    next run and every process a test starts would else compile all of it again, half a minute a worker."""
    left_out = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
    clean = {name: value for name, value in os.environ.items() if name not in left_out}
    kept = {"PYTHONPYCACHEPREFIX": str(OWN / "compiled")}
    # Folders of tests in memory, where there is room: the record syncs each line to the disk, and a disk makes it wait.
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        kept["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
    return {**clean, **kept, **extra}


def pytest(arguments: list[str], **extra: str) -> int:
    command = [python_tool("python"), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=surroundings(**extra)).returncode


def chosen(arguments: list[str]) -> list[str]:
    """How deep to go is ours (DEPTHS); everything else is pytest's."""
    rest = [argument for argument in arguments if argument not in DEPTHS]
    left_out = " and ".join(f"not {marker}" for marker in left_out_of(arguments))
    selection = ["-m", left_out] if left_out else []
    parallel = [] if any(argument.startswith(("-n", "--pdb", "-s")) for argument in rest) else ["-n", WORKERS]
    return [*parallel, "--dist", "worksteal", *selection, *rest]


def left_out_of(arguments: list[str]) -> list[str]:
    """The markers of tests that a run of this depth leaves out."""
    depths = [DEPTHS[argument] for argument in arguments if argument in DEPTHS]
    taken = max(depths, default=0)
    return [marker for depth, marker in ((1, "thorough"), (2, "long")) if depth > taken]


def coverage() -> int:
    """The tests of the record and of the exchange, each branch of these rooms counted; 1 where one was not gone."""
    machine.ensure_strace()
    rest = left_out_of([])
    tool, settings = [python_tool("python"), "-m", "coverage"], f"--rcfile={COVERED}"
    kept = OWN / "coverage"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    say("branches of the record and the exchange")
    selection = " and ".join(f"not {marker}" for marker in ("browser", *rest))
    tests = ["-m", "pytest", "-q", "-n", WORKERS, "-m", selection, "tests/record", "tests/exchange"]
    for step in (["run", settings, *tests], ["combine", "-q", settings], ["report", settings]):
        if subprocess.run([*tool, *step], cwd=ROOT, env=surroundings()).returncode:
            complain("not each branch of the record and the exchange is gone by a test")
            return 1
    return 0


def run(arguments: list[str]) -> int:
    started = time.monotonic()
    machine.ensure_browser()
    machine.ensure_strace()
    programs = machine.ensure_postgres()
    asked = chosen(arguments)
    narrowed = bool([argument for argument in arguments if argument not in DEPTHS])
    quick = not narrowed and bool(left_out_of(arguments)[1:])
    rest = "; in one language each, --thorough for all" if quick else ""
    say(f"tests on SQLite, with the browser{rest}")
    results = {"SQLite": pytest(asked)}
    if programs:
        say("tests on PostgreSQL" + (", where the engines differ (--thorough: all)" if quick else ""))
        with private_cluster(programs) as address:
            results["PostgreSQL"] = pytest([*asked, *(ENGINES if quick else ())], DATABASE_URL=address)
    else:
        complain("not run on PostgreSQL: it is missing on this machine")
    # Of what nothing else holds each branch has to be gone: asked for where a change has to pass.
    if not narrowed and any(DEPTHS.get(one) for one in arguments):
        results["branches"] = coverage()
    # A selection may hold nothing that touches the database; the whole suite always does.
    failed = [name for name, code in results.items() if code and not (code == NO_TESTS and narrowed)]
    say(
        f"tests took {time.monotonic() - started:.0f} s: "
        + ("all passed" if not failed else f"failed on {', '.join(failed)}")
    )
    return 1 if failed else 0
