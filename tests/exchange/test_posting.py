"""What happens by itself: whatever a partner's server or a mail server does, it is noted, holds up nobody else, and is
tried again."""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import IO

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import transaction

from songfai.exchange import actions, queries, transport
from songfai.exchange.actions.posting import ASKS, copy_path
from songfai.exchange.models import Post, Transfer, Wanted
from songfai.exchange.parts import join, sha256_of
from songfai.kit.errors import Refused
from songfai.parties.models import Institution
from songfai.programmes import actions as programmes
from songfai.record import books, keys, marks
from songfai.record.models import Incident, Log
from tests import factories as make
from tests.exchange.nodes import now
from tests.exchange.plain import settle


class Office(HTTPServer):
    """A partner's server that answers what the test says: bytes as they are, or (status, body)."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.answers: list[bytes | tuple[int, bytes]] = []
        self.asked: list[tuple[str, Message, bytes]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Office

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, self.headers, body))
        answer = self.server.answers.pop(0)
        if isinstance(answer, bytes):
            self.wfile.write(answer)
            return
        self.send_response(answer[0])
        self.send_header("Location", f"{self.server.address}/elsewhere")
        self.end_headers()
        self.wfile.write(answer[1])

    def log_message(self, *given: object) -> None:
        pass


@pytest.fixture
def office() -> Iterator[Office]:
    with Office() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@contextmanager
def posting(node, office: Office) -> Iterator[Log]:
    """On the node, its partner's server known."""
    with node:
        own = node.log()
        partner = Institution.objects.exclude(pk=own.institution_id).get()
        given = {"address": f"{office.address}/", "mail": "", "pushes": True}
        actions.save_post(institution=partner, **given, by=node.leader, at=now())
        yield own


def tries(**fields: object) -> list[str]:
    return list(Transfer.objects.filter(way="https", **fields).order_by("id").values_list("code", flat=True))


def test_news_go_by_themselves_and_the_answer_is_taken_in(plain, office):
    a, b = plain
    settle(a, b)
    a.state("word/1", "News")
    b.receive(a.send())
    office.answers = [(200, b.send()), (204, b"")]
    with posting(a, office) as own:
        assert actions.push_all(now()) == 1
        path, headers, body = office.asked[0]
        assert path == transport.PATH
        signed = transport.read(headers[transport.HEADER])
        assert signed.origin == own.origin
        card = keys.card_values(keys.card_of(own.institution))
        receiver = Log.objects.get(hosted=False).origin
        assert transport.is_announced(signed, receiver, sha256_of(body), card.log)
        assert not transport.is_announced(signed, receiver, sha256_of(body + b" "), card.log)
        assert tries() == ["", ""]
        # What was answered has its receipt to be told; then there is nothing more to say.
        assert Log.objects.get(hosted=False).size == len(b.leaves()[1])
        own.refresh_from_db()
        assert own.known == own.size


def test_what_is_new_is_sent_at_once_and_what_may_be_new_there_is_asked_for_now_and_then(plain, office):
    a, b = plain
    settle(a, b)
    office.answers = [(204, b"")] * 9
    with posting(a, office) as own:
        partner = Log.objects.get(hosted=False)

        def asked() -> int:
            before = len(office.asked)
            actions.push_all(at)
            return len(office.asked) - before

        at = now()
        assert queries.last_contact(own) is None
        assert asked() == 1  # nobody has ever spoken
        assert not queries.has_news(own, partner)
        assert asked() == 0
        at += ASKS
        assert asked() == 1
        for file in (Wanted(log=own, sha256="a" * 64), Wanted(log=partner, sha256="b" * 64)):
            file.save()
            assert asked() == 1
            file.delete()
        assert asked() == 0
    b.state("word/1", "News there")
    data = b.send()
    with a:
        actions.receive(data, way="file", at=at + timedelta(minutes=1))
        # Its receipt has not been told yet.
        at += timedelta(minutes=2)
        own = a.log()
        Log.objects.filter(pk=own.pk).update(known=own.size, claimed=own.size)
        assert queries.has_news(a.log(), Log.objects.get(hosted=False))
        assert asked() == 1
        assert not queries.has_news(a.log(), Log.objects.get(hosted=False))


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ((500, b"<h1>Out of order</h1>"), "partner_refused", "Out of order"),
        ((422, json.dumps({"code": "bundle_damaged"}).encode()), "partner_refused", "bundle_damaged"),
        # An address is what the administrator entered, not where somebody sends us on to.
        ((302, b""), "partner_refused", ""),
        (b"\xff\xfe no server of the web speaks so\r\n\r\n", "partner_unreachable", ""),
        (b"", "partner_unreachable", ""),
    ],
)
def test_partner_whose_server_is_broken_is_noted_once_and_tried_again(plain, office, answer, code, said):
    a, b = plain
    office.answers = [answer, answer, (204, b"")]
    with posting(a, office):
        assert actions.push_all(now()) == 0
        assert actions.push_all(now()) == 0
        assert len(office.asked) == 2
        assert tries() == [code]
        row = Transfer.objects.get(way="https")
        assert said in str(row.params)
        assert actions.push_all(now()) == 1
        assert tries() == [code, ""]


