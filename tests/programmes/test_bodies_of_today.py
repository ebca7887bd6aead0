"""After a reorganisation a page of today names who bears a side today; what is told of a day, who bore it then."""

import re
from datetime import date, timedelta

import pytest

from songfai.kit.languages import Trilingual
from songfai.parties import actions as parties
from songfai.parties.models import Field
from songfai.parties.states import Role
from songfai.programmes import queries
from songfai.programmes.models import Programme
from songfai.programmes.terms import _party
from tests import factories as make
from tests.visits import making

pytestmark = pytest.mark.django_db

DAY, DISSOLVED = timedelta(days=1), date(2026, 3, 1)
LANGUAGES = {"en": "formerly", "vi": "trước đây là", "lo": "ເມື່ອກ່ອນແມ່ນ"}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = make.TODAY.isoformat()


@pytest.fixture
def made():
    return making.proposed()


@pytest.fixture
def heir(made):
    """Takes over the second side as a whole."""
    body = make.institution(country="LA", name=make.words("Heir in full"), short_name=make.words("Heir"))
    hand_on(made, body)
    return body


def hand_on(made, body, on=DISSOLVED):
    old = made.leader_b.institution
    return parties.hand_on(predecessor=old, successor=body, field=None, kind="merged", on=on, basis="12/QH")


def second(made, day=None):
    programme = queries.with_sides(Programme.objects.all(), day=day).get(pk=made.programme.pk)
    return programme.sides.all()[1]


def page(client, address, language="en"):
    return " ".join(
        client.get(f"{address}?language={language}").content.decode().replace("\u200b", "").split()
    )


def test_a_side_is_called_as_who_bore_it_on_the_day(made, heir):
    old = made.leader_b.institution
    for day, name, full in (
        (DISSOLVED - DAY, old.short_name, old.name),
        (DISSOLVED, heir.short_name, heir.name),
    ):
        side = second(made)
        assert (side.name_on(day), side.full_name_on(day)) == (name, full)
        side.day = day
        assert (side.display_name, side.full_name) == (name, full)
        assert (second(made, day).display_name, second(made, day).full_name) == (name, full)
    assert [second(made, day).formerly for day in (DISSOLVED - DAY, DISSOLVED)] == [Trilingual(), old.name]
    # A day of what is told goes before today; without either the body that signed is named.
    side = second(made, make.TODAY)
    side.day = DISSOLVED - DAY
    assert (side.display_name, second(made).display_name) == (old.short_name, old.short_name)


def test_what_is_signed_names_the_body_that_signed(made, heir):
    assert _party(second(made, make.TODAY))["name"]["en"] == made.leader_b.institution.name.en


PAGES = (
    "/programmes/",
    "/desk/",
    "/programmes/{}/commitments/",
    "/programmes/{}/pairs/",
    "/programmes/{}/visits/",
)


@pytest.mark.parametrize("place", PAGES)
def test_lists_and_heads_of_today_name_the_heir_alone(client, made, heir, place):
    made.programme.fields.add(Field.objects.get(slug="religion"))
    client.force_login(made.leader_a.account)
    shown = re.sub("<svg.*?</svg>|[\u2060\u00a0]", "", page(client, place.format(made.programme.slug)))
    names = re.findall('class="side side-b">([^<]+)<', shown)
    assert {name.strip() for name in names} == {"Heir"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_programme_and_of_a_commitment_say_what_the_heir_was(client, made, heir, language):
    client.force_login(make.seat(heir, Role.READER).account)
    old, slug = made.leader_b.institution, made.programme.slug
    for address in (
        f"/desk/programmes/{slug}/",
        f"/programmes/{slug}/commitments/{made.commitments[0].key}/",
    ):
        assert f"{LANGUAGES[language]} {old.name.get(language)}" in page(client, address, language)
    assert f"<h2>{heir.name.get(language)}</h2>" in page(client, f"/desk/programmes/{slug}/", language)


def test_nothing_is_said_to_be_former_while_nothing_was_handed_on(client, made):
    client.force_login(made.leader_a.account)
    assert "formerly" not in page(client, f"/desk/programmes/{made.programme.slug}/")


@pytest.mark.parametrize("before", [True, False])
def test_the_printed_programme_of_a_visit_names_who_bore_the_side_on_its_first_day(client, made, before):
    heir = make.institution(country="LA", name=make.words("Heir in full"))
    first = made.visit.starts_on
    hand_on(made, heir, first + DAY if before else first)
    client.force_login(made.leader_a.account)
    shown = page(client, f"/programmes/{made.programme.slug}/visits/{made.visit.key}/print/")
    old = made.leader_b.institution.name.en
    assert (f">{old}<" in shown, ">Heir in full<" in shown) == (before, not before)


@pytest.mark.parametrize("rows", [1, 3])
def test_names_of_the_day_take_no_query(client, made, heir, rows, django_assert_num_queries):
    for _one in range(rows - 1):
        further = make.programme_in_force(body_a=made.leader_a.institution)
        hand_on(further, make.institution())
    seat = queries.Seat.objects.select_related("institution").get(pk=made.leader_a.pk)
    seat.on = make.TODAY
    with django_assert_num_queries(3):
        found = [side.display_name for one in queries.visible_to(seat) for side in one.sides.all()]
    assert len(found) == 2 * rows
