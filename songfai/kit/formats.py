"""Dates, numbers and money as each language writes them in western digits. Plain Python."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from songfai.kit.date_words import MONTHS, ROMAN, SHORT_MONTHS_EN, WEEKDAYS
from songfai.kit.dates import PartialDate, Relative
from songfai.kit.numbers import MARKS
from songfai.kit.text import NBSP

Style = Literal["short", "text", "paper", "month"]

# How a page writes a date where nothing else is asked: months are words in Lao and English, numbers in Vietnamese.
USUAL_STYLE: dict[str, Style] = {"lo": "text", "vi": "short", "en": "text"}


def format_date(value: date | PartialDate | None, language: str, style: Style = "short") -> str:
    """What is known of a date and no more.

    short: 05/01/2026, 05/01/2026, 5 Jan 2026. text: in words, as inside a sentence. paper: as an
    official paper has it (Vietnamese with zeros only before days 1-9 and months 1-2, Lao with ວັນທີ). month: without the day.
    """
    known = PartialDate.of(value)
    if known is None:
        return ""
    if style == "month" and known.day is not None:
        known = PartialDate(known.year, known.month, bound=known.bound)
    body = {"lo": _lao, "vi": _vietnamese, "en": _english}[language](known, style)
    return _BOUND_WORDS[language][known.bound] % _with_kind(body, known, language)


def _lao(known: PartialDate, style: Style) -> str:
    if known.quarter:
        return f"ໄຕມາດ {known.quarter}/{known.year}"
    if not known.month:
        return str(known.year)
    if known.day and known.year and style == "short":
        return f"{known.day:02}/{known.month:02}/{known.year}"
    words = [str(known.day or ""), MONTHS["lo"][known.month - 1], str(known.year or "")]
    day = "ວັນທີ" if known.day and style == "paper" else ""
    return " ".join(word for word in (day, *words) if word)


def _vietnamese(known: PartialDate, style: Style) -> str:
    if known.quarter:
        return f"quý {ROMAN[known.quarter - 1]}/{known.year}"
    if not known.month:
        return str(known.year)
    month = f"{known.month:02}" if known.month <= 2 else str(known.month)
    if not known.day:
        if not known.year:
            return f"tháng {month}"
        return f"tháng {month} năm {known.year}" if style == "paper" else f"tháng {month}/{known.year}"
    if not known.year:
        return f"ngày {known.day:02} tháng {month}"
    if style == "short":
        return f"{known.day:02}/{known.month:02}/{known.year}"
    return f"ngày {known.day:02} tháng {month} năm {known.year}"


def _english(known: PartialDate, style: Style) -> str:
    if known.quarter:
        return f"Q{known.quarter} {known.year}"
    if not known.month:
        return str(known.year)
    names = SHORT_MONTHS_EN if style == "short" and known.day else MONTHS["en"]
    words = (known.day, names[known.month - 1], known.year)
    return " ".join(str(word) for word in words if word)


_BOUND_WORDS = {
    "lo": {"": "%s", "by": "ຮອດ%s", "before": "ກ່ອນ%s", "from": "ຕັ້ງແຕ່%s", "about": "ປະມານ%s"},
    "vi": {"": "%s", "by": "đến %s", "before": "trước %s", "from": "từ %s", "about": "khoảng %s"},
    "en": {"": "%s", "by": "by %s", "before": "before %s", "from": "from %s", "about": "about %s"},
}


def _with_kind(body: str, known: PartialDate, language: str) -> str:
    """After a word of bound, Lao and Vietnamese name what follows: ຮອດປີ 2030, từ ngày 05/03/2026."""
    if not known.bound or language == "en":
        return body
    if known.precision == "year":
        return f"ປີ {body}" if language == "lo" else f"năm {body}"
    if known.precision == "day" and not body.startswith(("ວັນທີ", "ngày")):
        return f"ວັນທີ {body}" if language == "lo" else f"ngày {body}"
    if known.precision == "month" and language == "lo":
        return f"ເດືອນ {body}"
    return body


def format_relative(value: Relative, language: str) -> str:
    """ "after 3 years", as a whole phrase."""
    years, months = value.years, value.months
    if language == "en":
        parts = [
            f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((years, "year"), (months, "month")) if n
        ]
        return "after " + " ".join(parts)
    words = {"lo": ("ປີ", "ເດືອນ"), "vi": ("năm", "tháng")}[language]
    parts = [f"{n} {word}" for n, word in zip((years, months), words, strict=True) if n]
    return ("ພາຍຫຼັງ " if language == "lo" else "sau ") + " ".join(parts)


def format_datetime(value: datetime, language: str, style: Style = "short") -> str:
    """Day and time on 24 hours, in the zone `value` carries: turn it into local time first."""
    time = f"{value:%H:%M}"
    day = format_date(value.date(), language, style)
    return f"{time}, {day}" if language == "vi" and style in ("text", "paper") else f"{day}, {time}"


def format_period(start: date, end: date, language: str) -> str:
    """Some days of an activity: one day, days of one month, or from one date to another, in words."""
    if start == end:
        return format_date(start, language, "text")
    if (start.year, start.month) != (end.year, end.month):
        between = {"lo": "%s ຫາ %s", "vi": "từ %s đến %s", "en": "%s to %s"}[language]
        return between % (format_date(start, language, "text"), format_date(end, language, "text"))
    last = format_date(end, language, "text")
    if language == "vi":
        return f"từ ngày {start.day:02} đến {last}"
    return f"{start.day} ຫາ {last}" if language == "lo" else f"{start.day}–{last}"


def format_term(
    start: PartialDate | date | None,
    end: PartialDate | date | None,
    language: str,
    style: Literal["years", "words"] = "years",
) -> str:
    """2024–2030, or with style="words" ໄລຍະ 2024-2030, giai đoạn 2024-2030, term 2024–2030."""
    first, last = PartialDate.of(start), PartialDate.of(end)
    years = [str(edge.year) for edge in (first, last) if edge and edge.year]
    if not years:
        return ""
    if len(set(years)) == 1:
        open_end = "" if first and last else "–"
        term = years[0] + open_end if first else open_end + years[0]
    else:
        term = "–".join(years)
    if style == "years":
        return term
    word = {"lo": "ໄລຍະ", "vi": "giai đoạn", "en": "term"}[language]
    return f"{word} {term if language == 'en' else term.replace('–', '-')}"


def month_name(month: int, language: str) -> str:
    return MONTHS[language][month - 1]


def weekday(value: date, language: str) -> str:
    return WEEKDAYS[language][value.weekday()]


def first_weekday(language: str) -> int:
    """As date.weekday() counts: Sunday (6) in Laos, Monday (0) in Viet Nam and in English here."""
    return 6 if language == "lo" else 0


def format_number(value: Decimal | int, language: str, places: int | None = None) -> str:
    """7.393,17 in Lao and Vietnamese, 7,393.17 in English. `places` rounds half up, else digits stay."""
    number = Decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    decimal_mark, thousands_mark = MARKS[language]
    marks = {",": thousands_mark, ".": decimal_mark}
    return "".join(marks.get(letter, letter) for letter in f"{number:,f}")


# Currency: digits after the mark in use, and how each language names it.
CURRENCIES: dict[str, tuple[int, dict[str, str]]] = {
    "VND": (0, {"lo": "ດົງ", "vi": "đồng", "en": "VND"}),
    "LAK": (0, {"lo": "ກີບ", "vi": "kíp", "en": "LAK"}),
    "USD": (2, {"lo": "ໂດລາ", "vi": "đô la Mỹ", "en": "USD"}),
    "THB": (2, {"lo": "ບາດ", "vi": "baht", "en": "THB"}),
    "EUR": (2, {"lo": "ເອີໂຣ", "vi": "euro", "en": "EUR"}),
}


# What somebody there most likely means when a form asks for money.
CURRENCY_OF = {"VN": "VND", "LA": "LAK"}


def currency_of(country: str) -> str:
    """Proposed in a form; none where the country's own is not in the list."""
    return CURRENCY_OF.get(country, "")


def currency_words(language: str) -> list[tuple[str, str]]:
    """Each currency with what a list to choose from says of it."""
    return [
        (code, code if names[language] == code else f"{code}: {names[language]}")
        for code, (_places, names) in CURRENCIES.items()
    ]


def format_money(minor: int, currency: str, language: str) -> str:
    """An amount in the smallest unit in use (dong, kip, cent): 1.250.000 đồng. Zero cents are left out."""
    places, names = CURRENCIES[currency]
    amount = Decimal(minor).scaleb(-places)
    whole = amount == amount.to_integral_value()
    number = format_number(amount, language, 0 if whole else places)
    return f"{number}{NBSP}{names[language]}"


def format_share(part: Decimal | int, whole: Decimal | int, language: str, places: int = 1) -> str:
    """85,5%. A dash when there is no whole to take a share of."""
    if not whole:
        return "–"
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if share == share.to_integral_value():
        share = share.to_integral_value()
    return format_number(share, language) + "%"
