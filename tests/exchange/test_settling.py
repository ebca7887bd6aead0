"""Two stories of one log: kept as evidence, and settled when both sides name the same one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from django.urls import reverse

from songfai.exchange import actions as exchange
from songfai.kit.errors import Refused
from songfai.operations.operator import Operator
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.record import actions, books, marks, notes
from songfai.record.models import Incident, Log, Register
from songfai.record.permissions import can
from songfai.record.verifier import verify
from tests import factories as make
from tests.exchange.nodes import now
from tests.exchange.plain import settle


def code(act, *given, **named):
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    return refused.value.code


def mark(node):
    with node:
        path = marks.path_of(Log.objects.get(hosted=True).origin)
        return {one.name: one.read_bytes() for one in sorted(path.parent.iterdir())}


def put_marks_back(node, kept):
    with node:
        folder = marks.path_of(Log.objects.get(hosted=True).origin).parent
        for one in folder.iterdir():
            one.unlink()
        for name, data in kept.items():
            (folder / name).write_bytes(data)


def two_stories(a, b, name="word"):
    """The operator of A puts an old copy back and its marks too, and goes on; B, which holds the first story, notices."""
    settle(a, b)
    a.back_up()
    kept = mark(a)
    for number in range(3):
        a.state(f"{name}/{number}", "One story")
    settle(a, b)
    a.restore()
    put_marks_back(a, kept)
    for number in range(5):
        a.state(f"{name}/{number}", "Another story")
    assert b.code_of(a.send()) == "record_forked"


def name_it(b):
    with b:
        return actions.name_story(incident=Incident.objects.get(settled_at=None), by=b.leader, at=now())


def go_back(a, data):
    with a:
        return exchange.settle(register=Register.objects.get(), data=data, by=Operator(), at=now())


def test_both_sides_name_the_same_story_and_agree_again(plain, tmp_path):
    a, b = plain
    two_stories(a, b)
    held = b.leaves()[0]
    assert code(b.offer, "paper/2") == "record_forked"
    name_it(b)
    assert code(name_it, b) == "fork_named"
    a.restore()
    go_back(a, b.record())
    assert a.leaves()[0][: len(held)] == held
    assert code(b.offer, "paper/2") == "record_forked"
    settle(a, b)
    with b:
        assert not Incident.objects.filter(settled_at=None).exists()
        assert Incident.objects.get().notes
    offered = b.offer("paper/2")
    settle(a, b)
    a.answer("approve", offered)
    settle(a, b)
    assert a.leaves() == b.leaves()
    assert a.standings()[offered]["stage"] == b.standings()[offered]["stage"] == "in_force"
    for node in (a, b):
        path = tmp_path / f"{node.name}.coop"
        path.write_bytes(node.record())
        assert verify.main([str(path)]) == 0
    assert any(name.endswith(".aside") for name in mark(a))


def test_what_is_refused_leaves_the_log_and_its_mark_as_they_were(plain):
    a, b = plain
    two_stories(a, b)
    before, marked = a.leaves(), mark(a)
    assert code(go_back, a, b.record()) == "fork_unnamed"
    name_it(b)
    # The database still holds the other story: nothing is taken out of a log.
    assert code(go_back, a, b.record()) == "record_forked"
    assert (a.leaves(), mark(a)) == (before, marked)
    with a:
        incident = Incident.objects.get(settled_at=None)
        assert code(actions.name_story, incident=incident, by=a.leader, at=now()) == "fork_own"


def test_while_a_story_is_put_in_place_the_mark_holds_everybody_else(plain):
    a, b = plain
    settle(a, b)
    a.send()
    with a:
        origin = Log.objects.get(hosted=True).origin
        with marks.passing(origin), ThreadPoolExecutor(1) as another:
            assert marks.size(origin) == 0
            assert another.submit(marks.size, origin).result() > 0
        assert marks.size(origin) > 0


def test_what_was_said_of_an_earlier_incident_does_not_settle_a_later_one(plain):
    a, b = plain
    two_stories(a, b)
    name_it(b)
    a.restore()
    go_back(a, b.record())
    settle(a, b)
    two_stories(a, b, "later")
    with b:
        assert Incident.objects.filter(settled_at=None).count() == 1
        assert Incident.objects.exclude(settled_at=None).count() == 1
    name_it(b)
    a.restore()
    go_back(a, b.record())
    settle(a, b)
    with b:
        assert not Incident.objects.filter(settled_at=None).exists()


@pytest.mark.parametrize("role", list(Role))
def test_who_says_which_story_holds(role):
    assert can(Seat(role=role), "settle", position=1) == (role in {Role.LEADER, Role.COORDINATOR})
    assert not can(Seat(role=role), "settle", position=None)


@pytest.mark.django_db
def test_the_page_says_what_to_do_and_takes_the_word(client):
    made = make.programme_in_force()
    own = Log.objects.get(register=made.programme.register, position=1)
    other = Log.objects.get(register=made.programme.register, position=2)
    Log.objects.filter(pk=other.pk).update(hosted=False)
    incident = Incident.objects.create(
        register=made.programme.register, log=other, kind="fork", noticed_at=make.NOW
    )
    client.force_login(made.leader_a.account)
    page = reverse("exchange:programme", args=[made.programme.slug])
    post = reverse("exchange:name_story", args=[made.programme.slug, incident.pk])
    assert post in client.get(page).content.decode()
    assert client.post(post).status_code == 302
    text = client.get(page).content.decode()
    assert "Your side has said that the story with" in text
    assert post not in text
    assert client.post(post).status_code == 422
    incident.log = own
    incident.save()
    assert "songfai settle --programme" in client.get(page).content.decode()
    reader = make.seat(made.leader_a.institution, Role.READER)
    client.force_login(reader.account)
    assert client.post(post).status_code == 403


def test_story_that_is_named_and_lies_nowhere_is_not_gone_back_to(plain):
    """A record file in which the other side names one story and brings the lines of another."""
    a, b = plain
    two_stories(a, b)
    with b, transaction.atomic():
        held = books.read(Register.objects.get(), held=True)
        own, other = sorted(held.logs, key=lambda log: not log.hosted)
        said = {"log": other.origin, "n": other.size, "root": notes.text64(bytes(32))}
        held.write(own.position - 1, "reset", now(), **said)
        held.sign(now())
    a.restore()
    marked = mark(a)
    assert code(go_back, a, b.record()) == "fork_other"
    assert mark(a) == marked
    with a:
        assert not Log.objects.get(hosted=True).entries.filter(type="reset").exists()
