"""The term of a programme, and a focus period inside it."""

import re
from dataclasses import dataclass

from .draft import Period, SignedOn
from .segment import Block
from .structure import Document


@dataclass(slots=True)
class Range:
    start: int
    end: int
    first: str
    last: str
    score: float
    focus: bool = False

    @property
    def years(self) -> tuple[int, int]:
        return int(self.first[:4]), int(self.last[:4])


def periods_of(document: Document, signed: SignedOn | None) -> list[Period]:
    ranges = _ranges(document, signed)
    chosen = max(ranges, key=lambda found: found.score, default=None)
    if chosen is None or chosen.score < 2:
        lasting = _lasting(document, signed) or _until(document, signed) or _one_year(document)
        return [lasting] if lasting else _weak(document, chosen)
    periods = [_period(document, chosen, "term", "sure" if chosen.score >= 4 else "likely")]
    for found in ranges:
        inside = chosen.years[0] <= found.years[0] and found.years[1] <= chosen.years[1]
        if inside and found.years != chosen.years and found.focus:
            if all((period.start, period.end) != (found.first, found.last) for period in periods):
                periods.append(_period(document, found, "focus", "likely"))
    return periods


def _weak(document: Document, chosen: Range | None) -> list[Period]:
    return [_period(document, chosen, "term", "guess")] if chosen and chosen.score >= 1 else []


def _period(document: Document, found: Range, label: str, confidence: str) -> Period:
    span = document.folded.span(found.start, found.end)
    return Period(found.first, found.last, label, span, confidence)  # type: ignore[arg-type]


def _ranges(document: Document, signed: SignedOn | None) -> list[Range]:
    low = document.folded.low
    found: list[Range] = []
    for block in document.blocks:
        if block.role in ("source", "recipients"):
            continue
        for pattern in document.lexicon.patterns("TERMS"):
            for match in pattern.finditer(low, block.start, block.end):
                first, last = _partial(document, match["a"]), _partial(document, match["b"])
                if not first or not last or not 0 <= int(last[:4]) - int(first[:4]) <= 20:
                    continue
                span = Range(match.start(), match.end(), first, last, 0.0)
                if any(known.start < span.end and span.start < known.end for known in found):
                    continue
                span.score = _score(document, block, span, signed)
                span.focus = _is_focus(document, block, span)
                found.append(span)
    for one in found:
        one.score += 0.3 * min(4, sum(other.years == one.years for other in found) - 1)
        one.score -= 2.5 * one.focus
    return found


def _partial(document: Document, text: str) -> str:
    """The year, month or day named by a bound of a term."""
    if re.fullmatch(r"\d{4}", text):
        return text
    if match := re.fullmatch(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})", text):
        day, month, year = match.groups()
        if 1 <= int(month) <= 12:
            return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    if match := re.search(r"(\d{4})\D*$", text):
        months = document.lexicon.table("MONTHS")
        word = next((months[name] for name in months if len(name) > 3 and name in text), 0)
        day = re.match(r"\D*(\d{1,2})\b(?!\d)", text)
        if word:
            return f"{match[1]}-{word:02d}" + (f"-{int(day[1]):02d}" if day and int(day[1]) <= 31 else "")
        return match[1]
    return ""


def _score(document: Document, block: Block, span: Range, signed: SignedOn | None) -> float:
    low, lexicon = document.folded.low, document.lexicon
    before = low[max(block.start, span.start - 90) : span.start]
    around = low[max(block.start, span.start - 110) : min(block.end, span.end + 40)]
    score = 1.0
    if block in document.titles or block.role in ("heading", "placedate"):
        score += 3
    if lexicon.pattern("SIGN").search(around):
        score += 2.5
    if lexicon.pattern("TERM_CUE").search(before) or lexicon.pattern("TERM_CUE").search(
        low[span.start : span.end]
    ):
        score += 1.5
    if lexicon.pattern("TERM_NOT").search(before):
        score -= 3
    if block.role == "ground":
        score -= 2
    if signed and signed.value[:4].isdigit():
        gap = int(signed.value[:4]) - span.years[0]
        score += 1.5 if abs(gap) <= 1 else (-2 if gap > 1 else 0)
        score -= 3 * (span.years[1] < int(signed.value[:4]))
    return score


def _is_focus(document: Document, block: Block, span: Range) -> bool:
    around = document.folded.low[max(block.start, span.start - 60) : min(block.end, span.end + 110)]
    return bool(document.lexicon.pattern("FOCUS_CUE").search(around))


def _number(document: Document, text: str) -> int:
    return int(text) if text.isdigit() else document.lexicon.table("NUMBER_WORDS").get(text, 0)


def _lasting(document: Document, signed: SignedOn | None) -> Period | None:
    """A term given by its length, counted from the date of signing where that has a year."""
    if signed is None or not signed.value[:4].isdigit():
        return None
    for block in document.blocks:
        for pattern in document.lexicon.patterns("DURATIONS"):
            match = pattern.search(document.folded.low, block.start, block.end)
            years = _number(document, match["n"]) if match else 0
            if match and 0 < years <= 20:
                end = f"{int(signed.value[:4]) + years}{signed.value[4:]}"
                span = document.folded.span(match.start(), match.end())
                return Period(signed.value, end, "term", span, "likely")
    return None


def _until(document: Document, signed: SignedOn | None) -> Period | None:
    """In force from the day of signing until a date."""
    if signed is None or not signed.value[:4].isdigit():
        return None
    pattern = document.lexicon.pattern("UNTIL")
    for block in document.blocks:
        if match := pattern.search(document.folded.low, block.start, block.end):
            last = _partial(document, match["b"].strip())
            if last and 0 <= int(last[:4]) - int(signed.value[:4]) <= 20:
                span = document.folded.span(match.start(), match.end())
                return Period(signed.value, last, "term", span, "likely")
    return None


def _one_year(document: Document) -> Period | None:
    patterns = [document.lexicon.pattern("ONE_YEAR")] * 4
    low = document.folded.low.replace("\n", " ")
    ranges = [(block.start, block.end) for block in document.blocks if block.role == "para"][:3]
    if document.titles:
        ranges.insert(0, (document.titles[0].start, document.titles[-1].end))
        patterns[0] = document.lexicon.pattern("TITLE_YEAR")
    for pattern, (start, end) in zip(patterns, ranges, strict=False):
        if match := pattern.search(low, start, end):
            span = document.folded.span(match.start("a"), match.end("a"))
            return Period(match["a"], match["a"], "term", span, "likely")
    return None
