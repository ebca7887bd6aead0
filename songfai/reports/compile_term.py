"""From the facts of a term to a worded paper, and to the same numbers as a workbook. Plain Python."""

from collections.abc import Callable, Sequence
from typing import Any

from songfai.kit.tables import Column, as_xlsx
from songfai.reports.compile import joint, traced
from songfai.reports.paper import Block, Paper, Paragraph
from songfai.reports.sections import term as section
from songfai.reports.term_facts import OfYear, TermCommitment, TermFacts
from songfai.reports.wording import Speaker, in_order


def term_report(facts: TermFacts, language: str, words: Sequence[str] = ()) -> Paper:
    """The preliminary review or the final summary, of both sides alike."""
    say = Speaker(language)
    sides = in_order(facts.sides, language)
    blocks: list[Block] = [
        *section.opening(facts, say),
        *section.results(facts, say),
        *section.undone(facts, say),
        *section.evaluation(facts, say),
        *section.following(facts, say),
        Paragraph(say.say("term.closing")),
    ]
    return joint(
        say,
        sides,
        subject=say.word(f"term.subject_{facts.kind}", title=facts.title, years=section.years_of(facts)),
        year=facts.compiled_at.year,
        blocks=blocks,
        appendix=(section.annex(facts, say),),
        trace=lambda: traced(facts.compiled_at, say),
        words=words,
    )


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
