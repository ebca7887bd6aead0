"""The works of a year as the report of a programme counts them: which, up to which day, and never across kinds."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songfai.kit.languages import Trilingual
from songfai.works import actions
from songfai.works.models import Benefit, Move, Submission, Use, Work
from songfai.works.queries import YearBenefit, works_of_year
from songfai.works.states import BenefitKind, UseKind
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.works import making

pytestmark = pytest.mark.django_db
END = date(2026, 12, 31)


@pytest.fixture
def made():
    return making.unit()


def of(made, until=END, year=2026):
    return works_of_year([made.here.pk], year, until)


def numbers(found):
    return found.filed, found.recognised, found.applied


def test_each_work_once_in_each_column(made):
    assert not of(made)
    making.draft(made)
    making.filed(made)
    recognised = making.recognised(made)
    making.past_taken(made.clerk)
    for place in ("Workshop 2", "Workshop 3"):
        Use.objects.create(
            submission=recognised, kind=UseKind.APPLIED, on=make.TODAY, place=place, entered_by="x"
        )
    assert numbers(of(made)) == (2, 1, 1)
    assert numbers(works_of_year([make.institution().pk], 2026, END)) == (0, 0, 0)


def test_the_days_decide_and_what_happens_later_changes_no_earlier_report(made):
    withdrawn, revoked = making.filed(made), making.recognised(made)
    actions.withdraw(submission=withdrawn, reason="not ready", by=made.author, at=make.NOW)
    actions.revoke(submission=making.fresh(revoked), reason="copied", by=made.leader, at=make.NOW)
    later = datetime(2026, 6, 1, 3, tzinfo=UTC)
    Move.objects.filter(step__in=("withdraw", "revoke")).update(at=later)
    assert numbers(of(made, date(2026, 5, 31))) == (2, 1, 0)
    assert numbers(of(made, date(2026, 6, 1))) == (1, 0, 0)
    assert numbers(of(made, date(2026, 3, 9))) == (0, 0, 0)
    assert numbers(of(made, date(2027, 3, 9), 2027)) == (0, 0, 0)


def test_a_decision_counts_in_its_year_also_when_it_is_entered_in_the_next(made):
    submission = making.recognised(made)
    late = datetime(2027, 1, 5, 3, tzinfo=UTC)
    Move.objects.filter(submission=submission, step="recognise").update(at=late)
    Submission.objects.filter(pk=submission.pk).update(decided_on=date(2026, 12, 30))
    assert of(made).recognised == 1
    assert of(made, date(2026, 12, 29)).recognised == 0
    assert of(made, date(2027, 12, 31), 2027).recognised == 0


def test_a_work_that_was_withdrawn_and_filed_again_is_one(made):
    submission = making.filed(made)
    actions.withdraw(submission=submission, reason="not ready", by=made.author, at=make.NOW)
    making.filed(made, Work.objects.get(pk=submission.work_id))
    assert Submission.objects.count() == 2
    assert of(made).filed == 1


def test_bodies_below_count_with_it(made):
    above, top = make.institution(), make.institution()
    type(above).objects.filter(pk=above.pk).update(parent=top)
    type(above).objects.filter(pk=made.here.pk).update(parent=above)
    making.filed(made)
    for body in (above, top):
        assert works_of_year([body.pk], 2026, END).filed == 1


def test_measured_and_estimated_confirmed_and_not_are_never_added(made):
    first, second, third = (making.recognised(made).work for _n in range(3))
    making.filed(made)
    Benefit.objects.all().delete()
    rows = [
        (first, BenefitKind.MEASURED, 10, "VND", True),
        (second, BenefitKind.MEASURED, 5, "VND", True),
        (first, BenefitKind.ESTIMATED, 7, "VND", False),
        (third, BenefitKind.MEASURED, 3, "VND", False),
        (second, BenefitKind.ESTIMATED, 2, "LAK", False),
        (third, BenefitKind.NOT_COMPUTABLE, None, "", False),
    ]
    for work, kind, minor, currency, sure in rows:
        said = {"confirmed_by": "x", "confirmed_at": make.NOW} if sure else {}
        Benefit.objects.create(
            work=work, year=2026, kind=kind, minor=minor, currency=currency, basis=Trilingual(), **said
        )
    assert of(made).benefits == (
        YearBenefit(BenefitKind.MEASURED, True, "VND", 15, 2),
        YearBenefit(BenefitKind.MEASURED, False, "VND", 3, 1),
        YearBenefit(BenefitKind.ESTIMATED, False, "LAK", 2, 1),
        YearBenefit(BenefitKind.ESTIMATED, False, "VND", 7, 1),
        YearBenefit(BenefitKind.NOT_COMPUTABLE, False, "", None, 1),
    )
    before = of(made, date(2026, 3, 9)).benefits
    assert before == (), "nothing was recognised by then"
    assert of(made, END, 2025).benefits == ()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(made, count, django_assert_num_queries):
    for _n in range(count):
        making.recognised(made)
    with django_assert_num_queries(5):
        assert of(made).recognised == count


def test_a_share_is_no_benefit(made):
    """What an author is owed is not counted: only benefits of the year are."""
    submission = making.certified(made)
    making.confirmed(made, submission.work, year=2026)
    [line] = of(made).benefits
    assert (line.kind, line.confirmed, Decimal(line.works)) == (BenefitKind.MEASURED, True, 1)


@sqlite_alone
def test_what_was_decided_in_a_year_is_found_by_an_index(made):
    """Of a body with millions of submissions the report reads those of its year."""
    making.recognised(made)
    with CaptureQueriesContext(connection) as asked:
        of(made)
    statement = next(one["sql"] for one in asked.captured_queries if 'decided_on" >=' in one["sql"])
    plan = " ".join(steps_of(statement))
    assert "submissions_decided" in plan, plan
