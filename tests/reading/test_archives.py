"""Words inside workbooks and OpenDocument files, and files that would do harm."""

import io
import zipfile

import pytest
import xlsxwriter

from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.reading import archives
from songfai.reading.archives import MOST, words_in
from songfai.reading.files import Unreadable

LAO, VI = "ການຝຶກອົບຮົມ 25 ຄົນ", "Danh sách học viên"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_INF", "-INF"), content)
    return out.getvalue()


def odt(body, head="", **more):
    content = f"""<?xml version="1.0"?>{head}<o:document-content xmlns:o="{OFFICE}" xmlns:t="{TEXT}" xmlns:b="{TABLE}">
    <o:styles>not of the text</o:styles><o:body><o:text>{body}</o:text></o:body></o:document-content>"""
    return packed(mimetype="application/vnd.oasis.opendocument.text", content_xml=content, **more)


def xlsx(rows, **options):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options | {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(number, place, value)
    return out.getvalue()


def test_an_open_document_is_read_line_by_line():
    body = f"<t:h>{VI}</t:h><t:p>a<t:s/>b<t:tab/>c</t:p><b:table-row><b:table-cell><t:p>{LAO}</t:p></b:table-cell></b:table-row>"
    said = words_in("paper.odt", odt(body))
    assert said.splitlines()[:2] == [VI, "a b\tc"]
    assert LAO in said
    assert "not of the text" not in said


def test_a_workbook_of_another_program_and_one_of_ours_are_read():
    for options in ({}, {"constant_memory": True}):  # strings of the book, strings of the cell
        assert LAO in words_in("list.xlsx", xlsx([[VI, 42], [None, LAO]], **options))
    said = words_in("list.XLSX", xlsx([[VI, 42], [None, LAO]]))
    assert [line.split("\t")[:-1] for line in said.splitlines()] == [[VI, "42"], [LAO]]
    columns = [Column("a", "Title", lambda row: row)]
    assert LAO in words_in("ours.xlsx", as_workbook([Sheet("S", columns, [LAO])], "lo", "T"))


def test_a_list_of_values_is_read_as_text_and_other_files_as_before():
    assert words_in("list.csv", f"a;{LAO}\n".encode()) == f"a;{LAO}\n"
    assert words_in("list.txt", LAO.encode()) == LAO


def test_spoken_forms_are_no_words_of_a_cell():
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>one</t></r><r><t> two</t></r><rPh><t>spoken</t></rPh></si></sst>'
    )
    sheet = f'<worksheet xmlns="{MAIN}"><row><c t="s"><v>0</v></c><c t="s"><v>9</v></c></row></worksheet>'
    made = packed(xl__sharedStrings_xml=strings, xl__worksheets__sheet1_xml=sheet)
    assert words_in("a.xlsx", made).split() == ["one", "two"]


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.odt", b"", "empty"),
        ("a.odt", odt(""), "empty"),
        ("a.odt", b"no archive", "not_what_it_says"),
        ("a.odt", packed(mimetype="x"), "not_what_it_says"),
        ("a.odt", odt("<t:p>&b;</t:p>", head=BOMB), "not_what_it_says"),
        ("a.odt", odt("<t:p>never closed"), "not_what_it_says"),
        ("a.odt", odt("<t:p>x</t:p>", META_INF__manifest_xml="<m><encryption-data/></m>"), "encrypted"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted"),
        ("a.xlsx", packed(xl__other_xml="<a/>"), "not_what_it_says"),
        ("a.xlsx", packed(xl__worksheets__sheet1_xml=f"{BOMB}<a>&b;</a>"), "not_what_it_says"),
        ("a.xlsx", packed(xl__worksheets__sheet1_xml='<s><c t="s"><v>x</v></c></s>'), "not_what_it_says"),
        ("a.zip", b"PK\x03\x04", "unknown_format"),
    ],
)
def test_what_gives_no_words_says_why(name, data, code):
    with pytest.raises(Unreadable) as refused:
        words_in(name, data)
    assert refused.value.code == code


def test_no_more_is_unpacked_than_the_budget_whatever_the_archive_says(monkeypatch):
    monkeypatch.setattr(archives, "MAX_XML", 200_000)
    with pytest.raises(Unreadable) as refused:
        words_in("a.odt", odt("<t:p/>" * 100_000))
    assert refused.value.code == "too_large"


def test_a_long_file_is_read_as_far_as_it_is_kept():
    said = words_in("a.odt", odt("<t:p>0123456789</t:p>" * (MOST // 8)))
    assert len(said) == MOST
    wide = xlsx([["word" * 200] for _row in range(1000)])
    assert len(words_in("a.xlsx", wide)) == MOST


def test_a_sheet_that_claims_every_cell_is_read_as_what_it_holds():
    """One filled cell at the far corner: nothing is made as large as the sheet says it is."""
    sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row></worksheet>'
    assert words_in("a.xlsx", packed(xl__worksheets__sheet1_xml=sheet)).strip() == "far"


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["a.ods", "a.xlsx", "a.docx"])
def test_what_is_packed_in_a_way_that_unpacks_whole_is_not_opened(name, packing):
    """Some hundred bytes of it are hundreds of megabytes at the first read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for member in ("content.xml", "xl/workbook.xml", "word/document.xml", "[Content_Types].xml"):
            archive.writestr(member, bytes(8 * 2**20))
    assert len(out.getvalue()) < 20_000
    with pytest.raises(Unreadable) as refused:
        words_in(name, out.getvalue())
    assert refused.value.code == "not_what_it_says"
