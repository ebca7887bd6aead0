"""A unit under another name, joined with others, or with fields that go to another: entered from a day on, and undone."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from songfai.administration import actions
from songfai.administration.actions import Administrator
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Field, Unit, UnitMove
from songfai.parties.states import Role
from songfai.programmes import actions as programmes
from tests import factories as make

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 1)
LAST = ON - timedelta(days=1)
BASIS = "12/2026/QĐ"


@pytest.fixture
def admin():
    return make.seat(role=Role.ADMINISTRATOR)


@pytest.fixture
def units(admin):
    return [make.unit(admin.institution) for _one in range(3)]


def by(seat) -> Administrator:
    return Administrator(seat.account, seat.institution)


def address(admin, unit: Unit, what: str) -> str:
    return f"/administration/{admin.institution.slug}/units/{unit.pk}/{what}/"


def undo_of(page) -> str:
    found = re.search(r'action="(/administration/[^"]+/(?:joined|moved)/[^"]+)"', page.content.decode())
    assert found
    return found[1]


def life(unit: Unit) -> tuple[date | None, Unit | None, str]:
    unit.refresh_from_db()
    return unit.valid_to, unit.succeeded_by, unit.basis


def test_a_new_name_is_the_next_of_the_line_with_parts_and_persons_and_is_undone(client, admin, units):
    unit, part, _other = units
    Unit.objects.filter(pk=part.pk).update(parent=unit)
    seat = make.seat(institution=admin.institution, unit=unit)
    client.force_login(admin.account)
    typed = {
        "name_lo": "ຫ້ອງການໃໝ່",
        "name_vi": "Phòng mới",
        "name_en": "New office",
        "on": "01/03/2026",
        "basis": BASIS,
    }
    refused = client.post(address(admin, unit, "name"), typed | {"basis": ""})
    assert refused.status_code == 422
    assert "Phòng mới" in refused.content.decode()
    shown = client.post(address(admin, unit, "name"), typed, follow=True)
    following = Unit.objects.get(valid_from=ON)
    assert life(unit) == (LAST, following, BASIS)
    part.refresh_from_db()
    seat.refresh_from_db()
    assert (following.name.vi, part.parent, seat.unit) == ("Phòng mới", following, following)

    client.post(undo_of(shown))
    assert life(unit) == (None, None, "")
    part.refresh_from_db()
    seat.refresh_from_db()
    assert (part.parent, seat.unit) == (unit, unit)
    assert not Unit.objects.filter(pk=following.pk).exists()
    assert client.post(f"/administration/{admin.institution.slug}/units/joined/forged/").status_code == 404


def test_several_become_one_that_there_is_or_a_new_one(client, admin, units):
    first, second, third = units
    client.force_login(admin.account)
    typed = {"units": [second.pk], "into": third.pk, "on": "01/03/2026", "basis": BASIS}
    wrong = client.post(address(admin, first, "join"), typed | {"into": second.pk})
    assert wrong.status_code == 422
    assert life(second) == (None, None, "")
    none = client.post(address(admin, first, "join"), typed | {"into": ""})
    assert none.context["form"].errors["name"]
    shown = client.post(address(admin, first, "join"), typed, follow=True)
    assert [life(unit) for unit in units] == [(LAST, third, BASIS), (LAST, third, BASIS), (None, None, "")]
    client.post(undo_of(shown))
    assert [life(unit) for unit in units] == [(None, None, "")] * 3
    client.post(address(admin, first, "join"), typed | {"into": "", "name_en": "One office"})
    made = Unit.objects.get(name__en="One office")
    assert [unit.succeeded_by for unit in Unit.objects.filter(pk__in=[first.pk, second.pk])] == [made, made]


def test_a_new_unit_takes_fields_and_goes_again_when_that_is_undone(client, admin, units):
    unit = units[0]
    fields = list(Field.objects.filter(slug__in=["religion", "justice"]))
    client.force_login(admin.account)
    typed = {
        "fields_moved": [one.pk for one in fields], "into": "", "name_en": "Office of religions", "on": "01/03/2026",
        "basis": BASIS, "unconfirmed": "on",
    }  # fmt: skip
    assert client.post(address(admin, unit, "divide"), typed | {"fields_moved": []}).status_code == 422
    shown = client.post(address(admin, unit, "divide"), typed, follow=True)
    made = Unit.objects.get(name__en="Office of religions")
    unit.refresh_from_db()
    assert unit.divided
    assert unit.valid_to is None
    moves = UnitMove.objects.filter(unit=unit)
    assert {(one.field, one.successor, one.on, one.confirmed) for one in moves} == {
        (one, made, ON, False) for one in fields
    }
    page = client.get(reverse("parties:history", args=[admin.institution.slug])).content.decode()
    assert page.count("Office of religions") >= 3
    again = client.post(address(admin, unit, "divide"), typed | {"into": made.pk})
    assert again.status_code == 422
    assert "leaves the unit on this day already" in again.content.decode()
    client.post(undo_of(shown))
    unit.refresh_from_db()
    assert (unit.divided, Unit.objects.filter(pk=made.pk).exists(), UnitMove.objects.exists()) == (False,) * 3


def test_a_field_is_taken_back_alone(client, admin, units):
    unit, heir, _other = units
    fields = list(Field.objects.filter(slug__in=["religion", "justice"]))
    told = {"into": heir, "name": Trilingual(), "on": ON, "basis": BASIS, "confirmed": True, "at": make.NOW}
    first, second = actions.move_fields(by=by(admin), unit=unit, fields=fields, **told)
    client.force_login(admin.account)
    client.post(address(admin, unit, f"moves/{first.pk}/back"))
    unit.refresh_from_db()
    assert (list(UnitMove.objects.all()), unit.divided) == ([second], True)
    assert Unit.objects.filter(pk=heir.pk).exists()
    assert client.post(address(admin, heir, f"moves/{second.pk}/back")).status_code == 404


def test_a_unit_that_was_there_stays_when_a_move_or_a_joining_to_it_is_undone(client, admin, units):
    """Also one of the same day that nothing names yet, and another body's."""
    unit, other, _third = units
    foreign = make.unit(make.institution())
    Unit.objects.filter(pk__in=[foreign.pk, other.pk]).update(valid_from=ON)
    Unit.objects.filter(pk=unit.pk).update(basis="Its own paper")
    client.force_login(admin.account)
    religion = Field.objects.get(slug="religion")
    typed = {"on": "01/03/2026", "basis": BASIS}
    moved = client.post(
        address(admin, unit, "divide"),
        typed | {"fields_moved": [religion.pk], "into": foreign.pk},
        follow=True,
    )
    client.post(undo_of(moved))
    for into in (other, foreign):
        joined = client.post(address(admin, unit, "join"), typed | {"into": into.pk}, follow=True)
        assert life(unit) == (LAST, into, BASIS)
        assert client.post(undo_of(joined)).status_code == 302
        assert life(unit) == (None, None, "Its own paper")
        assert Unit.objects.filter(pk=into.pk).exists()


