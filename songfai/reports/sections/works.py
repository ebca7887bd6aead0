"""The year's works: what the units of each side filed, recognised and applied, and what it brought."""

from collections.abc import Iterator

from songfai.kit.formats import format_money
from songfai.kit.languages import Trilingual
from songfai.reports.facts import AnnualFacts
from songfai.reports.paper import Block, Column, Grid, Heading, Paragraph, Run, Runs
from songfai.reports.wording import Speaker, in_order
from songfai.reports.works_facts import SideWorks, WorkBenefit, YearWorks


def section(facts: AnnualFacts, works: YearWorks, mark: str, say: Speaker) -> Iterator[Block]:
    yield Heading(2, say.say("heading.works", mark=mark))
    columns = (
        Column(say.word("visits.column.side"), 46),
        Column(say.word("works.column.filed"), 18, "right"),
        Column(say.word("works.column.recognised"), 18, "right"),
        Column(say.word("works.column.applied"), 18, "right"),
    )
    sides = in_order(facts.sides, say.language)
    rows = tuple(_row(side.short, works.of(side.position), say) for side in sides)
    yield Grid(say.say("table.works", n=next(say.tables), year=facts.year), columns, rows)
    yield Paragraph(say.say("works.counted", year=facts.year, day=say.day(facts.cut_off)), style="note")
    lines = [(side.short, one) for side in sides for one in works.of(side.position).benefits]
    if lines:
        yield _benefits(facts, lines, say)
        yield Paragraph(say.say("works.never_added"), style="note")


def _row(name: Trilingual, counted: SideWorks, say: Speaker) -> tuple[Runs, ...]:
    figures = (counted.filed, counted.recognised, counted.applied)
    return ((say.text(name),), *((say.cell(figure),) for figure in figures))


def _benefits(facts: AnnualFacts, lines: list[tuple[Trilingual, WorkBenefit]], say: Speaker) -> Grid:
    """One line for each kind, confirmation and currency: there is none that adds two of them."""
    columns = (
        Column(say.word("visits.column.side"), 26),
        Column(say.word("works.column.how"), 34),
        Column(say.word("works.column.amount"), 26, "right"),
        Column(say.word("works.column.works"), 14, "right"),
    )
    rows = tuple(
        (
            (say.text(name),),
            (Run(say.word(f"works.{one.kind}")), Run(", "), Run(say.word(f"works.{sure(one)}"))),
            (Run("–" if one.minor is None else format_money(one.minor, one.currency, say.language)),),
            (Run(say.amount(one.works)),),
        )
        for name, one in lines
    )
    return Grid(say.say("table.work_benefits", n=next(say.tables), year=facts.year), columns, rows)


def sure(one: WorkBenefit) -> str:
    """The name of the word for it, in the sentences."""
    return "confirmed" if one.confirmed else "unconfirmed"
