from datetime import date

import pytest

from songfai.programmes.models import Obligation, Programme
from songfai.programmes.queries import visible_to, with_sides
from songfai.reviews import actions, queries
from songfai.reviews.compiled import compiled
from songfai.reviews.states import Rating
from tests import factories as make
from tests.reviews import making

pytestmark = pytest.mark.django_db


def with_commitments(number: int):
    """A review with `number` commitments, each with an activity, both ratings, a lesson and a direction."""
    made = making.opened()
    made.programme.commitments.exclude(pk=made.commitments[0].pk).delete()
    made.commitments = [made.commitments[0]]
    for _more in range(number - 1):
        made.commitments.append(make.commitment(made.programme))
    making.compiled(made)
    for n in range(1, number + 1):
        make.activity(made, commitment=made.commitments[n - 1])
        making.rate(made, made.leader_a, number=n)
        making.rate(made, made.leader_b, number=n)
        actions.save_lesson(review=made.review, text=make.words("Lesson"), by=made.leader_a, at=make.NOW)
        actions.save_direction(
            review=made.review,
            commitment=made.commitments[n - 1],
            text=make.words("On"),
            by=made.leader_a,
            at=make.NOW,
        )
    making.compiled(made)
    return made


@pytest.mark.parametrize("number", [1, 3])
def test_the_room_is_read_in_six_queries(django_assert_num_queries, number):
    made = with_commitments(number)
    programme = with_sides(Programme.objects.all()).get(pk=made.programme.pk)
    review = queries.of_year(programme, 2025)
    with django_assert_num_queries(6):
        room = queries.sheet(review)
        assert [(one.done, one.total) for one in room.progress] == [(number, number)] * 2


@pytest.mark.parametrize("number", [1, 3])
def test_facts_are_compiled_in_constant_queries(django_assert_num_queries, number):
    made = with_commitments(number)
    with django_assert_num_queries(10):
        assert len(compiled(made.programme, 2025, make.TODAY)["commitments"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_years_are_read_in_constant_queries(django_assert_num_queries, number):
    made = with_commitments(number)
    programme = with_sides(Programme.objects.all()).get(pk=made.programme.pk)
    with django_assert_num_queries(3):
        years = queries.years_of(programme, make.TODAY)
        assert [year.year for year in years] == [2026, 2025, 2024, 2023]
        assert [(one.side.position, one.done, one.total) for one in years[1].progress] == [
            (1, number, number),
            (2, number, number),
        ]


def test_years_say_what_is_late_and_what_was_met():
    made = make.programme_in_force()
    Obligation.objects.filter(programme=made.programme).delete()
    for year, met in ((2023, date(2024, 3, 18)), (2024, None), (2025, None)):
        Obligation.objects.create(
            programme=made.programme, kind="annual_review", year=year, due=date(year + 1, 3, 31), met_on=met
        )
    years = {year.year: year for year in queries.years_of(made.programme, make.TODAY)}
    assert {year: row.is_late for year, row in years.items()} == {
        2026: False,
        2025: False,
        2024: True,
        2023: False,
    }
    assert years[2026].due is None


def test_reviews_are_hidden_from_others():
    made = making.opened()
    assert queries.reviews_visible_to(made.leader_b).get() == made.review
    assert not queries.reviews_visible_to(make.seat()).exists()
    assert not queries.reviews_visible_to(None).exists()


def test_under_way_until_the_minutes_are_in_force():
    made = making.offered()
    (ahead,) = queries.under_way(visible_to(made.leader_b))
    assert (ahead.review, ahead.of(1).done, ahead.of(2).total) == (made.review, 1, 1)
    actions.approve(review=made.review, seen=made.review.document.sha256, by=made.leader_b, at=make.NOW)
    assert queries.under_way(visible_to(made.leader_b)) == []


def test_next_unrated_goes_round():
    made = with_commitments(3)
    making.rate(made, made.leader_a, Rating.NOT_DONE, number=2)
    made.review.ratings.filter(position=1, commitment=made.commitments[0]).delete()
    room = queries.sheet(making.fresh(made))
    assert room.next_unrated(1, after=2).commitment == made.commitments[0]
    assert room.next_unrated(2, after=1) is None


def test_report_reads_the_year():
    made = making.in_force()
    found = queries.for_report(made.programme, 2025)
    (finding,) = found.findings
    assert (finding.commitment, finding.rating_1, finding.rating_2, finding.agreed) == (
        1,
        "done",
        "done",
        "done",
    )
    assert finding.facts["done"] == 1
    assert found.lessons == (make.words("Lesson"),)
    assert [(one.commitment, one.text) for one in found.directions] == [(2, make.words("Direction"))]
    assert (found.document, found.is_in_force, found.held_on) == (
        made.review.document,
        True,
        date(2026, 3, 2),
    )
    assert queries.for_report(made.programme, 2024) is None