def test_answer_that_is_no_bundle_is_noted_and_changes_nothing(plain, office):
    a, b = plain
    settle(a, b)
    a.state("word/1", "News")
    office.answers = [(200, b.send()[:-9])]
    before = a.leaves()
    with posting(a, office):
        assert actions.push_all(now()) == 0
        assert tries(direction="sent") == [""]
        assert tries(direction="received") == ["bundle_damaged"]
    assert a.leaves() == before


def test_log_whose_keys_are_away_is_not_sent_and_holds_up_nobody(plain, office, caplog):
    a, b = plain
    with posting(a, office) as own:
        post = queries.posts().get()
        home = keys.folder_of(own.institution)
        home.rename(home.with_name("away"))
        with pytest.raises(Refused) as refused:
            actions.push(own, post, now())
        assert refused.value.code == "keys_missing"
        assert actions.push_all(now()) == 0
        assert own.origin in caplog.text
        assert office.asked == []
        # A server that writes for neither side any more has nothing of its own to send.
        home.with_name("away").rename(home)
        Log.objects.update(hosted=False)
        assert list(queries.pairs(post)) == []


def test_bundle_goes_by_mail_in_parts_and_is_joined_there(plain, mailoutbox):
    a, b = plain
    a.offer()
    with a:
        partner = Log.objects.get(hosted=False).institution
        post = queries.post_of(partner)
        assert post.pk is None
        with pytest.raises(Refused) as refused:
            actions.mail_bundle(a.log(), post, now())
        assert (refused.value.code, mailoutbox) == ("no_mailbox", [])
        given = {"address": "", "mail": "record@la.example", "pushes": False}
        actions.save_post(institution=partner, **given, by=a.leader, at=now())
        assert list(queries.posts()) == []
        assert actions.mail_bundle(a.log(), queries.post_of(partner), now(), who="Somebody") == 1
        assert Transfer.objects.get(way="mail").who == "Somebody"
    (mail,) = mailoutbox
    assert mail.to == ["record@la.example"]
    assert mail.subject.endswith(" (1/1)")
    assert [name for name, _, _ in mail.attachments] == ["songfai-1-of-1.coop"]
    (whole,) = join([content for _, content, _ in mail.attachments])
    b.receive(whole)
    assert b.leaves()[0] == a.leaves()[0]


def test_partner_without_a_server_gets_its_files_by_mail(plain, mailoutbox):
    """Each news once; again the next day while no answer has come."""
    a, b = plain
    a.offer()
    with a:
        partner = Log.objects.get(hosted=False).institution
        given = {"address": "", "mail": "record@la.example", "pushes": True}
        actions.save_post(institution=partner, **given, by=a.leader, at=now())
        start = now()
        assert [actions.push_all(start), actions.push_all(start + timedelta(hours=1))] == [1, 0]
        assert actions.push_all(start + timedelta(hours=25)) == 1
    a.offer("paper/8", "One more")
    with a:
        assert actions.push_all(start + timedelta(hours=26)) == 1
    assert len(mailoutbox) == 3
    for mail in mailoutbox:
        (whole,) = join([content for _, content, _ in mail.attachments])
        b.receive(whole)
    assert b.leaves()[0] == a.leaves()[0]
    a.receive(b.send())
    with a:
        due = [actions.push_all(start + timedelta(hours=hours)) for hours in (27, 60, 90)]
        assert due == [0, 0, 0]


