"""The ballot: who votes, what is counted, and that nothing in the database leads from a voter to a vote."""

import sqlite3
from contextlib import closing
from datetime import date
from itertools import combinations

import pytest
from django.db import connection, models

from songfai.config.databases import sqlite
from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.works import actions
from songfai.works.models import Ballot, Vote, Voter
from songfai.works.queries import ballot_of, result_of, to_vote
from songfai.works.states import Choice, CouncilRole, Stage
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


def open_ballot(submission) -> Ballot:
    return submission.ballots.get(closed_on=None, annulled=False)


def code(call, **given):
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.code


def test_a_member_votes_once_and_others_not_at_all(made):
    ballot = open_ballot(making.voting(made))
    actions.vote(ballot=ballot, choice=Choice.FOR, by=made.chair)
    assert code(actions.vote, ballot=ballot, choice=Choice.AGAINST, by=made.chair) == "voted_already"
    for seat in (made.leader, made.clerk, made.author, made.second):
        assert code(actions.vote, ballot=ballot, choice=Choice.FOR, by=seat) == "no_voter"
    assert Vote.objects.filter(ballot=ballot).count() == Voter.objects.filter(voted=True).count() == 1


def test_an_author_on_the_council_is_barred(made):
    six = making.council(made, [*made.members, made.author], (*making.ROLES, CouncilRole.MEMBER))
    submission = making.accepted(made)
    actions.convene(submission=submission, council=six, by=made.clerk, at=make.NOW)
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    ballot = open_ballot(submission)
    with pytest.raises(NotPermitted) as refused:
        actions.vote(ballot=ballot, choice=Choice.FOR, by=made.author)
    assert refused.value.code == "barred"
    told = result_of(ballot)
    assert (told.entitled, [one.barred for one in told.barred]) == (5, ["author"])
    assert not to_vote(made.author)
    assert to_vote(made.chair) == [submission]


def test_only_chair_and_secretary_run_the_ballot(made):
    submission = making.before_council(made)
    for seat in (made.leader, made.coordinator, made.clerk, made.members[1], made.members[3], made.author):
        with pytest.raises(NotPermitted):
            actions.open_ballot(submission=submission, by=seat, at=make.NOW)
    actions.open_ballot(submission=submission, by=made.chair, at=make.NOW)
    for seat in (made.leader, made.clerk, made.members[1]):
        with pytest.raises(NotPermitted):
            actions.close(submission=making.fresh(submission), minutes="1", by=seat, at=make.NOW)


@pytest.mark.parametrize(("votes_for", "carried"), [(2, False), (3, False), (4, True), (5, True)])
def test_two_thirds_of_all_who_may_vote(made, votes_for, carried):
    ballot = making.voted(made, votes_for=votes_for).ballots.get()
    assert (ballot.votes_for, ballot.carried) == (votes_for, carried)


def test_without_a_quorum_nothing_is_counted(made):
    submission = making.voting(made)
    making.cast(submission, made.members[:3])
    given = {"submission": submission, "minutes": "1", "by": made.secretary, "at": make.NOW}
    assert code(actions.close, **given) == "no_quorum"
    ballot = open_ballot(submission)
    assert (ballot.votes_for, making.fresh(submission).stage) == (None, Stage.VOTING)
    making.cast(submission, made.members[3:4], Choice.BLANK)
    actions.close(**given | {"submission": making.fresh(submission)})
    ballot.refresh_from_db()
    assert (ballot.votes_for, ballot.votes_blank, ballot.entitled, ballot.carried) == (3, 1, 5, False)


@pytest.mark.parametrize("ballots", [1, 2])
def test_one_or_two_ballots_are_never_counted_whatever_the_quorum(made, ballots):
    """A quorum of a fifth of five is one ballot: its result would be the vote of that member."""
    making.own_rules(made, valid_from=date(2026, 1, 1), quorum_of=1, quorum_whole=5)
    submission = making.voting(made)
    making.cast(submission, made.members[:ballots])
    given = {"submission": submission, "by": made.secretary, "at": make.NOW}
    assert code(actions.close, minutes="1", **given) == "urn_not_secret"
    ballot = open_ballot(submission)
    assert (ballot.votes_for, ballot.carried, making.fresh(submission).stage) == (None, None, Stage.VOTING)
    actions.annul(reason="Too few came", **given | {"submission": making.fresh(submission)})
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    making.cast(submission, made.members[:3])
    actions.close(minutes="1", **given | {"submission": making.fresh(submission)})
    assert making.fresh(submission).ballots.get(annulled=False).carried is True


