"""Role x side: who may do what; the stage of the minutes is asked by rules, the answering side by the record."""

import pytest

from songfai.kit.errors import NotPermitted
from songfai.parties.states import Role
from songfai.reviews.permissions import CAPABILITIES, check_may, may
from tests import factories as make

DECIDING = {Role.LEADER, Role.COORDINATOR}
# A coordinator commits the side only with a paper of authority; these have none.
ALLOWED = {
    what: {Role.LEADER} if what in ("offer", "approve", "close") else DECIDING for what in CAPABILITIES
}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_roles_of_either_side(role):
    made = make.programme_in_force()
    for position, leader in ((1, made.leader_a), (2, made.leader_b)):
        seat = make.seat(leader.institution, role)
        allowed = {what for what in CAPABILITIES if may(seat, made.programme, what)}
        assert allowed == {what for what, roles in ALLOWED.items() if role in roles}
        for what in CAPABILITIES:
            if what in allowed:
                assert check_may(seat, made.programme, what) == position
            else:
                with pytest.raises(NotPermitted):
                    check_may(seat, made.programme, what)


def test_coordinator_with_a_paper_of_authority_approves():
    made = make.programme_in_force()
    seat = make.seat(made.leader_b.institution, Role.COORDINATOR, authority="07/GUQ-BNV")
    assert check_may(seat, made.programme, "approve") == 2


@pytest.mark.parametrize("what", list(CAPABILITIES))
def test_leader_of_a_third_institution_may_nothing(what):
    made = make.programme_in_force()
    stranger = make.seat()
    assert not may(stranger, made.programme, what)
    with pytest.raises(NotPermitted) as refused:
        check_may(stranger, made.programme, what)
    assert refused.value.code == "not_a_side"


def test_nobody_signed_in_may_nothing():
    made = make.programme_in_force()
    assert not any(may(None, made.programme, what) for what in CAPABILITIES)
