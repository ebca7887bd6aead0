"""Several works decided in one session: the same rules for each, and what was refused is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from songfai.kit.errors import Refused
from songfai.works import actions, rules
from songfai.works.actions.together import ACTIONS
from songfai.works.models import Ballot
from songfai.works.queries import for_session
from songfai.works.states import TOGETHER, Stage, Step
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings):
    settings.TODAY = make.TODAY.isoformat()
    return making.unit(country="VN")


def take(made, step, submissions, by, **more):
    works = [(one, one.revision) for one in map(making.fresh, submissions)]
    return actions.take_together(step=step, works=works, council=made.council, by=by, at=make.NOW, **more)


def stages(submissions):
    return [making.fresh(one).stage for one in submissions]


def codes(outcomes):
    return [one.refused.code if one.refused else None for one in outcomes]


def test_three_works_go_through_a_session_in_three_steps(made):
    works = [making.accepted(made) for _n in range(3)]
    assert codes(take(made, Step.CONVENE, works, made.clerk)) == [None] * 3
    assert codes(take(made, Step.OPEN, works, made.secretary)) == [None] * 3
    for one in works:
        making.cast(one, made.members)
    assert codes(take(made, Step.CLOSE, works, made.secretary, minutes="07/BB")) == [None] * 3
    assert stages(works) == [Stage.VOTED] * 3
    assert {making.fresh(one).minutes for one in works} == {"07/BB"}
    assert Ballot.objects.filter(carried=True).count() == 3


def test_a_work_that_is_refused_stays_and_holds_up_no_other(made):
    first, without, last = (making.voting(made) for _n in range(3))
    making.cast(first, made.members)
    making.cast(without, made.members[:2])
    making.cast(last, made.members)
    outcomes = take(made, Step.CLOSE, [first, without, last], made.chair, minutes="07/BB")
    assert codes(outcomes) == [None, "no_quorum", None]
    assert stages([first, without, last]) == [Stage.VOTED, Stage.VOTING, Stage.VOTED]
    ballot = without.ballots.get()
    assert (ballot.closed_on, ballot.votes_for, ballot.urn.count()) == (None, None, 2)
    assert making.fresh(without).minutes == ""


def test_an_author_on_the_council_and_a_work_saved_meanwhile_are_refused_each_for_itself(made):
    own = making.before_council(made)
    own.work.authors.update(account=made.secretary.account)
    other = making.before_council(made)
    stale = making.before_council(made)
    works = [
        (making.fresh(own), own.revision),
        (making.fresh(other), other.revision),
        (making.fresh(stale), 0),
    ]
    told = {"council": made.council, "by": made.secretary, "at": make.NOW}
    outcomes = actions.take_together(step=Step.OPEN, works=works, **told)
    assert codes(outcomes)[1:] == [None, "changed_meanwhile"]
    assert codes(outcomes)[0] == "council_runs_it"
    assert stages([own, other, stale]) == [Stage.APPRAISAL, Stage.VOTING, Stage.APPRAISAL]


@pytest.mark.parametrize(
    ("step", "works", "minutes", "code"),
    [
        (Step.RECOGNISE, 1, "", "not_together"),
        (Step.OPEN, 0, "", "no_works"),
        (Step.CLOSE, 1, " ", "minutes_missing"),
        (Step.COUNT, 1, "", "minutes_missing"),
        (Step.CONVENE, 1, "", None),
        (Step.CLOSE, 1, "7", None),
    ],
)
def test_what_a_session_asks_for(step, works, minutes, code):
    if code is None:
        rules.require_together(step, works, minutes)
        return
    with pytest.raises(Refused) as refused:
        rules.require_together(step, works, minutes)
    assert refused.value.code == code


def test_each_finds_the_works_whose_step_is_theirs(made):
    accepted, before, voting = making.accepted(made), making.before_council(made), making.voting(made)
    found = for_session(made.clerk, made.council)
    assert {step: [one.pk for one in rows] for step, rows in found.items()} == {
        Step.CONVENE: [accepted.pk],
        Step.OPEN: [],
        Step.COUNT: [],
        Step.CLOSE: [],
    }
    found = for_session(made.chair, made.council)
    assert [one.pk for one in found[Step.OPEN]] == [before.pk]
    assert [one.pk for one in found[Step.CLOSE]] == [voting.pk]
    assert not any(for_session(made.members[3], made.council).values()), "a member runs nothing"
    stranger = making.unit()
    assert not any(for_session(stranger.chair, made.council).values())


def test_works_by_rules_whose_points_decide_are_counted_and_not_voted_on(made):
    plain = making.before_council(made)
    making.own_rubric(made, use="decide", threshold=Decimal(70), valid_from=make.TODAY - timedelta(days=1))
    scored = making.before_council(made)
    found = for_session(made.chair, made.council)
    assert [one.pk for one in found[Step.OPEN]] == [plain.pk]
    assert [one.pk for one in found[Step.COUNT]] == [scored.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client, made, count, django_assert_max_num_queries):
    for _n in range(count):
        making.before_council(made)
        making.voting(made)
    client.force_login(made.chair.account)
    here = reverse("works:session", args=[made.council.key])
    client.get(here)
    with django_assert_max_num_queries(33):
        assert client.get(here).status_code == 200


def test_the_page_takes_what_is_ticked_and_says_what_was_refused(client, made):
    full, few = making.voting(made), making.voting(made)
    making.cast(full, made.members)
    making.cast(few, made.members[:1])
    client.force_login(made.secretary.account)
    council = reverse("works:council", args=[made.council.key])
    here = reverse("works:session", args=[made.council.key])
    assert here in client.get(council).content.decode()
    ticked = [f"{one.key}.{making.fresh(one).revision}" for one in (full, few)]
    nothing = client.post(here + "?language=en", {"step": "close", "minutes": "7"})
    assert nothing.status_code == 422
    assert "No work chosen yet." in nothing.content.decode()
    without = client.post(here + "?language=en", {"step": "close", "works": ticked, "minutes": ""})
    assert without.status_code == 422
    assert without.content.decode().count("checked") == 2, "what was ticked is not lost"
    answer = client.post(here + "?language=en", {"step": "close", "works": ticked, "minutes": "7"})
    assert answer.status_code == 200
    assert [one.pk for one in answer.context["done"]] == [full.pk]
    [(refused, why)] = answer.context["refused"]
    assert (refused.pk, why) == (few.pk, "1 of 5 members have voted: that is not enough for a decision.")
    assert why in answer.content.decode()
    again = client.post(here + "?language=en", {"step": "close", "works": ticked[1:], "minutes": "7"})
    assert again.status_code == 422, "all were refused"
    assert client.post(here, {"step": "recognise", "works": ticked}).status_code == 404
    # What the form never offered is not taken.
    foreign = making.voting(making.unit())
    answer = client.post(here, {"step": "close", "works": [f"{foreign.key}.0"], "minutes": "7"})
    assert (answer.status_code, making.fresh(foreign).stage) == (422, Stage.VOTING)


def test_who_has_nothing_to_do_there_finds_no_link(client, made):
    making.voting(made)
    for seat, status in ((made.members[3], 200), (made.author, 404), (make.seat(made.there, "leader"), 404)):
        client.force_login(seat.account)
        assert client.get(reverse("works:session", args=[made.council.key])).status_code == status
    client.force_login(made.members[3].account)
    page = client.get(reverse("works:council", args=[made.council.key])).content.decode()
    assert "/session/" not in page


def test_the_steps_of_a_session_are_those_of_the_table():
    assert set(ACTIONS) == set(TOGETHER)
