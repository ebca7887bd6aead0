"""Papers with a deadline, and series in which two persons sign and number."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from songfai.kit.errors import Refused
from songfai.registry import actions, rules
from songfai.registry.models import OfficialDocument, Series
from songfai.registry.queries import documents, late
from songfai.registry.states import DocumentState
from tests import factories as make
from tests.registry import making

D = DocumentState


@pytest.mark.parametrize(
    ("state", "answer_by", "expected"),
    [
        (D.REGISTERED, date(2026, 3, 9), True),
        (D.HANDED, date(2026, 3, 9), True),
        (D.REGISTERED, date(2026, 3, 10), False),
        (D.REGISTERED, None, False),
        (D.DEALT, date(2026, 3, 9), False),
        (D.CANCELLED, date(2026, 3, 9), False),
    ],
)
def test_a_paper_is_late_after_its_day_until_it_is_dealt_with(state, answer_by, expected):
    assert rules.is_late(state, answer_by, date(2026, 3, 10)) is expected


pytestmark = pytest.mark.django_db


def client_of(seat):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = "en"
    return client


def arrived(made, day, **fields):
    values = making.in_values(made, answer_by=day, **fields)
    return actions.register(values=values, by=made.clerk, at=make.NOW)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_says_what_is_late_and_leads_to_it(settings, rows, django_assert_num_queries):
    settings.TODAY = make.TODAY.isoformat()
    made = making.office()
    for _one in range(rows):
        arrived(made, date(2026, 3, 9))
    later = arrived(made, date(2026, 4, 1), subject=make.words("Later"))
    with django_assert_num_queries(1):
        assert late(documents(made.clerk), make.TODAY).count() == rows
    client = client_of(made.clerk)
    page = client.get(reverse("registry:incoming")).content.decode()
    assert ("One paper is past" if rows == 1 else "3 papers are past") in page
    assert page.count("Late: due") == rows
    narrowed = client.get(reverse("registry:incoming"), {"late": "1"}).content.decode()
    assert later.subject.en not in narrowed
    assert narrowed.count("Late: due") == rows
    desk = client.get(reverse("desk:desk")).content.decode()
    assert desk.split("Incoming papers past their day")[1].count("was due on 9 March 2026") == rows
    assert (
        "Incoming papers past their day"
        not in client_of(made.there_clerk).get(reverse("desk:desk")).content.decode()
    )
    there = client_of(made.there_clerk).get(reverse("registry:incoming")).content.decode()
    assert "Late: due" not in there


def test_what_is_dealt_with_is_late_no_more_and_no_deadline_lies_before_the_arrival():
    made = making.office()
    one = arrived(made, date(2026, 3, 9))
    actions.deal(document=one, outcome=make.words("Answered"), by=made.clerk, at=make.NOW)
    assert not late(documents(made.clerk), make.TODAY).exists()
    with pytest.raises(Refused) as refused:
        arrived(made, date(2026, 3, 8))
    assert refused.value.code == "answer_before_arrival"


def signed_by(made, seat):
    """An outgoing document whose signature that seat has entered."""
    document = actions.draft(values=making.out_values(made), by=made.coordinator, at=make.NOW)
    told = {"document": document, "at": make.NOW}
    actions.add_recipient(institution=made.there, purpose="know", by=made.coordinator, **told)
    actions.review(**told, by=made.coordinator)
    actions.check_format(**told, by=made.clerk)
    actions.sign(
        **told, signer="Somebody", post=make.words("Minister"), capacity="", signed_on=make.TODAY, by=seat
    )
    return OfficialDocument.objects.get(pk=document.pk)


def test_where_an_institution_wants_two_persons_who_signs_does_not_number():
    made = making.office()
    one = signed_by(made, made.coordinator)
    Series.objects.filter(pk=one.series_id).update(two_persons=True)
    one = OfficialDocument.objects.get(pk=one.pk)
    with pytest.raises(Refused) as refused:
        actions.number(document=one, by=made.coordinator, at=make.NOW)
    assert refused.value.code == "same_person"
    assert OfficialDocument.objects.get(pk=one.pk).number is None
    one = OfficialDocument.objects.get(pk=one.pk)
    actions.number(document=one, by=made.clerk, at=make.NOW)
    assert OfficialDocument.objects.get(pk=one.pk).number == 1


def test_without_that_wish_one_person_may_do_both_and_the_office_turns_it_on():
    made = making.office()
    actions.number(document=signed_by(made, made.coordinator), by=made.coordinator, at=make.NOW)
    series = making.series(made.here)
    client = client_of(made.clerk)
    page = client.get(reverse("registry:edit_series", args=[series.key])).content.decode()
    assert 'name="two_persons"' in page
