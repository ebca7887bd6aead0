"""What the database itself refuses, on the engine in use."""

import pytest
from django.db import DatabaseError, connection, transaction

from songfai.record.models import Document, Entry, Log
from tests.record.matter import Matter, rows

pytestmark = pytest.mark.django_db

TABLES = ("record_entry", "record_document", "record_register", "record_log")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET who = 'somebody else'",
        "UPDATE record_entry SET seq = seq",
        "DELETE FROM record_entry",
        "UPDATE record_document SET version = version + 10",
        "DELETE FROM record_document",
        "UPDATE record_register SET programme = 'x'",
        "DELETE FROM record_register",
        "DELETE FROM record_log",
        "UPDATE record_log SET size = size - 1",
        "UPDATE record_log SET size = size + 2",
        "UPDATE record_log SET head = 'x'",
        "UPDATE record_log SET origin = 'elsewhere'",
        "UPDATE record_log SET position = 3 - position",
    ],
)
def test_database_refuses(statement):
    matter = Matter()
    matter.in_force()
    before = rows()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert rows() == before


@pytest.mark.parametrize("seq", [1, 2, 4, 5])
def test_database_refuses_a_line_out_of_its_place(seq):
    matter = Matter()
    matter.offer(matter.a)
    log = Log.objects.get(register=matter.register, position=1)
    assert log.size == 3
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.create(log=log, seq=seq, body=b"{}", leaf="x", type="ack", at=matter.at)


def test_models_cannot_go_round_it():
    matter = Matter()
    document = matter.offer(matter.a)
    for act in (
        lambda: Entry.objects.filter(document=document).update(who="x"),
        lambda: Document.objects.filter(pk=document.pk).update(thread="x"),
        lambda: Document.objects.bulk_update([document], ["body"]),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


def test_truncate_is_refused_where_there_is_one():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'record_%'")
            assert len(cursor.fetchall()) == 11
        return
    Matter()
    with connection.cursor() as cursor:  # else PostgreSQL refuses for the checks it still has to do
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in TABLES:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"TRUNCATE {table} CASCADE")
