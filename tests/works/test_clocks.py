"""Clocks of recognition: on the desk of who must act, in the order of the days, and in the daily reminder."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.notices.models import Notice
from songfai.parties.actions import hand_on
from songfai.parties.queries import taken
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Reminder, Submission, Work
from songfai.works.queries import clocks
from songfai.works.states import Stage
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.works import making

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


@pytest.fixture
def made():
    return making.unit()


def at_stage(made, stage: Stage, due: date | None = None) -> Submission:
    """A submission that stands at a stage and is due on a day."""
    if stage in (Stage.VOTING, Stage.APPRAISAL):
        row = {Stage.VOTING: making.voting, Stage.APPRAISAL: making.before_council}[stage](made)
    else:
        row = making.filed(made)
    Submission.objects.filter(pk=row.pk).update(stage=stage, due=due or make.TODAY)
    return making.fresh(row)


WHO = {
    Stage.RECEIVED: {"leader", "coordinator", "clerk"},
    Stage.DEFECTS: {"author"},
    Stage.ACCEPTED: {"leader", "coordinator", "clerk"},
    Stage.APPRAISAL: {"chair", "secretary"},
    Stage.VOTING: {"chair", "secretary"},
    Stage.VOTED: {"leader"},
    Stage.SUPERIOR: {"leader", "coordinator", "clerk"},
    Stage.APPROVED: {"leader"},
}
SEATS = ("leader", "coordinator", "clerk", "unit_officer", "reader", "author", "second", "chair", "secretary")


@pytest.mark.parametrize("stage", WHO)
def test_each_clock_stands_with_who_must_act_and_with_nobody_else(made, stage):
    row = at_stage(made, stage)
    waits = {
        name
        for name in SEATS
        if any(one.submission == row for one in clocks(getattr(made, name), make.TODAY))
    }
    assert waits == WHO[stage]
    assert clocks(make.seat(made.there), make.TODAY) == clocks(None, make.TODAY) == []


@pytest.mark.parametrize("stage", WHO)
def test_the_reminder_tells_who_has_it_on_the_desk_and_nobody_else(made, stage):
    """With a coordinator who has a paper of authority, an officer and a reader of the unit, and the head's own work."""
    made.deputy = make.seat(made.here, Role.COORDINATOR, authority="12/GUQ")
    row = at_stage(made, stage)
    Notice.objects.all().delete()
    actions.remind(MORNING)
    seats = [getattr(made, name) for name in (*SEATS, "deputy")]
    desk = {one.account.email for one in seats if any(c.submission == row for c in clocks(one, make.TODAY))}
    assert set(reminders()) == desk
    assert (made.deputy.account.email in desk) is (
        stage not in (Stage.DEFECTS, Stage.APPRAISAL, Stage.VOTING)
    )


def test_an_institution_that_took_over_another_is_reminded_as_its_desk_says(made):
    row = at_stage(made, Stage.VOTED)
    heir = make.institution()
    told = {"kind": "merged", "basis": "12/QH", "on": make.TODAY, "field": None}
    hand_on(predecessor=made.here, successor=heir, **told)
    heir.refresh_from_db()
    leader = taken(make.seat(heir, Role.LEADER), make.TODAY)
    Notice.objects.all().delete()
    actions.remind(MORNING)
    assert [one.submission for one in clocks(leader, make.TODAY)] == [row]
    assert set(reminders()) == {leader.account.email}


def test_the_earliest_day_comes_first_and_what_is_late_says_so(made):
    days = [make.TODAY + timedelta(days=shift) for shift in (5, -3, 0)]
    for day in days:
        at_stage(made, Stage.RECEIVED, day)
    found = clocks(made.clerk, make.TODAY)
    assert [(one.due, one.late) for one in found] == [(days[1], True), (days[2], False), (days[0], False)]
    assert len(clocks(made.clerk, make.TODAY, limit=2)) == 2


@sqlite_alone
def test_what_waits_is_found_among_millions_that_do_not(made):
    """Each kind by an index of those that wait, its next at once in the order of the days; never all that somebody entered."""
    with CaptureQueriesContext(connection) as asked:
        clocks(made.leader, make.TODAY)
    steps = [steps_of(one["sql"]) for one in asked if 'FROM "works_submission"' in one["sql"]]
    led = [next(step for step in one if "works_submission" in step) for one in steps]
    assert (
        len([step for step in led if "submissions_due (institution_id=? AND stage=? AND due>?)" in step]) == 5
    )
    assert len([step for step in led if "submissions_to_mend (due>?)" in step]) == 1
    assert all("works_entered_by" not in step for one in steps for step in one)
    ordered = [one for one, step in zip(steps, led, strict=True) if "submissions_" in step]
    assert not any("ORDER BY" in step for one in ordered for step in one)


