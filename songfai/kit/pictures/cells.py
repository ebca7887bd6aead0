"""The four cells of a plan - done on time, done late, still in time, overdue - as one bar, and year by year as columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from songfai.kit.pictures.drawing import LOOKS, Drawing, n

# From the left of a bar, and from the foot of a column upwards: each cell with its look.
CELLS = (("on_time", "bar-d"), ("late", "bar-n"), ("in_time", "ln"), ("overdue", "ln-gap"))
# Their colours, for the keys of a paper.
FILLS = {name: str(LOOKS[look]["fill"]) for name, look in CELLS}

BAR_WIDTH, BAR_ABOVE, BAR_HEIGHT = 640, 22, 26
WIDTH, STEP, COLUMN, HIGH, ABOVE, BELOW = 640, 88, 46, 150, 24, 24


def cells_bar(values: Mapping[str, Any], standalone: bool = False) -> str:
    """One bar as long as the plan, with the number of each cell over it, so that it is read without colours too.
    Decoration: the words below it say the same. Empty where nothing was planned."""
    whole = sum(values[name] for name, _look in CELLS)
    if not whole:
        return ""
    drawing, x = Drawing(standalone), 1.0
    for name, look in CELLS:
        reach = (BAR_WIDTH - 2) * float(values[name]) / float(whole)
        if reach:
            drawing.add("rect", look, x=n(x), y=BAR_ABOVE, width=n(reach), height=BAR_HEIGHT)
            drawing.add(
                "text", "ln-t", str(values[name]), x=n(x + reach / 2), y=BAR_ABOVE - 6, text_anchor="middle"
            )
            x += reach
    return drawing.svg(BAR_WIDTH, BAR_ABOVE + BAR_HEIGHT + 1, "cellsbar", "")


def year_columns(years: Sequence[Mapping[str, Any]], standalone: bool = False) -> str:
    """One column for each year, as high as its plan: done on time, done late, still in time, overdue; above it how many
    items were planned. Decoration: the table below it says the same. Empty without years."""
    if not years:
        return ""
    drawing = Drawing(standalone)
    most = max(1, *(sum(year[name] for name, _look in CELLS) for year in years))
    step = min(STEP, (WIDTH - 20) // len(years))
    wide = min(COLUMN, step - 8)
    foot = ABOVE + HIGH
    for place, year in enumerate(years):
        x, y = 10 + place * step + (step - wide) / 2, float(foot)
        for name, look in CELLS:
            reach = HIGH * year[name] / most
            if reach:
                y -= reach
                drawing.add("rect", look, x=n(x), y=n(y), width=n(wide), height=n(reach))
        whole = sum(year[name] for name, _look in CELLS)
        drawing.add("text", "ln-t", str(whole), x=n(x + wide / 2), y=n(y - 6), text_anchor="middle")
        drawing.add(
            "text", "ln-t", str(year["year"]), x=n(x + wide / 2), y=n(foot + 18), text_anchor="middle"
        )
    drawing.add("rect", "bar-a", x=10, y=foot, width=n(step * len(years)), height=1)
    return drawing.svg(20 + step * len(years), foot + BELOW, "yearcolumns", "")
