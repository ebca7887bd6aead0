import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from songfai.kit.errors import Refused
from songfai.kit.paging import Count, capped_count, count_in_words, page_of
from tests.kit.models import Paper, paper_table
from tests.query_plans import sqlite_alone, steps_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _table(db):
    with paper_table():
        yield


def papers(*labels, due="2026"):
    Paper.objects.bulk_create([Paper(title={"en": label}, label=label, due=due) for label in labels])


def walk(key, size, query="", lists=None):
    """Every label, page by page, and the number of pages."""
    labels, pages = [], 0
    while True:
        page = page_of(RequestFactory().get(f"/?{query}"), lists or Paper.objects.all(), key, size)
        labels += [paper.label for paper in page.rows]
        pages += 1
        if not page.next_query:
            return labels, pages
        query = page.next_query


@pytest.mark.parametrize(
    ("key", "expected"),
    [("label", "aabbbcd"), ("-label", "dcbbbaa"), ("", "dbabcab"), ("-pk", "bacbabd"), ("due", "dbabcab")],
)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_hold_every_row_once_in_order(key, expected, size):
    papers(*"dbabcab")
    labels, pages = walk(key, size)
    assert "".join(labels) == expected
    assert pages == -(-7 // size)


@pytest.mark.parametrize("key", ["label", "-label", "", "-pk", "due"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_several_lists_are_one_in_which_a_row_of_two_stands_once(key, size):
    papers(*"dbabcab")
    lists = [Paper.objects.filter(label__in="abd"), Paper.objects.filter(label__in="bc")]
    assert walk(key, size, lists=lists) == walk(key, size)
    assert walk(key, size, lists=[*lists, Paper.objects.none()]) == walk(key, size)


@sqlite_alone
def test_a_later_page_begins_in_the_index_where_the_last_one_ended():
    papers(*"abcdef")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX papers_by_label ON {Paper._meta.db_table} (label, id)")
    first = page_of(RequestFactory().get("/"), Paper.objects.all(), "label", 2)
    with CaptureQueriesContext(connection) as queries:
        page_of(RequestFactory().get(f"/?{first.next_query}"), Paper.objects.all(), "label", 2)
    assert "papers_by_label (label>?)" in " ".join(steps_of(queries[0]["sql"]))


def test_next_page_keeps_the_filter_of_the_address():
    papers(*"abc")
    page = page_of(RequestFactory().get("/?state=late&state=open&q=ກາ"), Paper.objects.all(), "label", 2)
    assert page.is_first
    assert page.next_query.startswith("state=late&state=open&q=%E0%BA%81%E0%BA%B2&after=")


@pytest.mark.parametrize("size", [1, 3])
def test_page_is_one_query_whatever_its_length(size):
    papers(*"abcd")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page_of(RequestFactory().get("/"), Paper.objects.all(), "label", size)
    assert len(queries) == 1
    assert "COUNT" not in queries[0]["sql"]


@pytest.mark.parametrize(
    "mark",
    [
        "x",
        "W10",
        "WyJhIl0",
        "eyJhIjoxfQ",
        "WzFd",
        "WyJhIiwieCJd",
        "WyJcdTAwMDAiLDFd",
        "WyJcdWQ4MDAiLDFd",
        "ກ",
        "W1tbW1tb" * 300,
    ],
)
def test_page_mark_that_was_never_given_out_is_refused(mark):
    papers(*"abc")
    with pytest.raises(Refused) as refused:
        page_of(RequestFactory().get("/", {"after": mark}), Paper.objects.all(), "label", 2)
    assert refused.value.code == "page_unknown"


def test_count_stops_at_its_cap():
    papers(*"abcdef")
    assert capped_count(Paper.objects.all(), 5) == Count(5, True)
    assert capped_count(Paper.objects.all(), 6) == Count(6, False)
    assert count_in_words(Count(1000, True), "vi") == "1.000+"
    assert count_in_words(Count(1000, True), "en") == "1,000+"
    assert count_in_words(Count(7, False), "lo") == "7"