def test_what_an_officer_entered_and_is_to_be_mended_waits_for_the_officer(made):
    row = at_stage(made, Stage.DEFECTS)
    Work.objects.filter(pk=row.work_id).update(entered_by=made.unit_officer.account)
    assert [one.submission for one in clocks(made.unit_officer, make.TODAY)] == [row]
    assert [one.submission for one in clocks(made.author, make.TODAY)] == [row]


def test_nobody_waits_for_the_head_who_is_the_author(made):
    made.author = made.leader
    at_stage(made, Stage.RECEIVED)
    assert clocks(made.leader, make.TODAY) == [] and len(clocks(made.clerk, make.TODAY)) == 1


def test_the_author_of_a_refused_work_sees_until_when_a_complaint_is_possible(made):
    submission = making.voted(made)
    actions.refuse(submission=submission, reason="Known", by=made.leader, at=make.NOW)
    row = making.fresh(submission)
    assert row.appeal_by == make.TODAY + timedelta(days=90)
    one = clocks(made.author, make.TODAY)[0]
    assert (one.due, one.late) == (row.appeal_by, False)
    assert clocks(made.author, row.appeal_by + timedelta(days=1)) == []
    assert clocks(made.leader, make.TODAY) == []


def test_where_no_rule_says_until_when_none_is_made_up():
    made = making.unit(country="VN")
    up = making.above_of(made)
    sent = making.sent_above(made, making.certified(made))
    actions.reject(submission=sent, reason="Not signed", by=up.clerk, at=make.NOW)
    assert making.fresh(sent).appeal_by is None


@pytest.mark.parametrize("rows", [1, 3])
def test_they_cost_the_same_for_one_and_for_three(made, rows, django_assert_num_queries):
    for _one in range(rows):
        at_stage(made, Stage.RECEIVED)
    with django_assert_num_queries(7):
        found = clocks(made.clerk, make.TODAY)
        assert [str(one.submission.work) for one in found]
    assert len(found) == rows


@pytest.mark.parametrize("name", ["desk:desk", "works:due"])
def test_the_desk_and_the_page_show_them_to_the_office(made, client, name):
    row = at_stage(made, Stage.RECEIVED, make.TODAY - timedelta(days=1))
    client.force_login(made.clerk.account)
    shown = client.get(reverse(name), {"language": "en"}).content.decode()
    assert "Check of form" in shown and reverse("works:work", args=[row.work.key]) in shown
    client.force_login(made.reader.account)
    assert "Check of form" not in client.get(reverse(name)).content.decode()


def test_a_worker_without_a_desk_sees_them_with_the_own_works(made, client):
    at_stage(made, Stage.DEFECTS)
    client.force_login(made.author.account)
    assert "Mending by the authors" in client.get(reverse("works:own"), {"language": "en"}).content.decode()


# ---------------------------------------------------------------- the daily reminder


def reminders() -> dict[str, list]:
    rows = Notice.objects.filter(text__startswith="Due or late").select_related("account")
    return {one.account.email: one.lines for one in rows}


def test_once_a_day_each_person_is_told_what_is_theirs(made):
    late = at_stage(made, Stage.RECEIVED, make.TODAY - timedelta(days=2))
    at_stage(made, Stage.VOTED, make.TODAY + timedelta(days=3))
    at_stage(made, Stage.DEFECTS, make.TODAY)
    at_stage(made, Stage.RECEIVED, make.TODAY + timedelta(days=60))
    Notice.objects.all().delete()
    assert actions.remind(MORNING) == 1
    told = reminders()
    assert {mail: len(lines) for mail, lines in told.items()} == {
        made.leader.account.email: 2,
        made.coordinator.account.email: 1,
        made.clerk.account.email: 1,
        made.author.account.email: 1,
    }
    line = told[made.clerk.account.email][0]
    assert str(late.work.title) in line["en"] and "late since" in line["en"]
    assert set(line) == {"lo", "vi", "en"} and len(set(line.values())) == 3
    # Once a day, and not before the morning.
    assert actions.remind(MORNING) == 0
    next_day = MORNING + timedelta(days=1)
    assert actions.remind(next_day.replace(hour=17) - timedelta(days=1)) == 0, "midnight in the region"
    assert actions.remind(next_day) == 1
    assert Reminder.objects.get().day == make.TODAY + timedelta(days=1)


def test_what_is_owed_to_authors_is_reminded_of_to_those_who_pay(made):
    row = making.owed(made, making.certified(made))
    Submission.objects.update(due=None)
    type(row).objects.filter(pk=row.pk).update(begins=make.TODAY, due=make.TODAY)
    Notice.objects.all().delete()
    actions.remind(MORNING)
    told = set(reminders())
    assert told == {
        getattr(made, name).account.email for name in ("leader", "coordinator", "clerk", "unit_officer")
    }


def test_an_institution_where_nothing_is_due_is_not_touched(made):
    at_stage(made, Stage.RECEIVED, make.TODAY + timedelta(days=60))
    assert actions.remind(MORNING) == 0
    assert not Reminder.objects.exists()
