"""Those who write to SQLite take turns, in the order in which they came."""

import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import load_backend
from django_tasks_db.utils import exclusive_transaction

pytestmark = [
    pytest.mark.once,
    pytest.mark.usefixtures("committed"),
    pytest.mark.skipif(not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite only"),
]


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "turns.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, writer INTEGER)")
    return path


def wrapper(path: Path, timeout: float = 0.05):
    """Who had to ask SQLite itself, with so little patience, would be refused."""
    given = {**connection.settings_dict, "NAME": str(path)}
    given["OPTIONS"] = {**given["OPTIONS"], "timeout": timeout}
    return load_backend("songfai.config.sqlite3").DatabaseWrapper(given, "turns")


def write(path: Path, number: int) -> None:
    database = wrapper(path)
    try:
        database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with database.cursor() as cursor:
            cursor.execute("INSERT INTO line (writer) VALUES (%s)", [number])
        database.commit()
    finally:
        database.close()


def test_writers_come_in_the_order_in_which_they_asked(file):
    first = wrapper(file)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    waiting = []
    for number in range(1, 6):
        waiting.append(threading.Thread(target=write, args=(file, number)))
        waiting[-1].start()
        time.sleep(0.1)
    first.rollback()
    first.close()
    for one in waiting:
        one.join(10)
    with closing(sqlite3.connect(file)) as database:
        assert [writer for (writer,) in database.execute("SELECT writer FROM line ORDER BY id")] == [
            1,
            2,
            3,
            4,
            5,
        ]


@pytest.mark.parametrize("how", ["rollback", "close"])
def test_turn_ends_with_the_transaction(file, how):
    database = wrapper(file)
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    getattr(database, how)()
    write(file, 1)
    database.close()


def test_turn_ends_when_its_holder_dies(file):
    child = os.fork()
    if child == 0:
        database = wrapper(file)
        database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        os._exit(0)
    os.waitpid(child, 0)
    write(file, 1)


def test_nobody_waits_to_read(file):
    holder = wrapper(file)
    holder.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    reader = wrapper(file)
    with reader.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM line")
        assert cursor.fetchone() == (0,)
    reader.close()
    holder.close()


def test_the_background_worker_neither_waits_for_readers_nor_keeps_them_out():
    """It looks for tasks every second, on a connection that is kept, and asks for the database alone."""
    connection.ensure_connection()
    query = "SELECT name FROM sqlite_master"
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as other:
        reading = other.execute(query)
        reading.fetchone()
        connection.connection.execute("PRAGMA busy_timeout=0")
        with exclusive_transaction():
            assert reading.fetchone()
            assert len(reading.fetchall()) and other.execute(query).fetchone()
    connection.close()


def test_the_product_takes_turns():
    """The folder of the database has the file, and a transaction holds it."""
    with transaction.atomic():
        assert connection._turn is not None
        assert Path(f"{connection.settings_dict['NAME']}-turn").exists()
    assert connection._turn is None
