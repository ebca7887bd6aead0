"""The sections of a portfolio report: how commitments and plans stand, what was never begun, visits, support."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from songfai.kit.countries import country_name
from songfai.reports.counting import share
from songfai.reports.figures import Figure
from songfai.reports.paper import Block, Column, Grid, Heading, Paragraph, Picture, Run, Runs
from songfai.reports.portfolio_facts import (
    STANDS,
    STEPS,
    WAYS,
    Group,
    PortfolioFacts,
    ProgrammeOf,
    SupportSum,
)
from songfai.reports.sections import ranks
from songfai.reports.sections.plans import four_cells, of_cells, sentences
from songfai.reports.sections.programmes import ended
from songfai.reports.wording import Speaker

# Who runs a programme wants to know half a year before it ends (domain study 6.5).
ENDS_SOON = timedelta(days=180)
OF_COMMITMENTS = ("commitments", *STANDS, "never_begun")
OF_PLANS = ("planned", "done_on_time", "done_late", "in_time", "overdue", "share", "off_plan")
IN_SHORT = (
    "commitments",
    "done",
    "late",
    "asleep",
    "never_begun",
    "planned",
    "carried_out",
    "overdue",
    "share",
)
OF_VISITS = ("hosted", "sent", "delegates", "called_off")


def joined(parts: Sequence[Runs]) -> Runs:
    runs: list[Run] = []
    for part in parts:
        runs += [Run("; "), *part] if runs else part
    return tuple(runs)


# ---- Overview ---------------------------------------------------------------------------------------------


def opening(facts: PortfolioFacts, say: Speaker) -> Iterator[Block]:
    yield Paragraph(
        say.say("portfolio.opening", issuer=facts.issuer.name, year=facts.year, day=say.day(facts.cut_off))
    )
    yield Heading(1, say.say("portfolio.heading_overview"))
    yield Paragraph(
        say.say(
            "portfolio.counts",
            programmes=say.small(len(facts.programmes)),
            partners=say.small(len(facts.of_kind("partner"))),
            countries=say.small(len(facts.of_kind("country"))),
            commitments=facts.total.of("commitments"),
        )
    )
    yield Paragraph(stands(facts.total, say))
    yield Paragraph(plan(facts, say))
    if facts.total.of("planned"):
        yield picture(facts, say)


def stands(group: Group, say: Speaker) -> Runs:
    found = [(part, group.of(part)) for part in STANDS]
    said = [
        say.say("portfolio.count", words=say.word(f"portfolio.{part}"), n=figure)
        for part, figure in found
        if figure
    ]
    parts = [say.say("portfolio.stands", counts=joined(said))] if said else []
    never = group.of("never_begun")
    parts.append(
        say.say("portfolio.begun_all") if not never else say.say("portfolio.begun_not", never, n=never)
    )
    return sentences(*parts)


def plan(facts: PortfolioFacts, say: Speaker) -> Runs:
    """The four cells of the year's plans, against the same day of the year before."""
    total = facts.total
    if not total.of("planned"):
        parts = [say.say("portfolio.no_plan", year=facts.year)]
    else:
        named = {"planned": "planned", "done": "carried_out", **CELL_OF}
        of = {name: total.of(part) for name, part in named.items()}
        planned = of["planned"]
        parts = [say.say("portfolio.planned_in", planned, planned=planned, year=facts.year)]
        parts += of_cells("total", of, say, share=total.of("share"))
        parts += compared(total.of("share"), facts, say)
    off_plan = total.of("off_plan")
    if off_plan:
        parts.append(say.say("portfolio.off_plan", off_plan, n=off_plan))
    return sentences(*parts)


def compared(share: Figure, facts: PortfolioFacts, say: Speaker) -> Iterator[Runs]:
    before = facts.previous_share
    if not facts.last_items:
        return
    key = "same" if share.value == before.value else "up" if share.value > before.value else "down"
    yield say.say(f"portfolio.share_{key}", share=share, before=before, previous=facts.year - 1)


# The parts of a portfolio that are the four cells.
CELL_OF = {"on_time": "done_on_time", "late": "done_late", "in_time": "in_time", "overdue": "overdue"}


def picture(facts: PortfolioFacts, say: Speaker) -> Picture:
    named = {cell: (say.word(f"portfolio.{part}"), facts.total.of(part)) for cell, part in CELL_OF.items()}
    return four_cells(say.say("portfolio.picture", year=facts.year), named, say)


