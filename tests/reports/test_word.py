import io
import re
import uuid
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from songfai.kit.languages import LANGUAGES
from songfai.kit.text import NBSP, ZWSP
from songfai.reports import compile, render
from songfai.reports.paper import Column, Grid, Heading, Paragraph, Run, text_of
from songfai.reports.word import fonts as fonts_of
from songfai.reports.word import tables
from tests.reports.samples import home_affairs, thanh_hoa

pytestmark = pytest.mark.once


def opened(facts, language):
    return Document(io.BytesIO(render.docx(facts, language, ["w1"])))


def plain(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", [home_affairs, thanh_hoa])
def test_document_holds_the_same_paragraphs_in_the_same_order(story, language):
    paper = compile.annual(story(), language, ["w1"])
    wanted = []
    for block in paper.blocks:
        if isinstance(block, Heading):
            wanted.append(text_of(block.runs))
        if isinstance(block, Paragraph):
            wanted.append(f"{block.mark} {text_of(block.runs)}" if block.mark else text_of(block.runs))
    said = iter([plain(each.text) for each in opened(story(), language).paragraphs])
    assert [line for line in wanted if plain(line) not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_hold_the_same_cells_and_repeat_their_head(language):
    paper = compile.annual(home_affairs(), language)
    grids = [block for block in (*paper.blocks, *paper.appendix) if isinstance(block, Grid)]
    tables = [table for table in opened(home_affairs(), language).tables if is_repeated(table)]
    assert len(tables) == len(grids)
    for grid, table in zip(grids, tables, strict=True):
        rows = [[column.title for column in grid.columns]]
        rows += [[text_of(cell) for cell in row] for row in grid.rows]
        rows += [[text_of(cell) for cell in grid.total]] if grid.total else []
        assert [[spaced(cell.text) for cell in row.cells] for row in table.rows] == rows


def spaced(text):
    """Place names hold together by spaces that do not break."""
    return text.replace(NBSP, " ").replace(ZWSP, "")


def test_a_lao_heading_has_the_room_its_wider_letters_take():
    columns = (Column("ຄຳໝັ້ນສັນຍາ", 60), Column("ແຜນການ", 10), Column("ລວມ", 30))
    lao, latin = (
        [
            int(each)
            for each in re.findall(r'gridCol w:w="(\d+)"', tables.table_xml(Grid((), given, ()), 5_760_000))
        ]
        for given in (columns, (Column("Commitment", 60), Column("Plan", 10), Column("Sum", 30)))
    )
    assert lao[1] > latin[1] * 1.2 and abs(sum(lao) - sum(latin)) < 3


def test_lao_longer_than_a_line_of_its_cell_is_told_where_it_may_be_cut():
    assert tables.parted("ນອກແຜນການ", 8) == "ນອກ" + ZWSP + "ແຜນການ"
    # What has room stays as it is written, and is found when the file is searched.
    assert tables.parted("ນອກແຜນການ", 12) == "ນອກແຜນການ"
    assert tables.parted("Kế hoạch ngoài kế hoạch", 3) == "Kế hoạch ngoài kế hoạch"


def is_repeated(table):
    properties = table.rows[0]._tr.trPr
    return properties is not None and properties.find(qn("w:tblHeader")) is not None


def test_headings_are_real_headings():
    paper = compile.annual(home_affairs(), "vi")
    wanted = [
        (f"Heading {block.level}", text_of(block.runs))
        for block in paper.blocks
        if isinstance(block, Heading)
    ]
    said = [
        (p.style.name, p.text.replace("\u00a0", " "))
        for p in opened(home_affairs(), "vi").paragraphs
        if p.style.name.startswith("Head")
    ]
    assert said[: len(wanted)] == wanted


@pytest.mark.parametrize(
    "style", ["Normal", "Body Text", "Heading 1", "Heading 2", "Heading 3", "Table Text", "Note"]
)
def test_lao_font_is_set_on_every_style(style):
    fonts = opened(home_affairs(), "lo").styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:cs")) == "Phetsarath OT"
    assert fonts.get(qn("w:ascii")) == "Times New Roman"
    assert fonts.get(qn("w:asciiTheme")) is None


def test_page_follows_the_decree():
    section = opened(home_affairs(), "vi").sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(edge.mm) for edge in (section.top_margin, section.bottom_margin)] == [20, 20]
    assert 30 <= round(section.left_margin.mm, 1) <= 35
    assert 15 <= round(section.right_margin.mm, 1) <= 20
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER


@pytest.mark.parametrize(("language", "alignment"), [("vi", "JUSTIFY"), ("lo", "LEFT")])
def test_vietnamese_is_justified_and_lao_is_not(language, alignment):
    style = opened(home_affairs(), language).styles["Body Text"]
    assert style.paragraph_format.alignment == getattr(WD_ALIGN_PARAGRAPH, alignment)
    assert round(style.paragraph_format.first_line_indent.mm, 1) == 12.7


def test_both_signatures_have_the_same_weight():
    facts = home_affairs()
    paper = compile.annual(facts, "vi")
    table = next(t for t in opened(facts, "vi").tables if t.rows[-1].cells[0].text == "Trần Văn Khải")
    above, below = (row.cells for row in table.rows)
    assert [spaced(cell.text) for cell in above] == [
        f"{each.for_whom}\n{each.post}" for each in paper.signatures
    ]
    assert [cell.text for cell in below] == [each.name for each in paper.signatures]
    assert above[0].width == above[1].width


def test_the_same_facts_give_the_same_document():
    first, second = (zipfile.ZipFile(io.BytesIO(render.docx(home_affairs(), "lo"))) for _time in "ab")
    assert {name: first.read(name) for name in first.namelist()} == {
        name: second.read(name) for name in second.namelist()
    }


def test_a_place_name_wider_than_its_column_is_left_to_be_cut_at_its_spaces():
    words = ((Run("Luông Pha Băng, Viêng Chăn"),),)
    narrow = tables.row_xml(words, [1590], ["left"])
    assert f"Luông Pha Băng, Viêng{NBSP}Chăn" in narrow
    assert f"Luông{NBSP}Pha{NBSP}Băng" in tables.row_xml(words, [3000], ["left"])


def test_lao_letters_go_with_the_document():
    content = render.docx(home_affairs(), "lo", ["w1"])
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = [opened.read(name) for name in sorted(opened.namelist()) if name.endswith(".odttf")]
        table = opened.read("word/fontTable.xml").decode()
        settings = opened.read("word/settings.xml").decode()
        types = opened.read("[Content_Types].xml").decode()
    keys = [uuid.UUID(one) for one in re.findall(r'w:fontKey="\{([\w-]+)\}"', table)]
    fonts = [(fonts_of.FONTS / name).read_bytes() for name in fonts_of.FILES.values()]
    assert [fonts_of.hidden(part, key) for part, key in zip(parts, keys, strict=True)] == fonts
    assert parts[0] != fonts[0]
    assert 'w:name="Phetsarath OT"' in table and 'w:altName w:val="Phetsarath"' in table
    assert settings.index("zoom") < settings.index("embedTrueTypeFonts") < settings.index("saveSubsetFonts")
    assert "obfuscatedFont" in types


def test_a_document_without_lao_carries_no_font():
    facts = thanh_hoa()
    content = render.docx(facts, "vi", ["w1"])
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert not [name for name in opened.namelist() if name.endswith(".odttf")]


def test_what_stands_over_a_list_stays_with_it():
    bold = Paragraph((Run("Relevance", bold=True),))
    assert bold.announces and Paragraph((Run("As follows:"),)).announces
    assert not Paragraph((Run("Both."),)).announces
    assert not Paragraph((Run("Both", bold=True),), mark="-").announces


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_stays_with_its_legend(language):
    drawn = [one for one in opened(home_affairs(), language).paragraphs if one._p.xpath(".//w:drawing")]
    assert drawn and all(one.paragraph_format.keep_with_next for one in drawn)
