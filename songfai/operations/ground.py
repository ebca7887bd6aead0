"""The data folder and the settings that stand on it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECRET = "secret-key"
LOCK = ".in-use"
KEYS, ROOT_KEYS, MARKS, COPIES = "keys", "root", "marks", "copies"


class Failed(Exception):
    """A command could not do its work; the text is for the person at the terminal."""


def choose_data(given: str | None) -> Path:
    """The data folder: from --data, else SONGFAI_DATA, else ./data. Told to the settings."""
    data = Path(given or os.environ.get("SONGFAI_DATA") or "data").expanduser().resolve()
    os.environ["SONGFAI_DATA"] = str(data)
    return data


def start_django() -> None:
    """Load the settings; they refuse to start without a secret."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songfai.config.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise Failed(str(error)) from error


def require_current_tables() -> None:
    """Refuse to work on a database that `songfai init` has not brought up to this version."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise Failed(f"The database cannot be reached: {str(error).strip()}") from error
    if waiting:
        raise Failed(f"The database is not ready ({len(waiting)} changes wait): run `songfai init` first.")


@contextmanager
def hold(data: Path, *, exclusive: bool) -> Iterator[None]:
    """Serving holds the data together with others; restoring needs it alone, so that nobody writes into the old."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (data / LOCK).open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            raise Failed(f"{data} is in use: stop `songfai serve` first.") from error
        yield
