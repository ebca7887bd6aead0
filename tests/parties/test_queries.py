from datetime import date

import pytest

from songfai.parties.queries import active_accounts, seats_of
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("begins", "ends", "there"),
    [
        (None, None, True),
        (date(2026, 3, 10), None, True),
        (date(2026, 3, 11), None, False),
        (None, date(2026, 3, 10), True),
        (None, date(2026, 3, 9), False),
    ],
)
def test_a_seat_is_there_from_its_first_to_its_last_day(begins, ends, there):
    seat = make.seat(valid_from=begins, valid_to=ends)
    assert (seat in seats_of(seat.account, make.TODAY)) is there


def test_accounts_to_tell_hold_a_role_for_the_institution_today():
    body = make.institution()
    leader = make.seat(body, Role.LEADER)
    make.seat(body, Role.READER)
    make.seat(body, Role.LEADER, valid_to=date(2026, 3, 9))
    make.seat(make.institution(), Role.LEADER)
    assert list(active_accounts(body, {Role.LEADER}, make.TODAY)) == [leader.account]
