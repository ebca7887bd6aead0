"""A paper as DOCX: the same words and the same layout, with real headings, tables that repeat their head, and page numbers."""

from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Emu, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph as Line

from songfai.kit.text import NBSP
from songfai.kit.together import held_together
from songfai.reports.layouts import LAYOUTS
from songfai.reports.paper import Block, Grid, Heading, Paper, Paragraph, Picture, Runs, as_drawn, text_of
from songfai.reports.pdf import png
from songfai.reports.word.fonts import embed_lao
from songfai.reports.word.marks import (
    LOCALES,
    PAGE,
    add,
    border,
    edge,
    embolden,
    fill,
    mark_language,
    ruled,
    set_margins,
    set_widths,
    shade,
)
from songfai.reports.word.styles import set_page, set_styles
from songfai.reports.word.tables import table_xml


def docx(paper: Paper, at: datetime | None = None) -> bytes:
    """The same paper and the same time give the same document."""
    return Writer(paper).written(at)


class Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.layout = LAYOUTS[paper.layout]
        self.file: Docx = Document()
        set_page(self.file, self.layout, landscape=paper.landscape)
        set_styles(self.file, self.layout, paper.language)
        top, right, _bottom, left = self.layout.margins
        self.width = Emu(PAGE[1 if paper.landscape else 0] - Mm(left + right))

    def written(self, at: datetime | None) -> bytes:
        properties = self.file.core_properties
        properties.title = self.paper.title
        properties.author = ", ".join(self.paper.head.issuers)
        properties.language = LOCALES[self.paper.language]
        properties.comments = ""
        if at:
            properties.created = properties.modified = at.replace(tzinfo=None)
        {"vn": self.head_vn, "la": self.head_la, "en": self.head_en}[self.layout.name]()
        self.title()
        for block in self.paper.blocks:
            self.block(block)
        # The last lines go with the signatures: they never stand on a page of their own.
        for line in self.file.paragraphs[-2:]:
            line.paragraph_format.keep_with_next = True
        self.signatures()
        self.recipients()
        self.trace()
        for grid in self.paper.appendix:
            if isinstance(grid, Grid):
                self.annex(grid)
        embed_lao(self.file, self.layout.word_fonts[1])
        out = BytesIO()
        self.file.save(out)
        return out.getvalue()

    # ---- Head ----------------------------------------------------------------------------------------

    def head_vn(self) -> None:
        head = self.paper.head
        table = self.bare_table([0.44, 0.56], rows=2)
        left, right = table.rows[0].cells
        lines = [(name, True) for name in head.issuers]
        fill(left, lines, 12, "centre")
        ruled(left.add_paragraph(), self.width * 0.44, 0.35)
        fill(right, [(head.nation, True)], 12, "centre")
        motto = right.add_paragraph()
        motto.paragraph_format.space_before = Pt(3)
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
        # The issuers take what the number beside them leaves, with room between the two.
        table = self.bare_table([0.51, 0.03, 0.46], rows=1)
        left, _between, right = table.rows[0].cells
        lines = [(name, True) for name in head.issuers]
        fill(left, lines, 12, "left")
        fill(right, [(head.number, False), (head.place_and_date, False)], 12, "left")

    def head_en(self) -> None:
        head = self.paper.head
        table = self.bare_table([0.5, 0.5], rows=2)
        for cell, name, align in zip(table.rows[0].cells, head.issuers, ("left", "right"), strict=False):
            fill(cell, [(name, True)], 12, align)
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
                line.paragraph_format.keep_with_next = block.announces or None
            case Grid():
                self.write(self.file.add_paragraph(style="Caption"), block.caption)
                self.grid(block)
                self.file.add_paragraph(style="Note").paragraph_format.line_spacing = Pt(4)
            case Picture():
                self.write(self.file.add_paragraph(style="Caption"), block.caption)
                self.picture(block)

    def write(self, line: Line, runs: Runs) -> None:
        for run in as_drawn(runs):
            written = line.add_run(held_together(run.text))
            if run.bold:
                embolden(written)
            if run.language:
                mark_language(written, run.language)

    def grid(self, grid: Grid) -> None:
        table = parse_xml(table_xml(grid, self.width))
        self.file.element.body.insert_element_before(table, "w:sectPr")

    def picture(self, picture: Picture) -> None:
        line = self.file.add_paragraph(style="Note")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        # Colours without their legend, on the page before, say nothing.
        line.paragraph_format.keep_with_next = bool(picture.keys) or None
        shape = line.add_run().add_picture(
            BytesIO(png(picture.drawing)), width=Emu(int(self.width * picture.width / 100))
        )
        shape._inline.docPr.set("descr", picture.alt)
        legend = self.file.add_paragraph(style="Note")
        legend.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for number, key in enumerate(picture.keys):
            box = legend.add_run("\u2002\u2002")
            box.font.size = Pt(9)
            shade(box._r.get_or_add_rPr(), key.fill.lstrip("#"), boxed=True)
            legend.add_run(f" {key.words}: {key.number}".replace(" ", NBSP))
            if number < len(picture.keys) - 1:
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
        table = self.bare_table([0.5, 0.5], rows=2)
        # One signature alone stands in the right half.
        many = len(self.paper.signatures)
        above, below = (row.cells[-many:] for row in table.rows)
        for cell, name, each in zip(above, below, self.paper.signatures, strict=True):
            fill(
                cell,
                [(line, True) for line in (each.for_whom, each.post) if line] or [("", True)],
                self.layout.size,
                "centre",
            )
            fill(name, [(each.name, True)], self.layout.size, "centre")
            cell.paragraphs[-1].paragraph_format.space_before = Pt(5)
            name.paragraphs[0].paragraph_format.space_before = Mm(22)
            for line in (*cell.paragraphs, *name.paragraphs):
                line.paragraph_format.keep_with_next = True

    def recipients(self) -> None:
        line = self.line()
        line.paragraph_format.space_before = Pt(10)
        line.paragraph_format.keep_with_next = True
        add(line, self.paper.recipients_title, 12, bold=True, italic=self.layout.name == "vn")
        for each in self.paper.recipients:
            line = self.line()
            # What the paper was compiled from does not stand on a page of its own.
            line.paragraph_format.keep_with_next = each != self.paper.recipients[-1] or bool(self.paper.trace)
            add(line, each, 11)

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
