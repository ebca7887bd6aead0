from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from songfai.deadlines.models import Rule
from songfai.duties import actions
from songfai.duties.models import Duty, Extension
from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
LANGUAGES = ["lo", "vi", "en"]


@pytest.fixture
def made(settings):
    settings.TODAY = "2026-03-10"
    return make.programme_in_force()


@pytest.fixture
def base(made):
    return f"/programmes/{made.programme.slug}/duties"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_show_in_each_language(client, made, base, language):
    duty = make.duty(made, side=0, rule=Rule.objects.get(slug="opinion"), starts_on=date(2026, 2, 10))
    client.force_login(made.leader_b.account)
    for path in (f"{base}/", f"{base}/new/", f"{base}/{duty.key}/", f"{base}/{duty.key}/extend/", "/duties/"):
        response = client.get(f"{path}?language={language}")
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()


def test_a_duty_is_entered_started_extended_agreed_and_confirmed(client, made, base):
    client.force_login(made.leader_a.account)
    rule = Rule.objects.get(slug="opinion")
    client.post(f"{base}/new/", {"rule": rule.pk, "side": "0"})
    duty = Duty.objects.get()
    here = f"{base}/{duty.key}"
    client.post(f"{here}/start/", {"starts_on": "03/03/2026", "seen": duty.revision})
    client.post(
        f"{here}/extend/",
        {"new_due": "31/03/2026", "reason_vi": "Lý do", "paper": "12/BNV, 09/03/2026", "seen": 1},
    )
    extension = Extension.objects.get()
    client.force_login(made.leader_b.account)
    assert client.post(f"{here}/extensions/{extension.pk}/decline/", {"answer": ""}).status_code == 422
    assert client.post(f"{here}/extensions/{extension.pk}/agree/").status_code == 302
    for leader in (made.leader_a, made.leader_b):
        client.force_login(leader.account)
        seen = Duty.objects.get().revision
        assert client.post(f"{here}/confirm/", {"done_on": "09/03/2026", "seen": seen}).status_code == 302
    duty.refresh_from_db()
    assert (duty.first_due, duty.due, duty.met_on) == (date(2026, 3, 12), date(2026, 3, 31), date(2026, 3, 9))


def test_the_list_says_when_on_what_basis_and_how_it_was_counted(client, made, base):
    make.duty(
        made, rule=Rule.objects.get(slug="opinion"), starts_on=date(2026, 2, 10), basis=make.Trilingual()
    )
    client.force_login(made.leader_a.account)
    for path in (f"{base}/?language=en", "/duties/?language=en", f"{base}/?language=en&export=csv"):
        page = client.get(path).content.decode()
        assert "7 working days" in page
        assert "Law 70/2020/QH14" in page
        assert "are holidays" in page


def test_what_is_met_is_listed_when_asked_for(client, made, base):
    from songfai.duties import actions

    duty = make.duty(made, title=make.words("Findable"))
    actions.confirm_duty(duty=duty, done_on=date(2026, 3, 9), by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_a.account)
    for query, there in (("", False), ("?state=all", True), ("?state=met", True), ("?state=late", False)):
        assert ("Findable" in client.get(f"{base}/{query}").content.decode()) is there


@pytest.mark.parametrize(
    ("fields", "kept", "language"),
    [
        ({"starts_on": "31/02/2026"}, "31/02/2026", "lo"),
        ({"starts_on": "11/03/2026", "due": "20/03/2026"}, "20/03/2026", "vi"),
        ({"title_vi": ""}, "Công văn", "en"),
        ({"starts_on": "03/03/2026"}, "Công văn", "lo"),
    ],
)
def test_bad_input_says_why_and_keeps_what_was_typed(client, made, base, fields, kept, language):
    client.force_login(made.leader_a.account)
    data = {"title_vi": "Việc", "side": "1", "basis_vi": "Công văn"} | fields
    response = client.post(f"{base}/new/?language={language}", data)
    assert response.status_code == 422
    assert 'class="errbox"' in response.content.decode()
    assert kept in response.content.decode()
    assert not Duty.objects.exists()


def test_the_other_side_reads_and_may_not_a_stranger_finds_nothing(client, made, base):
    duty = make.duty(made)
    here = f"{base}/{duty.key}"
    client.force_login(made.leader_b.account)
    assert client.get(f"{here}/").status_code == 200
    assert client.get(f"{here}/extend/").status_code == 403
    assert client.post(f"{here}/confirm/", {"done_on": "09/03/2026", "seen": 0}).status_code == 403
    client.force_login(make.seat().account)
    assert client.get(f"{here}/").status_code == 404
    assert str(duty.key) not in client.get("/duties/").content.decode()
    client.force_login(make.seat(made.leader_a.institution, Role.READER).account)
    assert client.get(f"{base}/new/").status_code == 403


def test_the_second_to_extend_is_told_and_keeps_what_was_typed(client, made, base):
    duty = make.duty(made)
    client.force_login(made.leader_a.account)
    data = {"new_due": "31/03/2026", "reason_vi": "Lý do", "paper": "12/BNV", "seen": duty.revision}
    address = reverse("duties:extend", args=[made.programme.slug, duty.key])
    assert client.post(address, data).status_code == 302
    page = client.post(address, data | {"new_due": "30/04/2026", "reason_vi": "Lý do khác"})
    assert page.status_code == 409
    assert "Lý do khác" in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_queries_for_one_and_three_rows(
    client, made, base, rows, django_assert_max_num_queries
):
    for _one in range(rows):
        make.duty(made)
    client.force_login(made.leader_a.account)
    with django_assert_max_num_queries(14):
        client.get(f"{base}/")
    with django_assert_max_num_queries(14):
        client.get("/duties/")


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_a_duty_counted_across_a_holiday_that_is_not_entered_says_so(client, language, settings):
    settings.TODAY = "2027-03-10"
    words = {
        "en": "The last day was counted without it and may come too early.",
        "vi": "Hạn cuối được tính khi lịch chưa có ngày nghỉ lễ này",
        "lo": "ວັນສຸດທ້າຍນັບເມື່ອຍັງບໍ່ທັນມີວັນພັກດັ່ງກ່າວໃນປະຕິທິນ",
    }[language]
    made = make.programme_in_force()
    for start, count in ((date(2026, 2, 10), 0), (date(2027, 2, 1), 1)):
        duty = make.duty(made, rule=Rule.objects.get(slug="opinion"), starts_on=None, basis=Trilingual())
        at = datetime(2027, 3, 10, 2, tzinfo=UTC)
        actions.start_duty(duty=duty, starts_on=start, by=made.leader_a, at=at)
        client.force_login(made.leader_a.account)
        page = client.get(f"/programmes/{made.programme.slug}/duties/{duty.key}/?language={language}")
        assert page.text.replace("\u200b", "").count(words) == count
        assert [(one.country, one.year) for one in page.context["lacking"]] == [("VN", 2027)] * count


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rules_are_offered_under_one_name(client, made, base, language):
    client.force_login(made.leader_a.account)
    form = client.get(f"{base}/new/?language={language}").context["form"]
    with override(language):
        names = [str(label) for _value, label in form.fields["rule"].choices]
    assert len(set(names)) == len(names)
