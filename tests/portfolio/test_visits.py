"""The visits of every programme of an institution, on one page."""

from datetime import date

import pytest

from songfai.parties.states import Role
from songfai.visits.models import Visit
from tests import factories as make
from tests.visits.making import proposed

pytestmark = pytest.mark.django_db
PAGE = "/portfolio/visits/?language=en"


@pytest.fixture
def made():
    made = make.programme_in_force()
    made.other = make.programme_in_force(body_a=made.leader_a.institution)
    return made


def propose(made, **fields) -> Visit:
    """Of one's own programme, or of another that the first side has."""
    return proposed(made, **fields).visit


def titles(client, more: str = "") -> list[str]:
    return [visit.title.en for visit, _standing in client.get(f"{PAGE}{more}").context["rows"]]


def test_visits_of_all_programmes_stand_in_one_list_and_are_narrowed(client, made):
    propose(made, title=make.words("Archives"), starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 6), host=1)
    propose(
        made.other, title=make.words("Labour"), starts_on=date(2026, 6, 4), ends_on=date(2026, 6, 6), host=2
    )
    propose(make.programme_in_force(), title=make.words("Not ours"))
    client.force_login(made.leader_a.account)
    assert titles(client) == ["Labour", "Archives"]
    assert titles(client, f"&programme={made.programme.slug}") == ["Archives"]
    assert titles(client, "&host=own") == ["Archives"]
    assert titles(client, "&host=other") == ["Labour"]
    assert titles(client, "&text=labour&year=2026") == ["Labour"]
    assert titles(client, "&year=2025") == []
    sheet = client.get(f"{PAGE}&export=csv&host=other").content.decode("utf-8-sig")
    assert made.other.programme.title.en in sheet
    assert "Archives" not in sheet


def test_a_month_of_them_is_drawn_and_keeps_the_filters(client, made):
    propose(made, title=make.words("Archives"), starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 6), host=1)
    propose(
        made.other, title=make.words("Labour"), starts_on=date(2026, 5, 30), ends_on=date(2026, 6, 2), host=2
    )
    client.force_login(made.leader_a.account)
    page = client.get(f"{PAGE}&view=calendar&month=2026-05&host=own")
    assert [visit.title.en for visit in page.context["visits"]] == ["Archives"]
    assert "view=calendar&amp;host=own&amp;month=2026-06" in page.content.decode()
    both = client.get(f"{PAGE}&view=calendar&month=2026-06")
    assert [visit.title.en for visit in both.context["visits"]] == ["Labour"]
    assert made.other.programme.title.en in both.content.decode().replace("\u200b", "")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("view", ["list", "calendar&month=2026-05"])
def test_one_visit_or_three_take_the_same_queries(client, made, rows, view, django_assert_max_num_queries):
    for number in range(rows):
        propose(
            made.other if number % 2 else made,
            starts_on=date(2026, 5, 4 + number),
            ends_on=date(2026, 5, 5 + number),
        )
    client.force_login(made.leader_a.account)
    client.get(PAGE)
    with django_assert_max_num_queries(10):
        assert client.get(f"{PAGE}&view={view}").status_code == 200


@pytest.mark.parametrize("role", Role)
def test_whoever_reads_programmes_sees_their_visits(client, made, role):
    propose(made, title=make.words("Archives"))
    client.force_login(make.seat(institution=made.leader_b.institution, role=role).account)
    status = client.get(PAGE).status_code
    assert status == client.get("/portfolio/activities/").status_code
