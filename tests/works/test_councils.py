"""Who of a council may vote on a work on a day: seats that have ended, conflicts that were declared, councils out of time."""

from datetime import date, timedelta

import pytest

from songfai.kit.errors import NotPermitted, Refused
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.works import actions, rules
from songfai.works.models import Council, Member, Voter, Work
from songfai.works.permissions import council_role, may, reads_confidential
from songfai.works.queries import ballot_of, latest, result_of, sittings, to_vote, with_all
from songfai.works.states import Barred, Choice, CouncilRole, Stage, Step
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db

YESTERDAY = make.TODAY - timedelta(days=1)
TOMORROW = make.TODAY + timedelta(days=1)
RUN = (Step.OPEN, Step.CLOSE, Step.ANNUL, "findings", "judge")
SEVEN = (*making.ROLES, CouncilRole.MEMBER, CouncilRole.MEMBER)


@pytest.fixture
def made():
    """A unit whose council has two members more than its rules ask for."""
    made = making.unit()
    made.members += [make.seat(made.here, Role.AUTHOR) for _n in range(2)]
    made.council = making.council(made, made.members, SEVEN)
    return made


def code(call, **given):
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.code


def told(made, submission, by=None):
    return {"submission": making.fresh(submission), "by": by or made.secretary, "at": make.NOW}


def open_ballot(submission):
    return submission.ballots.get(closed_on=None, annulled=False)


def recuse(submission, *seats):
    for seat in seats:
        actions.recuse(ballot=open_ballot(submission), reason="The author is my brother", by=seat)


def loaded(submission):
    work = with_all(Work.objects.filter(pk=submission.work_id)).get()
    return work, latest(work)


def end_seat(seat, last=YESTERDAY):
    Seat.objects.filter(pk=seat.pk).update(valid_to=last)


# ---------------------------------------------------------------- a declared conflict


@pytest.mark.parametrize(
    ("author", "conflict", "gone", "expected"),
    [
        (False, False, False, ""),
        (True, False, False, Barred.AUTHOR),
        (False, True, False, Barred.DECLARED),
        (False, False, True, Barred.ENDED),
        (True, True, True, Barred.AUTHOR),
        (False, True, True, Barred.DECLARED),
    ],
)
def test_why_a_member_has_no_vote(author, conflict, gone, expected):
    assert rules.why_barred(author=author, conflict=conflict, gone=gone) == expected


@pytest.mark.parametrize("place", [0, 2])
def test_chair_or_secretary_with_a_conflict_run_nothing_of_the_work_and_read_no_secret(made, place):
    submission = making.voting(made)
    seat, other = made.members[place], made.members[2 - place]
    assert {what for what in RUN if may(seat, what, *loaded(submission))} == set(RUN)
    recuse(submission, seat)
    work, now = loaded(submission)
    assert {what for what in RUN if may(seat, what, work, now)} == set()
    assert (council_role(seat, now), reads_confidential(seat, work, now)) == ("", False)
    assert {what for what in RUN if may(other, what, work, now)} == set(RUN)
    with pytest.raises(NotPermitted) as refused:
        actions.close(minutes="1", **told(made, submission, seat))
    assert refused.value.code == "conflict"
    with pytest.raises(NotPermitted):
        actions.save_findings(found={}, **told(made, submission, seat))


def test_without_chair_and_secretary_the_other_members_can_only_annul(made):
    submission = making.voting(made)
    recuse(submission, made.chair)
    assert not may(made.members[1], Step.ANNUL, *loaded(submission))
    recuse(submission, made.secretary)
    allowed = {what for what in RUN if may(made.members[1], what, *loaded(submission))}
    assert allowed == {Step.ANNUL}
    actions.annul(reason="Chair and secretary are relatives", **told(made, submission, made.members[1]))
    assert making.fresh(submission).stage == Stage.APPRAISAL


@pytest.mark.parametrize(("place", "expected"), [(0, "one_chair"), (2, "no_secretary"), (4, "no_union")])
def test_after_a_conflict_the_council_is_composed_anew_before_it_counts(made, place, expected):
    work = making.ready(made)
    work.authors.update(union_member=True)
    submission = making.voting(made, work)
    recuse(submission, made.members[place])
    making.cast(submission, [one for one in made.members if one != made.members[place]])
    runs = made.chair if place == 2 else made.secretary
    assert code(actions.close, minutes="1", **told(made, submission, runs)) == expected
    assert open_ballot(submission).closed_on is None


def test_a_conflict_outlasts_the_ballot_it_was_declared_in(made):
    submission = making.voting(made)
    recuse(submission, made.members[5])
    making.cast(submission, made.members[:2])
    actions.annul(reason="Two were missing", **told(made, submission))
    assert [(one.barred, one.voted) for one in Voter.objects.all()] == [(Barred.DECLARED, False)]
    actions.open_ballot(**told(made, submission))
    barred = result_of(open_ballot(submission)).barred
    assert [(one.member.seat, one.barred_reason) for one in barred] == [
        (made.members[5], "The author is my brother")
    ]
    assert not to_vote(made.members[5])
    making.cast(submission, made.members[:5])
    actions.close(minutes="1", **told(made, submission))
    assert ballot_of(making.fresh(submission)).entitled == 6