# Each side's daily copy.


@pytest.fixture
def made(db, settings, tmp_path):
    settings.DATA = tmp_path
    found = make.programme_in_force()
    given = {"address": "", "mail": "copies@moha.example", "pushes": True}
    actions.save_post(institution=found.leader_a.institution, **given, by=found.leader_a, at=make.NOW)
    return found


def own_log(made) -> Log:
    return Log.objects.select_related("institution").get(
        register=made.programme.register, institution=made.leader_a.institution
    )


def dated(path, days: int) -> None:
    moment = (make.NOW + timedelta(days=days)).timestamp()
    os.utime(path, (moment, moment))


@pytest.mark.django_db
def test_copy_is_written_once_a_day_and_only_when_something_is_new(made, mailoutbox):
    paths = actions.daily_copies(make.NOW)
    assert len(paths) == 2
    path = copy_path(made.leader_a.institution, own_log(made))
    assert path in paths
    assert path.parent.stat().st_mode & 0o777 == 0o700
    for one in paths:
        dated(one, 0)
    before = path.read_bytes()
    assert actions.daily_copies(make.NOW + timedelta(hours=1)) == []
    assert actions.daily_copies(make.NOW + timedelta(days=1)) == []
    assert path.read_bytes() == before
    assert len(mailoutbox) == 1
    make.plan_in_force(made)
    for one in paths:
        dated(one, 0)
    assert actions.daily_copies(make.NOW + timedelta(days=1)) == paths
    assert path.read_bytes() != before
    assert len(mailoutbox) == 2
    assert sorted(one.suffix for one in path.parent.iterdir()) == [".coop"]


@pytest.mark.django_db
def test_damaged_record_does_not_go_over_its_last_good_copy(made, caplog):
    paths = actions.daily_copies(make.NOW)
    before = [path.read_bytes() for path in paths]
    for path in paths:
        dated(path, 0)
    make.plan_in_force(made)
    Log.objects.filter(pk=own_log(made).pk).update(seen=99)
    assert actions.daily_copies(make.NOW + timedelta(days=1)) == []
    assert [path.read_bytes() for path in paths] == before
    assert "its last good copy is kept" in caplog.text


