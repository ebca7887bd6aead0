"""An institution over time, as its administrator enters it: pages, reach and undo."""

from datetime import date

import pytest

from songfai.administration import actions
from songfai.administration.actions import Administrator
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.notices.models import Notice
from songfai.parties.models import Field, FormerName, Succession
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db

MARCH = date(2025, 3, 20)


@pytest.fixture
def admin(db):
    return make.seat(role=Role.ADMINISTRATOR)


def by(seat) -> Administrator:
    return Administrator(seat.account, seat.institution)


def line(**more):
    return {"kind": "moved", "on": MARCH, "basis": "12/QH", "at": make.NOW, "field": None, **more}


def test_who_hands_on_is_the_body_itself_and_those_concerned_are_told(admin):
    made = make.programme_in_force(body_a=admin.institution)
    heir = make.seat(role=Role.COORDINATOR)
    row = actions.hand_on(
        by=by(admin), predecessor=admin.institution, successor=heir.institution,
        **line(field=Field.objects.get(slug="religion")),
    )  # fmt: skip
    told = set(Notice.objects.filter(text__startswith="Since").values_list("account", flat=True))
    assert told == {heir.account_id, made.leader_b.account_id}
    assert Line.objects.filter(verb="administration.hand_on").count() == 1
    actions.take_back(by=by(admin), row=row, at=make.NOW)
    assert not Succession.objects.exists()


def test_nobody_takes_over_by_their_own_word(admin):
    with pytest.raises(NotPermitted):
        actions.hand_on(by=by(admin), predecessor=make.institution(), successor=admin.institution, **line())
    with pytest.raises(NotPermitted):
        actions.rename(
            by=by(admin), institution=make.institution(), name=make.words("X"), short_name=make.words("X"),
            on=MARCH, basis="", at=make.NOW,
        )  # fmt: skip
    assert not Succession.objects.exists()


def test_a_line_is_entered_taken_back_and_put_in_again_on_the_pages(client, admin):
    body, heir = admin.institution, make.institution()
    client.force_login(admin.account)
    address = f"/administration/{body.slug}/over-time/"
    typed = {"field": "", "successor": heir.pk, "kind": "merged", "on": "20/03/2025", "basis": "12/QH"}
    refused = client.post(address, typed | {"basis": ""})
    assert refused.status_code == 422
    assert "20/03/2025" in refused.content.decode()
    assert client.post(address, typed).status_code == 302
    row = Succession.objects.get()
    assert (row.successor, row.field, row.on, row.confirmed) == (heir, None, MARCH, True)
    undo = client.post(f"{address}{row.pk}/back/", follow=True).content.decode()
    assert not Succession.objects.exists()
    again = undo.split("/again/")[1].split("/")[0]
    assert client.post(f"{address}again/{again}/").status_code == 302
    assert Succession.objects.get().basis == "12/QH"
    assert client.post(f"{address}again/forged/").status_code == 404


def test_a_line_that_cannot_be_is_refused_in_words_and_kept_as_typed(client, admin):
    body, heir = admin.institution, make.institution(valid_from=date(2026, 1, 1))
    client.force_login(admin.account)
    typed = {"field": "", "successor": heir.pk, "kind": "merged", "on": "20/03/2025", "basis": "12/QH"}
    page = client.post(f"/administration/{body.slug}/over-time/", typed)
    assert page.status_code == 422
    assert "The successor does not exist on that day." in page.content.decode()
    assert "12/QH" in page.content.decode()


def test_a_new_name_is_entered_and_taken_back_on_the_pages(client, admin):
    body = admin.institution
    old = body.name
    client.force_login(admin.account)
    typed = {
        "name_vi": "Tên mới",
        "short_name_vi": "Mới",
        "on": "01/03/2025",
        "basis": "7/ND",
        "unconfirmed": "on",
    }
    assert client.post(f"/administration/{body.slug}/over-time/name/", typed).status_code == 302
    body.refresh_from_db()
    former = FormerName.objects.get()
    assert (body.name.vi, former.name, former.confirmed) == ("Tên mới", old, False)
    client.post(f"/administration/{body.slug}/over-time/name/{former.pk}/back/")
    body.refresh_from_db()
    assert body.name == old


