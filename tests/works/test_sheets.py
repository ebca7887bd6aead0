"""A whole unit's works from a workbook: each wrong cell named, all taken in or nothing, drafts that authors confirm."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from python_calamine import CalamineWorkbook

from songfai.kit.errors import NotPermitted
from songfai.kit.languages import Trilingual
from songfai.kit.text import fold
from songfai.parties.states import Role
from songfai.works import actions, tasks
from songfai.works.columns import NEEDED
from songfai.works.models import Author, Benefit, Sheet, Work
from songfai.works.pages.sheet_filing import left_rows
from songfai.works.queries import with_works, words_for
from songfai.works.rules.entries import mark_text
from songfai.works.rules.sheets import BENEFIT_COLUMNS
from songfai.works.states import Investor, PartKind, SheetKind, SheetStep, Stage
from tests import factories as make
from tests.works import making
from tests.works.making import refused, sheet_data, sheet_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return making.unit()


def wrong(sheet):
    return {(row, column) for row, column, _place, _text, _params in sheet.problems}


def full_rows(made):
    return (
        sheet_row(
            fields="Cơ khí; mechanics", applied="03/2026", known="Đã biết", content="Nội dung", share="60,5",
            born="1985", workplace="Xưởng 2", year=2025, known_how="Đo được", amount=80_000_000, currency="vnd",
            type="Giải pháp kỹ thuật",
        ),
        sheet_row(title=None, type=None, author="ສົມສັກ ແກ້ວມະນີ", share="39,5", email=made.author.account.email.upper()),
        sheet_row(number=2, title="=SUM(A1)", author="Trần Thị B"),
    )  # fmt: skip


def taken(made, data):
    sheet = making.sheet(made.unit_officer, data)
    actions.begin_taking(sheet=sheet, by=made.unit_officer, at=make.NOW)
    sheet.refresh_from_db()
    actions.take_in(sheet=sheet, at=make.NOW)
    sheet.refresh_from_db()
    return sheet


def test_a_sheet_becomes_drafts_that_their_authors_confirm(made):
    fields = making.WorkField.objects.get(slug="mechanics")
    rows = full_rows(made)
    rows[0][list(making.SHEET_COLUMNS).index("fields")] = f"{fields.name.get('vi')}; mechanics"
    rows[0][list(making.SHEET_COLUMNS).index("known_how")] = "Measured"
    rows[0][list(making.SHEET_COLUMNS).index("type")] = "technical SOLUTION"
    sheet = taken(made, sheet_data(*rows))
    assert sheet.problems == []
    assert (sheet.step, sheet.rows, sheet.works, sheet.authors) == (SheetStep.TAKEN, 3, 2, 3)
    first, second = Work.objects.order_by("id")
    assert (str(first.title), first.stage, first.on_behalf) == ("Bẫy hơi", Stage.DRAFT, True)
    assert (str(first.first_applied), first.type) == ("2026-03", "technical")
    assert list(first.fields.all()) == [fields]
    assert {one.kind: one.text.get("vi") for one in first.parts.all()} == {
        "known": "Đã biết",
        "content": "Nội dung",
    }
    assert "bay hoi" in first.search
    authors = list(Author.objects.order_by("id").values_list("role", "share", "account", "confirmed"))
    assert authors == [
        ("lead", 60.5, None, ""),
        ("co", 39.5, made.author.account_id, ""),
        ("lead", 100, None, ""),
    ]
    assert list(Benefit.objects.values_list("year", "kind", "minor", "currency")) == [
        (2025, "measured", 80_000_000, "VND")
    ]
    assert str(second.title) == "=SUM(A1)", "a text, never a formula"
    # Each author gives the word in person, or on paper.
    lead, co = first.authors.order_by("id")
    actions.confirm(author=co, by=made.author, at=make.NOW)
    actions.confirm(author=lead, by=made.unit_officer, at=make.NOW, paper="application of 05/03/2026")
    actions.change(
        work=first, values=making.values(), parts=making.parts(), by=made.unit_officer, at=make.NOW
    )
    assert actions.file(work=Work.objects.get(pk=first.pk), by=made.unit_officer, at=make.NOW).number == 1


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"title": None}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"number": None}, "number"),
        ({"type": "Magic"}, "type"),
        ({"fields": "Magic"}, "fields"),
        ({"applied": "31/02/2026"}, "applied"),
        ({"unit": "Nowhere"}, "unit"),
        ({"author": None}, "author"),
        ({"share": "much"}, "share"),
        ({"share": 0}, "share"),
        ({"share": 99.5}, "share"),
        ({"share": 33.333}, "share"),
        ({"email": "nobody@example.org"}, "email"),
        ({"year": "26"}, "year"),
        ({"year": 2025}, "known_how"),
        ({"year": 2025, "known_how": "Measured"}, "amount"),
        ({"year": 2025, "known_how": "Measured", "amount": 5}, "currency"),
        ({"year": 2025, "known_how": "Measured", "amount": -5, "currency": "VND"}, "amount"),
        ({"year": 2025, "known_how": "Cannot be computed", "amount": 5, "currency": "VND"}, "amount"),
        ({"confidential": "Magic"}, "confidential"),
        ({"signed": "perhaps"}, "signed"),
        ({"state_funded": "perhaps"}, "state_funded"),
        ({"invested_by": "Magic"}, "invested_by"),
        ({"invested_by": "The authors themselves", "investor": "Công ty Hòa Bình"}, "investor"),
        ({"invested_by": "The unit it is filed with", "investor_refused": "yes"}, "investor_refused"),
        ({"investor": "x" * 301}, "investor"),
        ({"investor": "Công ty Hòa Bình", "investor_refused": "perhaps"}, "investor_refused"),
        ({"mark": "12"}, "mark"),
        ({"mark": "00000000-0000-4000-8000-000000000000/3"}, "mark"),
    ],
)
def test_each_wrong_cell_is_named_and_nothing_is_taken_in(made, cells, column):
    sheet = making.sheet(made.unit_officer, sheet_data(sheet_row(number=7, title="Pump"), sheet_row(**cells)))
    assert (3, column) in wrong(sheet), sheet.problems
    with refused("sheet_wrong"):
        actions.begin_taking(sheet=sheet, by=made.unit_officer, at=make.NOW)
    assert not Work.objects.exists()


def test_a_sheet_says_who_paid(made):
    """The word in any language; a name alone is somebody else's; nothing is the authors themselves."""
    rows = (
        sheet_row(),
        sheet_row(number=2, title="Pump", investor=" Công ty  Hòa Bình ", investor_refused="có"),
        sheet_row(number=3, title="Press", invested_by="Somebody else"),
        sheet_row(number=4, title="Saw"),
    )
    rows[0][list(making.SHEET_COLUMNS).index("invested_by")] = in_words("vi", Investor.UNIT)
    sheet = taken(made, sheet_data(*rows))
    assert sheet.problems == []
    paid = list(Work.objects.order_by("id").values_list("invested_by", "investor", "investor_refused"))
    assert paid == [
        ("unit", "", False),
        ("other", "Công ty Hòa Bình", True),
        ("other", "", False),
        ("authors", "", False),
    ]
    lines = with_works(sheet.lines.order_by("row")).filter(row__lte=3)
    names = ("invested_by", "investor", "investor_refused")
    with translation.override("lo"):
        left = [next(left_rows(line, "lo")) for line in lines]
        assert [[one[name] for name in names] for one in left] == [
            [in_words("lo", Investor.UNIT), "", ""],
            [in_words("lo", Investor.OTHER), "Công ty Hòa Bình", "ແມ່ນ"],
        ]


