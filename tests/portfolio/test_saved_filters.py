"""One way to save the filter of a list, whichever list it is."""

import pytest
from django.urls import reverse

from songfai.parties.states import Role
from songfai.portfolio.models import SavedFilter
from songfai.portfolio.pages.filters import LISTS, filters_in
from songfai.portfolio.states import Place
from tests import factories as make

pytestmark = pytest.mark.django_db
# A query that narrows each list.
NARROWING = {
    Place.ACTIVITIES: "state=planned",
    Place.VISITS: "year=2026",
    Place.PROGRAMMES: "q=course",
    Place.COMMITMENTS: "country=LA",
    Place.OUTGOING: "q=letter",
    Place.INCOMING: "q=letter",
    Place.WORKS: "q=pump",
}


@pytest.fixture
def made(settings):
    settings.TODAY = "2026-03-10"
    return make.programme_in_force()


def save(client, name, place, query, **more):
    data = {"name": name, "place": place, "query": query, "shared": "on"} | more
    return client.post("/portfolio/filters/save/", {k: v for k, v in data.items() if v is not None})


def test_every_list_is_known_and_has_a_query_to_try():
    assert set(LISTS) == set(Place) == set(NARROWING)


@pytest.mark.parametrize("place", Place)
def test_a_list_saves_its_filter_and_the_link_opens_it_for_a_colleague(client, made, place):
    client.force_login(made.leader_a.account)
    page = client.get(f"{reverse(LISTS[place])}?{NARROWING[place]}&language=en")
    assert page.status_code == 200
    assert f'name="place" value="{place}"' in page.content.decode()
    assert save(client, "Mine", place, f"{NARROWING[place]}&after=12&language=en").status_code == 302
    saved = SavedFilter.objects.get()
    assert (saved.place, saved.query) == (place, NARROWING[place])
    client.force_login(make.seat(made.leader_a.institution, Role.COORDINATOR).account)
    link = client.get(f"/portfolio/filters/{saved.key}/")
    assert link["Location"].startswith(f"{reverse(LISTS[place])}?{NARROWING[place]}")
    assert client.get(link["Location"]).status_code == 200
    assert "Mine" in client.get("/portfolio/filters/").content.decode()


@pytest.mark.parametrize(
    ("shared", "owner", "colleague", "other_side"), [("on", 302, 302, 404), (None, 302, 404, 404)]
)
def test_whose_filter_opens_for_whom(client, made, shared, owner, colleague, other_side):
    client.force_login(made.leader_a.account)
    save(client, "Mine", Place.VISITS, "year=2026", shared=shared)
    link = f"/portfolio/filters/{SavedFilter.objects.get().key}/"
    seats = (made.leader_a, make.seat(made.leader_a.institution), made.leader_b)
    found = []
    for seat in seats:
        client.force_login(seat.account)
        found.append(client.get(link).status_code)
    assert found == [owner, colleague, other_side]


def test_a_list_that_is_none_is_refused_and_nothing_is_saved(client, made):
    client.force_login(made.leader_a.account)
    assert save(client, "Mine", "secrets", "a=b").status_code == 422
    assert save(client, "", Place.VISITS, "year=2026").status_code == 422
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("state=late&view=calendar&month=2026-03", "state=late&view=calendar"),
        ("kind=course&kind=&state=late", "kind=course&kind=&state=late"),
        ("kind=&kind=&state=late", "state=late"),
    ],
)
def test_a_filter_keeps_no_page_of_its_list_and_every_value_that_narrows(query, kept):
    assert filters_in(query) == kept


def test_who_only_writes_works_is_offered_no_filter_that_would_be_refused(client, made):
    author = make.seat(made.leader_a.institution, Role.AUTHOR)
    client.force_login(author.account)
    page = client.get(f"{reverse('works:list')}?q=pump")
    assert page.status_code == 200
    assert 'name="place"' not in page.content.decode()
    assert save(client, "Mine", Place.WORKS, "q=pump").status_code == 403
