"""The indicators of a year or of the term: the table, a paragraph on each, and the annex with every figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from songfai.commitments.states import Better
from songfai.kit.text import NBSP, normalise_line
from songfai.kit.units import counted
from songfai.reports.facts import SideFacts
from songfai.reports.indicator_facts import Actual, Change, Indicator
from songfai.reports.paper import Block, Column, Grid, Heading, Paragraph, Run, Runs
from songfai.reports.wording import Speaker, in_order


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: of which sides, up to which day; `year` where the report is of a single one."""

    indicators: tuple[Indicator, ...]
    sides: tuple[SideFacts, SideFacts]
    until: date
    year: int | None = None

    def aim(self, indicator: Indicator) -> tuple[Decimal, int | None]:
        """The target a figure is held against: that of the year where it has one, else that of the whole."""
        of_year = indicator.holding(self.year) if self.year else None
        if of_year is not None:
            return of_year, self.year
        whole = indicator.holding(None)
        assert whole is not None
        return whole, None

    def newest(self, indicator: Indicator, say: Speaker, *, is_estimate: bool) -> list[Actual]:
        """Of each side, in the order of the language; of a single year nothing older is told as its result."""
        found = [
            indicator.newest(side.position, is_estimate=is_estimate)
            for side in in_order(self.sides, say.language)
        ]
        return [one for one in found if one is not None and self.year in (None, one.on.year)]

    def side_of(self, actual: Actual) -> SideFacts:
        return self.sides[actual.side - 1]


def section(told: Told, mark: str, say: Speaker) -> Iterator[Block]:
    """Nothing where both sides have agreed on no indicator."""
    if not told.indicators:
        return
    yield Heading(2, say.say("indicators.heading", mark=mark))
    yield table(told, say)
    yield Paragraph(say.say("indicators.note"), style="note")
    for indicator in told.indicators:
        yield Paragraph(paragraph(told, indicator, say), mark="-")


def table(told: Told, say: Speaker) -> Grid:
    columns = (
        Column(say.word("column.commitment"), 10, "centre"),
        Column(say.word("commitments.column.indicator"), 24),
        Column(say.word("commitments.column.unit"), 12, "centre"),
        Column(say.word("indicators.column.baseline"), 12, "right"),
        Column(say.word("commitments.column.target"), 12, "right"),
        Column(say.word("indicators.column.measured"), 17, "right"),
        Column(say.word("indicators.column.estimated"), 13, "right"),
    )
    rows = tuple(
        (
            (Run(str(one.commitment)),),
            named(one, say),
            (say.text(one.unit),),
            baseline(one, say),
            target(told, one, say),
            *(figures(told, one, say, is_estimate=is_estimate) for is_estimate in (False, True)),
        )
        for one in told.indicators
    )
    return Grid(
        say.say("indicators.table", n=next(say.tables), until=say.short_day(told.until)), columns, rows
    )


def named(one: Indicator, say: Speaker) -> Runs:
    """With its direction, where less is better; that more is better goes without saying."""
    if one.better != Better.LESS:
        return (say.text(one.text),)
    return (say.text(one.text), Run(f" ({say.word('indicators.less')})"))


def baseline(one: Indicator, say: Speaker) -> Runs:
    if one.baseline is None:
        return say.say("blank")
    return (_with_day(one.baseline, say.moment(one.baseline_on) if one.baseline_on else "", say),)


def target(told: Told, one: Indicator, say: Speaker) -> Runs:
    value, year = told.aim(one)
    day = str(year) if year else say.moment(one.by) if one.by else ""
    return (_with_day(value, day, say),)


def _with_day(value: Decimal, day: str, say: Speaker) -> Run:
    """Lines of a narrow column end before the day, not in it."""
    return Run(f"{say.amount(value)} ({day.replace(' ', NBSP)})" if day else say.amount(value))


def figures(told: Told, one: Indicator, say: Speaker, *, is_estimate: bool) -> Runs:
    """Of each side with its name, where both have one."""
    found = told.newest(one, say, is_estimate=is_estimate)
    runs: list[Run] = []
    for actual in found:
        if runs:
            runs.append(Run("; "))
        if len(found) > 1:
            runs += [say.text(told.side_of(actual).short), Run(f":{NBSP}")]
        runs.append(say.cell(actual.figure))
    return tuple(runs) or say.say("blank")


# ---- A paragraph on each ----------------------------------------------------------------------------------


