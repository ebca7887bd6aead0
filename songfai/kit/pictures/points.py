"""Events of a term on a line, and the marks they are drawn with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from songfai.kit.pictures.drawing import Drawing, n

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
    gap = min(gap, (right - left) / max(len(xs) - 1, 1))
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
