"""From the facts of a visit to its programme on paper: the delegation in its order, the days, the meetings."""

from datetime import time

from songfai.kit.formats import weekday
from songfai.kit.languages import Trilingual
from songfai.reports.compile import named
from songfai.reports.layouts import LAYOUT_OF_LANGUAGE, NATIONS
from songfai.reports.paper import Block, Column, Grid, Head, Heading, Paper, Paragraph, Run, Runs
from songfai.reports.visit_facts import LineFacts, MeetingFacts, MemberFacts, VisitProgramme
from songfai.reports.wording import Speaker, in_order


def visit_paper(facts: VisitProgramme, language: str) -> Paper:
    """A paper to hand out: nobody signs it. Each language names its own country's side first."""
    say = Speaker(language)
    sides = in_order(facts.sides, language)
    blocks: list[Block] = [*opening(facts, say), *delegation(facts, say), *days(facts, say)]
    blocks += meetings(facts, say)
    head = Head(
        nation=NATIONS.get((sides[0].country, language), ("", ""))[0],
        motto=NATIONS.get((sides[0].country, language), ("", ""))[1],
        issuers=tuple(named(say.plain(side.name), say) for side in sides),
        number="",
        place_and_date="",
        type_name=say.word("visit.type_name"),
        subject=say.plain(facts.title),
        addressee="" if facts.confirmed_on else say.word("visit.draft"),
    )
    return Paper(
        language=language,
        layout=LAYOUT_OF_LANGUAGE[language],
        head=head,
        blocks=tuple(blocks),
        appendix=(),
        recipients_title="",
        recipients=(),
        signatures=(),
        trace=trace(facts, say),
        words="",
        untranslated=len(say.foreign),
    )


def opening(facts: VisitProgramme, say: Speaker) -> list[Block]:
    when = say.period(facts.starts_on, facts.ends_on)
    when = when[:1].upper() + when[1:]  # it begins the paragraph
    key = "visit.when_and_where" if facts.place else "visit.when"
    blocks: list[Block] = [
        Paragraph(say.say(key, when=when, place=facts.place, manner=say.word(f"manner.{facts.manner}"))),
        Paragraph(say.say("visit.sides", host=facts.host_name, travels=facts.side(3 - facts.host).name)),
    ]
    if facts.purpose:
        blocks.append(Paragraph(say.say("visit.purpose", purpose=facts.purpose)))
    return blocks


def delegation(facts: VisitProgramme, say: Speaker) -> list[Block]:
    heading = Heading(1, say.say("visit.delegation", side=facts.side(3 - facts.host).name))
    if not facts.members:
        return [heading, Paragraph(say.say("visit.nobody"))]
    columns = (
        Column(say.word("column.order"), 8, "centre"),
        Column(say.word("visit.column.name"), 36),
        Column(say.word("visit.column.post"), 34),
        Column(say.word("visit.column.role"), 22),
    )
    rows = tuple(_member(number, one, say) for number, one in enumerate(facts.members, 1))
    return [heading, Grid((), columns, rows)]


def _member(number: int, one: MemberFacts, say: Speaker) -> tuple[Runs, ...]:
    name = say.text(one.name) if one.name else Run("…")
    courtesy = (Run(say.word(f"courtesy.{one.courtesy}") + " "),) if one.courtesy else ()
    return (
        (Run(str(number)),),
        (*courtesy, name),
        (say.text(one.post),),
        (Run(say.word(f"delegation.{one.role}")),),
    )


def days(facts: VisitProgramme, say: Speaker) -> list[Block]:
    heading = Heading(1, say.say("visit.days"))
    if not facts.lines:
        return [heading, Paragraph(say.say("visit.no_line"))]
    columns = (
        Column(say.word("visit.column.day"), 22),
        Column(say.word("visit.column.time"), 10, "centre"),
        Column(say.word("visit.column.what"), 44),
        Column(say.word("visit.column.place"), 24),
    )
    rows = [_line(line, before, say) for line, before in zip(facts.lines, (None, *facts.lines), strict=False)]
    return [heading, Grid((), columns, tuple(rows), long=True)]


def _line(line: LineFacts, before: LineFacts | None, say: Speaker) -> tuple[Runs, ...]:
    """The day stands only in its first line."""
    is_new = before is None or before.day != line.day
    day = f"{weekday(line.day, say.language)}, {say.short_day(line.day)}" if is_new else ""
    what: Runs = (say.text(line.text),)
    if line.counterpart:
        what += (Run(" – "), say.text(line.counterpart))
    return (Run(day, bold=True),), (Run(clock(line.at)),), what, (say.text(line.place),)


def meetings(facts: VisitProgramme, say: Speaker) -> list[Block]:
    if not facts.meetings:
        return []
    columns = (
        Column(say.word("visit.column.meeting"), 30),
        Column(say.word("visit.column.when"), 22),
        Column(say.word("visit.column.counterpart"), 22),
        Column(say.word("visit.column.agenda"), 26),
    )
    rows = tuple(_meeting(one, say) for one in facts.meetings)
    return [Heading(1, say.say("visit.meetings")), Grid((), columns, rows, long=True)]


def _meeting(one: MeetingFacts, say: Speaker) -> tuple[Runs, ...]:
    hours = "–".join(filter(None, (clock(one.starts_at), clock(one.ends_at))))
    when: Runs = (Run(", ".join(filter(None, (hours, say.short_day(one.held_on))))),)
    if one.place:
        when += (Run("; "), say.text(one.place))
    return (say.text(one.title),), when, (text(one.counterpart, say),), (text(one.agenda, say),)


def text(value: Trilingual, say: Speaker) -> Run:
    return say.text(value) if value else Run(say.word("blank"))


def clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def trace(facts: VisitProgramme, say: Speaker) -> str:
    day = say.short_day(facts.compiled_at.date())
    line = say.word("visit.trace", time=f"{facts.compiled_at:%H:%M}", day=day)
    if facts.confirmed_on:
        line += " · " + say.word("visit.confirmed", day=say.short_day(facts.confirmed_on))
    if say.foreign:
        line += " · " + "".join(
            run.text for run in say.say("untranslated", len(say.foreign), n=len(say.foreign))
        )
    return line
