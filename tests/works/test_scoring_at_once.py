"""A sheet is handed in while the points are counted, by five at once and twice by one; commits are real here."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from songfai.kit.errors import Refused
from songfai.works import actions
from songfai.works.models import Score, Scorer, ScoreSheet, Submission
from tests import factories as make
from tests.works import making


def at_once(*calls):
    """What each raised, or None."""
    found = [None] * len(calls)

    def go(place, call):
        try:
            call()
        except Exception as error:  # told to the test below
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=told) for told in enumerate(calls)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


@pytest.mark.usefixtures("committed")
def test_five_hand_in_at_once_and_one_of_them_twice():
    made = making.unit(country="VN")
    rubric = making.own_rubric(made)
    submission = making.before_council(made)
    given = making.given(rubric)

    def hand_in(seat):
        fresh = Submission.objects.get(pk=submission.pk)
        return lambda: actions.hand_in_scores(submission=fresh, given=given, by=seat, at=make.NOW)

    found = at_once(*map(hand_in, [*made.members, made.chair]))
    refused = [one for one in found if one is not None]
    assert [one.code for one in refused if isinstance(one, Refused)] == ["handed_in_already"]
    assert len(refused) == 1
    assert (ScoreSheet.objects.count(), Score.objects.count()) == (5, 5 * 6)


@pytest.mark.usefixtures("committed")
def test_a_sheet_handed_in_while_the_points_are_counted_counts_or_is_refused():
    made = making.unit(country="VN")
    rubric = making.own_rubric(made, use="decide", threshold=Decimal(70))
    submission = making.before_council(made)
    making.hand_in(submission, rubric, made.members[:4])
    one, other = (making.fresh(submission) for _n in range(2))
    late = made.members[4]
    found = at_once(
        lambda: actions.hand_in_scores(submission=one, given=making.given(rubric), by=late, at=make.NOW),
        lambda: actions.count_points(submission=other, minutes="1", by=made.secretary, at=make.NOW),
    )
    assert found[1] is None
    counted = Scorer.objects.get(member__seat=late).handed_in
    kept = ScoreSheet.objects.filter(member__seat=late, handed_in_at__isnull=False).exists()
    assert counted == kept == (found[0] is None)
    if found[0] is not None:
        assert found[0].code == "scores_not_now"
