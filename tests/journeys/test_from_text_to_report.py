"""The main job, told as a story: a signed text becomes a programme both sides agree, carry out, review and report."""

import io
from types import SimpleNamespace

import pytest
from django.utils import translation
from docx import Document as Word
from pypdf import PdfReader

from songfai.parties.states import Layout, Role
from songfai.plans.models import Activity, Plan
from songfai.programmes.models import Programme, Reading
from songfai.record.states import Stage
from songfai.reviews.models import Review
from tests import factories as make
from tests.journeys.walking import PASSWORD, Person
from tests.walk.table import SEED

pytestmark = pytest.mark.browser

IN_FORCE = {"lo": "ມີຜົນສັກສິດ", "vi": "Có hiệu lực", "en": "In force"}


@pytest.fixture
def people(live, new_page, settings, request):
    """A leader of the Federation of Labour and one of the Union of Associations, each at a browser of their own."""
    settings.TODAY = "2026-03-10"
    language = request.getfixturevalue("language")
    federation = make.institution(
        name=make.Trilingual(
            lo="ສະຫະພັນກຳມະບານແຂວງ", vi="Liên đoàn Lao động tỉnh", en="Provincial Federation of Labour"
        )
    )
    union = make.institution(
        name=make.Trilingual(
            lo="ສະຫະພັນບັນດາສະມາຄົມວິທະຍາສາດ ແລະ ເຕັກນິກແຂວງ",
            vi="Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
            en="Provincial Union of Science and Technology Associations",
        ),
        layout=Layout.VN,
    )
    unit = make.unit(federation)
    seats = [make.seat(federation, Role.LEADER), make.seat(union, Role.LEADER)]
    one, two = (Person(new_page(), seat.account.email, language).sign_in() for seat in seats)
    return SimpleNamespace(one=one, two=two, federation=federation, union=union, unit=unit)


@pytest.mark.parametrize(
    "language", ["lo", *(pytest.param(one, marks=pytest.mark.thorough) for one in ("vi", "en"))]
)
def test_a_signed_text_becomes_a_report(people, language, tmp_path):
    one, two = people.one, people.two
    programme = read_the_text(one, people)
    name_who_answers(one, programme, people)
    countersign(one, two, programme, language)
    plan = plan_the_year(one, two, programme)
    record_and_confirm(one, two, programme, plan, tmp_path)
    hold_the_review(one, two, programme, language)
    carry_directions_into_the_next_plan(one, programme)
    compile_the_report(one, programme, language)
    show_it(one, two, programme, language)


def read_the_text(one, people):
    """1. The reader proposes, the officer confirms, corrects and fills in. Nothing is registered before."""
    one.go("/programmes/new/")
    one.send("", file=str(SEED))
    reading = Reading.objects.get()
    here = f"/programmes/readings/{reading.key}/"
    assert one.page.locator(".source .hl").count() > 15
    assert one.page.locator(".source .unread").count() > 0
    for line in reading.lines.filter(slot="party"):
        body = people.federation if line.value["role"] == "a" else people.union
        one.go(f"{here}lines/{line.pk}/")
        one.send(f"/lines/{line.pk}/", institution=str(body.pk))
    date = reading.lines.get(slot="signed_on")
    one.go(here)
    one.send(f"/lines/{date.pk}/year/", year="2024")
    if not reading.lines.filter(slot="title").exists():
        one.go(f"{here}add/title/")
        one.send("/add/title/", text="ແຜນງານປະສານສົມທົບ ໄລຍະ 2024-2030", language="lo")
    one.send("/programme/")
    assert not Programme.objects.exists(), "a line that nobody confirmed must hold the draft back"
    one.go(here)
    one.press('form[action$="/confirm/"] button[value=all]')
    one.send("/programme/")
    programme = Programme.objects.get()
    assert [side.institution for side in programme.sides.all()] == [people.federation, people.union]
    assert (str(programme.term_start), str(programme.term_end), programme.signed_on.code) == (
        "2024",
        "2030",
        "2024-08-01",
    )
    assert programme.commitments.count() >= 9
    assert {"annual_review", "midterm", "final_summary"} <= {row.kind for row in programme.obligations.all()}
    return programme


