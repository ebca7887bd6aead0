import pytest
from django.core import mail
from django.utils import translation

from songfai.kit.errors import N_
from songfai.notices.actions import mark_read, tell
from songfai.notices.models import Notice
from songfai.notices.queries import of_account, unread_count, worded
from songfai.notices.tasks import send_mail
from songfai.parties.states import Role
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of

pytestmark = pytest.mark.django_db
TEXT = N_("%(side)s approved the plan of %(year)s for %(title)s. It is in force.")


def told(seat):
    tell(
        institution=seat.institution,
        roles=[Role.LEADER],
        text=TEXT,
        address="/desk/",
        at=make.NOW,
        side=make.words("B").as_dict(),
        year=2026,
        title=make.words("P").as_dict(),
    )


def test_only_the_roles_of_the_institution_are_told():
    leader = make.seat()
    reader = make.seat(leader.institution, Role.READER)
    told(leader)
    assert unread_count(leader.account) == 1
    assert unread_count(reader.account) == 0


@pytest.mark.parametrize(("language", "title"), [("lo", "P ລາວ"), ("vi", "P việt"), ("en", "P")])
def test_a_notice_is_worded_in_the_readers_language(language, title):
    leader = make.seat()
    told(leader)
    with translation.override(language):
        assert title in worded(Notice.objects.get(), language)


def test_mail_goes_to_the_reader_in_their_language(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    leader = make.seat(account=make.account(language="vi"))
    told(leader)
    send_mail.call(Notice.objects.get().pk)
    assert mail.outbox[0].to == [leader.account.email]
    assert "P việt" in mail.outbox[0].body


def test_following_a_notice_reads_it_and_leads_to_its_matter(client):
    leader = make.seat()
    told(leader)
    client.force_login(leader.account)
    response = client.post(f"/notices/{Notice.objects.get().pk}/")
    assert response["Location"] == "/desk/"
    assert unread_count(leader.account) == 0


def test_nobody_reads_anothers_notices(client):
    leader, stranger = make.seat(), make.seat()
    told(leader)
    client.force_login(stranger.account)
    assert client.post(f"/notices/{Notice.objects.get().pk}/").status_code == 404
    assert mark_read(account=stranger.account, at=make.NOW) == 0
    assert of_account(leader.account).get().read_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(client, rows, django_assert_max_num_queries):
    leader = make.seat()
    for _one in range(rows):
        told(leader)
    client.force_login(leader.account)
    with django_assert_max_num_queries(6):
        assert client.get("/notices/").status_code == 200


def test_the_list_is_exported(client):
    leader = make.seat()
    told(leader)
    client.force_login(leader.account)
    assert "approved the plan of 2026" in client.get("/notices/?export=csv&language=en").content.decode(
        "utf-8-sig"
    )


@sqlite_alone
def test_of_many_notices_a_page_reads_a_page():
    rows = of_account(make.seat().account).order_by("-at", "-pk")
    (step,) = steps_of(*rows.query.sql_with_params())
    assert "notice_by_day (account_id=?)" in step