def paragraph(told: Told, one: Indicator, say: Speaker) -> Runs:
    measured = told.newest(one, say, is_estimate=False)
    estimated = told.newest(one, say, is_estimate=True)
    sentences = [say.say("indicators.begin", number=one.commitment, text=say.text(one.text).unended())]
    if not measured and not estimated:
        key = "indicators.no_figure_year" if told.year else "indicators.no_figure"
        sentences.append(say.say(key, year=told.year or "", until=say.day(told.until)))
    for actual in measured:
        sentences += [stated("indicators.measured", told, one, actual, say)]
        sentences += shares(told, actual, say)
    if measured:
        sentences.append(verdict(told, one, measured, say))
    for actual in estimated:
        sentences += [stated("indicators.estimated", told, one, actual, say)]
        sentences += shares(told, actual, say)
    sentences += [
        changed(change, say)
        for change in one.changes
        if told.year in (None, change.aim.year, year_of(change))
    ]
    if one.source:
        sentences.append(say.say("indicators.source", source=say.text(one.source).unended()))
    runs: list[Run] = []
    for sentence in sentences:
        runs += [Run(" "), *sentence] if runs else sentence
    return tuple(runs)


def year_of(change: Change) -> int | None:
    """A change of the target of the whole is told in the year in which it was agreed."""
    return change.aim.since.year if change.aim.year is None else None


def stated(key: str, told: Told, one: Indicator, actual: Actual, say: Speaker) -> Runs:
    end = "confirmed" if actual.confirmed else "unconfirmed"
    return say.say(
        f"{key}_{end}",
        side=told.side_of(actual).short,
        other=told.sides[2 - actual.side].short,
        value=actual.figure,
        unit=counted(one.unit, actual.figure.value),
        on=say.day(actual.on),
        confirmed=say.day(actual.confirmed) if actual.confirmed else "",
    )


def shares(told: Told, actual: Actual, say: Speaker) -> Iterator[Runs]:
    """A figure by each of its dimensions, in their order."""
    by_name: dict[str, list[str]] = {}
    for share in actual.shares:
        name = say.plain(share.dimension) if share.dimension else say.word("commitments.split_unnamed")
        by_name.setdefault(name, []).append(f"{say.plain(share.part)}{NBSP}{say.amount(share.value)}")
    for name, parts in by_name.items():
        yield say.say("commitments.split", name=name, parts="; ".join(parts))


def verdict(told: Told, one: Indicator, measured: Sequence[Actual], say: Speaker) -> Runs:
    """What was measured against the target; an estimate decides nothing."""
    value, year = told.aim(one)
    reached = {one.reaches(actual, value) for actual in measured}
    key = "differ" if len(reached) > 1 else "reached" if True in reached else "not_reached"
    of = "year" if year else "by" if one.by else "bare"
    aim = say.say(
        f"indicators.aim_{of}",
        target=say.amount(value),
        unit=counted(one.unit, value),
        year=year or "",
        by=say.moment(one.by) if one.by else "",
    )
    return say.say(f"indicators.{key}", aim=aim)


def changed(change: Change, say: Speaker) -> Runs:
    aim = change.aim
    how = "set_year" if change.before is None else "changed_year" if aim.year else "changed"
    return say.say(
        f"indicators.{how}",
        year=aim.year or "",
        before=say.amount(change.before) if change.before is not None else "",
        value=say.amount(aim.value),
        since=say.day(aim.since),
        reason=say.text(aim.reason).unended(),
    )


# ---- The annex --------------------------------------------------------------------------------------------


def annex(told: Told, say: Speaker) -> Iterator[Grid]:
    """Every figure the newest were taken from, the oldest first, each of its own kind."""
    rows = tuple(row(told, one, actual, say) for one in told.indicators for actual in one.actuals)
    if not rows:
        return
    columns = (
        Column(say.word("column.commitment"), 10, "centre"),
        Column(say.word("commitments.column.indicator"), 24),
        Column(say.word("commitments.column.side"), 13),
        Column(say.word("commitments.column.on"), 13, "centre"),
        Column(say.word("commitments.column.value"), 14, "right"),
        Column(say.word("indicators.column.confirmed"), 13, "centre"),
        Column(say.word("indicators.column.source"), 13),
    )
    yield Grid(say.say("indicators.annex"), columns, rows, long=True)


def row(told: Told, one: Indicator, actual: Actual, say: Speaker) -> tuple[Runs, ...]:
    value: Runs = (say.cell(actual.figure),)
    if actual.is_estimate:
        value = (*value, Run(f" ({say.word('commitments.estimate')})"))
    return (
        (Run(str(one.commitment)),),
        (say.text(one.text),),
        (say.text(told.side_of(actual).short),),
        (Run(say.short_day(actual.on)),),
        value,
        (Run(say.short_day(actual.confirmed)),)
        if actual.confirmed
        else (Run(say.word("indicators.not_yet")),),
        (Run(normalise_line(actual.source)),) if actual.source else say.say("blank"),
    )
