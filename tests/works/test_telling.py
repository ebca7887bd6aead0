"""Who is told of what is theirs to do next, and where the notice leads."""

import pytest
from django.urls import reverse

from songfai.notices.models import Notice
from songfai.works import actions
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


def told(text: str) -> set[tuple[str, str]]:
    """(address of the account, address of the page) of the notices that begin so."""
    rows = Notice.objects.filter(text__startswith=text).select_related("account")
    return {(one.account.email, one.address) for one in rows}


def of(page: str, *seats) -> set[tuple[str, str]]:
    return {(one.account.email, page) for one in seats}


def test_at_the_unit_each_step_tells_whose_the_next_one_is():
    made = making.unit()
    submission = making.before_council(made)
    page = reverse("works:work", args=[submission.work.key])
    assert told("“%(work)s” is before your council") == of(page, *made.members)
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    making.cast(submission, made.members)
    making.find(made, submission)
    assert told("The council has voted") == set()
    actions.close(submission=making.fresh(submission), minutes="1", by=made.secretary, at=make.NOW)
    assert told("The council has voted") == of(page, made.leader, made.coordinator, made.clerk)


def test_an_author_on_the_council_is_not_called_to_it():
    made = making.unit()
    roles = (*making.ROLES, making.CouncilRole.MEMBER)
    made.council = making.council(made, [*made.members, made.author], roles)
    submission = making.before_council(made)
    page = reverse("works:work", args=[submission.work.key])
    assert told("“%(work)s” is before your council") == of(page, *made.members)


def test_the_approval_of_the_superior_body_is_told_to_who_decides():
    made = making.unit()
    work = making.ready(made, state_funded=True)
    work.authors.update(heads_unit=True)
    submission = making.voted(made, work)
    actions.send_up(submission=submission, superior="Department", by=made.clerk, at=make.NOW)
    actions.approve(submission=making.fresh(submission), paper="7/QĐ", by=made.clerk, at=make.NOW)
    page = reverse("works:work", args=[work.key])
    assert told("The superior body approved") == of(page, made.leader, made.coordinator, made.clerk)


def test_what_is_told_of_a_level_leads_to_its_own_page():
    made = making.unit()
    up = making.above_of(made)
    base = making.certified(made)
    sent = making.voted_above(up, making.sent_above(made, base))
    page = reverse("works:level", args=[base.work.key, sent.key])
    office = (up.coordinator, up.clerk)
    assert told("“%(work)s” was sent up") == of(page, *office)
    # The step of its own unit was told of before, with the page of the work.
    above = {one for one in told("“%(work)s” was accepted") if one[1] == page}
    assert above == of(page, made.author)
    assert of(page, *up.members) <= told("“%(work)s” is before your council")
    assert of(page, *up.members) <= told("The ballot on")
    assert of(page, up.leader, *office) <= told("The council has voted")
    actions.refuse(submission=sent, reason="Too small", by=up.leader, at=make.NOW)
    assert told("“%(work)s” was not recognised") == of(page, made.author)
