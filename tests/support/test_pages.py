from decimal import Decimal

import pytest

from songfai.parties.states import Role
from songfai.support.models import Agreed, Rate, RateVersion, Support
from songfai.support.states import SupportState
from songfai.visits.models import Member
from songfai.visits.states import VisitState
from tests import factories as make
from tests.visits import making as visiting

pytestmark = pytest.mark.django_db
LANGUAGES = ["lo", "vi", "en"]
TABLE = "/rates/allowances-lao-students/"


@pytest.fixture
def made(settings):
    settings.TODAY = "2026-03-10"
    return make.programme_in_force()


@pytest.fixture
def base(made):
    return f"/programmes/{made.programme.slug}"


def data(**fields):
    return {"kind": "person_days", "title_vi": "Chuyên gia", "year": "2025", "quantity": "10"} | fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_show_in_each_language(client, made, base, language):
    support = make.support(made, "received")
    make.support(made, "received", by=made.leader_b, kind="money", quantity=None, minor=900, currency="LAK")
    client.force_login(made.leader_a.account)
    paths = [
        f"{base}/support/", f"{base}/support/new/", f"{base}/support/{support.key}/",
        f"{base}/support/{support.key}/payments/new/", f"{base}/balance/", f"{base}/balance/?year=2025",
        f"{base}/balance/units/", f"{base}/balance/units/places/", f"{base}/balance/units/money/", "/rates/", TABLE,
    ]  # fmt: skip
    for path in paths:
        response = client.get(f"{path}{'&' if '?' in path else '?'}language={language}")
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()


def test_from_the_promise_to_the_receipt_through_the_pages(client, made, base, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    client.force_login(made.leader_a.account)
    goods = data(kind="goods", quantity="4", unit_vi="máy", amount="360000000", currency="VND")
    client.post(f"{base}/support/new/", goods)
    row = Support.objects.get()
    here = f"{base}/support/{row.key}"
    assert (row.minor, row.currency) == (360_000_000, "VND")
    client.post(f"{here}/approve/", {"paper": "12/QĐ", "seen": row.revision})
    client.post(f"{here}/deliver/", {"on": "02/06/2025", "seen": row.revision + 1})
    file = SimpleUploadedFile("list.csv", b"a;b\n")
    client.post(f"{here}/papers/", {"file": file, "dated": "02/06/2025"})
    client.force_login(made.leader_b.account)
    assert client.post(f"{here}/receive/", {"on": "05/06/2025", "arrived": "3", "seen": 2}).status_code == 422
    part = {"on": "05/06/2025", "arrived": "3", "note_lo": "ເສຍໜຶ່ງເຄື່ອງ", "seen": 2}
    assert client.post(f"{here}/receive/", part).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.arrived, row.papers.count()) == (SupportState.RECEIVED, 3, 1)


@pytest.mark.parametrize(
    ("fields", "kept", "language"),
    [
        ({"quantity": "mười"}, "mười", "lo"),
        ({"quantity": ""}, "Chuyên gia", "vi"),
        ({"kind": "money", "quantity": "", "amount": "12,5", "currency": "VND"}, "12,5", "en"),
        ({"kind": "money", "quantity": "", "amount": "100"}, "Chuyên gia", "lo"),
        ({"year": "2022"}, "2022", "vi"),
        ({"title_vi": "", "quantity": "10"}, 'value="10"', "en"),
    ],
)
def test_bad_input_says_why_and_keeps_what_was_typed(client, made, base, fields, kept, language):
    client.force_login(made.leader_a.account)
    response = client.post(f"{base}/support/new/?language={language}", data(**fields))
    assert response.status_code == 422
    assert 'class="errbox"' in response.content.decode()
    assert kept in response.content.decode()
    assert not Support.objects.exists()


def test_the_giver_has_no_form_of_receipt_and_the_other_side_no_form_of_delivery(client, made, base):
    support = make.support(made, "delivered")
    here = f"{base}/support/{support.key}/"
    for leader, there, gone in (
        (made.leader_a, "take-back/", "receive/"),
        (made.leader_b, "receive/", "take-back/"),
    ):
        client.force_login(leader.account)
        page = client.get(here).content.decode()
        assert f'{here}{there}"' in page
        assert f'{here}{gone}"' not in page
    client.force_login(made.leader_a.account)
    assert client.post(f"{here}receive/", {"on": "05/06/2025", "seen": support.revision}).status_code == 403


