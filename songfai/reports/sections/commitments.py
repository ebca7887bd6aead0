"""The tables of a commitment report: one for each programme."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from songfai.commitments.states import Stand
from songfai.kit.text import NBSP
from songfai.kit.units import counted
from songfai.reports.commitment_facts import (
    CommitmentLine,
    CommitmentReport,
    IndicatorFacts,
    ProgrammeLines,
    SplitFacts,
    Voice,
)
from songfai.reports.facts import SideFacts
from songfai.reports.paper import Block, Column, Grid, Heading, Paragraph, Run, Runs
from songfai.reports.widths import by_content
from songfai.reports.wording import Speaker, in_order

# The least each column may have, in hundredths: what its heading and the longest word under it need.
COLUMNS = (
    ("number", 4),
    ("lead", 16),
    ("partner", 12),
    ("content", 18),
    ("timeline", 13),
    ("difficulties", 13),
    ("recommendations", 13),
)


def opening(facts: CommitmentReport, say: Speaker) -> Iterator[Block]:
    key = "commitments.opening_portfolio" if facts.issuer else "commitments.opening"
    yield Paragraph(
        say.say(
            key,
            facts.total,
            total=say.small(facts.total),
            programmes=say.small(len(facts.programmes)),
            day=say.day(facts.until),
        )
    )
    counts = facts.counts()
    said = [
        say.word("commitments.count", state=within(stand_words(stand, say)), n=say.small(counts[stand]))
        for stand in Stand
        if counts.get(stand)
    ]
    if said:
        yield Paragraph(say.say("commitments.counts", counts="; ".join(said)))


def tables(facts: CommitmentReport, say: Speaker) -> Iterator[Block]:
    for number, programme in enumerate(facts.programmes, 1):
        if facts.issuer:
            yield Heading(1, say.say("commitments.heading", number=number, title=programme.title))
        yield table(programme, say)


def table(programme: ProgrammeLines, say: Speaker) -> Grid:
    rows = tuple(cells(line, programme, say) for line in programme.lines)
    widths = by_content([least for _name, least in COLUMNS], rows)
    return Grid(
        caption=say.say("commitments.caption", n=next(say.tables), title=programme.title),
        columns=tuple(
            Column(say.word(f"commitments.column.{name}"), width, "centre" if name == "number" else "left")
            for (name, _least), width in zip(COLUMNS, widths, strict=True)
        ),
        rows=rows,
        long=True,
    )


def cells(line: CommitmentLine, programme: ProgrammeLines, say: Speaker) -> tuple[Runs, ...]:
    return (
        (Run(str(line.number)),),
        lead(line, programme, say),
        partner(line, programme, say),
        content(line, programme, say),
        timeline(line, programme, say),
        voices((*line.warnings, *line.difficulties), programme, say),
        voices(line.recommendations, programme, say),
    )


def lead(line: CommitmentLine, programme: ProgrammeLines, say: Speaker) -> Runs:
    """Who carries it out: one side with its unit and person, or both, each with its own."""
    bearing = [side for side in in_order(programme.sides, say.language) if line.bearer in (0, side.position)]
    return joined([answering(line, side, say) for side in bearing])


def answering(line: CommitmentLine, side: SideFacts, say: Speaker) -> Runs:
    named = next((each for each in line.answering if each.position == side.position), None)
    runs = [say.text(side.short)]
    if named and named.unit:
        runs += [Run(", "), say.text(named.unit)]
        if named.former:
            runs += [Run(" ("), *say.say("commitments.formerly", unit=named.former), Run(")")]
        elif named.ended:
            runs += [Run(" ("), *say.say("commitments.ended", day=say.day(named.ended)), Run(")")]
    if named and named.person:
        runs += [Run(", "), say.text(named.person)]
    if named and named.party:
        runs += [Run("; "), *say.say("commitments.party", party=named.party)]
    return tuple(runs)


def partner(line: CommitmentLine, programme: ProgrammeLines, say: Speaker) -> Runs:
    """The side that does not carry it out; where both do, there is no other."""
    others = [side for side in programme.sides if line.bearer not in (0, side.position)]
    if not others:
        return say.say("commitments.both")
    return joined([answering(line, side, say) for side in others])


def content(line: CommitmentLine, programme: ProgrammeLines, say: Speaker) -> Runs:
    runs = [say.text(line.text)]
    for each in line.indicators:
        target = say.amount(Decimal(each.target))
        actual = "; ".join(say.amount(Decimal(value)) for _side, value, _on in each.measured)
        key = "commitments.indicator_measured" if actual else "commitments.indicator"
        # An indicator is a sentence of its own.
        runs += [
            Run(" " if runs[-1].text.endswith(".") else ". "),
            *say.say(key, text=each.text, unit=counted(each.unit, each.target), target=target, actual=actual),
        ]
        if each.estimated:
            estimate = "; ".join(say.amount(Decimal(value)) for _side, value, _on in each.estimated)
            runs += [Run(" "), *say.say("commitments.indicator_estimated", estimate=estimate)]
        for split in each.splits:
            runs += [Run(" "), *broken_down(split, each, programme, say)]
    return tuple(runs)


def broken_down(
    split: SplitFacts, indicator: IndicatorFacts, programme: ProgrammeLines, say: Speaker
) -> Runs:
    """A figure by one dimension; whose figure it is, where both sides have given one."""
    parts = "; ".join(f"{say.plain(part)}{NBSP}{say.amount(Decimal(value))}" for part, value in split.parts)
    named = say.plain(split.name) if split.name else say.word("commitments.split_unnamed")
    of_both = len({side for side, _value, _on in (*indicator.measured, *indicator.estimated)}) > 1
    if of_both:
        short = next(side.short for side in programme.sides if side.position == split.side)
        named = say.word("commitments.split_of", name=named, side=say.plain(short))
    key = "commitments.split_estimated" if split.is_estimate else "commitments.split"
    return say.say(key, name=named, parts=parts)


def timeline(line: CommitmentLine, programme: ProgrammeLines, say: Speaker) -> Runs:
    """Until when, how it stands, and the day of the newest evidence."""
    due = line.due or programme.term[1]
    key = "commitments.due" if line.due else "commitments.due_term"
    written = say.word(key, date=say.when(due))
    state = stand_words(line.stand, say)
    if line.carried_to and line.stand == Stand.CARRIED_OVER:
        state = say.word("commitments.carried", year=line.carried_to)
    runs = [Run(f"{written}. "), Run(state, bold=True)]
    if line.last_evidence:
        runs += [Run(". "), *say.say("commitments.evidence", date=say.short_day(line.last_evidence))]
    return tuple(runs)


def voices(said: tuple[Voice, ...], programme: ProgrammeLines, say: Speaker) -> Runs:
    """What each side says, under its name."""
    names = {side.position: side.short for side in programme.sides}
    found = [
        (Run(f"{say.plain(names[voice.position])}: ", bold=True), say.text(voice.text))
        for side in in_order(programme.sides, say.language)
        for voice in said
        if voice.position == side.position
    ]
    # Each ends with its own full stop; before the semicolon of the next it falls.
    told = [(name, text.unended()) for name, text in found[:-1]] + found[-1:]
    return joined(told) if told else say.say("blank")


def joined(parts: Sequence[Runs]) -> Runs:
    runs: list[Run] = []
    for part in parts:
        if runs:
            runs.append(Run("; "))
        runs += part
    return tuple(runs)


def within(words: str) -> str:
    """A state's words within a sentence."""
    return words[:1].lower() + words[1:]


def stand_words(stand: str, say: Speaker) -> str:
    return say.word(f"stand.{stand}")