def test_a_declared_conflict_takes_the_vote_and_the_list_may_become_too_short(made):
    submission = making.voting(made)
    ballot = open_ballot(submission)
    assert code(actions.recuse, ballot=ballot, reason="", by=made.members[4]) == "reason_missing"
    actions.recuse(ballot=ballot, reason="The author is my brother", by=made.members[4])
    assert code(actions.vote, ballot=ballot, choice=Choice.FOR, by=made.members[4]) == "barred"
    making.cast(submission, made.members[:4])
    given = {"submission": submission, "minutes": "1", "by": made.secretary, "at": make.NOW}
    assert code(actions.close, **given) == "too_few_members"


def test_who_has_voted_declares_no_conflict_any_more(made):
    submission = making.voting(made)
    making.cast(submission, made.members[:1])
    assert code(actions.recuse, ballot=open_ballot(submission), reason="x", by=made.chair) == "voted_already"


def test_a_ballot_broken_off_leaves_no_vote_behind(made):
    submission = making.voting(made)
    making.cast(submission, made.members[:3])
    given = {"submission": submission, "by": made.secretary, "at": make.NOW}
    assert code(actions.annul, reason="", **given) == "reason_missing"
    actions.annul(reason="A member was missing", **given | {"submission": making.fresh(submission)})
    assert (Vote.objects.count(), Voter.objects.count()) == (0, 0)
    assert making.fresh(submission).stage == Stage.APPRAISAL
    actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
    assert result_of(ballot_of(making.fresh(submission))).voted == 0


def test_a_closed_ballot_takes_no_vote(made):
    submission = making.voting(made)
    ballot = open_ballot(submission)
    making.cast(submission, made.members[:4])
    actions.close(submission=making.fresh(submission), minutes="1", by=made.secretary, at=make.NOW)
    assert code(actions.vote, ballot=ballot, choice=Choice.FOR, by=made.members[4]) == "ballot_closed"


def test_an_urn_somebody_reached_into_is_not_counted(made):
    submission = making.voting(made)
    making.cast(submission, made.members)
    given = {"submission": submission, "minutes": "1", "by": made.secretary, "at": make.NOW}
    extra = Vote.objects.create(ballot=open_ballot(submission), choice=Choice.FOR)
    assert code(actions.close, **given) == "urn_differs"
    extra.delete()
    actions.close(**given | {"submission": making.fresh(submission)})
    assert making.fresh(submission).stage == Stage.VOTED


# ---------------------------------------------------------------- secrecy


def test_a_vote_has_no_column_that_tells_of_a_person_an_order_or_a_time():
    names = {one.name: one for one in Vote._meta.concrete_fields}
    assert set(names) == {"key", "ballot", "choice"}
    assert isinstance(names["key"], models.UUIDField)
    assert {one.name for one in Voter._meta.concrete_fields} == {
        "id", "ballot", "member", "barred", "barred_reason", "voted",
    }  # fmt: skip
    assert Vote._meta.get_field("ballot").remote_field.model is Ballot
    assert not any(one.is_relation for one in Vote._meta.fields if one.name != "ballot")


def test_every_key_of_the_urn_is_drawn_anew_with_each_vote(made):
    submission = making.voting(made)
    seen: set = set()
    for seat in made.members:
        making.cast(submission, [seat])
        keys = set(Vote.objects.values_list("key", flat=True))
        assert not keys & seen, "a key that stays tells which ballot came last"
        assert all(key.version == 4 for key in keys)
        seen |= keys


def stored_order() -> list[str]:
    """The ballots in the order in which the database keeps them."""
    column = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT choice FROM works_vote ORDER BY {column}")
        return [choice for (choice,) in cursor.fetchall()]


