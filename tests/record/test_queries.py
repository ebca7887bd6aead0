from datetime import timedelta

import pytest
from django.db import transaction

from songfai.parties.states import Role
from songfai.record import actions, books, queries, threads
from songfai.record.models import Checkpoint, Document, Incident, Log
from songfai.record.states import IncidentKind
from tests.factories import institution
from tests.record.matter import Matter, seat

pytestmark = pytest.mark.django_db


def test_waiting_is_for_the_other_side_only():
    matter, elsewhere = Matter(), Matter()
    document = matter.offer(matter.a)
    elsewhere.offer(elsewhere.a)
    assert list(queries.waiting_for(matter.b.institution)) == [document]
    assert list(queries.waiting_for(matter.a.institution)) == []
    assert list(queries.offered_by(matter.a.institution)) == [document]
    assert list(queries.offered_by(matter.b.institution)) == []
    matter.approve(document, matter.b)
    assert (
        list(queries.waiting_for(matter.b.institution))
        == list(queries.offered_by(matter.a.institution))
        == []
    )


def test_versions_are_newest_first_and_of_one_thread():
    matter = Matter()
    matter.in_force()
    matter.return_(matter.offer(matter.b, year=2027), matter.a)
    matter.in_force("minutes/2026", year="2026")
    found = queries.versions(matter.register, "plan/2026")
    assert [(one.version, one.standing.stage) for one in found] == [(2, "returned"), (1, "in_force")]
    assert queries.in_force(matter.register, "plan/2026").version == 1
    assert queries.in_force(matter.register, "plan/2030") is None


def test_terms_and_title_come_from_the_bytes():
    matter = Matter()
    document = matter.offer(matter.a, note="line one\nline two")
    assert queries.terms_of(document) == {"note": "line one\nline two"}
    assert queries.title_of(document).vi == "Kế hoạch năm 2026"


def test_position_is_of_a_side_or_none():
    matter = Matter()
    assert [
        queries.position_of(matter.register, body)
        for body in (matter.a.institution, matter.b.institution, institution())
    ] == [1, 2, None]


def test_events_tell_who_did_what_in_order():
    matter = Matter()
    document = matter.offer(matter.a)
    matter.approve(matter.offer(matter.b, "minutes/2026", year="2026"), matter.a)  # another paper's receipt
    document = matter.approve(document, matter.b)
    found = [(event.type, event.letter, bool(event.who)) for event in queries.events(document)]
    assert found == [
        ("propose", "a", True),
        ("approve", "a", True),
        ("approve", "b", True),
        ("ack", "a", False),
        ("final", "a", False),
        ("final", "b", False),
    ]
    assert queries.events(document)[2].who == str(matter.b.account)


def test_events_give_the_reason_of_a_return():
    matter = Matter()
    document = matter.return_(matter.offer(matter.a), matter.b, "Một\nHai")
    assert [(event.type, event.reason) for event in queries.events(document)][-1] == ("decline", "Một\nHai")


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_sheet_speaks_the_readers_language_and_that_of_the_other_side(language):
    matter = Matter()
    document = matter.offer(matter.a)
    expected = {"lo": ["lo", "vi"], "vi": ["vi", "lo"], "en": ["en", "lo"]}[language]
    assert list(queries.sheet(document, matter.a, language).words) == expected


def test_sheet_says_what_a_seat_may_answer():
    matter = Matter()
    document = matter.offer(matter.a)
    answers = {
        "leader of the answering side": (matter.b, (True, True, False)),
        "coordinator without paper": (seat(matter.b.institution, Role.COORDINATOR), (False, True, False)),
        "coordinator with paper": (seat(matter.b.institution, Role.COORDINATOR, "7"), (True, True, False)),
        "reader": (seat(matter.b.institution, Role.READER), (False, False, False)),
        "administrator": (seat(matter.b.institution, Role.ADMINISTRATOR), (False, False, False)),
        "leader of the offering side": (matter.a, (False, False, True)),
        "stranger": (seat(institution()), (False, False, False)),
        "nobody": (None, (False, False, False)),
    }
    for name, (by, expected) in answers.items():
        sheet = queries.sheet(document, by, "en")
        assert (sheet.may_approve, sheet.may_return, sheet.may_withdraw) == expected, name
    over = queries.sheet(matter.approve(document, matter.b), matter.b, "en")
    assert (over.may_approve, over.may_return, over.may_withdraw) == (False, False, False)