def test_an_undo_that_was_used_deletes_nothing_afterwards(client, admin, units):
    """Nor does it reach a unit of another body, whoever has the address."""
    unit = units[0]
    client.force_login(admin.account)
    typed = {"name_en": "New office", "on": "01/03/2026", "basis": BASIS}
    undo = undo_of(client.post(address(admin, unit, "name"), typed, follow=True))
    following = Unit.objects.get(valid_from=ON)
    stranger = make.seat(role=Role.ADMINISTRATOR)
    client.force_login(stranger.account)
    assert client.post(undo.replace(admin.institution.slug, stranger.institution.slug)).status_code == 403
    assert Unit.objects.filter(pk=following.pk).exists()
    # Ended by hand since: the undo finds nothing of its own any more.
    Unit.objects.filter(pk=unit.pk).update(valid_to=None, succeeded_by=None)
    assert client.post(undo.replace(admin.institution.slug, stranger.institution.slug)).status_code == 403
    assert Unit.objects.filter(pk=following.pk).exists()


def test_what_a_unit_receives_from_another_body_stands_on_its_page_and_is_not_its_to_take_back(
    client, admin, units
):
    giver = make.unit(make.institution())
    row = UnitMove.objects.create(
        unit=giver, field=Field.objects.get(slug="religion"), successor=units[0], on=ON, basis=BASIS
    )
    client.force_login(admin.account)
    page = client.get(f"/administration/{admin.institution.slug}/units/{units[0].pk}/").content.decode()
    history = client.get(reverse("parties:history", args=[admin.institution.slug])).content.decode()
    for shown in (page, history):
        assert giver.name.en in shown and BASIS in shown
    assert "/moves/" not in page
    assert client.post(address(admin, giver, f"moves/{row.pk}/back")).status_code == 404


