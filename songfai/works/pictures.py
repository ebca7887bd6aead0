"""The picture of a campaign: entries per day."""

from collections.abc import Sequence

from songfai.kit.pictures.drawing import Drawing, n
from songfai.works.models import CampaignDay

STEP, COLUMN, HIGH, ABOVE, BELOW = 10, 8, 120, 22, 24


def day_columns(days: Sequence[CampaignDay], standalone: bool = False) -> str:
    """A column for each day, what counts at its foot and what does not above it; the highest is labelled. Decoration: the
    table beside it says the same. Empty where nothing was entered."""
    whole = [one.valid + one.duplicate + one.withdrawn for one in days]
    if not any(whole):
        return ""
    most, drawing, foot = max(whole), Drawing(standalone), ABOVE + HIGH
    width = 40 + STEP * max(12, len(days))
    for place, (one, entered) in enumerate(zip(days, whole, strict=True)):
        x, counts, rest = 20 + place * STEP, HIGH * one.valid / most, HIGH * (entered - one.valid) / most
        if counts:
            drawing.add("rect", "bar-d", x=x, y=n(foot - counts), width=COLUMN, height=n(counts))
        if rest:
            drawing.add("rect", "ln-gap", x=x, y=n(foot - counts - rest), width=COLUMN, height=n(rest))
    peak = whole.index(most)
    drawing.add(
        "text", "ln-t", str(most), x=20 + peak * STEP + COLUMN // 2, y=ABOVE - 6, text_anchor="middle"
    )
    # A line of no side.
    drawing.add("line", "tl-lead", x1=20, y1=foot, x2=20 + STEP * len(days), y2=foot)
    drawing.add("text", "ln-t", f"{days[0].day:%d/%m}", x=4, y=foot + 18)
    if len(days) > 8:
        drawing.add("text", "ln-t", f"{days[-1].day:%d/%m}", x=width - 4, y=foot + 18, text_anchor="end")
    return drawing.svg(width, foot + BELOW, "yearcolumns", "")
