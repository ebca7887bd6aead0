"""Somebody with the database file in hand: what they change past its guard is found when the bytes are read again."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from songfai.kit.errors import Refused
from songfai.record import actions
from songfai.record.models import Document, Entry, Log
from tests.record.matter import Matter

guard = import_module("songfai.record.migrations.0002_append_only")


def tamper(matter: Matter, **values: object) -> None:
    """The guard is lifted, as the migration's way back does, and laid again."""
    with connection.schema_editor() as editor:
        guard.lift(None, editor)
    Entry.objects.filter(log__register=matter.register, log__position=1, seq=1).update(**values)
    with connection.schema_editor() as editor:
        guard.lay(None, editor)


def code(matter: Matter) -> tuple[str, object]:
    with pytest.raises(Refused) as refused:
        actions.recompute(matter.register)
    return refused.value.code, refused.value.params.get("seq")


def test_line_that_was_changed_is_found_and_the_guard_is_there_again(committed):
    matter = Matter()
    matter.in_force()
    line = Entry.objects.get(log__register=matter.register, log__position=1, seq=1)
    body = bytes(line.body)
    for values in ({"seen": 9}, {"type": "withdraw"}, {"body": body.replace(b"2026", b"2027", 1)}):
        tamper(matter, **values)
        assert code(matter) == ("log_broken", 1)
        tamper(matter, body=body, seen=line.seen, type=line.type)
        assert actions.recompute(matter.register) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=line.pk).update(seen=9)


def test_document_that_was_changed_is_found(committed):
    document = Matter().in_force()
    body = bytes(document.body)
    for one, found in ((body.replace(b"2026", b"2027", 1), "document_damaged"), (body, "")):
        with connection.schema_editor() as editor:
            guard.lift(None, editor)
        Document.objects.filter(pk=document.pk).update(body=one)
        with connection.schema_editor() as editor:
            guard.lay(None, editor)
        if found:
            with pytest.raises(Refused) as refused:
                actions.recompute(document.register)
            assert (refused.value.code, refused.value.params["sha256"]) == (found, document.sha256)
    assert actions.recompute(document.register) == []


@pytest.mark.django_db
def test_log_that_does_not_end_where_it_says_is_found():
    matter = Matter()
    matter.in_force()
    Log.objects.filter(register=matter.register, position=2).update(seen=99)
    assert code(matter) == ("log_head", None)
