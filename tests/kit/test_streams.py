"""Pages from streams; rows of the journal serve as a long list by day."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.test import RequestFactory

from songfai.kit.errors import Refused
from songfai.kit.streams import BUDGET, Streams, stretch_of
from songfai.plans.models import Activity
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """300 activities of two programmes, several on one day."""
    made = [make.programme_in_force(), make.programme_in_force()]
    Activity.objects.bulk_create(
        Activity(
            **make.activity_values(
                made[n % 2].commitments[0], starts_on=date(2025, 1, 1) + timedelta(days=n // 4), ends_on=date(2026, 1, 1),
                state="planned" if n % 50 else "cancelled",
            ),
            programme=made[n % 2].programme, side=1, recorded_by="x", recorded_at=make.NOW,
        )
        for n in range(300)
    )  # fmt: skip
    return [one.programme for one in made]


def walked(streams, size=20):
    """Every id, page after page, and how many pages it took."""
    found, query, pages = [], "", 0
    while True:
        request = RequestFactory().get(f"/?{query}")
        page = stretch_of(request, streams, Activity.objects.in_bulk, size)
        found += [row.pk for row in page.rows]
        pages += 1
        if not page.next_query:
            return found, pages
        query = page.next_query


def in_order(**fields):
    rows = Activity.objects.filter(**fields).order_by("-starts_on", "-pk")
    return list(rows.values_list("pk", flat=True))


def test_two_streams_are_read_as_one_list(rows):
    streams = Streams(Activity.objects.all(), by="programme", values=[one.pk for one in rows])
    assert walked(streams) == (in_order(), 15)


def test_what_no_index_knows_is_asked_as_the_rows_pass(rows):
    streams = Streams(Activity.objects.all(), [Q(state="cancelled")])
    assert walked(streams, 4)[0] == in_order(state="cancelled")


def test_a_rare_filter_stops_and_says_how_far_it_looked(rows, monkeypatch):
    monkeypatch.setattr("songfai.kit.streams.BUDGET", 60)
    streams = Streams(
        Activity.objects.all(), [Q(state="cancelled")],
        by="programme", values=[one.pk for one in rows],
    )  # fmt: skip
    page = stretch_of(RequestFactory().get("/"), streams, Activity.objects.in_bulk)
    assert page.searched_to is not None
    assert walked(streams)[0] == in_order(state="cancelled")
    assert BUDGET > 60


def test_a_mark_that_was_not_given_out_is_refused(db):
    rows = Activity.objects.all()
    for mark in ("x", "WyJ4IiwxXQ", "W10", "WzEsMl0"):
        with pytest.raises(Refused):
            stretch_of(RequestFactory().get("/", {"after": mark}), Streams(rows), rows.in_bulk)


def test_no_stream_is_an_empty_page():
    page = stretch_of(RequestFactory().get("/"), Streams(None), Activity.objects.in_bulk)
    assert (list(page.rows), page.next_query) == ([], "")
