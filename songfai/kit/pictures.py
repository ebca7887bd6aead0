"""Pictures as SVG text: the same drawing on a page and in a report, in the language asked for.

On a page the looks are classes of the style sheet (no style attributes, so that they draw under a strict
policy). With `standalone=True` colours and sizes are written as attributes and the drawing stands by itself:
for Typst, Word and files. Dates come in as `datetime.date`, labels as words of the reader's language.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from songfai.kit.formats import format_date

# The tokens of songfai.css that pictures need; a test holds both to the same values.
COLOURS = {
    "ink": "#20242c",
    "ink-2": "#4b5260",
    "paper": "#fff",
    "sand": "#f0ebe1",
    "line": "#ddd6c9",
    "line-strong": "#857d6e",
    "a": "#16678f",
    "b": "#a24b0a",
    "action": "#4a2c6d",
    "done": "#1c6b3f",
    "late": "#9f1f17",
    "late-tint": "#fbe3df",
}
SLEEP_EDGE = "#6b7381"
FONTS = "Noto Sans, Noto Sans Lao"

# Class of the style sheet -> the same look as attributes.
LOOKS: dict[str, dict[str, str]] = {
    "tl-past": {"stroke": COLOURS["ink"], "stroke-width": "6", "stroke-linecap": "round"},
    "tl-rest": {"stroke": COLOURS["line"], "stroke-width": "6", "stroke-linecap": "round"},
    "tl-lead": {"stroke": COLOURS["line-strong"], "stroke-width": "1"},
    "tl-dot": {"fill": COLOURS["paper"], "stroke": COLOURS["ink"], "stroke-width": "2.5"},
    "tl-done": {"fill": COLOURS["done"], "stroke": COLOURS["done"], "stroke-width": "2.5"},
    "tl-late": {"fill": COLOURS["late-tint"], "stroke": COLOURS["late"], "stroke-width": "2.5"},
    "tl-now": {"stroke": COLOURS["late"], "stroke-width": "2", "stroke-dasharray": "4 3"},
    "tl-ink": {
        "fill": "none", "stroke": "#fff", "stroke-width": "2.5", "stroke-linecap": "round", "stroke-linejoin": "round",
    },
    "tl-bang": {"fill": "none", "stroke": COLOURS["late"], "stroke-width": "2.5", "stroke-linecap": "round"},
    "tb": {"fill": COLOURS["ink"], "font-size": "15", "font-weight": "600", "font-family": FONTS},
    "t2": {"fill": COLOURS["ink-2"], "font-size": "14", "font-family": FONTS},
    "bar-bg": {"fill": COLOURS["sand"]},
    "bar-a": {"fill": COLOURS["a"]},
    "bar-b": {"fill": COLOURS["b"]},
    "bar-n": {"fill": COLOURS["action"]},
    "bar-d": {"fill": COLOURS["done"]},
}  # fmt: skip

Kind = Literal["signature", "review", "midterm", "decision", "final"]


@dataclass(frozen=True, slots=True)
class Point:
    """One event of a term. `text` stands under the words; without it the date does."""

    at: date
    kind: Kind
    words: str
    done: bool = False
    text: str = ""

    def state(self, today: date) -> Literal["done", "late", "ahead"]:
        if self.done:
            return "done"
        return "late" if self.at < today else "ahead"


# ---- Drawing --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Drawing:
    standalone: bool
    parts: list[str] = field(default_factory=list)

    def add(self, tag: str, look: str, text: str | None = None, **attributes: object) -> None:
        looks: dict[str, object] = dict(LOOKS[look]) if self.standalone else {"class": look}
        written = "".join(
            f' {name.replace("_", "-")}="{value}"' for name, value in {**looks, **attributes}.items()
        )
        self.parts.append(f"<{tag}{written}/>" if text is None else f"<{tag}{written}>{escape(text)}</{tag}>")

    def svg(self, width: int, height: int, look: str, label: str, *, stretch: bool = False) -> str:
        """The whole picture; without a label it is decoration beside words that say the same."""
        head = ['xmlns="http://www.w3.org/2000/svg"'] if self.standalone else [f'class="{look}"']
        head.append(f'viewBox="0 0 {width} {height}"')
        if self.standalone:
            head.append(f'width="{width}" height="{height}"')
        if stretch:
            head.append('preserveAspectRatio="none"')
        head.append(
            f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true" focusable="false"'
        )
        return f"<svg {' '.join(head)}>{''.join(self.parts)}</svg>"


def n(value: float) -> str:
    """A coordinate, without a tail of digits."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def mark(drawing: Drawing, point: Point, today: date, x: float, y: float, size: float) -> None:
    """Square: signature and final summary. Diamond: mid-term and decisions. Circle: every other review."""
    state = point.state(today)
    look = {"done": "tl-done", "late": "tl-late", "ahead": "tl-dot"}[state]
    if point.kind in ("signature", "final"):
        drawing.add("rect", look, x=n(x - size), y=n(y - size), width=n(2 * size), height=n(2 * size))
    elif point.kind in ("midterm", "decision"):
        reach = size * 1.2
        drawing.add(
            "path",
            look,
            d=f"M{n(x)} {n(y - reach)}l{n(reach)} {n(reach)} {n(-reach)} {n(reach)} {n(-reach)} {n(-reach)}z",
        )
    else:
        drawing.add("circle", look, cx=n(x), cy=n(y), r=n(size * 1.1))
    if size < 9:
        return
    if state == "done":
        drawing.add("path", "tl-ink", d=f"M{n(x - 5)} {n(y)}l4 4 7-7")
    elif state == "late":
        drawing.add("path", "tl-bang", d=f"M{n(x)} {n(y - 5)}v5.5M{n(x)} {n(y + 4.8)}v.1")


