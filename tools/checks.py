"""./dev check and ./dev fix."""

import os
import secrets
import subprocess
import tempfile
import time

from tools.assets import ROOT
from tools.environment import python_tool
from tools.say import complain, say


def plain() -> dict[str, str]:
    """Settings without a data folder: what a check needs to load them."""
    return {
        "DJANGO_SETTINGS_MODULE": "songfai.config.settings",
        "SONGFAI_SECRET_KEY": secrets.token_urlsafe(48),
        "SONGFAI_DATA": tempfile.gettempdir(),
        "SONGFAI_DEBUG": "0",
    }


def production() -> dict[str, str]:
    return {**plain(), "SONGFAI_HOSTS": "songfai.example.org", "SONGFAI_PROXIES": "1"}


def tasks() -> list[tuple[str, list[str], dict[str, str]]]:
    """(what is checked, command, environment)."""
    python = python_tool("python")
    return [
        ("style", [python_tool("ruff"), "check", "--quiet", "."], {}),
        ("layout of the code", [python_tool("ruff"), "format", "--check", "--quiet", "."], {}),
        ("floors, shelves and doors", [python_tool("lint-imports"), "--no-cache"], {}),
        ("types", [python_tool("mypy"), "--no-error-summary"], plain()),
        ("migrations", [python, "-m", "django", "makemigrations", "--check", "--dry-run"], plain()),
        ("message catalogues", [python, "-m", "tools.catalogues", "check"], plain()),
        (
            "deployment",
            [python, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
            production(),
        ),
    ]


def run() -> int:
    failed = []
    for name, command, extra in tasks():
        started = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **extra},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            failed.append(name)
            print(done.stdout.rstrip(), flush=True)
            complain(f"{name} ({time.monotonic() - started:.0f} s)")
        else:
            say(f"{name}: fine ({time.monotonic() - started:.0f} s)")
    if failed:
        complain(f"to be put right: {', '.join(failed)}")
    return 1 if failed else 0


def fix() -> int:
    ruff = python_tool("ruff")
    first = subprocess.run([ruff, "check", "--fix", "."], cwd=ROOT).returncode
    return subprocess.run([ruff, "format", "."], cwd=ROOT).returncode or first
