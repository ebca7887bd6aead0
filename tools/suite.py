"""./dev test: the whole suite on SQLite with a real browser, then what touches the database on PostgreSQL."""

import os
import subprocess
import time

from tools import machine
from tools.assets import ROOT
from tools.cluster import private_cluster
from tools.environment import python_tool
from tools.say import complain, say

NO_TESTS = 5
WORKERS = "2"


def pytest(arguments: list[str], **extra: str) -> int:
    command = [python_tool("python"), "-m", "pytest", *arguments]
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(command, cwd=ROOT, env={**clean, **extra}).returncode


def chosen(arguments: list[str]) -> list[str]:
    """--long takes the long tests in; everything else is pytest's."""
    rest = [argument for argument in arguments if argument != "--long"]
    selection = [] if "--long" in arguments else ["-m", "not long"]
    parallel = [] if any(argument.startswith(("-n", "--pdb", "-s")) for argument in rest) else ["-n", WORKERS]
    return [*parallel, "--dist", "worksteal", *selection, *rest]


def run(arguments: list[str]) -> int:
    started = time.monotonic()
    machine.ensure_browser()
    programs = machine.ensure_postgres()
    asked = chosen(arguments)
    say("tests on SQLite, with the browser")
    results = {"SQLite": pytest(asked)}
    if programs:
        say("tests on PostgreSQL")
        with private_cluster(programs) as address:
            results["PostgreSQL"] = pytest(asked, DATABASE_URL=address)
    else:
        complain("not run on PostgreSQL: it is missing on this machine")
    # A selection may hold nothing that touches the database; the whole suite always does.
    narrowed = bool([argument for argument in arguments if argument != "--long"])
    failed = [name for name, code in results.items() if code and not (code == NO_TESTS and narrowed)]
    say(
        f"tests took {time.monotonic() - started:.0f} s: "
        + ("all passed" if not failed else f"failed on {', '.join(failed)}")
    )
    return 1 if failed else 0
