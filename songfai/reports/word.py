"""A paper as DOCX: the same words and the same layout, with real headings, tables that repeat their head, and page numbers."""

from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as Line

from songfai.kit.text import NBSP
from songfai.reports.layouts import LAYOUTS, Layout
from songfai.reports.paper import Bar, Block, Grid, Heading, Paper, Paragraph, Runs, text_of

LOCALES = {"lo": "lo-LA", "vi": "vi-VN", "en": "en-GB"}
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
PAGE = (Mm(210), Mm(297))
SHORT = 15  # rows of a table that stays on one page


def docx(paper: Paper, at: datetime | None = None) -> bytes:
    """The same paper and the same time give the same document."""
    return Writer(paper).written(at)


class Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.layout = LAYOUTS[paper.layout]
        self.file: Docx = Document()
        set_page(self.file, self.layout)
        set_styles(self.file, self.layout, paper.language)
        top, right, _bottom, left = self.layout.margins
        self.width = Emu(PAGE[0] - Mm(left + right))

    def written(self, at: datetime | None) -> bytes:
        properties = self.file.core_properties
        properties.title = self.paper.title
        properties.author = ", ".join(issuer.name for issuer in self.paper.head.issuers)
        properties.language = LOCALES[self.paper.language]
        properties.comments = ""
        if at:
            properties.created = properties.modified = at.replace(tzinfo=None)
        {"vn": self.head_vn, "la": self.head_la, "en": self.head_en}[self.layout.name]()
        self.title()
        for block in self.paper.blocks:
            self.block(block)
        self.signatures()
        self.recipients()
        self.trace()
        for grid in self.paper.appendix:
            if isinstance(grid, Grid):
                self.annex(grid)
        out = BytesIO()
        self.file.save(out)
        return out.getvalue()

    # ---- Head ----------------------------------------------------------------------------------------

    def head_vn(self) -> None:
        head = self.paper.head
        table = self.bare_table([0.44, 0.56], rows=2)
        left, right = table.rows[0].cells
        lines: list[tuple[str, bool]] = []
        for issuer in head.issuers:
            lines += [(issuer.parent, False)] if issuer.parent else []
            lines.append((issuer.name, True))
        fill(left, lines, 12, "centre")
        ruled(left.add_paragraph(), self.width * 0.44, 0.35)
        fill(right, [(head.nation, True)], 12, "centre")
        motto = right.add_paragraph()
        add(motto, head.motto, 13, bold=True, align="centre")
        ruled(right.add_paragraph(), self.width * 0.56, 0.55)
        left, right = table.rows[1].cells
        fill(left, [(head.number, False)], 13, "centre")
        fill(right, [(head.place_and_date, False)], 13, "centre", italic=True)

    def head_la(self) -> None:
        head = self.paper.head
        add(self.line(), head.nation, 13, bold=True, align="centre")
        add(self.line(), head.motto, 12, bold=True, align="centre")
        ruled(self.line(), self.width, 0.4)
        table = self.bare_table([0.5, 0.5], rows=1)
        left, right = table.rows[0].cells
        lines: list[tuple[str, bool]] = []
        for issuer in head.issuers:
            lines += [(issuer.parent, False)] if issuer.parent else []
            lines.append((issuer.name, True))
        fill(left, lines, 12, "left")
        fill(right, [(head.number, False), (head.place_and_date, False)], 12, "left")

    def head_en(self) -> None:
        head = self.paper.head
        table = self.bare_table([0.5, 0.5], rows=2)
        for cell, issuer, align in zip(table.rows[0].cells, head.issuers, ("left", "right"), strict=True):
            fill(
                cell,
                [(line, line == issuer.name) for line in (issuer.parent, issuer.name) if line],
                12,
                align,
            )
        border(table.rows[1].cells[0], "top")
        border(table.rows[1].cells[1], "top")
        fill(table.rows[1].cells[0], [(head.number, False)], 12, "left")
        fill(table.rows[1].cells[1], [(head.place_and_date, False)], 12, "right")

    def title(self) -> None:
        head = self.paper.head
        line = self.line()
        line.paragraph_format.space_before = Pt(14)
        add(line, head.type_name, self.layout.size + 1, bold=True, align="centre")
        line = self.line()
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(12)
        add(line, head.subject, self.layout.size, bold=True, align="centre")
        if self.layout.name == "vn":
            ruled(self.line(), self.width, 0.22)
        if head.addressee:
            add(self.line(), head.addressee, self.layout.size, align="centre")
        self.line()

    # ---- Body ----------------------------------------------------------------------------------------

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                line = self.file.add_heading("", block.level)
                self.write(line, block.runs)
            case Paragraph(style="note"):
                self.write(self.file.add_paragraph(style="Note"), block.runs)
            case Paragraph():
                line = self.file.add_paragraph(style="Body Text")
                if block.mark:
                    line.add_run(f"{block.mark} ")
                self.write(line, block.runs)
                line.paragraph_format.keep_with_next = text_of(block.runs).endswith(":") or None
            case Grid():
                self.write(self.file.add_paragraph(style="Caption"), block.caption)
                self.grid(block)
                self.file.add_paragraph(style="Note").paragraph_format.line_spacing = Pt(4)
            case Bar():
                self.write(self.file.add_paragraph(style="Caption"), block.caption)
                self.bar(block)

    def write(self, line: Line, runs: Runs) -> None:
        for run in runs:
            written = line.add_run(run.text)
            if run.bold:
                embolden(written)
            if run.language:
                mark_language(written, run.language)

    def grid(self, grid: Grid) -> None:
        table = self.file.add_table(rows=1, cols=len(grid.columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        whole = sum(column.width for column in grid.columns)
        widths = [Emu(int(self.width * column.width / whole)) for column in grid.columns]
        set_widths(table, widths)
        set_margins(table, Mm(1))
        for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
            cell_text(cell, column.title, "centre", bold=True)
        repeat_head(table)
        rows = [(row, False) for row in grid.rows] + ([(grid.total, True)] if grid.total else [])
        for row, is_total in rows:
            cells = table.add_row().cells
            for number, (cell, column, runs) in enumerate(zip(cells, grid.columns, row, strict=True)):
                cell.width = widths[number]
                self.cell_runs(cell, runs, column.align, is_total)
        for each in table.rows:
            never_split(each._tr)
        if len(grid.rows) <= SHORT:
            keep_on_one_page(table)

    def cell_runs(self, cell: _Cell, runs: Runs, align: str, is_total: bool) -> None:
        line = cell.paragraphs[0]
        line.style = "Table Text"
        line.alignment = ALIGN[align]
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        self.write(line, runs)
        if is_total:
            for run in line.runs:
                embolden(run)

    def bar(self, bar: Bar) -> None:
        """One row of shaded cells, as wide as their numbers; the legend says each in words."""
        parts = [part for part in bar.parts if part.figure.value]
        whole = sum(part.figure.value for part in parts)
        table = self.file.add_table(rows=1, cols=len(parts), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        set_widths(table, [Emu(int(self.width * part.figure.value / whole)) for part in parts])
        for cell, part in zip(table.rows[0].cells, parts, strict=True):
            shade(cell._tc.get_or_add_tcPr(), part.fill.lstrip("#"))
            cell.paragraphs[0].style = "Table Text"
        legend = self.file.add_paragraph(style="Note")
        legend.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for number, part in enumerate(bar.parts):
            box = legend.add_run("\u2002\u2002")
            box.font.size = Pt(9)
            shade(box._r.get_or_add_rPr(), part.fill.lstrip("#"), boxed=True)
            legend.add_run(f" {part.words}: {part.number}".replace(" ", NBSP))
            if number < len(bar.parts) - 1:
                legend.add_run("     ")

    def annex(self, grid: Grid) -> None:
        line = self.file.add_heading("", 1)
        line.paragraph_format.page_break_before = True
        line.paragraph_format.left_indent = Mm(0)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for number, words in enumerate(text_of(grid.caption).split("\n")):
            if number:
                line.add_run().add_break()
            line.add_run(words)
        self.grid(grid)

    # ---- End -----------------------------------------------------------------------------------------

    def signatures(self) -> None:
        self.line().paragraph_format.keep_with_next = True
        table = self.bare_table([0.5, 0.5], rows=1)
        for cell, each in zip(table.rows[0].cells, self.paper.signatures, strict=True):
            fill(cell, [(each.for_whom, True), (each.post, True)], self.layout.size, "centre")
            gap = cell.add_paragraph()
            gap.paragraph_format.space_before = Mm(22)
            add(gap, each.name, self.layout.size, bold=True, align="centre")
        never_split(table.rows[0]._tr)

    def recipients(self) -> None:
        line = self.line()
        line.paragraph_format.space_before = Pt(10)
        add(line, self.paper.recipients_title, 12, bold=True, italic=self.layout.name == "vn")
        for each in self.paper.recipients:
            add(self.line(), each, 11)

    def trace(self) -> None:
        if not self.paper.trace:
            return
        line = self.line()
        line.paragraph_format.space_before = Pt(14)
        edge(line, "top")
        line.paragraph_format.tab_stops.add_tab_stop(self.width, alignment=2)
        add(line, self.paper.trace + (f"\t{self.paper.words}" if self.paper.words else ""), 9)

    # ---- Pieces --------------------------------------------------------------------------------------

    def line(self) -> Line:
        return self.file.add_paragraph(style="Normal")

    def bare_table(self, shares: list[float], rows: int) -> Table:
        table = self.file.add_table(rows=rows, cols=len(shares))
        set_widths(table, [Emu(int(self.width * share)) for share in shares])
        set_margins(table, Mm(0))
        return table


# ---- Page and styles -----------------------------------------------------------------------------------


def set_page(file: Docx, layout: Layout) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = PAGE
    top, right, bottom, left = layout.margins
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.header_distance = Mm(10)
    # The number stands in the middle of the top margin, and not on the first page.
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.style = "Normal"
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field(line, "PAGE")


def set_styles(file: Docx, layout: Layout, language: str) -> None:
    styles = file.styles
    normal = styles["Normal"]
    face(normal, layout, layout.size, language)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    body = styles["Body Text"]
    face(body, layout, layout.size, language)
    body.paragraph_format.first_line_indent = Mm(layout.indent)
    body.paragraph_format.space_after = Pt(6)
    body.paragraph_format.line_spacing = layout.line_spacing
    body.paragraph_format.alignment = (
        WD_ALIGN_PARAGRAPH.JUSTIFY if layout.justify else WD_ALIGN_PARAGRAPH.LEFT
    )
    for level in (1, 2, 3):
        heading = styles[f"Heading {level}"]
        face(heading, layout, layout.size, language, bold=True)
        heading.paragraph_format.left_indent = Mm(layout.indent)
        heading.paragraph_format.space_before = Pt(9)
        heading.paragraph_format.space_after = Pt(4)
        heading.paragraph_format.keep_with_next = True
    caption = styles["Caption"]
    face(caption, layout, layout.size, language, bold=True)
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.space_before = Pt(6)
    caption.paragraph_format.space_after = Pt(4)
    caption.paragraph_format.keep_with_next = True
    for name in ("Note", "Table Text"):
        style = styles.add_style(name, 1)
        style.base_style = normal
        face(style, layout, layout.table_size, language)
        style.paragraph_format.space_before = Pt(4 if name == "Note" else 1)
        style.paragraph_format.space_after = Pt(6 if name == "Note" else 1)


def face(style: ParagraphStyle, layout: Layout, size: float, language: str, bold: bool = False) -> None:
    """Letters of a style. Lao takes the complex-script font, size and weight, in headings too."""
    latin, lao = layout.word_fonts
    style.font.name = latin
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "heme" in name:
            del fonts.attrib[name]
    for kind, font in (("ascii", latin), ("hAnsi", latin), ("eastAsia", latin), ("cs", lao)):
        fonts.set(qn(f"w:{kind}"), font)
    put(properties, "w:szCs", str(int(size * 2)))
    put(properties, "w:bCs", "1" if bold else "0")
    locale = LOCALES[language]
    spoken = put(properties, "w:lang", LOCALES["en"] if language == "lo" else locale)
    spoken.set(qn("w:bidi"), LOCALES["lo"])


def put(parent, tag: str, value: str):  # type: ignore[no-untyped-def]
    element = parent.find(qn(tag))
    if element is None:
        element = OxmlElement(tag)
        parent.append(element)
    element.set(qn("w:val"), value)
    return element


# ---- Small marks of the format ---------------------------------------------------------------------------


def add(
    line: Line, words: str, size: float, *, bold: bool = False, italic: bool = False, align: str = "left"
) -> None:
    line.alignment = ALIGN[align]
    run = line.add_run(words)
    run.font.size = Pt(size)
    put(run._r.get_or_add_rPr(), "w:szCs", str(int(size * 2)))
    run.italic = italic
    if bold:
        embolden(run)


def embolden(run) -> None:  # type: ignore[no-untyped-def]
    run.bold = True
    run.font.cs_bold = True


def mark_language(run, language: str) -> None:  # type: ignore[no-untyped-def]
    spoken = put(run._r.get_or_add_rPr(), "w:lang", LOCALES[language if language != "lo" else "en"])
    spoken.set(qn("w:bidi"), LOCALES["lo"])


def fill(
    cell: _Cell, lines: list[tuple[str, bool]], size: float, align: str, *, italic: bool = False
) -> None:
    line = cell.paragraphs[0]
    for number, (words, bold) in enumerate(lines):
        add(line if number == 0 else cell.add_paragraph(), words, size, bold=bold, italic=italic, align=align)


def cell_text(cell: _Cell, words: str, align: str, *, bold: bool) -> None:
    line = cell.paragraphs[0]
    line.style = "Table Text"
    line.alignment = ALIGN[align]
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    run = line.add_run(words)
    if bold:
        embolden(run)


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


def stroke(where: str):  # type: ignore[no-untyped-def]
    element = OxmlElement(f"w:{where}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        element.set(qn(f"w:{name}"), value)
    return element


def shade(properties, colour: str, boxed: bool = False) -> None:  # type: ignore[no-untyped-def]
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


def keep_on_one_page(table: Table) -> None:
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def repeat_head(table: Table) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)


def never_split(row) -> None:  # type: ignore[no-untyped-def]
    properties = row.get_or_add_trPr()
    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    properties.insert(0, whole)


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
