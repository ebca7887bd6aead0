"""Role x institution: who may do what with a document."""

from itertools import product

import pytest

from songfai.kit.errors import NotPermitted
from songfai.parties.states import Role
from songfai.registry.permissions import CAPABILITIES, check_may, may
from songfai.registry.states import Step
from tests import factories as make
from tests.registry import making

pytestmark = pytest.mark.django_db

DECIDING = {Role.LEADER, Role.COORDINATOR}
WORKING = DECIDING | {Role.UNIT_OFFICER, Role.CLERK}
OFFICE = DECIDING | {Role.CLERK}
TABLE = {
    "draft": WORKING,
    "change": WORKING,
    "recipients": WORKING,
    "parts": WORKING,
    "register": OFFICE,
    "archive": OFFICE,
    "series": OFFICE,
    "types": OFFICE,
    "duty": OFFICE,
    "report": WORKING,
    "receipt": OFFICE,
    Step.REVIEW: DECIDING,
    Step.CHECK: OFFICE,
    Step.RETURN: WORKING,
    Step.SIGN: DECIDING,
    Step.NUMBER: OFFICE,
    Step.ISSUE: OFFICE,
    Step.RECALL: DECIDING,
    Step.HAND: OFFICE,
    Step.DEAL: WORKING,
    Step.CANCEL: OFFICE,
}


def test_the_table_is_complete():
    assert set(TABLE) == set(CAPABILITIES)


def test_roles_of_the_institution_and_of_another_one():
    made = making.office()
    document = making.draft(made)
    for role, own in product(Role, (True, False)):
        seat = make.seat(made.here if own else made.there, role) if role in {
            Role.READER, Role.INSPECTOR, Role.ADMINISTRATOR, Role.AUTHOR
        } else getattr(made, role if own else f"there_{role}")  # fmt: skip
        for what, roles in TABLE.items():
            expected = own and role in roles
            assert may(seat, what, document) is expected, (role, what, own)
            if not expected:
                with pytest.raises(NotPermitted):
                    check_may(seat, what, document)
