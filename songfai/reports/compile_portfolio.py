"""From the facts of a portfolio to a worded paper, and to a workbook in which each number has its rows. Plain Python."""

from collections.abc import Callable, Sequence
from typing import Any

from songfai.kit.countries import country_name
from songfai.kit.languages import Trilingual
from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.kit.text import NBSP
from songfai.reports.about import COUNTED, about
from songfai.reports.compile import named, recipients_of, signature, symbol, traced
from songfai.reports.facts import SideFacts
from songfai.reports.layouts import LAYOUT_OF_LANGUAGE, NATIONS
from songfai.reports.paper import Block, Head, Paper, Paragraph, Signature, runs_of, text_of
from songfai.reports.portfolio_facts import CELL_PARTS, STANDS, Group, PortfolioFacts
from songfai.reports.sections import portfolio as section
from songfai.reports.wording import Speaker


def portfolio_report(facts: PortfolioFacts, language: str, words: Sequence[str] = ()) -> Paper:
    """The paper of one institution to the office it reports to."""
    say = Speaker(language)
    blocks: list[Block] = [
        *section.opening(facts, say),
        *section.tables(facts, say),
        *section.never_begun(facts, say),
        *section.visits(facts, say),
        *section.support(facts, say),
        *section.further(facts, say),
        *section.proposals(facts, say),
        Paragraph(say.say("portfolio.closing")),
    ]
    printed = {run.figure.name for block in blocks for run in runs_of(block) if run.figure is not None}
    return Paper(
        language=language,
        layout=LAYOUT_OF_LANGUAGE[language],
        head=head_of(
            facts.issuer,
            facts.compiled_at.year,
            say,
            subject=say.word("portfolio.subject", year=facts.year),
            addressee=say.plain(facts.issuer.parent),
        ),
        blocks=tuple(blocks),
        appendix=(),
        recipients_title=say.word("recipients"),
        recipients=recipients_of((facts.issuer,), say, both=False),
        signatures=(Signature("", "", ""), signature(facts.issuer, say, alone=True)),
        trace=traced(facts.compiled_at, say, "portfolio.trace", count=len(printed)),
        words=" ".join(words),
        untranslated=len(say.foreign),
        landscape=True,
    )


def head_of(issuer: SideFacts, year: int, say: Speaker, *, subject: str, addressee: str = "") -> Head:
    """Of a report that one body writes alone."""
    nation, motto = NATIONS.get((issuer.country, say.language), ("", ""))
    place = say.place(issuer.place).text
    dated = say.word("place_and_date", place=place, year=year).replace(" ", NBSP)
    return Head(
        nation=nation,
        motto=motto,
        issuers=(named(say.plain(issuer.name), say),),
        number=say.word("number", symbol=symbol((issuer,), say.language)).replace(" ", NBSP),
        place_and_date=dated if place else "",
        type_name=say.word("type_name"),
        subject=subject,
        addressee=say.word("addressee", name=addressee) if addressee else "",
    )


# ---- The same as a workbook -------------------------------------------------------------------------------


def workbook(facts: PortfolioFacts, language: str) -> bytes:
    """A sheet of figures, and a sheet for each kind of rows they were counted from, to be filtered by the same words."""
    say = Speaker(language)
    sheets = [_figures(facts, say), _commitments(facts, say), _items(facts, say), _off_plan(facts, say)]
    sheets += [_visits(facts, say), _support(facts, say), _further(facts, say)]
    title = say.word("portfolio.subject", year=facts.year)
    told = about(say, facts, title, until=facts.cut_off, rules=COUNTED)
    return as_workbook([*(one for one in sheets if one.rows), told], language, title)


def _column(name: str, title: str, value: Callable[[Any], Any], kind: Any = "text") -> Column:
    return Column(name, title[:1].upper() + title[1:], value, kind)


def _figures(facts: PortfolioFacts, say: Speaker) -> Sheet:
    parts = ("commitments", *STANDS, "never_begun", *section.OF_PLANS, *section.OF_VISITS)

    def number(part: str) -> Column:
        words = "portfolio.off_plan_row" if part == "off_plan" else f"portfolio.{part}"
        title = say.word(words if words in say.patterns else f"portfolio.short.{part}")
        return _column(
            part, title, lambda group: _value(group, part), "share" if part == "share" else "number"
        )

    columns = [
        _column("kind", say.word("column.what"), lambda group: _kind(group, say)),
        _column("name", say.word("portfolio.column_name"), lambda group: _name(group, facts, say)),
        *(number(part) for part in parts),
    ]
    return Sheet(say.word("portfolio.heading_overview"), columns, facts.groups)


def _name(group: Group, facts: PortfolioFacts, say: Speaker) -> str:
    return "" if group.kind == "total" else text_of(section.label_of(group, facts, say))


def _kind(group: Group, say: Speaker) -> str:
    return say.word("row.total" if group.kind == "total" else f"portfolio.column_{group.kind}")


def _value(group: Group, part: str) -> Any:
    value = group.of(part).value
    return value / 100 if part == "share" else value


