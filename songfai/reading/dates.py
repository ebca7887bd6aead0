"""Dates as a text states them: the day of signing, never a year the text does not give."""

import datetime
import re
from dataclasses import dataclass, replace

from .draft import SignedOn, Value
from .segment import Block, sentences_of
from .structure import Document


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    @property
    def value(self) -> str:
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}" if self.year else f"--{self.month:02d}"
        year = f"{self.year:04d}" if self.year else "-"
        return f"{year}-{self.month:02d}-{self.day:02d}"


def dates_in(document: Document, start: int, end: int) -> list[Found]:
    """Dates in order; of two that overlap, the one that says more."""
    lexicon = document.lexicon
    months = lexicon.table("MONTHS")
    spelled = {name: lexicon.table(name) if lexicon.has(name) else {} for name in ("ORDINALS", "YEARS")}
    found: list[Found] = []
    for pattern in document.lexicon.patterns("DATES"):
        for match in pattern.finditer(document.folded.low, start, end):
            date = _date(match, months, spelled)
            if date and not any(known.start < date.end and date.start < known.end for known in found):
                found.append(date)
    return sorted(found, key=lambda date: date.start)


def _date(match: re.Match[str], months: dict[str, int], spelled: dict[str, dict[str, int]]) -> Found | None:
    groups = match.groupdict()
    month = groups.get("m") or groups.get("mw") or ""
    number = int(month) if month.isdigit() else months.get(month.strip(" ."), 0)
    day = int(groups["d"]) if groups.get("d") else None
    year = int(groups["y"]) if groups.get("y") else None
    if groups.get("dw"):
        day = spelled["ORDINALS"].get(re.sub(r"[- ]+", "-", groups["dw"]))
    if groups.get("yt"):
        year = spelled["YEARS"].get(re.sub(r"[- ]+", " ", groups["yt"]).removeprefix("twenty ").strip())
    if groups.get("yw"):
        year = spelled["YEARS"].get(re.sub(r"[- ]+", " ", groups["yw"]).strip())
    if year and year > 2450:
        year -= 543  # The Buddhist era, seen on ceremonial papers.
    if not 1 <= number <= 12 or (day is not None and not 1 <= day <= 31) or (day is None and year is None):
        return None
    if year is not None and not 1945 <= year <= 2100:
        return None
    return Found(match.start(), match.end(), year, number, day)


def signed_on(document: Document) -> SignedOn | None:
    for source in (
        _done_at,
        _place_date,
        _agreed_on,
        _relative,
        _sign_sentence,
        _blank_date,
        _tail_date,
        _line_date,
        _month_only,
        _lead_date,
    ):
        if document.formal or source in (_done_at, _relative, _sign_sentence, _month_only, _lead_date):
            found = source(document)
            if found:
                return _signed(document, *found)
    return _year_only(document)


def _year_only(document: Document) -> SignedOn | None:
    """(Signed in 2023): all the text says of the day."""
    pattern = document.lexicon.pattern("YEAR_ONLY")
    for block in document.blocks[:10]:
        if match := pattern.search(document.folded.low, block.start, block.end):
            group = "y" if match["y"] else "y2"
            return SignedOn(match[group], "year", document.folded.span(*match.span(group)), "likely")
    return None


def _signed(document: Document, date: Found, confidence: str) -> SignedOn:
    if date.year is None and date.day is not None:
        dated = _with_year(document, date)
        confidence = "likely"
    else:
        dated = date
    precision = "day" if dated.day is not None else "month"
    span = document.folded.span(date.start, date.end)
    return SignedOn(dated.value, precision, span, confidence)  # type: ignore[arg-type]


def _done_at(document: Document) -> tuple[Found, str] | None:
    pattern = document.lexicon.pattern("DONE_AT")
    for block in reversed(document.blocks):
        if block.role in ("ground", "source"):
            continue
        match = pattern.search(document.folded.low, block.start, block.end)
        if not match:
            continue
        dates = [
            date for date in dates_in(document, match.start(), min(block.end, match.end() + 160)) if date.year
        ]
        if dates:
            return next((date for date in dates if date.day), dates[0]), "sure"
    return None


def _place_date(document: Document) -> tuple[Found, str] | None:
    for block in document.blocks:
        if block.role == "placedate":
            for date in dates_in(document, block.start, block.end):
                return date, "sure"
    return None


