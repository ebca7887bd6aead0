"""Bodies beside the two sides: the sides name them as what leads, hosts, gives, receives, pays or carries out (ADR 127)."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from songfai.kit.errors import Refused
from songfai.plans import actions as plans
from songfai.plans.models import PlanItem
from songfai.plans.terms import plan_terms
from songfai.programmes import actions, rules
from songfai.programmes.actions.arriving import party_of
from songfai.programmes.models import Answerable, Answered
from songfai.programmes.statements import answerable_terms
from songfai.programmes.states import PartRole
from songfai.support import actions as giving
from songfai.support.models import Support
from songfai.support.queries import agreed_units, whole_balance
from songfai.support.statements import support_terms
from songfai.visits import actions as visits
from songfai.visits.models import Visit
from songfai.visits.queries import overview, proposed_for, sheets
from songfai.visits.statements import visit_terms
from songfai.visits.states import Level, RotationKind, VisitState
from tests import factories as make
from tests.visits import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings):
    settings.TODAY = "2026-11-20"
    made = make.programme_in_force()
    made.party = part(made, "participant", "Academy")
    return made


def part(made, role, name):
    body = make.institution(name=make.words(name), short_name=make.words(name))
    return made.programme.further_parties.create(institution=body, role=role)


# ---------------------------------------------------------------- who may be named


@pytest.mark.parametrize(
    ("of", "role", "code"),
    [
        (1, PartRole.PARTICIPANT, ""),
        (1, PartRole.EXECUTING, ""),
        (1, PartRole.OBSERVER, "observer_only_reads"),
        (2, PartRole.PARTICIPANT, "party_of_another"),
    ],
)
def test_who_may_be_named(of, role, code):
    named = [None, SimpleNamespace(programme_id=of, role=role)]
    if not code:
        rules.require_parties(named, 1)
        return
    with pytest.raises(Refused) as refused:
        rules.require_parties(named, 1)
    assert refused.value.code == code


@pytest.mark.parametrize("where", ["item", "activity", "visit", "support", "answerable"])
def test_an_observer_is_named_nowhere_and_nothing_is_saved(made, where):
    observer = part(made, "observer", "Committee")
    plan = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    acts = {
        "item": lambda: plans.save_item(
            plan=plan,
            values=make.item_values(made.commitments[0], lead_party=observer),
            by=made.leader_a,
            at=make.NOW,
        ),
        "activity": lambda: make.activity(made, lead_party=observer),
        "visit": lambda: making.proposed(made, host_party=observer),
        "support": lambda: make.support(made, giver_party=observer),
        "answerable": lambda: named(made, observer),
    }
    with pytest.raises(Refused) as refused:
        acts[where]()
    assert refused.value.code == "observer_only_reads"
    assert not any(model.objects.exists() for model in (PlanItem, Visit, Support, Answerable))


# ---------------------------------------------------------------- a plan


def item_data(made, **fields):
    return {
        "commitment": made.commitments[0].pk, "title_en": "Course", "kind": "course", "quarter": "2",
        "lead": "0", "payer": "0",
    } | fields  # fmt: skip


def test_an_item_is_led_and_paid_for_by_a_further_party(client, made):
    plan = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_a.account)
    address = f"/programmes/{made.programme.slug}/plans/{plan.key}/items/new/?language=en"
    shown = client.get(address).content.decode()
    assert "Academy" in shown and "Further party that coordinates" in shown
    chosen = f"f{made.party.pk}"
    sent = client.post(address, item_data(made, lead=chosen, payer=chosen, seen=plan.revision))
    assert sent.status_code == 302, sent.content.decode()
    item = PlanItem.objects.get()
    assert (item.lead, item.lead_party, item.payer_party) == (0, made.party, made.party)
    terms = plan_terms(plan, [item])
    assert terms["form"] == 2 and terms["items"][0]["lead_party"] == made.party.institution.origin
    page = client.get(f"/programmes/{made.programme.slug}/plans/{plan.key}/?language=en").content.decode()
    assert "Academy" in page
    # Changed back to a side: the further party is gone, and the terms are again as they always were.
    change = f"/programmes/{made.programme.slug}/plans/{plan.key}/items/{item.pk}/"
    assert f'value="{chosen}" selected' in client.get(change).content.decode()
    plan.refresh_from_db()
    client.post(change, item_data(made, lead="1", seen=plan.revision))
    item.refresh_from_db()
    assert (item.lead, item.lead_party, item.payer_party) == (1, None, None)
    assert "form" not in plan_terms(plan, [item])


def test_a_side_and_a_further_party_do_not_both_lead(made):
    plan = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    values = make.item_values(made.commitments[0], lead=1, lead_party=made.party)
    with pytest.raises(Refused) as refused:
        plans.save_item(plan=plan, values=values, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "two_leads"
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        PlanItem.objects.create(plan=plan, number=1, **values)


def test_without_a_further_party_no_form_asks_for_one(client):
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    slug, key = made.programme.slug, made.commitments[0].key
    for path in ("activities/new/", "support/new/", "visits/new/", f"commitments/{key}/answerable/"):
        page = client.get(f"/programmes/{slug}/{path}?language=en")
        assert page.status_code == 200 and "_party" not in page.content.decode(), path


# ---------------------------------------------------------------- who carries a commitment out


def named(made, party, unit=None):
    return actions.name_answerable(
        commitment=made.commitments[0], unit=unit, person=None, party=party, by=made.leader_a, at=make.NOW
    )


def test_a_further_party_carries_a_commitment_out_and_who_did_before_is_kept(client, made):
    named(made, made.party)
    Answerable.objects.update(since="2023-06-01")
    side = made.programme.sides.get(position=1)
    assert answerable_terms(side) == {
        "form": 2,
        "commitments": [{"id": "c01", "party": made.party.institution.origin}],
    }
    client.force_login(made.leader_b.account)
    page = client.get(f"/programmes/{made.programme.slug}/commitments/?language=en").content.decode()
    assert "Carried out by:" in page and "Academy" in page
    unit = make.unit(made.leader_a.institution)
    row = named(made, None, unit)
    assert (row.unit, row.party) == (unit, None)
    assert [one.party for one in Answered.objects.all()] == [made.party]
    assert "form" not in answerable_terms(side)


# ---------------------------------------------------------------- visits


def test_a_visit_a_further_party_hosts_is_nobodys_turn(made):
    said = {"by": made.leader_b, "at": make.NOW}
    rotation = visits.propose_rotation(
        programme=made.programme, level=Level.HIGH, kind=RotationKind.ALTERNATE, order=(1, 2),
        basis=make.words("Article 3"), by=made.leader_a, at=make.NOW,
    )  # fmt: skip
    visits.agree_rotation(rotation=rotation, **said)
    # It is the first side's turn; for what a further party hosts with the second nobody says why.
    making.proposed(made, host_party=made.party)
    assert visit_terms(made.visit, 1)["form"] == 2
    assert visit_terms(made.visit, 1)["arranged"]["host_party"] == made.party.institution.origin
    (sheet,) = sheets(made.programme, make.NOW.date())
    assert [one.visit for one in sheet.years] == [made.visit]
    following = overview(made.programme, make.NOW.date()).next
    turns = [proposed_for(made.programme, Level.HIGH, 2026), sheet.next, *(one for _level, one in following)]
    assert [(one.year, one.host) for one in turns] == [(2026, 1)] * 3
    shown = Visit.objects.get()
    assert (shown.host, shown.host_party) == (2, made.party)
    # The same visit hosted by the side itself is out of turn.
    with pytest.raises(Refused) as refused:
        visits.change(visit=shown, values={"host_party": None}, commitments=[], **said)
    assert refused.value.code == "host_out_of_turn"


def test_the_side_takes_note_of_the_report_also_where_a_further_party_hosted(client, made):
    making.until(VisitState.CLOSED, made, host_party=made.party)
    client.force_login(made.leader_a.account)
    page = client.get(
        f"/programmes/{made.programme.slug}/visits/{made.visit.key}/?language=en"
    ).content.decode()
    noted = page.partition("Taken note of:")[2].partition("</div>")[0]
    assert str(made.leader_b.institution.short_name or made.leader_b.institution.name) in noted
    assert "Academy" in page and "Academy" not in noted


# ---------------------------------------------------------------- support and the balance


def test_the_balance_counts_a_further_party_apart_and_adds_it_to_no_side(client, made):
    make.support(made, "received", quantity=Decimal(10))
    make.support(made, "received", quantity=Decimal(5), giver_party=made.party)
    make.support(made, "received", by=made.leader_b, quantity=Decimal(3), receiver_party=made.party)
    lines, apart = whole_balance(made.programme, [2025], agreed_units(made.programme))
    days = next(one for one in lines if one.measure.slug == "person_days")
    assert days.total == (Decimal(10), Decimal(0))
    (beside,) = apart
    assert (beside.party, beside.total) == (made.party.pk, (Decimal(5), (Decimal(0), Decimal(3))))
    for leader in (made.leader_a, made.leader_b):
        client.force_login(leader.account)
        page = client.get(f"/programmes/{made.programme.slug}/balance/?language=en").content.decode()
        assert "Further parties, apart" in page and "Academy" in page


def test_one_end_of_a_support_is_a_side(made):
    other = part(made, "executing", "Institute")
    with pytest.raises(Refused) as refused:
        make.support(made, giver_party=made.party, receiver_party=other)
    assert refused.value.code == "no_side_at_either_end"


def test_what_is_said_of_support_names_the_party_by_its_origin(made):
    row = make.support(made, giver_party=made.party)
    terms = support_terms(row)
    assert (terms["form"], terms["giver_party"]) == (2, made.party.institution.origin)
    giving.change(support=row, values=make.support_values(giver_party=None), by=made.leader_a, at=make.NOW)
    assert not {"form", "giver_party"} & set(support_terms(row))


def test_the_number_of_queries_of_the_balance_does_not_grow(client, made, django_assert_max_num_queries):
    client.force_login(made.leader_a.account)
    address = f"/programmes/{made.programme.slug}/balance/"
    make.support(made, "received", giver_party=made.party)
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    for role in ("participant", "executing"):
        make.support(made, "received", giver_party=part(made, role, role))
    with django_assert_max_num_queries(len(first)):
        client.get(address)


# ---------------------------------------------------------------- a body goes out of the draft again


def test_a_body_goes_out_of_a_draft_although_a_side_has_named_it(client):
    """Once the first offer came back, also what the other side named holds nothing up; who is named beside it stays."""
    programme = make.draft_programme()
    by = make.seat(programme.sides.get(position=1).institution)
    party = programme.further_parties.create(institution=make.institution(), role="participant")
    first, second = programme.commitments.order_by("number")
    unit = make.unit(by.institution)
    for commitment, named_unit in ((first, None), (second, unit)):
        Answerable.objects.create(
            commitment=commitment, side=programme.sides.get(position=1), unit=named_unit, party=party
        )
    client.force_login(by.account)
    done = client.post(f"/programmes/{programme.slug}/draft/parties/{party.pk}/remove/")
    assert done.status_code == 302
    left = Answerable.objects.get()
    assert (left.commitment, left.unit, left.party) == (second, unit, None)
    assert not programme.further_parties.exists()


def test_an_observer_is_no_party_of_what_arrives(made):
    observer = part(made, "observer", "Committee")
    assert party_of(made.programme, made.party.institution.origin) == made.party
    with pytest.raises(Refused) as refused:
        party_of(made.programme, observer.institution.origin)
    assert refused.value.code == "observer_only_reads"
