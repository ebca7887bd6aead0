"""What an officer typed, brought into a few shapes: words become marks, a shape tells the parts."""

import re
from functools import cache
from typing import Literal

from songfai.kit import date_words as words
from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold

Bound = Literal["", "by", "before", "from", "about"]
Patterns = list[tuple[re.Pattern[str], str]]

_SEP = r"\s*[ ./-]\s*"
_BETWEEN = r"\s*[ ./-]?\s*"
_D, _Y, _M, _Q = r"(\d{1,2})(?!\d)", r"(\d{4})", r"m(\d{1,2})(?!\d)", r"q(\d)"

SHAPES: list[tuple[re.Pattern[str], tuple[str, ...]]] = [
    (re.compile(shape), parts)
    for shape, parts in (
        (_D + _SEP + _D + _SEP + _Y, ("day", "month", "year")),
        (_Y + _SEP + _D + _SEP + _D, ("year", "month", "day")),
        (_D + _BETWEEN + _M + _BETWEEN + _Y, ("day", "month", "year")),
        (_M + _BETWEEN + _D + _BETWEEN + _Y, ("month", "day", "year")),
        (_D + _SEP + _Y, ("month", "year")),
        (_Y + _SEP + _D, ("year", "month")),
        (_M + _BETWEEN + _Y, ("month", "year")),
        (_Y + _BETWEEN + _M, ("year", "month")),
        (_Q + _BETWEEN + _Y, ("quarter", "year")),
        (_Y + _BETWEEN + _Q, ("year", "quarter")),
        (_Y, ("year",)),
        (_D + _BETWEEN + _M, ("day", "month")),
        (_M + _BETWEEN + _D, ("month", "day")),
        (_D + r"\s*/\s*" + _D, ("day", "month")),
        (_M, ("month",)),
    )
]
SHORT_YEAR = re.compile(rf"{_D}(?:{_SEP}{_D}|{_BETWEEN}{_M}){_SEP}\d\d")


def marked(text: str, language: str) -> tuple[Bound, str]:
    """The bound its first or last word gives, and the rest with a month as `m3` and a quarter as `q2`."""
    order = (language, *(other for other in LANGUAGES if other != language))
    plain = re.sub(r"[‐‑‒–—−]", "-", fold(text)).replace(",", " ").rstrip(" .;:").strip()
    bound, body = _take_bound(plain, order)
    for pattern, mark in _word_patterns(order):
        body = pattern.sub(mark, body)
    return bound, " ".join(body.split())


def _take_bound(text: str, order: tuple[str, ...]) -> tuple[Bound, str]:
    if text.startswith("~"):
        return "about", text[1:].strip()
    for pattern, bound in _bound_patterns(order):
        if found := pattern.fullmatch(text):
            return bound, found[1].strip()
    return "", text


@cache
def _bound_patterns(order: tuple[str, ...]) -> list[tuple[re.Pattern[str], Bound]]:
    patterns: list[tuple[re.Pattern[str], Bound]] = []
    for language in order:
        starts = _either(words.BOUNDS[language]["from"])
        for after in words.FROM_AFTER[language]:
            patterns.append((re.compile(rf"(?:{starts}\s*)?(.+?)\s*{re.escape(fold(after))}"), "from"))
        before = [(word, bound) for bound, group in words.BOUNDS[language].items() for word in group]
        for word, bound in sorted(before, key=lambda pair: -len(pair[0])):
            # Latin words stand apart; Lao is written without spaces.
            gap = r"\s+" if fold(word)[-1] in "abcdefghijklmnopqrstuvwxyz" else r"\s*"
            patterns.append((re.compile(rf"{re.escape(fold(word))}{gap}(.+)"), bound))
    return patterns


@cache
def _word_patterns(order: tuple[str, ...]) -> Patterns:
    quarters = [pattern for language in order for pattern in _quarters(language)]
    months = [pattern for language in order for pattern in _months(language)]
    fillers: Patterns = [
        (_word(_either(group)), " ")
        for language in order
        for group in (words.DAY_WORD[language], words.YEAR_WORD[language], words.FILLERS[language])
        if group
    ]
    return [*quarters, *months, *fillers, (re.compile(r"(?<=\d)(?:st|nd|rd|th)\b"), "")]


def _quarters(language: str) -> Patterns:
    spelled = _spelled(words.QUARTER_SPELLINGS[language])
    named = _either(words.QUARTER_WORD[language])
    numbered: Patterns = [
        (
            re.compile(rf"(?<![a-z]){named}\s*(?:{number}(?!\d)|{words.ROMAN[number - 1].lower()}(?![a-z]))"),
            f" q{number} ",
        )
        for number in (4, 3, 2, 1)
    ]
    return [(_word(spelling), f" q{number} ") for spelling, number in spelled] + numbered


def _months(language: str) -> Patterns:
    group = words.MONTH_WORD[language]
    before = rf"(?:{_either(group)}\s*)?" if language == "lo" else ""
    after = r"\.?" if language == "en" else ""
    patterns: Patterns = [
        (_word(before + spelling + after), f" m{number} ")
        for spelling, number in _spelled(words.MONTH_SPELLINGS[language])
    ]
    if group:
        patterns.append((re.compile(rf"(?<![a-z]){_either(group)}\s*0?(\d{{1,2}})(?!\d)"), r" m\1 "))
    return patterns


def _spelled(spellings: dict[str, int]) -> list[tuple[str, int]]:
    """The longest first, so that "tháng mười hai" is not read as October."""
    return [(re.escape(fold(word)), spellings[word]) for word in sorted(spellings, key=len, reverse=True)]


def _either(group: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(fold(word)) for word in sorted(group, key=len, reverse=True)) + ")"


def _word(regex: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){regex}(?![a-z])")
