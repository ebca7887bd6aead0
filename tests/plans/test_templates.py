"""Templates: kept from a plan, used to begin another one, seen only by the institution that keeps them."""

import pytest
from django.test import Client
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.plans import actions
from songfai.plans.models import Plan, Template
from songfai.plans.queries import templates_for
from songfai.plans.rules import position_of, seen_from
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = {"vi": "Kế hoạch bồi dưỡng", "en": "Training year"}


@pytest.fixture
def made():
    made = make.programme_in_force()
    made.plan = make.plan_in_force(made, items=2, quarter=3, lead=1, payer=2)
    return made


def kept(made, by=None, **more):
    told = {"plan": made.plan, "name": Trilingual(**YEAR), "everywhere": False, "at": make.NOW} | more
    return actions.save_template(by=by or made.leader_a, **told)


def client_of(seat):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = "en"
    return client


@pytest.mark.parametrize(("own", "position", "party"), [
    (1, 0, "both"), (1, 1, "own"), (1, 2, "other"), (2, 0, "both"), (2, 1, "other"), (2, 2, "own"),
])  # fmt: skip
def test_a_side_is_told_from_the_view_of_the_institution(own, position, party):
    assert seen_from(own, position) == party
    assert position_of(own, party) == position


def test_a_plan_begins_with_a_template_without_year_and_quarter(made):
    template = kept(made)
    plan = actions.start_from_template(
        programme=made.programme, year=2026, template=template, by=made.leader_a, at=make.NOW
    )
    was, now = list(made.plan.items.order_by("number")), list(plan.items.order_by("number"))
    same = ("number", "commitment_id", "title", "kind", "lead", "payer")
    assert [[getattr(one, name) for name in same] for one in now] == [
        [getattr(one, name) for name in same] for one in was
    ]
    assert {one.quarter for one in now} == {0}
    assert {one.key for one in now}.isdisjoint(one.key for one in was)


def test_in_a_programme_where_it_is_the_other_side_its_own_part_stays_its_own(made):
    bodies = [side.institution for side in made.programme.sides.all()]
    turned = make.programme_in_force(body_a=bodies[1], body_b=bodies[0])
    template = kept(made, everywhere=True)
    plan = actions.start_from_template(
        programme=turned.programme, year=2026, template=template, by=made.leader_a, at=make.NOW
    )
    assert {(one.lead, one.payer) for one in plan.items.all()} == {(2, 1)}
    assert {one.commitment.programme_id for one in plan.items.all()} == {turned.programme.pk}


def test_filling_adds_only_what_is_missing(made):
    template = kept(made)
    plan = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    told = {"template": template, "by": made.leader_a, "at": make.NOW}
    assert actions.fill_from_template(plan=plan, **told) == plan.items.count() > 0
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        actions.fill_from_template(plan=plan, **told)
    assert (refused.value.code, Line.objects.count()) == ("nothing_fits", lines)


def test_what_does_not_fit_leaves_no_plan_behind(made):
    template = kept(made)
    template.items.update(commitment_type="award", commitment_number=99)
    with pytest.raises(Refused) as refused:
        actions.start_from_template(
            programme=made.programme, year=2026, template=template, by=made.leader_a, at=make.NOW
        )
    assert refused.value.code == "nothing_fits"
    assert not Plan.objects.filter(year=2026).exists()


@pytest.mark.parametrize(("more", "code"), [
    ({"name": Trilingual()}, "template_without_name"), ({"empty": True}, "template_without_items"),
])  # fmt: skip
def test_a_template_has_a_name_and_items(made, more, code):
    if more.pop("empty", False):
        more["plan"] = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    with pytest.raises(Refused) as refused:
        kept(made, **more)
    assert refused.value.code == code
    assert not Template.objects.exists()


