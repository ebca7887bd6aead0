"""How SQLite would find the rows of a question: what no timing of three rows can show. PostgreSQL chooses any way for a few rows."""

import pytest
from django.db import connection

sqlite_alone = pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan of SQLite")


def steps_of(sql: str, params: tuple[object, ...] = ()) -> list[str]:
    """The steps of the plan, in the words of SQLite."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [step for *_numbers, step in cursor.fetchall()]
