"""The term from signature to final summary, as a picture and as an equal list."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from songfai.kit.formats import USUAL_STYLE, format_date
from songfai.kit.pictures.drawing import Drawing, n
from songfai.kit.pictures.labels import in_lines, set_labels, text_width
from songfai.kit.pictures.points import Point, mark, now_between, places, share


def ordered(points: Iterable[Point]) -> list[Point]:
    return sorted(points, key=lambda point: point.at)


def said(point: Point, today: date, language: str) -> str:
    """One event in a sentence, for those who do not see the picture."""
    when = point.text or format_date(point.at, language, USUAL_STYLE[language])
    parts = {"what": point.words, "when": when}
    return {
        "done": _("%(what)s, %(when)s: done"),
        "late": _("%(what)s, %(when)s: late"),
        "ahead": _("%(what)s, %(when)s: ahead"),
    }[point.state(today)] % parts


def alternative(points: Sequence[Point], today: date, language: str) -> str:
    with override(language):
        told = [said(point, today, language) for point in points]
        told.append(_("today %(date)s") % {"date": format_date(today, language, USUAL_STYLE[language])})
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
        now_text = _("Today %(date)s") % {"date": format_date(today, language, USUAL_STYLE[language])}

    lines = [in_lines(point.words, 15.8) for point in points]
    under = [point.text or format_date(point.at, language, USUAL_STYLE[language]) for point in points]
    widths = [
        max(*(text_width(line, 15.8) for line in words), text_width(date_line, 14))
        for words, date_line in zip(lines, under, strict=True)
    ]
    labels = set_labels(zip(xs, widths, strict=True), width, now if inside else None)
    step = 48 if all(len(words) == 1 for words in lines) else 68

    above = max([-label.row for label in labels if label.row < 0], default=0)
    below = max([label.row for label in labels if label.row > 0], default=0)
    y = (34 if inside else 6) + step * above + 16
    height = y + 24 + step * below

    drawing.add("path", "tl-rest", d=f"M{n(left)} {y}H{n(right)}")
    if today > start:
        drawing.add("path", "tl-past", d=f"M{n(left)} {y}H{n(now if inside else right)}")
    for label in labels:
        if abs(label.row) > 1:
            far = y + 22 + step * (label.row - 1) if label.row > 0 else y + step * (label.row + 1) - 16
            drawing.add("path", "tl-lead", d=f"M{n(label.x)} {y}V{n(far)}")
    if inside:
        drawing.add("path", "tl-now", d=f"M{n(now)} 12V{y + 18}")
        to_left = now + 8 + text_width(now_text, 15.8) > width
        x, anchor = (now - 8, "end") if to_left else (now + 8, "start")
        drawing.add("text", "tb", now_text, x=n(x), y=22, text_anchor=anchor)
    for point, x in zip(points, xs, strict=True):
        mark(drawing, point, today, x, y, 10)
    for words, date_line, label in zip(lines, under, labels, strict=True):
        # Below the line words hang from the top of their row; above it they stand on its bottom.
        rows = [("tb", line) for line in words] + [("t2", date_line)]
        top = (
            y + 40 + step * (label.row - 1) if label.row > 0 else y + step * (label.row + 1) - 22 * len(rows)
        )
        for number, (look, line) in enumerate(rows):
            drawing.add("text", look, line, x=n(label.at), y=n(top + 22 * number), text_anchor=label.anchor)
    return drawing.svg(width, height, "tl", alternative(points, today, language))


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
        now = {
            "look": "now",
            "words": _("Today"),
            "text": format_date(today, language, USUAL_STYLE[language]),
        }
        for point in ordered(points):
            if point.at > today and not told_today:
                entries.append(now)
                told_today = True
            state = point.state(today)
            text = point.text or format_date(point.at, language, USUAL_STYLE[language])
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