def places(
    points: Sequence[Point], start: date, end: date, left: float, right: float, gap: float
) -> list[float]:
    """Where each point stands on the line: by its date, moved apart where marks would cover each other."""
    xs = [left + (right - left) * share(point.at, start, end) for point in points]
    for index in range(1, len(xs)):
        xs[index] = max(xs[index], xs[index - 1] + gap)
    if xs and xs[-1] > right:
        xs[-1] = right
        for index in range(len(xs) - 2, -1, -1):
            xs[index] = min(xs[index], xs[index + 1] - gap)
    return xs


def share(at: date, start: date, end: date) -> float:
    """How far `at` is between start and end, from 0 to 1."""
    days = (end - start).days
    return min(1.0, max(0.0, (at - start).days / days)) if days > 0 else 0.0


def now_between(points: Sequence[Point], xs: Sequence[float], today: date, usual: float, gap: float) -> float:
    """Today's line stays on its side of the points, also where these were moved apart."""
    before = [x for point, x in zip(points, xs, strict=True) if point.at <= today]
    after = [x for point, x in zip(points, xs, strict=True) if point.at > today]
    if before and before[-1] + gap > usual:
        usual = before[-1] + gap if not after else min(before[-1] + gap, (before[-1] + after[0]) / 2)
    if after and after[0] - gap < usual:
        usual = after[0] - gap if not before else max(after[0] - gap, (before[-1] + after[0]) / 2)
    return usual


# ---- Labels ---------------------------------------------------------------------------------------------


def text_width(text: str, size: float) -> float:
    """About how wide a text is in the page's face; marks above and below letters take no room."""
    width = 0.0
    for letter in text:
        if unicodedata.category(letter) in ("Mn", "Cf"):
            continue
        if "\u0e80" <= letter <= "\u0eff":
            width += 0.6
        elif letter in " .,:;'il|-()":
            width += 0.3
        elif letter.isupper() or letter in "mw":
            width += 0.72
        else:
            width += 0.57
    return width * size


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    row: int  # 1, 2, ... below the line; -1, -2, ... above it
    left: float
    width: float


def set_labels(
    wanted: Iterable[tuple[float, float]], room: float, blocked: dict[int, list[tuple[float, float]]]
) -> list[Label]:
    """Finds a free place for each label: (where its mark stands, how wide it is) -> row and left edge.

    Near rows are tried first. A label in a far row hangs on a thin line, which nearer labels keep clear of.
    """
    taken = blocked
    labels = []
    for x, width in wanted:
        left = min(max(x - width / 2, 10), max(room - width - 10, 10))
        row = next(row for row in rows_from_near() if is_free(taken, row, x, left, left + width))
        taken.setdefault(row, []).append((left, left + width))
        for nearer in range(1, abs(row)):
            taken.setdefault(nearer if row > 0 else -nearer, []).append((x - 4, x + 4))
        labels.append(Label(x, row, left, width))
    return labels


def rows_from_near() -> Iterable[int]:
    for distance in range(1, 100):
        yield distance
        yield -distance


def is_free(
    taken: dict[int, list[tuple[float, float]]], row: int, x: float, left: float, right: float
) -> bool:
    clear = all(right + 14 <= other[0] or left - 14 >= other[1] for other in taken.get(row, ()))
    step = 1 if row > 0 else -1
    hangs = all(
        not (other[0] - 4 < x < other[1] + 4)
        for nearer in range(step, row, step)
        for other in taken.get(nearer, ())
    )
    return clear and hangs


# ---- Timelines ------------------------------------------------------------------------------------------


def ordered(points: Iterable[Point]) -> list[Point]:
    return sorted(points, key=lambda point: point.at)


