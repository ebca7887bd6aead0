"""The sections of a yearly plan: in short, its items, and what a version changes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from songfai.kit.languages import Trilingual
from songfai.kit.units import counted
from songfai.reports.paper import Block, Column, Grid, Heading, Paragraph, Run, Runs
from songfai.reports.plan_facts import Change, PlanFacts, PlanLine, changes
from songfai.reports.sections.plans import sentences
from songfai.reports.wording import Speaker, in_order


def opening(facts: PlanFacts, say: Speaker) -> Iterator[Block]:
    first, second = in_order(facts.sides, say.language)
    if facts.signed_on and say.has("ground.agreement"):
        when = say.when(facts.signed_on)
        signed = (
            say.say("signed_at", when=when, place=say.place(facts.signed_at)) if facts.signed_at else when
        )
        ground = say.say("ground.agreement", title=facts.title, signed=signed)
        yield Paragraph(ground, mark="-", style="ground")
    yield Paragraph(
        say.say(
            f"plan.opening_{facts.stage}",
            title=facts.title,
            year=facts.year,
            version=facts.version,
            first=first.name,
            second=second.name,
            side=facts.sides[facts.offered_by - 1].short if facts.offered_by else "",
            since=say.day(facts.in_force_on) if facts.in_force_on else "",
        )
    )
    if facts.reason:
        yield Paragraph(say.say("plan.reason", text=facts.reason))


def in_short(facts: PlanFacts, say: Speaker) -> Iterator[Block]:
    """How many items, of what kinds, when, and how they fall on the two sides."""
    yield Heading(1, say.say("plan.heading_overview"))
    kinds = (
        say.say("plan.count", what=say.word(f"plan.kind.{kind}"), n=figure) for kind, figure in facts.kinds()
    )
    quarters = (
        say.say("plan.count", what=say.word(f"plan.when.{when}"), n=figure)
        for when, figure in facts.quarters()
    )
    yield Paragraph(
        sentences(
            say.say(
                "plan.total", facts.total, items=facts.total, commitments=say.small(len(facts.commitments))
            ),
            say.say("plan.kinds", list=listed(kinds)),
            say.say("plan.quarters", list=listed(quarters)),
        )
    )
    for side in in_order(facts.sides, say.language):
        share = facts.share_of(side.position)
        said = say.say("plan.side", side=side.short, leads=share.leads, along=share.along, pays=share.pays)
        yield Paragraph(said, mark="-")
    if facts.together:
        yield Paragraph(say.say("plan.together", facts.together, n=facts.together), mark="-")


def listed(parts: Iterable[Runs]) -> Runs:
    runs: list[Run] = []
    for part in parts:
        runs += [Run("; "), *part] if runs else part
    return tuple(runs)


# ---- The items --------------------------------------------------------------------------------------------


def items(facts: PlanFacts, say: Speaker) -> Iterator[Block]:
    """One table, as plans are written: under each commitment what is done for it."""
    yield Heading(1, say.say("plan.heading_items"))
    columns = (
        Column(say.word("column.order"), 5, "centre"),
        Column(say.word("column.item"), 29),
        Column(say.word("plan.column.amount"), 11),
        Column(say.word("plan.column.quarter"), 9, "centre"),
        Column(say.word("column.lead"), 11),
        Column(say.word("plan.column.along"), 11),
        Column(say.word("plan.column.payer"), 13),
        Column(say.word("plan.column.venue"), 11),
    )
    rows: list[tuple[Runs, ...]] = []
    for number, label in facts.commitments:
        said = say.say("plan.commitment", number=number, label=label)
        rows.append((tuple(replace(run, bold=True) for run in said),))
        rows += [row_of(facts, line, say) for line in facts.lines if line.commitment == number]
    caption = say.say("plan.table", n=next(say.tables), year=facts.year)
    yield Grid(caption, columns, tuple(rows), long=True)


def row_of(facts: PlanFacts, line: PlanLine, say: Speaker) -> tuple[Runs, ...]:
    return (
        (Run(str(line.number)),),
        item_words(line, say),
        amount(line.amount, say),
        quarter(line.quarter, say),
        who(facts, line.leading, say),
        along(facts, line, say),
        payer(facts, line, say),
        (say.text(line.venue) if line.venue else Run(say.word("blank")),),
    )


def item_words(line: PlanLine, say: Speaker) -> Runs:
    note = (Run(" ("), say.text(line.note), Run(")")) if line.note else ()
    return (say.text(line.title), *note)


def amount(given: tuple[Decimal | None, Trilingual], say: Speaker) -> Runs:
    quantity, unit = given
    if quantity is None:
        return (say.text(unit),) if unit else (Run(say.word("blank")),)
    return (Run(say.amount(quantity)), *((Run(" "), say.text(counted(unit, quantity))) if unit else ()))


def quarter(number: int, say: Speaker) -> Runs:
    return (Run(say.word(f"plan.when.{number}")),)


def side(facts: PlanFacts, position: int, say: Speaker) -> Runs:
    return (say.text(facts.sides[position - 1].short) if position else Run(say.word("who.0")),)


def who(facts: PlanFacts, named: tuple[int, Trilingual], say: Speaker) -> Runs:
    """A further party by its name, else a side or both."""
    position, party = named
    return (say.text(party),) if party else side(facts, position, say)


def along(facts: PlanFacts, line: PlanLine, say: Speaker) -> Runs:
    """Where both lead, nobody is left to work along but a further party."""
    runs = [] if line.coordinating is None else [*side(facts, line.coordinating, say)]
    if line.coordinator_party:
        runs += [*([Run(", ")] if runs else []), say.text(line.coordinator_party)]
    return tuple(runs) or (Run(say.word("blank")),)


def payer(facts: PlanFacts, line: PlanLine, say: Speaker) -> Runs:
    paying = who(facts, line.paying, say)
    return (*paying, Run(": "), say.text(line.costs)) if line.costs else paying


# ---- What a version changes -------------------------------------------------------------------------------


def revised(facts: PlanFacts, say: Speaker) -> Iterator[Block]:
    """The old target beside the new one; nothing for the first version of a year."""
    if facts.before is None:
        return
    yield Heading(1, say.say("plan.heading_changes", version=facts.version_before))
    found = list(changes(facts))
    if not found:
        yield Paragraph(say.say("plan.no_change"))
        return
    columns = (
        Column(say.word("column.item"), 34),
        Column(say.word("plan.column.part"), 16),
        Column(say.word("plan.column.version", version=facts.version_before), 25),
        Column(say.word("plan.column.version", version=facts.version), 25),
    )
    rows = tuple(
        (
            (Run(f"{one.line.number}. "), say.text(one.line.title)),
            (Run(say.word(f"plan.part.{one.part}")),),
            part(facts, one.was, one, say),
            part(facts, None if one.part == "removed" else one.line, one, say),
        )
        for one in found
    )
    yield Grid(say.say("plan.table_changes", n=next(say.tables)), columns, rows)


def part(facts: PlanFacts, line: PlanLine | None, change: Change, say: Speaker) -> Runs:
    if line is None:
        return (Run(say.word("blank")),)
    match change.part:
        case "added" | "removed" | "amount":
            return amount(line.amount, say)
        case "quarter":
            return quarter(line.quarter, say)
        case "leading" | "paying":
            return who(facts, getattr(line, change.part), say)
        case name:
            return (say.text(getattr(line, name)),)
