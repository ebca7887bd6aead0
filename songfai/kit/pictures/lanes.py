"""Who had what from when to when: one lane for each thing, on it one bar for each holder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from songfai.kit.formats import USUAL_STYLE, format_date
from songfai.kit.pictures.drawing import Drawing, n
from songfai.kit.pictures.labels import text_width
from songfai.kit.pictures.points import share

TOP, LANE, BAR = 34, 66, 30


@dataclass(frozen=True, slots=True)
class Stretch:
    """A holder from a day to a day (None: open at that end). Without words: nobody."""

    words: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Lane:
    words: str
    stretches: Sequence[Stretch]


def when(stretch: Stretch, language: str) -> str:
    """From when to when, in words."""
    first, last = (
        format_date(day, language, USUAL_STYLE[language]) if day else ""
        for day in (stretch.since, stretch.until)
    )
    with override(language):
        if first and last:
            return _("%(first)s to %(last)s") % {"first": first, "last": last}
        if first:
            return _("since %(day)s") % {"day": first}
        return _("until %(day)s") % {"day": last} if last else ""


def told(stretch: Stretch, language: str) -> str:
    """One holder in a sentence: "Ministry, 20 Mar 2025 to 1 Jan 2026"."""
    with override(language):
        words = stretch.words or _("nobody")
    return ", ".join(filter(None, [words, when(stretch, language)]))


def lanes(
    rows: Sequence[Lane], start: date, end: date, today: date, language: str, standalone: bool = False
) -> str:
    """1200 wide; the list beside it (told) says the same in words."""
    drawing = Drawing(standalone)
    width, left, right = 1200, 20.0, 1180.0
    height = TOP + LANE * len(rows) + 6

    def x(day: date) -> float:
        return left + (right - left) * share(day, start, end)

    for year in range(start.year, end.year + 1):
        if start <= (first := date(year, 1, 1)) <= end:
            drawing.add("path", "tl-lead", d=f"M{n(x(first))} 22V{height}")
            if x(first) + 46 < right:
                drawing.add("text", "t2", str(year), x=n(x(first) + 4), y=20)
    for place, row in enumerate(rows):
        y = TOP + LANE * place
        drawing.add("text", "tb", row.words, x=n(left), y=y + 16)
        for stretch in row.stretches:
            _bar(drawing, stretch, x(stretch.since or start), x(stretch.until or end), y + 24)
    if start <= today <= end:
        drawing.add("path", "tl-now", d=f"M{n(x(today))} 22V{height}")
    return drawing.svg(width, height, "tl", _alternative(rows, language))


def _bar(drawing: Drawing, stretch: Stretch, begins: float, ends: float, y: float) -> None:
    room = ends - begins
    if room < 1:
        return
    look = "ln" if stretch.words else "ln-gap"
    drawing.add("rect", look, x=n(begins + 1), y=n(y), width=n(max(1, room - 2)), height=BAR, rx=3)
    if stretch.words and text_width(stretch.words, 14) + 16 < room:
        drawing.add("text", "ln-t", stretch.words, x=n(begins + 10), y=n(y + 20))


def _alternative(rows: Sequence[Lane], language: str) -> str:
    with override(language):
        said = [
            f"{row.words}: {'; '.join(told(stretch, language) for stretch in row.stretches)}" for row in rows
        ]
        return _("Who answered, over time. %(lanes)s.") % {"lanes": ". ".join(said)}
