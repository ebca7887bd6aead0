"""What stands beside the documents crosses as well: signed papers with their files, messages, erased files."""

import pytest
from django.urls import reverse

from songfai.exchange import bundle as bundles
from songfai.files.actions import adopt, path_of
from songfai.notices.models import Notice
from songfai.notices.queries import worded
from songfai.parties.models import Institution
from songfai.programmes.models import Programme
from songfai.record import actions, beside, books
from songfai.record.models import Document, Log, Register
from songfai.record.verifier import verify
from tests import factories as make
from tests.exchange.nodes import exchange, now

SCAN = b"%PDF-1.7 signed and sealed"


def document():
    return Document.objects.get(kind="programme")


def test_a_signed_paper_crosses_with_its_file_and_is_erased_on_both(world):
    a, b = world
    with a:
        kept = actions.keep_paper(document=document(), name="signed.pdf", data=SCAN, by=a.leader, at=now())
    b.receive(a.send())
    with b:
        (paper,) = [one for one in beside.papers_of(document()) if one.name == "signed.pdf"]
        assert (paper.sha256, paper.position, paper.who) == (kept.sha256, a_position(b), "")
        assert path_of(paper.sha256).read_bytes() == SCAN
    with a:
        actions.erase_file(
            register=Register.objects.get(), sha256=kept.sha256, ground="Asked for", by=a.leader, at=now()
        )
        assert not path_of(kept.sha256).exists()
    data = a.send()
    b.receive(data)
    with b:
        assert not path_of(kept.sha256).exists()
        assert beside.erased_in(Register.objects.get())[kept.sha256].ground == "Asked for"
    exchange(a, b)
    for node in (a, b):
        with node:
            assert not path_of(kept.sha256).exists()


def a_position(node):
    return Log.objects.get(hosted=False).position


def test_a_lost_file_is_asked_for_and_an_erased_one_is_not(world):
    a, b = world
    with a:
        kept = actions.keep_paper(
            document=document(), name="lost.pdf", data=SCAN + b" lost", by=a.leader, at=now()
        )
        path_of(kept.sha256).rename(path_of(kept.sha256).with_suffix(".away"))
    b.receive(a.send())
    with b:
        assert Log.objects.get(hosted=True).wanted.filter(sha256=kept.sha256).exists()
    with a:
        path_of(kept.sha256).with_suffix(".away").rename(path_of(kept.sha256))
    exchange(a, b)
    with b:
        assert path_of(kept.sha256).read_bytes() == SCAN + b" lost"
        assert not Log.objects.get(hosted=True).wanted.exists()


def test_a_file_asked_for_is_known_when_the_lines_that_name_it_have_long_come(world):
    """The other side has receipted the line about the paper, so it is not sent again: only the file is."""
    a, b = world
    with a:
        kept = actions.keep_paper(
            document=document(), name="late.pdf", data=SCAN + b" late", by=a.leader, at=now()
        )
        path_of(kept.sha256).rename(path_of(kept.sha256).with_suffix(".away"))
    exchange(a, b, rounds=3)
    with a:
        path_of(kept.sha256).with_suffix(".away").rename(path_of(kept.sha256))
    data = a.send()
    sent = bundles.read(data)
    assert kept.sha256 in sent.files
    assert kept.sha256 not in beside.named_by([], sent.entries)
    b.receive(data)
    with b:
        assert path_of(kept.sha256).read_bytes() == SCAN + b" late"
        assert not Log.objects.get(hosted=True).wanted.exists()


def test_a_side_cannot_have_a_file_of_the_other_erased(world):
    """Also not by a line its own server was made to write: it is kept, and has no effect."""
    a, b = world
    with a:
        kept = actions.keep_paper(
            document=document(), name="mine.pdf", data=SCAN + b" mine", by=a.leader, at=now()
        )
    b.receive(a.send())
    with b:
        held = books.read(Register.objects.get(), held=True)
        side = next(side for side, log in enumerate(held.logs) if log.hosted)
        held.write(side, "erase", now(), sha256=kept.sha256, ground="Not ours")
        held.sign(now())
    a.receive(b.send())
    with a:
        assert path_of(kept.sha256).exists()
        assert kept.sha256 not in beside.erased_in(Register.objects.get())


def test_a_message_crosses_and_is_told(world, client):
    a, b = world
    with a:
        client.force_login(a.leader.account)
        address = reverse("exchange:messages", args=[Programme.objects.get().slug])
        assert client.post(address, {"text": ""}).status_code == 422
        assert client.post(address, {"text": "ເຊີນພົບກັນວັນຈັນ. Gặp nhau thứ Hai."}).status_code == 302
        assert str(a.leader.account) in client.get(address).content.decode()
    b.receive(a.send())
    with b:
        notice = Notice.objects.filter(text__startswith="%(side)s wrote").get()
        assert "Gặp nhau thứ Hai" in worded(notice, "vi")
        assert notice.account == b.leader.account
        client.force_login(b.leader.account)
        text = client.get(notice.address).content.decode()
        assert "Gặp nhau thứ Hai" in text
    b.receive(a.send())
    with b:
        assert Notice.objects.filter(text__startswith="%(side)s wrote").count() == 1


def test_of_many_messages_in_one_file_the_newest_is_told(world):
    a, b = world
    with a:
        for number in range(3):
            register = Register.objects.get()
            actions.write_message(register=register, text=f"Word {number}", by=a.leader, at=now())
    with b:
        before = Notice.objects.count()
    b.receive(a.send())
    with b:
        assert Notice.objects.count() == before + 1
        assert "Word 2" in worded(Notice.objects.latest("id"), "en")


def test_an_erased_file_is_in_no_record_that_is_taken_away(world):
    a, b = world
    data = SCAN + b" gone but theirs"
    with a:
        kept = actions.keep_paper(document=document(), name="gone.pdf", data=data, by=a.leader, at=now())
    assert any(b'"t":"blob"' in line and kept.sha256.encode() in line for line in a.record().split(b"\n"))
    with a:
        # The other side's same file came here with something else, so that its bytes stay.
        theirs = Institution.objects.exclude(pk=a.institution.pk).first()
        adopt(sha256=kept.sha256, name="theirs.pdf", institution=theirs, given_by="x", at=now())
        register = Register.objects.get()
        actions.erase_file(register=register, sha256=kept.sha256, ground="Asked for", by=a.leader, at=now())
        assert path_of(kept.sha256).exists()
    blobs = [line for line in a.record().split(b"\n") if b'"t":"blob"' in line]
    assert blobs and not any(kept.sha256.encode() in line for line in blobs)
    exchange(a, b)


def test_the_record_verifies_with_all_of_it(world, tmp_path):
    a, b = world
    exchange(a, b)
    path = tmp_path / "record.coop"
    path.write_bytes(a.record())
    assert verify.main([str(path)]) == 0


@pytest.mark.django_db
def test_on_one_server_the_other_side_is_told_at_once(client, queries):
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    address = reverse("exchange:messages", args=[made.programme.slug])
    client.post(address, {"text": "One"})
    assert (
        Notice.objects.filter(account=made.leader_b.account, text__startswith="%(side)s wrote").count() == 1
    )
    assert not Notice.objects.filter(
        account=made.leader_a.account, text__startswith="%(side)s wrote"
    ).exists()
    client.get(address)
    once = queries(lambda: client.get(address))
    client.post(address, {"text": "Two"})
    client.post(address, {"text": "Three"})
    assert queries(lambda: client.get(address)) == once
