"""From the facts of commitments to a worded paper, and to the same table as a workbook. Plain Python."""

from collections.abc import Callable, Sequence
from typing import Any

from songfai.kit.tables import Column, as_xlsx
from songfai.kit.text import NBSP
from songfai.reports.commitment_facts import CommitmentLine, CommitmentReport, ProgrammeLines
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
    signatures = tuple(signature(side, say) for side in issuers)
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
        column("content", lambda row: text_of(section.content(row[1], say))),
        column("timeline", lambda row: row[1].due or row[0].term[1], "date"),
        column("state", lambda row: section.stand_words(row[1].stand, say)),
        column("evidence", lambda row: row[1].last_evidence, "date"),
        column("resources", voices("resources")),
        column("difficulties", worded(difficulties)),
        column("recommendations", voices("recommendations")),
    ]
    return as_xlsx(rows, columns, language, say.word("commitments.subject_portfolio"))


def difficulties(line: CommitmentLine, programme: ProgrammeLines, say: Speaker) -> Runs:
    return section.voices((*line.warnings, *line.difficulties), programme, say)
