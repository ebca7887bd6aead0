"""The private Python environment of a checkout, and stamps that say what is already done.

Plain standard library, and written for any Python from 3.11 on.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import machine
from tools.assets import ROOT
from tools.say import Stop, step

VENV = ROOT / ".venv"
OWN = ROOT / ".songfai"
STAMPS = OWN / "stamps"
LOCKED = ROOT / "requirements" / "dev.txt"


def python_tool(name: str) -> str:
    """A program of the private environment."""
    return str(VENV / "bin" / name)


def fingerprint(*paths: Path) -> str:
    """One hash over files, or over all files of folders: names, sizes and times do not matter, content does."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0")
            digest.update(file.read_bytes() if file.exists() else b"(missing)")
    return digest.hexdigest()


def is_done(stamp: str, value: str) -> bool:
    path = STAMPS / stamp
    return path.is_file() and path.read_text() == value


def mark_done(stamp: str, value: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / stamp).write_text(value)


def runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def ensure_venv() -> None:
    """Make .venv with the Python that runs this tool, and install exactly what is locked into it."""
    wanted = f"{fingerprint(LOCKED)} {sys.version_info.major}.{sys.version_info.minor}"
    if is_done("requirements", wanted) and runs([python_tool("python"), "-c", "import django"]):
        return
    if not runs([python_tool("python"), "-m", "pip", "--version"]):
        make_venv()
    with step("installing the locked Python packages"):
        command = [python_tool("python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        command += ["--no-warn-script-location", "--require-hashes", "-r", str(LOCKED)]
        if subprocess.run(command, cwd=ROOT).returncode:
            raise Stop(
                "pip could not install requirements/dev.txt; its words are above. Is the network reachable?"
            )
    mark_done("requirements", wanted)


def ensure_command() -> None:
    """`.venv/bin/songfai`, pointing at the checkout."""
    wanted = fingerprint(ROOT / "pyproject.toml", ROOT / "requirements" / "base.in")
    if is_done("command", wanted) and Path(python_tool("songfai")).exists():
        return
    command = [python_tool("python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--no-deps", "--no-build-isolation", "--editable", "."]
    if subprocess.run(command, cwd=ROOT).returncode:
        raise Stop("the command songfai could not be installed into .venv; pip's words are above")
    mark_done("command", wanted)


def make_venv() -> None:
    with step("making .venv"):
        machine.ensure_venv_module()
        shutil.rmtree(VENV, ignore_errors=True)
        # Clean of a surrounding environment, so that .venv is the same wherever the tool is started from.
        clean = {key: value for key, value in os.environ.items() if key not in ("PYTHONHOME", "PYTHONPATH")}
        subprocess.run([machine.base_python(), "-m", "venv", str(VENV)], check=True, env=clean)