def _agreed_on(document: Document) -> tuple[Found, str] | None:
    """Today, 9 April 2024, at ..., the two sides agree: the paragraph before the duties."""
    together = document.lexicon.pattern("TOGETHER")
    for block in document.blocks[:40]:
        if block.role not in ("para", "intro", "ground"):
            continue
        if together.search(document.folded.low, block.start, block.end):
            joint = document.lexicon.pattern("JOINT").search(document.folded.low, block.start, block.end)
            begin = block.start if block.role != "ground" else joint.end() if joint else block.end
            for date in dates_in(document, begin, block.end):
                if date.day and date.year and _usable(document, date, block.start):
                    return date, "likely"
    return None


def _relative(document: Document) -> tuple[Found, str] | None:
    """Signed today, or yesterday: counted from the date that the report bears."""
    low, lexicon = document.folded.low, document.lexicon
    if document.formal:
        return None
    borne = _borne(document)
    for block in [block for block in _told(document) if block.role == "para"][:4]:
        for start, end in sentences_of(document.folded, block.start, block.end):
            if borne is None or not lexicon.pattern("SIGN").search(low, start, end):
                continue
            own = [date for date in dates_in(document, start, end) if date.day and date.start != borne.start]
            if own:
                continue
            for source, back in lexicon.table("TODAY"):
                if match := re.compile(source).search(low, start, end):
                    return _days_before(borne, back, match.start(), match.end()), "likely"
            if found := _weekday(document, borne, start, end) or _months_ago(document, borne, start, end):
                return found, "likely"
    return None


def _weekday(document: Document, borne: Found, start: int, end: int) -> Found | None:
    """Signed on Tuesday: the last one before the day the report bears."""
    if not document.lexicon.has("WEEKDAYS") or not borne.year or not borne.day:
        return None
    days = document.lexicon.table("WEEKDAYS")
    match = re.compile(rf"\b(?:{'|'.join(days)})\b").search(document.folded.low, start, end)
    if match is None:
        return None
    try:
        today = datetime.date(borne.year, borne.month, borne.day).weekday()
    except ValueError:
        return None
    return _days_before(borne, (today - days[match.group()]) % 7, match.start(), match.end())


def _months_ago(document: Document, borne: Found, start: int, end: int) -> Found | None:
    """Signed early this month, or last month: the month before the day the report bears."""
    table = document.lexicon.table("MONTHS_AGO") if document.lexicon.has("MONTHS_AGO") else []
    for source, back in table:
        if match := re.compile(source).search(document.folded.low, start, end):
            year = borne.year - (borne.month <= back) if borne.year else None
            return Found(*match.span(), year, (borne.month - back - 1) % 12 + 1, None)
    return None


def _borne(document: Document) -> Found | None:
    """The day in the line that dates a report, at its head or its foot, or in its first paragraph."""
    foot = [block for block in document.blocks[-3:] if block.role in ("credit", "source")]
    for block in [*document.blocks[:8], *foot]:
        short = block.end - block.start <= 90
        for date in dates_in(document, block.start, block.end if short else min(block.end, block.start + 60)):
            if date.day:
                return date
    return None


def _days_before(date: Found, days: int, start: int, end: int) -> Found:
    year, month, day = date.year or 2001, date.month, date.day or 1
    try:
        moved = datetime.date(year, month, day) - datetime.timedelta(days=days)
    except ValueError:
        return replace(date, start=start, end=end)
    return Found(start, end, moved.year if date.year else None, moved.month, moved.day)


def _month_only(document: Document) -> tuple[Found, str] | None:
    """Signed in November, no year and no day given."""
    low, lexicon = document.folded.low, document.lexicon
    for block in _told(document)[:6]:
        for start, end in sentences_of(document.folded, block.start, block.end):
            match = lexicon.pattern("MONTH_ONLY").search(low, start, end)
            if match and lexicon.pattern("SIGN").search(low, start, min(block.end, end + 260)):
                groups = match.groupdict()
                text = groups.get("m") or groups.get("mw") or ""
                month = int(text) if text.isdigit() else lexicon.table("MONTHS").get(text, 0)
                if 1 <= month <= 12:
                    return Found(match.start(), match.end(), None, month, None), "likely"
    return None


def _line_date(document: Document) -> tuple[Found, str] | None:
    """A date in a short line of its own, near the end or the head of the paper."""
    silent = ("ground", "source", "recipients", "heading", "caption", "number")
    found = [
        date
        for block in [*document.blocks[:10], *document.blocks[-12:]]
        if block.role not in silent and block.end - block.start <= 100
        for date in dates_in(document, block.start, block.end)
        if date.year and _usable(document, date, block.start)
        if _alone(document, date) or not document.lexicon.pattern("MODAL").search(document.low(block))
    ]
    found.sort(key=lambda date: (not _alone(document, date), date.day is None, -date.start))
    return (found[0], "guess") if found else None


