"""From the facts of commitments to a worded paper, and to the same table as a workbook. Plain Python."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.kit.text import NBSP
from songfai.reports.about import about
from songfai.reports.commitment_facts import CommitmentLine, CommitmentReport, IndicatorFacts, ProgrammeLines
from songfai.reports.compile import named, recipients_of, signature, symbol, traced
from songfai.reports.facts import SideFacts
from songfai.reports.layouts import LAYOUT_OF_LANGUAGE, NATIONS
from songfai.reports.paper import Block, Head, Paper, Paragraph, Runs, Signature, text_of
from songfai.reports.sections import commitments as section
from songfai.reports.wording import Speaker, in_order


def commitment_report(facts: CommitmentReport, language: str, words: Sequence[str] = ()) -> Paper:
    """Of one programme it is the report of both sides; of several, of the institution that compiled it."""
    say = Speaker(language)
    issuers = issuers_of(facts, say)
    blocks: list[Block] = [
        *section.opening(facts, say),
        *section.tables(facts, say),
        Paragraph(say.say("commitments.closing")),
    ]
    signatures = tuple(signature(side, say, alone=len(issuers) == 1) for side in issuers)
    return Paper(
        language=language,
        layout=LAYOUT_OF_LANGUAGE[language],
        head=head_of(facts, issuers, say),
        blocks=tuple(blocks),
        appendix=(),
        recipients_title=say.word("recipients"),
        recipients=recipients_of(issuers, say, both=len(issuers) == 2),
        signatures=signatures if len(signatures) == 2 else (Signature("", "", ""), *signatures),
        trace=traced(facts.compiled_at, say),
        words=" ".join(words),
        untranslated=len(say.foreign),
        landscape=True,
    )


def issuers_of(facts: CommitmentReport, say: Speaker) -> tuple[SideFacts, ...]:
    if facts.issuer is not None:
        return (facts.issuer,)
    return in_order(facts.programmes[0].sides, say.language)


def head_of(facts: CommitmentReport, issuers: tuple[SideFacts, ...], say: Speaker) -> Head:
    nation, motto = NATIONS.get((issuers[0].country, say.language), ("", ""))
    place = say.place(issuers[0].place).text
    place_and_date = say.word("place_and_date", place=place, year=facts.compiled_at.year)
    subject = (
        say.word("commitments.subject_portfolio")
        if facts.issuer
        else say.word("commitments.subject", title=facts.programmes[0].title)
    )
    return Head(
        nation=nation,
        motto=motto,
        issuers=tuple(named(say.plain(side.name), say) for side in issuers),
        number=say.word("number", symbol=symbol(issuers, say.language)).replace(" ", NBSP),
        place_and_date=place_and_date.replace(" ", NBSP) if place else "",
        type_name=say.word("commitments.type_name"),
        subject=subject,
    )


# ---- The same as a workbook -------------------------------------------------------------------------------

Line = tuple[ProgrammeLines, CommitmentLine]


def workbook(facts: CommitmentReport, language: str) -> bytes:
    """One row for each commitment, so that it can be sorted and sent on."""
    say = Speaker(language)
    rows: list[Line] = [(programme, line) for programme in facts.programmes for line in programme.lines]

    def worded(part: Callable[[CommitmentLine, ProgrammeLines, Speaker], Runs]) -> Callable[[Line], Any]:
        return lambda row: text_of(part(row[1], row[0], say))

    def column(name: str, value: Callable[[Line], Any], kind: Any = "text") -> Column:
        return Column(name, say.word(f"commitments.column.{name}"), value, kind)

    def voices(name: str) -> Callable[[Line], Any]:
        return lambda row: text_of(section.voices(getattr(row[1], name), row[0], say))

    columns = [
        column("programme", lambda row: say.plain(row[0].title)),
        column("number", lambda row: row[1].number, "number"),
        column("lead", worded(section.lead)),
        column("partner", worded(section.partner)),
        column("content", worded(section.content)),
        column("timeline", lambda row: row[1].due or row[0].term[1], "date"),
        column("state", lambda row: section.stand_words(row[1].stand, say)),
        column("evidence", lambda row: row[1].last_evidence, "date"),
        column("resources", voices("resources")),
        column("difficulties", worded(difficulties)),
        column("recommendations", voices("recommendations")),
    ]
    title = say.word("commitments.subject_portfolio")
    sheets = [Sheet(title, columns, rows)]
    if figures := list(figures_of(rows)):
        sheets.append(Sheet(say.word("commitments.figures"), figure_columns(say), figures))
    sheets.append(about(say, facts, title, until=facts.until))
    return as_workbook(sheets, language, title)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of an indicator, whole or one part of it by one dimension."""

    programme: ProgrammeLines
    line: CommitmentLine
    indicator: IndicatorFacts
    side: int
    is_estimate: bool
    value: str
    on: date
    dimension: Trilingual = Trilingual()
    part: Trilingual = Trilingual()


def figures_of(rows: Sequence[Line]) -> Iterator[FigureRow]:
    """Each newest figure and, right under it, its parts."""
    for programme, line in rows:
        for one in line.indicators:
            for is_estimate, told in ((False, one.measured), (True, one.estimated)):
                for side, value, on in told:
                    row = FigureRow(programme, line, one, side, is_estimate, value, on)
                    yield row
                    for split in one.splits:
                        if (split.side, split.is_estimate) == (side, is_estimate):
                            for part, number in split.parts:
                                yield replace(row, value=number, dimension=split.name, part=part)


def figure_columns(say: Speaker) -> list[Column]:
    def column(name: str, value: Callable[[FigureRow], Any], kind: Any = "text") -> Column:
        return Column(name, say.word(f"commitments.column.{name}"), value, kind)

    def side(row: FigureRow) -> str:
        return say.plain(next(one.short for one in row.programme.sides if one.position == row.side))

    def kind(row: FigureRow) -> str:
        return say.word("commitments.estimate" if row.is_estimate else "commitments.measured")

    return [
        column("programme", lambda row: say.plain(row.programme.title)),
        column("number", lambda row: row.line.number, "number"),
        column("indicator", lambda row: say.plain(row.indicator.text)),
        column("unit", lambda row: say.plain(row.indicator.unit)),
        column("target", lambda row: Decimal(row.indicator.target), "number"),
        column("side", side),
        column("measured", kind),
        column("on", lambda row: row.on, "date"),
        column("dimension", lambda row: say.plain(row.dimension)),
        column("part", lambda row: say.plain(row.part)),
        column("value", lambda row: Decimal(row.value), "number"),
    ]


def difficulties(line: CommitmentLine, programme: ProgrammeLines, say: Speaker) -> Runs:
    return section.voices((*line.warnings, *line.difficulties), programme, say)