def test_a_unit_is_changed_and_the_second_saver_told(client, admin):
    unit, heir = make.unit(admin.institution), make.unit(make.institution())
    client.force_login(admin.account)
    address = f"/administration/{admin.institution.slug}/units/{unit.pk}/"
    seen = client.get(address).context["form"]["seen"].value()
    typed = {
        "name_en": "Renamed",
        "valid_to": "28/02/2025",
        "succeeded_by": heir.pk,
        "basis": "3/QD",
        "seen": seen,
    }
    assert client.post(address, typed | {"valid_from": "01/03/2025"}).status_code == 422
    assert client.post(address, typed).status_code == 302
    unit.refresh_from_db()
    assert (unit.valid_to, unit.succeeded_by) == (date(2025, 2, 28), heir)
    second = client.post(address, typed | {"name_en": "Other"})
    assert second.status_code == 409
    assert {one.saved for one in second.context["differences"]} >= {"en: Renamed"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"valid_to": None, "succeeded_by": "heir"}, "unit_goes_on"),
        ({"parent": "foreign"}, "unit_of_another"),
        ({"parent": "self"}, "part_of_itself"),
        ({"valid_to": MARCH, "succeeded_by": "self"}, "part_of_itself"),
    ],
)
def test_an_impossible_unit_is_refused(admin, values, code):
    unit = make.unit(admin.institution)
    named = {"heir": make.unit(admin.institution), "foreign": make.unit(make.institution()), "self": unit}
    values = {
        key: named.get(value, value) if isinstance(value, str) else value for key, value in values.items()
    }
    with pytest.raises(Refused) as refused:
        actions.save_unit(by=by(admin), institution=admin.institution, unit=unit, values=values, at=make.NOW)
    assert refused.value.code == code


def test_the_fields_are_kept_by_who_keeps_the_server(client, admin):
    server = Administrator(make.account(is_staff=True), None)
    client.force_login(admin.account)
    assert client.get("/administration/fields/").status_code == 200
    assert client.get("/administration/fields/religion/").status_code == 404
    with pytest.raises(NotPermitted):
        actions.save_field(by=by(admin), name=make.words("X"), slug="x", position=1, at=make.NOW)
    client.force_login(server.account)
    typed = {"name_lo": "ກິລາ", "name_vi": "Thể thao", "name_en": "Sport", "slug": "sport", "position": "30"}
    assert client.post("/administration/fields/new/", typed).status_code == 302
    assert client.post("/administration/fields/new/", typed).status_code == 422
    field = Field.objects.get(slug="sport")
    told = {"by": server, "field": field, "name": make.words("Sports"), "position": 3, "at": make.NOW}
    seen = actions.field_stamp(field)
    actions.save_field(**told, seen=seen)
    with pytest.raises(Changed):
        actions.save_field(**told, seen=seen)


def test_an_institution_is_no_part_of_itself_and_ends_after_it_begins(client, admin):
    body = admin.institution
    client.force_login(admin.account)
    address = f"/administration/{body.slug}/edit/"
    shown = client.get(address).context["form"]
    typed = {
        "country": "VN", "layout": "vn", "slug": body.slug, "origin": body.origin, "name_en": "A", "short_name_en": "A",
        "place_en": "P", "seen": shown["seen"].value(),
    }  # fmt: skip
    assert client.post(address, typed | {"parent": body.pk}).status_code == 422
    wrong = client.post(address, typed | {"valid_from": "01/03/2025", "valid_to": "28/02/2025"})
    assert wrong.context["form"].errors["valid_to"]
    assert client.post(address, typed | {"valid_from": "01/03/2020"}).status_code == 302
    body.refresh_from_db()
    assert body.valid_from == date(2020, 3, 1)
