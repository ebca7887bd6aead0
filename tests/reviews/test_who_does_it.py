"""A direction of the minutes says who does it: in the terms, in next year's plan, in the report."""

import pytest
from django.test import Client
from django.urls import reverse

from songfai.kit.languages import LANGUAGES
from songfai.record.queries import terms_of
from songfai.reports.facts import DirectionFacts
from songfai.reports.paper import text_of
from songfai.reports.sections.reviews import direction_line
from songfai.reports.wording import Speaker
from songfai.reviews import actions
from tests import factories as make
from tests.reports.samples import LAOS, VIET_NAM
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
