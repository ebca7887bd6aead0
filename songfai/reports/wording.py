"""Turning facts into words of one language: sentences from their patterns, numbers and dates as that language writes them."""

import re
from datetime import date
from decimal import Decimal
from itertools import count
from string import Formatter

from songfai.kit.dates import PartialDate
from songfai.kit.formats import format_date, format_number, format_period
from songfai.kit.languages import Trilingual
from songfai.kit.text import NBSP, normalise_line
from songfai.reports.facts import AnnualFacts, SideFacts
from songfai.reports.figures import Figure
from songfai.reports.indicator_facts import indicator_named
from songfai.reports.paper import Run, Runs
from songfai.reports.sentences import PATTERNS

OWN_COUNTRY = {"lo": "LA", "vi": "VN"}
MINUS = "–"

Value = Figure | Trilingual | Run | Runs | str | int


def size(figure: Figure) -> Decimal | int:
    """A figure's value without its sign."""
    return -figure.value if figure.value < 0 else figure.value


class Speaker:
    """Words for one paper in one language. Remembers which texts had none in it, and counts the tables."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.patterns = PATTERNS[language]
        self.foreign: set[str] = set()
        self.tables = count(1)

    def say(self, key: str, count: Figure | int | None = None, /, **values: Value) -> Runs:
        """The sentence `key` with its places filled; `count` chooses its form where there are several.

        A place written {done:plain} takes its number as a table has it; {side:the} the name of a body with its article.
        """
        runs: list[Run] = []
        for literal, name, form, _conversion in Formatter().parse(self._pattern(key, count)):
            if literal:
                runs.append(Run(literal, key=key))
            if name is not None:
                filled = self._filled(values[name], plainly=form == "plain")
                runs.extend(with_article(filled, form) if form in ("the", "The") else filled)
        return tuple(runs)

    def word(self, key: str, /, **values: Value) -> str:
        return "".join(run.text for run in self.say(key, **values))

    def has(self, key: str) -> bool:
        return bool(self.patterns[key])

    def _pattern(self, key: str, count: Figure | int | None) -> str:
        pattern = self.patterns[key]
        if isinstance(pattern, str):
            return pattern
        number = count.value if isinstance(count, Figure) else count
        return pattern["one" if number in (1, -1) else "other"]

    def _filled(self, value: Value, plainly: bool) -> Runs:
        match value:
            case Figure():
                return (self.cell(value) if plainly else self.number(value),)
            case Trilingual():
                return (self.text(value),)
            case Run():
                return (value,)
            case tuple():
                return value
            case _:
                return (Run(str(value)),)

    def text(self, value: Trilingual) -> Run:
        """In this language, else as it was written; on one line."""
        text, language = value.best(self.language)
        if language == self.language or not text:
            return Run(normalise_line(text))
        self.foreign.add(text)
        return Run(normalise_line(text), language=language)

    def plain(self, value: Trilingual) -> str:
        return self.text(value).text

    def number(self, figure: Figure) -> Run:
        """As inside a sentence: a difference without its sign, in Vietnamese 01 to 09 for counts of one digit."""
        value = size(figure)
        if figure.name.endswith("share"):
            return Run(self.percent(value), figure=figure)
        return Run(
            self.small(value) if isinstance(value, int) and value < 10 else self.amount(value), figure=figure
        )

    def cell(self, figure: Figure) -> Run:
        """As in a table: plain digits, a difference with its sign."""
        changes = figure.name.startswith("change.")
        sign = "" if not changes or not figure.value else "+" if figure.value > 0 else MINUS
        if figure.name == "change.share":
            points = sign + self.amount(size(figure))
            return Run(self.word("points", change=points), figure=figure)
        if figure.name.endswith("share"):
            return Run(self.percent(figure.value), figure=figure)
        return Run(sign + self.amount(size(figure)), figure=figure)

    def percent(self, value: Decimal | int) -> str:
        return self.amount(value) + "%"

    def small(self, number: int) -> str:
        return f"0{number}" if self.language == "vi" and 0 < number < 10 else str(number)

    def amount(self, value: Decimal | int) -> str:
        value = Decimal(value)
        if value == value.to_integral_value():
            return format_number(value, self.language, 0)
        return format_number(value.normalize(), self.language)

    def day(self, value: date) -> str:
        """A day inside a sentence: ngày 05 tháng 3 năm 2025, ວັນທີ 5 ມີນາ 2025, 5 March 2025."""
        return format_date(value, self.language, "paper")

    def short_day(self, value: date) -> str:
        return format_date(value, self.language, "short")

    def when(self, value: PartialDate) -> str:
        """A day, month or year as far as it is known, with the word that goes before it."""
        return self._dated("when", value)

    def moment(self, value: PartialDate) -> str:
        """The same where another word goes before it, or none: by 2026, (2026)."""
        return self._dated("moment", value)

    def _dated(self, key: str, value: PartialDate) -> str:
        written = format_date(value, self.language, "text")
        precision = value.precision if value.precision in ("day", "year") else "month"
        return written if value.bound or value.quarter else self.word(f"{key}.{precision}", date=written)

    def period(self, start: date, end: date) -> str:
        return format_period(start, end, self.language)

    def place(self, value: Trilingual) -> Run:
        """A short place name is never cut by the end of a line."""
        run = self.text(value)
        return Run(run.text.replace(" ", NBSP), run.language) if len(run.text.split()) <= 3 else run


# Bodies named by what they are: the Ministry of Home Affairs, but: Viet Nam, LDLD.
_BODY = re.compile(
    r"^(?!the )(?:.+ )?(?:Academy|Agency|Association|Associations|Authority|Board|Bureau|Centre|Center|Commission|Committee"
    r"|Confederation|Council|Department|Directorate|Federation|Foundation|Front|Government|Institute|Ministry|Office|Society"
    r"|Union|University of|School of)\b",
    re.IGNORECASE,
)


def with_article(name: Runs, article: str) -> Runs:
    """English: "the" before the name of a body, "The" where it begins the sentence."""
    return (Run(f"{article} "), *name) if _BODY.match("".join(run.text for run in name)) else name


def in_order(sides: tuple[SideFacts, SideFacts], language: str) -> tuple[SideFacts, SideFacts]:
    """Each language names its own country's side first; otherwise the order of the signed text."""
    first, second = sides
    own = OWN_COUNTRY.get(language)
    return (second, first) if second.country == own != first.country else (first, second)


def named(facts: AnnualFacts, figure: Figure, say: Speaker) -> str:
    """What a figure counts, as a heading over its rows: "Commitment 3 · Done late"."""
    scope, _dot, rest = figure.name.partition(".")
    if scope == "indicator":
        return say.plain(indicator_named(facts.indicators, figure.name).text)
    if scope == "measure":
        number, _dot, part = rest.partition(".")
        measure = facts.measures[int(number) - 1]
        side = {"side_1": facts.sides[0], "side_2": facts.sides[1]}.get(part)
        return " · ".join(filter(None, [say.plain(measure.label), say.plain(side.short) if side else ""]))
    if scope in ("visits", "works"):
        part, _line, position = rest.rpartition("_")
        return f"{say.plain(facts.sides[int(position) - 1].short)} · {say.word(f'{scope}.column.{part}')}"
    words = say.word(f"row.{rest}")
    if scope == "previous":
        return f"{facts.year - 1} · {words}"
    if scope == "change":
        return f"{facts.year - 1}–{facts.year} · {words}"
    if scope[0] == "c" and scope[1:].isdigit():
        return f"{say.word('column.commitment')} {scope[1:]} · {words}"
    return words
