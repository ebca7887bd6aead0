"""Who is signed in is read as Django reads it: a session that is over, an account that is no more or may not, is nobody's."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from songfai.people.models import Account
from songfai.people.signed_in import Accounts, SessionStore
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    return make.seat(make.institution())


def asks_to_sign_in(client):
    answer = client.get("/desk/")
    return answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_a_page_reads_session_account_person_and_seats_with_three_questions(
    client, seat, django_assert_num_queries
):
    client.force_login(seat.account)
    assert not asks_to_sign_in(client)
    with django_assert_num_queries(2):
        store = SessionStore(client.session.session_key)
        account = Accounts().get_user(store[SESSION_KEY])
        assert account == seat.account and account.person.name == seat.account.person.name


@pytest.mark.parametrize(("left", "over"), [(timedelta(minutes=1), False), (-timedelta(seconds=1), True)])
@pytest.mark.parametrize("story", ["", "2020-01-01", "2090-01-01"])
def test_a_session_is_over_in_its_time(client, settings, seat, left, over, story):
    settings.TODAY = story
    client.force_login(seat.account)
    Session.objects.update(expire_date=timezone.now() + left)
    assert asks_to_sign_in(client) is over


def test_an_unknown_session_is_empty_and_its_key_is_not_taken_over():
    store = SessionStore("a" * 32)
    assert dict(store.items()) == {} and store.session_key is None


def test_what_a_session_holds_is_read_anew(client, seat):
    client.force_login(seat.account)
    key = client.session.session_key
    store = SessionStore(key)
    store["seat"] = 7
    store.save()
    assert SessionStore(key)["seat"] == 7
    SessionStore(key).delete()
    assert "seat" not in SessionStore(key)
    assert asks_to_sign_in(client)


def test_an_account_that_is_no_more_or_may_not_is_nobody(client, seat):
    client.force_login(seat.account)
    Account.objects.filter(pk=seat.account_id).update(is_active=False)
    assert asks_to_sign_in(client) and Accounts().get_user(seat.account_id) is None
    Account.objects.filter(pk=seat.account_id).update(is_active=True)
    assert not asks_to_sign_in(client)
    assert Accounts().get_user(0) is None


def test_a_changed_password_ends_the_session(client, seat):
    client.force_login(seat.account)
    seat.account.set_password("another one altogether")
    seat.account.save()
    assert asks_to_sign_in(client)
