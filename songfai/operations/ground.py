"""The data folder and the settings that stand on it."""

import os
from pathlib import Path

SECRET = "secret-key"


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
