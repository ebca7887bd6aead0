import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.kit.tables import Column, as_csv, as_xlsx, guarded

COLUMNS = [
    Column("title", "ຫົວຂໍ້", "title"),
    Column("due", "Due", lambda row: row["due"], "date"),
    Column("number", "Number", "number", "number"),
    Column("money", "Money", "money", "money"),
    Column("share", "Share", "share", "share"),
]
ROWS = [
    {
        "title": Trilingual("ແຜນ", "Kế hoạch", "Plan"),
        "due": PartialDate(2026, 3, 5),
        "number": Decimal("7393.17"),
        "money": (1250000, "VND"),
        "share": Decimal("0.855"),
    },
    {
        "title": '=1+1; "x"',
        "due": PartialDate(2030, bound="by"),
        "number": None,
        "money": None,
        "share": None,
    },
]


def csv_cells(content, delimiter):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def xlsx_cells(content, empty=False):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.sheet_names, book.get_sheet_by_index(0).to_python(skip_empty_area=empty)


def test_csv_is_in_the_language_of_its_reader():
    assert csv_cells(as_csv(ROWS, COLUMNS, "vi"), ";") == [
        ["ຫົວຂໍ້", "Due", "Number", "Money", "Share"],
        ["Kế hoạch", "05/03/2026", "7393,17", "1.250.000\u00a0đồng", "0,855"],
        ['\'=1+1; "x"', "đến năm 2030", "", "", ""],
    ]
    assert csv_cells(as_csv(ROWS, COLUMNS, "en"), ",")[1] == [
        "Plan",
        "5 Mar 2026",
        "7393.17",
        "1,250,000\u00a0VND",
        "0.855",
    ]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_csv_cell_that_looks_like_a_formula_is_guarded(text):
    cells = csv_cells(as_csv([{"t": text}], [Column("t", "T", "t")], "en"), ",")
    assert cells[1] == ["'" + text]


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30),
    st.sampled_from(["lo", "en"]),
)
def test_csv_text_never_begins_a_formula_and_is_not_lost(text, language):
    rows = [{"t": text, "n": -5}]
    content = as_csv(rows, [Column("t", "T", "t"), Column("n", "=N", "n", "number")], language)
    heading, cells = csv_cells(content, "," if language == "en" else ";")
    assert heading == ["T", "'=N"]
    assert cells == [guarded(text), "-5"]
    assert not cells[0].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cells[0].removeprefix("'") == text.removeprefix("'")


def test_workbook_keeps_the_types():
    names, cells = xlsx_cells(as_xlsx(ROWS, COLUMNS, "lo", "ແຜນການ 2026"))
    assert names == ["ແຜນການ 2026"]
    assert cells[0] == ["ຫົວຂໍ້", "Due", "Number", "Money", "Share"]
    assert cells[1] == ["ແຜນ", date(2026, 3, 5), 7393.17, 1250000.0, 0.855]
    assert cells[2][:2] == ['=1+1; "x"', "ຮອດປີ 2030"]


def test_workbook_holds_moments_cents_and_long_texts():
    columns = [
        Column(key, key, key, kind)
        for key, kind in (
            ("at", "date"),
            ("usd", "money"),
            ("big", "number"),
            ("text", "text"),
            ("yes", "text"),
        )
    ]
    row = {
        "at": datetime(2026, 3, 5, 17, 4),
        "usd": (1250050, "USD"),
        "big": 10**18,
        "text": "ກ" * 40_000,
        "yes": True,
    }
    _names, cells = xlsx_cells(as_xlsx([row], columns, "en", "x"))
    assert cells[1][:3] == [datetime(2026, 3, 5, 17, 4), 12500.50, "1,000,000,000,000,000,000"]
    assert cells[1][3] == "ກ" * 32_766 + "…"
    assert cells[1][4] == "1"


@pytest.mark.parametrize("title", ["", "a/b:c*d?[e]", "'quoted'", "ຫ" * 60, "   "])
def test_workbook_takes_any_title(title):
    names, cells = xlsx_cells(as_xlsx([], COLUMNS, "en", title))
    assert 1 <= len(names[0]) <= 31
    assert cells == [[column.title for column in COLUMNS]]


def test_workbook_heading_is_frozen_and_filterable():
    import zipfile

    with zipfile.ZipFile(io.BytesIO(as_xlsx(ROWS, COLUMNS, "lo", "t"))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:E3"/>' in sheet
    assert "<f>" not in sheet
    assert "Noto Sans Lao" in styles


def test_a_year_is_not_parted_into_thousands():
    import zipfile
    from xml.etree import ElementTree

    columns = [Column("year", "Year", "year", "year"), Column("count", "Count", "count", "number")]
    rows = [{"year": 2026, "count": 2026}]
    with zipfile.ZipFile(io.BytesIO(as_xlsx(rows, columns, "vi", "t"))) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
        styles = ElementTree.fromstring(parts.read("xl/styles.xml"))
    formats = [one.get("numFmtId") for one in styles.find("{*}cellXfs")]
    looks = {one.get("r"): formats[int(one.get("s"))] for one in sheet.iterfind(".//{*}c")}
    # The format 0, which every spreadsheet knows by the number 1.
    assert looks["A2"] == "1" != looks["B2"]
    assert as_csv(rows, columns, "vi").decode("utf-8-sig").splitlines()[1] == "2026;2026"