def name_who_answers(one, programme, people):
    """2. Each side names the unit and the person who answer for a commitment."""
    first = programme.commitments.get(number=1)
    one.go(f"/programmes/{programme.slug}/commitments/{first.key}/answerable/")
    one.send("", unit=str(people.unit.pk))
    assert first.answerables.get().unit == people.unit


def countersign(one, two, programme, language):
    """3. One offers, the other returns it with a reason, it is offered anew and approved: in force at once."""
    document = f"/programmes/{programme.slug}/document/"
    one.go(document)
    one.send("/document/keys/")
    one.send("/offer/", password=PASSWORD)
    two.go("/desk/")
    two.press('a[href$="/document/"]')
    two.send("/return/", reason="ກະລຸນາກວດຄືນ")
    one.go(document)
    assert one.sees("ກະລຸນາກວດຄືນ") or one.sees("ກະລຸນາ")
    one.send("/offer/", password=PASSWORD)
    two.go(document)
    two.send("/approve/", password=PASSWORD)
    assert IN_FORCE[language] in two.stage()
    programme.refresh_from_db()
    assert programme.document.standing.stage == Stage.IN_FORCE
    assert programme.document.version == 2


def plan_the_year(one, two, programme):
    """4. A plan of two items, offered by one side and approved by the other."""
    one.go(f"/programmes/{programme.slug}/plans/")
    one.press('form[action$="/plans/2025/start/"] button[value=""]')
    plan = Plan.objects.get()
    commitments = list(programme.commitments.order_by("number")[:2])
    for number, commitment in enumerate(commitments, 1):
        one.go(f"/programmes/{programme.slug}/plans/{plan.key}/items/new/")
        one.send(
            "",
            commitment=str(commitment.pk),
            title_lo=f"ລາຍການ {number}",
            title_vi=f"Mục {number}",
            title_en=f"Item {number}",
            kind="contest",
            quantity="24",
            unit_vi="người",
            unit_lo="ຄົນ",
            unit_en="persons",
            quarter="2",
        )
    one.send("/offer/", password=PASSWORD)
    two.go(f"/programmes/{programme.slug}/plans/{plan.key}/")
    two.send("/approve/", password=PASSWORD)
    plan.refresh_from_db()
    assert plan.document.standing.stage == Stage.IN_FORCE
    return plan


def record_and_confirm(one, two, programme, plan, folder):
    """4. What was done, with dates, figures and evidence; the other side confirms it."""
    item = plan.items.first()
    one.go(f"/programmes/{programme.slug}/activities/new/?item={item.pk}&commitment={item.commitment_id}")
    one.send(
        "",
        title_lo="ກິດຈະກຳ",
        title_vi="Hoạt động",
        title_en="Activity",
        kind="contest",
        starts_on="04/05/2025",
        ends_on="29/05/2025",
        state="done",
        place_vi="Thanh Hóa",
    )
    activity = Activity.objects.get()
    assert activity.item == item
    here = f"/programmes/{programme.slug}/activities/{activity.key}/"
    one.go(f"{here}figures/")
    one.fill("main form", {"form-0-label_vi": "Học viên", "form-0-value": "24", "form-0-unit_vi": "người"})
    one.press("main form button.btn-primary")
    sheet = folder / "danh-sach.csv"
    sheet.write_text("STT;Họ và tên\n1;Nguyễn Văn A\n", encoding="utf-8")
    one.send("/evidence/", file=str(sheet), dated="29/05/2025")
    two.go(here)
    two.send("/confirm/")
    activity.refresh_from_db()
    assert activity.confirmed_at
    assert activity.evidence.count() == 1
    assert activity.figures.get().value == 24


