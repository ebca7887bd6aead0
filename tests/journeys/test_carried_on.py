"""A programme signed in 2023 is carried on in 2026: an administrator hands on, the successor's officer finds who answered."""

from types import SimpleNamespace

import pytest

from songfai.parties.models import Field, Institution
from songfai.parties.states import Role
from songfai.programmes.models import Counterpart
from tests import factories as make
from tests.journeys.walking import Person

pytestmark = pytest.mark.browser

FIELD = "religion"


@pytest.fixture
def people(live, new_page, settings):
    """The administrator of the old body, an officer of the one that takes over, and the programme between."""
    settings.TODAY = "2026-03-10"
    made = make.programme_in_force()
    made.programme.fields.add(Field.objects.get(slug=FIELD))
    old = made.leader_b.institution
    new = make.institution(country="LA", name=make.words("Successor"), short_name=make.words("Successor"))
    admin, officer = make.seat(old, Role.ADMINISTRATOR), make.seat(new, Role.COORDINATOR)
    signed_in = [Person(new_page(), seat.account.email, "vi").sign_in() for seat in (admin, officer)]
    return SimpleNamespace(
        admin=signed_in[0],
        officer=signed_in[1],
        old=old,
        new=new,
        unit=make.unit(new),
        programme=made.programme,
    )


def test_the_successor_carries_the_programme_on(people):
    admin, officer, slug = people.admin, people.officer, people.programme.slug
    assert officer.page.goto(f"/programmes/{slug}/answered/").status == 404

    # The old body is merged into the new one; entered, taken back by undo, and put in again.
    admin.go(f"/administration/{people.old.slug}/over-time/")
    line = {"successor": str(people.new.pk), "kind": "merged", "on": "20/03/2025", "basis": "NQ 12"}
    admin.fill("main form.card", {"field": "", **line})
    admin.press("main form.card button")
    admin.press(".note-done button")
    admin.press(".note-done button")
    assert Institution.objects.get(pk=people.old.pk).valid_to.isoformat() == "2025-03-19"

    # The successor's officer finds the programme on the list and asks who answered.
    officer.go("/programmes/")
    officer.press(f'main a[href="/desk/programmes/{slug}/"]')
    assert officer.sees(people.new.name.vi)
    officer.press(f'a[href="/programmes/{slug}/answered/"]')
    assert officer.sees(people.new.name.vi)
    officer.page.fill("main form.day-pick [name=on]", "01/06/2023")
    officer.press("main form.day-pick button")
    assert "on=" in officer.page.url
    heads = officer.page.locator("main section h2").all_inner_texts()
    assert people.old.name.vi in heads
    assert people.new.name.vi not in heads

    # And names a unit for the field on its side of the record.
    officer.go(f"/programmes/{slug}/pairs/{FIELD}/")
    officer.fill("main form", {"unit": str(people.unit.pk), "since": "20/03/2025", "basis": "CV 5"})
    officer.press("main form button")
    row = Counterpart.objects.get()
    assert (row.unit, row.side.position) == (people.unit, 2)
    assert officer.sees(people.unit.name.vi)
