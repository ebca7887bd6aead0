from datetime import date, timedelta
from random import Random

import pytest
from django.test import RequestFactory

from songfai.kit.streams import stretch_of
from songfai.parties.models import Field
from songfai.plans.models import Activity
from songfai.portfolio import queries
from songfai.portfolio.queries import Wanted, activities, own_ids, shown, streams_of
from songfai.programmes.models import FurtherParty
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
    monkeypatch.setattr(activities, "FEW", few)
    assert [(wanted, found(world, **wanted)) for wanted, _names in CASES] == CASES


def test_filters_that_name_rows(world):
    assert found(world, unit=world.unit.pk) == ["japan"]
    assert found(world, partner=world.partner.slug) == ["theirs", "lao"]
    assert found(world, programme=world.two.programme.slug) == ["japan"]
    assert found(world, field=Field.objects.first().slug) == ["japan"]
    assert found(world, keys=(world.rows["hidden"].key, world.rows["lao"].key)) == ["lao"]


def test_a_further_party_sees_the_rows_and_none_is_its_own(world):
    academy = make.institution()
    FurtherParty.objects.create(programme=world.programme, institution=academy, role="executing")
    world.leader_a = make.seat(academy)
    assert found(world) == found(world, side="other") == ["theirs", "lao"]
    assert found(world, side="own") == []


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
    most = 22 if view == "board" else 14
    with django_assert_max_num_queries(most):
        assert client.get(f"/portfolio/activities/?view={view}&year=2025&month=2025-05").status_code == 200


def test_ended_programmes_without_a_summary_are_named_to_their_sides_alone(
    world, django_assert_max_num_queries
):
    ended = date(2027, 1, 1)
    with django_assert_max_num_queries(3):
        found = queries.ended_unsummed(world.leader_a, ended)
    assert {one.pk for one in found} == {world.programme.pk, world.two.programme.pk}
    assert queries.ended_unsummed(world.leader_a, date(2026, 12, 31)) == []
    assert queries.ended_unsummed(None, ended) == []


def test_a_term_that_is_over_is_said_over_the_first_page_and_not_asked_of_the_next(client, world, settings):
    settings.TODAY = "2027-01-01"
    one = Activity.objects.get(pk=world.rows["lao"].pk)
    values = {each.attname: getattr(one, each.attname) for each in Activity._meta.concrete_fields}
    values = {name: value for name, value in values.items() if name not in ("id", "key")}
    Activity.objects.bulk_create(Activity(**values) for _each in range(50))
    client.force_login(world.leader_a.account)
    first = client.get("/portfolio/activities/?language=en")
    assert "no final summary is in force" in first.text
    following = client.get(f"/portfolio/activities/?{first.context['page'].next_query}")
    assert following.status_code == 200
    assert len(following.context["page"].rows) == 3
    assert "no final summary is in force" not in following.text
    assert "unsummed" not in following.context


# ---------------------------------------------------------------- the quick way and the plain one


def many(count):
    """`count` activities of one ministry's six programmes, and of three in which it has no part."""
    chance = Random(7)
    ours, lao, japan = make.institution(), make.institution(country="LA"), make.institution(country="JP")
    pairs = [(ours, lao), (japan, ours), (ours, japan), (lao, ours), (ours, lao), (ours, make.institution())]
    made = [make.programme_in_force(body_a=a, body_b=b) for a, b in pairs]
    made += [make.programme_in_force() for _one in range(3)]
    unit, item = make.unit(ours), make.plan_in_force(made[0]).items.first()
    rows = []
    for n in range(count):
        one = chance.choice(made)
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
        rows.append(
            Activity(
                **make.activity_values(
                    chance.choice(one.commitments), starts_on=day, ends_on=day + timedelta(days=chance.randrange(60)),
                    state=chance.choice(("done", "done", "planned", "cancelled")), kind=chance.choice(("contest", "workshop")),
                    item=item if one is made[0] and n % 2 else None,
                ),
                programme=one.programme, side=chance.choice((1, 2)), recorded_by="x", recorded_at=make.NOW,
                unit=chance.choice((unit, None)), search=chance.choice(("khoa boi duong", "hoi thao", "hiem")),
            )
        )  # fmt: skip
    Activity.objects.bulk_create(rows)
    return made[0].leader_a, lao, unit


def plainly(rows, seat, wanted):
    """The same list written without thought: one condition after the other, asked of each row."""
    found = []
    for row in rows:
        sides = list(row.programme.sides.all())
        if seat.institution_id not in {side.institution_id for side in sides}:
            continue
        others = [side.institution for side in sides if side.institution_id != seat.institution_id]
        first, last = wanted.period or (date.min, date.max)
        begin, end = wanted.within or (date.min, date.max)
        if (
            first <= row.starts_on <= last
            and row.starts_on <= end
            and row.ends_on >= begin
            and wanted.state in ("", row.state)
            and wanted.kind in ("", row.kind)
            and wanted.unit in (None, row.unit_id)
            and wanted.text in row.search
            and (not wanted.plan or (wanted.plan == "on") == (row.item_id is not None))
            and (not wanted.side or (wanted.side == "own") == (row.pk in queries.own_among([row], seat)))
            and (not wanted.partner or wanted.partner in {one.slug for one in others})
            and (not wanted.country or wanted.country in {one.country for one in others})
        ):
            found.append(row.pk)
    return found


def page_by_page(seat, wanted, size=9):
    """Every id, page after page, as the links of the pages lead."""
    found, query = [], ""
    while True:
        page = stretch_of(RequestFactory().get(f"/?{query}"), streams_of(seat, wanted), shown, size)
        found += [row.pk for row in page.rows]
        if not page.next_query:
            return found
        query = page.next_query


@pytest.mark.parametrize("few", [0, 48], ids=["walked as a whole", "programme by programme"])
def test_under_any_filters_the_list_is_what_the_plain_query_gives(monkeypatch, few):
    monkeypatch.setattr(activities, "FEW", few)
    monkeypatch.setattr("songfai.kit.streams.BUDGET", 70)
    monkeypatch.setattr("songfai.kit.streams.FIRST", 20)
    monkeypatch.setattr(activities, "RARE", 100)
    seat, lao, unit = many(400)
    rows = Activity.objects.select_related("programme", "commitment").order_by("-starts_on", "-pk")
    rows = list(rows.prefetch_related("programme__sides__institution"))
    chance = Random(few)
    offered = {
        "state": ("planned", "cancelled", "done"), "kind": ("contest", "workshop"), "year": (2024, 2025), "side": ("own", "other"),
        "plan": ("on", "off"), "text": ("hiem", "thao"), "unit": (unit.pk,), "partner": (lao.slug,), "country": ("LA", "JP"),
        "within": ((date(2025, 3, 1), date(2025, 4, 5)),),
    }  # fmt: skip
    seen = 0
    for _round in range(60):
        names = chance.sample(sorted(offered), chance.randrange(4))
        wanted = Wanted(**{name: chance.choice(offered[name]) for name in names})
        plain = plainly(rows, seat, wanted)
        assert page_by_page(seat, wanted) == plain, wanted
        seen += len(plain)
    assert seen > 1000
