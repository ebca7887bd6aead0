import pytest
from django.core import mail

from songfai.administration import actions
from songfai.administration.actions import Administrator
from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.parties.models import Institution, Seat
from songfai.parties.queries import seats_of
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def server():
    return Administrator(make.account(is_staff=True), None)


def give(by, body, **fields):
    given = {
        "email": "new@example.org", "name": make.words("Somchai"), "role": Role.COORDINATOR, "post": Trilingual(),
        "authority": "", "unit": None, "at": make.NOW,
    }  # fmt: skip
    return actions.give_seat(by=by, institution=body, **(given | fields))


def test_a_seat_is_given_with_an_account_and_ended_from_today():
    body = make.institution()
    seat, made = give(server(), body)
    assert made
    assert list(seats_of(seat.account, make.TODAY)) == [seat]
    actions.end_seat(by=server(), seat=seat, at=make.NOW)
    assert not seats_of(seat.account, make.TODAY)
    assert Line.objects.filter(verb="administration.end_seat").exists()


def test_a_person_who_is_known_gets_a_second_seat_not_a_second_account():
    known = make.seat()
    _seat, made = give(server(), make.institution(), email=known.account.email.upper())
    assert not made
    assert known.account.seats.count() == 2


def test_the_same_role_twice_is_refused():
    body = make.institution()
    give(server(), body)
    with pytest.raises(Refused) as refused:
        give(server(), body)
    assert refused.value.code == "seat_there"


def test_an_administrator_of_one_institution_reaches_no_other():
    admin = make.seat(role=Role.ADMINISTRATOR)
    by = Administrator(admin.account, admin.institution)
    with pytest.raises(NotPermitted):
        give(by, make.institution())
    with pytest.raises(NotPermitted):
        actions.save_institution(by=by, values={}, at=make.NOW)
    assert Institution.objects.count() == 2


def test_the_last_administrator_stays():
    admin = make.seat(role=Role.ADMINISTRATOR)
    with pytest.raises(Refused) as refused:
        actions.end_seat(by=Administrator(admin.account, admin.institution), seat=admin, at=make.NOW)
    assert refused.value.code == "last_administrator"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_the_pages_do_not_exist_for_others(client, role):
    seat = make.seat(role=role)
    client.force_login(seat.account)
    assert client.get("/administration/").status_code == 404
    assert client.get(f"/administration/{seat.institution.slug}/").status_code == 404


def test_an_institution_is_made_and_its_first_leader_invited_by_mail(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client.force_login(make.account(is_staff=True))
    response = client.post(
        "/administration/new/",
        {
            "country": "la", "layout": "la", "slug": "ministry", "origin": "ministry.example/coop",
            "name_lo": "ກະຊວງ", "short_name_lo": "ກຊ", "place_lo": "ວຽງຈັນ",
        },
    )  # fmt: skip
    assert response.status_code == 302, response.content.decode()[:2000]
    assert Institution.objects.get(slug="ministry").country == "LA"
    client.post(
        "/administration/ministry/seats/",
        {"seat-email": "leader@example.org", "seat-name_lo": "ສົມສັກ", "seat-role": "leader"},
    )
    assert Seat.objects.get(institution__slug="ministry").role == Role.LEADER
    assert mail.outbox[0].to == ["leader@example.org"]


def test_a_taken_short_address_is_refused_and_what_was_typed_is_kept(client):
    body = make.institution()
    client.force_login(make.account(is_staff=True))
    response = client.post("/administration/new/", {"slug": body.slug, "name_vi": "Bộ Mới", "country": "VN"})
    page = response.content.decode()
    assert "Bộ Mới" in page
    assert "Another institution uses this already." in page


def test_a_short_address_longer_than_its_column_is_answered_at_its_field(client):
    client.force_login(make.account(is_staff=True))
    page = client.post("/administration/new/", {"slug": "s" * 51, "country": "VN"})
    assert "slug" in page.context["form"].errors


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_queries_for_one_and_three_and_are_exported(
    client, rows, django_assert_max_num_queries
):
    body = make.institution()
    for _one in range(rows):
        make.seat(body)
        make.institution()
        make.unit(body)
    client.force_login(make.account(is_staff=True))
    with django_assert_max_num_queries(5):
        client.get("/administration/")
    with django_assert_max_num_queries(8):
        client.get(f"/administration/{body.slug}/")
    assert "institutions.csv" in client.get("/administration/?export=csv")["Content-Disposition"]
    assert (
        f"{body.slug}-seats.xlsx"
        in client.get(f"/administration/{body.slug}/?export=xlsx")["Content-Disposition"]
    )


def test_an_administrator_cannot_make_themselves_a_leader():
    admin = make.seat(role=Role.ADMINISTRATOR)
    by = Administrator(admin.account, admin.institution)
    with pytest.raises(NotPermitted) as refused:
        give(by, admin.institution, email=admin.account.email, role=Role.LEADER)
    assert refused.value.code == "own_seat"
    assert admin.account.seats.count() == 1


@pytest.mark.parametrize(
    ("held", "wanted"), [(Role.ADMINISTRATOR, Role.LEADER), (Role.COORDINATOR, Role.ADMINISTRATOR)]
)
def test_nobody_administers_an_institution_and_acts_in_its_matters(held, wanted):
    seat = make.seat(role=held)
    with pytest.raises(Refused) as refused:
        give(server(), seat.institution, email=seat.account.email, role=wanted)
    assert refused.value.code == "two_hats"


def test_a_change_of_the_own_name_is_journalled(client):
    seat = make.seat()
    client.force_login(seat.account)
    client.post("/administration/me/", {"name_lo": "ສົມສັກ", "language": "lo"})
    seat.account.refresh_from_db()
    assert seat.account.person.name.lo == "ສົມສັກ"
    assert Line.objects.get(verb="administration.save_own_account").institution_id == seat.institution_id


def typed_over(page, **changed):
    """What the browser would send back of the shown form, with some fields typed over."""
    fields = {}
    for bound in page.context["form"]:
        value = bound.value()
        if isinstance(value, Trilingual):
            value = [value.get(code) for code in LANGUAGES]
        if isinstance(value, list):
            fields |= {f"{bound.name}_{code}": text for code, text in zip(LANGUAGES, value, strict=True)}
        else:
            fields[bound.name] = "" if value is None else value
    return fields | changed


def test_the_second_of_two_savers_sees_what_the_first_saved(client):
    body = make.institution()
    client.force_login(server().account)
    address = f"/administration/{body.slug}/edit/"
    first, second = client.get(address), client.get(address)
    assert client.post(address, typed_over(first, country="JP")).status_code == 302
    refused = client.post(address, typed_over(second, symbol="NV-2"))
    assert refused.status_code == 409
    assert {one.saved for one in refused.context["differences"]} >= {"JP"}
    body.refresh_from_db()
    assert (body.country, body.symbol) == ("JP", "")
    kept = typed_over(refused)
    assert kept["symbol"] == "NV-2"
    assert client.post(address, kept).status_code == 302
    body.refresh_from_db()
    assert body.symbol == "NV-2"


def test_an_origin_taken_just_now_is_refused_in_words():
    taken, body = make.institution(), make.institution()
    with pytest.raises(Refused) as refused:
        actions.save_institution(by=server(), values={"origin": taken.origin}, institution=body, at=make.NOW)
    assert refused.value.code == "in_use"
