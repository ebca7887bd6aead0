"""Who may do what with support: one row per role and side."""

import pytest

from songfai.kit.errors import NotPermitted
from songfai.parties.states import Role
from songfai.support.permissions import TABLE, check_may, may
from songfai.support.states import SupportState
from tests import factories as make

pytestmark = pytest.mark.django_db

DECIDE = {SupportState.APPROVED, SupportState.CANCELLED, SupportState.PROMISED}
RECORD = {"promise", "change", "pay", "document", SupportState.DELIVERED}
RECEIVE = {SupportState.RECEIVED, "unreceive"}
# role: (what it may for the giving side, what it may for the receiving side)
ALLOWED = {
    Role.LEADER: (DECIDE | RECORD, RECEIVE | {"document"}),
    Role.COORDINATOR: (DECIDE | RECORD, RECEIVE | {"document"}),
    Role.UNIT_OFFICER: (RECORD, RECEIVE | {"document"}),
    Role.CLERK: (RECORD, {"document"}),
    Role.READER: (set(), set()),
    Role.INSPECTOR: (set(), set()),
    Role.ADMINISTRATOR: (set(), set()),
    Role.AUTHOR: (set(), set()),
}


@pytest.mark.parametrize("giver", [1, 2])
def test_each_role_of_each_side_may_what_the_table_says(giver):
    made = make.programme_in_force()
    leaders = {1: made.leader_a, 2: made.leader_b}
    support = make.support(made, by=leaders[giver])
    for role, (as_giver, as_receiver) in ALLOWED.items():
        giving = make.seat(leaders[giver].institution, role)
        receiving = make.seat(leaders[3 - giver].institution, role)
        for what in TABLE:
            assert may(giving, support, what) is (what in as_giver), (role, what, "giver")
            assert may(receiving, support, what) is (what in as_receiver), (role, what, "receiver")


def test_a_stranger_may_nothing():
    support = make.support(make.programme_in_force())
    for what in TABLE:
        with pytest.raises(NotPermitted):
            check_may(make.seat(), support, what)
