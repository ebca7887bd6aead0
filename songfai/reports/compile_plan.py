"""From a version of a yearly plan to a worded paper, and to its items as a workbook. Plain Python."""

from collections.abc import Callable, Sequence
from typing import Any

from songfai.kit.tables import Column, Sheet, as_workbook
from songfai.reports.about import about
from songfai.reports.compile import joint, traced
from songfai.reports.paper import Block, Paper, Paragraph, text_of
from songfai.reports.plan_facts import PlanFacts, PlanLine
from songfai.reports.sections import plan as section
from songfai.reports.wording import Speaker, in_order


def plan_report(facts: PlanFacts, language: str, words: Sequence[str] = ()) -> Paper:
    """The paper of both sides alike."""
    say = Speaker(language)
    blocks: list[Block] = [
        *section.opening(facts, say),
        *section.in_short(facts, say),
        *section.items(facts, say),
        *section.revised(facts, say),
        Paragraph(say.say("plan.closing")),
    ]
    return joint(
        say,
        in_order(facts.sides, language),
        subject=say.word("plan.subject", title=facts.title, year=facts.year),
        year=facts.compiled_at.year,
        blocks=blocks,
        trace=lambda: traced(facts.compiled_at, say),
        words=words,
        kind="plan.",
        landscape=True,
    )


def workbook(facts: PlanFacts, language: str) -> bytes:
    """One row for each item."""
    say = Speaker(language)
    labels = dict(facts.commitments)

    def column(name: str, title: str, value: Callable[[PlanLine], Any], kind: Any = "text") -> Column:
        return Column(name, say.word(title), value, kind)

    columns = [
        column("number", "column.order", lambda row: row.number, "number"),
        column("commitment", "column.commitment", lambda row: f"{row.commitment}. {say.plain(labels[row.commitment])}"),
        column("item", "column.item", lambda row: say.plain(row.title)),
        column("kind", "plan.column.kind", lambda row: say.word(f"plan.kind.{row.kind}")),
        column("quantity", "plan.column.amount", lambda row: row.quantity, "number"),
        column("unit", "column.unit", lambda row: say.plain(row.unit)),
        column("quarter", "plan.column.quarter", lambda row: say.word(f"plan.when.{row.quarter}")),
        column("lead", "column.lead", lambda row: text_of(section.who(facts, row.leading, say))),
        column("along", "plan.column.along", lambda row: text_of(section.along(facts, row, say))),
        column("payer", "plan.column.payer", lambda row: text_of(section.who(facts, row.paying, say))),
        column("costs", "plan.part.costs", lambda row: say.plain(row.costs)),
        column("venue", "plan.column.venue", lambda row: say.plain(row.venue)),
        column("note", "plan.part.note", lambda row: say.plain(row.note)),
    ]  # fmt: skip
    title = say.word("plan.subject", title=facts.title, year=facts.year)
    return as_workbook([Sheet(title, columns, facts.lines), about(say, facts, title)], language, title)
