"""The kind of paper and its title."""

from .draft import Value
from .segment import sentences_of
from .structure import Document


def kind_of(document: Document) -> Value | None:
    low, sign = document.folded.low, document.lexicon.pattern("SIGN")
    scores: dict[str, float] = {}
    places: dict[str, tuple[float, int, int]] = {}
    for rank, block in enumerate(document.blocks):
        if block.role in ("ground", "source", "recipients"):
            continue
        title = block in document.titles
        for start, end in sentences_of(document.folded, block.start, block.end):
            weight = 5.0 if title else (3.0 if sign.search(low, start, end) else 0.4)
            weight *= 1.5 if rank < 6 else 1.0
            taken: list[tuple[int, int]] = []
            for order, (kind, pattern) in enumerate(document.lexicon.labelled("KINDS")):
                match = next(
                    (m for m in pattern.finditer(low, start, end) if not _within(m.span(), taken)), None
                )
                if not match:
                    continue
                taken.append(match.span())
                bonus = 2.0 if title and match.start() - block.body < 12 else 0.0
                value = weight + bonus - 0.15 * order - min(3.0, 0.004 * (match.start() - start))
                scores[kind] = scores.get(kind, 0.0) + max(value, 0.1)
                if kind not in places or value > places[kind][0]:
                    places[kind] = (value, match.start(), match.end())
    if not scores:
        return None
    kind = max(scores, key=lambda name: scores[name])
    rest = max((score for name, score in scores.items() if name != kind), default=0.0)
    confidence = "sure" if scores[kind] > 2 * rest else "likely" if scores[kind] > 1.2 * rest else "guess"
    _, start, end = places[kind]
    return Value(kind, document.folded.span(start, end), confidence)  # type: ignore[arg-type]


def _within(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def title_of(document: Document) -> Value | None:
    if not document.titles:
        return None
    start, end = document.titles[0].start, document.titles[-1].end
    return Value(
        document.said(start, end), document.folded.span(start, end), "sure" if document.formal else "likely"
    )