def test_a_secretary_with_a_conflict_does_not_open_the_next_ballot(made):
    submission = making.voting(made)
    recuse(submission, made.secretary)
    actions.annul(reason="The secretary is a relative", **told(made, submission, made.chair))
    with pytest.raises(NotPermitted):
        actions.open_ballot(**told(made, submission))
    assert code(actions.open_ballot, **told(made, submission, made.chair)) == "no_secretary"
    again = {"council": making.council(made, made.members, SEVEN)}
    assert code(actions.convene, **told(made, submission, made.clerk), **again) == "no_secretary"


# ---------------------------------------------------------------- a council and its time


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (YESTERDAY, None, None),
        (make.TODAY, make.TODAY, None),
        (TOMORROW, None, "council_ahead"),
        (date(2025, 1, 1), YESTERDAY, "council_ended"),
    ],
)
def test_a_council_sits_from_its_decision_to_its_last_day(made, first, last, expected):
    if expected is None:
        rules.require_sits(first, last, make.TODAY)
    else:
        assert code(rules.require_sits, first=first, last=last, day=make.TODAY) == expected
    Council.objects.filter(pk=made.council.pk).update(decided_on=first, valid_to=last)
    assert (made.council in sittings(made.here, make.TODAY)) is (expected is None)
    made.council.refresh_from_db()
    submission = making.accepted(made)
    given = told(made, submission, made.clerk) | {"council": made.council}
    if expected is None:
        actions.convene(**given)
    else:
        assert code(actions.convene, **given) == expected


def test_a_council_whose_time_is_over_opens_no_ballot(made):
    submission = making.before_council(made)
    Council.objects.filter(pk=made.council.pk).update(valid_to=YESTERDAY)
    assert code(actions.open_ballot, **told(made, submission)) == "council_ended"
    assert making.fresh(submission).stage == Stage.APPRAISAL


def test_no_council_is_formed_by_a_decision_that_lies_ahead(made):
    assert code(making.council, made=made, seats=[], roles=(), decided_on=TOMORROW) == "day_ahead"


# ---------------------------------------------------------------- a seat and its time


def test_who_acts_no_more_for_the_institution_has_no_vote_and_is_not_counted(made):
    submission = making.before_council(made)
    end_seat(made.members[6])
    actions.open_ballot(**told(made, submission))
    state = result_of(open_ballot(submission))
    assert [(one.member.seat, one.barred) for one in state.barred] == [(made.members[6], Barred.ENDED)]
    assert state.entitled == 6


def test_whose_seat_ends_while_the_ballot_is_open_is_not_waited_for(made):
    submission = making.voting(made)
    making.cast(submission, made.members[:4])
    # Four of seven are no quorum of two thirds, four of five are.
    assert code(actions.close, minutes="1", **told(made, submission)) == "no_quorum"
    for seat in made.members[5:]:
        end_seat(seat)
    actions.close(minutes="1", **told(made, submission))
    ballot = ballot_of(making.fresh(submission))
    assert (ballot.entitled, ballot.votes_for, ballot.carried) == (5, 4, True)


def test_a_ballot_that_was_given_counts_though_the_seat_ends_afterwards(made):
    submission = making.voting(made)
    making.cast(submission, made.members)
    end_seat(made.members[6])
    actions.close(minutes="1", **told(made, submission))
    ballot = ballot_of(making.fresh(submission))
    assert (ballot.entitled, ballot.votes_for) == (7, 7)


def test_a_council_of_too_few_who_still_act_is_not_convened(made):
    submission = making.accepted(made)
    for seat in made.members[4:]:
        end_seat(seat)
    given = told(made, submission, made.clerk) | {"council": made.council}
    assert code(actions.convene, **given) == "too_few_members"


def test_who_has_another_seat_at_the_same_institution_stays_a_member(made):
    submission = making.before_council(made)
    end_seat(made.members[3])
    make.seat(made.here, Role.READER, account=made.members[3].account)
    actions.open_ballot(**told(made, submission))
    assert result_of(open_ballot(submission)).entitled == 7


# ---------------------------------------------------------------- one person, one member


def test_a_person_with_two_seats_sits_once(made):
    again = make.seat(made.here, Role.READER, account=made.members[3].account)
    end_seat(made.members[3])
    given = {"council": made.council, "email": again.account.email, "role": CouncilRole.MEMBER}
    refused = code(actions.add_member, **given, by=made.clerk, at=make.NOW, day=make.TODAY)
    assert refused == "member_twice"


def test_a_person_who_was_seated_twice_before_has_one_line_and_one_vote(made):
    again = make.seat(made.here, Role.READER, account=made.members[3].account)
    Member.objects.create(council=made.council, seat=again, role=CouncilRole.MEMBER)
    submission = making.voting(made)
    assert result_of(open_ballot(submission)).entitled == 7
    making.cast(submission, made.members, Choice.BLANK)
    actions.close(minutes="1", **told(made, submission))
    assert ballot_of(making.fresh(submission)).entitled == 7