# ---- Tables -----------------------------------------------------------------------------------------------


def tables(facts: PortfolioFacts, say: Speaker) -> Iterator[Block]:
    yield Heading(1, say.say("portfolio.heading_programmes"))
    programmes = facts.of_kind("programme")
    yield table("portfolio.table_commitments", programmes, OF_COMMITMENTS, facts, say)
    yield table("portfolio.table_plans", programmes, OF_PLANS, facts, say)
    yield from ranked(facts, say)
    yield Heading(1, say.say("portfolio.heading_groups"))
    for kind in ("partner", "country", "field"):
        groups = facts.of_kind(kind)
        if groups:
            # The sum of all stands under programmes; a field's rows leave nothing out either.
            yield table(f"portfolio.table_{kind}", groups, IN_SHORT, facts, say)


def ranked(facts: PortfolioFacts, say: Speaker) -> Iterator[Block]:
    """The programmes by the share of their plan carried out, against the same day of the year before."""
    groups = {one.key: one for one in facts.of_kind("programme") if one.of("planned")}
    now = {key: Decimal(one.of("share").value) for key, one in groups.items()}
    before = {
        key: share(sum(one.cell in ("on_time", "late") for one in rows), len(rows))
        for key in now
        if (rows := [one for one in facts.last_items if one.programme == key])
    }
    for number, (key, place, last) in enumerate(ranks.places(now, before)):
        if not number:
            opening = "rank.opening" if facts.last_items else "rank.opening_alone"
            yield Paragraph(say.say(opening, previous=facts.year - 1))
        yield Paragraph(ranks.line((say.text(groups[key].label),), place, len(now), last, say), mark="-")


def table(
    caption: str, groups: Sequence[Group], parts: Sequence[str], facts: PortfolioFacts, say: Speaker
) -> Grid:
    kind = groups[0].kind
    width = 67 // len(parts)
    columns = (
        Column(say.word("column.order"), 5, "centre"),
        Column(say.word(f"portfolio.column_{kind}"), 28),
        *(Column(say.word(f"portfolio.short.{part}"), width, "right") for part in parts),
    )
    rows = tuple(
        ((Run(str(number)),), label_of(group, facts, say), *cells(group, parts, say))
        for number, group in enumerate(groups, 1)
    )
    total = ((), (Run(say.word("row.total")),), *cells(facts.total, parts, say))
    return Grid(say.say(caption, n=next(say.tables), year=facts.year), columns, rows, total)


def cells(group: Group, parts: Sequence[str], say: Speaker) -> tuple[Runs, ...]:
    return tuple((say.cell(group.of(part)),) for part in parts)


def label_of(group: Group, facts: PortfolioFacts, say: Speaker) -> Runs:
    if group.kind == "programme":
        return say.text(group.label), Run(" · "), say.text(facts.programme(group.key).partner)
    if group.kind == "country":
        return (Run(country_name(group.key, say.language)),)
    return (say.text(group.label),) if group.label else say.say("portfolio.no_field")


# ---- What was never begun ---------------------------------------------------------------------------------


def never_begun(facts: PortfolioFacts, say: Speaker) -> Iterator[Block]:
    yield Heading(1, say.say("portfolio.heading_never"))
    rows = [one for one in facts.commitments if one.never_begun]
    if not rows:
        yield Paragraph(say.say("portfolio.begun_all"))
        return
    columns = (
        Column(say.word("column.order"), 5, "centre"),
        Column(say.word("portfolio.column_programme"), 28),
        Column(say.word("column.commitment"), 41),
        Column(say.word("column.due"), 12),
        Column(say.word("column.state"), 14),
    )
    lines = tuple(
        (
            (Run(str(number)),),
            (say.text(facts.programme(one.programme).title),),
            (Run(f"{one.number}. "), say.text(one.text)),
            (Run(say.moment(one.due)),) if one.due else say.say("blank"),
            (Run(say.word(f"stand.{one.stand}")),),
        )
        for number, one in enumerate(rows, 1)
    )
    yield Grid(say.say("portfolio.table_never", n=next(say.tables)), columns, lines, long=True)


# ---- Visits and support -----------------------------------------------------------------------------------


