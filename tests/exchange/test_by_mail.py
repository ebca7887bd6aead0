"""The button that sends the file for the other side to its mailbox, after saying what goes where."""

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse

from songfai.exchange import actions
from songfai.exchange.models import Post, Transfer
from songfai.exchange.parcels import Parcel, parcel
from songfai.exchange.parts import join
from songfai.exchange.queries import other_log
from songfai.kit.errors import Refused
from songfai.parties.states import Role
from songfai.record import marks
from songfai.record.models import Entry, Log
from tests import factories as make

CARRY = {Role.LEADER, Role.COORDINATOR, Role.CLERK}


@pytest.fixture
def made(db):
    """As on a server of one side's own: the other side's log is a mirror here, and nothing of ours is known there."""
    made = make.programme_in_force()
    Log.objects.filter(institution=made.leader_b.institution).update(hosted=False)
    Log.objects.filter(institution=made.leader_a.institution).update(known=0, claimed=0)
    return made


def own_log(made) -> Log:
    return Log.objects.select_related("institution").get(institution=made.leader_a.institution)


def page_of(made, name: str = "by_mail") -> str:
    return reverse(f"exchange:{name}", args=[made.programme.slug])


def mailbox(made) -> None:
    Post.objects.create(institution=made.leader_b.institution, mail="record@b.example")


def test_it_says_what_goes_where_and_then_sends_it(client, made, mailoutbox):
    mailbox(made)
    client.force_login(made.leader_a.account)
    assert page_of(made) in client.get(page_of(made, "programme")).content.decode()
    before = marks.size(own_log(made).origin)
    page = client.get(page_of(made)).content.decode()
    assert "record@b.example" in page
    shown = parcel(own_log(made), other_log(own_log(made)))
    assert (shown.lines, shown.documents, shown.files, shown.parts) == (own_log(made).size, 1, 1, 1)
    # A look signs nothing.
    assert marks.size(own_log(made).origin) == before
    assert mailoutbox == []
    assert client.post(page_of(made))["Location"] == page_of(made, "programme")
    (mail,) = mailoutbox
    assert mail.to == ["record@b.example"]
    (whole,) = join([content for _, content, _ in mail.attachments])
    assert len(whole) < shown.size + 8 * 1024
    row = Transfer.objects.get(way="mail")
    assert (row.who, row.code, row.count) == (str(made.leader_a.account), "", shown.lines)
    assert (
        "Sent by mail to record@b.example. Mails: 1."
        in client.get(page_of(made, "programme")).content.decode()
    )


def test_without_a_mailbox_it_is_refused(client, made, mailoutbox):
    client.force_login(made.leader_a.account)
    page = client.get(page_of(made)).content.decode()
    assert "No mailbox of this partner is known yet." in page
    assert '<button class="btn btn-primary">' not in page.partition("<main")[2]
    answer = client.post(page_of(made))
    assert answer.status_code >= 400
    assert "No mailbox of this partner is known yet." in answer.content.decode()
    assert (mailoutbox, Transfer.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("hosted", "code"), [((True, True), "hosted_for_both"), ((False, False), "not_hosted")]
)
def test_where_nothing_can_be_sent_it_is_refused(client, made, mailoutbox, hosted, code):
    mailbox(made)
    for log, one in zip(Log.objects.order_by("position"), hosted, strict=True):
        Log.objects.filter(pk=log.pk).update(hosted=one)
    client.force_login(made.leader_a.account)
    assert "record@b.example" not in client.get(page_of(made)).content.decode()
    assert page_of(made) not in client.get(page_of(made, "programme")).content.decode()
    with pytest.raises(Refused) as refused:
        actions.mail_by_hand(own_log(made), make.NOW, "Somebody")
    assert (refused.value.code, mailoutbox) == (code, [])


class Talking(BaseEmailBackend):
    """A mail server that says no at length."""

    def send_messages(self, messages: object) -> int:
        raise OSError("no " * 200)


def test_what_a_mail_server_says_is_kept_short(made, settings):
    mailbox(made)
    settings.EMAIL_BACKEND = f"{__name__}.Talking"
    with pytest.raises(Refused) as refused:
        actions.mail_by_hand(own_log(made), make.NOW, "Somebody")
    assert len(refused.value.params["why"]) == 200


def test_a_mail_server_that_is_away_is_said(made, settings):
    mailbox(made)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(Refused) as refused:
        actions.mail_by_hand(own_log(made), make.NOW, "Somebody")
    assert refused.value.code == "mail_failed"
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUTHOR, Role.ADMINISTRATOR}))
def test_who_carries_files_sends_them_by_mail(made, role, mailoutbox):
    mailbox(made)
    client = Client()
    client.force_login(make.seat(made.leader_a.institution, role).account)
    may = role in CARRY
    assert client.get(page_of(made)).status_code == (200 if may else 403)
    assert client.post(page_of(made)).status_code == (302 if may else 403)
    assert (page_of(made) in client.get(page_of(made, "programme")).content.decode()) is may
    assert len(mailoutbox) == may


def test_a_stranger_finds_nothing(client, made):
    client.force_login(make.seat().account)
    assert client.get(page_of(made)).status_code == 404


def test_parts_are_counted_by_what_a_mail_may_hold():
    for size, parts in ((1, 1), (8 * 2**20, 1), (8 * 2**20 + 1, 2)):
        assert Parcel("", 0, 0, 0, size).parts == parts


@pytest.mark.parametrize("years", [(2025,), (2024, 2025, 2026)])
def test_the_look_takes_the_same_queries_for_one_paper_and_three(made, years, django_assert_num_queries):
    Log.objects.update(hosted=True)
    for year in years:
        make.plan_in_force(made, year=year)
    own = own_log(made)
    other = other_log(own)
    with django_assert_num_queries(5):
        assert parcel(own, other).lines == Entry.objects.filter(log=own).count()
