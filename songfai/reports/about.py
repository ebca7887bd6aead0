"""What the workbook of a report says of itself: of what, up to when, from which facts, and by which rule each number in it
was counted. Plain Python."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from songfai.kit.tables import Column, Sheet
from songfai.reports.wording import Speaker

# The numbers that are counted by the rules of plans, in the order of the papers.
COUNTED = ("planned", "done", "on_time", "late", "in_time", "overdue", "off_plan", "activities", "evidence")
# Of these, what is counted from activities; the others are counted from items of the plan.
OF_ACTIVITIES = ("off_plan", "activities", "evidence")


def about(
    say: Speaker, facts: Any, title: str, *, until: date | None = None, rules: Sequence[str] = ()
) -> Sheet:
    """The last sheet of a workbook. `until`: the cut-off date, where the report has one; `rules`: which of the numbers
    with a rule of their own (`rule_of`) it holds."""
    rows = [(say.word("about.report"), title)]
    if until:
        rows.append((say.word("about.cut_off"), say.day(until)))
    if facts.compiled_at:
        day = say.day(facts.compiled_at.date())
        rows.append((say.word("about.compiled"), f"{facts.compiled_at:%H:%M}, {day}"))
    rows.append((say.word("about.facts"), facts.fingerprint()))
    rows += [(say.word(f"row.{name}"), rule_of(name, say)) for name in rules]
    columns = [
        Column("what", say.word("about.what"), lambda row: row[0]),
        Column("said", say.word("about.said"), lambda row: row[1]),
    ]
    return Sheet(say.word("about.sheet"), columns, rows)


def rows_in(name: str, say: Speaker) -> str:
    """The sheet with the rows a number was counted from."""
    return say.word("term.sheet_activities" if name in OF_ACTIVITIES else "term.sheet_items")


def rule_of(name: str, say: Speaker) -> str:
    """How a number is counted, by the last part of its name ("c3.late", "visits.delegates_1"); "" for one without a rule."""
    key = f"rule.{name.rpartition('.')[2].removesuffix('_1').removesuffix('_2')}"
    return say.word(key) if key in say.patterns else ""
