"""Each list of the desk has room for so many rows; all of it has pages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songfai.desk.parts import LISTED, ON_A_PAGE, WORDS, first_of_each
from songfai.desk.queries import MOST_DELIVERIES, desk
from songfai.plans.models import Plan, PlanItem
from songfai.support.models import Support
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


@pytest.fixture
def made(settings):
    settings.TODAY = DAY.isoformat()
    return make.programme_in_force()


def grow(made, rows):
    """So many items that nobody finished, and commitments that sleep."""
    plan = Plan.objects.first() or make.plan_in_force(made, items=1, quarter=1)
    PlanItem.objects.bulk_create(
        PlanItem(
            plan=plan,
            number=number + 2,
            commitment=made.commitments[0],
            title=make.words("Item"),
            kind="course",
            quarter=1,
        )
        for number in range(rows - plan.items.count())
    )
    for _number in range(rows):
        make.commitment(made.programme)


def queries_of(client, address):
    with CaptureQueriesContext(connection) as seen:
        page = client.get(address)
    assert page.status_code == 200
    return len(seen), page.content


def test_the_desk_does_not_grow_with_what_waits(client, made):
    grow(made, LISTED)
    client.force_login(made.leader_a.account)
    few, small = queries_of(client, "/desk/?language=en")
    grow_by = 200
    grow(made, grow_by)
    many, large = queries_of(client, "/desk/?language=en")
    assert many <= few
    assert len(large) < 1.2 * len(small)
    assert f"All {grow_by} of them".encode() in large
    shown = first_of_each(desk(made.leader_a, DAY), DAY)
    assert all(len(part.rows) <= LISTED for part in shown.values())
    assert (shown["late"].total, shown["asleep"].total) == (grow_by, grow_by + LISTED + 1)


def test_all_of_a_list_has_pages_that_miss_and_repeat_nothing(client, made):
    grow(made, 120)
    client.force_login(made.leader_a.account)
    shown = [client.get(f"/desk/waiting/asleep/?page={number}").context["part"] for number in (1, 2, 3)]
    keys = [one.commitment.pk for part in shown for one in part.rows]
    assert len(keys) == len(set(keys)) == 121
    assert [len(part.rows) for part in shown] == [ON_A_PAGE, ON_A_PAGE, 21]
    assert [(part.before, part.after) for part in shown] == [(0, 2), (1, 3), (2, 0)]
    for odd in ("0", "99", "x", "-1", "٣"):
        assert client.get(f"/desk/waiting/asleep/?page={odd}").status_code == 200


@pytest.mark.parametrize("name", WORDS)
def test_a_page_of_a_list_takes_the_same_queries_for_one_and_three(client, made, name):
    client.force_login(made.leader_a.account)
    used = []
    for rows in (1, 3):
        grow(made, rows)
        used.append(queries_of(client, f"/desk/waiting/{name}/")[0])
    assert used[0] == used[1] <= 30


def test_of_more_deliveries_than_are_read_the_desk_says_that_there_are_more(client, made):
    one = make.support(made, "delivered")
    values = {each.attname: getattr(one, each.attname) for each in Support._meta.concrete_fields}
    values = {name: value for name, value in values.items() if name not in ("id", "key")}
    rows = [Support(**values) for _each in range(MOST_DELIVERIES - 1)]
    Support.objects.bulk_create(rows)
    client.force_login(made.leader_b.account)
    desk_page = client.get("/desk/?language=en").content.decode()
    assert "All 500 of them" in desk_page
    Support.objects.bulk_create([Support(**values)])
    desk_page = client.get("/desk/?language=en").content.decode()
    assert "All 500+ of them" in desk_page
    last = client.get("/desk/waiting/deliveries/?page=99&language=en")
    assert len(last.context["part"].rows) == ON_A_PAGE
    assert (last.context["part"].before, last.context["part"].after) == (MOST_DELIVERIES // ON_A_PAGE - 1, 0)
    assert '<span class="count count-q">500+</span>' in last.content.decode()


def test_a_list_that_is_none_is_not_found_and_a_stranger_finds_nothing(client, made):
    grow(made, 20)
    client.force_login(made.leader_a.account)
    assert client.get("/desk/waiting/everything/").status_code == 404
    client.force_login(make.seat().account)
    assert client.get("/desk/waiting/late/").context["part"].total == 0