def test_a_stranger_finds_nothing_and_a_reader_only_reads(client, made, base):
    support = make.support(made)
    client.force_login(make.seat().account)
    for path in ("support/", f"support/{support.key}/", "balance/", "balance/units/"):
        assert client.get(f"{base}/{path}").status_code == 404
    client.force_login(make.seat(made.leader_a.institution, Role.READER).account)
    assert client.get(f"{base}/support/").status_code == 200
    assert client.get(f"{base}/support/new/").status_code == 403
    assert client.post(f"{base}/support/{support.key}/cancel/", {"reason": "x", "seen": 0}).status_code == 403


def test_the_second_to_save_sees_the_first_and_keeps_what_was_typed(client, made, base):
    support = make.support(made)
    client.force_login(made.leader_a.account)
    here = f"{base}/support/{support.key}/edit/"
    assert client.post(here, data(title_vi="Thứ nhất", seen=support.revision)).status_code == 302
    page = client.post(here, data(title_vi="Thứ hai", seen=support.revision))
    assert page.status_code == 409
    assert "Thứ nhất" in page.content.decode() and "Thứ hai" in page.content.decode()


def test_an_activity_proposes_its_support_and_then_no_longer_waits(client, made, base):
    activity = make.activity(made, title=make.words("Findable"))
    figure = {"label": make.words("Trainees"), "value": 24, "unit": make.Trilingual(vi="người", en="persons")}
    from songfai.plans.actions import set_rows

    set_rows(activity=activity, kind="figures", rows=[figure], by=made.leader_a, at=make.NOW)
    client.force_login(made.leader_a.account)
    assert "Findable" in client.get(f"{base}/support/").content.decode()
    page = client.get(f"{base}/support/new/?activity={activity.key}").content.decode()
    assert 'value="24"' in page
    assert f'<option value="{activity.pk}" selected>' in page
    client.force_login(made.leader_b.account)
    assert "Findable" not in client.get(f"{base}/support/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_queries_for_one_and_three_rows(
    client, made, base, rows, django_assert_max_num_queries
):
    for _one in range(rows):
        make.support(made, "received")
    client.force_login(made.leader_a.account)
    with django_assert_max_num_queries(14):
        client.get(f"{base}/support/")
    with django_assert_max_num_queries(11):
        client.get(f"{base}/balance/")


def test_filters_narrow_the_list_and_its_file(client, made, base):
    make.support(made, title=make.words("Văn thư"))
    make.support(made, by=made.leader_b, title=make.words("Tôn giáo"), year=2024, kind="places")
    client.force_login(made.leader_a.account)
    for query, there, gone in (
        ("text=van+thu", "Văn thư", "Tôn giáo"), ("year=2024", "Tôn giáo", "Văn thư"),
        ("giver=2", "Tôn giáo", "Văn thư"), ("kind=places", "Tôn giáo", "Văn thư"),
    ):  # fmt: skip
        for export in ("", "&export=csv"):
            page = client.get(f"{base}/support/?{query}{export}").content.decode()
            assert there in page and gone not in page


def test_a_visit_of_which_nobody_wrote_who_travelled_is_named_beside_the_balance(client, made, base):
    visiting.until(VisitState.DONE, made, title=make.words("Unwritten"))
    client.force_login(made.leader_a.account)
    year = made.visit.starts_on.year
    page = client.get(f"{base}/balance/?language=en").content.decode()
    assert "Who travelled on one visit is not written down" in page
    assert f"{base}/visits/{made.visit.key}/" in page
    assert (
        "is not written down"
        not in client.get(f"{base}/balance/?year={year - 1}&language=en").content.decode()
    )
    Member.objects.create(visit=made.visit, number=1, person=make.person())
    assert "is not written down" not in client.get(f"{base}/balance/?language=en").content.decode()


def test_the_balance_is_exported_with_each_sides_sums(client, made, base):
    make.support(made, "received", kind="money", quantity=None, minor=1250, currency="USD")
    make.support(made, "received", by=made.leader_b, quantity=Decimal("7.5"))
    client.force_login(made.leader_b.account)
    table = client.get(f"{base}/balance/?export=csv&language=en").content.decode("utf-8-sig")
    assert "Money,USD,2025,12.50,0,12.50,0" in table.replace("0.00", "0")
    assert "person-days,2025,0,7.50,0,7.50" in table
    assert client.get(f"{base}/balance/?export=xlsx").status_code == 200


def test_a_payment_by_a_rate_is_entered(client, made, base):
    support = make.support(made)
    rate = Rate.objects.get(version__state="replaced", level__en="University")
    client.force_login(made.leader_a.account)
    here = f"{base}/support/{support.key}"
    typed = {"title_vi": "Sinh hoạt phí", "paid_on": "18/12/2024", "rate": rate.pk, "persons": "10"}
    assert client.post(f"{here}/payments/new/", typed).status_code == 422
    assert client.post(f"{here}/payments/new/", typed | {"times": "3"}).status_code == 302
    assert "108.900.000" in client.get(f"{here}/?language=vi").content.decode()
    assert "24/2018" in client.get(f"{here}/?export=csv&language=en").content.decode()
    payment = support.payments.get()
    client.post(f"{here}/payments/{payment.pk}/remove/")
    assert not support.payments.exists()


