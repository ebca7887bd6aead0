"""The page and the styles of a document: margins, fonts of both scripts, headings."""

from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from songfai.reports.layouts import Layout
from songfai.reports.word.marks import LOCALES, PAGE, field, put


def set_page(file: Docx, layout: Layout, *, landscape: bool = False) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = PAGE[::-1] if landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
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
