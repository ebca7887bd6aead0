"""The numbers of a year's report as a workbook, with the rows they were counted from. Plain Python."""

from collections.abc import Callable, Sequence
from typing import Any

from songfai.kit.tables import Column, Kind, Sheet, as_workbook
from songfai.reports.facts import ActivityFacts, AnnualFacts, CommitmentFacts, Figure, ItemFacts, Measure
from songfai.reports.indicator_sheets import figures_sheet, targets_sheet
from songfai.reports.paper import text_of
from songfai.reports.sections import plans
from songfai.reports.wording import Speaker

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
    return as_workbook(sheets, language, say.word("subject", title=facts.title, year=facts.year))


def _column(say: Speaker, key: str, value: Callable[[Any], Any], kind: Kind = "text") -> Column:
    return Column(key, say.word(key), value, kind)


def numbers(facts: AnnualFacts, say: Speaker) -> Sheet:
    def number(name: str) -> Column:
        def value(row: CommitmentFacts) -> Any:
            figure: Figure = getattr(row.cells, name)
            return figure.value

        return _column(say, f"row.{name}", value, "number")

    columns = [
        _column(say, "column.order", lambda row: row.number, "number"),
        _column(say, "column.commitment", lambda row: say.plain(row.label)),
        *(number(name) for name in NUMBERS),
    ]
    return Sheet(say.word("annual.sheet_numbers"), columns, list(facts.commitments))


def items(facts: AnnualFacts, say: Speaker) -> Sheet:
    def state(row: ItemFacts) -> str:
        return text_of(plans.cell_words(row, say))

    columns = [
        _column(say, "column.order", lambda row: row.number, "number"),
        _column(say, "column.item", lambda row: say.plain(row.title)),
        _column(say, "column.commitment", lambda row: row.commitment, "number"),
        _column(say, "column.lead", lambda row: plans.lead(facts, row, say).text),
        _column(say, "column.due", lambda row: row.due, "date"),
        _column(say, "column.state", state),
        _column(say, "column.done", lambda row: row.finished_on, "date"),
    ]
    return Sheet(say.word("term.sheet_items"), columns, list(facts.items))


def _of_activity(
    facts: AnnualFacts, say: Speaker, activity: Callable[[Any], ActivityFacts]
) -> Sequence[Column]:
    def side(row: Any) -> str:
        return say.plain(facts.sides[activity(row).side - 1].short)

    return [
        _column(say, "column.activity", lambda row: say.plain(activity(row).title)),
        _column(say, "column.commitment", lambda row: activity(row).commitment, "number"),
        _column(say, "visits.from", lambda row: activity(row).starts_on, "date"),
        _column(say, "visits.to", lambda row: activity(row).ends_on, "date"),
        _column(say, "column.by", side),
        _column(say, "column.state", lambda row: text_of(plans.state_words(activity(row), say))),
    ]


def activities(facts: AnnualFacts, say: Speaker) -> Sheet:
    columns = [
        *_of_activity(facts, say, lambda row: row),
        _column(say, "row.evidence", lambda row: row.evidence, "number"),
    ]
    return Sheet(say.word("term.sheet_activities"), columns, list(facts.activities))


def figures(facts: AnnualFacts, say: Speaker) -> Sheet:
    rows: list[tuple[ActivityFacts, Measure]] = [
        (activity, measure) for activity in facts.activities for measure in activity.measures
    ]
    columns = [
        *_of_activity(facts, say, lambda row: row[0]),
        _column(say, "column.what", lambda row: say.plain(row[1].label)),
        _column(say, "commitments.column.value", lambda row: row[1].value, "number"),
        _column(say, "column.unit", lambda row: say.plain(row[1].unit)),
    ]
    return Sheet(say.word("column.numbers"), columns, rows)
