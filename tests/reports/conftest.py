from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from songfai.kit.languages import Trilingual
from songfai.plans import actions as plans
from songfai.reports.queries import gather
from tests import factories as make

AT = datetime(2026, 3, 10, 9, 5, tzinfo=timezone(timedelta(hours=7)))
CUT_OFF = date(2025, 12, 31)


@pytest.fixture
def made(db):
    """A programme in force with a plan of 2025 of three items."""
    made = make.programme_in_force()
    made.plan = make.plan_in_force(made, 2025, items=3, quarter=2)
    made.items = list(made.plan.items.order_by("number"))
    return made


@pytest.fixture
def facts_of(made):
    """The facts of 2025 as of a day."""

    def now(cut_off=CUT_OFF, year=2025):
        from songfai.programmes.models import Programme

        return gather(Programme.objects.get(pk=made.programme.pk), year, cut_off, AT)

    return now


@pytest.fixture
def done(made):
    """Record a finished activity under an item of the plan, or off plan."""

    def record(item=None, **fields):
        given = {"starts_on": date(2025, 5, 4), "ends_on": date(2025, 5, 29), "item": item}
        return make.activity(made, **(given | fields))

    return record


@pytest.fixture
def counts(made):
    """Give an activity a number."""

    def give(activity, value, label="Trainees", unit="persons"):
        figure = {"label": make.words(label), "value": Decimal(value), "unit": make.words(unit)}
        plans.set_rows(activity=activity, kind="figures", rows=[figure], by=made.leader_a, at=AT)

    return give


@pytest.fixture
def shown(made):
    """File evidence for an activity."""

    def file(activity, dated, name="list.txt"):
        return plans.add_evidence(
            activity=activity,
            name=name,
            data=f"{activity.key} {name}".encode(),
            dated=dated,
            caption=Trilingual(),
            by=made.leader_a,
            at=AT,
        )

    return file
