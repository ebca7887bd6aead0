"""A direction of the minutes says who does it: in the terms, in next year's plan, in the report."""

import re
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from songfai.kit.errors import Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.programmes.queries import visible_to
from songfai.record.queries import terms_of
from songfai.reports.facts import DirectionFacts
from songfai.reports.paper import text_of
from songfai.reports.queries.minutes import direction_facts
from songfai.reports.sections.reviews import direction_line
from songfai.reports.wording import Speaker
from songfai.reviews import actions
from songfai.reviews.pages.room import called
from songfai.reviews.queries import for_report, sheet
from tests import factories as make
from tests.reports.samples import LAOS, VIET_NAM, home_affairs
from tests.reports.samples_term import term as final_summary
from tests.reviews import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = make.TODAY.isoformat()


@pytest.mark.parametrize(("lead", "said"), [(None, None), (0, "both"), (1, "p1"), (2, "p2")])
def test_it_is_signed_taken_in_and_becomes_the_lead_of_the_plan_s_item(lead, said):
    made = making.complete()
    direction = made.review.directions.get()
    actions.save_direction(
        review=made.review, direction=direction, commitment=direction.commitment, text=direction.text, lead=lead,
        by=made.leader_b, at=make.NOW,
    )  # fmt: skip
    made = making.offered_as_is(made)
    assert terms_of(made.review.document)["directions"][0].get("lead") == said
    document = made.review.document
    made.review.delete()
    actions.take_in(document=document, at=make.NOW)
    review = making.fresh(made)
    assert review.directions.get().lead == lead
    actions.approve(review=review, seen=document.sha256, by=made.leader_b, at=make.NOW)
    plan = actions.plan_from_directions(review=making.fresh(made), by=made.leader_a, at=make.NOW)
    expected = direction.commitment.bearer if lead is None else lead
    assert plan.items.get(title=direction.text).lead == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lead", [None, 0, 1, 2])
def test_the_report_says_it_where_the_minutes_do(language, lead):
    say = Speaker(language)
    one = DirectionFacts(3, make.words("Courses"), lead)
    said = text_of(direction_line(one, (VIET_NAM, LAOS), say))
    names = {0: say.word("who.0"), 1: say.plain(VIET_NAM.short), 2: say.plain(LAOS.short)}
    assert [number for number, name in names.items() if name in said] == ([] if lead is None else [lead])


def test_it_is_chosen_on_the_page_and_shown_in_the_room():
    made = making.complete()
    client = Client()
    client.force_login(made.leader_a.account)
    client.cookies["songfai_language"] = "en"
    where = [made.programme.slug, making.YEAR]
    told = {"commitment": made.commitments[0].pk, "text_en": "More courses", "text_vi": "Thêm", "lead": "2"}
    assert client.post(reverse("reviews:new_direction", args=where), told).status_code == 302
    assert made.review.directions.get(number=2).lead == 2
    page = client.get(reverse("reviews:review", args=where)).content.decode()
    assert page.count("Who does it:") == 1
    assert client.post(reverse("reviews:new_direction", args=where), told | {"lead": "3"}).status_code == 422


# ---------------------------------------------------------------- a further party


def with_party(role="executing"):
    made = making.complete()
    made.party = made.programme.further_parties.create(
        institution=make.institution(short_name=make.words("Academy")), role=role
    )
    return made


def said_by(made, **fields):
    direction = made.review.directions.get()
    return actions.save_direction(
        review=made.review, direction=direction, commitment=direction.commitment, text=direction.text,
        by=made.leader_b, at=make.NOW, **fields,
    )  # fmt: skip


def test_a_further_party_is_signed_taken_in_and_leads_the_plan_s_item():
    made = with_party()
    said_by(made, lead_party=made.party)
    made = making.offered_as_is(made)
    document = made.review.document
    terms = terms_of(document)
    assert terms["form"] == 2
    told = terms["directions"][0]
    assert told["lead_party"] == made.party.institution.origin and "lead" not in told
    made.review.delete()
    actions.take_in(document=document, at=make.NOW)
    review = making.fresh(made)
    direction = review.directions.get()
    assert (direction.lead, direction.lead_party) == (None, made.party)
    actions.approve(review=review, seen=document.sha256, by=made.leader_b, at=make.NOW)
    plan = actions.plan_from_directions(review=making.fresh(made), by=made.leader_a, at=make.NOW)
    item = plan.items.get(title=direction.text)
    assert (item.lead, item.lead_party) == (0, made.party)
    programme = visible_to(made.leader_a).get(pk=made.programme.pk)
    (reported,) = for_report(programme, making.YEAR).directions
    assert direction_facts(reported) == DirectionFacts(
        direction.commitment.number, direction.text, None, made.party.display_name
    )


def test_minutes_that_name_none_are_written_as_they_always_were():
    """The key and the form are absent, so the same bytes have the same hash."""
    made = making.offered_as_is(with_party())
    terms = terms_of(made.review.document)
    assert "form" not in terms
    assert set(terms["directions"][0]) == {"id", "number", "commitment", "text"}