def _whose(facts: PortfolioFacts, say: Speaker) -> list[Column]:
    """Programme, partner and country of a row: what the figures are grouped by."""
    of = {one.slug: one for one in facts.programmes}
    return [
        _column(
            "programme",
            say.word("portfolio.column_programme"),
            lambda row: say.plain(of[row.programme].title),
        ),
        _column(
            "partner",
            say.word("portfolio.column_partner"),
            lambda row: say.plain(of[row.programme].partner),
        ),
        _column(
            "country",
            say.word("portfolio.column_country"),
            lambda row: country_name(of[row.programme].country, say.language),
        ),
    ]


def _number_of(row: Any) -> int:
    """The number of the commitment of a row, whose key is "slug:number"."""
    return int(row.commitment.rpartition(":")[2])


def _commitments(facts: PortfolioFacts, say: Speaker) -> Sheet:
    fields = dict(facts.fields)
    columns = [
        *_whose(facts, say),
        _column(
            "field",
            say.word("portfolio.column_field"),
            lambda row: say.plain(fields.get(row.field_key, Trilingual())),
        ),
        _column("number", say.word("column.order"), lambda row: row.number, "number"),
        _column("text", say.word("column.commitment"), lambda row: say.plain(row.text)),
        _column("due", say.word("column.due"), lambda row: row.due, "date"),
        _column("state", say.word("column.state"), lambda row: say.word(f"stand.{row.stand}")),
        _column("never", say.word("portfolio.never_begun"), lambda row: "×" if row.never_begun else ""),
        _column("evidence", say.word("commitments.column.evidence"), lambda row: row.last_evidence, "date"),
    ]
    return Sheet(say.word("portfolio.commitments").capitalize(), columns, facts.commitments)


def _items(facts: PortfolioFacts, say: Speaker) -> Sheet:
    columns = [
        *_whose(facts, say),
        _column("commitment", say.word("column.commitment"), _number_of, "number"),
        _column("title", say.word("column.item"), lambda row: say.plain(row.title)),
        _column("due", say.word("column.due"), lambda row: row.due, "date"),
        _column("finished", say.word("column.done"), lambda row: row.finished_on, "date"),
        _column("state", say.word("column.state"), lambda row: say.word(f"portfolio.{CELL_PARTS[row.cell]}")),
    ]
    return Sheet(say.word("portfolio.planned").capitalize(), columns, facts.items)


def _off_plan(facts: PortfolioFacts, say: Speaker) -> Sheet:
    columns = [
        *_whose(facts, say),
        _column("commitment", say.word("column.commitment"), _number_of, "number"),
        _column("title", say.word("column.activity"), lambda row: say.plain(row.title)),
        _column("finished", say.word("column.done"), lambda row: row.ends_on, "date"),
    ]
    return Sheet(say.word("portfolio.off_plan_row").capitalize(), columns, facts.off_plan)


def _visits(facts: PortfolioFacts, say: Speaker) -> Sheet:
    def how(row: Any) -> str:
        if row.apart and not row.cancelled:
            return say.word("manner.online")
        part = "called_off" if row.cancelled else "hosted" if row.hosted else "sent"
        return say.word(f"portfolio.short.{part}")

    columns = [
        *_whose(facts, say),
        _column("title", say.word("visits.title"), lambda row: say.plain(row.title)),
        _column("way", say.word("portfolio.column_way"), how),
        _column("from", say.word("visits.from"), lambda row: row.starts_on, "date"),
        _column("to", say.word("visits.to"), lambda row: row.ends_on, "date"),
        _column("members", say.word("visits.column.delegates"), lambda row: row.members, "number"),
    ]
    return Sheet(say.word("visits.title"), columns, facts.visits)


def _support(facts: PortfolioFacts, say: Speaker) -> Sheet:
    columns = [
        *_whose(facts, say),
        _column("title", say.word("column.what"), lambda row: say.plain(row.title)),
        _column("kind", say.word("support.kind"), lambda row: say.word(f"support.{row.kind}")),
        _column("step", say.word("column.state"), lambda row: say.word(f"portfolio.{row.way}_{row.step}")),
        _column("amount", say.word("portfolio.column_amount"), lambda row: row.value, "number"),
        _column("unit", say.word("column.unit"), lambda row: row.currency or say.plain(row.unit)),
    ]
    return Sheet(say.word("support.title"), columns, facts.support)


def _further(facts: PortfolioFacts, say: Speaker) -> Sheet:
    columns = [
        *_whose(facts, say),
        _column("party", say.word("portfolio.column_party"), lambda row: say.plain(row.party)),
        _column("title", say.word("column.what"), lambda row: say.plain(row.title)),
        _column("kind", say.word("support.kind"), lambda row: section.further_kind(row.kind, say)),
        _column(
            "way",
            say.word("portfolio.column_way"),
            lambda row: say.word("portfolio.party_gave" if row.gave else "portfolio.party_took"),
        ),
        _column("amount", say.word("portfolio.column_amount"), lambda row: row.value, "number"),
        _column("unit", say.word("column.unit"), lambda row: row.currency or say.plain(row.unit)),
    ]
    return Sheet(say.word("portfolio.further"), columns, facts.further)
