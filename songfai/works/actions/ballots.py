"""The secret ballot. Who has voted is kept on the voters' list, what was voted in the urn, and nothing leads from one
to the other: no key, no number, no order, no time (docs/adr/0056).

Each time a ballot is put in, the whole urn is emptied and filled again in an order drawn by lot, under new keys, and
the whole voters' list is written in one statement. So the place of a row in its table, the transaction that wrote it
and the number the database gave it are the same for every ballot. Casting a vote leaves no line in the journal.
"""

from collections import Counter
from datetime import date, datetime
from secrets import SystemRandom

from django.db import transaction
from django.db.models import BooleanField, Case, F, Value, When
from django.utils import timezone

from songfai.kit.errors import N_, Refused
from songfai.parties.models import Seat
from songfai.parties.permissions import check
from songfai.works import rules
from songfai.works.actions.filing import require_composed, require_council, take
from songfai.works.actions.holding import DECIDING, move, tell_members, tell_office
from songfai.works.actions.scoring import require_no_namesakes, tally
from songfai.works.models import Ballot, Submission, Vote, Voter
from songfai.works.queries import acting, rubric_of, use_of
from songfai.works.states import Barred, Choice, CountedOf, Stage, Step


@transaction.atomic
def open_ballot(
    *, submission: Submission, by: Seat, at: datetime, seen_revision: int | None = None
) -> Ballot:
    """Draw up the voters' list from the council as it sits today. Authors are barred, and who declared a conflict in an
    earlier ballot or acts for the institution no more. Everybody who may vote is told.

    Refused: what the regulation asks of the members who may vote, head_on_council, council_ended, same_name, points_decide.
    """
    stage = take(submission, Step.OPEN, by, seen_revision)
    rules.require_ballot(use_of(rubric_of(submission.regulation)))
    members = require_council(submission, timezone.localdate(at))
    require_no_namesakes(submission, members)
    ballot = Ballot.objects.create(submission=submission)
    Voter.objects.bulk_create(
        Voter(ballot=ballot, member=one.member, barred=one.barred, barred_reason=one.reason)
        for one in members
    )
    move(submission, stage, Step.OPEN, by, at)
    tell_members(
        submission,
        N_("The ballot on “%(work)s” is open. Vote in secret."),
        at,
        [one.member.seat.account for one in members if not one.barred],
    )
    return ballot


def _hold_open(ballot: Ballot) -> None:
    """Nobody else votes or counts until the transaction ends. Refused: ballot_closed."""
    ballot.refresh_from_db(from_queryset=Ballot.objects.select_for_update())
    if ballot.closed_on is not None or ballot.annulled:
        raise Refused("ballot_closed", N_("This ballot is closed."))


def _voter(ballot: Ballot, by: Seat) -> Voter:
    check(by, "works")
    row = ballot.voters.filter(member__seat__account=by.account_id).first()
    if row is None:
        raise Refused("no_voter", N_("You are not on the list of this ballot."))
    rules.require_may_vote(barred=row.barred, voted=row.voted)
    return row


@transaction.atomic
def vote(*, ballot: Ballot, choice: Choice, by: Seat) -> None:
    """Put a ballot into the urn. It cannot be taken back, changed or shown. Refused: barred, voted_already,
    ballot_closed, no_voter."""
    _hold_open(ballot)
    row = _voter(ballot, by)
    _mark(ballot, row)
    _put_in(ballot, choice)


def _mark(ballot: Ballot, voter: Voter) -> None:
    """Written for every voter at once: the row of who voted last is not told from the others."""
    ballot.voters.update(
        voted=Case(When(pk=voter.pk, then=Value(True)), default=F("voted"), output_field=BooleanField())
    )


def _put_in(ballot: Ballot, choice: Choice) -> None:
    urn = [*ballot.urn.values_list("choice", flat=True), str(choice)]
    SystemRandom().shuffle(urn)
    ballot.urn.all().delete()
    Vote.objects.bulk_create(Vote(ballot=ballot, choice=one) for one in urn)


@transaction.atomic
def recuse(*, ballot: Ballot, reason: str, by: Seat) -> None:
    """A member who has not voted declares a conflict of interest and has no vote on this work. Refused: as `vote`."""
    _hold_open(ballot)
    row = _voter(ballot, by)
    rules.require_reason(reason)
    row.barred, row.barred_reason = Barred.DECLARED, reason.strip()[:300]
    row.save(update_fields=["barred", "barred_reason"])


@transaction.atomic
def close(
    *,
    submission: Submission,
    minutes: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
    without: str = "",
) -> Submission:
    """Count, and with the ballots the points, if the council gave any. The result is written once and stays. `without`: why
    score sheets that were given back are not waited for.

    Refused: given_back, no_quorum, urn_not_secret, a list too short to be secret, too_few_sheets."""
    stage = take(submission, Step.CLOSE, by, seen_revision)
    ballot = submission.ballots.get(closed_on=None, annulled=False)
    _hold_open(ballot)
    day = timezone.localdate(at)
    _count(ballot, submission, day)
    tally(submission, day, without)
    submission.minutes = minutes.strip()
    note = f"{ballot.votes_for}/{ballot.entitled}. {without.strip()}".removesuffix(". ")
    move(submission, stage, Step.CLOSE, by, at, note)
    tell_office(
        submission,
        N_("The council has voted on “%(work)s”, receipt %(number)s. The decision is to be taken."),
        at,
        DECIDING,
    )
    return submission


def _bar_gone(ballot: Ballot, day: date) -> None:
    """Whoever has not voted and acts for the institution no more is not waited for."""
    rows = list(ballot.voters.filter(barred="", voted=False).select_related("member__seat"))
    here = acting([one.member for one in rows], day)
    gone = [one.pk for one in rows if one.member_id not in here]
    ballot.voters.filter(pk__in=gone).update(barred=Barred.ENDED)


def _count(ballot: Ballot, submission: Submission, day: date) -> None:
    _bar_gone(ballot, day)
    rows = list(ballot.voters.select_related("member"))
    entitled = sum(not one.barred for one in rows)
    told = Counter(ballot.urn.values_list("choice", flat=True))
    voted = sum(told.values())
    regulation = submission.regulation
    rules.require_whole_urn(voted, sum(one.voted for one in rows))
    # Members may have declared a conflict since the ballot was opened: the rest must still be a council.
    require_composed(submission, [one.member.role for one in rows if not one.barred])
    rules.require_quorum(voted, entitled, regulation.quorum)
    rules.require_secret_urn(voted)
    ballot.closed_on, ballot.entitled = day, entitled
    ballot.votes_for = told[Choice.FOR]
    ballot.votes_against, ballot.votes_blank = told[Choice.AGAINST], told[Choice.BLANK]
    ballot.carried = rules.carried(
        votes_for=ballot.votes_for,
        voted=voted,
        entitled=entitled,
        threshold=regulation.threshold,
        counted_of=CountedOf(regulation.counted_of),
    )
    ballot.save()


@transaction.atomic
def annul(
    *, submission: Submission, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Submission:
    """Break a ballot off: the urn is emptied uncounted, and the work is before the council again.

    Refused: reason_missing.
    """
    stage = take(submission, Step.ANNUL, by, seen_revision)
    rules.require_reason(reason)
    ballot = submission.ballots.get(closed_on=None, annulled=False)
    _hold_open(ballot)
    ballot.urn.all().delete()
    # A conflict is one with the work: it is not undone with the ballot.
    ballot.voters.exclude(barred=Barred.DECLARED).delete()
    ballot.annulled = True
    ballot.save()
    move(submission, Stage(stage), Step.ANNUL, by, at, reason)
    return submission
