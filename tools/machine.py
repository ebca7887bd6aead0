"""What the machine itself must have: found, installed on Debian by root, or named exactly.

Plain standard library.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from tools.say import Stop, complain, step

Part = TypeVar("Part")
CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def is_debian_root() -> bool:
    return Path("/etc/debian_version").exists() and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_install(*packages: str) -> None:
    with step(f"installing {' '.join(packages)} with apt"):
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        if quietly(install):
            return
        # The list of packages may be missing or old on a new machine.
        quietly(["apt-get", "update", "-qq"])
        if not quietly(install):
            raise Stop(f"apt could not install {' '.join(packages)}; its words are above.")


def quietly(command: list[str]) -> bool:
    """Run without a word but those of its errors; whether it went well."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode == 0


def base_python() -> str:
    """The Python outside any virtual environment that this tool runs on."""
    candidates = [
        Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}",
        Path(sys.base_prefix) / "bin" / "python3",
    ]
    return next((str(path) for path in candidates if path.exists()), sys.executable)


def ensure_venv_module() -> None:
    """Debian's python3 lacks pip and ensurepip until python3-venv is there."""
    if subprocess.run([base_python(), "-c", "import ensurepip, venv"], capture_output=True).returncode == 0:
        return
    if is_debian_root():
        apt_install("python3-venv")
    else:
        raise Stop(
            "this Python cannot make virtual environments (no venv and ensurepip).\n"
            "  Debian, Ubuntu: sudo apt install python3-venv"
        )


def first_on_path(names: Iterable[str]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def browser() -> str | None:
    """A Chromium that Playwright can drive: SONGFAI_BROWSER names another."""
    named = os.environ.get("SONGFAI_BROWSER")
    return named or first_on_path(("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))


def postgres_programs() -> Path | None:
    """The folder with initdb, pg_ctl and postgres; Debian keeps them off the path."""
    named = os.environ.get("SONGFAI_POSTGRES")
    folders = [Path(named)] if named else []
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(versions, key=lambda folder: int(folder.parent.name.split(".")[0]), reverse=True)
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def ensure_browser() -> str | None:
    return ensure("Chromium", browser, ("chromium",), "brew install --cask chromium")


def ensure_postgres() -> Path | None:
    # Without postgresql-common's own cluster: the tests make a private one.
    return ensure("PostgreSQL 15 or newer", postgres_programs, ("postgresql",), "brew install postgresql@16")


def ensure_strace() -> None:
    """For the tests in which the power fails; only Linux has it."""
    if sys.platform == "linux":
        ensure("strace", lambda: shutil.which("strace"), ("strace",), "there is none")


def ensure(what: str, find: Callable[[], Part | None], packages: tuple[str, ...], brew: str) -> Part | None:
    """Find a part, install it where that is ours to do, or say how to get it. None: go on without it."""
    if found := find():
        return found
    if is_debian_root():
        apt_install(*packages)
        if found := find():
            return found
    text = f"{what} is missing.\n  Debian, Ubuntu: sudo apt install {' '.join(packages)}\n  macOS: {brew}"
    if CI:
        raise Stop(text)
    complain(text)
    return None