def test_only_officers_of_the_institution_use_and_remove_it(made):
    template = kept(made)
    reader = make.seat(made.leader_a.institution, role=Role.READER)
    for seat in (made.leader_b, reader, make.seat(make.institution())):
        with pytest.raises(NotPermitted):
            actions.remove_template(template=template, by=seat, at=make.NOW)
        with pytest.raises(NotPermitted):
            actions.start_from_template(
                programme=made.programme, year=2026, template=template, by=seat, at=make.NOW
            )
    with pytest.raises(NotPermitted):
        kept(made, by=reader)
    assert list(templates_for(made.leader_b, made.programme)) == []
    actions.remove_template(template=template, by=made.leader_a, at=make.NOW)
    assert not Template.objects.exists()


def test_a_template_of_one_programme_is_not_offered_in_another(made):
    bodies = [side.institution for side in made.programme.sides.all()]
    other = make.programme_in_force(body_a=bodies[0])
    here, everywhere = kept(made), kept(made, everywhere=True)
    assert list(templates_for(made.leader_a, made.programme)) == [here, everywhere]
    assert list(templates_for(made.leader_a, other.programme)) == [everywhere]


def test_a_template_is_kept_used_and_removed_on_the_pages(made):
    client, slug = client_of(made.leader_a), made.programme.slug
    page = reverse("plans:save_template", args=[slug, made.plan.key])
    assert page in client.get(reverse("plans:plan", args=[slug, made.plan.key])).text
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"name_en": "Training year"}).status_code == 302
    template = Template.objects.get()
    assert "Training year" in client.get(reverse("plans:templates", args=[slug])).text
    assert "Training year" in client.get(reverse("plans:list", args=[slug])).text
    start = reverse("plans:start", args=[slug, 2026])
    assert client.post(start, {"from": "template", "template": "none"}).status_code == 422
    assert client.post(start, {"from": "template", "template": str(template.key)}).status_code == 302
    plan = Plan.objects.get(year=2026)
    plan.items.all().delete()
    draft = client.get(reverse("plans:plan", args=[slug, plan.key]))
    assert f"template:{template.key}" in draft.text
    fill = reverse("plans:fill", args=[slug, plan.key])
    seen = Plan.objects.get(pk=plan.pk).revision
    assert client.post(fill, {"source": f"template:{template.key}", "seen": seen}).status_code == 302
    assert plan.items.count() == made.plan.items.count()
    other = client_of(made.leader_b)
    remove = reverse("plans:remove_template", args=[slug, template.key])
    assert other.post(remove).status_code == 404
    assert client.post(remove).status_code == 302
    assert not Template.objects.exists()


def test_the_list_of_templates_asks_as_much_for_one_as_for_three(made, django_assert_num_queries):
    client, page = client_of(made.leader_a), reverse("plans:templates", args=[made.programme.slug])
    kept(made)
    client.get(page)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get(page)
    kept(made), kept(made)
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(page)


def _part(programme, body, role):
    return programme.further_parties.create(institution=body, role=role)


@pytest.mark.parametrize(
    ("role", "there"), [("participant", True), ("executing", True), ("observer", False), ("", False)]
)
def test_a_template_and_a_filled_draft_name_a_further_party_where_the_body_takes_part_too(role, there):
    """Where it does not, or only reads, the item is for both sides until somebody says whose it is."""
    made, body = make.programme_in_force(), make.institution()
    party = _part(made.programme, body, "executing")
    made.plan = make.plan_in_force(
        made, items=1, lead=0, payer=0, lead_party=party, coordinator_party=None, payer_party=party
    )
    template = kept(made, everywhere=True)
    other = make.programme_in_force(body_a=made.leader_a.institution)
    here = _part(other.programme, body, role) if role else None
    plan = actions.start_from_template(
        programme=other.programme, year=2026, template=template, by=made.leader_a, at=make.NOW
    )
    filled = actions.start_plan(programme=other.programme, year=2025, by=made.leader_a, at=make.NOW)
    actions.fill_plan(plan=filled, source=made.plan, by=made.leader_a, at=make.NOW)
    for one in (plan, filled):
        item = one.items.get()
        assert (item.lead, item.payer, item.coordinator_party) == (0, 0, None)
        assert (item.lead_party, item.payer_party) == ((here, here) if there else (None, None))
