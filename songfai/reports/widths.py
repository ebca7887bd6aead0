"""Widths of the columns of a table: rows as low as they can be, and no heading cut inside a word."""

import unicodedata
from collections.abc import Sequence

from songfai.kit.lao import pieces
from songfai.kit.text import is_lao
from songfai.reports.paper import Column, Runs, text_of

WHOLE = 100
# Of a long table so many rows, evenly taken, say enough.
LOOKED_AT = 40
# Hundredths of an upright page that a bold letter takes, and the edges of a cell.
LETTER, EDGES = 1.3, 1.5
# And a bold letter of Lao, with no mark above or below it counted.
LAO_LETTER = 1.6


def by_content(least: Sequence[int], rows: Sequence[tuple[Runs, ...]]) -> list[int]:
    """Hundredths for each column, whole. `least`: what its heading and its longest word need; the rest goes, step by step,
    to the column that lowers the rows most."""
    step = max(1, len(rows) // LOOKED_AT)
    lengths = [[letters(text_of(cell)) for cell in row] for row in rows[::step]]
    widths = list(least)
    for _ in range(WHOLE - sum(least)):
        # Nothing stands in a table without rows: its columns grow alike.
        won = [0.0 if rows else need / width for need, width in zip(least, widths, strict=True)]
        for row in lengths:
            heights = [length / width for length, width in zip(row, widths, strict=True)]
            at = heights.index(max(heights))
            after = row[at] / (widths[at] + 1)
            won[at] += heights[at] - max([after, *heights[:at], *heights[at + 1 :]])
            # Where the next column is as high, more than one step is needed before anything is won.
            won[at] += heights[at] / WHOLE
        widths[won.index(max(won))] += 1
    return widths


def letters(text: str) -> int:
    """How many places a text takes: marks above and below a letter take none."""
    return sum(unicodedata.category(one) != "Mn" for one in text)


def shares(columns: Sequence[Column], room: float = 1, lao_letter: float = LAO_LETTER) -> list[int]:
    """The width of each column as it is drawn. What the longest word of a heading lacks comes from the column that has most
    to spare; where none has, it stays as it is. `room`: how many times as wide as an upright page the page is; `lao_letter`:
    that of another font."""
    widths = [column.width for column in columns]
    least = [_room_for(column.title, lao_letter) / room * sum(widths) / WHOLE for column in columns]
    while columns:
        spare = [width - need for width, need in zip(widths, least, strict=True)]
        narrow, wide = spare.index(min(spare)), spare.index(max(spare))
        if spare[narrow] >= 0 or spare[wide] < 1:
            break
        widths[narrow] += 1
        widths[wide] -= 1
    return widths


def _room_for(heading: str, lao_letter: float) -> float:
    longest = max((letters(piece.strip()) for piece in pieces(heading)), default=0)
    return EDGES + longest * (lao_letter if is_lao(heading) else LETTER)
