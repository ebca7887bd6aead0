"""What is asked with words written before is what the query set would have given, of every value."""

import gc
from datetime import date, timedelta
from threading import Thread
from weakref import ref

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateField, QuerySet, Value

from songfai.kit.standing import standing
from songfai.parties.models import Institution, Seat
from tests import factories as make

DAY = date(2026, 3, 5)
WRITTEN = []


@standing
def seats(account: int, day: date) -> QuerySet[Seat]:
    WRITTEN.append((account, day))
    held = Seat.objects.filter(account=account).exclude(valid_to__lt=day)
    on = Value(day, output_field=DateField())
    return held.annotate(on=on).select_related("institution").order_by("id")


@standing
def named(country: str, most: int, *, ids: frozenset[int], by: str) -> QuerySet:
    found = Institution.objects.filter(country=country, pk__in=ids, pk__lt=most)
    return found.order_by(by).values_list("slug", "country")


@standing
def numbers(first: int) -> QuerySet:
    return Institution.objects.filter(pk__gte=first).order_by("id").values_list("pk", flat=True)[:2]


@standing
def left_out(first: int, second: int) -> QuerySet:
    return Institution.objects.filter(pk=first)


@standing
def changed(slug: str) -> QuerySet:
    return Institution.objects.filter(slug=slug, slug__contains=slug)


@pytest.fixture
def bodies(db):
    return [make.institution(country=country) for country in ("VN", "LA", "VN")]


def test_rows_are_those_of_the_query_set_with_what_it_reads_beside_them(bodies, django_assert_num_queries):
    mine, other = make.seat(bodies[0]), make.seat(bodies[1])
    Seat.objects.filter(pk=mine.pk).update(valid_to=DAY)
    for seat, body in ((mine, bodies[0]), (other, bodies[1])):
        with django_assert_num_queries(1):
            (row,) = seats(seat.account_id, DAY)
            assert row == seat and row.institution == body and row.on == DAY
            assert row.institution.name == body.name
    assert seats(mine.account_id, DAY + timedelta(1)) == []
    assert seats(other.account_id, DAY + timedelta(1)) == [other]


def test_the_words_are_written_once_and_the_answer_is_read_each_time(bodies):
    seat = make.seat(bodies[0])
    seats(seat.account_id, DAY)
    before = len(WRITTEN)
    assert [row.post for row in seats(seat.account_id, DAY)] == [seat.post]
    Seat.objects.filter(pk=seat.pk).update(post={"en": "Another"})
    assert seats(seat.account_id, DAY)[0].post.en == "Another"
    seat.delete()
    assert seats(seat.account_id, DAY) == []
    assert len(WRITTEN) == before


def test_what_changes_the_question_is_part_of_it(bodies):
    everyone = frozenset(body.pk for body in bodies)
    first, _lao, last = bodies
    most = max(everyone) + 1
    in_order = [(first.slug, "VN"), (last.slug, "VN")]
    assert named("VN", most, ids=everyone, by="id") == in_order
    assert named("VN", most, ids=everyone, by="-id") == in_order[::-1]
    assert named("VN", most, ids=everyone - {last.pk}, by="id") == in_order[:1]
    assert named("VN", last.pk, ids=everyone, by="id") == in_order[:1]
    assert named("' OR 1=1 --", most, ids=everyone, by="id") == []
    assert named("VN", most, ids=frozenset(), by="id") == []


def test_values_alone_come_as_they_are_and_no_more_than_asked_for(bodies):
    assert numbers(bodies[0].pk) == [bodies[0].pk, bodies[1].pk]
    assert numbers(bodies[2].pk) == [bodies[2].pk]


@pytest.mark.parametrize("value", [None, 2.5, True])
def test_a_value_of_another_kind_is_refused(bodies, value):
    with pytest.raises(KeyError):
        numbers(value)


def test_a_value_that_stands_nowhere_is_a_fault_of_the_question(bodies):
    with pytest.raises(AssertionError, match="does not stand"):
        left_out(1, 2)


def test_a_value_that_stands_there_in_another_form_too_is_one_as_well(bodies):
    """The stand-in would stay in the second place, and nothing would ever be found."""
    with pytest.raises(AssertionError, match="does not stand"):
        changed(bodies[0].slug)


def test_a_connection_that_is_gone_is_not_kept_by_what_was_asked_through_it(db):
    kept = []

    def ask():
        seats(0, DAY)
        numbers(0)
        kept.append(ref(connections[DEFAULT_DB_ALIAS]))
        connections.close_all()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    gc.collect()
    assert kept[0]() is None
