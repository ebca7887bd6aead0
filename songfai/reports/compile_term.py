"""From the facts of a term to a worded paper, and to the same numbers as a workbook. Plain Python."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from songfai.kit.formats import format_date
from songfai.kit.tables import Column, as_xlsx
from songfai.kit.text import NBSP
from songfai.reports.compile import named, recipients_of, signature, symbol
from songfai.reports.layouts import LAYOUT_OF_LANGUAGE, nation
from songfai.reports.paper import Block, Head, Paper, Paragraph, text_of
from songfai.reports.sections import term as section
from songfai.reports.term_facts import OfYear, TermCommitment, TermFacts
from songfai.reports.wording import Speaker


def term_report(facts: TermFacts, language: str, words: Sequence[str] = ()) -> Paper:
    """The preliminary review or the final summary, of both sides alike."""
    say = Speaker(language)
    sides = section.sides_in_order(facts, say)
    blocks: list[Block] = [
        *section.opening(facts, say),
        *section.results(facts, say),
        *section.undone(facts, say),
        *section.evaluation(facts, say),
        *section.following(facts, say),
        Paragraph(say.say("term.closing")),
    ]
    appendix = (section.annex(facts, say),)
    return Paper(
        language=language,
        layout=LAYOUT_OF_LANGUAGE[language],
        head=head_of(facts, say),
        blocks=tuple(blocks),
        appendix=appendix,
        recipients_title=say.word("recipients"),
        recipients=recipients_of(sides, say),
        signatures=tuple(signature(side, say) for side in sides),
        trace=traced(facts.compiled_at, say),
        words=" ".join(words),
        untranslated=len(say.foreign),
    )


def head_of(facts: TermFacts, say: Speaker) -> Head:
    sides = section.sides_in_order(facts, say)
    heading, motto = nation(sides, say.language)
    place = say.place(sides[0].place).text
    dated = say.word("place_and_date", place=place, year=facts.compiled_at.year).replace(" ", NBSP)
    return Head(
        nation=heading,
        motto=motto,
        issuers=tuple(named(say.plain(side.name), say) for side in sides),
        number=say.word("number", symbol=symbol(sides, say.language)).replace(" ", NBSP),
        place_and_date=dated if place else "",
        type_name=say.word("type_name"),
        subject=say.word(f"term.subject_{facts.kind}", title=facts.title, years=section.years_of(facts)),
    )


def traced(at: datetime, say: Speaker) -> str:
    """The last line: from where and when, and how many texts have no version in the language of the paper."""
    day = format_date(at.date(), say.language, "short")
    time = {
        "vi": f"{at:%H:%M} ngày {day}",
        "lo": f"{at:%H:%M} ວັນທີ {day}",
        "en": f"{at:%H:%M} on {day}",
    }[say.language]
    line = say.word("commitments.trace", time=time)
    if say.foreign:
        line += f" · {text_of(say.say('untranslated', len(say.foreign), n=len(say.foreign)))}"
    return line


# ---- The same as a workbook -------------------------------------------------------------------------------

Line = tuple[TermCommitment, OfYear]


def workbook(facts: TermFacts, language: str) -> bytes:
    """One row for each commitment in each year, so that it can be sorted and sent on."""
    say = Speaker(language)
    rows: list[Line] = [(commitment, one) for commitment in facts.commitments for one in commitment.years]

    def column(name: str, title: str, value: Callable[[Line], Any], kind: Any = "number") -> Column:
        return Column(name, say.word(title), value, kind)

    def number(name: str) -> Column:
        return column(name, f"row.{name}", lambda row: getattr(row[1].counted, name))

    def agreed(row: Line) -> str:
        if row[1].differs:
            return say.word("differ")
        return say.word(f"rating.{row[1].agreed}") if row[1].agreed else ""

    columns = [
        column("number", "column.order", lambda row: row[0].number),
        column("commitment", "column.commitment", lambda row: say.plain(row[0].label), "text"),
        column("year", "term.column_year", lambda row: row[1].year),
        *(
            number(name)
            for name in ("planned", "on_time", "late", "in_time", "overdue", "off_plan", "activities")
        ),
        column("agreed", "term.column_rating", agreed, "text"),
    ]
    return as_xlsx(
        rows,
        columns,
        language,
        say.word(f"term.subject_{facts.kind}", title=facts.title, years=section.years_of(facts)),
    )
