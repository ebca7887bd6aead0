"""Pictures of reviews: the same drawing on the screen, in the PDF and in the Word file."""

from collections.abc import Mapping, Sequence
from typing import Any

from songfai.kit.pictures.drawing import Drawing, n

# The four cells of a plan from the foot of a column upwards, each with its look.
PARTS = (("on_time", "bar-d"), ("late", "bar-n"), ("in_time", "ln"), ("overdue", "ln-gap"))
WIDTH, STEP, COLUMN, HIGH, ABOVE, BELOW = 640, 88, 46, 150, 24, 24


def year_columns(years: Sequence[Mapping[str, Any]], standalone: bool = False) -> str:
    """One column for each year, as high as its plan: done on time, done late, still in time, overdue; above it how many
    items were planned. Decoration: the table below it says the same. Empty without years."""
    if not years:
        return ""
    drawing = Drawing(standalone)
    most = max(1, *(sum(year[name] for name, _look in PARTS) for year in years))
    step = min(STEP, (WIDTH - 20) // len(years))
    wide = min(COLUMN, step - 8)
    foot = ABOVE + HIGH
    for place, year in enumerate(years):
        x, y = 10 + place * step + (step - wide) / 2, float(foot)
        for name, look in PARTS:
            reach = HIGH * year[name] / most
            if reach:
                y -= reach
                drawing.add("rect", look, x=n(x), y=n(y), width=n(wide), height=n(reach))
        whole = sum(year[name] for name, _look in PARTS)
        drawing.add("text", "ln-t", str(whole), x=n(x + wide / 2), y=n(y - 6), text_anchor="middle")
        drawing.add(
            "text", "ln-t", str(year["year"]), x=n(x + wide / 2), y=n(foot + 18), text_anchor="middle"
        )
    drawing.add("rect", "bar-a", x=10, y=foot, width=n(step * len(years)), height=1)
    return drawing.svg(20 + step * len(years), foot + BELOW, "yearcolumns", "")
