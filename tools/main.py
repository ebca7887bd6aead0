"""The commands of ./dev."""

import subprocess
import sys
from collections.abc import Callable

from tools import assets, checks, locks, nodejs, product, shows, suite
from tools.assets import ROOT
from tools.environment import ensure_command, ensure_venv, python_tool
from tools.product import ensure_catalogues
from tools.say import Stop, complain

USAGE = """Usage: ./dev COMMAND

  run                 set everything up and serve the demo story on http://127.0.0.1:8000
  test [...]          set everything up and run the tests: SQLite, PostgreSQL, a real browser; the rest goes to pytest
                      --thorough: in each language, all of it on PostgreSQL, as each change must pass; --long: what takes minutes
  coverage            is each branch of the record and the exchange gone by a test? Part of test --thorough
  check               style, types, floors and shelves, migrations, message catalogues, deployment
  fix                 put right what ruff can put right
  messages            take the texts into the message catalogues, say what is not translated
  demo                load the demo story anew (the data in ./data is thrown away)
  pictures            draw the pictures of reports in docs/pictures anew, from the demo story in ./data
  show NAME           two-servers: two servers, two databases, files between them, told step by step (--stay: look at both)
  bench NAME [...]    run a benchmark of bench/
  assets              lay out the front-end files and the icons again
  wheel               build the wheel in dist/
  lock                write the lock files anew
  setup               only set everything up
"""


def setup() -> None:
    """Everything the other commands stand on; quick when it is there."""
    ensure_venv()
    ensure_command()
    nodejs.ensure_front_end()
    ensure_catalogues()


def run(arguments: list[str]) -> int:
    setup()
    product.run(arguments)


def test(arguments: list[str]) -> int:
    setup()
    return suite.run(arguments)


def coverage(arguments: list[str]) -> int:
    setup()
    return suite.coverage()


def check(arguments: list[str]) -> int:
    setup()
    return checks.run()


def fix(arguments: list[str]) -> int:
    ensure_venv()
    return checks.fix()


def messages(arguments: list[str]) -> int:
    ensure_venv()
    return subprocess.run([python_tool("python"), "-m", "tools.catalogues", "update"], cwd=ROOT).returncode


def demo(arguments: list[str]) -> int:
    setup()
    return product.reload_demo()


def bench(arguments: list[str]) -> int:
    known = sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in known:
        raise Stop(f"name a benchmark: {', '.join(known) or 'there is none yet'}")
    setup()
    command = [python_tool("python"), "-m", f"bench.{arguments[0]}", *arguments[1:]]
    return subprocess.run(command, cwd=ROOT, env=product.environment()).returncode


def pictures(arguments: list[str]) -> int:
    setup()
    command = [python_tool("python"), "-m", "tools.report_pictures"]
    return subprocess.run(command, cwd=ROOT, env=product.environment()).returncode


def show(arguments: list[str]) -> int:
    setup()
    return shows.run(arguments)


def lay_out_assets(arguments: list[str]) -> int:
    ensure_venv()
    nodejs.ensure_front_end()
    assets.build()
    return 0


def wheel(arguments: list[str]) -> int:
    setup()
    return product.build_wheel()


def lock(arguments: list[str]) -> int:
    ensure_venv()
    locks.run()
    return 0


def only_setup(arguments: list[str]) -> int:
    setup()
    return 0


# What a command takes, beyond the lines above.
OPTIONS = {
    "run": (
        "  --bind HOST:PORT    where it is served, 127.0.0.1:8000 if not said",
        "  --workers N         web processes",
        "  SONGFAI_DATA=DIR    the folder of its data, ./data if not said; the demo story is loaded where it holds no programme",
    ),
}

COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "coverage": coverage,
    "check": check,
    "fix": fix,
    "messages": messages,
    "demo": demo,
    "pictures": pictures,
    "show": show,
    "bench": bench,
    "assets": lay_out_assets,
    "wheel": wheel,
    "lock": lock,
    "setup": only_setup,
}


# These hand what follows on to a tool that says itself what it takes.
PASSED_ON = ("test", "bench")


def about(command: str) -> str:
    """What the list says of a command, and what it takes."""
    lines, taken = ["Usage: ./dev " + command], False
    for line in USAGE.splitlines()[2:]:
        if not line.startswith("   "):
            taken = line.split()[0] == command
        if taken:
            lines.append(line)
    return "\n".join([*lines, *OPTIONS.get(command, ())]) + "\n"


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        asked_for_help = bool(arguments) and arguments[0] in ("help", "--help", "-h")
        print(USAGE, end="", file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    if arguments[0] not in PASSED_ON and {"-h", "--help"} & set(arguments[1:]):
        print(about(arguments[0]), end="")
        return 0
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as stop:
        complain(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130
