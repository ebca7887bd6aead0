"""What was said or checked of a work holds as long as what it was said of: rights, checks, days and places on a council."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from songfai.kit.errors import Refused
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Conflict, Member, Move, Work
from songfai.works.queries import lines_of_marks, with_all, works
from songfai.works.queries.comparing import filed_day, novelty_day
from songfai.works.states import CouncilRole, Stage, Step
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


def read(work: Work) -> Work:
    return with_all(Work.objects.filter(pk=work.pk)).get()


def test_a_check_of_a_mark_ends_when_the_work_is_handed_in_anew(made):
    """The authors may be others since: the box that was checked says the same, and means somebody else."""
    submission = making.accepted(made)
    checked = [one for one in lines_of_marks(read(submission.work)) if one.check]
    assert checked
    Move.objects.create(
        submission=submission, step=Step.MEND, stage=Stage.RECEIVED, who="x", at=make.NOW + timedelta(days=1)
    )
    after = {one.mark: one for one in lines_of_marks(read(submission.work))}
    assert [(after[one.mark].check, after[one.mark].outdated) for one in checked] == [(None, True)] * len(
        checked
    )
    work = read(submission.work)
    for one in checked:
        actions.check_mark(
            submission=making.fresh(submission), mark=one.mark, found=one.marked.holds, paper="13/QĐ", by=made.clerk,
            at=make.NOW + timedelta(days=2),
        )  # fmt: skip
    again = {one.mark: one.check for one in lines_of_marks(read(work))}
    assert all(again[one.mark] for one in checked)


def test_a_conflict_declared_without_a_ballot_closes_the_recognised_work(made):
    outsider, other = (make.seat(made.there, Role.AUTHOR) for _one in range(2))
    submission = making.recognised(made)
    for seat in (outsider, other):
        Member.objects.create(council=made.council, seat=seat, role=CouncilRole.MEMBER)
    assert works(outsider).filter(pk=submission.work_id).exists()
    Conflict.objects.create(submission=submission, account=outsider.account, reason="A relative", at=make.NOW)
    assert not works(outsider).filter(pk=submission.work_id).exists()
    assert works(other).filter(pk=submission.work_id).exists()


def test_what_was_recognised_before_is_dated_by_its_paper(made):
    making.past_taken(made.clerk)
    work = Work.objects.select_related("past").get()
    assert (
        filed_day(work, None, make.TODAY) == novelty_day(work, None, make.TODAY) == work.past.day < make.TODAY
    )


def test_a_member_with_a_score_sheet_stays_on_the_council(made):
    rubric = making.own_rubric(made, use="decide", threshold=Decimal(50))
    submission = making.before_council(made)
    seat = made.members[3]
    making.hand_in(submission, rubric, [seat])
    member = made.council.members.get(seat=seat)
    with pytest.raises(Refused) as refused:
        actions.remove_member(member=member, by=made.clerk, at=make.NOW)
    assert refused.value.code == "member_listed"
    assert made.council.members.filter(seat=seat).exists()


def test_void_certificates_stay_on_record_where_they_are_read(made, client):
    submission = making.certified(made)
    actions.revoke(submission=submission, reason="Known before", by=made.leader, at=make.NOW)
    certificate = submission.certificates.get()
    for seat in (made.author, made.clerk):
        client.force_login(seat.account)
        page = client.get(
            reverse("works:work", args=[submission.work.key]), {"language": "en"}
        ).content.decode()
        assert reverse("works:certificate", args=[submission.work.key, certificate.pk]) in page
        assert "Void" in page
