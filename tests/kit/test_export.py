import io
import zipfile
from xml.etree import ElementTree

from django.test import RequestFactory
from django.utils import translation

from songfai.kit.export import attachment, export_response
from songfai.kit.tables import Column, Sheet, as_workbook

COLUMNS = [Column("name", "Tên", "name")]


def ask(query, language="vi"):
    with translation.override(language):
        return export_response(
            RequestFactory().get(f"/x/{query}"), [{"name": "Bộ"}], COLUMNS, "kế hoạch 2026", "Kế hoạch"
        )


def test_export_is_a_page_when_no_file_is_asked_for():
    assert ask("") is None
    assert ask("?export=exe") is None


def test_export_as_csv_is_a_file_named_in_any_script():
    response = ask("?export=csv")
    assert response.content.decode("utf-8-sig") == "Tên\r\nBộ\r\n"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"ke-hoach-2026.csv\"; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch%202026.csv"
    )


def test_export_as_workbook_is_one():
    response = ask("?export=xlsx")
    assert response.content[:2] == b"PK"
    assert response["Cache-Control"] == "no-store"


def test_a_count_in_a_workbook_leads_to_the_sheet_with_its_rows():
    counts = [
        Column("n", "Items", "n", "number", rows_in="The officer's items"),
        Column("m", "Others", "m", rows_in="Left out"),
    ]
    sheets = [
        Sheet("Numbers", counts, [{"n": 1, "m": 2}]),
        Sheet("The officer's items", COLUMNS, [{"name": "Bộ"}]),
    ]
    with zipfile.ZipFile(io.BytesIO(as_workbook(sheets, "en", "x"))) as book:
        numbers = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    # One link: what is in no sheet of the workbook leads nowhere.
    [link] = numbers.iter(f"{main}hyperlink")
    assert (link.get("ref"), link.get("location")) == ("A1", "'The officer''s items'!A1")
    [count] = [cell for cell in numbers.iter(f"{main}c") if cell.get("r") == "A2"]
    assert count.findtext(f"{main}v") == "1"


def test_file_name_cannot_break_out_of_its_heading():
    response = attachment(b"", 'ແຜນ"\r\nX: y/../.csv', "text/csv")
    assert "\n" not in response["Content-Disposition"]
    assert response["Content-Disposition"].count('"') == 2


def test_file_name_without_latin_letters_gets_one():
    assert 'filename="songfai.csv"' in attachment(b"", "ແຜນ.csv", "text/csv")["Content-Disposition"]
