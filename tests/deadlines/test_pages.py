from datetime import date

import pytest

from songfai.deadlines import queries
from songfai.deadlines.models import Holiday, MovingHoliday, Rule, Version
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
LANGUAGES = ["lo", "vi", "en"]
RULE = "/deadlines/rules/opinion/"


@pytest.fixture
def server(client):
    account = make.account(is_staff=True)
    client.force_login(account)
    return account


def version_data(**fields):
    given = {
        "valid_from": "01/01/2026",
        "unit": "days",
        "amount": "5",
        "calendar": "owner",
        "certainty": "sourced",
        "seen": "0",
    }
    return given | fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_with_a_seat_reads_the_rules_and_tries_them(client, language):
    client.force_login(make.seat(role=Role.READER).account)
    for path in (
        "/deadlines/",
        f"{RULE}?start=10/02/2026&country=VN",
        "/deadlines/holidays/?country=LA&year=2026",
    ):
        sign = "&" if "?" in path else "?"
        response = client.get(f"{path}{sign}language={language}")
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()


def test_the_trial_says_how_it_counted(client):
    client.force_login(make.seat(role=Role.READER).account)
    page = client.get(f"{RULE}?start=10/02/2026&country=VN&language=en").content.decode()
    assert "26 February 2026" in page
    assert "7 working days" in page
    assert "to be checked" in page
    page = client.get("/deadlines/rules/agreement-report/?start=10/02/2026&country=VN&language=en")
    assert "gives no limit yet" in page.content.decode()


def test_nobody_without_a_seat_reads_and_an_officer_edits_nothing(client):
    client.force_login(make.account())
    for path in ("/deadlines/", f"{RULE}edit/"):
        assert client.get(path).status_code == 404
    client.force_login(make.seat(role=Role.LEADER).account)
    key = Version.objects.get(rule__slug="opinion").key
    editing = (f"{RULE}edit/", f"{RULE}versions/{key}/", f"{RULE}versions/new/", "/deadlines/holidays/new/")
    for path in editing:
        refused = client.get(f"{path}?language=en")
        assert refused.status_code == 403
        assert "Only an administrator changes this." in refused.content.decode()
    client.force_login(make.seat(role=Role.ADMINISTRATOR).account)
    assert client.get(f"{RULE}versions/{key}/").status_code == 403
    assert client.get(f"{RULE}versions/new/").status_code == 200


def test_a_version_is_ended_and_followed_through_the_pages(client, server):
    version = Version.objects.get(rule__slug="opinion")
    ended = version_data(valid_from="01/07/2021", valid_to="31/12/2025", unit="working_days", amount="7")
    assert client.post(f"{RULE}versions/{version.key}/", ended).status_code == 302
    assert client.post(f"{RULE}versions/new/", version_data()).status_code == 302
    assert Rule.objects.get(slug="opinion").versions.count() == 2
    gap = version_data(
        valid_from="01/07/2021", valid_to="30/11/2025", unit="working_days", amount="7", seen="1"
    )
    assert client.post(f"{RULE}versions/{version.key}/", gap).status_code == 302
    assert "1 December 2025" in client.get(f"{RULE}?language=en").content.decode()


@pytest.mark.parametrize(
    ("fields", "kept", "language"),
    [
        ({"valid_from": "31/02/2026"}, "31/02/2026", "lo"),
        ({"amount": "bảy"}, "bảy", "vi"),
        ({"unit": "day_of_year", "basis_vi": "Luật mẫu"}, "Luật mẫu", "en"),
        ({"valid_from": "01/01/2020", "basis_vi": "Luật mẫu"}, "Luật mẫu", "lo"),
    ],
)
def test_bad_input_says_why_and_keeps_what_was_typed(client, server, fields, kept, language):
    response = client.post(f"{RULE}versions/new/?language={language}", version_data(**fields))
    page = response.content.decode()
    assert response.status_code == 422
    assert 'class="errbox"' in page
    assert kept in page
    assert Version.objects.filter(rule__slug="opinion").count() == 1


def test_the_second_to_save_a_version_sees_the_first(client, server):
    key = Version.objects.get(rule__slug="opinion").key
    client.post(f"{RULE}versions/{key}/", version_data(source="First source"))
    page = client.post(f"{RULE}versions/{key}/", version_data(source="Second source"))
    assert page.status_code == 409
    assert "First source" in page.content.decode()
    assert "Second source" in page.content.decode()


def test_a_holiday_is_entered_changed_and_taken_out(client, server):
    data = {"country": "LA", "day": "09/03/2026", "kind": "off", "name_lo": "ວັນພັກ", "sure": "on"}
    assert client.post("/deadlines/holidays/new/", data)["Location"].endswith("?country=LA&year=2026")
    row = Holiday.objects.get(country="LA", day="2026-03-09")
    assert client.post("/deadlines/holidays/new/", data).status_code == 422
    client.post(f"/deadlines/holidays/{row.key}/", data | {"day": "10/03/2026", "seen": "0"})
    client.post(f"/deadlines/holidays/{row.key}/remove/")
    assert not Holiday.objects.filter(pk=row.pk).exists()


def test_the_list_takes_the_same_queries_for_more_versions(client, django_assert_max_num_queries):
    client.force_login(make.seat(role=Role.READER).account)
    for path in ("/deadlines/", "/deadlines/holidays/", RULE):
        with django_assert_max_num_queries(8):
            client.get(path)
    for body in (make.institution(), make.institution(), make.institution()):
        Version.objects.create(rule=Rule.objects.get(slug="opinion"), institution=body, amount=3)
    for path in ("/deadlines/", RULE):
        with django_assert_max_num_queries(8):
            client.get(path)


