"""Which database, and how it must behave so that what was acknowledged is durable.

SQLite before 3.51.3 (and not 3.50.7, 3.44.6) can corrupt a WAL file in a rare race, so there the
rollback journal is used instead (record design 4.4). Always immediate transactions and EXTRA sync: with the rollback
journal FULL does not sync the folder after the journal is taken away, and what was acknowledged comes undone with it
when the power fails just then (tests/exchange/test_power.py).
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

# The folder of the counts, in the folder of the data; of no worth in a backup.
LIMITS = "limits"
# A connection serves one request after another: to open one costs as much as many a page, for SQLite reads the whole schema
# each time. Before each request it is asked whether it still leads to the database.
KEPT = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
PRAGMAS = (
    "PRAGMA journal_mode={mode}; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON; "
    "PRAGMA trusted_schema={trust}; PRAGMA cell_size_check=ON; "
    # Overwrites what is deleted: an urn that was filled anew leaves no earlier one in the file. Debian's default.
    "PRAGMA secure_delete=ON;"
)


def schema_can_be_distrusted() -> bool:
    """Older SQLites (3.40, Debian 12) then refuse JSON_VALID, which Django puts into every JSON column's check."""
    with closing(sqlite3.connect(":memory:")) as probe:
        probe.execute("PRAGMA trusted_schema=OFF")
        try:
            probe.execute("CREATE TABLE probe (body TEXT CHECK (json_valid(body)))")
            probe.execute("INSERT INTO probe VALUES ('{}')")
        except sqlite3.OperationalError:
            return False
    return True


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the fix of the WAL race; 3.52.0 was withdrawn."""
    if version == (3, 52, 0):
        return False
    return (
        version >= (3, 51, 3)
        or (version[:2] == (3, 50) and version[2] >= 7)
        or (version[:2] == (3, 44) and version[2] >= 6)
    )


def sqlite(data: Path) -> dict[str, object]:
    mode = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "DELETE"
    return {
        "ENGINE": "songfai.config.sqlite3",
        "NAME": data / "songfai.sqlite3",
        **KEPT,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": PRAGMAS.format(mode=mode, trust="OFF" if schema_can_be_distrusted() else "ON"),
        },
    }


def postgres(address: str) -> dict[str, object]:
    parts = urlparse(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        **KEPT,
    }


def database(address: str, data: Path) -> dict[str, object]:
    if not address:
        return sqlite(data)
    if urlparse(address).scheme in {"postgres", "postgresql"}:
        return postgres(address)
    raise ValueError("DATABASE_URL must begin with postgres:// or postgresql://")


def counts(database: dict[str, object], data: Path) -> dict[str, object]:
    """Where tries are counted, for all processes together: in a table, which several servers share; beside SQLite in
    files, because who is only reading must not wait there until another has written. What is over is thrown out when
    there are many."""
    options = {"OPTIONS": {"MAX_ENTRIES": 5000}, "TIMEOUT": 3600}
    if database["ENGINE"] == "django.db.backends.postgresql":
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "songfai_limits",
            **options,
        }
    return {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": data / LIMITS,
        **options,
    }
