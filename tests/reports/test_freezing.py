"""A frozen report stays as it is, whatever is recorded or worded later; it is its institution's own."""

import hashlib
import io
import re
from datetime import date

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from songfai.files.actions import path_of
from songfai.journal.models import Line
from songfai.kit.languages import LANGUAGES
from songfai.parties.states import Role
from songfai.reports.models import FrozenFile, FrozenReport
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(made, done, counts, shown, settings):
    settings.TODAY = "2026-03-10"
    made.activity = done(made.items[0])
    counts(made.activity, "24")
    shown(made.activity, date(2025, 5, 29))
    return f"/programmes/{made.programme.slug}/reports"


@pytest.fixture
def freeze(client, made, base):
    def ask(address="{base}/2025/?language=en", by=None, **posted):
        client.force_login((by or made.leader_a).account)
        return client.post(address.format(base=base), {"do": "freeze", **posted})

    return ask


def kept():
    return {
        (one.language, one.form): path_of(one.file.sha256).read_bytes() for one in FrozenFile.objects.all()
    }


def pdf_text(data):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def together(page):
    """A hash is shown in groups of four."""
    return page.replace(" ", "")


def cells(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [
        cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    ]


def test_a_report_is_frozen_in_every_language_and_form(freeze, made):
    assert freeze().status_code == 302
    files = kept()
    assert sorted(files) == sorted((code, form) for code in LANGUAGES for form in ("pdf", "docx", "xlsx"))
    for one in FrozenFile.objects.select_related("file"):
        assert hashlib.sha256(files[one.language, one.form]).hexdigest() == one.file.sha256
        assert one.file.name == f"{made.programme.slug}-2025-{one.language}.{one.form}"
    row = FrozenReport.objects.get()
    assert (row.paper, row.institution, row.programme) == (
        "annual-2025",
        made.leader_a.institution,
        made.programme,
    )
    assert row.subject.languages() == LANGUAGES
    assert Line.objects.filter(verb="reports.freeze").count() == 1


def test_a_changed_figure_leaves_the_frozen_files_and_their_hashes_alone(client, freeze, made, base, counts):
    freeze()
    before, row = kept(), FrozenReport.objects.get()
    counts(made.activity, "25")
    page = client.get(f"{base}/2025/?language=en").content.decode()
    assert " 25 " in page.replace(">", " ").replace("<", " ")
    assert "the report says something else now" in page
    assert kept() == before
    row.refresh_from_db()
    assert row.fingerprint in together(page)
    assert [one for one in cells(before["en", "xlsx"]) if one in (24, 25)] == [24]
    assert "24" in pdf_text(before["en", "pdf"])


def test_nothing_changed_is_not_frozen_twice(client, freeze, made, base, counts):
    freeze()
    refused = freeze()
    assert refused.status_code == 422
    assert "frozen already" in refused.content.decode()
    assert FrozenReport.objects.count() == 1
    assert (
        "It still says what the report says now." in client.get(f"{base}/2025/?language=en").content.decode()
    )
    counts(made.activity, "25")
    assert freeze().status_code == 302
    assert FrozenReport.objects.count() == 2


def test_own_words_are_frozen_with_the_report(client, freeze, made, base):
    client.force_login(made.leader_a.account)
    address = f"{base}/2025/?report=en&language=en"

    def word(text):
        anchor = re.search(r'<p id="([^"]+)"', client.get(address).content.decode())[1]
        seen = re.search(
            r'name="seen" value="(\w*)"', client.get(f"{address}&edit={anchor}").content.decode()
        )
        posted = {"do": "save", "anchor": anchor, "text": text, "seen": seen[1]}
        assert client.post(address, posted).status_code == 302

    word("As we in the province saw it.")
    freeze()
    files = kept()
    assert "As we in the province saw it." in pdf_text(files["en", "pdf"])
    assert "As we in the province saw it." not in pdf_text(files["vi", "pdf"])
    # Other words make another report.
    word("As we saw it.")
    page = client.get(f"{base}/2025/?language=en").content.decode()
    assert "the report says something else now" in page
    assert freeze().status_code == 302


def test_frozen_reports_are_the_institutions_own(client, freeze, made, base):
    freeze()
    file = FrozenFile.objects.select_related("file").first().file
    assert client.get(f"/files/{file.key}/").status_code == 200
    client.force_login(made.leader_b.account)
    assert client.get(f"/files/{file.key}/").status_code == 404
    for address in (f"{base}/2025/", f"{base}/frozen/"):
        assert FrozenReport.objects.get().fingerprint not in together(client.get(address).content.decode())
    assert freeze(by=made.leader_b).status_code == 302


@pytest.mark.parametrize("role", [Role.READER, Role.CLERK])
def test_who_may_not_draft_may_not_freeze(client, freeze, made, role):
    seat = make.seat(made.leader_a.institution, role)
    assert freeze(by=seat).status_code == 403
    assert not FrozenReport.objects.exists()
    page = client.get(f"/programmes/{made.programme.slug}/reports/2025/?language=en")
    assert b"Freeze this report" not in page.content


@pytest.mark.parametrize(
    "address",
    ["{base}/commitments/", "/programmes/commitment-report/", "/programmes/portfolio-report/?year=2025"],
)
def test_every_kind_of_report_can_be_frozen(client, freeze, address):
    assert freeze(address).status_code == 302
    assert len(kept()) == 9
    assert FrozenReport.objects.get().fingerprint in together(
        client.get(address.format(base=_base(address))).content.decode()
    )


def _base(address):
    return f"/programmes/{FrozenReport.objects.get().programme.slug}/reports" if "{base}" in address else ""


def test_a_narrowed_portfolio_is_another_report(client, freeze, made):
    country = made.leader_b.institution.country
    assert freeze("/programmes/portfolio-report/?year=2025").status_code == 302
    assert freeze(f"/programmes/portfolio-report/?year=2025&country={country}").status_code == 302
    assert FrozenReport.objects.values("paper").distinct().count() == 2
    assert len(client.get("/programmes/frozen-reports/").content.decode().split("SHA-256")) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_of_frozen_reports(client, freeze, made, base, counts, queries, language):
    client.force_login(made.leader_a.account)
    assert client.get(f"{base}/frozen/?language={language}").status_code == 200
    used = []
    for number in ("24", "25", "26"):
        counts(made.activity, number)
        assert freeze().status_code == 302
        used.append(queries(lambda: client.get(f"{base}/frozen/?language={language}")))
    assert client.get(f"{base}/frozen/?language={language}").content.decode().count("SHA-256") == 3
    assert used[0] == used[2]