def in_words(language, state):
    with translation.override(language):
        return gettext(state.words)


def test_a_sheet_without_the_columns_changes_nothing_of_who_paid(made):
    sheet = taken(made, sheet_data(sheet_row(investor="Công ty Hòa Bình")))
    old = [name for name in making.SHEET_COLUMNS if not name.startswith("invest")]
    headings = [making.SHEET_COLUMNS[name][0] for name in old]
    cells = dict(zip(making.SHEET_COLUMNS, sheet_row(known="Now written"), strict=True))
    again = taken(made, sheet_data([cells[name] for name in old], headings=headings))
    assert (again.problems, sheet.works) == ([], 1)
    work = Work.objects.get()
    assert work.parts.get(kind="known").text.get("vi") == "Now written"
    assert (work.invested_by, work.investor) == ("other", "Công ty Hòa Bình")
    # With the columns, what the sheet says of it now goes.
    again = taken(made, sheet_data(sheet_row(invested_by="The authors themselves")))
    assert again.problems == []
    work.refresh_from_db()
    assert (work.invested_by, work.investor) == ("authors", "")


def whole_row(made):
    """A work with something in each column that may be missing from a sheet."""
    return sheet_row(
        fields="mechanics", applied="03/2026", unit="Ban", known="Đã biết", content="Nội dung", born="1985",
        workplace="Xưởng 2", email=made.author.account.email, year=2025, known_how="Đo được", amount=80_000_000,
        currency="vnd", confidential=in_words("vi", PartKind.CONTENT), state_funded="có",
        invested_by=in_words("vi", Investor.OTHER), investor="Công ty Hòa Bình", investor_refused="có",
        union_member="có", heads_unit="có",
    )  # fmt: skip


