"""From the facts of a visit to the report of the travelling side, and to its promises as a workbook. Plain Python."""

from collections.abc import Callable, Sequence
from typing import Any

from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.reports.about import about
from songfai.reports.compile import recipients_of, signature, traced
from songfai.reports.compile_portfolio import head_of
from songfai.reports.layouts import LAYOUT_OF_LANGUAGE
from songfai.reports.paper import Block, Paper, Paragraph, Signature, text_of
from songfai.reports.sections import visit_report as section
from songfai.reports.visit_report_facts import CostFacts, MetFacts, PromiseFacts, VisitReport
from songfai.reports.wording import Speaker


def visit_report_paper(facts: VisitReport, language: str, words: Sequence[str] = ()) -> Paper:
    """The paper of the side that travelled, to its superior."""
    say = Speaker(language)
    issuer = facts.travels
    blocks: list[Block] = [*section.body(facts, say), Paragraph(say.say("visit_report.closing"))]
    return Paper(
        language=language,
        layout=LAYOUT_OF_LANGUAGE[language],
        head=head_of(
            issuer,
            facts.compiled_at.year,
            say,
            subject=subject(facts, say),
            addressee=say.plain(issuer.parent),
        ),
        blocks=tuple(blocks),
        appendix=(),
        recipients_title=say.word("recipients"),
        recipients=recipients_of((issuer,), say, both=False),
        signatures=(Signature("", "", ""), signature(issuer, say, alone=True)),
        trace=traced(facts.compiled_at, say),
        words=" ".join(words),
        untranslated=len(say.foreign),
    )


def subject(facts: VisitReport, say: Speaker) -> str:
    return say.word("visit_report.subject", title=facts.title)


# ---- The same as a workbook -------------------------------------------------------------------------------


def workbook(facts: VisitReport, language: str) -> bytes:
    """A sheet of the meetings, one of what was promised in them, one of the costs."""
    say = Speaker(language)
    sheets = [_meetings(facts, say), _promises(facts, say), _costs(facts, say)]
    filled = [one for one in sheets if one.rows] or sheets[:1]
    title = subject(facts, say)
    return as_workbook([*filled, about(say, facts, title)], language, title)


def _column(name: str, title: str, value: Callable[[Any], Any], kind: Any = "text") -> Column:
    return Column(name, title, value, kind)


def _meetings(facts: VisitReport, say: Speaker) -> Sheet:
    def of(value: Callable[[MetFacts], Any]) -> Callable[[MetFacts], Any]:
        return value

    columns = [
        _column("title", say.word("visit.column.meeting"), of(lambda one: say.plain(one.title))),
        _column("day", say.word("visit.column.day"), of(lambda one: one.held_on), "date"),
        _column("with", say.word("visit.column.counterpart"), of(lambda one: say.plain(one.counterpart))),
        _column("signed", say.word("visit_report.column_signed"), of(lambda one: one.signed_on), "date"),
        _column("promises", say.word("visit_report.column_promises"), of(lambda one: len(one.promises)), "number"),
    ]  # fmt: skip
    return Sheet(say.word("visit.meetings"), columns, facts.met)


def _promises(facts: VisitReport, say: Speaker) -> Sheet:
    rows: list[tuple[MetFacts, PromiseFacts]] = [(met, one) for met in facts.met for one in met.promises]
    columns = [
        _column("meeting", say.word("visit.column.meeting"), lambda row: say.plain(row[0].title)),
        _column("promise", say.word("visit_report.column_promise"), lambda row: say.plain(row[1].text)),
        _column(
            "owner",
            say.word("visit_report.column_owner"),
            lambda row: text_of(section.owners(row[1], facts, say)),
        ),
        _column("due", say.word("column.due"), lambda row: row[1].due, "date"),
        _column("state", say.word("column.state"), lambda row: section.state_word(row[1], say)),
    ]
    return Sheet(say.word("visit_report.column_promises"), columns, rows)


def _costs(facts: VisitReport, say: Speaker) -> Sheet:
    def kind(one: CostFacts) -> str:
        return say.word(f"cost.{one.kind}")

    columns = [
        _column("side", say.word("visits.column.side"), lambda one: say.plain(facts.side(one.side).short)),
        _column("kind", say.word("visit_report.column_cost"), kind),
        _column("planned", say.word("visit_report.column_planned"), lambda one: one.planned, "number"),
        _column("spent", say.word("visit_report.column_spent"), lambda one: one.spent, "number"),
        _column("currency", say.word("column.unit"), lambda one: one.currency),
        _column("note", say.word("visit_report.column_note"), lambda one: say.plain(one.note)),
    ]
    return Sheet(say.word("visit_report.column_cost"), columns, facts.costs)
