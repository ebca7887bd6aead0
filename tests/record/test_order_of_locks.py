"""Who holds rows of a room and says something of them holds the record first, as a file that arrives does (ADR 147)."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songfai.commitments import actions as commitments
from songfai.commitments.states import Word
from songfai.duties import actions as duties
from songfai.plans import actions as plans
from songfai.programmes import actions as programmes
from songfai.programmes.models import Programme
from songfai.programmes.states import CommitmentType
from songfai.reviews import actions as reviews
from songfai.support import actions as support
from songfai.visits import actions as visits
from songfai.visits.states import Level, RotationKind
from songfai.works import actions as works
from tests import factories as make
from tests.visits import making as visiting
from tests.works import making as working

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite holds the whole file, in one order"),
]
LATER = make.NOW + timedelta(hours=1)
# The tables of which rows are held, in their order.
HELD = re.compile(r'FROM "(\w+)"(?:(?! FROM ).)* FOR (?:NO KEY )?UPDATE', re.S)


def plan(made):
    draft = plans.start_plan(programme=made.programme, year=2025, by=made.leader_a, at=make.NOW)
    plans.save_item(plan=draft, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    return lambda: plans.offer(plan=draft, by=made.leader_a, at=LATER)


def activity(made):
    row = make.activity(made)
    return lambda: plans.confirm_activity(activity=row, by=made.leader_b, at=LATER)


def commitment(made):
    said = {"word": Word.AT_RISK, "reason": make.words("Why")}
    return lambda: commitments.say(commitment=made.commitments[0], by=made.leader_a, at=LATER, **said)


def duty(made):
    row = make.duty(made, starts_on=None)
    return lambda: duties.start_duty(
        duty=row, starts_on=date(2026, 2, 10), due=date(2026, 2, 20), by=made.leader_a, at=LATER
    )


def given(made):
    row = make.support(made, "delivered")
    return lambda: support.receive(support=row, on=date(2025, 6, 2), by=made.leader_b, at=LATER)


def rotation(made):
    said = {
        "level": Level.HIGH,
        "kind": RotationKind.ALTERNATE,
        "order": [1, 2],
        "basis": make.words("As before"),
    }
    return lambda: visits.propose_rotation(programme=made.programme, by=made.leader_a, at=LATER, **said)


def visit(made):
    row = visiting.proposed(made).visit
    return lambda: visits.cancel(visit=row, reason=make.words("Storm"), by=made.leader_a, at=LATER)


def amendment(made):
    row = make.amendment(made)
    return lambda: programmes.offer_amendment(amendment=row, by=made.leader_a, at=LATER)


def answerable(made):
    named = {"unit": make.unit(made.leader_a.institution), "person": None}
    return lambda: programmes.name_answerable(
        commitment=made.commitments[0], by=made.leader_a, at=LATER, **named
    )


def information(made):
    told = {"programme": made.programme, "year": 2025, "by": made.leader_a}
    said = {"heading": "payroll", "text": make.words("Two laws"), "figures": []}
    reviews.save_part(at=make.NOW, **said, **told)
    return lambda: reviews.hand_over(at=LATER, **told)


def benefit(made):
    """Of a work that the side has released: what was told of it is told anew."""
    made.programme.commitments.update(type=CommitmentType.AWARD)
    unit = working.unit(here=made.leader_a.institution)
    work = working.certified(unit, working.alike(unit, applied=2025)).work
    programme = Programme.objects.get(pk=made.programme.pk)
    works.release(works=[work], programme=programme, by=unit.leader, at=make.NOW)
    row = works.save_benefit(work=work, values=working.benefit_values(year=2026), by=unit.author, at=make.NOW)
    return lambda: works.confirm_benefit(benefit=row, paper="BB 1", by=unit.unit_officer, at=LATER)


ROWS = {
    plan: "plans_plan",
    activity: "plans_activity",
    commitment: "programmes_commitment",
    duty: "duties_duty",
    given: "support_support",
    rotation: "programmes_programme",
    visit: "visits_visit",
    amendment: "programmes_amendment",
    answerable: "programmes_side",
    benefit: "works_work",
    information: "programmes_programme",
}


@pytest.mark.parametrize("room", ROWS, ids=lambda room: room.__name__)
def test_the_record_is_held_before_the_rows(room):
    act = room(make.programme_in_force())
    with CaptureQueriesContext(connection) as done:
        act()
    held = [found[1] for one in done if (found := HELD.search(one["sql"]))]
    assert held[0] == "record_log"
    assert ROWS[room] in held[1:]