def visits(facts: PortfolioFacts, say: Speaker) -> Iterator[Block]:
    yield Heading(1, say.say("portfolio.heading_visits", year=facts.year))
    groups = [one for one in facts.of_kind("programme") if any(one.of(part) for part in OF_VISITS)]
    if not groups:
        yield Paragraph(say.say("portfolio.no_visit"))
        if facts.visits:
            yield Paragraph(say.say("visits.counted"), style="note")
        return
    yield table("portfolio.table_visits", groups, OF_VISITS, facts, say)
    yield Paragraph(say.say("visits.counted"), style="note")
    sent = (one for one in facts.visits if not one.hosted and not one.cancelled and not one.apart)
    if unnamed := sum(one.unnamed for one in sent):
        yield Paragraph(say.say("portfolio.unnamed", unnamed, n=say.small(unnamed)), style="note")


def support(facts: PortfolioFacts, say: Speaker) -> Iterator[Block]:
    yield Heading(1, say.say("portfolio.heading_support", year=facts.year))
    if not facts.sums:
        yield Paragraph(say.say("portfolio.no_support"))
        return
    columns = (
        Column(say.word("column.what"), 24),
        Column(say.word("column.unit"), 16),
        *(Column(say.word(f"portfolio.{way}_{step}"), 10, "right") for way in WAYS for step in STEPS),
    )
    rows = tuple(support_row(one, say) for one in facts.sums)
    yield Grid(say.say("portfolio.table_support", n=next(say.tables), year=facts.year), columns, rows)
    yield Paragraph(say.say("portfolio.support_note"), style="note")


def support_row(one: SupportSum, say: Speaker) -> tuple[Runs, ...]:
    unit = Run(one.currency) if one.currency else say.text(one.unit)
    numbers = ((say.cell(one.of(way, step)),) for way in WAYS for step in STEPS)
    return ((Run(say.word(f"support.{one.kind}")),), (unit,), *numbers)


def further(facts: PortfolioFacts, say: Speaker) -> Iterator[Block]:
    """Bodies beside the two sides, in a table of their own: none of it is in a number of a side."""
    if not facts.further_sums:
        return
    columns = (
        Column(say.word("portfolio.column_party"), 26),
        Column(say.word("column.what"), 24),
        Column(say.word("column.unit"), 16),
        Column(say.word("portfolio.party_gave"), 14, "right"),
        Column(say.word("portfolio.party_took"), 14, "right"),
    )
    rows = tuple(
        (
            (say.text(one.party),),
            (Run(further_kind(one.kind, say)),),
            (Run(one.currency) if one.currency else say.text(one.unit),),
            (say.cell(one.gave),),
            (say.cell(one.took),),
        )
        for one in facts.further_sums
    )
    yield Grid(say.say("portfolio.table_further", n=next(say.tables), year=facts.year), columns, rows)
    yield Paragraph(say.say("portfolio.further_note"), style="note")


def further_kind(kind: str, say: Speaker) -> str:
    return say.word("portfolio.party_visits" if kind == "visits" else f"support.{kind}")


# ---- What asks for a decision -----------------------------------------------------------------------------


def proposals(facts: PortfolioFacts, say: Speaker) -> Iterator[Block]:
    """Drawn from the facts alone."""
    yield Heading(1, say.say("portfolio.heading_proposals"))
    lines = list(proposed(facts, say))
    if not lines:
        yield Paragraph(say.say("portfolio.proposals_none"))
        return
    yield Paragraph(say.say("portfolio.proposals"))
    for line in lines[:-1]:
        yield Paragraph(line, mark="-")
    yield Paragraph(ended(lines[-1]), mark="-")


def proposed(facts: PortfolioFacts, say: Speaker) -> Iterator[Runs]:
    for part in ("overdue", "late", "asleep", "never_begun"):
        figure = facts.total.of(part)
        if figure:
            yield say.say(f"portfolio.propose_{part}", figure, n=figure)
    for one in facts.programmes:
        if one.summary_due:
            yield say.say("portfolio.propose_summary", title=one.title, day=say.day(one.summary_due))
        elif ends_soon(one, facts.cut_off):
            yield say.say("portfolio.propose_end", title=one.title, when=say.when(one.ends))


def ends_soon(one: ProgrammeOf, day: date) -> bool:
    end = one.ends.due()
    return end is not None and day <= end <= day + ENDS_SOON
