"""A score sheet that was handed in is given back: by whom, until when, and what is kept of it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.notices.models import Notice
from songfai.works import actions
from songfai.works.models import ScoreSheet, Tally
from songfai.works.queries import given_back, own_sheet, reopened_sheets, session_of, to_score
from songfai.works.states import Stage, Step
from tests import factories as make
from tests.works import making
from tests.works.making import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings):
    settings.TODAY = make.TODAY.isoformat()
    made = making.unit(country="VN")
    made.rubric = making.own_rubric(made)
    made.submission = making.before_council(made)
    return made


def sheet_of(made, seat):
    return own_sheet(seat, made.submission)


def reopen(made, seat, by=None, reason="Two columns were mixed up"):
    return actions.reopen_scores(
        sheet=sheet_of(made, seat), reason=reason, by=by or made.secretary, at=make.NOW
    )


def test_what_was_handed_in_is_kept_and_the_member_goes_on_with_a_copy(made):
    member = made.members[3]
    making.hand_in(made.submission, made.rubric, [member], 15, 12, 10, 5, 10, 15)
    old = sheet_of(made, member)
    draft = reopen(made, member)
    assert sheet_of(made, member) == draft
    assert (draft.total, draft.handed_in_at) == (67, None)
    assert not session_of(made.submission, make.TODAY).sheets, "it counts no more"
    assert made.submission in to_score(member)
    making.hand_in(made.submission, made.rubric, [member], 20, 12, 10, 5, 10, 15)
    [kept] = reopened_sheets(made.submission)
    assert (kept.pk, kept.total, kept.signed, kept.reopened_why) == (
        old.pk, Decimal(67), str(member.account), "Two columns were mixed up",
    )  # fmt: skip
    assert [one.total for one in session_of(made.submission, make.TODAY).sheets] == [72]
    assert made.submission not in to_score(member)
    assert Line.objects.filter(verb="works.reopen_scores").count() == 1
    [told] = Notice.objects.filter(text__startswith="Your score sheet on")
    assert told.account_id == member.account_id


def test_it_may_be_reopened_twice_and_all_of_them_are_kept(made):
    member = made.members[3]
    for _n in range(2):
        making.hand_in(made.submission, made.rubric, [member])
        reopen(made, member)
    assert len(reopened_sheets(made.submission)) == 2
    assert sheet_of(made, member).handed_in_at is None


def test_a_window_left_open_does_not_overwrite_the_copy(made):
    member = made.members[3]
    told = {"submission": made.submission, "given": making.given(made.rubric), "by": member, "at": make.NOW}
    actions.keep_scores(**told)
    seen = sheet_of(made, member).revision
    actions.hand_in_scores(**told)
    reopen(made, member)
    with refused("changed_meanwhile"):
        actions.keep_scores(**told, seen_revision=seen)


def test_who_runs_the_council_reopens_and_nobody_their_own(made):
    making.hand_in(made.submission, made.rubric, made.members)
    for seat in (made.members[1], made.members[3], made.members[4], made.clerk, made.leader, made.author):
        with pytest.raises(NotPermitted):
            reopen(made, made.members[3], by=seat)
    with pytest.raises(NotPermitted) as caught:
        reopen(made, made.secretary)
    assert caught.value.code == "own_sheet"
    assert ScoreSheet.objects.exclude(reopened_at=None).count() == 0
    reopen(made, made.secretary, by=made.chair)
    reopen(made, made.members[3])


def test_a_declared_conflict_takes_that_away(made):
    making.hand_in(made.submission, made.rubric, made.members)
    actions.declare_conflict(submission=made.submission, reason="Cousin", by=made.secretary, at=make.NOW)
    made.submission = making.fresh(made.submission)
    with pytest.raises(NotPermitted):
        reopen(made, made.members[3])


def test_a_draft_is_nobodys_to_reopen_and_a_reason_is_asked_for(made):
    member = made.members[3]
    actions.keep_scores(
        submission=made.submission, given=making.given(made.rubric), by=member, at=make.NOW
    )  # fmt: skip
    with refused("not_handed_in"):
        reopen(made, member)
    making.hand_in(made.submission, made.rubric, [member])
    with refused("reason_missing"):
        reopen(made, member, reason="  ")
    old = sheet_of(made, member)
    reopen(made, member)
    with refused("not_handed_in"):
        actions.reopen_scores(sheet=old, reason="Again", by=made.secretary, at=make.NOW)


def test_when_the_points_are_counted_sheets_stay(made):
    making.hand_in(made.submission, made.rubric, made.members)
    made.submission = counted(made)
    with refused("scores_not_now"):
        reopen(made, made.members[3])


def counted(made):
    actions.open_ballot(submission=making.fresh(made.submission), by=made.secretary, at=make.NOW)
    making.cast(made.submission, made.members)
    making.find(made, making.fresh(made.submission))
    actions.close(submission=making.fresh(made.submission), minutes="07/BB", by=made.secretary, at=make.NOW)
    return making.fresh(made.submission)


# ---------------------------------------------------------------- counted without it


@pytest.fixture
def deciding(settings):
    """By points alone; all have scored, and one has the sheet back."""
    settings.TODAY = make.TODAY.isoformat()
    made = making.unit(country="VN")
    made.rubric = making.own_rubric(made, use="decide", threshold=70)
    made.submission = making.before_council(made)
    making.hand_in(made.submission, made.rubric, made.members)
    reopen(made, made.members[3])
    return made


def count(made, **more):
    told = {"minutes": "07/BB", "by": made.secretary, "at": make.NOW} | more
    return actions.count_points(submission=making.fresh(made.submission), **told)


def test_points_wait_for_a_sheet_that_was_given_back(deciding):
    member = deciding.members[3]
    with pytest.raises(Refused) as caught:
        count(deciding, without="  ")
    assert caught.value.code == "given_back"
    assert caught.value.params["names"] == str(member.account)
    assert not Tally.objects.exists()
    making.hand_in(deciding.submission, deciding.rubric, [member])
    count(deciding)
    assert Tally.objects.get().scorers.filter(handed_in=True).count() == 5


def test_with_a_reason_they_are_counted_without_it_and_the_reason_stands(deciding):
    count(deciding, without="In hospital until May")
    assert Tally.objects.get().scorers.filter(handed_in=True).count() == 4
    assert deciding.submission.moves.get(step=Step.COUNT).note == "In hospital until May"


def test_who_may_score_no_more_is_not_waited_for(deciding):
    member, submission = deciding.members[3], deciding.submission
    assert given_back(submission, session_of(submission, make.TODAY)) == [str(member.account)]
    actions.declare_conflict(submission=submission, reason="Cousin", by=member, at=make.NOW)
    assert given_back(submission, session_of(submission, make.TODAY)) == []


def test_a_ballot_and_a_session_wait_as_well_but_not_for_who_never_scored(made):
    making.hand_in(made.submission, made.rubric, made.members[1:])
    reopen(made, made.members[3])
    actions.open_ballot(submission=making.fresh(made.submission), by=made.secretary, at=make.NOW)
    making.cast(made.submission, made.members)
    making.find(made, making.fresh(made.submission))
    told = {"minutes": "07/BB", "by": made.secretary, "at": make.NOW}
    row = making.fresh(made.submission)
    [outcome] = actions.take_together(
        step=Step.CLOSE, works=[(row, row.revision)], council=made.council, **told
    )
    assert outcome.refused.code == "given_back"
    assert making.fresh(made.submission).stage == Stage.VOTING
    actions.close(submission=making.fresh(made.submission), without="In hospital", **told)
    assert made.submission.moves.get(step=Step.CLOSE).note == "5/5. In hospital"
    assert Tally.objects.get().scorers.filter(handed_in=True).count() == 3


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_page_asks_why_only_where_one_was_given_back(client, deciding, language):
    here = reverse("works:step", args=[deciding.submission.work.key, "count"]) + f"?language={language}"
    name = str(deciding.members[3].account)
    client.force_login(deciding.secretary.account)
    assert name in client.get(here).content.decode()
    seen = making.fresh(deciding.submission).revision
    answer = client.post(here, {"minutes": "07/BB", "seen": seen})
    assert answer.status_code == 422
    assert answer.content.decode().count(name) >= 2, "beside the field, and in what is said"
    assert client.post(here, {"minutes": "07/BB", "without": "Ill", "seen": seen}).status_code == 302
    assert making.fresh(deciding.submission).stage == Stage.VOTED


def test_where_nobody_has_a_sheet_back_nothing_more_is_asked(client, deciding):
    making.hand_in(deciding.submission, deciding.rubric, [deciding.members[3]])
    client.force_login(deciding.secretary.account)
    page = client.get(reverse("works:step", args=[deciding.submission.work.key, "count"]))
    assert list(page.context["form"].fields) == ["seen", "minutes"]


# ---------------------------------------------------------------- what is kept


def test_the_database_keeps_one_sheet_that_counts_and_a_reason(made):
    member = made.members[3]
    making.hand_in(made.submission, made.rubric, [member])
    row = sheet_of(made, member)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreSheet.objects.create(submission=made.submission, member=row.member)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreSheet.objects.filter(pk=row.pk).update(reopened_at=make.NOW)


def test_a_new_council_does_not_read_what_members_of_the_one_before_gave(made):
    making.hand_in(made.submission, made.rubric, [made.members[3]])
    reopen(made, made.members[3])
    assert len(reopened_sheets(made.submission)) == 1
    made.submission.council = making.council(made, made.members)
    made.submission.save()
    assert not reopened_sheets(made.submission)


# ---------------------------------------------------------------- the page


def page(client, made, seat, language="en"):
    client.force_login(seat.account)
    address = reverse("works:scores", args=[made.submission.work.key])
    return client.get(f"{address}?language={language}").content.decode()


def address(made, seat):
    return reverse("works:reopen_scores", args=[made.submission.work.key, sheet_of(made, seat).pk])


def test_the_secretary_reopens_on_a_page_also_before_having_scored(client, made):
    member = made.members[3]
    making.hand_in(made.submission, made.rubric, [member], 15, 12, 10, 5, 10, 15)
    there = address(made, member)
    shown = page(client, made, made.secretary)
    assert there in shown
    assert ">67<" not in shown, "the points are read when the own sheet is in"
    assert there not in page(client, made, made.members[1])
    client.force_login(made.secretary.account)
    answer = client.post(there, {"reason": ""})
    assert answer.status_code == 422
    assert client.post(there, {"reason": "Mixed up"}).status_code == 302
    assert sheet_of(made, member).handed_in_at is None
    assert client.get(there).status_code == 404
    client.force_login(made.clerk.account)
    making.hand_in(made.submission, made.rubric, [member])
    assert client.get(address(made, member)).status_code == 403


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_what_was_reopened_is_read_by_who_reads_the_sheets(client, made, language):
    making.hand_in(made.submission, made.rubric, made.members)
    reopen(made, made.members[3])
    assert "Two columns were mixed up" in page(client, made, made.chair, language)
    assert "Two columns were mixed up" not in page(client, made, made.members[3], language), "hand in first"
    assert "Two columns were mixed up" not in page(client, made, made.clerk, language)


def test_the_page_takes_the_same_queries_for_one_and_three(client, made):
    making.hand_in(made.submission, made.rubric, made.members)

    def asked(*members) -> int:
        for member in members:
            reopen(made, member)
            making.hand_in(made.submission, made.rubric, [member])
        page(client, made, made.chair)
        with CaptureQueriesContext(connection) as seen:
            page(client, made, made.chair)
        return len(seen)

    assert asked(made.members[1]) == asked(*made.members[3:5])
