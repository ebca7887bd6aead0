"""Role x whose work: who may do what with a work and its submission."""

from itertools import product

import pytest

from songfai.kit.errors import NotPermitted
from songfai.parties.states import Role
from songfai.works.models import Work
from songfai.works.permissions import (
    AT_LARGE,
    TABLE,
    check_may,
    is_author,
    may,
    reads_confidential,
)
from songfai.works.queries import latest, with_all
from songfai.works.states import Step
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db

DECIDING = {Role.LEADER}
OFFICE = {Role.LEADER, Role.COORDINATOR, Role.CLERK}
WORKING = OFFICE | {Role.UNIT_OFFICER}
CONFIRMING = {Role.LEADER, Role.COORDINATOR, Role.UNIT_OFFICER}
NOBODY: set[Role] = set()
READING_ROLES = WORKING | {Role.READER, Role.INSPECTOR}
# What a seat of the unit may do with another one's work that is before the council; the council's own part is below.
BY_ROLE = {
    "write": NOBODY,
    "authors": NOBODY,
    "benefits": NOBODY,
    "papers": NOBODY,
    "file": NOBODY,
    "answer": NOBODY,
    Step.MEND: NOBODY,
    Step.WITHDRAW: NOBODY,
    "send_above": WORKING,
    "ask_mentor": WORKING,
    "offer_help": READING_ROLES,
    "enter_campaign": WORKING,
    "mark_read": READING_ROLES,
    "agreement": WORKING,
    "pay": WORKING,
    "confirm_benefit": CONFIRMING,
    "check_mark": OFFICE,
    Step.DEFECTS: OFFICE,
    Step.ACCEPT: OFFICE,
    Step.REJECT: OFFICE,
    Step.CONVENE: OFFICE,
    Step.SEND_UP: OFFICE,
    Step.APPROVE: OFFICE,
    Step.DECLINE: OFFICE,
    Step.CERTIFY: OFFICE,
    Step.OPEN: NOBODY,
    Step.COUNT: NOBODY,
    "conclude": NOBODY,
    "score": NOBODY,
    "declare": NOBODY,
    "reopen": NOBODY,
    "letter": OFFICE,
    Step.CLOSE: NOBODY,
    Step.ANNUL: NOBODY,
    "findings": NOBODY,
    "judge": NOBODY,
    "tell_apart": NOBODY,
    Step.RECOGNISE: DECIDING,
    Step.REFUSE: DECIDING,
    Step.REVOKE: DECIDING,
    Step.APPLY: WORKING,
    Step.TRANSFER: WORKING,
}
OWN = {
    "write", "authors", "benefits", "papers", "file", "answer", "send_above", "ask_mentor", "enter_campaign", Step.MEND, Step.WITHDRAW,
}  # fmt: skip
# Whoever reads the work as it stands.
BY_READERS = {"offer_help", "mark_read"}
COUNCIL = {
    Step.OPEN,
    Step.COUNT,
    Step.CLOSE,
    Step.ANNUL,
    "findings",
    "judge",
    "conclude",
    "tell_apart",
    "reopen",
}
MEMBER = {"score", "declare"}
LARGE = {
    "begin": set(Role) - {Role.ADMINISTRATOR},
    "behalf": WORKING,
    "council": OFFICE,
    "regulation": OFFICE,
    "rates": OFFICE,
    "headings": OFFICE,
    "campaign": OFFICE,
    "persons": OFFICE,
    "release": {Role.LEADER, Role.COORDINATOR},
}


def loaded(submission):
    work = with_all(Work.objects.filter(pk=submission.work_id)).get()
    return work, latest(work)


def test_the_tables_are_complete():
    assert set(BY_ROLE) == set(TABLE)
    assert set(LARGE) == set(AT_LARGE)


def test_roles_of_the_unit_and_of_another_one():
    made = making.unit()
    work, submission = loaded(making.before_council(made))
    for role, own in product(Role, (True, False)):
        seat = make.seat(made.here if own else made.there, role)
        for what, roles in BY_ROLE.items():
            expected = own and role in roles
            assert may(seat, what, work, submission) is expected, (role, what, own)
            if not expected:
                with pytest.raises(NotPermitted):
                    check_may(seat, what, work, submission)
        for what, roles in LARGE.items():
            assert may(seat, what) is (role in roles), (role, what)


def test_the_authors_part_is_the_authors_and_nothing_more():
    made = making.unit()
    work, submission = loaded(making.before_council(made, making.of_two(made)))
    for seat in (made.author, made.second):
        assert {what for what in TABLE if may(seat, what, work, submission)} == OWN


def test_a_leader_who_is_an_author_decides_nothing_of_it():
    made = making.unit()
    made.author = made.leader
    work, submission = loaded(making.before_council(made))
    assert is_author(made.leader, work)
    allowed = {what for what in TABLE if may(made.leader, what, work, submission)}
    # Where it is applied is no judgement of it.
    assert allowed == OWN | {Step.APPLY, Step.TRANSFER}
    with pytest.raises(NotPermitted) as refused:
        check_may(made.leader, Step.RECOGNISE, work, submission)
    assert refused.value.code == "own_work"


def test_chair_and_secretary_run_the_ballot_and_other_members_do_not():
    made = making.unit()
    work, submission = loaded(making.before_council(made))
    for seat in made.members:
        allowed = {what for what in TABLE if may(seat, what, work, submission)}
        assert allowed == BY_READERS | MEMBER | (COUNCIL if seat in (made.chair, made.secretary) else set())


def test_what_an_officer_entered_for_its_authors_is_the_officers_to_write():
    made = making.unit()
    work = making.draft(made, by=made.unit_officer, on_behalf=True)
    for seat in (made.unit_officer, made.clerk, made.leader):
        assert may(seat, "write", work), seat.role
    for seat in (made.reader, made.author, make.seat(made.there, Role.LEADER)):
        assert not may(seat, "write", work), seat.role


def test_who_entered_a_work_for_its_authors_does_not_confirm_its_benefit():
    made = making.unit()
    work = making.draft(made, by=made.unit_officer, on_behalf=True)
    assert not may(made.unit_officer, "confirm_benefit", work)
    with pytest.raises(NotPermitted) as refused:
        check_may(made.unit_officer, "confirm_benefit", work)
    assert refused.value.code == "entered_it"
    another = making.draft(made, by=made.coordinator, on_behalf=True)
    assert may(made.unit_officer, "confirm_benefit", another)


def test_who_reads_confidential_parts():
    made = making.unit()
    expert = make.seat(made.there, Role.READER)
    work, submission = loaded(making.before_council(made))
    reads = [made.author, made.clerk, made.coordinator, made.leader, *made.members]
    not_reads = [
        made.reader,
        made.unit_officer,
        made.second,
        expert,
        make.seat(made.there, Role.LEADER),
        None,
    ]
    assert all(reads_confidential(seat, work, submission) for seat in reads)
    assert not any(reads_confidential(seat, work, submission) for seat in not_reads)
    assert not reads_confidential(make.seat(made.here, Role.ADMINISTRATOR), work, submission)
    draft = making.draft(made)
    assert not reads_confidential(made.clerk, draft, None), "a draft is its authors' alone"