def test_a_unit_hands_on_only_what_it_has(admin, units):
    unit, heir, third = units
    told = {
        "fields": [Field.objects.get(slug="religion")], "name": Trilingual(), "basis": BASIS, "confirmed": True,
        "by": by(admin), "at": make.NOW,
    }  # fmt: skip
    actions.move_fields(unit=unit, into=heir, on=ON, **told)
    with pytest.raises(Refused) as refused:
        actions.move_fields(unit=unit, into=third, on=ON + timedelta(days=9), **told)
    assert refused.value.code == "field_moved"
    heir.refresh_from_db()
    actions.move_fields(unit=heir, into=unit, on=ON + timedelta(days=9), **told)


def test_what_cannot_be_is_refused_and_leaves_nothing(admin, units):
    unit, heir, _other = units
    religion = list(Field.objects.filter(slug="religion"))
    told = {"name": make.words("X"), "on": ON, "basis": BASIS, "at": make.NOW}
    Unit.objects.filter(pk=unit.pk).update(valid_to=LAST - timedelta(days=1))
    for act, more, code in (
        (actions.rename_unit, {"unit": unit}, "unit_ended"),
        (actions.join_units, {"units": [heir], "into": heir}, "part_of_itself"),
        (actions.join_units, {"units": [heir, unit], "into": None}, "unit_ended"),
        (
            actions.move_fields,
            {"unit": unit, "fields": religion, "into": heir, "confirmed": True},
            "unit_ended",
        ),
        (
            actions.move_fields,
            {"unit": heir, "fields": religion, "into": heir, "confirmed": True},
            "part_of_itself",
        ),
    ):
        with pytest.raises(Refused) as refused:
            act(by=by(admin), **told, **more)
        assert refused.value.code == code
    assert Unit.objects.count() == 3
    assert not UnitMove.objects.exists()


def test_a_unit_that_answers_for_something_by_now_does_not_go(admin):
    made = make.programme_in_force(body_a=admin.institution)
    unit = make.unit(admin.institution)
    joined = actions.rename_unit(
        by=by(admin), unit=unit, name=make.words("New"), on=ON, basis=BASIS, at=make.NOW
    )
    programmes.name_answerable(
        commitment=made.commitments[0], unit=joined.into, person=None, by=made.leader_a, at=make.NOW
    )
    with pytest.raises(Refused) as refused:
        actions.take_joining_back(by=by(admin), joined=joined, on=ON, at=make.NOW)
    assert refused.value.code == "unit_used"
    assert life(unit) == (LAST, joined.into, BASIS)


OTHERS = {
    "rename": lambda unit, row: (actions.rename_unit, {"unit": unit, **NEW}),
    "join": lambda unit, row: (actions.join_units, {"units": [unit], "into": None, **NEW}),
    "move": lambda unit, row: (
        actions.move_fields, {"unit": unit, "fields": [], "into": None, "confirmed": True, **NEW},
    ),
    "back": lambda unit, row: (actions.take_move_back, {"row": row}),
}  # fmt: skip
NEW = {"name": Trilingual(en="X"), "on": ON, "basis": BASIS}


@pytest.mark.parametrize("what", OTHERS)
def test_another_bodys_units_are_not_ones_own(admin, what):
    unit = make.unit(make.institution())
    row = UnitMove.objects.create(
        unit=unit, field=Field.objects.get(slug="religion"), successor=make.unit(unit.institution), on=ON,
        basis=BASIS,
    )  # fmt: skip
    act, told = OTHERS[what](unit, row)
    with pytest.raises(NotPermitted):
        act(by=by(admin), at=make.NOW, **told)
    assert list(UnitMove.objects.all()) == [row]
    assert Unit.objects.filter(valid_to=None).count() == 2


@pytest.mark.parametrize("role", [one for one in Role if one != Role.ADMINISTRATOR])
def test_only_the_administrator_enters_what_becomes_of_units(client, admin, units, role):
    client.force_login(make.seat(institution=admin.institution, role=role).account)
    for what in ("name", "join", "divide"):
        assert client.get(address(admin, units[0], what)).status_code in {403, 404}