def test_only_the_two_sides_see_a_document():
    matter = Matter()
    document = matter.offer(matter.a)
    assert (
        list(queries.visible_to(matter.a))
        == list(queries.visible_to(seat(matter.b.institution, Role.READER)))
        == [document]
    )
    for by in (None, seat(institution()), seat(matter.a.institution, Role.ADMINISTRATOR)):
        assert list(queries.visible_to(by)) == []


@pytest.mark.parametrize("name", ["waiting_for", "offered_by"])
def test_lists_take_the_same_queries_for_one_and_three(name, queries_of):
    own, other = institution(), institution()
    first = Matter(own, other)
    first.offer(first.a)
    where = own if name == "offered_by" else other

    def read():
        return [
            (one.standing.stage, one.register.programme, queries.title_of(one))
            for one in getattr(queries, name)(where)
        ]

    once = queries_of(read)
    for _ in range(2):
        more = Matter(own, other)
        more.offer(more.a)
    assert len(read()) == 3
    assert queries_of(read) == once == 1


def test_versions_take_the_same_queries_for_one_and_three(queries_of):
    matter = Matter()
    matter.in_force()

    def read():
        return [one.standing.stage for one in queries.versions(matter.register, "plan/2026")]

    once = queries_of(read)
    for year in (2027, 2028):
        matter.approve(matter.offer(matter.a, year=year), matter.b)
    assert (len(read()), queries_of(read)) == (3, once)


def test_sheet_takes_the_same_queries_however_long_the_logs(queries_of):
    matter = Matter()
    document = matter.in_force()
    fresh = lambda: Document.objects.select_related("standing", "register").get(pk=document.pk)  # noqa: E731
    once = queries_of(lambda: queries.sheet(fresh(), matter.b, "en"))
    for number in range(3):
        matter.in_force(f"minutes/{number}", year="2026")
    assert queries_of(lambda: queries.sheet(fresh(), matter.b, "en")) == once


def test_first_receipt_that_has_seen_an_approval_is_shown_and_no_earlier_one():
    """One that crossed it in the post, of a clock that goes ahead, says nothing of it."""
    matter = Matter()
    document = matter.offer(matter.a)
    with transaction.atomic():
        held = books.read(matter.register, held=True)
        held.write(0, "ack", matter.at + timedelta(hours=1))
        held.sign(matter.at)
    document = matter.approve(document, matter.b)
    (receipt,) = [event for event in queries.events(document) if event.type == "ack"]
    assert receipt.at < matter.at + timedelta(hours=1)


def test_newest_statement_is_the_one_that_waits_for_its_log():
    matter = Matter()
    log = Log.objects.get(register=matter.register, position=1)

    def state(text: str):
        return actions.state(
            register=matter.register,
            position=1,
            kind="word",
            name="word/1",
            title={"en": "Word"},
            terms={"text": text},
            by=matter.a,
            at=matter.now(),
        )

    assert state("Written").entries.exists()
    Incident.objects.create(
        register=matter.register, log=log, kind=IncidentKind.ROLLBACK, noticed_at=matter.now()
    )
    assert not state("Kept until the log is whole").entries.exists()
    last = state("Kept too")
    assert threads.latest(matter.register.pk, 1, "word/1") == last
    assert threads.said_by(matter.register.pk, 1, "word/1") == {"text": "Kept too"}


def test_rows_of_the_record_say_what_they_are():
    matter = Matter()
    document = matter.in_force()
    checkpoint = Checkpoint.objects.select_related("log").get(log__register=matter.register, log__position=1)
    assert str(checkpoint) == f"{checkpoint.log} {checkpoint.size}"
    assert str(document.standing) == f"{document}: in_force"