def hold_the_review(one, two, programme, language):
    """5. Facts compiled, each side rates, what both say, lessons and directions; the minutes are countersigned."""
    base = f"/programmes/{programme.slug}/reviews/2025/"
    one.go(f"/programmes/{programme.slug}/reviews/")
    one.press('form[action$="/reviews/2025/open/"] button')
    one.send("/compile/", cut_off="31/12/2025")
    review = Review.objects.get()
    rated = [row.number for row in programme.commitments.order_by("number")[:2]]
    for person, values in ((one, ("done", "not_done")), (two, ("done", "partly"))):
        for number, value in zip(rated, values, strict=True):
            person.go(f"{base}commitments/{number}/")
            person.send(f"/commitments/{number}/rate/", **{"rating-value": value})
    two.go(f"{base}commitments/{rated[1]}/")
    two.send(
        f"/commitments/{rated[1]}/finding/",
        **{
            "finding-agreed": "partly",
            "finding-cause_vi": "Thiếu kinh phí",
            "finding-cause_lo": "ຂາດງົບປະມານ",
        },
    )
    one.go(f"{base}lessons/new/")
    one.send("", text_lo="ບົດຮຽນ", text_vi="Bài học", text_en="A lesson")
    one.go(f"{base}directions/new/")
    direction = programme.commitments.get(number=rated[1])
    one.send("", commitment=str(direction.pk), text_lo="ທິດທາງ", text_vi="Phương hướng", text_en="A direction")
    one.go(base)
    one.send("/meeting/", held_on="05/03/2026")
    one.go(f"{base}minutes/")
    one.send("/offer/", password=PASSWORD)
    two.go(f"{base}minutes/")
    two.send("/approve/", password=PASSWORD)
    assert IN_FORCE[language] in two.stage()
    review.refresh_from_db()
    assert review.document.standing.stage == Stage.IN_FORCE
    assert {row.agreed for row in review.findings.all()} == {"done", "partly"}
    assert programme.obligations.get(kind="annual_review", year=2025).met_on


def carry_directions_into_the_next_plan(one, programme):
    """5. The directions become next year's draft plan."""
    one.go(f"/programmes/{programme.slug}/reviews/2025/minutes/")
    one.send("/plan/")
    draft = Plan.objects.get(year=2026)
    assert [item.title.en for item in draft.items.all()] == ["A direction"]
    assert str(draft.key) in one.page.url


def compile_the_report(one, programme, language):
    """6. The report on the screen, each figure leading to its rows; and as PDF and Word in every language."""
    here = f"/programmes/{programme.slug}/reports/2025/"
    one.go(here)
    links = one.page.locator('main a[href*="/rows/"]')
    assert links.count() > 3
    links.first.click()
    one.page.wait_for_url("**/rows/**")
    for other in ("lo", "vi", "en"):
        pdf = one.page.request.get(f"{here}?report={other}&format=pdf")
        word = one.page.request.get(f"{here}?report={other}&format=docx")
        text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.body())).pages)
        assert "2025" in text
        with translation.override(other):
            paragraphs = [one.text for one in Word(io.BytesIO(word.body())).paragraphs]
        assert any("2025" in paragraph for paragraph in paragraphs)


def show_it(one, two, programme, language):
    """7. The desk and the grid show where it stands; the public sees what both sides released."""
    one.go(f"/desk/programmes/{programme.slug}/")
    assert one.page.locator("table.heat tbody tr").count() == programme.commitments.count()
    assert one.page.locator("svg.tl").count() == 1
    for person in (one, two):
        person.go(f"/programmes/{programme.slug}/releases/")
        person.send(f"/releases/{programme.document.sha256}/")
    public = Person(
        one.page.context.browser.new_page(base_url=one.page.url.split("/programmes")[0]), "", language
    )
    public.go(f"/public/{programme.slug}/")
    assert IN_FORCE[language] in public.stage()
    assert programme.document.sha256[:4] in public.page.locator("main").inner_text()
