"""A union officer brings the works of a unit to filing with one sheet and one signed paper, mends what is left, and its
author objects on a phone; then decisions of former years are brought in."""

from pathlib import Path

import pytest

from songfai.works.models import Objection, Sheet, Submission, Work
from songfai.works.states import Stage
from tests.fixtures.browser import PHONE
from tests.journeys.walking import Person
from tests.works import making

pytestmark = pytest.mark.browser
TEXTS = {name: f"Phần {name}" for name in ("known", "content", "applicability", "benefit")}


@pytest.fixture
def made(live, settings):
    settings.TODAY = "2026-03-10"
    return making.unit()


def whole(number: int, **cells) -> list[object]:
    given = {
        "number": number, "title": f"Bẫy hơi {number}", "fields": "mechanics", "applied": "01/2026", "signed": "x",
        "year": 2025, "known_how": "Measured", "amount": 80_000_000, "currency": "VND",
    }  # fmt: skip
    return making.sheet_row(**TEXTS | given | cells)


def kept(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def test_one_sheet_one_paper_and_every_work_has_its_receipt(made, new_page, axe, tmp_path: Path):
    email = made.author.account.email
    rows = making.sheet_data(whole(1, email=email, author="Nguyễn An"), whole(2, fields=None, author="Lê C"))
    officer = Person(new_page(), made.unit_officer.account.email, "vi").sign_in()
    officer.go("/works/sheets/")
    officer.send("", language="vi", file=kept(tmp_path, "works.xlsx", rows))
    here = f"/works/sheets/{Sheet.objects.get().key}/"
    officer.press('form[action$="/take/"] button')
    officer.press('a[href$="/signed/"]')
    scan = kept(tmp_path, "signed.pdf", making.PDF[1])
    officer.send("", title="Danh sách ngày 05/03/2026", file=scan)
    assert officer.sees("Đã xác nhận 2 tỷ lệ.") or officer.page.url.endswith(here)
    assert (officer.wide(), axe(officer.page)) == (0, [])
    officer.press('form[action$="/file/"] button')
    assert officer.sees("0001/2026")
    assert officer.sees("Chưa chọn lĩnh vực")
    assert (officer.wide(), axe(officer.page)) == (0, [])
    officer.picture("sheet")
    # Mended on its own page, the other one is filed by the same button.
    left = Work.objects.get(stage=Stage.DRAFT)
    officer.go(f"/works/{left.key}/edit/")
    officer.page.locator("main form [name=fields_of]").first.check()
    officer.send("")
    officer.go(here)
    officer.press('form[action$="/file/"] button')
    assert officer.sees("0002/2026")
    assert Submission.objects.count() == 2


def test_an_author_reads_the_paper_on_a_phone_and_objects(made, new_page, axe, tmp_path: Path):
    officer = Person(new_page(), made.unit_officer.account.email, "lo").sign_in()
    rows = making.sheet_data(whole(1, email=made.author.account.email, author="Nguyễn An"))
    officer.go("/works/sheets/")
    officer.send("", language="vi", file=kept(tmp_path, "works.xlsx", rows))
    officer.press('form[action$="/take/"] button')
    officer.press('a[href$="/signed/"]')
    officer.send("", title="Danh sách", file=kept(tmp_path, "signed.pdf", making.PDF[1]))
    officer.press('form[action$="/file/"] button')
    author = Person(new_page(viewport=PHONE), made.author.account.email, "lo").sign_in("**/works/own/**")
    work = Work.objects.get()
    author.go(f"/works/{work.key}/")
    assert (author.wide(), axe(author.page)) == (0, [])
    author.press('a[href$="/object/"]')
    assert (author.wide(), axe(author.page)) == (0, [])
    author.send("", reason="70:30")
    assert author.sees("70:30")
    assert Objection.objects.count() == 1
    author.picture("objects")
    author.press('form[action$="/confirm/"] button')
    assert Objection.objects.filter(ended_at=None).count() == 0


def test_decisions_of_former_years_are_brought_in(made, new_page, axe, tmp_path: Path):
    officer = Person(new_page(), made.unit_officer.account.email, "lo").sign_in()
    headings = tuple(heading for heading, _about in making.PAST_COLUMNS.values())
    data = making.sheet_data(
        making.past_row(content=making.PARAGRAPH),
        making.past_row(number=2, title="Máy cắt"),
        headings=headings,
    )
    officer.go("/works/past/")
    assert (officer.wide(), axe(officer.page)) == (0, [])
    officer.send("", source="Sổ 2010-2018", language="vi", file=kept(tmp_path, "past.xlsx", data))
    officer.press('form[action$="/take/"] button')
    assert (officer.wide(), axe(officer.page)) == (0, [])
    officer.go("/works/?stage=past")
    officer.press('a:has-text("Lò sấy")')
    assert officer.sees("12/QĐ-SK")
    assert officer.sees("Sổ 2010-2018")
    assert (officer.wide(), axe(officer.page)) == (0, [])
    officer.picture("past")
    assert not Submission.objects.exists()
