"""Who finds which works, and how much of each; lists that grow cost the same."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from songfai.kit.paging import page_of
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Author, Work
from songfai.works.queries import (
    Filter,
    benefits_of,
    latest,
    narrowed,
    own_lists,
    papers_for,
    parts_for,
    regulation_for,
    with_all,
    with_list,
    works,
)
from songfai.works.states import BenefitKind, PartKind
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


def seen(seat):
    return set(works(seat).values_list("pk", flat=True))


def test_a_draft_is_seen_by_its_authors_alone(made):
    work = making.of_two(made)
    for seat in (made.author, made.second):
        assert seen(seat) == {work.pk}
    for seat in (made.leader, made.clerk, made.reader, made.chair, make.seat(made.there)):
        assert seen(seat) == set()


def test_what_an_officer_entered_is_seen_by_the_officers(made):
    work = making.draft(made, by=made.unit_officer, on_behalf=True)
    for seat in (made.unit_officer, made.clerk, made.leader):
        assert seen(seat) == {work.pk}
    for seat in (made.reader, made.author, make.seat(made.there, Role.CLERK)):
        assert seen(seat) == set()


def test_what_is_filed_is_seen_in_the_unit_and_by_its_council_from_then_on(made):
    expert = make.seat(made.there, Role.AUTHOR)
    submission = making.accepted(made)
    for seat in (made.leader, made.clerk, made.unit_officer, made.reader):
        assert seen(seat) == {submission.work_id}
    for seat in (made.chair, made.second, expert, make.seat(made.there)):
        assert seen(seat) == set()
    council = making.council(made, [*made.members, expert], (*making.ROLES, "expert"))
    actions.convene(submission=submission, council=council, by=made.clerk, at=make.NOW)
    assert seen(made.chair) == seen(expert) == {submission.work_id}
    assert seen(make.seat(made.here, Role.ADMINISTRATOR)) == seen(None) == set()


def test_confidential_parts_are_not_fetched_for_others(made, django_assert_num_queries):
    submission = making.filed(made, making.ready(made, hidden=(PartKind.CONTENT,)))
    work = with_all(Work.objects.filter(pk=submission.work_id)).get()
    submission = latest(work)

    def texts(seat):
        return {one.kind: str(one.text) for one in parts_for(seat, work, submission)}

    assert texts(made.author)["content"] == texts(made.clerk)["content"] == "Phần content"
    told = texts(made.reader)
    assert (told["content"], told["known"]) == ("", "Phần known")
    hidden = next(one for one in parts_for(made.reader, work, submission) if one.kind == "content")
    assert hidden.confidential


def test_confidential_words_and_files_are_not_found(made):
    name, data = making.PDF
    work = making.ready(made, hidden=(PartKind.CONTENT,))
    for title, secret in (("Secretplan", True), ("Openplan", False)):
        actions.add_paper(
            work=work, title=title, confidential=secret, name=name, data=data, by=made.author, at=make.NOW
        )
    submission = making.filed(made, Work.objects.get(pk=work.pk))
    rows = works(made.leader)
    for text, found in (
        ("phan known", 1),
        ("phan content", 0),
        ("openplan", 1),
        ("secretplan", 0),
        ("0001/2026", 1),
    ):
        assert narrowed(rows, Filter(text=text), make.TODAY).count() == found, text
    loaded = with_all(rows).get()
    assert [str(one) for one in papers_for(made.reader, loaded, submission)] == ["Openplan"]
    assert papers_for(made.author, loaded, submission).count() == 2


def test_filters(made):
    submission = making.filed(made)
    making.draft(made, type="management")
    rows = works(made.author)

    def count(**wanted):
        return narrowed(rows, Filter(**wanted), make.TODAY).count()

    assert (count(), count(year=2026), count(year=2025)) == (2, 2, 0)
    assert (count(type="management"), count(stage="received"), count(late=True)) == (1, 1, 0)
    submission.due = make.TODAY.replace(day=9)
    submission.save()
    assert count(late=True) == 1


def test_kinds_confirmations_and_currencies_are_never_one_sum(made):
    work = making.ready(made)
    for kind, minor, currency, year in (
        (BenefitKind.MEASURED, 20, "VND", 2024),
        (BenefitKind.ESTIMATED, 500, "VND", 2026),
        (BenefitKind.MEASURED, 7, "LAK", 2023),
        (BenefitKind.NOT_COMPUTABLE, None, "", 2022),
    ):
        values = making.benefit_values(kind=kind, minor=minor, currency=currency, year=year)
        actions.save_benefit(work=work, values=values, by=made.author, at=make.NOW)
    first = work.benefits.get(year=2025)
    actions.confirm_benefit(benefit=first, paper="1/BB", by=made.unit_officer, at=make.NOW)
    rows, sums = benefits_of(work)
    assert len(rows) == 5
    assert {(one.kind, one.confirmed, one.currency): one.minor for one in sums} == {
        (BenefitKind.MEASURED, True, "VND"): 80_000_000,
        (BenefitKind.MEASURED, False, "VND"): 20,
        (BenefitKind.MEASURED, False, "LAK"): 7,
        (BenefitKind.ESTIMATED, False, "VND"): 500,
    }


def test_rules_that_apply_in_a_country_without_any():
    assert regulation_for(make.institution(country="TH"), make.TODAY) is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(made, count, django_assert_num_queries):
    for _n in range(count):
        making.filed(made)
    with django_assert_num_queries(4):
        rows = list(with_list(works(made.leader)))
        told = [
            (row.institution.name, len(row.authors.all()), latest(row), len(row.fields.all())) for row in rows
        ]
    assert len(told) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_work_costs_the_same_for_one_author_and_for_three(made, count, django_assert_num_queries):
    work = making.draft(made)
    for n in range(count - 1):
        values = making.author_values(name=make.words(f"Author {n}"))
        actions.save_author(work=work, values=values, by=made.author, at=make.NOW)
    with django_assert_num_queries(7):
        shown = with_all(works(made.author)).get()
        told = [(one.account and one.account.email) for one in shown.authors.all()]
        assert latest(shown) is None
    assert len(told) == Author.objects.count() == count


@sqlite_alone
def test_own_works_come_in_the_order_of_the_days_however_many_somebody_entered(made):
    """As two lists that each have an index; asked as one, all that an officer ever entered was read for a page."""
    making.filed(made)
    with CaptureQueriesContext(connection) as asked:
        page = page_of(RequestFactory().get("/"), own_lists(made.author), "-listed_on")
    assert len(page.rows) == 1
    entered, authored = (steps_of(one["sql"]) for one in asked)
    assert "works_entered_by (entered_by_id=?)" in entered[0]
    assert not any("TEMP B-TREE" in step for step in entered)
    assert not any("works_entered_by" in step for step in authored)
