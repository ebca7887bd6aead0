"""The sections of the yearly information exchange: each heading, each side's words under its own name."""

from collections.abc import Iterator
from decimal import Decimal

from songfai.kit.languages import Trilingual
from songfai.reports.facts import SideFacts
from songfai.reports.information_facts import HeadingSaid, InformationFacts, Number
from songfai.reports.paper import Block, Column, Grid, Heading, Paragraph, Run, Runs
from songfai.reports.sections.plans import estimated
from songfai.reports.sections.reviews import lines
from songfai.reports.wording import Speaker, in_order

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def opening(facts: InformationFacts, say: Speaker) -> Iterator[Block]:
    first, second = in_order(facts.sides, say.language)
    yield Paragraph(
        say.say(
            "information.opening", title=facts.title, year=facts.year, first=first.name, second=second.name
        )
    )
    for side, other in ((first, second), (second, first)):
        handed = facts.handed[side.position - 1]
        if handed.on is None:
            yield Paragraph(say.say("information.nothing", side=side.short), mark="-")
            continue
        key = "information.acknowledged" if handed.acknowledged_on else "information.handed"
        day = say.day(handed.acknowledged_on) if handed.acknowledged_on else ""
        yield Paragraph(
            say.say(key, side=side.short, other=other.short, day=say.day(handed.on), read=day), mark="-"
        )


def headings(facts: InformationFacts, say: Speaker) -> Iterator[Block]:
    for number, one in enumerate(facts.headings):
        mark = NUMERALS[number] if number < len(NUMERALS) else str(number + 1)
        yield Heading(1, (Run(f"{mark}. "), *title_of(one, say)))
        for side in in_order(facts.sides, say.language):
            said = one.said[side.position - 1]
            yield Heading(2, (say.text(side.short),))
            if not said:
                yield Paragraph(say.say("information.silent"))
                continue
            if said.text:
                yield from paragraphs(said.text, say)
            if said.figures:
                yield table(facts, one, side, say)
            for figure in said.figures:
                if figure.definition:
                    told = say.say("measures.definition", label=figure.label, text=figure.definition)
                    yield Paragraph(told, style="note")
            if said.files:
                yield Paragraph(say.say("information.files", names="; ".join(said.files)), style="note")


def paragraphs(text: Trilingual, say: Speaker) -> Iterator[Block]:
    for line in lines(text, say):
        assert isinstance(line, Paragraph)
        yield Paragraph(line.runs)


def title_of(one: HeadingSaid, say: Speaker) -> Runs:
    key = f"information.heading.{one.heading}"
    return say.say(key) if key in say.patterns else (say.text(one.title),)


def table(facts: InformationFacts, one: HeadingSaid, side: SideFacts, say: Speaker) -> Grid:
    """The year's figures, with those of the year before where the side gave the same."""
    columns = (
        Column(say.word("column.what"), 46),
        Column(str(facts.year - 1), 16, "right"),
        Column(str(facts.year), 16, "right"),
        Column(say.word("column.unit"), 22),
    )
    place = facts.headings.index(one)
    rows = tuple(
        (
            (say.text(figure.label), *estimated(figure.is_estimate, say)),
            (Run(number(earlier(one, side, figure), say)),),
            (say.cell(facts.number(place, side.position, at)),),
            (say.text(figure.unit),),
        )
        for at, figure in enumerate(one.said[side.position - 1].figures)
    )
    caption = say.say("information.table", n=next(say.tables), side=side.short, year=facts.year)
    return Grid(caption, columns, rows)


def earlier(one: HeadingSaid, side: SideFacts, figure: Number) -> Decimal | None:
    """What the side gave the year before for the same words; an estimate is not set beside what was measured."""
    wanted = (figure.label, figure.is_estimate)
    same = (
        each for each in one.before[side.position - 1].figures if (each.label, each.is_estimate) == wanted
    )
    found = next(same, None)
    return found.value if found else None


def number(value: Decimal | None, say: Speaker) -> str:
    return say.word("blank") if value is None else say.amount(value)