@pytest.mark.django_db
def test_copy_that_could_not_be_mailed_is_mailed_when_the_mail_server_is_back(
    made, mailoutbox, settings, caplog
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    paths = actions.daily_copies(make.NOW)
    # The other side's copy is not held up by it.
    assert len(paths) == 2
    for path in paths:
        dated(path, 0)
    assert "could not be mailed" in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mailoutbox == []
    assert actions.daily_copies(make.NOW) == []
    assert actions.daily_copies(make.NOW) == []
    (mail,) = mailoutbox
    assert isinstance(mail, EmailMessage)
    assert join([content for _, content, _ in mail.attachments])
    # So is it on the next day, when nothing else is new.
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    make.plan_in_force(made)
    assert actions.daily_copies(make.NOW + timedelta(days=1)) == paths
    for path in paths:
        dated(path, 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.daily_copies(make.NOW + timedelta(days=2)) == []
    assert len(mailoutbox) == 2


# The clock beside the web server.


@pytest.mark.django_db
def test_clock_gives_a_restored_database_of_both_sides_its_lines_back(made):
    """There is no other server to fetch them from: they are read back from the file that lies beside the mark."""
    before = transaction.savepoint()
    make.plan_in_force(made)
    log = own_log(made)
    actions.bundle_for(log, make.NOW)
    leaves = books.leaves_of(log)
    transaction.savepoint_rollback(before)
    assert own_log(made).size < marks.size(log.origin) == len(leaves)
    call_command("exchange_clock", once=True)
    assert books.leaves_of(own_log(made)) == leaves
    assert not Incident.objects.exists()
    make.plan_in_force(made, year=2026)  # and it writes again


@pytest.mark.django_db
def test_a_server_of_both_sides_that_is_behind_keeps_its_last_copies_and_says_where_its_lines_are(
    made, caplog
):
    paths = actions.daily_copies(make.NOW)
    before = [path.read_bytes() for path in paths]
    for path in paths:
        dated(path, 0)
    behind = transaction.savepoint()
    make.plan_in_force(made)
    actions.bundle_for(own_log(made), make.NOW)
    transaction.savepoint_rollback(behind)
    marks.outbox_of(own_log(made).origin).unlink()
    assert actions.daily_copies(make.NOW + timedelta(days=1)) == []
    assert [path.read_bytes() for path in paths] == before
    assert "reads its own lines back from the file that is kept outside the database" in caplog.text


@pytest.mark.django_db
def test_a_side_that_has_only_opened_its_log_gets_its_copy_too(db, settings, tmp_path):
    settings.DATA = tmp_path
    programme = make.draft_programme()
    leader = make.seat(programme.sides.get(position=1).institution)
    programmes.offer(programme=programme, by=leader, at=make.NOW)
    assert list(Log.objects.filter(position=2).values_list("size", flat=True)) == [1]
    assert len(actions.daily_copies(make.NOW)) == 2


@pytest.mark.django_db
def test_clock_names_what_was_refused_and_goes_on(made, settings, caplog):
    """A mark that cannot be read is refused, not passed over: nothing leaves until somebody has looked."""
    for log in Log.objects.filter(register=made.programme.register):
        marks.path_of(log.origin).parent.mkdir(parents=True, exist_ok=True)
        marks.path_of(log.origin).write_bytes(b"no mark")
    call_command("exchange_clock", once=True)
    assert "is damaged or behind on this server" in caplog.text
    assert not copy_path(made.leader_a.institution, own_log(made)).exists()


@pytest.mark.django_db
def test_clock_does_its_round_and_whatever_goes_wrong_stops_nothing(made, settings, caplog, monkeypatch):
    call_command("exchange_clock", once=True)
    path = copy_path(made.leader_a.institution, own_log(made))
    assert path.exists()
    shutil.rmtree(settings.DATA / "copies")
    (settings.DATA / "copies").write_bytes(b"a file where the folder was")
    call_command("exchange_clock", once=True)
    assert "daily_copies failed" in caplog.text
    Log.objects.filter(pk=own_log(made).pk).update(hosted=False)
    (settings.DATA / "copies").unlink()

    class Stopped(Exception):
        pass

    def stop(seconds: float) -> None:
        raise Stopped(seconds)

    monkeypatch.setattr("time.sleep", stop)
    with pytest.raises(Stopped) as stopped:
        call_command("exchange_clock", every=7)
    assert stopped.value.args == (7,)
    assert not path.exists()
    assert (settings.DATA / "copies").is_dir()


@pytest.mark.django_db
def test_mailbox_that_is_named_later_gets_the_copy(made, mailoutbox):
    Post.objects.update(mail="")
    actions.daily_copies(make.NOW)
    assert mailoutbox == []
    given = {"address": "", "mail": "copies@moha.example", "pushes": True}
    actions.save_post(institution=made.leader_a.institution, **given, by=made.leader_a, at=make.NOW)
    actions.daily_copies(make.NOW)
    actions.daily_copies(make.NOW)
    (mail,) = mailoutbox
    assert mail.to == ["copies@moha.example"]


def test_a_full_disk_here_is_not_told_as_a_server_that_cannot_be_reached(plain, office, monkeypatch):
    a, b = plain
    settle(a, b)
    a.state("word/1", "News")
    b.receive(a.send())
    office.answers = [(200, b.send())]

    there_is_room = tempfile.TemporaryFile

    def full_when_it_is_answered() -> IO[bytes]:
        if office.asked:
            raise OSError(errno.ENOSPC, "No space left on device")
        return there_is_room()

    with posting(a, office):
        monkeypatch.setattr("tempfile.TemporaryFile", full_when_it_is_answered)
        assert actions.push_all(now()) == 0
        assert len(office.asked) == 1
        assert "partner_unreachable" not in tries()