@pytest.mark.parametrize(
    ("role", "elsewhere", "lead", "code"),
    [
        ("observer", False, None, "observer_only_reads"),
        ("executing", True, None, "party_of_another"),
        ("executing", False, 0, "two_do_it"),
        ("participant", False, 1, "two_do_it"),
    ],
)
def test_who_cannot_be_named_is_refused_and_nothing_is_saved(role, elsewhere, lead, code):
    made = with_party(role)
    party = made.party
    if elsewhere:
        other = make.programme_in_force()
        party = other.programme.further_parties.create(institution=make.institution(), role=role)
    with pytest.raises(Refused) as refused:
        said_by(made, lead_party=party, lead=lead)
    assert refused.value.code == code
    direction = made.review.directions.get()
    assert (direction.lead, direction.lead_party) == (None, None)


def test_the_database_too_keeps_one_who_does_it():
    made = with_party()
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        made.review.directions.update(lead=0, lead_party=made.party)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_names_it(language):
    say = Speaker(language)
    one = DirectionFacts(3, make.words("Courses"), None, make.words("Academy"))
    assert "Academy" in text_of(direction_line(one, (VIET_NAM, LAOS), say))


@pytest.mark.parametrize(("made_of", "of_term"), [(home_affairs, False), (final_summary, True)])
def test_a_report_is_known_by_another_fingerprint_only_where_one_is_named(made_of, of_term):
    facts = made_of()

    def printed(**fields):
        one = DirectionFacts(1, make.words("Courses"), **fields)
        held = facts if of_term else facts.review
        changed = replace(held, directions=(one,))
        return (changed if of_term else replace(facts, review=changed)).fingerprint()

    assert printed(lead_party=make.words("Academy")) not in (printed(), printed(lead=0))
    assert printed(lead_party=Trilingual()) == printed()


def test_it_is_chosen_on_the_page_changed_back_and_shown_in_the_minutes():
    made = with_party()
    client = Client()
    client.force_login(made.leader_a.account)
    client.cookies["songfai_language"] = "en"
    where = [made.programme.slug, making.YEAR]
    direction = made.review.directions.get()
    address = reverse("reviews:direction", args=[*where, direction.pk])
    chosen = f"f{made.party.pk}"
    told = {
        "commitment": direction.commitment_id, "text_en": "More courses", "text_vi": "Thêm",
        "text_lo": "ເພີ່ມ", "lead": chosen,
    }  # fmt: skip

    def seen():
        page = client.get(address).content.decode()
        return page, re.search(r'name="seen" value="([^"]*)"', page)[1]

    assert f'value="{chosen}"' in seen()[0]
    assert client.post(address, told | {"seen": seen()[1]}).status_code == 302
    assert f'value="{chosen}" selected' in seen()[0]
    room = client.get(reverse("reviews:review", args=where)).content.decode()
    assert room.count("Who does it:") == 1 and "Academy" in room
    drawn = client.get(reverse("reviews:drawn_up", args=where)).content.decode()
    assert drawn.count("Who does it:") == 1 and "Academy" in drawn
    # A body that takes no part here cannot be chosen; what was typed stays.
    refused = client.post(
        address, told | {"lead": f"f{made.party.pk + 1}", "text_en": "Kept", "seen": seen()[1]}
    )
    assert refused.status_code == 422 and "Kept" in refused.content.decode()
    assert client.post(address, told | {"lead": "1", "seen": seen()[1]}).status_code == 302
    direction.refresh_from_db()
    assert (direction.lead, direction.lead_party) == (1, None)


def test_a_new_version_says_that_a_further_party_came_in_place_of_a_side():
    made = with_party()
    said_by(made, lead=1)
    made = making.offered_as_is(made)
    document = made.review.document
    actions.return_(review=made.review, seen=document.sha256, reason="Academy", by=made.leader_b, at=make.NOW)
    made.review = making.fresh(made)
    said_by(made, lead_party=made.party)
    made = making.offered_as_is(made)
    client = Client()
    client.force_login(made.leader_b.account)
    client.cookies["songfai_language"] = "en"
    page = client.get(reverse("reviews:minutes", args=[made.programme.slug, making.YEAR])).content.decode()
    assert "Further party that does it" in page


@pytest.mark.parametrize("number", [1, 3])
def test_directions_of_further_parties_are_read_in_the_same_queries(django_assert_num_queries, number):
    made = with_party()
    for _ in range(number):
        actions.save_direction(
            review=made.review, commitment=made.commitments[0], text=make.words("Courses"),
            lead_party=made.party, by=made.leader_a, at=make.NOW,
        )  # fmt: skip
    programme = visible_to(made.leader_a).get(pk=made.programme.pk)
    review = called(programme, str(making.YEAR))
    list(review.programme.sides.all())
    with django_assert_num_queries(6):
        told = [str(one.lead_party.display_name) for one in sheet(review).directions if one.lead_party_id]
    assert len(told) == number
