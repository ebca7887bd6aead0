"""The indicators as sheets of a workbook, one row for each figure or target, so that they can be sorted and sent on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from songfai.commitments.states import Better
from songfai.kit.languages import Trilingual
from songfai.kit.tables import Column, Kind, Sheet
from songfai.reports.indicator_facts import Actual, Change, Indicator
from songfai.reports.sections.indicators import Told
from songfai.reports.wording import Speaker


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as a whole, or the part of it that falls to one part of a dimension."""

    indicator: Indicator
    actual: Actual
    value: Decimal
    dimension: Trilingual = Trilingual()
    part: Trilingual = Trilingual()


def figure_rows(told: Told) -> Iterator[FigureRow]:
    """Each figure and, right under it, its parts."""
    for indicator in told.indicators:
        for actual in indicator.actuals:
            row = FigureRow(indicator, actual, actual.value)
            yield row
            for one in actual.shares:
                yield replace(row, value=one.value, dimension=one.dimension, part=one.part)


def figures_sheet(told: Told, say: Speaker) -> Sheet:
    def kind(row: FigureRow) -> str:
        return say.word("commitments.estimate" if row.actual.is_estimate else "commitments.measured")

    columns = [
        *_of_indicator(say, lambda row: row.indicator),
        column(say, "commitments.column.side", lambda row: say.plain(told.side_of(row.actual).short)),
        column(say, "commitments.column.measured", kind),
        column(say, "commitments.column.on", lambda row: row.actual.on, "date"),
        column(say, "commitments.column.dimension", lambda row: say.plain(row.dimension)),
        column(say, "commitments.column.part", lambda row: say.plain(row.part)),
        column(say, "commitments.column.value", lambda row: row.value, "number"),
        column(say, "indicators.column.confirmed", lambda row: row.actual.confirmed, "date"),
        column(say, "indicators.column.source", lambda row: row.actual.source),
    ]
    return Sheet(say.word("indicators.sheet_figures"), columns, list(figure_rows(told)))


TargetRow = tuple[Indicator, Change | None]


def targets_sheet(told: Told, say: Speaker) -> Sheet:
    """The target first agreed, with the baseline; then each later one with what it took the place of, and why."""
    rows: list[TargetRow] = [
        row for one in told.indicators for row in ((one, None), *((one, change) for change in one.changes))
    ]

    def of(later: Callable[[Change], Any], first: Callable[[Indicator], Any]) -> Callable[[TargetRow], Any]:
        return lambda row: later(row[1]) if row[1] else first(row[0])

    def better(row: TargetRow) -> str:
        return say.word("indicators.less" if row[0].better == Better.LESS else "indicators.more")

    columns = [
        *_of_indicator(say, lambda row: row[0]),
        column(say, "indicators.column.better", better),
        column(say, "indicators.column.baseline", lambda row: row[0].baseline, "number"),
        column(say, "indicators.column.baseline_on", lambda row: row[0].baseline_on, "date"),
        column(say, "indicators.column.year", of(lambda one: one.aim.year, lambda _one: None), "year"),
        column(
            say,
            "commitments.column.target",
            of(lambda one: one.aim.value, lambda one: one.target),
            "number",
        ),
        column(say, "indicators.column.before", of(lambda one: one.before, lambda _one: None), "number"),
        column(say, "indicators.column.since", of(lambda one: one.aim.since, lambda _one: None), "date"),
        column(
            say,
            "indicators.column.reason",
            of(lambda one: say.plain(one.aim.reason), lambda _one: ""),
        ),
        column(say, "indicators.column.source", lambda row: say.plain(row[0].source)),
    ]
    return Sheet(say.word("indicators.sheet_targets"), columns, rows)


def _of_indicator(say: Speaker, indicator: Callable[[Any], Indicator]) -> list[Column]:
    return [
        column(say, "column.commitment", lambda row: indicator(row).commitment, "number"),
        column(say, "commitments.column.indicator", lambda row: say.plain(indicator(row).text)),
        column(say, "commitments.column.unit", lambda row: say.plain(indicator(row).unit)),
    ]


def column(say: Speaker, key: str, value: Callable[[Any], Any], kind: Kind = "text") -> Column:
    """A column under one of the words of the reports."""
    return Column(key, say.word(key), value, kind)
