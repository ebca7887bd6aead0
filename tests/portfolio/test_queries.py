from datetime import date

import pytest
from django.test import RequestFactory

from songfai.kit.streams import stretch_of
from songfai.parties.models import Field
from songfai.portfolio import queries
from songfai.portfolio.queries import Wanted, own_ids, shown, streams_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch, request):
    """One ministry with a Lao and a Japanese partner, and a programme it has no part in."""
    ours, lao, japan = make.institution(), make.institution(country="LA"), make.institution(country="JP")
    one = make.programme_in_force(body_a=ours, body_b=lao)
    two = make.programme_in_force(body_a=japan, body_b=ours)
    hidden = make.programme_in_force()
    two.programme.fields.add(Field.objects.first())
    one.unit = make.unit(ours)
    item = make.plan_in_force(one).items.first()
    one.rows = {
        "lao": make.activity(one, item=item, title=make.words("Khóa bồi dưỡng")),
        "theirs": make.activity(one, by=one.leader_b, state="planned", starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 2)),
        "japan": make.activity(two, by=two.leader_b, kind="workshop", unit=one.unit, starts_on=date(2024, 2, 1), ends_on=date(2024, 2, 1)),
        "hidden": make.activity(hidden),
    }  # fmt: skip
    one.partner, one.two = lao, two
    return one


def found(world, **wanted):
    page = stretch_of(RequestFactory().get("/"), streams_of(world.leader_a, Wanted(**wanted)), shown)
    names = {row.pk: name for name, row in world.rows.items()}
    return [names[row.pk] for row in page.rows]


CASES: list[tuple[dict[str, object], list[str]]] = [
    ({}, ["theirs", "lao", "japan"]),
    ({"country": "JP"}, ["japan"]),
    ({"country": "VN"}, []),
    ({"state": "planned"}, ["theirs"]),
    ({"kind": "workshop"}, ["japan"]),
    ({"year": 2024}, ["japan"]),
    ({"year": 2025, "quarter": 2}, ["lao"]),
    ({"year": 2025, "quarter": 3}, []),
    ({"side": "own"}, ["lao", "japan"]),
    ({"side": "other"}, ["theirs"]),
    ({"plan": "on"}, ["lao"]),
    ({"plan": "off"}, ["theirs", "japan"]),
    ({"text": "khoa boi duong"}, ["lao"]),
    ({"text": "nobody"}, []),
    ({"state": "done", "side": "own", "text": "activity"}, ["japan"]),
]


@pytest.mark.parametrize("few", [0, 48], ids=["walked as a whole", "programme by programme"])
def test_the_list_is_narrowed_and_hides_what_is_not_ours(world, monkeypatch, few):
    monkeypatch.setattr(queries, "FEW", few)
    assert [(wanted, found(world, **wanted)) for wanted, _names in CASES] == CASES


def test_filters_that_name_rows(world):
    assert found(world, unit=world.unit.pk) == ["japan"]
    assert found(world, partner=world.partner.slug) == ["theirs", "lao"]
    assert found(world, programme=world.two.programme.slug) == ["japan"]
    assert found(world, field=Field.objects.first().slug) == ["japan"]
    assert found(world, keys=(world.rows["hidden"].key, world.rows["lao"].key)) == ["lao"]


def test_only_rows_of_ones_own_side_are_taken_for_a_change(world):
    keys = tuple(row.key for row in world.rows.values())
    ids, left_out = own_ids(world.leader_a, Wanted(keys=keys), 100)
    assert set(ids) == {world.rows["lao"].pk, world.rows["japan"].pk}
    assert left_out == 1


@pytest.mark.parametrize("view", ["list", "board", "calendar", "timeline"])
@pytest.mark.parametrize("rows", [1, 3])
def test_each_view_takes_the_same_queries_for_one_and_three(
    client, view, rows, django_assert_max_num_queries
):
    ours = make.institution()
    leader = make.seat(ours)
    for _one in range(rows):
        made = make.programme_in_force(body_a=ours)
        for state in ("done", "cancelled", "in_progress"):
            for _row in range(rows):
                make.activity(made, state=state, reason="x")
    client.force_login(leader.account)
    most = 34 if view == "board" else 17
    with django_assert_max_num_queries(most):
        assert client.get(f"/portfolio/activities/?view={view}&year=2025&month=2025-05").status_code == 200
