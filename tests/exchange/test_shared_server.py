"""A server that keeps the logs of both sides says what that means: there is no other one to fetch from, and each side
holds a copy of its own."""

import pytest
from django.db import transaction
from django.urls import reverse

from songfai.exchange import actions
from songfai.exchange.actions.receiving import take_all_back
from songfai.exchange.models import Post
from songfai.exchange.queries import without_mailbox
from songfai.kit.errors import Refused
from songfai.parties.models import Institution
from songfai.parties.states import Role
from songfai.record import books, marks
from songfai.record.incidents import Alarm, refusal_of
from songfai.record.models import Incident, Log
from songfai.record.states import IncidentKind
from tests import factories as make

pytestmark = pytest.mark.django_db
NONE = "No mailbox is named for the daily copy of "


@pytest.fixture
def made():
    return make.programme_in_force()


def shown(client, made, seat) -> str:
    client.force_login(seat.account)
    return client.get(reverse("exchange:programme", args=[made.programme.slug])).content.decode()


def sides(made) -> list[Institution]:
    return [made.leader_a.institution, made.leader_b.institution]


def unmailed() -> list[Institution]:
    return list(without_mailbox(Institution.objects.order_by("id")))


@pytest.mark.parametrize("shared", [True, False])
def test_a_log_behind_its_mark_is_told_for_the_case(client, made, shared):
    register = made.programme.register
    logs = list(Log.objects.filter(register=register).order_by("position"))
    if not shared:
        Log.objects.filter(pk=logs[1].pk).update(hosted=False)
        logs[1].hosted = False
    Incident.objects.create(register=register, log=logs[0], kind=IncidentKind.ROLLBACK, noticed_at=make.NOW)
    with pytest.raises(Refused) as refused:
        books.require_writable(logs, 0, agreeing=True)
    for one in (refused.value, refusal_of(Alarm(logs[0], IncidentKind.ROLLBACK))):
        assert one.code == "record_behind"
        assert ("from the other side" in one.text) is not shared
        assert ("outside the database" in one.text) is shared
    page = shown(client, made, made.leader_a)
    assert ("take in the one they give back" in page) is not shared
    assert ("reads them back by itself" in page) is shared


def test_a_side_without_a_mailbox_is_named_to_both_in_the_same_words(client, made):
    a, b = sides(made)
    assert unmailed() == [a, b]
    for seat in (made.leader_a, made.leader_b):
        page = shown(client, made, seat)
        assert [page.count(f"{NONE}{side.name.en}.") for side in (a, b)] == [1, 1]
        # Both are named in one note: what it means is said once.
        assert page.count("is what it can hold against a server that says something else") == 1
    Post.objects.create(institution=a, mail="copies@a.example")
    Post.objects.create(institution=b, address="https://b.example")
    assert unmailed() == [b]
    for seat in (made.leader_a, made.leader_b):
        page = shown(client, made, seat)
        assert [page.count(f"{NONE}{side.name.en}.") for side in (a, b)] == [0, 1]


def test_where_the_other_side_has_its_own_server_no_mailbox_is_missing(client, made):
    Log.objects.filter(institution=made.leader_b.institution).update(hosted=False)
    assert unmailed() == []
    assert NONE not in shown(client, made, made.leader_a)
    # Another programme of this side is on one server: that one's page says so, and not this one's.
    elsewhere = make.programme_in_force(body_a=made.leader_a.institution)
    assert unmailed() == sides(elsewhere)
    assert NONE in shown(client, elsewhere, elsewhere.leader_a)
    assert NONE not in shown(client, made, made.leader_a)


def test_it_waits_on_the_desk_of_whoever_administers_the_side(client, made):
    a, b = sides(made)
    whole = make.account(is_staff=True)
    for account, waits in (
        (make.seat(a, Role.ADMINISTRATOR).account, [a]),
        (make.seat(b, Role.ADMINISTRATOR).account, [b]),
        (make.seat(None, Role.ADMINISTRATOR).account, []),
        (whole, [a, b]),
        (make.account(), []),
    ):
        client.force_login(account)
        page = client.get("/desk/").content.decode()
        assert [side for side in (a, b) if reverse("administration:keys", args=[side.slug]) in page] == waits
    client.force_login(whole)
    assert client.get(reverse("administration:keys", args=[a.slug])).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_of_an_administrator_takes_the_same_queries(client, count, django_assert_max_num_queries):
    for _ in range(count):
        make.programme_in_force()
    client.force_login(make.account(is_staff=True))
    with django_assert_max_num_queries(8):
        assert client.get("/desk/").content.decode().count(NONE) == 2 * count


def logs_of(made) -> list[Log]:
    return list(Log.objects.filter(register=made.programme.register).order_by("position"))


def restored(*all_made) -> list[list[list[bytes]]]:
    """A plan is agreed in each programme and leaves with each side's file; then the server is put back to the day before.
    The lines each log had."""
    before = transaction.savepoint()
    for made in all_made:
        make.plan_in_force(made)
        for log in logs_of(made):
            actions.bundle_for(log, make.NOW)
    whole = [[books.leaves_of(log) for log in logs_of(made)] for made in all_made]
    transaction.savepoint_rollback(before)
    return whole


def test_after_a_restore_what_nothing_brings_back_is_told_and_holds_up_no_other(made, caplog):
    unread, other = make.programme_in_force(), make.programme_in_force()
    whole = restored(unread, made, other)[2]
    marks.path_of(logs_of(unread)[0].origin).write_bytes(b"no mark")
    lost = logs_of(made)[0]
    marks.outbox_of(lost.origin).unlink()
    take_all_back(make.NOW)
    assert f"Nothing of {logs_of(unread)[0].origin} was read back" in caplog.text
    assert [books.leaves_of(log) for log in logs_of(other)] == whole
    told = Incident.objects.get(log=lost)
    assert (told.kind, told.held, told.expected) == (
        IncidentKind.ROLLBACK,
        lost.size,
        marks.size(lost.origin),
    )
    assert told.notes == [marks.note_of(lost.origin)]
    assert told.held < told.expected
    assert not Incident.objects.filter(log__in=logs_of(other)).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_round_in_which_nothing_is_missing_asks_once(count, django_assert_num_queries):
    for _ in range(count):
        for log in logs_of(make.programme_in_force()):
            actions.bundle_for(log, make.NOW)
    with django_assert_num_queries(1):
        take_all_back(make.NOW)


def test_a_log_that_is_written_elsewhere_is_none_to_read_back(made):
    """It has moved out since: its own server has the lines, and what is said of them."""
    log = logs_of(made)[0]
    restored(made)
    Log.objects.filter(pk=log.pk).update(hosted=False)
    before = books.leaves_of(log)
    take_all_back(make.NOW)
    actions.bundle_for(Log.objects.get(pk=log.pk), make.NOW)
    assert books.leaves_of(log) == before
    assert not Incident.objects.filter(log=log).exists()
