"""What was written in a side's name is told to its people the next day: each line, once, in their language."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from songfai.exchange import actions
from songfai.exchange.actions import digests
from songfai.exchange.models import Digest
from songfai.notices.models import Notice
from songfai.notices.queries import lines_of, worded
from songfai.notices.tasks import send_mail
from songfai.parties.states import Role
from songfai.programmes import actions as programmes
from songfai.record.models import Entry, Log
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def made():
    return make.programme_in_force()


def digest_of(seat) -> list[Notice]:
    return list(Notice.objects.filter(account=seat.account, text=digests.WRITTEN).order_by("id"))


def listed(notice: Notice, language: str = "en") -> list[list[str]]:
    """The parts of the lines, without the sentence all digests end with."""
    return [line.split(" · ") for line in lines_of(notice, language)[:-1]]


def test_each_side_is_told_of_the_lines_of_its_own_log(made):
    assert actions.tell_own_lines(make.NOW) == 2
    programme = made.programme.title.en
    for seat, expected in (
        (made.leader_a, ["Opening of the log", "Proposal", "Approval", "Entry into force"]),
        (made.leader_b, ["Opening of the log", "Approval", "Entry into force"]),
    ):
        (notice,) = digest_of(seat)
        assert worded(notice, "en") == (
            f"Entries written in the log of {seat.institution.name.en} since the last digest: {len(expected)}."
        )
        lines = [line for line in listed(notice) if len(line) > 1]
        assert [line[1] for line in lines] == expected
        assert {line[0] for line in lines} == {"10 March 2026, 09:00"}
        assert {line[-2] for line in lines} == {programme}
        by_hand = {line[-1] for line in lines if line[1] in ("Proposal", "Approval")}
        assert by_hand == {str(seat.account)}
        assert lines[1][2] == programme  # the paper, which is the programme itself
    (notice,) = digest_of(made.leader_a)
    by_itself, receipts = listed(notice)[-2:]
    assert by_itself[-1] == "no person is named"
    assert receipts == ["Receipts that the server wrote by itself: 1."]


def test_a_line_is_told_once_and_once_a_day_whatever_restarts(made):
    assert actions.tell_own_lines(make.NOW) == 2
    assert actions.tell_own_lines(make.NOW) == 0
    make.plan_in_force(made)
    # The same day has had its digest; the next one tells what came since, and the one after nothing.
    assert actions.tell_own_lines(make.NOW + timedelta(hours=12)) == 0
    assert actions.tell_own_lines(make.NOW + DAY) == 2
    assert actions.tell_own_lines(make.NOW + 2 * DAY) == 0
    first, second = digest_of(made.leader_b)
    assert [line[1] for line in listed(first)] == ["Opening of the log", "Approval", "Entry into force"]
    assert [line[1:3] for line in listed(second)] == [
        ["Approval", "Yearly plan 2025"],
        ["Entry into force", "Yearly plan 2025"],
    ]


def test_two_clocks_tell_a_side_once(made):
    """The row of the side is the day's lock: who finds the day taken tells nobody."""
    side = made.leader_a.institution
    Digest.objects.create(institution=side, day=timezone.localdate(make.NOW - DAY))
    assert digests._told(side, make.NOW)
    # As the other clock, which had found the side still to be told.
    assert not digests._told(side, make.NOW)
    assert len(digest_of(made.leader_a)) == 1


def test_nothing_is_told_before_the_working_day_or_of_receipts_alone(made):
    early = make.NOW.replace(hour=22) - DAY  # five in the morning
    assert actions.tell_own_lines(early) == 0
    assert not Digest.objects.exists()
    assert actions.tell_own_lines(early + timedelta(hours=1)) == 2  # the hour at which a digest is due
    log = Log.objects.get(institution=made.leader_a.institution)
    Digest.objects.filter(institution=log.institution).update(
        told={log.origin: Entry.objects.filter(log=log, type="ack").order_by("seq").last().seq}
    )
    assert Entry.objects.filter(log=log).order_by("seq").last().type == "final"
    assert actions.tell_own_lines(make.NOW + DAY) == 1
    assert [line[1] for line in listed(digest_of(made.leader_a)[-1])[:1]] == ["Entry into force"]


def test_a_line_with_a_false_date_is_told_too(made):
    """Whoever forges a line also writes its date: lines are told by their numbers."""
    actions.tell_own_lines(make.NOW)
    make.plan_in_force(made)  # written at the same moment as all before
    far = make.NOW + timedelta(days=400)
    assert actions.tell_own_lines(far) == 2
    assert "Approval" in [line[1] for line in listed(digest_of(made.leader_b)[-1])]


def test_a_side_that_never_had_a_digest_is_not_told_of_years(made):
    assert actions.tell_own_lines(make.NOW + timedelta(hours=25)) == 0
    assert actions.tell_own_lines(make.NOW + timedelta(days=30)) == 0
    make.plan_in_force(made)
    assert actions.tell_own_lines(make.NOW + timedelta(days=31)) == 2


