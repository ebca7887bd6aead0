"""A text cut into pieces: which line of the reading each piece belongs to, and what no line uses. Plain Python."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line's place in the text. `key` names its anchors, `number` is what the reader sees."""

    key: int
    number: int
    colour: str
    start: int
    end: int


@dataclass(slots=True)
class Piece:
    """A run of text under at most one mark. `opens`: it carries the mark's anchor; `ends_own`: its number follows.

    `ends_others`: marks hidden under shorter ones that end here, each with whether its anchor is still missing.
    """

    text: str
    mark: Mark | None = None
    opens: bool = False
    ends_own: bool = False
    ends_others: list[tuple[Mark, bool]] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A paragraph or a part of one. `kind` is "text", "unread" or "dismissed"; spans count letters of the whole text."""

    kind: str
    start: int
    end: int
    pieces: list[Piece]


def unread_parts(text: str, unread: Iterable[Sequence[int]], used: Iterable[Span]) -> list[Span]:
    """Parts no line uses, without those a line has taken since, one per paragraph, none of blanks only."""
    taken = sorted(used)
    parts: list[Span] = []
    for start, end in sorted((part[0], part[1]) for part in unread):
        for paragraph in re.finditer(r"[^\n]+", text[start:end]):
            first, last = start + paragraph.start(), start + paragraph.end()
            covered = sum(max(0, min(last, b) - max(first, a)) for a, b in taken)
            if covered < (last - first) / 2 and text[first:last].strip():
                parts.append((first, last))
    return parts


def blocks(
    text: str, marks: Sequence[Mark], unread: Sequence[Span], dismissed: Sequence[Span] = ()
) -> list[Block]:
    """The text as it is shown. Where marks overlap the shortest one wins, so that each stays reachable."""
    kinds = [
        (start, end, "dismissed" if (start, end) in set(dismissed) else "unread") for start, end in unread
    ]
    cut: list[tuple[int, int, str]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        at = paragraph.start()
        for start, end, kind in kinds:
            first, last = max(start, at), min(end, paragraph.end())
            if first >= last:
                continue
            cut += [(at, first, "text"), (first, last, kind)]
            at = last
        cut.append((at, paragraph.end(), "text"))
    opened: set[int] = set()
    return [
        Block(kind, start, end, _pieces(text, start, end, marks, opened))
        for start, end, kind in cut
        if text[start:end].strip()
    ]


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], opened: set[int]) -> list[Piece]:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = sorted({start, end, *(max(start, m.start) for m in here), *(min(end, m.end) for m in here)})
    pieces: list[Piece] = []
    for first, last in zip(edges, edges[1:], strict=False):
        over = [mark for mark in here if mark.start <= first and mark.end >= last]
        shown = min(over, key=lambda mark: (mark.end - mark.start, mark.number), default=None)
        piece = Piece(text[first:last], shown)
        if shown is not None and shown.key not in opened:
            piece.opens = True
            opened.add(shown.key)
        for mark in (mark for mark in here if mark.end == last):
            if mark is shown:
                piece.ends_own = True
            else:
                piece.ends_others.append((mark, mark.key not in opened))
                opened.add(mark.key)
        pieces.append(piece)
    return pieces