def test_the_order_on_the_disk_is_drawn_by_lot(made):
    """The first voter alone votes against. Were the order kept, that ballot would lie first every time."""
    places = set()
    for _round in range(12):
        submission = making.voting(made)
        making.cast(submission, made.members[:1], Choice.AGAINST)
        making.cast(submission, made.members[1:])
        places.add(stored_order().index(Choice.AGAINST))
        Vote.objects.all().delete()
    # By chance alone all twelve lie in one place once in 48 million times.
    assert len(places) > 1


def test_whoever_votes_the_rows_are_written_the_same_way(made):
    """The statements of two votes differ in the choices and keys alone: the list and the urn are written as a whole."""
    submission = making.voting(made)
    written = []
    for seat in made.members[:2]:
        with Watched() as seen:
            making.cast(submission, [seat])
        written.append([sql for sql in seen.statements if sql.startswith(("UPDATE", "INSERT", "DELETE"))])
    for statements in written:
        tables = [
            table
            for sql in statements
            for table in ("works_voter", "works_vote", "journal")
            if f'"{table}"' in sql
        ]
        assert tables == ["works_voter", "works_vote", "works_vote"], "nothing else is written down"
        update = next(sql for sql in statements if sql.startswith("UPDATE"))
        assert '"works_voter"."ballot_id" = ' in update.split("WHERE")[-1]
        assert '"works_voter"."id"' not in update.split("WHERE")[-1], "every row of the list is written"


class Watched:
    """The statements sent to the database meanwhile."""

    def __enter__(self):
        self.statements: list[str] = []
        self.context = connection.execute_wrapper(self._see)
        self.context.__enter__()
        return self

    def _see(self, execute, sql, params, many, context):
        self.statements.append(sql)
        return execute(sql, params, many, context)

    def __exit__(self, *error):
        self.context.__exit__(*error)


def test_a_vote_leaves_no_line_in_the_journal_and_no_mail(made):
    submission = making.voting(made)
    before = Line.objects.count()
    making.cast(submission, made.members)
    assert Line.objects.count() == before


def test_an_open_ballot_tells_its_turnout_and_no_result(made):
    submission = making.voting(made)
    making.cast(submission, made.members[:3])
    ballot = ballot_of(making.fresh(submission))
    assert (ballot.votes_for, ballot.votes_against, ballot.votes_blank, ballot.carried) == (None,) * 4
    told = result_of(ballot)
    assert (told.voted, told.entitled, len(told.waiting)) == (3, 5, 2)
    assert not any(hasattr(one, "choice") for one in told.waiting)


def test_votes_and_voters_of_two_ballots_cannot_be_matched_by_any_shared_value(made):
    """No value of a vote's row stands in any voter's row, but the ballot they are both of."""
    submission = making.voting(made)
    making.cast(submission, made.members)
    ballot = open_ballot(submission)
    votes = [
        set(map(str, row.values())) for row in Vote.objects.filter(ballot=ballot).values("key", "choice")
    ]
    voters = [
        {str(value) for value in row.values() if not isinstance(value, bool) and value != ""}
        for row in Voter.objects.filter(ballot=ballot).values("id", "member", "barred_reason")
    ]
    assert not any(vote & voter for vote in votes for voter in voters)
    assert len(list(combinations(votes, 2))) == 10


def test_what_was_taken_out_of_an_urn_is_not_left_in_the_file_of_sqlite(tmp_path):
    """Whatever the SQLite of this machine does when nobody tells it."""
    left = {}
    for told in ("PRAGMA secure_delete=OFF", sqlite(tmp_path)["OPTIONS"]["init_command"]):
        file = tmp_path / f"{len(left)}.sqlite3"
        with closing(sqlite3.connect(file)) as urn:
            urn.executescript(f"PRAGMA secure_delete=OFF; {told}")
            urn.execute("CREATE TABLE urn (choice TEXT)")
            urn.execute("INSERT INTO urn VALUES ('a-vote-of-before')")
            urn.commit()
            urn.execute("DELETE FROM urn")
            urn.commit()
        left[told] = b"a-vote-of-before" in file.read_bytes()
    assert list(left.values()) == [True, False]
