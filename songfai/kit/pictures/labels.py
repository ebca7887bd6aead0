"""Where words stand around a line, so that none covers another."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


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


WIDEST_LINE = 215
FARTHEST_ROW = 60
EDGE, GAP = 10, 14

# Row -> what is taken of it, from left to right edge.
Taken = dict[int, list[tuple[float, float]]]


def in_lines(text: str, size: float) -> list[str]:
    """A long text on two lines of about the same width, cut at a space; else as it is."""
    words = text.split(" ")
    if len(words) < 2 or text_width(text, size) <= WIDEST_LINE:
        return [text]
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return list(min(cuts, key=lambda halves: max(text_width(half, size) for half in halves)))


@dataclass(frozen=True, slots=True)
class Label:
    x: float  # of its mark
    row: int  # 1, 2, ... below the line; -1, -2, ... above it
    left: float
    width: float
    anchor: str

    @property
    def at(self) -> float:
        """Where its text begins, has its middle or ends."""
        return self.left + {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]


def set_labels(wanted: Iterable[tuple[float, float]], room: float, now: float | None) -> list[Label]:
    """Finds a free place for each label: (where its mark stands, how wide it is).

    A near row is best, then one beside the mark's middle. The thin line a far label hangs on should keep clear of
    words; where it cannot, the words are written over it. Nothing above stands across today's line.
    """
    taken: Taken = {-row: [(now - 6, now + 6)] for row in range(1, FARTHEST_ROW)} if now is not None else {}
    labels = []
    for x, width in wanted:
        best = nearest(taken, candidates(x, width, room))
        taken.setdefault(best.row, []).append((best.left, best.left + width))
        for nearer in range(1, abs(best.row)):
            taken.setdefault(nearer if best.row > 0 else -nearer, []).append((x - 4, x + 4))
        labels.append(best)
    return labels


def nearest(taken: Taken, wanted: Iterable[Label]) -> Label:
    """The cheapest free place, the first of several. Places come from near to far and none is cheaper than its row, so
    that the looking ends where the rows are dearer than what is found."""
    best, least = None, float("inf")
    for label in wanted:
        if abs(label.row) >= least:
            break
        if is_clear(taken, label) and (price := cost(taken, label)) < least:
            best, least = label, price
    assert best is not None, "there are more rows than labels"
    return best


def candidates(x: float, width: float, room: float) -> Iterable[Label]:
    places = [("middle", x - width / 2), ("start", x - 10), ("end", x + 10 - width)]
    inside = [(anchor, left) for anchor, left in places if EDGE <= left <= room - EDGE - width]
    for distance in range(1, FARTHEST_ROW):
        for row in (distance, -distance):
            for anchor, left in inside or [("start", EDGE)]:
                yield Label(x, row, left, width, anchor)


def cost(taken: Taken, label: Label) -> float:
    above, aside = label.row < 0, label.anchor != "middle"
    return abs(label.row) + 0.1 * above + 0.3 * aside + 2.5 * (not hangs_free(taken, label))


def is_clear(taken: Taken, label: Label) -> bool:
    right = label.left + label.width
    return all(right + GAP <= other[0] or label.left - GAP >= other[1] for other in taken.get(label.row, ()))


def hangs_free(taken: Taken, label: Label) -> bool:
    step = 1 if label.row > 0 else -1
    nearer = (other for near in range(step, label.row, step) for other in taken.get(near, ()))
    return all(not other[0] - 4 < label.x < other[1] + 4 for other in nearer)