def said(point: Point, today: date, language: str) -> str:
    """One event in a sentence, for those who do not see the picture."""
    when = point.text or format_date(point.at, language, "text")
    parts = {"what": point.words, "when": when}
    return {
        "done": _("%(what)s, %(when)s: done"),
        "late": _("%(what)s, %(when)s: late"),
        "ahead": _("%(what)s, %(when)s: ahead"),
    }[point.state(today)] % parts


def alternative(points: Sequence[Point], today: date, language: str) -> str:
    with override(language):
        told = [said(point, today, language) for point in points]
        told.append(_("today %(date)s") % {"date": format_date(today, language, "text")})
        return _("Timeline. %(events)s.") % {"events": "; ".join(told)}


def timeline(
    points: Iterable[Point],
    start: date,
    end: date,
    today: date,
    language: str,
    wide: bool = True,
    standalone: bool = False,
) -> str:
    """The term from signature to final summary, with what is done, late and ahead, and today."""
    points = ordered(points)
    width = 1200 if wide else 780
    left, right = 40.0, width - 40.0
    drawing = Drawing(standalone)
    xs = places(points, start, end, left, right, gap=30)
    inside = start <= today <= end
    now = now_between(points, xs, today, left + (right - left) * share(today, start, end), gap=16)
    with override(language):
        now_text = _("Today %(date)s") % {"date": format_date(today, language, "text")}

    under = [point.text or format_date(point.at, language, "text") for point in points]
    widths = [max(text_width(p.words, 15.8), text_width(u, 14)) for p, u in zip(points, under, strict=True)]
    # Nothing is written across today's line, which begins above every row.
    across = {-row: [(now - 6, now + 6)] for row in range(1, 10)} if inside else {}
    labels = set_labels(zip(xs, widths, strict=True), width, across)

    above = max([-label.row for label in labels if label.row < 0], default=0)
    below = max([label.row for label in labels if label.row > 0], default=0)
    y = (34 if inside else 6) + 48 * above + 16
    height = y + 24 + 48 * below

    drawing.add("path", "tl-rest", d=f"M{n(left)} {y}H{n(right)}")
    if today > start:
        drawing.add("path", "tl-past", d=f"M{n(left)} {y}H{n(now if inside else right)}")
    for label in labels:
        if abs(label.row) > 1:
            end_y = y + 22 + 48 * (label.row - 1) if label.row > 0 else y + 48 * (label.row + 1) - 16
            drawing.add("path", "tl-lead", d=f"M{n(label.x)} {y}V{n(end_y)}")
    if inside:
        drawing.add("path", "tl-now", d=f"M{n(now)} 12V{y + 18}")
        to_left = now + 8 + text_width(now_text, 15.8) > width
        drawing.add(
            "text",
            "tb",
            now_text,
            x=n(now - 8 if to_left else now + 8),
            y=22,
            text_anchor="end" if to_left else "start",
        )
    for point, x in zip(points, xs, strict=True):
        mark(drawing, point, today, x, y, 10)
    for point, words_under, label in zip(points, under, labels, strict=True):
        top = y + 40 + 48 * (label.row - 1) if label.row > 0 else y + 48 * (label.row + 1) - 44
        anchor, x = anchored(label, width)
        drawing.add("text", "tb", point.words, x=n(x), y=n(top), text_anchor=anchor)
        drawing.add("text", "t2", words_under, x=n(x), y=n(top + 22), text_anchor=anchor)
    return drawing.svg(width, height, "tl", alternative(points, today, language))


def anchored(label: Label, room: float) -> tuple[str, float]:
    """Labels pushed in from an edge line up with their own mark; others stand centred on it."""
    if label.left <= 10:
        return "start", min(label.x - 10, label.left + 20)
    if label.left + label.width >= room - 10:
        return "end", max(label.x + 10, label.left + label.width - 20)
    return "middle", label.x


def thin_timeline(
    points: Iterable[Point], start: date, end: date, today: date, language: str, standalone: bool = False
) -> str:
    """The same in one line, 600 by 34, without words: for lists of programmes."""
    points = ordered(points)
    drawing = Drawing(standalone)
    left, right, y = 12.0, 588.0, 17
    xs = places(points, start, end, left, right, gap=17)
    inside = start <= today <= end
    now = now_between(points, xs, today, left + (right - left) * share(today, start, end), gap=10)
    drawing.add("path", "tl-rest", d=f"M{n(left)} {y}H{n(right)}")
    if today > start:
        drawing.add("path", "tl-past", d=f"M{n(left)} {y}H{n(now if inside else right)}")
    for point, x in zip(points, xs, strict=True):
        mark(drawing, point, today, x, y, 7 if point.kind in ("signature", "final") else 6.4)
    if inside:
        drawing.add("path", "tl-now", d=f"M{n(now)} 1V33")
    return drawing.svg(600, 34, "thin", alternative(points, today, language))