def test_units_are_proposed_and_agreed_through_the_pages(client, made, base):
    client.force_login(made.leader_a.account)
    typed = {"counted": "on", "unit_vi": "tháng công", "per": "22"}
    assert client.post(f"{base}/balance/units/person_days/", typed).status_code == 302
    assert client.get(f"{base}/balance/units/nothing/").status_code == 404
    proposed = Agreed.objects.get()
    assert client.post(f"{base}/balance/units/{proposed.pk}/agree/").status_code == 403
    client.force_login(made.leader_b.account)
    assert client.post(f"{base}/balance/units/{proposed.pk}/agree/").status_code == 302
    assert "tháng công" in client.get(f"{base}/balance/?language=vi").content.decode()


def test_versions_of_a_table_are_told_apart_where_a_rate_is_chosen(client, made):
    client.force_login(made.leader_a.account)
    support = make.support(made, kind="money", quantity=None, minor=10, currency="VND")
    here = f"/programmes/{made.programme.slug}/support/{support.key}/payments/new/"
    page = client.get(f"{here}?language=vi").content.decode()
    assert "· 01/05/2018 – · Đại học · Dài hạn · 3.630.000" in page


def version_data(**fields):
    given = {
        "state": "in_force", "valid_from": "01/01/2024", "currency": "VND", "per_vi": "người/tháng", "basis_vi": "Thông tư",
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-level_vi": "Đại học", "form-0-amount": "4.000.000",
    }  # fmt: skip
    return given | fields


def test_an_administrator_enters_a_version_and_an_overlap_is_said(client, made):
    client.force_login(make.account(is_staff=True))
    page = client.post(f"{TABLE}versions/new/?language=vi", version_data())
    assert page.status_code == 422
    assert "01" in page.content.decode() and "4.000.000" in page.content.decode()
    assert client.post("/rates/new/", {"title_vi": "Bảng", "slug": "moi"}).status_code == 302
    assert (
        client.post(
            "/rates/moi/versions/new/?language=vi", version_data(**{"form-0-amount": "4,5"})
        ).status_code
        == 422
    )
    assert client.post("/rates/moi/versions/new/?language=vi", version_data()).status_code == 302
    assert RateVersion.objects.get(table__slug="moi").rates.get().minor == 4_000_000
    later = version_data(valid_from="01/03/2025", valid_to="", seen="0")
    first = RateVersion.objects.get(table__slug="moi")
    ended = version_data(valid_to="31/01/2025", seen="0", **{"form-INITIAL_FORMS": "1"})
    assert client.post(f"/rates/moi/versions/{first.key}/?language=vi", ended).status_code == 302
    refused = client.post("/rates/moi/versions/new/?language=vi", later)
    assert refused.status_code == 422
    [said] = refused.context["form"].errors["gap_reason"]
    assert "01/02/2025" in said and "28/02/2025" in said
    early = later | {"valid_from": "15/01/2025"}
    refused = client.post("/rates/moi/versions/new/?language=vi", early)
    [said] = refused.context["form"].errors["valid_from"]
    assert "15/01/2025" in said and "31/01/2025" in said
    assert RateVersion.objects.filter(table__slug="moi").count() == 1
    later["gap_reason_vi"] = "Bộ đang soạn mức mới"
    assert client.post("/rates/moi/versions/new/?language=vi", later).status_code == 302
    page = client.get("/rates/moi/?language=vi").content.decode()
    assert "01/02/2025" in page and "28/02/2025" in page and "Bộ đang soạn mức mới" in page


def test_an_officer_edits_no_table(client, made):
    client.force_login(made.leader_a.account)
    for path in ("/rates/new/", f"{TABLE}edit/", f"{TABLE}versions/new/"):
        refused = client.get(f"{path}?language=en")
        assert refused.status_code == 403
        assert "Only an administrator changes this." in refused.content.decode()


def test_a_receipt_of_money_is_read_in_its_currency(client, made, base):
    support = make.support(made, "delivered", kind="money", quantity=None, minor=1000, currency="USD")
    client.force_login(made.leader_b.account)
    here = f"{base}/support/{support.key}/receive/?language=en"
    typed = {"on": "05/06/2025", "arrived": "9.50", "note_en": "Bank fee", "seen": support.revision}
    assert client.post(here, typed | {"arrived": "9.505"}).status_code == 422
    assert client.post(here, typed).status_code == 302
    assert Support.objects.get().arrived_minor == 950