def held_by(work):
    names = (
        "type",
        "first_applied",
        "unit_id",
        "state_funded",
        "invested_by",
        "investor",
        "investor_refused",
    )
    of_author = ("account_id", "born", "workplace", "union_member", "heads_unit", "share", "confirmed")
    return (
        Work.objects.values_list(*names).get(pk=work.pk),
        set(work.fields.values_list("slug", flat=True)),
        list(work.parts.order_by("kind").values_list("kind", "text", "confidential")),
        list(work.authors.values_list(*of_author)),
        list(work.benefits.values_list("year", "kind", "minor", "currency")),
    )


@pytest.mark.parametrize(
    "without",
    [
        *((name,) for name in making.SHEET_COLUMNS if name not in {*NEEDED[SheetKind.WORKS], *BENEFIT_COLUMNS, "signed", "mark"}),
        BENEFIT_COLUMNS,
        ("invested_by", "investor", "investor_refused"),
    ],
)  # fmt: skip
def test_what_a_sheet_has_no_column_for_stays_as_it_is(made, without):
    make.unit(made.here, name=Trilingual(vi="Ban", lo="ຫ້ອງ", en="Office"))
    assert taken(made, sheet_data(whole_row(made))).problems == []
    work = Work.objects.get()
    actions.confirm(author=work.authors.get(), by=made.author, at=make.NOW)
    before = held_by(work)
    assert all(before) and None not in before[0] and "" not in before[0]
    kept = [name for name in making.SHEET_COLUMNS if name not in without]
    cells = dict(zip(making.SHEET_COLUMNS, whole_row(made), strict=True))
    work.refresh_from_db()
    cells["mark"] = mark_text(work.key, work.revision)
    headings = [making.SHEET_COLUMNS[name][0] for name in kept]
    again = taken(made, sheet_data([cells[name] for name in kept], headings=headings))
    assert again.problems == [] and Work.objects.count() == 1
    assert held_by(work) == before


def test_shares_and_further_rows_are_asked_together(made):
    rows = (
        sheet_row(share=50),
        sheet_row(title="Again", share=40, email=made.author.account.email),
        sheet_row(title=None, type=None, share=10, email=made.author.account.email),
    )
    assert wrong(making.sheet(made.clerk, sheet_data(*rows))) == {(3, "title"), (4, "email")}


def test_units_are_found_by_the_name_of_any_language_and_only_living_ones(made):
    unit = make.unit(made.here)
    name = unit.name.get("lo")
    assert taken(made, sheet_data(sheet_row(unit=name))).works == 1
    assert Work.objects.get().unit == unit
    make.unit(made.here, name=unit.name)
    assert wrong(making.sheet(made.clerk, sheet_data(sheet_row(unit=name, title="x")))) == {(2, "unit")}
    other = make.unit(made.there)
    assert wrong(making.sheet(made.clerk, sheet_data(sheet_row(unit=other.name.get("vi"))))) == {(2, "unit")}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 nothing", "sheet_unreadable"),
        (sheet_data(headings=("Title of the work", "Author")), "heading_missing"),
        (sheet_data(headings=("a",)), "heading_missing"),
    ],
)
def test_what_is_no_sheet_is_refused(made, data, code):
    with refused(code):
        making.sheet(made.clerk, data)
    assert not Sheet.objects.exists()


def test_too_many_rows_are_refused(made, monkeypatch):
    monkeypatch.setattr("songfai.works.rules.sheets.MOST_ROWS", 1)
    with refused("sheet_too_long"):
        making.sheet(made.clerk, sheet_data(sheet_row(), sheet_row(number=2, title="Pump")))


def test_a_sheet_is_taken_in_once(made):
    data = sheet_data(sheet_row())
    sheet = taken(made, data)
    actions.take_in(sheet=sheet, at=make.NOW)
    again = making.sheet(made.clerk, data)
    with refused("sheet_taken"):
        actions.begin_taking(sheet=again, by=made.clerk, at=make.NOW)
    assert Work.objects.count() == 1


def test_a_sheet_of_another_institution_is_not_taken_in(made):
    sheet = making.sheet(made.clerk, sheet_data(sheet_row()))
    other = make.seat(make.institution(), Role.CLERK)
    with refused("other_unit"):
        actions.begin_taking(sheet=sheet, by=other, at=make.NOW)


def test_what_became_wrong_meanwhile_goes_back(made):
    sheet = making.sheet(
        made.clerk, sheet_data(sheet_row(email=made.author.account.email), sheet_row(number=2, title="Pump"))
    )
    actions.begin_taking(sheet=sheet, by=made.clerk, at=make.NOW)
    made.author.account.is_active = False
    made.author.account.save()
    tasks.take_in.call(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.step, wrong(sheet)) == (SheetStep.CHECKED, {(2, "email")})
    assert not Work.objects.exists()


