"""Headings of a unit's form: short, with their paper, not counted in its own works, ended and never changed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from songfai.deadlines.permissions import Keeper
from songfai.kit.errors import NotPermitted
from songfai.novelty.rules.known import HEADINGS
from songfai.novelty.rules.words import Words
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import FormHeading
from songfai.works.queries import compared, headings_on
from songfai.works.rules.comparing import MOST_OF_HEADING
from tests import factories as make
from tests.works import making
from tests.works.making import refused

pytestmark = pytest.mark.django_db
TEXT = "Van ba ngả tự chuyển sang đường xả khi độ dẫn điện của nước ngưng vượt ngưỡng"


@pytest.fixture
def made():
    return making.unit()


def add(made, text=TEXT, by=None, institution="own", basis="Form 2 of Decision 3060"):
    here = made.here if institution == "own" else institution
    return actions.add_heading(text=text, basis=basis, institution=here, by=by or made.clerk, at=make.NOW)


def test_the_headings_of_the_usual_forms_are_within_the_limit():
    assert max(len(Words(line).numbers) for line in HEADINGS.strip().splitlines()) <= MOST_OF_HEADING


def counted(made, work):
    found = compared(made.author, work, None, make.TODAY)
    return found.not_counted, [one.counted for one in found.earlier]


def test_it_is_not_counted_in_works_of_the_unit_and_of_those_below_and_counts_elsewhere(made):
    other = making.unit()
    making.earlier(other, content=f"{TEXT}. {making.PARAGRAPH}")
    here, there = (making.alike(one, content=f"{TEXT}. {making.PARAGRAPH}") for one in (made, other))
    plain, [before] = counted(made, here)
    row = add(made)
    not_counted, [after] = counted(made, here)
    length = len(Words(TEXT).numbers)
    assert (not_counted - plain, before - after) == (length, length)
    assert counted(other, there) == (plain, [before])
    below = make.institution(parent=made.here)
    assert headings_on(below, make.TODAY) == [TEXT]
    assert headings_on(other.here, make.TODAY) == []
    actions.end_heading(heading=row, by=made.clerk, at=make.NOW)
    assert headings_on(made.here, make.TODAY) == [TEXT], "until the end of the day"
    assert headings_on(made.here, make.TODAY + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": "Tên gọi"}, "heading_length"),
        ({"text": " ".join(["một"] * (MOST_OF_HEADING + 1))}, "heading_length"),
        ({"basis": " "}, "basis_missing"),
    ],
)
def test_what_a_heading_must_be(made, fields, code):
    with refused(code):
        add(made, **fields)
    assert not FormHeading.objects.exists()


def test_once_and_not_without_end(made, monkeypatch):
    row = add(made)
    with refused("heading_twice"):
        add(made, text=TEXT.upper())
    monkeypatch.setattr("songfai.works.rules.comparing.require_heading.__kwdefaults__", {"most": 1})
    with refused("headings_many"):
        add(made, text="Một tiêu đề khác")
    actions.end_heading(heading=row, by=made.clerk, at=make.NOW)
    assert add(made).pk != row.pk
    with refused("heading_ended"):
        actions.end_heading(heading=row, by=made.clerk, at=make.NOW)


def test_who_may(made):
    keeper = Keeper(make.account(is_staff=True), None)
    row = add(made)
    common = add(made, text="Phần dành cho hội đồng", by=keeper, institution=None)
    for seat in (made.reader, made.author, made.unit_officer, make.seat(made.there, Role.CLERK)):
        with pytest.raises(NotPermitted):
            add(made, text="Một tiêu đề khác", by=seat)
        with pytest.raises(NotPermitted):
            actions.end_heading(heading=row, by=seat, at=make.NOW)
    with pytest.raises(NotPermitted):
        actions.end_heading(heading=common, by=made.clerk, at=make.NOW)
    assert headings_on(made.there, make.TODAY) == ["Phần dành cho hội đồng"]


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_page(made, client, language):
    page = reverse("works:headings")
    client.force_login(made.clerk.account)
    assert client.get(page, {"language": language}).status_code == 200
    lost = client.post(page, {"text": TEXT, "basis": ""})
    assert lost.status_code == 422
    assert TEXT in lost.content.decode(), "nothing typed is lost"
    assert client.post(page, {"text": TEXT, "basis": "Form 2"}).status_code == 302
    row = FormHeading.objects.get()
    assert (row.institution, row.valid_to) == (made.here, None)
    end = reverse("works:end_heading", args=[row.pk])
    client.force_login(made.reader.account)
    assert TEXT in client.get(page).content.decode()
    assert client.post(page, {"text": "x y z", "basis": "Form 2"}).status_code == 404
    assert client.post(end).status_code == 404
    client.force_login(make.seat(make.institution(), Role.CLERK).account)
    assert TEXT not in client.get(page).content.decode()
    assert client.post(end).status_code == 404
    client.force_login(make.account(is_staff=True))
    assert client.post(page, {"text": "Phần của tất cả", "basis": "Form 9"}).status_code == 302
    assert FormHeading.objects.get(institution=None).basis == "Form 9"
    client.force_login(made.clerk.account)
    assert client.post(end).status_code == 302
    row.refresh_from_db()
    assert row.ended_by == str(made.clerk.account)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_for_few_and_many(made, client, count, django_assert_num_queries):
    for n in range(count):
        add(made, text=f"Tiêu đề thứ {n}")
    client.force_login(made.clerk.account)
    client.get(reverse("works:headings"))
    with django_assert_num_queries(5):
        client.get(reverse("works:headings"))
