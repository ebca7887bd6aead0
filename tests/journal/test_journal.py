import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from songfai.journal.actions import write
from songfai.journal.queries import lists_of_institution, of_programme
from songfai.journal.wording import VERBS
from songfai.kit.paging import pack, page_of
from songfai.parties.states import Role
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of

pytestmark = pytest.mark.django_db


def test_a_line_says_who_did_what_for_whom_and_outlives_its_subject():
    seat = make.seat()
    unit = make.unit(seat.institution)
    line = write(by=seat, at=make.NOW, verb="plans.offer", subject=unit, programme="p", year=2026)
    label = str(unit)
    unit.delete()
    line.refresh_from_db()
    assert (line.who, line.institution, line.subject) == (str(seat.account), str(seat.institution), label)
    assert line.details == {"year": 2026}


def test_each_side_sees_its_own_lines_only():
    own, other = make.seat(), make.seat()
    line = write(by=own, at=make.NOW, verb="plans.offer", subject=own, programme="p")
    write(by=other, at=make.NOW, verb="plans.offer", subject=other, programme="p")
    assert list(of_programme("p", own)) == [line]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three(client, rows, django_assert_max_num_queries):
    seat = make.seat()
    for _one in range(rows):
        write(by=seat, at=make.NOW, verb="plans.offer", subject=seat)
    client.force_login(seat.account)
    with django_assert_max_num_queries(6):
        assert client.get("/journal/").status_code == 200


def test_a_reader_does_not_see_the_journal(client):
    client.force_login(make.seat(role=Role.READER).account)
    assert client.get("/journal/").status_code == 403


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_journal_exports_what_is_shown(client, kind):
    seat = make.seat()
    write(by=seat, at=make.NOW, verb="plans.offer", subject=seat)
    client.force_login(seat.account)
    response = client.get(f"/journal/?export={kind}")
    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]


def test_signs_no_database_keeps_are_left_out_of_the_details(db):
    line = write(
        by=make.seat(),
        at=make.NOW,
        verb="plans.return",
        subject=make.unit(make.institution()),
        reason="No\x00t yet",
    )
    line.refresh_from_db()
    assert line.details == {"reason": "Not yet"}


@pytest.mark.parametrize(
    "address", ["/journal/?programme=a%00b", "/programmes/?field=%00", "/desk/search/?text=%00"]
)
def test_an_address_with_a_zero_byte_is_no_address(client, address):
    client.force_login(make.seat().account)
    assert client.get(address).status_code == 400


def test_what_is_written_down_has_words():
    """Whoever reads the history reads no name of a function. What is put together at run time is not seen here."""
    written = set()
    for path in (Path(__file__).parents[2] / "songfai").rglob("*.py"):
        written |= set(re.findall(r'\bverb="([a-z_]+\.[a-z_]+)"', path.read_text()))
    assert len(written) > 150
    assert sorted(written - set(VERBS)) == []


@sqlite_alone
def test_of_a_long_journal_a_page_reads_a_page(client):
    """In the order of an index: sorted for it, a page of half a million lines took a fifth of a second."""
    seat = make.seat()
    for _one in range(3):
        write(by=seat, at=make.NOW, verb="plans.offer", subject=seat)
    (lines,) = lists_of_institution(seat)
    mark = pack([make.NOW.isoformat(), 2**40])
    with CaptureQueriesContext(connection) as asked:
        page = page_of(RequestFactory().get("/", {"after": mark}), [lines], "-at")
    assert len(page.rows) == 3
    (step,) = steps_of(asked[0]["sql"])
    assert "journal_by_institution (institution_id=? AND at<?)" in step
