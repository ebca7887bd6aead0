"""Mail as it leaves and as it is received, by a mail server that is really there: the parts of a bundle byte for byte, the
daily copy, the daily digest; a mailbox that is refused holds up nobody else and gets its mail when it is there."""

import hashlib
import os

import pytest

from songfai.exchange import actions
from songfai.exchange.actions import digests
from songfai.exchange.models import Transfer
from songfai.exchange.parts import PART_BYTES, join
from songfai.files.actions import path_of, write_durably
from songfai.notices.models import Notice
from songfai.notices.tasks import send_mail
from songfai.record.models import Log
from tests import factories as make
from tests.exchange.mailboxes import mail_server
from tests.exchange.nodes import now
from tests.exchange.plain import settle

THERE = "record@la.example"


@pytest.fixture
def server(settings):
    with mail_server(settings) as found:
        yield found


def attached(mail) -> bytes:
    (one,) = mail.iter_attachments()
    assert one.get_filename().endswith(".coop")
    return one.get_content()


def with_mailbox(node) -> None:
    partner = Log.objects.get(hosted=False).institution
    given = {"address": "", "mail": THERE, "pushes": True}
    actions.save_post(institution=partner, **given, by=node.leader, at=now())


def large_paper(node) -> dict[str, object]:
    """A text of 12 MB without any pattern, so that it travels in several mails."""
    data = os.urandom(6 * 1024 * 1024).hex().encode()
    sha256 = hashlib.sha256(data).hexdigest()
    with node:
        write_durably(path_of(sha256), data)
    return {"id": "a1", "name": "text.txt", "media": "text/plain", "size": len(data), "sha256": sha256}


def test_parts_arrive_byte_for_byte_and_in_any_order_make_the_bundle(plain, server):
    a, b = plain
    settle(a, b)
    paper = large_paper(a)
    a.offer(attachments=[paper])
    with a:
        with_mailbox(a)
        assert actions.push_all(now()) == 1
        sent = Transfer.objects.get(way="mail")
    mails = server.mails(THERE)
    parts = [attached(mail) for mail in mails]
    assert len(parts) >= 3
    assert all(len(part) <= PART_BYTES for part in parts)
    assert [mail["Subject"].rpartition(" ")[2] for mail in mails] == [
        f"({place}/{len(parts)})" for place in range(1, len(parts) + 1)
    ]
    (whole,) = join(reversed(parts))
    assert len(whole) == sent.size
    b.receive(whole)
    assert b.leaves()[0] == a.leaves()[0]
    with b:
        data = path_of(paper["sha256"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == paper["sha256"]


def test_mailbox_that_is_refused_holds_up_nothing_and_gets_its_file_later(plain, server, caplog):
    a, b = plain
    a.offer()
    server.refused.add(THERE)
    with a:
        with_mailbox(a)
        assert actions.push_all(now()) == 0
        assert not Transfer.objects.filter(way="mail").exists()
    assert server.raw == []
    assert "no such mailbox here" in caplog.text
    server.refused.clear()
    with a:
        assert actions.push_all(now()) == 1
    (whole,) = join([attached(mail) for mail in server.mails(THERE)])
    b.receive(whole)
    assert b.leaves()[0] == a.leaves()[0]


def test_mail_that_is_too_large_for_the_server_is_tried_again(plain, server):
    a, _ = plain
    a.offer()
    server.largest = 1000
    with a:
        with_mailbox(a)
        assert actions.push_all(now()) == 0
    server.largest = 20 * 1024 * 1024
    with a:
        assert actions.push_all(now()) == 1
    assert len(server.mails(THERE)) == 1


@pytest.mark.django_db
def test_daily_copy_is_owed_until_its_mailbox_takes_it(server, settings, tmp_path):
    settings.DATA = tmp_path
    made = make.programme_in_force()
    boxes = {"a": "copies@a.example", "b": "copies@b.example"}
    for name, leader in (("a", made.leader_a), ("b", made.leader_b)):
        given = {"address": "", "mail": boxes[name], "pushes": True}
        actions.save_post(institution=leader.institution, **given, by=leader, at=make.NOW)
    server.refused.add(boxes["a"])
    copies = actions.daily_copies(make.NOW)
    assert len(copies) == 2
    assert (len(server.mails(boxes["a"])), len(server.mails(boxes["b"]))) == (0, 1)
    server.refused.clear()
    assert actions.daily_copies(make.NOW) == []
    for box in boxes.values():
        (mail,) = server.mails(box)
        record = b"".join(bytes(one) for one in join([attached(mail)]))
        assert record in [path.read_bytes() for path in copies]


@pytest.mark.django_db
def test_digest_reaches_each_officer_in_their_language_and_a_refused_one_holds_up_nobody(server):
    made = make.programme_in_force()
    for leader, language in ((made.leader_a, "vi"), (made.leader_b, "lo")):
        leader.account.language = language
        leader.account.save()
    gone = make.seat(made.leader_a.institution)
    server.refused.add(gone.account.email)
    assert actions.tell_own_lines(make.NOW) == 2
    failed = []
    for notice in Notice.objects.filter(text=digests.WRITTEN).select_related("account").order_by("id"):
        try:
            send_mail.call(notice.pk)
        except OSError:
            failed.append(notice.account.email)
    assert failed == [gone.account.email]
    for leader, said in ((made.leader_a, "nhật ký"), (made.leader_b, "ບັນທຶກ")):
        (mail,) = server.mails(leader.account.email)
        text = mail.get_content()
        assert said in mail["Subject"] and said in text
        # The subject is the first sentence, and each line that was written stands below it.
        assert text.replace("\r\n", "\n").split("\n\n")[0] == mail["Subject"].strip()
        assert text.count(" · ") >= 6
