"""From what both sides handed over to a worded paper, and to its figures as a workbook. Plain Python."""

from collections.abc import Callable, Sequence
from typing import Any

from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.reports.about import about
from songfai.reports.compile import joint, traced
from songfai.reports.facts import SideFacts
from songfai.reports.information_facts import HeadingSaid, InformationFacts, Number
from songfai.reports.paper import Block, Paper, Paragraph, text_of
from songfai.reports.sections import information as section
from songfai.reports.sections.plans import how as how_of
from songfai.reports.wording import Speaker, in_order


def information_report(facts: InformationFacts, language: str, words: Sequence[str] = ()) -> Paper:
    """Of both sides alike; each side's words stand under its own name."""
    say = Speaker(language)
    sides = in_order(facts.sides, language)
    blocks: list[Block] = [
        *section.opening(facts, say),
        *section.headings(facts, say),
        Paragraph(say.say("information.closing")),
    ]
    return joint(
        say,
        sides,
        subject=say.word("information.subject", title=facts.title, year=facts.year),
        year=facts.compiled_at.year,
        blocks=blocks,
        trace=lambda: traced(facts.compiled_at, say),
        words=words,
    )


# ---- The figures as a workbook ----------------------------------------------------------------------------

Line = tuple[HeadingSaid, SideFacts, Number]


def workbook(facts: InformationFacts, language: str) -> bytes:
    """One row for each figure, with that of the year before."""
    say = Speaker(language)
    rows: list[Line] = [
        (one, side, figure)
        for one in facts.headings
        for side in in_order(facts.sides, language)
        for figure in one.said[side.position - 1].figures
    ]

    def column(name: str, title: str, value: Callable[[Line], Any], kind: Any = "text") -> Column:
        return Column(name, title, value, kind)

    columns = [
        column(
            "heading",
            say.word("information.column_heading"),
            lambda row: text_of(section.title_of(row[0], say)),
        ),
        column("side", say.word("column.by"), lambda row: say.plain(row[1].short)),
        column("what", say.word("column.what"), lambda row: say.plain(row[2].label)),
        column("before", str(facts.year - 1), lambda row: section.earlier(*row), "number"),
        column("value", str(facts.year), lambda row: row[2].value, "number"),
        column("unit", say.word("column.unit"), lambda row: say.plain(row[2].unit)),
        column(
            "how", say.word("commitments.column.measured"), lambda row: say.word(how_of(row[2].is_estimate))
        ),
        column("definition", say.word("column.definition"), lambda row: say.plain(row[2].definition)),
        column(
            "handed",
            say.word("information.column_handed"),
            lambda row: facts.handed[row[1].position - 1].on,
            "date",
        ),
        column(
            "files",
            say.word("information.column_files"),
            lambda row: "; ".join(row[0].said[row[1].position - 1].files),
        ),
    ]
    title = say.word("information.subject", title=facts.title, year=facts.year)
    return as_workbook([Sheet(title, columns, rows), about(say, facts, title)], language, title)
