"""The register as people open it: a document's whole way by its pages, refusals, exports, the other institution."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.parties.states import Role
from songfai.registry import actions
from songfai.registry.models import OfficialDocument, Recipient, Report, ReportDuty, Series
from songfai.registry.queries.documents import years_of
from songfai.registry.states import Numbers
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.registry import making
from tests.registry.test_reports import duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.office()


@pytest.fixture(autouse=True)
def today(monkeypatch):
    for name in ("lists", "changes", "steps", "series", "reports"):
        monkeypatch.setattr(f"songfai.registry.pages.{name}.today", lambda: make.TODAY)
    for name in ("changes", "steps", "series", "reports"):
        monkeypatch.setattr(f"songfai.registry.pages.{name}.now", lambda: make.NOW)


def text_of(response):
    return response.content.decode()


def step(client, document, name, seat, code=302, **data):
    client.force_login(seat.account)
    seen = OfficialDocument.objects.get(pk=document.pk).revision
    response = client.post(reverse("registry:step", args=[document.key, name]), {"seen": seen} | data)
    assert response.status_code == code, text_of(response)
    return response


def upload(name, data):
    return SimpleUploadedFile(name, data)


def test_from_the_draft_to_the_other_institutions_register(client, made):
    client.force_login(made.unit_officer.account)
    series = making.series(made.here)
    data = {
        "series": series.pk,
        "type": "",
        "unit_symbol": "VP",
        "subject_vi": "V/v mời họp",
        "language": "vi",
    }
    assert client.post("/registry/new/", data).status_code == 302
    document = OfficialDocument.objects.get()
    here = reverse("registry:document", args=[document.key])
    client.post(f"{here}recipients/new/", {"institution": made.there.pk, "purpose": "act"})
    client.post(f"{here}recipients/new/", {"name": "Văn phòng Chính phủ", "purpose": "know"})
    client.post(f"{here}files/new/", {"kind": "text", "file": upload("a.txt", making.TEXT)})
    assert client.get(f"{here}steps/number/").status_code == 403
    step(client, document, "review", made.leader)
    step(client, document, "check", made.clerk)
    step(client, document, "sign", made.leader, signer="Nguyễn Văn A", capacity="KT", signed_on="09/03/2026")
    step(client, document, "number", made.clerk)
    step(client, document, "issue", made.clerk, code=422)
    # The page says so in the place of the button.
    button, said = f"{here}steps/issue/", "Add its scan, then issue it."
    page = text_of(client.get(f"{here}?language=en"))
    assert said in page and button not in page
    response = client.post(f"{here}files/new/", {"kind": "scan", "file": upload(*making.SCAN)})
    assert response.status_code == 302
    page = text_of(client.get(f"{here}?language=en"))
    assert said not in page and button in page
    step(client, document, "issue", made.clerk)
    page = text_of(client.get(here))
    assert "01/BNV-VP" in page
    client.force_login(made.there_clerk.account)
    assert client.get(here).status_code == 404
    assert "01/BNV-VP" in text_of(client.get("/registry/arrivals/"))
    arrival = Recipient.objects.get(institution=made.there)
    form = reverse("registry:register", args=[arrival.pk])
    assert "V/v mời họp" in text_of(client.get(form))
    entered = {
        "series": making.series(made.there, Numbers.IN).pk,
        "arrived_on": "10/03/2026",
        "sender_institution": made.here.pk,
        "sender_number": "01/BNV-VP",
        "subject_vi": "V/v mời họp",
        "language": "vi",
    }
    assert client.post(form, entered).status_code == 302
    entry = OfficialDocument.objects.get(institution=made.there)
    # A colleague who had the form open reads who was first, and keeps what was typed; whoever opens it is led to the entry.
    late = client.post(f"{form}?language=en", entered)
    opened = client.get(f"{form}?language=en")
    assert (late.status_code, opened.status_code) == (422, 200)
    for shown in (text_of(late), text_of(opened)):
        assert "Somebody has registered this document already." in shown
        assert f"In your register under {entry.printed} on" in shown
        assert reverse("registry:document", args=[entry.key]) in shown
    assert "V/v mời họp" in text_of(late)
    assert OfficialDocument.objects.filter(institution=made.there).count() == 1
    client.force_login(made.clerk.account)
    assert "registered there under 01" in text_of(client.get(f"{here}?language=en"))


def test_the_list_narrows_searches_and_is_exported(client, made):
    making.issued(made)
    making.draft(made, subject=make.words("Other"))
    client.force_login(make.seat(made.here, Role.READER).account)
    for query, there in (
        ("", True),
        ("?q=tap+huan", True),
        ("?q=nothing", False),
        ("?state=issued", True),
        ("?state=cancelled", False),
        ("?year=2026", True),
        (f"?series={making.series(made.here, Numbers.COPIES).pk}", False),
    ):
        assert ("01/BC-BNV" in text_of(client.get(f"/registry/{query}"))) is there, query
    assert "Kế hoạch tập huấn" in text_of(client.get("/registry/?q=huan"))
    csv = text_of(client.get("/registry/?export=csv&language=en"))
    assert "01/BC-BNV" in csv
    assert client.get("/registry/?export=xlsx")["Content-Type"].endswith("sheet")
    assert "01/BC-BNV" in text_of(client.get("/registry/print/out/2026/"))
    assert "01/BC-BNV" not in text_of(client.get("/registry/print/out/2025/"))
    assert client.get("/registry/print/up/2026/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_longer_list_asks_no_more_questions(client, made, rows, django_assert_max_num_queries):
    for _row in range(rows):
        making.issued(made)
        making.arrived(made)
        duty(made)
    client.force_login(made.clerk.account)
    for path, most in (
        ("/registry/?q=huan", 19),
        ("/registry/incoming/", 19),
        ("/registry/print/out/2026/", 10),
        ("/registry/series/", 9),
        ("/registry/reports/", 13),
        ("/registry/?export=csv", 18),
    ):
        with django_assert_max_num_queries(most):
            client.get(path)
    client.force_login(made.there_clerk.account)
    with django_assert_max_num_queries(12):
        client.get("/registry/arrivals/")


def test_a_refusal_keeps_what_was_typed_and_saves_nothing(client, made):
    client.force_login(made.clerk.account)
    bad = {
        "series": making.series(made.here, Numbers.IN).pk,
        "arrived_on": "11/03/2026",
        "sender": "Bộ Ngoại giao",
    }
    response = client.post(
        "/registry/incoming/new/?language=vi", bad | {"subject_vi": "Thư", "language": "vi"}
    )
    assert response.status_code == 422
    assert "Bộ Ngoại giao" in text_of(response)
    assert not OfficialDocument.objects.exists()
    document = making.draft(made)
    path = reverse("registry:add_part", args=[document.key])
    response = client.post(path, {"kind": "text", "title": "Bảng", "file": upload("a.exe", b"MZ")})
    assert response.status_code == 422
    assert "Bảng" in text_of(response)
    assert not document.parts.exists()


def test_somebody_saved_meanwhile(client, made):
    document = making.draft(made)
    client.force_login(made.clerk.account)
    path = reverse("registry:edit", args=[document.key])
    data = {"series": making.series(made.here).pk, "subject_vi": "Mới", "language": "vi", "seen": 0}
    assert client.post(path, data).status_code == 302
    response = client.post(path, data | {"subject_vi": "Khác"})
    assert response.status_code == 409
    assert "Khác" in text_of(response)


def test_an_arrival_is_handed_on_answered_and_archived(client, made):
    document = making.arrived(made)
    unit = make.unit(made.here)
    step(client, document, "hand", made.clerk, unit=unit.pk)
    step(client, document, "deal", made.unit_officer, outcome_vi="Đã trả lời")
    client.force_login(made.clerk.account)
    here = reverse("registry:document", args=[document.key])
    assert "Đã trả lời" in text_of(client.get(here))
    assert f'value="{document.pk}" selected' in text_of(client.get(f"/registry/new/?answers={document.key}"))
    assert client.get("/registry/new/?answers=x").status_code == 404
    archived = {"retention_years": "20", "retention_basis": "Thông tư", "archive_number": "HS-1", "seen": 2}
    assert client.post(f"{here}archive/", archived).status_code == 302
    assert "HS-1" in text_of(client.get(here))


def test_taking_out_recipients_and_files(client, made):
    document = making.draft(made)
    told = {"document": document, "by": made.clerk, "at": make.NOW}
    recipient = actions.add_recipient(name="A", purpose="know", **told)
    part = actions.add_part(kind="text", title="", name="a.txt", data=b"words", **told)
    client.force_login(made.clerk.account)
    client.post(reverse("registry:remove_recipient", args=[document.key, recipient.pk]))
    client.post(reverse("registry:remove_part", args=[document.key, part.pk]))
    assert not document.recipients.exists()
    assert not document.parts.exists()


def test_series_are_opened_and_changed(client):
    clerk = make.seat(make.institution(symbol="BNV"), Role.CLERK)
    client.force_login(clerk.account)
    assert client.post("/registry/series/usual/").status_code == 302
    assert Series.objects.count() == 3
    data = {"title_vi": "Hội đồng", "numbers": "council", "symbol": "HĐSK", "form": "state", "active": "on"}
    assert client.post("/registry/series/new/", data).status_code == 302
    row = Series.objects.get(numbers="council")
    path = reverse("registry:edit_series", args=[row.key])
    assert client.post(path, data | {"symbol": "HĐTĐ", "seen": 0}).status_code == 302
    assert client.post(path, data | {"goes_on_year": 2026, "seen": 1}).status_code == 422
    row.refresh_from_db()
    assert row.symbol == "HĐTĐ"
    client.force_login(make.seat(clerk.institution, Role.READER).account)
    assert client.get(path).status_code == 403
    assert client.get("/registry/series/").status_code == 200
    page = text_of(client.get("/registry/types/?language=vi"))
    assert "QyĐ" in page
    assert "ĐA" in page


def test_a_duty_to_report_by_its_pages(client, made):
    client.force_login(made.clerk.account)
    data = {
        "title_vi": "Báo cáo tháng",
        "to_name": "Chính phủ",
        "basis_vi": "Nghị định",
        "kind": "other",
        "cadence": "month",
        "days": "10",
        "starts_on": "01/01/2026",
    }
    assert client.post("/registry/reports/new/", data | {"days": ""}).status_code == 422
    assert client.post("/registry/reports/new/", data).status_code == 302
    row = ReportDuty.objects.get()
    page = text_of(client.get("/registry/reports/?language=en"))
    assert "28 days late" in page
    assert "28" in text_of(client.get("/registry/reports/?export=csv&state=late"))
    here = reverse("registry:report", args=[row.key, "2026-01-01"])
    assert client.get(here).status_code == 200
    assert client.get(reverse("registry:report", args=[row.key, "2026-01-02"])).status_code == 404
    assert client.get(reverse("registry:report", args=[row.key, "x"])).status_code == 404
    draft = reverse("reports:draft_owed", args=[row.key, "2026-01-01"])
    assert client.post(draft)["Location"].startswith("/registry/")
    assert client.post(here, {"on": "10/03/2026", "receipt": "x"}).status_code == 422
    # A second draft is refused, on the page of the period.
    assert client.post(draft)["Location"] == here
    assert "This report is drafted already" in text_of(client.get(f"{here}?language=en"))
    assert Report.objects.count() == 1
    path = reverse("registry:edit_duty", args=[row.key])
    assert client.post(path, data | {"title_vi": "Báo cáo", "seen": 0}).status_code == 302
    client.force_login(made.there_clerk.account)
    assert client.get(here).status_code == 404
    assert client.get(path).status_code == 404


def test_the_desk_says_what_waits_and_its_search_finds_inside_files(client, made):
    making.issued(made)
    client.force_login(made.there_clerk.account)
    assert "01/BC-BNV" in text_of(client.get("/desk/"))
    assert "01/BC-BNV" not in text_of(client.get("/desk/search/?text=tap+huan"))
    client.force_login(made.unit_officer.account)
    assert "01/BC-BNV" not in text_of(client.get("/desk/"))
    assert "01/BC-BNV" in text_of(client.get("/desk/search/?text=tap+huan"))


LED = (
    "registry_by_day (institution_id=? AND direction=?)",
    "registry_to_deal_with (institution_id=? AND answer_by<?)",
    "registry_by_end_of_keeping",
    "PRIMARY KEY (rowid=?)",
    "(key=?)",
)


@sqlite_alone
@pytest.mark.parametrize(
    "address",
    ["/registry/", "/registry/incoming/", "/registry/incoming/?late=1", "/registry/new/", "/desk/"],
)
def test_of_a_long_register_no_page_reads_all(client, made, address):
    """The list, its years, what is late and the documents a form may name: each by an index, in its order."""
    making.arrived(made)
    client.force_login(made.clerk.account)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    led = [one["sql"] for one in asked if 'FROM "registry_officialdocument"' in one["sql"]]
    assert led
    for sql in led:
        first = next(step for step in steps_of(sql) if "registry_officialdocument" in step)
        assert any(way in first for way in LED), (first, sql)


def test_the_years_offered_go_from_the_first_document_to_this_year(made):
    assert years_of(made.clerk, make.TODAY) == years_of(None, make.TODAY) == []
    making.arrived(made)
    OfficialDocument.objects.update(listed_on=date(make.TODAY.year - 2, 5, 4))
    assert years_of(made.clerk, make.TODAY) == [make.TODAY.year - back for back in range(3)]