def _alone(document: Document, date: Found) -> bool:
    """Is there little more than the date in its block?"""
    block = next(block for block in document.blocks if block.start <= date.start < block.end)
    return block.end - block.start - (date.end - date.start) <= 30


def _tail_date(document: Document) -> tuple[Found, str] | None:
    """A full date among the signatures."""
    for block in document.blocks:
        if block.role == "signature":
            for date in dates_in(document, block.start, block.end):
                if date.day and date.year:
                    return date, "likely"
    return None


def _blank_date(document: Document) -> tuple[Found, str] | None:
    """The line of the place with the day left blank: ngày ... tháng 7 năm 2024."""
    pattern = document.lexicon.pattern("BLANK_DATE")
    for block in document.blocks:
        if match := pattern.search(document.folded.low, block.start, block.end):
            groups = match.groupdict()
            if groups.get("m") and groups.get("y"):
                months = document.lexicon.table("MONTHS")
                month = int(groups["m"]) if groups["m"].isdigit() else months.get(groups["m"], 0)
                if 1 <= month <= 12:
                    return Found(match.start(), match.end(), int(groups["y"]), month, None), "likely"
    return None


def _usable(document: Document, date: Found, floor: int) -> bool:
    """Not the date of a law, of another agreement or of a founding."""
    before = document.folded.low[max(floor, date.start - 45) : date.start]
    return not document.lexicon.pattern("DATE_NOT").search(before)


def _sign_sentence(document: Document) -> tuple[Found, str] | None:
    sign = document.lexicon.pattern("SIGN")
    best: tuple[int, Found] | None = None
    for rank, block in enumerate(_told(document)):
        sentences = sentences_of(document.folded, block.start, block.end)
        for index, (start, end) in enumerate(sentences):
            match = sign.search(document.folded.low, start, end)
            if not match:
                continue
            dates = [date for date in dates_in(document, start, end) if _usable(document, date, start)]
            score = 10 - min(rank, 6)
            if not dates and index:
                before = sentences[index - 1]
                dates = [date for date in dates_in(document, *before) if _usable(document, date, before[0])]
                score -= 4
            if document.lexicon.pattern("PAST_SIGN").search(document.folded.low, start, end):
                score -= 6
            for date in dates[:1]:
                nearest = min(dates, key=lambda found: (found.day is None, abs(found.start - match.start())))
                date = nearest
                score += 2 * (date.day is not None)
                if best is None or score > best[0]:
                    best = (score, date)
    return (best[1], "sure" if best[0] > 8 else "likely") if best and best[0] > 0 else None


def _told(document: Document) -> list[Block]:
    silent = ("ground", "source", "number", "national", "separator", "recipients")
    return [block for block in document.blocks if block.role not in silent]


def _lead_date(document: Document) -> tuple[Found, str] | None:
    for block in [block for block in _told(document) if block.role == "para"][:2]:
        for date in dates_in(document, block.start, block.end):
            if date.day is not None and _usable(document, date, block.start):
                return date, "guess"
    return None


def _with_year(document: Document, date: Found) -> Found:
    """The year from the same day named elsewhere in full, or from the line that dates the report."""
    whole = [known for known in dates_in(document, 0, len(document.folded.low)) if known.year and known.day]
    for known in whole:
        if (known.month, known.day) == (date.month, date.day):
            return replace(date, year=known.year)
    for known in whole:
        block = next((block for block in document.blocks if block.start <= known.start < block.end), None)
        if (
            block is None
            or block.role == "ground"
            or (block.end - block.start > 90 and known.start - block.start > 60)
        ):
            continue
        gap = (known.month - date.month) * 30 + (known.day or 0) - (date.day or 0)
        if 0 <= gap <= 31:
            return replace(date, year=known.year)
        if gap < 0 and gap + 365 <= 31:
            return replace(date, year=(known.year or 1) - 1)
    return date


def place_of(document: Document) -> Value | None:
    for block in document.blocks:
        if block.role in ("ground", "source", "caption"):
            continue
        for index, pattern in enumerate(document.lexicon.patterns("SIGN_PLACE")):
            match = pattern.search(document.low(block))
            if not match or (index and not document.formal and index < 2):
                continue
            start, end = (block.start + place for place in match.span("place"))
            name = document.said(start, end).strip(" ,.-")
            if 1 < len(name) <= 60 and name[0].isalpha() and not any(char.isdigit() for char in name):
                return Value(name, document.folded.span(start, end), "sure" if index < 2 else "guess")
    return None
