"""Pictures as SVG text: the same drawing on a page and in a report, in the language asked for.

On a page the looks are classes of the style sheet (no style attributes, so that they draw under a strict
policy). With `standalone=True` colours and sizes are written as attributes and the drawing stands by itself:
for Typst, Word and files. Dates come in as `datetime.date`, labels as words of the reader's language.
"""

from songfai.kit.pictures.balances import balance_picture
from songfai.kit.pictures.bars import balance_bars, meter, year_bars
from songfai.kit.pictures.cells import CELLS, FILLS, cells_bar, year_columns
from songfai.kit.pictures.drawing import COLOURS, LOOKS
from songfai.kit.pictures.lanes import Lane, Stretch, lanes, told, when
from songfai.kit.pictures.points import Point
from songfai.kit.pictures.seals import half, seal
from songfai.kit.pictures.timelines import thin_timeline, timeline, timeline_list

__all__ = [
    "CELLS",
    "FILLS",
    "COLOURS",
    "LOOKS",
    "Lane",
    "Point",
    "Stretch",
    "balance_bars",
    "balance_picture",
    "cells_bar",
    "half",
    "lanes",
    "meter",
    "seal",
    "thin_timeline",
    "timeline",
    "timeline_list",
    "told",
    "when",
    "year_bars",
    "year_columns",
]
