"""The report on a visit: golden text per language (written anew with SONGFAI_GOLDEN=write), its files, its rows."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Word
from pypdf import PdfReader

from songfai.kit.dates import PartialDate
from songfai.kit.languages import LANGUAGES
from songfai.kit.languages import Trilingual as T
from songfai.programmes.states import Progress
from songfai.reports.compile import annual
from songfai.reports.compile_visit_report import visit_report_paper, workbook
from songfai.reports.figures import count
from songfai.reports.paper import lines
from songfai.reports.queries import gather_visit, rows_behind
from songfai.reports.render import visit as rendered
from songfai.reports.sentences import PATTERNS
from songfai.reports.visit_facts import MemberFacts
from songfai.reports.visit_report_facts import CostFacts, GiftFacts, MetFacts, PromiseFacts, VisitReport
from songfai.visits import actions
from songfai.visits.states import CostKind, MeetingKind
from songfai.visits.states import VisitState as V
from tests import factories as make
from tests.reports.goldens import same_as_golden
from tests.reports.samples import LAOS, VIET_NAM, home_affairs
from tests.reports.test_compile import WORDS
from tests.visits import making


def report() -> VisitReport:
    annual = home_affairs()
    promise = PromiseFacts(
        "m1:1",
        T("ຮັບນັກສຶກສາເພີ່ມ 4 ຄົນ", "Nhận thêm 4 học viên", "Take four more trainees"),
        1,
        PartialDate(2026, 4, 15),
        "late",
        ((1, VIET_NAM.unit),),
    )
    bare = PromiseFacts(
        "m1:2",
        T("ແລກປ່ຽນເອກະສານ", "Trao đổi tài liệu", "Exchange documents"),
        0,
        None,
        "not_due",
        (),
    )
    met = (
        MetFacts(
            "m1",
            T("ພົບປະເຈລະຈາ ຂັ້ນລັດຖະມົນຕີ", "Hội đàm cấp bộ trưởng", "Talks of the ministers"),
            "talks",
            date(2026, 3, 4),
            T(),
            T("ກະຊວງພາຍໃນ", "Bộ Nội vụ Lào", "the Ministry of Home Affairs"),
            T("ສອງຝ່າຍຕີລາຄາສູງ.", "Hai bên đánh giá cao kết quả.", "Both sides value the results."),
            date(2026, 3, 5),
            False,
            (promise, bare),
        ),
        MetFacts(
            "m2",
            T("ຢ້ຽມຢາມສູນ", "Thăm trung tâm", "Visit to the centre"),
            "field_visit",
            date(2026, 3, 5),
            T(),
            T(),
            T(),
            None,
            False,
            (),
        ),
    )
    return VisitReport(
        slug="home",
        key="v1",
        programme=annual.title,
        sides=(VIET_NAM, LAOS),
        host=2,
        title=T("ຄະນະຜູ້ແທນຂັ້ນສູງ ຢ້ຽມຢາມ ລາວ", "Đoàn cấp cao thăm Lào", "High-level delegation to Laos"),
        purpose=T("ແລກປ່ຽນປະສົບການ", "Trao đổi kinh nghiệm.", "To exchange experience"),
        place=LAOS.place,
        manner="in_person",
        level="high",
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 5),
        returned_on=date(2026, 3, 6),
        report_due=date(2026, 3, 16),
        reported_on=date(2026, 3, 18),
        item=(2026, 1),
        off_plan_reason=T(),
        scheme_number="12/QĐ-BNV",
        scheme_on=date(2026, 2, 10),
        scheme_by=VIET_NAM.leader,
        deviation=T("ບໍ່ໄດ້ໄປແຂວງ", "Chưa đi được xuống tỉnh", "The trip to the province was left out."),
        report=T("", "Chuyến đi đạt mục đích đề ra.\nCần sớm ký biên bản.", ""),
        members=(
            MemberFacts(VIET_NAM.leader, "Mr", VIET_NAM.post, "head"),
            MemberFacts(T(), "", T("ວິຊາການ", "Chuyên viên", "Officer"), "interpreter"),
        ),
        met=met,
        gifts=(GiftFacts(1, T("ຮູບແຕ້ມ", "Bức tranh", "A painting"), LAOS.leader),),
        costs=(
            CostFacts(1, "travel", Decimal(60_000_000), Decimal(58_500_000), "VND", T()),
            CostFacts(1, "gifts", Decimal(5_000_000), None, "VND", T("", "Quà lưu niệm", "")),
            CostFacts(2, "stay", None, Decimal("1250.5"), "USD", T()),
        ),
        commitments=((1, T("ແລກປ່ຽນຄະນະຜູ້ແທນ", "Trao đổi đoàn", "Exchange of delegations")),),
        meetings=count("visit.meetings", "meetings", ("m1", "m2")),
        signed=count("visit.signed", "meetings", ("m1",)),
        promises=count("visit.promises", "promises", ("m1:1", "m1:2")),
        owned=count("visit.owned", "promises", ("m1:1",)),
        late=count("visit.late", "promises", ("m1:1",)),
        compiled_at=annual.compiled_at,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_reads_as_the_golden_text(language):
    same_as_golden(f"visit-{language}", visit_report_paper(report(), language, WORDS[language]))


def test_who_signs_alone_signs_with_the_post():
    """Two issuers are named above their signatures; the one issuer of a paper stands in its head."""
    alone = visit_report_paper(report(), "vi").signatures[-1]
    both = annual(home_affairs(), "vi").signatures
    assert (alone.for_whom, bool(alone.post), [bool(one.for_whom) for one in both]) == (
        "",
        True,
        [True, True],
    )


def test_estimate_and_spent_stand_apart_and_currencies_are_not_added_up():
    said = [one for one in lines(visit_report_paper(report(), "en")) if "VND" in one or "USD" in one]
    assert "Viet Nam | Total | 65,000,000 | 58,500,000 | VND" in said
    assert "Laos | Board and lodging | – | 1,250.5 | USD" in said
    assert len(said) == 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("prefix", "states"), [("meeting", MeetingKind), ("stand", Progress), ("cost", CostKind)]
)
def test_every_state_has_its_words(language, prefix, states):
    assert all(PATTERNS[language][f"{prefix}.{state.value}"] for state in states)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_docx_and_xlsx_say_the_same(language):
    facts = report()
    pdf = PdfReader(io.BytesIO(rendered(facts, language, "pdf")))
    assert pdf.trailer["/Root"]["/Lang"].startswith(language)
    word = Word(io.BytesIO(rendered(facts, language, "docx")))
    docx = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    book = zipfile.ZipFile(io.BytesIO(workbook(facts, language)))
    promise = facts.met[0].promises[0].text.best(language)[0]
    # What no line may cut is held by no-break spaces.
    assert promise in docx.replace("\u00a0", " ")
    assert promise in book.read("xl/sharedStrings.xml").decode()
    # Meetings, promises, costs, and what the file is of.
    assert len([name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]) == 4


def test_what_the_side_wrote_changes_the_fingerprint_and_the_moment_does_not():
    facts = report()
    later = replace(facts, compiled_at=facts.compiled_at.replace(year=2027))
    assert later.fingerprint() == facts.fingerprint()
    assert replace(facts, report=T("", "Khác", "")).fingerprint() != facts.fingerprint()


# ---- From the record --------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def done(**more):
    """A visit that is over, with a meeting whose minutes both signed and one promise."""
    made = making.in_force(**more)
    making.take(made, "finish", made.leader_a, **making.went())
    making.take(made, "report", made.leader_a, text=make.words("Own words"))
    return made


def test_what_the_record_holds_is_told_and_each_figure_leads_to_its_rows():
    made = done(promises=2)
    facts = gather_visit(making.fresh(made), make.NOW)
    assert (facts.meetings.value, facts.signed.value, facts.promises.value) == (1, 1, 2)
    said = "\n".join(lines(visit_report_paper(facts, "en")))
    assert "Own words" in said
    assert "Said" in said
    for figure in (facts.meetings, facts.signed, facts.promises, facts.owned, facts.late):
        assert len(rows_behind(making.fresh(made).programme, figure)) == figure.value


def test_minutes_nobody_signed_are_not_quoted():
    made = making.met()
    making.take(made, "finish", made.leader_a, **making.went(otherwise="Rain"))
    said = "\n".join(lines(visit_report_paper(gather_visit(making.fresh(made), make.NOW), "en")))
    assert "are not quoted here" in said
    assert "\n- Said" not in said
    assert "Not as planned: Rain." in said


@pytest.mark.parametrize("promises", [1, 3])
def test_in_how_many_queries(promises, django_assert_num_queries):
    made = done(promises=promises)
    visit = making.fresh(made)
    with django_assert_num_queries(11):
        gather_visit(visit, make.NOW)


def client_of(seat):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = "en"
    return client


def test_both_sides_read_the_report_and_its_rows_strangers_and_open_visits_have_none(settings):
    settings.TODAY = make.TODAY.isoformat()
    made = done()
    page = reverse("reports:visit", args=[made.programme.slug, made.visit.key])
    rows = reverse("reports:visit_rows", args=[made.programme.slug, made.visit.key, "visit.promises"])
    for seat in (made.leader_a, made.leader_b):
        client = client_of(seat)
        assert f'href="{rows}"' in client.get(page).content.decode()
        assert client.get(rows).content.decode().count('<th role="rowheader"') == 1
        visit = client.get(reverse("visits:visit", args=[made.programme.slug, made.visit.key]))
        assert page in visit.content.decode()
        listed = client.get(reverse("reports:list", args=[made.programme.slug])).content.decode()
        assert page in listed.split("Reports on visits")[1]
    for form in ("pdf", "docx", "xlsx"):
        answer = client.get(page, {"format": form, "report": "vi"})
        assert f"visit-report-2026-03-02-vi.{form}" in answer["Content-Disposition"]
    assert client.get(rows.replace("promises", "nothing")).status_code == 404
    assert client_of(make.seat(make.institution())).get(page).status_code == 404
    running = making.until(V.CONFIRMED)
    open_page = reverse("reports:visit", args=[running.programme.slug, running.visit.key])
    assert client_of(running.leader_a).get(open_page).status_code == 404
    listed = client_of(running.leader_a).get(reverse("reports:list", args=[running.programme.slug]))
    assert open_page not in listed.content.decode()


def test_a_cost_is_told_in_its_currency():
    made = making.until(V.IN_PROGRESS)
    values = {
        "kind": CostKind.TRAVEL,
        "planned": Decimal("1250.5"),
        "spent": None,
        "currency": "USD",
        "note": T(),
    }
    actions.save_cost(visit=making.fresh(made), values=values, by=made.leader_a, at=make.NOW)
    making.take(made, "finish", made.leader_a, **making.went())
    facts = gather_visit(making.fresh(made), make.NOW)
    assert facts.costs == (CostFacts(1, "travel", Decimal("1250.5"), None, "USD", T()),)
