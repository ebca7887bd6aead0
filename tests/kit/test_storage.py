"""What the disk or the database refuses is told from what somebody did wrong."""

import sqlite3

import psycopg.errors
import pytest
from django.db import DataError, OperationalError

from songfai.kit.storage import no_room


def raised(cause: Exception, kind: type[Exception] = OperationalError) -> Exception:
    """As Django hands on what the database's own library raised."""
    problem = kind(str(cause))
    problem.__cause__ = cause
    return problem


def of_sqlite(name: str) -> sqlite3.OperationalError:
    problem = sqlite3.OperationalError("database is locked")
    problem.sqlite_errorname = name
    return problem


@pytest.mark.parametrize(
    "cause",
    [
        # PostgreSQL says it in the language of its server.
        psycopg.errors.DeadlockDetected("phát hiện bế tắc"),
        psycopg.errors.SerializationFailure(""),
        psycopg.errors.LockNotAvailable(""),
        of_sqlite("SQLITE_BUSY"),
        of_sqlite("SQLITE_BUSY_SNAPSHOT"),
        of_sqlite("SQLITE_LOCKED_SHAREDCACHE"),
    ],
    ids=repr,
)
def test_who_comes_second_is_asked_to_try_again(cause):
    room = no_room(raised(cause))
    assert room is not None
    assert room.code == "storage_busy"


def test_what_another_try_does_not_change_is_no_matter_of_the_server():
    """Too many values in one statement come from what is asked for, not from others."""
    assert no_room(raised(of_sqlite("SQLITE_ERROR"))) is None
    assert no_room(raised(psycopg.errors.StringDataRightTruncation(""), DataError)) is None
    assert no_room(OperationalError("deadlock")) is None
