"""Role x side: who may do what with a visit. The first side travels, the second hosts."""

from itertools import product

import pytest

from songfai.kit.errors import NotPermitted
from songfai.parties.states import Role
from songfai.visits.permissions import CAPABILITIES, check_may, may
from songfai.visits.states import Step
from tests import factories as make
from tests.visits import making

pytestmark = pytest.mark.django_db

DECIDING = {Role.LEADER, Role.COORDINATOR}
WORKING = DECIDING | {Role.UNIT_OFFICER, Role.CLERK}
CONFIRMING = DECIDING | {Role.UNIT_OFFICER}
LEADING = {Role.LEADER}
BOTH, TRAVELLER, HOST = (1, 2), (1,), (2,)
# What -> (roles, positions). A coordinator commits the side only with a paper of authority; these have none.
TABLE = {
    "propose": (DECIDING, BOTH),
    "change": (DECIDING, BOTH),
    "put_in_place": (DECIDING, BOTH),
    "let_go": (DECIDING, BOTH),
    "scheme": (WORKING, TRAVELLER),
    "delegation": (WORKING, TRAVELLER),
    "programme": (WORKING, BOTH),
    "meeting": (WORKING, BOTH),
    "promise": (WORKING, BOTH),
    "own_lines": (WORKING, BOTH),
    "offer": (LEADING, BOTH),
    "approve": (LEADING, BOTH),
    "return": (DECIDING, BOTH),
    "withdraw": (DECIDING, BOTH),
    "rotation": (DECIDING, BOTH),
    "agree_rotation": (DECIDING, BOTH),
    Step.TAKE_IN: (DECIDING, BOTH),
    Step.APPROVE_SCHEME: (DECIDING, TRAVELLER),
    Step.CONFIRM: (DECIDING, HOST),
    Step.BEGIN: (WORKING, BOTH),
    Step.FINISH: (WORKING, TRAVELLER),
    Step.REPORT: (WORKING, TRAVELLER),
    Step.CLOSE: (CONFIRMING, HOST),
    Step.CANCEL: (DECIDING, BOTH),
}


def test_the_table_is_complete():
    assert set(TABLE) == set(CAPABILITIES)


def test_roles_of_either_side():
    made = making.proposed()
    for role, (position, leader) in product(Role, ((1, made.leader_a), (2, made.leader_b))):
        seat = make.seat(leader.institution, role)
        for what, (roles, positions) in TABLE.items():
            expected = role in roles and position in positions
            assert may(seat, made.programme, what, made.visit) is expected, (role, what, position)
            if expected:
                assert check_may(seat, made.programme, what, made.visit) == position
            else:
                with pytest.raises(NotPermitted):
                    check_may(seat, made.programme, what, made.visit)


def test_whoever_hosts_the_sides_have_the_same_rights():
    made = making.proposed(host=1)
    assert may(made.leader_a, made.programme, Step.CONFIRM, made.visit)
    assert not may(made.leader_b, made.programme, Step.CONFIRM, made.visit)
    assert may(made.leader_b, made.programme, "delegation", made.visit)


def test_a_stranger_and_nobody_may_nothing():
    made = making.proposed()
    stranger = make.seat()
    for what in CAPABILITIES:
        assert not may(stranger, made.programme, what, made.visit)
        assert not may(None, made.programme, what, made.visit)
        with pytest.raises(NotPermitted):
            check_may(stranger, made.programme, what, made.visit)
