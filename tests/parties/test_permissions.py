import pytest

from songfai.kit.errors import NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import CAPABILITIES, can, check
from songfai.parties.states import Role

ALLOWED = {
    Role.LEADER: {
        "read",
        "draft",
        "offer",
        "agree",
        "answer",
        "record",
        "rate",
        "answerable",
        "release",
        "registry",
        "confirm",
        "journal",
        "works",
    },
    Role.COORDINATOR: {
        "read",
        "draft",
        "answer",
        "record",
        "rate",
        "answerable",
        "release",
        "registry",
        "confirm",
        "journal",
        "works",
    },
    Role.UNIT_OFFICER: {"read", "record", "confirm", "works"},
    Role.CLERK: {"read", "record", "registry", "journal", "works"},
    Role.READER: {"read", "works"},
    Role.INSPECTOR: {"read", "journal", "works"},
    Role.ADMINISTRATOR: {"journal", "administer"},
    Role.AUTHOR: {"works"},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("capability", sorted(CAPABILITIES))
def test_each_role_may_what_the_table_says_and_no_more(role, capability):
    seat = Seat(role=role)
    assert can(seat, capability) is (capability in ALLOWED[role])


def test_a_coordinator_agrees_only_with_a_paper_of_authority():
    with pytest.raises(NotPermitted) as refused:
        check(Seat(role=Role.COORDINATOR), "agree")
    assert refused.value.code == "no_authority"
    check(Seat(role=Role.COORDINATOR, authority="07/GUQ-BNV"), "agree")


def test_offering_is_agreeing_and_returning_is_not():
    assert not can(Seat(role=Role.COORDINATOR), "offer")
    assert can(Seat(role=Role.COORDINATOR), "answer")


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.READER, Role.INSPECTOR, Role.CLERK, Role.UNIT_OFFICER]
)
def test_a_paper_of_authority_does_not_make_others_agree(role):
    assert not can(Seat(role=role, authority="07/GUQ-BNV"), "agree")


def test_nobody_may_anything_without_a_seat():
    assert not any(can(None, capability) for capability in CAPABILITIES)
