from datetime import date
from decimal import Decimal

import pytest

from songfai.commitments import actions
from songfai.commitments.models import Remark, Statement
from songfai.commitments.permissions import CAPABILITIES, may
from songfai.commitments.states import Word
from songfai.desk.queries import desk
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.states import Role
from songfai.programmes.models import Commitment
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = make.words("Why")
INDICATOR = {
    "text": make.words("Trainees"), "unit": make.words("persons"), "baseline": None, "target": Decimal(20),
    "by_when": None,
}  # fmt: skip


@pytest.fixture
def made():
    return make.programme_in_force()


@pytest.fixture
def commitment(made):
    return made.commitments[0]


def say(commitment, word, by, **fields):
    return actions.say(commitment=commitment, word=word, by=by, at=make.NOW, **({"reason": WHY} | fields))


def settled(commitment):
    return Commitment.objects.get(pk=commitment.pk).settled


def test_what_both_sides_say_is_settled_and_cannot_be_taken_back_by_one(made, commitment):
    mine = say(commitment, Word.CANCELLED, made.leader_a)
    assert settled(commitment) == ""
    say(commitment, Word.CANCELLED, made.leader_b)
    assert settled(commitment) == "cancelled"
    with pytest.raises(Refused, match="settled"):
        actions.take_back(statement=mine, by=made.leader_a, at=make.NOW)
    told = Notice.objects.filter(account=made.leader_b.account, text__contains="cancel")
    assert told.count() == 1
    assert Line.objects.filter(verb="commitments.say").count() == 2


def test_one_side_warns_and_takes_the_warning_back(made, commitment):
    mine = say(commitment, Word.AT_RISK, made.leader_a)
    assert Commitment.objects.get(pk=commitment.pk).at_risk
    with pytest.raises(NotPermitted):
        actions.take_back(statement=mine, by=made.leader_b, at=make.NOW)
    actions.take_back(statement=mine, by=made.leader_a, at=make.NOW)
    assert not Commitment.objects.get(pk=commitment.pk).at_risk
    assert Statement.objects.count() == 1  # that it was said stays
    say(commitment, Word.AT_RISK, made.leader_a)


def test_the_same_is_said_once(made, commitment):
    say(commitment, Word.AT_RISK, made.leader_a)
    with pytest.raises(Refused) as refused:
        say(commitment, Word.AT_RISK, made.leader_a)
    assert refused.value.code == "statement_there"


def test_nothing_is_said_of_a_draft():
    draft = make.draft_programme()
    with pytest.raises(Refused) as refused:
        say(draft.commitments.first(), Word.AT_RISK, make.seat(draft.drafted_by))
    assert refused.value.code == "programme_not_in_force"


def test_what_both_cancelled_is_not_asleep_on_the_desk(made, commitment):
    before = len(desk(made.leader_a, make.TODAY).asleep)
    for leader in (made.leader_a, made.leader_b):
        say(commitment, Word.CANCELLED, leader)
    assert len(desk(made.leader_a, make.TODAY).asleep) == before - 1


def test_each_side_writes_its_own_remark_and_the_second_of_two_savers_is_told(made, commitment):
    values = {"resources": WHY, "difficulties": WHY, "recommendations": Trilingual()}
    for leader in (made.leader_a, made.leader_b):
        actions.write_remark(commitment=commitment, values=values, by=leader, at=make.NOW, seen_revision=0)
    assert Remark.objects.count() == 2
    with pytest.raises(Changed):
        actions.write_remark(
            commitment=commitment, values=values, by=made.leader_a, at=make.NOW, seen_revision=0
        )


def test_an_indicator_counts_once_the_other_side_agrees(made, commitment):
    one = actions.propose(commitment=commitment, values=INDICATOR, by=made.leader_a, at=make.NOW)
    measured = {
        "value": Decimal(7),
        "on": date(2026, 3, 1),
        "source": "",
        "by": made.leader_b,
        "at": make.NOW,
    }
    with pytest.raises(Refused) as refused:
        actions.measure(indicator=one, **measured)
    assert refused.value.code == "indicator_not_agreed"
    with pytest.raises(NotPermitted):
        actions.agree(indicator=one, by=made.leader_a, at=make.NOW)
    actions.agree(indicator=one, by=made.leader_b, at=make.NOW)
    actions.measure(indicator=one, **measured)
    with pytest.raises(Refused) as refused:
        actions.withdraw(indicator=one, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "indicator_agreed"
    with pytest.raises(Refused) as refused:
        actions.measure(indicator=one, **(measured | {"on": date(2026, 4, 1)}))
    assert refused.value.code == "measured_ahead"


ALLOWED = {
    Role.LEADER: set(CAPABILITIES),
    Role.COORDINATOR: set(CAPABILITIES),
    Role.UNIT_OFFICER: {"remark", "measure"},
    Role.CLERK: {"remark", "measure"},
    Role.READER: set(),
    Role.INSPECTOR: set(),
    Role.ADMINISTRATOR: set(),
    Role.AUTHOR: set(),
}


def test_who_may_do_what_on_either_side(made):
    for side in made.programme.sides.all():
        found = {
            role: {
                what for what in CAPABILITIES if may(make.seat(side.institution, role), made.programme, what)
            }
            for role in Role
        }
        assert found == ALLOWED
    assert not any(may(make.seat(), made.programme, what) for what in CAPABILITIES)
