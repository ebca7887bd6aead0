"""The numbers of a year's report as a workbook, with the rows they were counted from. Plain Python."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.reports.about import COUNTED, about, rows_in
from songfai.reports.facts import ActivityFacts, AnnualFacts, CommitmentFacts, ItemFacts, Measure
from songfai.reports.figures import Figure
from songfai.reports.indicator_sheets import column, figures_sheet, targets_sheet
from songfai.reports.paper import text_of
from songfai.reports.sections import plans, works
from songfai.reports.wording import Speaker
from songfai.reports.works_facts import YearWorks

OF_WORKS = ("filed", "recognised", "applied")
NUMBERS = ("planned", "on_time", "late", "in_time", "overdue", "off_plan", "activities", "evidence")


def workbook(facts: AnnualFacts, language: str) -> bytes:
    """A sheet with the numbers of each commitment, then the items, the activities and their figures, the indicators."""
    say = Speaker(language)
    sheets = [numbers(facts, say)]
    if facts.items:
        sheets.append(items(facts, say))
    if facts.activities:
        sheets += [activities(facts, say), figures(facts, say)]
    if facts.indicators:
        told = plans.told_indicators(facts)
        sheets += [figures_sheet(told, say), targets_sheet(told, say)]
    if facts.works:
        sheets += works_sheets(facts, facts.works, say)
    title = say.word("subject", title=facts.title, year=facts.year)
    sheets.append(
        about(say, facts, title, until=facts.cut_off, rules=COUNTED + (OF_WORKS if facts.works else ()))
    )
    return as_workbook(sheets, language, title)


def numbers(facts: AnnualFacts, say: Speaker) -> Sheet:
    def number(name: str) -> Column:
        def value(row: CommitmentFacts) -> Any:
            figure: Figure = getattr(row.cells, name)
            return figure.value

        return replace(column(say, f"row.{name}", value, "number"), rows_in=rows_in(name, say))

    columns = [
        column(say, "column.order", lambda row: row.number, "number"),
        column(say, "column.commitment", lambda row: say.plain(row.label)),
        *(number(name) for name in NUMBERS),
    ]
    return Sheet(say.word("annual.sheet_numbers"), columns, list(facts.commitments))


def items(facts: AnnualFacts, say: Speaker) -> Sheet:
    def state(row: ItemFacts) -> str:
        return text_of(plans.cell_words(row, say))

    columns = [
        column(say, "column.order", lambda row: row.number, "number"),
        column(say, "column.item", lambda row: say.plain(row.title)),
        column(say, "column.commitment", lambda row: row.commitment, "number"),
        column(say, "column.lead", lambda row: plans.lead(facts, row, say).text),
        column(say, "column.due", lambda row: row.due, "date"),
        column(say, "column.state", state),
        column(say, "column.done", lambda row: row.finished_on, "date"),
    ]
    return Sheet(say.word("term.sheet_items"), columns, list(facts.items))


def _of_activity(
    facts: AnnualFacts, say: Speaker, activity: Callable[[Any], ActivityFacts]
) -> Sequence[Column]:
    def side(row: Any) -> str:
        return say.plain(facts.sides[activity(row).side - 1].short)

    return [
        column(say, "column.activity", lambda row: say.plain(activity(row).title)),
        column(say, "column.commitment", lambda row: activity(row).commitment, "number"),
        column(say, "visits.from", lambda row: activity(row).starts_on, "date"),
        column(say, "visits.to", lambda row: activity(row).ends_on, "date"),
        column(say, "column.by", side),
        column(say, "column.state", lambda row: text_of(plans.state_words(activity(row), say))),
    ]


def activities(facts: AnnualFacts, say: Speaker) -> Sheet:
    columns = [
        *_of_activity(facts, say, lambda row: row),
        column(say, "row.evidence", lambda row: row.evidence, "number"),
    ]
    return Sheet(say.word("term.sheet_activities"), columns, list(facts.activities))


def figures(facts: AnnualFacts, say: Speaker) -> Sheet:
    rows: list[tuple[ActivityFacts, Measure]] = [
        (activity, measure) for activity in facts.activities for measure in activity.measures
    ]
    columns = [
        *_of_activity(facts, say, lambda row: row[0]),
        column(say, "column.what", lambda row: say.plain(row[1].label)),
        column(say, "commitments.column.value", lambda row: row[1].value, "number"),
        column(say, "column.unit", lambda row: say.plain(row[1].unit)),
        column(say, "commitments.column.measured", lambda row: say.word(plans.how(row[1].is_estimate))),
        column(say, "column.definition", lambda row: say.plain(row[1].definition)),
    ]
    return Sheet(say.word("column.numbers"), columns, rows)


def works_sheets(facts: AnnualFacts, told: YearWorks, say: Speaker) -> list[Sheet]:
    """How many works of each side, and below it what they brought: a row for each kind, confirmation and currency."""

    def number(name: str) -> Column:
        return column(say, f"works.column.{name}", lambda row: getattr(row[1], name).value, "number")

    sides = [(side, told.of(side.position)) for side in facts.sides]
    side = column(say, "visits.column.side", lambda row: say.plain(row[0].short))
    counted = Sheet(say.word("works.sheet"), [side, *(number(name) for name in OF_WORKS)], sides)
    lines = [(side, one) for side, of_side in sides for one in of_side.benefits]
    if not lines:
        return [counted]
    columns = [
        side,
        column(say, "works.column.how", lambda row: say.word(f"works.{row[1].kind}")),
        column(say, "column.state", lambda row: say.word(f"works.{works.sure(row[1])}")),
        column(
            say,
            "works.column.amount",
            lambda row: None if row[1].minor is None else (row[1].minor, row[1].currency),
            "money",
        ),
        column(say, "works.column.works", lambda row: row[1].works, "number"),
    ]
    return [counted, Sheet(say.word("works.sheet_benefits"), columns, lines)]
