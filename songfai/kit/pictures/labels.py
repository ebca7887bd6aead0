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
