"""Widths of the columns of a table by what stands in them, so that its rows are as low as they can be."""

import unicodedata
from collections.abc import Sequence

from songfai.reports.paper import Runs, text_of

WHOLE = 100
# Of a long table so many rows, evenly taken, say enough.
LOOKED_AT = 40


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