def test_a_log_that_was_begun_since_the_last_digest_is_told_from_its_first_line(made):
    side = made.leader_b.institution
    Digest.objects.create(institution=side, day=make.TODAY - DAY, told={"moha.example/coop/before": 9})
    actions.tell_own_lines(make.NOW)
    (notice,) = digest_of(made.leader_b)
    assert [line[1] for line in listed(notice)][:1] == ["Opening of the log"]


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.LEADER, 1),
        (Role.COORDINATOR, 1),
        (Role.ADMINISTRATOR, 1),
        (Role.UNIT_OFFICER, 0),
        (Role.CLERK, 0),
        (Role.READER, 0),
        (Role.INSPECTOR, 0),
        (Role.AUTHOR, 0),
    ],
)
def test_who_decides_and_who_administers_is_told(made, role, told):
    seat = make.seat(made.leader_a.institution, role)
    gone = make.seat(made.leader_a.institution, role, valid_to=make.TODAY - DAY)
    closed = make.seat(made.leader_a.institution, role, account=make.account(is_active=False))
    actions.tell_own_lines(make.NOW)
    assert [len(digest_of(one)) for one in (seat, gone, closed)] == [told, 0, 0]


def test_side_whose_log_is_elsewhere_is_told_there(made):
    Log.objects.filter(institution=made.leader_b.institution).update(hosted=False)
    assert actions.tell_own_lines(make.NOW) == 1
    assert digest_of(made.leader_b) == []


@pytest.mark.parametrize(
    ("language", "what", "when", "last"),
    [
        ("lo", "ການຖອນຄຳສະເໜີ", "10 ມີນາ 2026, 09:00", "ທັນທີ"),
        ("vi", "Rút lại", "10/03/2026, 09:00", "ngay"),
    ],
)
def test_the_mail_lists_the_lines_in_the_readers_language(settings, language, what, when, last):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    programme = make.draft_programme()
    leader = make.seat(programme.sides.get(position=1).institution, account=make.account(language=language))
    programmes.offer(programme=programme, by=leader, at=make.NOW)
    programme.refresh_from_db()
    programmes.withdraw(
        programme=programme, seen=programme.document.sha256, reason="Too early", by=leader, at=make.NOW
    )
    actions.tell_own_lines(make.NOW)
    send_mail.call(digest_of(leader)[0].pk)
    (sent,) = mail.outbox
    assert sent.to == [leader.account.email]
    assert "\n" not in sent.subject
    paragraphs = sent.body.split("\n\n")
    assert paragraphs[0] == sent.subject
    assert what in paragraphs[4] and when in paragraphs[4]
    assert last in paragraphs[-1]


def test_a_side_that_has_only_opened_its_log_is_told_of_that_line():
    programme = make.draft_programme()
    leader = make.seat(programme.sides.get(position=1).institution)
    other = make.seat(programme.sides.get(position=2).institution)
    programmes.offer(programme=programme, by=leader, at=make.NOW)
    assert actions.tell_own_lines(make.NOW) == 2
    (notice,) = digest_of(other)
    assert [line[1] for line in listed(notice)] == ["Opening of the log"]


def test_a_flood_of_lines_is_told_by_its_number(made, monkeypatch):
    monkeypatch.setattr(digests, "LISTED", 2)
    actions.tell_own_lines(make.NOW)
    (notice,) = digest_of(made.leader_a)
    said = lines_of(notice, "en")
    assert [line.split(" · ")[1] for line in said[:2]] == ["Opening of the log", "Proposal"]
    assert said[2] == "Further entries that are not listed here: 2. The record holds them all."


def test_one_side_that_cannot_be_told_holds_up_none_of_the_others(made, caplog):
    log = Log.objects.get(institution=made.leader_a.institution)
    Digest.objects.create(institution=log.institution, day=make.TODAY - DAY, told={log.origin: "no number"})
    assert actions.tell_own_lines(make.NOW) == 1
    assert "it is tried again" in caplog.text
    assert len(digest_of(made.leader_b)) == 1
    assert Digest.objects.get(institution=log.institution).day == make.TODAY - DAY


def test_the_clock_tells_the_digest(made, monkeypatch):
    monkeypatch.setattr("songfai.exchange.management.commands.exchange_clock.now", lambda: make.NOW)
    call_command("exchange_clock", once=True)
    call_command("exchange_clock", once=True)
    assert len(digest_of(made.leader_a)) == 1


@pytest.mark.parametrize("years", [(2025,), (2024, 2025, 2026)])
def test_a_digest_takes_the_same_queries_for_one_paper_and_three(made, years, django_assert_max_num_queries):
    actions.tell_own_lines(make.NOW)
    for year in years:
        make.plan_in_force(made, year=year)
    with django_assert_max_num_queries(30):
        assert actions.tell_own_lines(make.NOW + DAY) == 2


def test_the_page_of_notices_shows_each_line(client, made):
    actions.tell_own_lines(make.NOW)
    client.force_login(made.leader_a.account)
    page = client.get("/notices/").content.decode()
    assert "Show each entry" in page and "Approval · " in page
    assert "Approval · " in client.get("/notices/?export=csv&language=en").content.decode("utf-8-sig")
