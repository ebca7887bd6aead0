"""A table as the format writes it. Written as text at once: python-docx looks up every cell anew, and takes seconds."""

import re
from xml.sax.saxutils import escape

from songfai.kit.lao import words
from songfai.kit.text import ZWSP
from songfai.kit.together import held_together
from songfai.reports.paper import Align, Grid, Run, Runs, as_drawn
from songfai.reports.widths import WHOLE, letters, shares
from songfai.reports.word.marks import LOCALES

SHORT = 9  # rows of a table that stays on one page
TWIP = 635  # in EMU
UPRIGHT = 165 * 36_000  # of the text of an upright page, in EMU
MARGINS = 2 * 57  # of a cell, in twips
LETTER = 124  # in twips: a wide letter of a table, so that what is said to fit does
JUSTIFY: dict[Align, str] = {"left": "left", "centre": "center", "right": "right"}
# In twips as well: a bold letter of those that go with a document (Phetsarath, word.fonts), wider than on our own pages.
LAO_LETTER = 163
LAO = re.compile("[\u0e80-\u0eff]{2,}")
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def table_xml(grid: Grid, width: int) -> str:
    """With real borders, a head repeated on every page, and rows that no page cuts."""
    given = shares(grid.columns, width / UPRIGHT, LAO_LETTER * TWIP * WHOLE / UPRIGHT)
    widths = [int(width * share / sum(given) / TWIP) for share in given]
    aligns: list[Align] = [column.align for column in grid.columns]
    together = len(grid.rows) <= SHORT and not grid.long
    head = tuple((Run(column.title),) for column in grid.columns)
    rows = [row_xml(head, widths, ["centre"] * len(widths), bold=True, is_head=True, keep=True)]
    last = len(grid.rows) - 1
    for number, row in enumerate(grid.rows):
        if grid.is_over(row):
            rows.append(row_xml(row, [sum(widths)], ["left"], span=len(widths), keep=True))
        else:
            rows.append(row_xml(row, widths, aligns, keep=together and (number < last or bool(grid.total))))
    if grid.total:
        rows.append(row_xml(grid.total, widths, aligns, bold=True))
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row_xml(
    row: tuple[Runs, ...],
    widths: list[int],
    aligns: list[Align],
    *,
    bold: bool = False,
    is_head: bool = False,
    span: int = 1,
    keep: bool = False,
) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph_xml(runs, align, most=(width - MARGINS) // LETTER, bold=bold, keep=keep)}</w:tc>"
        for runs, width, align in zip(row, widths, aligns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def paragraph_xml(runs: Runs, align: Align, *, most: int, bold: bool, keep: bool) -> str:
    kept = "<w:keepNext/>" if keep else ""
    written = "".join(run_xml(run, most, bold=bold or run.bold) for run in as_drawn(runs) if run.text)
    return f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{kept}<w:jc w:val="{JUSTIFY[align]}"/></w:pPr>{written}</w:p>'


def run_xml(run: Run, most: int, *, bold: bool) -> str:
    """`most`: so many letters a line of the cell has room for."""
    looks = "<w:b/><w:bCs/>" if bold else ""
    if run.language:
        latin = LOCALES["en" if run.language == "lo" else run.language]
        looks += f'<w:lang w:val="{latin}" w:bidi="{LOCALES["lo"]}"/>'
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(parted(held_together(run.text, most), most))}</w:t></w:r>'


def parted(text: str, most: int) -> str:
    """Lao that is longer than a line of the cell is told where it may be cut: what a word processor cuts by itself may be no word
    (ນອກແຜ|ນການ), or nothing. The rest stays without invisible marks, which spoil searching a file."""
    room = most * LETTER
    return LAO.sub(
        lambda run: ZWSP.join(words(run[0])) if letters(run[0]) * LAO_LETTER > room else run[0], text
    )
