"""A private PostgreSQL for one run of the tests: made, started and thrown away. Plain standard library."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.say import Stop

# Durability is PostgreSQL's own matter; the tests are about what we ask of it.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}


ROOM = 2 << 30


def unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: there it runs as the user its package made, else as nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise Stop("PostgreSQL cannot run as root, and there is no user “postgres” or “nobody” to run it as.")


def quick_folder() -> str:
    """Memory where there is enough of it: each database that a test makes is written to the disk else."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ROOM
    # The name of a socket may have about a hundred letters, so no deeper folder.
    return str(memory) if roomy else "/tmp"


@contextmanager
def private_cluster(programs: Path) -> Iterator[str]:
    """Yields a DATABASE_URL. Reached over a socket in the cluster's own folder, by nobody else."""
    user = unprivileged()
    home = Path(tempfile.mkdtemp(prefix="songfai-pg-", dir=quick_folder()))
    if user:
        os.chown(home, user["user"], user["group"])
    data, log = home / "data", home / "log"
    try:
        call(
            programs / "initdb",
            "-D",
            str(data),
            "-U",
            "songfai",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
            **user,
        )
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        options += f" -c unix_socket_directories='{home}'"
        start = ["-D", str(data), "-w", "-l", str(log), "-o", options, "start"]
        call(programs / "pg_ctl", *start, **user)
        try:
            yield f"postgres://songfai@/postgres?host={home}"
        finally:
            call(programs / "pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop", **user)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def call(program: Path, *arguments: str, **user: Any) -> None:
    # Not captured through a pipe: the server inherits it and would hold it open.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run([str(program), *arguments], stdout=output, stderr=output, cwd="/", **user)
        if done.returncode:
            output.seek(0)
            raise Stop(f"{program.name} failed:\n{output.read().decode(errors='replace')}")
