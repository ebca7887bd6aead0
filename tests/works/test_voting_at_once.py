"""Two members put their ballots in at the same moment; commits are real here."""

import threading

import pytest
from django.db import connection

from songfai.works import actions
from songfai.works.models import Ballot, Vote, Voter
from songfai.works.states import Choice
from tests.works import making


@pytest.mark.usefixtures("committed")
def test_two_members_who_vote_at_once_are_both_counted():
    made = making.unit()
    submission = making.voting(made)
    ballot = submission.ballots.get(closed_on=None, annulled=False)
    failed = []

    def go(seat):
        try:
            actions.vote(ballot=Ballot.objects.get(pk=ballot.pk), choice=Choice.FOR, by=seat)
        except Exception as error:  # told to the test below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(seat,)) for seat in made.members[:2]]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    assert (Vote.objects.count(), Voter.objects.filter(voted=True).count()) == (2, 2)