@pytest.mark.parametrize("role", [Role.READER, Role.AUTHOR, Role.INSPECTOR])
def test_only_officers_give_sheets(made, client, role):
    seat = make.seat(made.here, role)
    with pytest.raises(NotPermitted):
        making.sheet(seat, sheet_data())
    sheet = making.sheet(made.clerk, sheet_data())
    with pytest.raises(NotPermitted):
        actions.begin_taking(sheet=sheet, by=seat, at=make.NOW)
    client.force_login(seat.account)
    assert client.get(reverse("works:sheets")).status_code == 403


def test_another_institution_sees_none_of_it(made, client):
    sheet = making.sheet(made.clerk, sheet_data())
    client.force_login(make.seat(made.there, Role.CLERK).account)
    assert client.get(reverse("works:sheet", args=[sheet.key])).status_code == 404
    assert client.post(reverse("works:take_sheet", args=[sheet.key])).status_code == 404


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_template_filled_in_is_read_in_its_language(made, client, language):
    client.force_login(made.unit_officer.account)
    template = client.get(reverse("works:sheet_template", args=[language])).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(template))
    headings = book.get_sheet_by_index(0).to_python()[0]
    explained = book.get_sheet_by_index(1).to_python()
    kind = explained[list(making.SHEET_COLUMNS).index("type")][2]
    upload = SimpleUploadedFile("works.xlsx", sheet_data(sheet_row(type=kind), headings=headings))
    response = client.post(reverse("works:sheets"), {"language": language, "file": upload})
    sheet = Sheet.objects.get()
    assert response["Location"] == reverse("works:sheet", args=[sheet.key])
    page = client.get(response["Location"], {"language": language}).content.decode()
    assert sheet.wrong == 0
    assert "Bẫy hơi" in page
    assert client.post(reverse("works:take_sheet", args=[sheet.key])).status_code == 302
    assert Work.objects.get().title.get(language) == "Bẫy hơi"
    assert client.get(reverse("works:sheets")).status_code == 200


def test_the_page_names_cells_as_the_spreadsheet_does(made, client):
    client.force_login(made.unit_officer.account)
    sheet = making.sheet(
        made.unit_officer,
        sheet_data(sheet_row(), sheet_row(number=2, title="Pump", share="much", type="Magic")),
    )
    page = client.get(reverse("works:sheet", args=[sheet.key]), {"language": "en"}).content.decode()
    for cell in ("N3", "C3", "“Magic” is not in the list."):
        assert cell in page
    assert client.post(reverse("works:take_sheet", args=[sheet.key])).status_code == 422


def test_a_long_sheet_is_left_to_the_worker(made, client, monkeypatch):
    monkeypatch.setattr("songfai.works.pages.sheets.AT_ONCE", 1)
    client.force_login(made.unit_officer.account)
    sheet = making.sheet(made.unit_officer, sheet_data(sheet_row(), sheet_row(number=2, title="Pump")))
    client.post(reverse("works:take_sheet", args=[sheet.key]))
    page = client.get(reverse("works:sheet", args=[sheet.key]))
    assert page["Refresh"] == "3"
    assert not Work.objects.exists()
    tasks.take_in.call(sheet.pk)
    assert Work.objects.count() == 2
    assert client.post(reverse("works:go_on_sheet", args=[sheet.key])).status_code == 302
    assert Work.objects.count() == 2


@pytest.mark.parametrize("count", [1, 40])
def test_taking_in_costs_the_same_for_few_and_many(made, count, django_assert_num_queries):
    sheet = making.sheet(
        made.clerk, sheet_data(*(sheet_row(number=n, title=f"Pump {n}", known="x") for n in range(count)))
    )
    actions.begin_taking(sheet=sheet, by=made.clerk, at=make.NOW)
    sheet = Sheet.objects.select_related("file", "seat__account__person", "seat__institution").get()
    with django_assert_num_queries(16):
        actions.take_in(sheet=sheet, at=make.NOW)
    assert Work.objects.count() == count


def test_columns_in_another_order_and_a_sheet_that_begins_lower_are_read(made):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    for place, cell in enumerate(("Share of contribution in per cent", "Author", "Title of the work", "No.")):
        page.write(0, place + 1, cell)
    for place, cell in enumerate((100, "A", "Pump", 1)):
        page.write(2, place + 1, cell)
    book.close()
    sheet = making.sheet(made.clerk, out.getvalue(), "en")
    assert (sheet.works, sheet.wrong, sheet.preview[0]["row"]) == (1, 0, 3)


def test_yes_and_no_are_read_as_people_write_them():
    made = making.unit()
    words = words_for(made.author, make.TODAY).yes
    for said, meant in (
        ("ແມ່ນ", True),
        ("ບໍ່", False),
        ("ບໍ່ແມ່ນ", False),
        ("có", True),
        ("KHÔNG", False),
        ("Yes", True),
        ("0", False),
    ):
        assert words[fold(said)] is meant, said
