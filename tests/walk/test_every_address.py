"""Who gets in where: every address, for people who have nothing to do with it."""

import pytest
from django.urls import NoReverseMatch, reverse

from songfai.parties.states import Role
from tests import factories as make
from tests.walk import table

pytestmark = pytest.mark.usefixtures("story")


def test_every_address_is_in_the_tables():
    assert table.names() == set(table.PAGES) | table.POSTS | table.DOWNLOADS


def test_nobody_gets_in_without_signing_in(client):
    world = table.world()
    for name, args in table.PAGES.items():
        response = client.get(table.address(name, args(world)))
        if name in table.PUBLIC:
            assert response.status_code == 200, name
        else:
            assert response["Location"].startswith(reverse("account_login")), name


# Pages about the visitor, which begin something of the visitor's own, or tell of public bodies or what they made public.
OWN = {
    "desk:part",
    "exchange:first",
    "desk:desk", "desk:search", "administration:me", "notices:list", "journal:list", "programmes:list", "programmes:new",
    "duties:all", "deadlines:list", "deadlines:rule", "deadlines:holidays", "support:rates", "support:table",
    "programmes:copy", "portfolio:activities", "portfolio:visits", "portfolio:filters", "portfolio:changes", "portfolio:new_change", "reports:commitments",
    "reports:portfolio", "reports:frozen_of_all",
    "parties:history",
    "registry:outgoing", "registry:incoming", "registry:arrivals", "registry:partner", "registry:new_out", "registry:new_in",
    "registry:series", "registry:new_series", "registry:types", "registry:new_type", "registry:ended", "registry:print", "registry:reports",
    "registry:new_duty",
    "works:list", "works:own", "works:new", "works:councils", "works:new_council", "works:regulations",
    "works:new_regulation", "works:discover", "works:due", "works:benefits", "works:benefit_rows", "works:payments", "works:sat_on", "works:sent_up", "works:figures",
    "works:sheets", "works:past_sheets", "works:campaigns", "works:new_campaign", "works:campaign",
    "works:released", "works:persons", "works:pairs", "works:rates", "works:new_rates", "works:fields", "works:headings",
}  # fmt: skip


# What everybody reads and administrators keep: who may not change it is told so.
KEPT = {
    "deadlines:new_rule", "deadlines:edit_rule", "deadlines:new_version", "deadlines:version", "deadlines:new_holiday",
    "deadlines:holiday", "deadlines:new_moving", "deadlines:moving",
    "support:new_table", "support:edit_table", "support:new_version", "support:version",
}  # fmt: skip


def test_a_leader_of_another_institution_finds_nothing_of_ours(client):
    world = table.world()
    client.force_login(make.seat(make.institution(), Role.LEADER).account)
    for name, args in table.PAGES.items():
        expected = 200 if name in OWN | table.PUBLIC else 403 if name in KEPT else 404
        assert client.get(table.address(name, args(world))).status_code == expected, name


def test_the_administrator_of_a_side_sees_no_matter_of_it(client):
    world = table.world()
    client.force_login(world.admin.account)
    # A campaign is open to all who have to do with works, which an administrator has not.
    allowed = (OWN | table.PUBLIC | table.ADMINISTRATOR) - {"works:campaign"}
    for name, args in table.PAGES.items():
        response = client.get(table.address(name, args(world)))
        assert response.status_code in ({200, 403} if name in allowed else {403, 404}), name


def test_posts_change_nothing_when_they_are_only_looked_at(client):
    world = table.world()
    client.force_login(world.seat.account)
    for name in sorted(table.POSTS):
        pattern = next(iter(posted(name, world)), None)
        if pattern is not None:
            assert client.get(pattern).status_code == 405, name


def posted(name, world):
    """An address of this name that exists, made from what the pages of the same room are made from."""
    for args in (
        args(world) for other, args in table.PAGES.items() if other.split(":")[0] == name.split(":")[0]
    ):
        for tail in ([], [1], ["vi"]):
            try:
                yield reverse(name, args=[*args, *tail])
            except NoReverseMatch:
                continue
