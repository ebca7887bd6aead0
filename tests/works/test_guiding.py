"""Guidance: a mentor with the consent of both, questions and advice, what is missing; works to help with."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.streams import passed
from songfai.notices.models import Notice
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Advice, Mentorship, Reading, Work, WorkField
from songfai.works.queries import Wanted, asked_for_help, shown, thread_of, with_help, works, worth_helping
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    made = making.unit()
    made.mentor = make.seat(made.there, Role.READER)
    made.work = making.draft(made, hidden=("content",))
    return made


def ask(made, by=None, mentor=None) -> Mentorship:
    email = (mentor or made.mentor).account.email
    return actions.ask_mentor(work=made.work, email=email, by=by or made.author, at=make.NOW, day=make.TODAY)


def guided(made) -> Mentorship:
    return actions.agree_guidance(mentorship=ask(made), by=made.mentor, at=make.NOW)


def test_it_begins_when_both_have_agreed(made):
    row = ask(made)
    assert (bool(row.authors_agreed_at), row.active) == (True, False)
    assert [one.pk for one in asked_for_help(made.mentor)] == [row.pk]
    assert Notice.objects.filter(account=made.mentor.account).count() == 1
    with pytest.raises(NotPermitted):
        actions.say(work=made.work, text="Good", by=made.mentor, at=make.NOW)
    row = actions.agree_guidance(mentorship=row, by=made.mentor, at=make.NOW)
    assert (row.active, list(asked_for_help(made.mentor))) == (True, [])
    actions.say(work=made.work, text="Good", by=made.mentor, at=make.NOW)
    actions.say(work=made.work, text="Thank you", by=made.author, at=make.NOW)
    assert [(one.by_mentor, one.text) for one in thread_of(made.author, made.work)] == [
        (True, "Good"), (False, "Thank you"),
    ]  # fmt: skip


def test_an_officer_proposes_and_the_authors_agree_before_the_mentor_sees_anything(made):
    made.work = making.filed(made).work
    row = ask(made, by=made.unit_officer)
    assert (row.authors_agreed_at, list(works(made.mentor)), list(asked_for_help(made.mentor))) == (
        None,
        [],
        [],
    )
    assert [one.pk for one in asked_for_help(made.author)] == [row.pk]
    with pytest.raises(NotPermitted):
        actions.agree_guidance(mentorship=row, by=made.unit_officer, at=make.NOW)
    actions.agree_guidance(mentorship=row, by=made.author, at=make.NOW)
    assert [one.pk for one in works(made.mentor)] == [made.work.pk]


@sqlite_alone
def test_works_one_has_entered_are_not_gone_through_for_the_guidance_that_waits(made):
    with CaptureQueriesContext(connection) as asked:
        asked_for_help(made.author)
    (sql,) = [one["sql"] for one in asked if "works_mentorship" in one["sql"]]
    plan = steps_of(sql)
    assert not any("works_entered_by" in step for step in plan)
    assert any("works_mentorship" in step for step in plan)


def test_who_reads_the_work_offers_help_and_the_authors_decide(made):
    made.work = making.filed(made).work
    row = actions.offer_help(work=made.work, by=made.reader, at=make.NOW)
    assert (bool(row.mentor_agreed_at), row.active) == (True, False)
    row = actions.agree_guidance(mentorship=row, by=made.author, at=make.NOW)
    assert row.active


def test_either_side_ends_it_and_what_was_written_stays(made):
    row = guided(made)
    actions.say(work=made.work, text="Good", by=made.mentor, at=make.NOW)
    with pytest.raises(NotPermitted):
        actions.end_guidance(mentorship=row, by=made.second, at=make.NOW)
    actions.end_guidance(mentorship=row, by=made.mentor, at=make.NOW)
    assert (Advice.objects.count(), list(works(made.mentor)), list(thread_of(made.mentor, made.work))) == (
        1,
        [],
        [],
    )
    with pytest.raises(Refused) as refused:
        actions.agree_guidance(mentorship=row, by=made.author, at=make.NOW)
    assert refused.value.code == "guidance_ended"
    assert ask(made).pk != row.pk, "and may begin anew"


def test_what_is_refused_leaves_nothing_behind(made):
    ask(made)
    for action, code in (
        (lambda: ask(made), "mentor_twice"),
        (lambda: ask(made, mentor=made.author), "mentor_is_author"),
        (lambda: actions.ask_mentor(work=made.work, email="x@y.example", by=made.author, at=make.NOW, day=make.TODAY),
         "no_such_seat"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            action()
        assert refused.value.code == code
    for seat in (made.second, made.reader, made.mentor):
        with pytest.raises(NotPermitted):
            ask(made, by=seat)
    assert Mentorship.objects.count() == 1


def test_the_thread_is_of_those_who_write_it(made):
    guided(made)
    actions.say(work=made.work, text="Good", by=made.mentor, at=make.NOW)
    for seat in (made.clerk, made.leader, made.second, make.seat(made.there, Role.READER), None):
        assert list(thread_of(seat, made.work)) == []
    with pytest.raises(Refused) as refused:
        actions.say(work=made.work, text=" ", by=made.author, at=make.NOW)
    assert refused.value.code == "nothing_said"


def test_a_mentor_reads_a_draft_without_what_is_confidential(made, client):
    guided(made)
    client.force_login(made.mentor.account)
    page = client.get(reverse("works:work", args=[made.work.key])).content.decode()
    assert "Phần known" in page
    assert "Phần content" not in page


def test_pages_of_guidance(made, client):
    here = reverse("works:guidance", args=[made.work.key])
    client.force_login(made.author.account)
    asking = reverse("works:ask_mentor", args=[made.work.key])
    assert "The type of solution" not in client.get(here + "?language=en").content.decode()
    assert "No benefit is entered yet" in client.get(here + "?language=en").content.decode(), (
        "what is missing"
    )
    assert client.post(asking, {"email": "nobody@nowhere.example"}).status_code == 422
    assert client.post(asking, {"email": made.mentor.account.email}).url == here
    row = Mentorship.objects.get()
    agree = reverse("works:agree_guidance", args=[made.work.key, row.pk])
    client.force_login(made.mentor.account)
    assert here in client.get("/desk/").content.decode()
    assert agree in client.get(here).content.decode()
    assert client.post(agree).status_code == 302
    assert client.post(reverse("works:say", args=[made.work.key]), {"text": "Measure it first"}).url == here
    client.force_login(made.author.account)
    assert "Measure it first" in client.get(here).content.decode()
    assert client.post(reverse("works:say", args=[made.work.key]), {"text": ""}).status_code == 422
    assert client.post(reverse("works:end_guidance", args=[made.work.key, row.pk])).status_code == 302
    client.force_login(made.mentor.account)
    assert client.get(here).status_code == 404


# ---------------------------------------------------------------- works to help with


def titles(seat, **wanted):
    return [one.work.title.en or one.work.title.vi for one in helped(seat, **wanted)]


def helped(seat, **wanted):
    """The lines of the first page, the oldest first."""
    keys, _end = passed(worth_helping(seat, Wanted(**wanted)), None, 50)
    rows = shown([pk for _day, pk in keys], seat)
    return with_help(seat, [rows[pk] for _day, pk in reversed(keys)]) if keys else []


def named(made, name, **fields) -> Work:
    return making.filed(made, making.ready(made, title=make.words(name), **fields)).work


def test_works_are_found_by_field_age_benefit_and_who_has_read_them(made):
    farm = list(WorkField.objects.filter(slug="agriculture"))
    first, _second = named(made, "A", fields=farm), named(made, "B")
    assert titles(made.reader) == ["A en", "B en"] or titles(made.reader) == ["A", "B"]
    both = titles(made.reader)
    assert titles(made.author) == [], "one's own are left out"
    assert titles(make.seat(made.there, Role.READER)) == []
    assert titles(made.reader, field=farm[0]) == both[:1]
    assert (titles(made.reader, since=2026), titles(made.reader, since=2027)) == (both, [])
    assert (titles(made.reader, benefit="measured"), titles(made.reader, benefit="confirmed")) == (both, [])
    actions.confirm_benefit(benefit=first.benefits.get(), paper="BB", by=made.unit_officer, at=make.NOW)
    assert titles(made.reader, benefit="confirmed") == both[:1]
    for _twice in range(2):
        actions.mark_read(work=first, by=made.reader, at=make.NOW)
    assert (Reading.objects.count(), titles(made.reader, unread=True)) == (1, both[1:])
    assert (titles(made.clerk, unread=True), titles(made.clerk, by_nobody=True)) == (both, both[1:])
    assert [(one.read_by, one.read_by_me) for one in helped(made.reader)] == [(1, True), (0, False)]


def test_the_page_of_works_to_help_with(made, client):
    work = named(made, "Pump")
    client.force_login(made.reader.account)
    page = client.get(reverse("works:discover") + "?language=en").content.decode()
    assert "Pump" in page
    assert "read by 0 people" in page
    assert client.post(reverse("works:mark_read", args=[work.key])).status_code == 302
    page = client.get(reverse("works:discover") + "?language=en").content.decode()
    assert "read by 1 person" in page
    assert "Pump" not in client.get(reverse("works:discover"), {"unread": "on"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(made, client, django_assert_max_num_queries, count):
    for number in range(count):
        named(made, f"Work {number}")
    client.force_login(made.reader.account)
    client.get(reverse("works:discover"))
    with django_assert_max_num_queries(22):
        client.get(reverse("works:discover"))


def test_who_works_there_finds_what_is_recognised_and_may_read_it(made, client):
    waiting, done = (
        named(made, "Waiting"),
        making.recognised(made, making.ready(made, title=make.words("Done"))).work,
    )
    back = making.filed(made, making.ready(made, title=make.words("Back")))
    actions.reject(submission=back, reason="Not signed", by=made.clerk, at=make.NOW)
    worker = made.second
    assert [name.split()[0] for name in titles(worker)] == ["Done"]
    assert [name.split()[0] for name in titles(made.reader)] == ["Waiting", "Done"], "nothing that came back"
    client.force_login(worker.account)
    assert client.get(reverse("works:work", args=[done.key])).status_code == 200
    assert client.get(reverse("works:work", args=[waiting.key])).status_code == 404
    assert client.post(reverse("works:mark_read", args=[done.key])).status_code == 302
    assert client.post(reverse("works:offer_help", args=[done.key])).status_code == 302


@sqlite_alone
def test_a_page_looks_through_an_index_and_not_through_all_works(made):
    """However many works of others lie between, a page reads entries of the index of days, by institution."""
    with CaptureQueriesContext(connection) as queries:
        passed(worth_helping(made.reader, Wanted(since=2020)), None, 50)
    sought = [one["sql"] for one in queries if 'FROM "works_work"' in one["sql"]]
    assert sought
    for sql in sought:
        plan = " ".join(steps_of(sql))
        assert "USING COVERING INDEX works_by_day (institution_id=?" in plan, plan
