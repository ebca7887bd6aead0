"""The year's visits: what each side hosted and sent, and what was not as planned, with its reason."""

from collections.abc import Iterator

from songfai.kit.languages import Trilingual
from songfai.reports.facts import AnnualFacts, SideVisits, VisitFacts, YearVisits
from songfai.reports.paper import Block, Column, Grid, Heading, Paragraph, Run, Runs
from songfai.reports.wording import Speaker, in_order


def section(facts: AnnualFacts, visits: YearVisits, mark: str, say: Speaker) -> Iterator[Block]:
    yield Heading(2, say.say("heading.visits", mark=mark))
    columns = (
        Column(say.word("visits.column.side"), 46),
        Column(say.word("visits.column.hosted"), 18, "right"),
        Column(say.word("visits.column.sent"), 18, "right"),
        Column(say.word("visits.column.delegates"), 18, "right"),
    )
    counted = {1: visits.side_1, 2: visits.side_2}
    rows = tuple(
        _row(side.short, counted[side.position], say) for side in in_order(facts.sides, say.language)
    )
    caption = say.say("table.visits", n=next(say.tables), year=facts.year)
    yield Grid(caption, columns, rows)
    yield Paragraph(say.say("visits.counted"), style="note")
    yield Paragraph(say.say("visits.persons"), style="note")
    for side in in_order(facts.sides, say.language):
        if unnamed := counted[side.position].unnamed:
            told = say.say("visits.unnamed", unnamed, n=say.small(unnamed), side=side.short)
            yield Paragraph(told, style="note")
    for one in visits.visits:
        if one.reason:
            yield Paragraph(_told(facts, one, say), mark="-")


def _row(name: Trilingual, counted: SideVisits, say: Speaker) -> tuple[Runs, ...]:
    figures = (counted.hosted, counted.sent, counted.delegates)
    return ((say.text(name),), *((say.cell(figure),) for figure in figures))


def _told(facts: AnnualFacts, one: VisitFacts, say: Speaker) -> Runs:
    key = "visits.cancelled" if one.cancelled else "visits.otherwise"
    return say.say(
        key,
        title=one.title,
        when=Run(say.period(one.starts_on, one.ends_on)),
        host=one.party or facts.sides[one.host - 1].short,
        reason=one.reason,
    )
