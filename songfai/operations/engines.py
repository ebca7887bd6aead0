"""A whole database to one file and back, for both engines."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from songfai.operations.ground import Failed

SQLITE_COPY = "database.sqlite3"
POSTGRES_COPY = "database.pgdump"


def vendor() -> str:
    from django.db import connection

    return connection.vendor


def copy_name() -> str:
    return SQLITE_COPY if vendor() == "sqlite" else POSTGRES_COPY


def save(target: Path) -> None:
    """A consistent copy of the database as it is at one moment, while others go on writing."""
    if vendor() == "sqlite":
        save_sqlite(target)
    else:
        postgres_tool("pg_dump", "--format=custom", f"--file={target}", "--no-owner", database_name())


def save_sqlite(target: Path) -> None:
    from django.db import connection

    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def require_whole(copy: Path) -> None:
    """The copy can be read from its first to its last page."""
    if copy.name == POSTGRES_COPY:
        postgres_tool("pg_restore", "--list", str(copy))
        return
    try:
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise Failed(f"The database in the backup cannot be read: {error}.") from error
    if answer != "ok":
        raise Failed(f"The database in the backup is damaged: {answer}.")


def load_postgres(copy: Path) -> None:
    """All or nothing: one transaction replaces every table."""
    postgres_tool(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error",
        f"--dbname={database_name()}", str(copy),
    )  # fmt: skip


def has_tables() -> bool:
    from django.db import DatabaseError, connection

    try:
        return bool(connection.introspection.table_names())
    except DatabaseError as error:
        raise Failed(f"The database cannot be reached: {str(error).strip()}") from error


def database_name() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def postgres_tool(program: str, *arguments: str) -> str:
    from django.db import connection

    found = shutil.which(program)
    if not found:
        raise Failed(f"{program} is missing: install the client programs of PostgreSQL.")
    given = connection.settings_dict
    places = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {**os.environ, **{name: str(given[key]) for name, key in places.items() if given.get(key)}}
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{program} failed: {done.stderr.strip() or 'no reason given'}")
    return done.stdout


def applied_migrations() -> dict[str, str]:
    """The last applied migration of each app."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return dict(applied)


def require_known_migrations(migrations: dict[str, str]) -> None:
    """A backup of a newer version is refused: this one does not know its tables."""
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for app, name in migrations.items():
        if (app, name) not in known:
            raise Failed(
                f"The backup is of a newer version of Songfai (it knows {app} {name}): upgrade first."
            )
