"""When the sides look back together: every year, half-way, at the end."""

import re

from .draft import Review
from .segment import clauses_of, sentences_of
from .structure import Document

_REGULAR = {"annual": "every_year", "quarterly": "every_quarter", "six_monthly": "every_6_months"}


def reviews_of(document: Document) -> list[Review]:
    found: list[Review] = []
    for block in document.blocks:
        if block.role in ("ground", "source", "caption", "recipients", "signature", "national", "number"):
            continue
        if block.section in ("budget",):
            continue
        for sentence in sentences_of(document.folded, block.body, block.end):
            for start, end in clauses_of(document.folded, *sentence):
                found += _reviews_in(document, start, end)
    return _distinct(found)


def _distinct(found: list[Review]) -> list[Review]:
    """One of each kind: the first that says when."""
    kept: dict[str, Review] = {}
    for review in found:
        known = kept.get(review.kind)
        if known is None or (known.when is None and review.when is not None):
            kept[review.kind] = review
    return sorted(kept.values(), key=lambda review: review.span)


def _reviews_in(document: Document, start: int, end: int) -> list[Review]:
    low, lexicon = document.folded.low, document.lexicon
    if lexicon.pattern("REVIEW_NOT").search(low, start, end):
        return []
    noun = lexicon.pattern("REVIEW_NOUN").search(low, start, end)
    cues = [
        (match.start(), match.end(), kind)
        for kind, pattern in lexicon.labelled("REVIEWS")
        for match in pattern.finditer(low, start, end)
    ]
    cues = [cue for cue in cues if not lexicon.pattern("REVIEW_OBJECT").match(low, cue[1], end)]
    cues.sort(key=lambda cue: (cue[0], -cue[1]))
    cues = [
        cue
        for place, cue in enumerate(cues)
        if not any(other[0] <= cue[0] < other[1] for other in cues[:place])
    ]
    reviews = []
    for index, (first, last, kind) in enumerate(cues):
        limit = cues[index + 1][0] if index + 1 < len(cues) else end
        floor = cues[index - 1][1] if index else start
        if kind in _REGULAR or kind == "other":
            near = low[max(start, first - 160) : min(end, last + 160)]
            if not noun or not lexicon.pattern("REVIEW_NOUN").search(near):
                continue
            when: str | None = _REGULAR.get(kind)
        else:
            if kind == "midterm" and any(other in _REGULAR and -12 < at - last < 12 for at, _, other in cues):
                continue
            if _each_year(low, cues[:index], first, low[first:last]):
                continue
            when = (
                _when(document, last, limit)
                or _when(document, floor, first)
                or _when_end(kind, low[first:limit])
            )
        if kind == "midterm" and when is None and any(other in _REGULAR for _, _, other in cues):
            continue
        span = document.folded.span(*_trim(low, start, end, first, limit))
        reviews.append(Review(kind, when, span, "sure" if when else "likely"))
    return reviews


def _each_year(low: str, before: list[tuple[int, int, str]], first: int, cue: str) -> bool:
    """Summed up every year: the word for a summary alone is not the end of the term."""
    if not re.match(r"tổng kết|sum", cue):
        return False
    return any(
        kind == "annual" and 0 <= first - last <= 24 and not re.search("[,;.]", low[last:first])
        for _, last, kind in before
    )


def _trim(low: str, start: int, end: int, first: int, limit: int) -> tuple[int, int]:
    """The whole clause where one cue stands in it; else from the comma before the cue to the next cue."""
    begin = max(low.rfind(",", start, first) + 1, start)
    return begin, max(limit, min(end, first + 1))


def _when(document: Document, start: int, end: int) -> str | None:
    low, lexicon = document.folded.low, document.lexicon
    if match := lexicon.pattern("AFTER_YEARS").search(low, start, min(end, start + 140)):
        text = next(group for group in match.groups() if group)
        number = int(text) if text.isdigit() else lexicon.table("NUMBER_WORDS").get(text, 0)
        if 0 < number < 20:
            return f"P{number}Y"
    if match := lexicon.pattern("BY_YEAR").search(low, start, min(end, start + 140)):
        return _dated(document, match, low[max(start - 20, 0) : match.start("y")])
    return None


def _dated(document: Document, match: re.Match[str], before: str) -> str:
    groups, months = match.groupdict(), document.lexicon.table("MONTHS")
    month = groups.get("m") or groups.get("mw") or ""
    number = int(month) if month.isdigit() else months.get(month.strip(), 0)
    value = match["y"] + (f"-{number:02d}" if 1 <= number <= 12 else "")
    return f"../{value}" if document.lexicon.pattern("BY_WORD").search(before) else value


def _when_end(kind: str, text: str) -> str | None:
    return "end_of_term" if kind == "final" else None
