"""The balance as one picture with its words, to save or print: a row of two bars for each measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from songfai.kit.lao import pieces
from songfai.kit.pictures.bars import reaches
from songfai.kit.pictures.drawing import COLOURS, Drawing, n
from songfai.kit.pictures.labels import text_width

WIDTH, EDGE, MIDDLE, BAR = 1000, 24, 500, 300
STEP, LINE = 52, 22


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with its unit, what each side gave, and both as words; the words also tell the unit of money."""

    words: str
    a: float | Decimal
    b: float | Decimal
    said: tuple[str, str]


def balance_picture(
    heading: Sequence[str], sides: tuple[str, str], rows: Sequence[Row], foot: Sequence[str]
) -> str:
    """An SVG that stands by itself. `heading` and `foot` are sentences; long ones go on in the next line."""
    drawing, y = Drawing(standalone=True), EDGE
    head, below = in_width(heading), in_width(foot)
    head_ends = EDGE + LINE * len(head)
    height = head_ends + 60 + STEP * len(rows) + LINE * len(below) + EDGE
    drawing.parts.append(f'<rect fill="{COLOURS["paper"]}" width="{WIDTH}" height="{height}"/>')
    for place, line in enumerate(head):
        y += LINE
        drawing.add("text", "t2" if place else "tb", line, x=EDGE, y=y)
    y += 34
    for words, x, anchor in ((sides[0], EDGE, "start"), (sides[1], WIDTH - EDGE, "end")):
        drawing.add("text", "tb", words, x=x, y=y, text_anchor=anchor)
    for row in rows:
        y += STEP
        _row(drawing, row, y)
    y += 26
    for line in below:
        y += LINE
        drawing.add("text", "t2", line, x=EDGE, y=y)
    return drawing.svg(WIDTH, height, "balance", " ".join(heading))


def _row(drawing: Drawing, row: Row, y: int) -> None:
    """The words above, the bars grow from the middle, the numbers stand outside."""
    reach_a, reach_b = reaches(row.a, row.b, BAR)
    drawing.add("text", "t2", row.words, x=MIDDLE, y=y - 8, text_anchor="middle")
    drawing.add("rect", "bar-bg", x=MIDDLE - BAR, y=y, width=2 * BAR, height=12)
    drawing.add("rect", "bar-a", x=n(MIDDLE - reach_a), y=y, width=n(reach_a), height=12)
    drawing.add("rect", "bar-b", x=MIDDLE, y=y, width=n(reach_b), height=12)
    drawing.add("text", "tb", row.said[0], x=MIDDLE - BAR - 10, y=y + 12, text_anchor="end")
    drawing.add("text", "tb", row.said[1], x=MIDDLE + BAR + 10, y=y + 12)


def in_width(sentences: Sequence[str], size: float = 15) -> list[str]:
    """The sentences in lines that fit the picture, broken at spaces and between Lao words."""
    lines: list[str] = []
    for sentence in sentences:
        line = ""
        for piece in pieces(" ".join(sentence.split())):
            if line and text_width(f"{line}{piece}".rstrip(), size) > WIDTH - 2 * EDGE:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return lines
