"""Values as a page shows them in its language: texts in three languages, dates, numbers. The filters of templates."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from songfai.kit.aligned import Aligned, aligned
from songfai.kit.dates import PartialDate
from songfai.kit.escaping import escaped
from songfai.kit.formats import USUAL_STYLE, Style, format_date, format_datetime, format_money, format_number
from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES, NAMES, Trilingual
from songfai.kit.lao import break_lines
from songfai.kit.text import is_lao
from songfai.kit.together import held_together

# Longer texts are put into words anew each time: minutes are read once.
SHORT = 400


def spoken(value: Any) -> Any:
    """A value as it is shown in the page's language: texts in three languages, Lao with its line breaks."""
    if isinstance(value, SafeString):
        return value
    if isinstance(value, Trilingual | Mapping):
        return tri(value)
    if isinstance(value, PartialDate | date):
        return day(value)
    text = str(value)
    return break_lines(text) if is_lao(text) else text


def tri(value: Any, language: str = "") -> SafeString | str:
    """`{{ title|tri }}`: a text in the page's language; another language's text says which it is. Who draws hundreds of rows
    asks for the language once and gives it."""
    if value is None or value == "":
        return ""
    if isinstance(value, (str, Promise)):
        return lao(str(value))
    text = Trilingual.of(value)
    short = len(text.lo) + len(text.vi) + len(text.en) < SHORT
    return (_short_in if short else _in_language)(text, language or current_language())


def _in_language(text: Trilingual, own: str) -> SafeString:
    best, language = text.best(own)
    shown = break_lines(best) if language == "lo" else best
    if best and language != own:
        return format_html('<span lang="{}">{}</span>', language, shown)
    return escaped(shown)


# Names and titles stand on page after page, and many times on one.
_short_in = lru_cache(maxsize=8192)(_in_language)


def plain(value: Any, language: str = "") -> str:
    """`{{ title|plain }}`: as `tri`, without marks: for titles of pages, attributes and alternatives."""
    if value is None:
        return ""
    return (
        Trilingual.of(value).best(language or current_language())[0]
        if isinstance(value, Trilingual | Mapping)
        else str(value)
    )


def lao(value: Any) -> str:
    """`{{ text|lao }}`: a text with the places where its Lao lines may break; for display only."""
    text = str(value or "")
    broken = break_lines(text) if is_lao(text) else text
    return mark_safe(broken) if isinstance(value, SafeString) else broken


def held(value: Any) -> str:
    """`{{ place|tri|held }}`: on a page that is printed: no line ends inside a place name or between a day and its month."""
    text = held_together(str(value or ""))
    return mark_safe(text) if isinstance(value, SafeString) else text


def pdate(value: Any, style: Style | Literal[""] = "", language: str = "") -> str:
    """`{{ due|pdate }}`: a date as far as it is known ("by 2030"); styles: short, text, paper, month.

    Unasked, months are words in Lao and English and numbers in Vietnamese, as each is written.
    """
    known = value if type(value) is date else PartialDate.of(value)
    return _dated(known, language or current_language(), style) if known else ""


@lru_cache(maxsize=4096)
def _dated(known: date | PartialDate, language: str, style: Style | Literal[""]) -> str:
    """Lists say the same few days in row after row. `language` is part of what makes the words."""
    return lao(format_date(known, language, style or USUAL_STYLE[language]))


def day(value: Any, style: Style | Literal[""] = "", language: str = "") -> str:
    """`{{ at|day }}`, `{{ at|day:"short" }}`: the day of a date or a moment."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return pdate(value, style, language) if value else ""


def moment(value: datetime | None) -> str:
    """`{{ at|moment }}`: day and time of day."""
    if not value:
        return ""
    language = current_language()
    value = timezone.localtime(value) if timezone.is_aware(value) else value
    return lao(format_datetime(value, language, USUAL_STYLE[language]))


def num(value: int | Decimal | str | None, places: int | None = None) -> str:
    """`{{ n|num }}`: a number as the page's language writes it; unasked, without zeros at the end of a fraction."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if places is None and isinstance(value, Decimal) and value.is_finite():
        value = value.normalize()
    return format_number(value, current_language(), places)


def money(minor: int | None, currency: str) -> str:
    """`{{ minor|money:currency }}`: an amount in the smallest unit in use, with the name of its currency."""
    return "" if minor is None else lao(format_money(minor, currency, current_language()))


LANGUAGE_NAMES = {"lo": gettext_lazy("Lao"), "vi": gettext_lazy("Vietnamese"), "en": gettext_lazy("English")}


def language_name(code: str) -> str:
    """`{{ "vi"|language_name }}`: the language's name in the page's language."""
    return str(LANGUAGE_NAMES.get(code, code))


def each_language(texts: Mapping[str, str] | Trilingual) -> list[tuple[str, str]]:
    """`{% for code, text in texts|each_language %}`: the reader's language first, then the others in their usual order."""
    found = texts.as_dict() if isinstance(texts, Trilingual) else texts
    order = (current_language(), *LANGUAGES)
    return sorted(found.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))


def side_by_side(texts: Mapping[str, str] | Trilingual, authentic: Sequence[str]) -> Aligned:
    """`{{ text|side_by_side:authentic }}`: a text's paragraphs in every authentic language, then in those it has beside
    them; the reader's own language stands first."""
    found = Trilingual.of(texts).languages()
    order = (current_language(), *LANGUAGES)
    return aligned(texts, sorted({*authentic, *found}, key=order.index))


def own_name(code: str) -> str:
    """`{{ "vi"|own_name }}`: the language's name in itself."""
    return NAMES.get(code, code)
