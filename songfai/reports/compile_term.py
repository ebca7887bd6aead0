"""From the facts of a term to a worded paper, and to the same numbers as a workbook. Plain Python."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.reports.about import COUNTED, about, rows_in
from songfai.reports.compile import joint, traced
from songfai.reports.indicator_sheets import figures_sheet, targets_sheet
from songfai.reports.paper import Block, Paper, Paragraph
from songfai.reports.sections import indicators
from songfai.reports.sections import term as section
from songfai.reports.term_facts import ItemRow, OfYear, TermCommitment, TermFacts, TermRows
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
        subject=say.word(f"term.subject_{facts.kind}", title=facts.title, years=section.years_of(facts, say)),
        year=facts.compiled_at.year,
        blocks=blocks,
        annexes=(
            section.annex(facts, say),
            *section.grounds_annex(facts, say),
            *indicators.annex(section.told_indicators(facts), say),
        ),
        trace=lambda: traced(facts.compiled_at, say),
        words=words,
    )


# ---- The same as a workbook -------------------------------------------------------------------------------

Line = tuple[TermCommitment, OfYear]


def workbook(facts: TermFacts, language: str, rows: TermRows | None = None) -> bytes:
    """One row for each commitment in each year, so that it can be sorted and sent on; then the items and activities the
    numbers were counted from, to be narrowed by the same year, commitment and state."""
    say = Speaker(language)
    sheets = [_numbers(facts, say)]
    if rows is not None:
        sheets.append(_rows(say.word("term.sheet_items"), rows.items, "cell_of_row", say))
        sheets.append(_rows(say.word("term.sheet_activities"), rows.activities, "state", say))
    if any(one.rests_on for one in facts.headings):
        sheets.append(_grounds(facts, say))
    if facts.indicators:
        sheets.append(figures_sheet(section.told_indicators(facts), say))
        sheets.append(targets_sheet(section.told_indicators(facts), say))
    title = say.word(f"term.subject_{facts.kind}", title=facts.title, years=section.years_of(facts, say))
    sheets.append(about(say, facts, title, until=facts.cut_off, rules=COUNTED))
    return as_workbook(sheets, language, title)


def _column(name: str, title: str, value: Callable[[Any], Any], kind: Any = "number") -> Column:
    return Column(name, title, value, kind)


def _numbers(facts: TermFacts, say: Speaker) -> Sheet:
    def number(name: str) -> Column:
        shown = _column(name, say.word(f"row.{name}"), lambda row: getattr(row[1].counted, name))
        return replace(shown, rows_in=rows_in(name, say))

    def agreed(row: Line) -> str:
        if row[1].differs:
            return say.word("differ")
        return say.word(f"rating.{row[1].agreed}") if row[1].agreed else ""

    columns = [
        _column("number", say.word("column.order"), lambda row: row[0].number),
        _column("commitment", say.word("column.commitment"), lambda row: say.plain(row[0].label), "text"),
        _column("year", say.word("term.column_year"), lambda row: row[1].year, "year"),
        *(
            number(name)
            for name in ("planned", "on_time", "late", "in_time", "overdue", "off_plan", "activities")
        ),
        _column("agreed", say.word("term.column_rating"), agreed, "text"),
    ]
    lines: list[Line] = [(commitment, one) for commitment in facts.commitments for one in commitment.years]
    return Sheet(section.years_of(facts, say), columns, lines)


def _rows(title: str, rows: Sequence[ItemRow], states: str, say: Speaker) -> Sheet:
    def state(row: ItemRow) -> str:
        return say.word(f"row.{row.state}" if states == "cell_of_row" else f"state.{row.state}")

    columns = [
        _column("year", say.word("term.column_year"), lambda row: row.year, "year"),
        _column("commitment", say.word("column.commitment"), lambda row: row.commitment),
        _column("title", title, lambda row: say.plain(row.title), "text"),
        _column("state", say.word("column.state"), state, "text"),
        _column("due", say.word("column.due" if states == "cell_of_row" else "visits.from"), lambda row: row.due, "date"),
        _column("finished", say.word("column.done"), lambda row: row.finished_on, "date"),
    ]  # fmt: skip
    return Sheet(title, columns, rows)


def _grounds(facts: TermFacts, say: Speaker) -> Sheet:
    def column(title: str, value: Callable[[Any], Any], kind: Any = "text") -> Column:
        return _column(title, say.word(title), value, kind)

    columns = [
        column("term.column_heading", lambda row: say.word(f"term.heading.{row[0].heading}")),
        column("column.by", lambda row: say.plain(facts.sides[row[1].side - 1].short)),
        column("term.column_kind", lambda row: say.word(f"term.ground.{row[1].kind}")),
        column("term.column_row", lambda row: say.plain(row[1].title)),
        column("column.commitment", lambda row: row[1].commitment, "number"),
        column("term.column_dated", lambda row: row[1].dated, "date"),
        column("term.column_hash", lambda row: row[1].sha256),
    ]
    return Sheet(say.word("term.sheet_grounds"), columns, section.grounds_of(facts, say))
