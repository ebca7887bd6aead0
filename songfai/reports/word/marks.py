"""Small marks of the format that python-docx has no words for."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as Line

from songfai.kit.together import held_together

LOCALES = {"lo": "lo-LA", "vi": "vi-VN", "en": "en-GB"}
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
PAGE = (Mm(210), Mm(297))


def put(parent, tag: str, value: str):
    element = parent.find(qn(tag))
    if element is None:
        element = OxmlElement(tag)
        parent.append(element)
    element.set(qn("w:val"), value)
    return element


def add(
    line: Line, words: str, size: float, *, bold: bool = False, italic: bool = False, align: str = "left"
) -> None:
    line.alignment = ALIGN[align]
    run = line.add_run(held_together(words))
    run.font.size = Pt(size)
    put(run._r.get_or_add_rPr(), "w:szCs", str(int(size * 2)))
    run.italic = italic
    if bold:
        embolden(run)


def embolden(run) -> None:
    run.bold = True
    run.font.cs_bold = True


def mark_language(run, language: str) -> None:
    spoken = put(run._r.get_or_add_rPr(), "w:lang", LOCALES[language if language != "lo" else "en"])
    spoken.set(qn("w:bidi"), LOCALES["lo"])


def fill(
    cell: _Cell, lines: list[tuple[str, bool]], size: float, align: str, *, italic: bool = False
) -> None:
    line = cell.paragraphs[0]
    for number, (words, bold) in enumerate(lines):
        add(line if number == 0 else cell.add_paragraph(), words, size, bold=bold, italic=italic, align=align)


def ruled(line: Line, width: float, share: float) -> None:
    """A real line in the middle: the lower edge of an empty paragraph that is indented from both sides."""
    indent = Emu(int(width * (1 - share) / 2))
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = indent
    line.paragraph_format.line_spacing = Pt(3)
    line.paragraph_format.space_after = Pt(4)
    edge(line, "bottom")


def edge(line: Line, where: str) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(stroke(where))
    # Its place among the properties of a paragraph is fixed: before shading, tabs, spacing and indents.
    properties = line._p.get_or_add_pPr()
    later = (
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:rPr",
    )
    following = next((each for each in properties if each.tag in {qn(tag) for tag in later}), None)
    if following is None:
        properties.append(borders)
    else:
        following.addprevious(borders)


def border(cell: _Cell, where: str) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(stroke(where))
    cell._tc.get_or_add_tcPr().append(borders)


def stroke(where: str):
    element = OxmlElement(f"w:{where}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        element.set(qn(f"w:{name}"), value)
    return element


def shade(properties, colour: str, boxed: bool = False) -> None:
    if boxed:
        box = stroke("bdr")
        box.set(qn("w:space"), "0")
        properties.append(box)
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        element.set(qn(f"w:{name}"), value)
    properties.append(element)


def set_widths(table: Table, widths: list[Emu]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def set_margins(table: Table, room: int) -> None:
    """Between the edges of a cell and its words, left and right."""
    margins = OxmlElement("w:tblCellMar")
    for where in ("left", "right"):
        side = OxmlElement(f"w:{where}")
        side.set(qn("w:w"), str(int(room / 635)))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        table._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)


def field(line: Line, name: str) -> None:
    run = line.add_run()
    for kind, words in (("begin", ""), ("", f" {name} "), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = words
        run._r.append(mark)
