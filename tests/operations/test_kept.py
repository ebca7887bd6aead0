"""A connection to SQLite serves one request after another, and never a file that is no longer the database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import load_backend

from songfai.config.databases import KEPT, database

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite only"),
]


def make(path: Path, words: str) -> Path:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE line (words TEXT)")
        file.execute("INSERT INTO line VALUES (?)", [words])
    return path


def read(kept) -> str:
    """One request: what Django does around it, and a query in it."""
    kept.close_if_unusable_or_obsolete()
    with kept.cursor() as cursor:
        cursor.execute("SELECT words FROM line")
        (words,) = cursor.fetchone()
    kept.close_if_unusable_or_obsolete()
    return words


@pytest.fixture
def kept(tmp_path):
    given = {**connection.settings_dict, **KEPT, "NAME": str(make(tmp_path / "songfai.sqlite3", "today"))}
    made = load_backend("songfai.config.sqlite3").DatabaseWrapper(given, "kept")
    yield made
    made.close()


def test_the_product_keeps_its_connections_whatever_the_engine(tmp_path):
    for address in ("", "postgres://songfai@localhost/songfai"):
        assert KEPT.items() <= database(address, tmp_path).items()


def test_requests_share_a_connection(kept):
    read(kept)
    first = kept.connection
    assert read(kept) == "today" and kept.connection is first


def test_a_file_put_in_its_place_is_opened_at_the_next_request(kept, tmp_path):
    read(kept)
    first = kept.connection
    (tmp_path / "songfai.sqlite3").rename(tmp_path / "before.sqlite3")
    make(tmp_path / "restored.sqlite3", "yesterday").rename(tmp_path / "songfai.sqlite3")
    assert read(kept) == "yesterday" and kept.connection is not first


def test_what_others_write_is_seen_by_a_kept_connection(kept, tmp_path):
    read(kept)
    with closing(sqlite3.connect(tmp_path / "songfai.sqlite3")) as other, other:
        other.execute("ALTER TABLE line ADD COLUMN more TEXT")
        other.execute("UPDATE line SET words = 'written meanwhile'")
    assert read(kept) == "written meanwhile"
