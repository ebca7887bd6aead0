"""A verdict on an entry stays: neither the author's way out and in again, nor what happens meanwhile, undoes it."""

import pytest

from songfai.kit.errors import Refused
from songfai.works import actions
from songfai.works.models import Entry, Work
from songfai.works.queries import totals
from songfai.works.states import EntryState
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


def enter(campaign, submission, by):
    work = Work.objects.get(pk=submission.work_id)
    return actions.enter(campaign=campaign, work=work, by=by, at=make.NOW)


def counts_of(campaign):
    return {name: totals(campaign)[name] for name in EntryState}


def code_of(call, **told):
    with pytest.raises(Refused) as refused:
        call(**told)
    return refused.value.code


def found_twice(made, campaign, submission):
    entry = enter(campaign, submission, made.author)
    told = {"duplicate": True, "reason": "as entry 3", "by": made.clerk, "at": make.NOW}
    return actions.judge_entry(entry=entry, **told)


def test_an_author_does_not_get_a_duplicate_counted_by_taking_it_out_and_entering_it_again(made):
    campaign, submission = making.campaign(made), making.filed(made)
    entry = found_twice(made, campaign, submission)
    told = {"entry": entry, "reason": "mine", "by": made.author, "at": make.NOW}
    assert code_of(actions.leave_campaign, **told) == "entry_moved"
    with pytest.raises(Refused):
        enter(campaign, submission, made.author)
    assert counts_of(campaign) == {"valid": 0, "duplicate": 1, "withdrawn": 0}


def test_a_duplicate_that_is_withdrawn_and_filed_again_is_one_still(made):
    campaign, submission = making.campaign(made), making.filed(made)
    found_twice(made, campaign, submission)
    actions.withdraw(submission=making.fresh(submission), reason="a mistake", by=made.author, at=make.NOW)
    again = making.filed(made, Work.objects.get(pk=submission.work_id))
    with pytest.raises(Refused):
        enter(campaign, again, made.author)
    entry = Entry.objects.get()
    assert (entry.state, entry.reason) == (EntryState.DUPLICATE, "as entry 3")


@pytest.mark.parametrize("duplicate", [True, False])
def test_what_the_author_took_out_while_the_office_read_it_stays_out(made, duplicate):
    campaign = making.campaign(made)
    seen = enter(campaign, making.filed(made), made.author)
    told = {"reason": "mine", "by": made.author, "at": make.NOW}
    actions.leave_campaign(entry=Entry.objects.get(pk=seen.pk), **told)
    judged = {"entry": seen, "duplicate": duplicate, "reason": "read", "by": made.clerk, "at": make.NOW}
    assert code_of(actions.judge_entry, **judged) == "entry_moved"
    assert counts_of(campaign) == {"valid": 0, "duplicate": 0, "withdrawn": 1}


def test_a_duplicate_whose_recognition_was_revoked_meanwhile_is_not_counted_after_all(made):
    campaign, submission = making.campaign(made), making.certified(made)
    found_twice(made, campaign, submission)
    seen = Entry.objects.select_related("work").get()
    actions.revoke(submission=making.fresh(submission), reason="copied", by=made.leader, at=make.NOW)
    judged = {"entry": seen, "duplicate": False, "reason": "read", "by": made.clerk, "at": make.NOW}
    with pytest.raises(Refused):
        actions.judge_entry(**judged)
    assert counts_of(campaign)["valid"] == 0


def test_a_work_its_unit_turns_down_counts_no_more(made):
    campaign, submission = making.campaign(made), making.filed(made)
    enter(campaign, submission, made.author)
    actions.reject(submission=making.fresh(submission), reason="not new", by=made.clerk, at=make.NOW)
    assert counts_of(campaign) == {"valid": 0, "duplicate": 0, "withdrawn": 1}


def test_a_work_whose_recognition_is_refused_counts_no_more(made):
    campaign, submission = making.campaign(made), making.voted(made, votes_for=1)
    enter(campaign, submission, made.author)
    actions.refuse(submission=making.fresh(submission), reason="not useful", by=made.leader, at=make.NOW)
    assert counts_of(campaign) == {"valid": 0, "duplicate": 0, "withdrawn": 1}
