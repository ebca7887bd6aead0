"""Running the product from the checkout. Plain standard library."""

import os
import shutil
import subprocess
from typing import NoReturn

from tools.assets import ROOT
from tools.environment import fingerprint, is_done, mark_done, python_tool
from tools.say import Stop, say, step

DATA = ROOT / "data"
# The demo story is told up to this day.
STORY_TODAY = "2026-03-10"
HAS_PROGRAMME = """
import django
django.setup()
from songfai.programmes.models import Programme
raise SystemExit(0 if Programme.objects.exists() else 3)
"""


def environment() -> dict[str, str]:
    """As a developer runs it: debugging pages, demo accounts, the day of the story."""
    ours = {
        "DJANGO_SETTINGS_MODULE": "songfai.config.settings",
        "SONGFAI_DATA": str(DATA),
        "SONGFAI_DEBUG": "1",
        "SONGFAI_DEMO": "1",
        "SONGFAI_TODAY": STORY_TODAY,
    }
    return {**ours, **os.environ}


def ensure_catalogues() -> None:
    locale = ROOT / "songfai" / "locale"
    catalogues = sorted(locale.glob("*/LC_MESSAGES/*.po"))
    compiled = all(path.with_suffix(".mo").exists() for path in catalogues)
    wanted = fingerprint(*catalogues)
    if compiled and is_done("catalogues", wanted):
        return
    if subprocess.run([python_tool("python"), "-m", "tools.catalogues", "compile"], cwd=ROOT).returncode:
        raise Stop("the message catalogues could not be compiled")
    mark_done("catalogues", wanted)


def songfai(*arguments: str) -> int:
    command = [python_tool("python"), "-m", "songfai", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment()).returncode


def need(*arguments: str) -> None:
    if songfai(*arguments):
        raise Stop(f"songfai {arguments[0]} failed; its words are above")


def is_empty() -> bool:
    command = [python_tool("python"), "-c", HAS_PROGRAMME]
    answer = subprocess.run(command, cwd=ROOT, env=environment()).returncode
    if answer not in (0, 3):
        raise Stop("the database could not be asked; its words are above")
    return answer == 3


def prepare() -> None:
    need("init")
    if is_empty():
        with step("loading the demo story"):
            need("demo")


def run(arguments: list[str]) -> NoReturn:
    prepare()
    # In place of this process: Ctrl+C and every other signal then reach the server itself, which stops its parts in order.
    os.chdir(ROOT)
    python = python_tool("python")
    os.execve(python, [python, "-m", "songfai", "serve", *arguments], environment())


def reload_demo() -> int:
    if os.environ.get("DATABASE_URL"):
        raise Stop(
            "./dev demo throws the data away, and DATABASE_URL names another database: unset it first."
        )
    for name in ("files", "mail"):
        shutil.rmtree(DATA / name, ignore_errors=True)
    for path in DATA.glob("songfai.sqlite3*"):
        path.unlink()
    prepare()
    say("The demo story is loaded anew: ./dev run")
    return 0


def build_wheel() -> int:
    with step("building the wheel"):
        command = [
            python_tool("python"),
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
        ]
        return subprocess.run([*command, "--wheel-dir", "dist", "."], cwd=ROOT).returncode