LACKS = {
    "en": "The calendar of Viet Nam for 2027 does not have: Tết (Lunar New Year).",
    "vi": "Lịch của Việt Nam năm 2027 chưa có: Tết Nguyên đán.",
    "lo": "ປະຕິທິນຂອງ ຫວຽດນາມ ປີ 2027 ຍັງບໍ່ທັນມີ: ກຸດຈີນ (Tết).",
}


def text_of(client, address):
    return client.get(address).text.replace("\u200b", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_across_a_holiday_that_is_not_entered_is_marked(client, server, language):
    trial = f"{RULE}?country=VN&language={language}&start="
    assert LACKS[language] in text_of(client, f"{trial}01/02/2027")
    for start in ("01/02/2026", "03/05/2027"):
        assert "note-warn" not in text_of(client, f"{trial}{start}")


def enter(client, day, moving, country="VN"):
    data = {"country": country, "day": day, "kind": "off", "name_vi": "Nghỉ", "moving": moving}
    return client.post("/deadlines/holidays/new/", data)


def test_a_year_is_complete_once_a_day_of_each_moving_holiday_is_entered(client, server):
    page = "/deadlines/holidays/?country=VN&language=en&year="
    assert "note-warn" not in text_of(client, f"{page}2026")
    rows = {one.slug: one.pk for one in MovingHoliday.objects.all()}
    lacking = [[["Tết (Lunar New Year)", "Hùng Kings’ Commemoration Day"]]]
    for day, moving in (("05/02/2027", rows["tet"]), ("16/04/2027", rows["hung-kings"])):
        found = client.get(f"{page}2027").context["lacking"]
        assert [[name.en for name in one.names] for one in found] == lacking[-1]
        assert enter(client, day, moving).status_code == 302
        lacking.append([lacking[-1][0][1:]])
    assert "note-warn" not in text_of(client, f"{page}2027")


def test_a_moving_holiday_stays_in_its_own_country(client, server):
    row = MovingHoliday.objects.get(slug="tet")
    assert enter(client, "05/02/2027", row.pk, "LA").status_code == 422
    assert not Holiday.objects.filter(country="LA", day="2027-02-05").exists()


def test_what_a_country_announces_is_a_list_that_is_kept_on_a_page(client, server):
    page = "/deadlines/holidays/?country=LA&language=en&year=2027"
    assert text_of(client, page).count("Not entered") == 1
    typed = {
        "name_lo": "ບຸນອອກພັນສາ", "name_en": "End of Buddhist Lent", "country": "LA", "first_month": "10", "last_month": "9",
        "slug": "ok-phansa",
    }  # fmt: skip
    new = "/deadlines/holidays/announced/new/"
    refused = client.post(new, typed)
    assert refused.status_code == 422
    assert "ບຸນອອກພັນສາ" in refused.content.decode()
    assert client.post(new, typed | {"last_month": "11"}).status_code == 302
    assert client.post(new, typed | {"last_month": "11"}).status_code == 422
    shown = text_of(client, page)
    assert "October to November" in shown
    assert shown.count("Not entered") == 2
    row = MovingHoliday.objects.get(slug="ok-phansa")
    assert enter(client, "15/10/2027", row.pk, "LA").status_code == 302
    assert text_of(client, page).count("Not entered") == 1

    one = "/deadlines/holidays/announced/ok-phansa/"
    seen = client.get(one).context["form"]["seen"].value()
    told = typed | {"last_month": "10", "seen": seen}
    assert client.post(one, told | {"country": "VN"}).status_code == 422
    assert client.post(one, told).status_code == 302
    assert client.post(one, told | {"name_en": "Second to save"}).status_code == 409
    row.refresh_from_db()
    assert (row.name.en, row.last_month, row.country) == ("End of Buddhist Lent", 10, "LA")
    # Days name it: it stays until they do not.
    assert client.post(f"{one}remove/").status_code == 422
    row.days.all().delete()
    assert client.post(f"{one}remove/").status_code == 302
    assert not MovingHoliday.objects.filter(slug="ok-phansa").exists()


def test_only_who_keeps_the_server_says_what_a_country_announces(client):
    client.force_login(make.seat(role=Role.ADMINISTRATOR).account)
    assert "announced/new" not in text_of(client, "/deadlines/holidays/?country=LA")
    for address in ("new/", "tet/"):
        assert client.get(f"/deadlines/holidays/announced/{address}").status_code == 403
    assert client.post("/deadlines/holidays/announced/tet/remove/").status_code == 403
    assert MovingHoliday.objects.filter(slug="tet").exists()


def test_whoever_keeps_the_calendar_is_led_to_it_and_nobody_else(client, server):
    trial = f"{RULE}?country=VN&language=en&start=01/02/2027"
    link = 'href="/deadlines/holidays/?country=VN&amp;year=2027"'
    assert text_of(client, trial).count(link) == 1
    client.force_login(make.seat(role=Role.READER).account)
    shown = text_of(client, trial)
    assert (LACKS["en"] in shown, link in shown) == (True, False)


@pytest.mark.parametrize("days", [1, 3])
def test_what_is_lacking_takes_two_queries(days, django_assert_num_queries):
    row = MovingHoliday.objects.get(slug="tet")
    for day in range(days):
        Holiday.objects.create(country="VN", day=date(2028, 1, 24 + day), moving=row, name=make.words("Tet"))
    with django_assert_num_queries(2):
        found = queries.gaps(["VN"], date(2027, 1, 1), date(2028, 12, 31))
    assert [(one.year, len(one.names)) for one in found] == [(2027, 2), (2028, 1)]
