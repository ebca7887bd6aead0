"""Who may do what with a duty: one row per role and side."""

import pytest

from songfai.duties.permissions import TABLE, check_may, may
from songfai.kit.errors import NotPermitted
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db

ALLOWED = {
    Role.LEADER: {"open", "start", "recount", "extend", "confirm", "take_back"},
    Role.COORDINATOR: {"open", "start", "recount", "extend", "confirm", "take_back"},
    Role.UNIT_OFFICER: {"open", "start", "recount", "confirm", "take_back"},
    Role.CLERK: {"open", "start", "recount"},
    Role.READER: set(),
    Role.INSPECTOR: set(),
    Role.ADMINISTRATOR: set(),
    Role.AUTHOR: set(),
}


def test_each_role_may_what_the_table_says_for_its_own_side_and_nothing_for_the_other():
    made = make.programme_in_force()
    duty = make.duty(made)
    for role in Role:
        own = make.seat(made.leader_a.institution, role)
        other = make.seat(made.leader_b.institution, role)
        for what in TABLE:
            assert may(own, duty, what) is (what in ALLOWED[role]), (role, what)
            assert not may(other, duty, what), (role, what)


def test_what_both_owe_each_side_may_and_a_stranger_may_nothing():
    made = make.programme_in_force()
    duty = make.duty(made, side=0)
    for what in TABLE:
        assert may(made.leader_a, duty, what) and may(made.leader_b, duty, what), what
        with pytest.raises(NotPermitted):
            check_may(make.seat(), duty, what)


def test_where_both_confirm_the_other_side_confirms_but_does_not_extend():
    made = make.programme_in_force()
    duty = make.duty(made, both_confirm=True)
    assert may(made.leader_b, duty, "confirm")
    assert not may(made.leader_b, duty, "extend")
