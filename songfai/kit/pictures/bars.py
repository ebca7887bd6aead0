"""Bars of progress and of what each side gave."""

from collections.abc import Sequence
from decimal import Decimal

from songfai.kit.pictures.drawing import Drawing, n


def meter(done: float | Decimal, total: float | Decimal, look: str = "d", standalone: bool = False) -> str:
    """A bar of progress. Decoration: the words beside it say the same."""
    drawing = Drawing(standalone)
    part = 100 * min(1.0, max(0.0, float(done) / float(total))) if total else 0.0
    drawing.add("rect", "bar-bg", width=100, height=6)
    drawing.add("rect", f"bar-{look}", width=n(part), height=6)
    return drawing.svg(100, 6, "meter", "", stretch=True)


def reaches(a: float | Decimal, b: float | Decimal, room: float) -> tuple[float, float]:
    """How far the bars of two sides reach on one scale; the longer takes 92 % of the room."""
    most = max(float(a), float(b))
    reach_a, reach_b = (0.92 * room * float(given) / most if most > 0 else 0.0 for given in (a, b))
    return reach_a, reach_b


def balance_bars(a: float | Decimal, b: float | Decimal, standalone: bool = False) -> tuple[str, str]:
    """What the two sides gave, as bars that grow from the middle; both on one scale."""
    reach_a, reach_b = reaches(a, b, 100)
    first, second = Drawing(standalone), Drawing(standalone)
    first.add("rect", "bar-bg", width=100, height=10)
    first.add("rect", "bar-a", x=n(100 - reach_a), width=n(reach_a), height=10)
    second.add("rect", "bar-bg", width=100, height=10)
    second.add("rect", "bar-b", width=n(reach_b), height=10)
    return first.svg(100, 10, "bar", "", stretch=True), second.svg(100, 10, "bar", "", stretch=True)


def year_bars(
    pairs: Sequence[tuple[float | Decimal, float | Decimal]], most: float | Decimal, standalone: bool = False
) -> str:
    """What the two sides gave year by year, as pairs of bars on one scale. Decoration: the table beside it says the same."""
    drawing, height = Drawing(standalone), 40
    drawing.add("rect", "bar-bg", y=height, width=max(1, len(pairs)) * 24, height=1)
    for place, pair in enumerate(pairs):
        for side, (given, look) in enumerate(zip(pair, ("bar-a", "bar-b"), strict=True)):
            reach = height * float(given) / float(most) if most else 0.0
            drawing.add(
                "rect", look, x=place * 24 + 3 + side * 9, y=n(height - reach), width=8, height=n(reach)
            )
    return drawing.svg(max(1, len(pairs)) * 24, height + 1, "yearbars", "")