def timeline_list(points: Iterable[Point], today: date, language: str) -> list[dict[str, str]]:
    """The same facts as a list, for narrow screens: look (ok, late, now or none), words, text."""
    entries = []
    told_today = False
    with override(language):
        now = {"look": "now", "words": _("Today"), "text": format_date(today, language, "text")}
        for point in ordered(points):
            if point.at > today and not told_today:
                entries.append(now)
                told_today = True
            state = point.state(today)
            text = point.text or format_date(point.at, language, "text")
            if state == "late":
                text = _("%(when)s: late") % {"when": text}
            entries.append(
                {
                    "look": {"done": "ok", "late": "late", "ahead": ""}[state],
                    "words": point.words,
                    "text": text,
                }
            )
    return entries if told_today else [*entries, now]


# ---- Bars -----------------------------------------------------------------------------------------------


def meter(done: float | Decimal, total: float | Decimal, look: str = "d", standalone: bool = False) -> str:
    """A bar of progress. Decoration: the words beside it say the same."""
    drawing = Drawing(standalone)
    part = 100 * min(1.0, max(0.0, float(done) / float(total))) if total else 0.0
    drawing.add("rect", "bar-bg", width=100, height=6)
    drawing.add("rect", f"bar-{look}", width=n(part), height=6)
    return drawing.svg(100, 6, "meter", "", stretch=True)


def balance_bars(a: float | Decimal, b: float | Decimal, standalone: bool = False) -> tuple[str, str]:
    """What the two sides gave, as bars that grow from the middle; both on one scale."""
    most = max(float(a), float(b))
    reach_a, reach_b = (92 * float(given) / most if most > 0 else 0.0 for given in (a, b))
    first, second = Drawing(standalone), Drawing(standalone)
    first.add("rect", "bar-bg", width=100, height=10)
    first.add("rect", "bar-a", x=n(100 - reach_a), width=n(reach_a), height=10)
    second.add("rect", "bar-bg", width=100, height=10)
    second.add("rect", "bar-b", width=n(reach_b), height=10)
    return first.svg(100, 10, "bar", "", stretch=True), second.svg(100, 10, "bar", "", stretch=True)


# ---- The half-disc and the seal ---------------------------------------------------------------------------

HALVES = {"a": "M13 1.5A10.5 10.5 0 0 0 13 22.5z", "b": "M1 1.5A10.5 10.5 0 0 1 1 22.5z"}
WHOLE = {"a": "M12 2A10 10 0 0 0 12 22z", "b": "M12 2A10 10 0 0 1 12 22z"}
APART = {"a": "M11 2.2A10 10 0 0 0 11 21.8z", "b": "M13 2.2A10 10 0 0 1 13 21.8z"}


def half(letter: str) -> str:
    """The mark of a side. Decoration: the side's name stands beside it."""
    return (
        f'<svg class="hd mk-{letter}" viewBox="0 0 14 24" aria-hidden="true" focusable="false">'
        f'<path d="{HALVES[letter]}"/></svg>'
    )


def seal(state: str, offered_by: str = "") -> str:
    """The inside of a seal (a drawing of 24 by 24): dashed is not yet, filled is approved, whole is in force."""
    if state in ("draft", "offered"):
        return "".join(
            seal_half(letter, filled=state == "offered" and letter == offered_by) for letter in "ab"
        )
    if state == "accepted":
        return (
            seal_half("a", filled=True)
            + seal_half("b", filled=True)
            + '<path d="M12 0V24" stroke="#fff" stroke-width="2.4"/>'
            + f'<path d="M12 1V23" stroke="{COLOURS["ink"]}" stroke-width="1.4" stroke-dasharray="2 2.2"/>'
        )
    if state == "in_force":
        return (
            f'<path d="{WHOLE["a"]}" fill="{COLOURS["a"]}"/><path d="{WHOLE["b"]}" fill="{COLOURS["b"]}"/>'
            '<path d="M7.6 12.3l3 3 5.8-6" fill="none" stroke="#fff" stroke-width="2.4"'
            ' stroke-linecap="round" stroke-linejoin="round"/>'
        )
    return (
        f'<g fill="none" stroke="{SLEEP_EDGE}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
        f'<circle cx="12" cy="12" r="9.6"/><path d="{ENDED[state]}"/></g>'
    )


ENDED = {
    "replaced": "M5 19L19 5",
    "returned": "M10 14.5L7 11.5l3-3M7 11.5h7a2.6 2.6 0 0 1 0 5.2h-1",
    "withdrawn": "M7.5 12h9",
}


def seal_half(letter: str, *, filled: bool) -> str:
    colour = COLOURS[letter]
    if filled:
        return f'<path d="{APART[letter]}" fill="{colour}" stroke="{colour}" stroke-width="1.6"/>'
    return f'<path d="{APART[letter]}" fill="#fff" stroke-width="1.6" stroke-dasharray="2.4 1.8" stroke="{colour}"/>'
