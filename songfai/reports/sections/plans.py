"""Results: the plan in its four cells, commitment by commitment, main figures, comparison; and the annexes."""

from collections.abc import Iterator, Mapping

from songfai.kit.pictures import FILLS, cells_bar
from songfai.kit.units import counted
from songfai.reports.facts import ActivityFacts, AnnualFacts, Cells, CommitmentFacts, ItemFacts, Measure
from songfai.reports.figures import Figure
from songfai.reports.paper import Block, Column, Grid, Heading, Key, Paragraph, Picture, Run, Runs
from songfai.reports.sections import indicators, unplanned, visits, works
from songfai.reports.widths import by_content
from songfai.reports.wording import Speaker, Value, in_order

SPACE = (Run(" "),)


def sentences(*parts: Runs) -> Runs:
    """Whole sentences one after another."""
    runs: list[Run] = []
    for part in parts:
        if part:
            runs.extend((*SPACE, *part) if runs else part)
    return tuple(runs)


def results(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    yield Heading(1, say.say("heading.results", year=facts.year))
    mark = iter(f"{number}." for number in range(1, 10))
    yield Heading(2, say.say("heading.overview", mark=next(mark)))
    yield Paragraph(overview(facts, say))
    if facts.review and any(name.startswith("total.") for name in facts.moved):
        yield Paragraph(say.say("total.signed", day=say.day(facts.review.paper.in_force_on)), style="note")
    if facts.total.cells.planned:
        yield cells_table(facts, say)
        yield cells_picture(facts, say)
    told = [commitment for commitment in facts.commitments if is_told(commitment)]
    if told:
        yield Heading(2, say.say("heading.by_commitment", mark=(number := next(mark))))
        for at, commitment in enumerate(told, 1):
            yield from by_commitment(facts, commitment, f"{number}{at}.", say)
    if facts.unplanned:
        yield Heading(2, say.say("heading.unplanned", mark=next(mark)))
        told_n = say.small(len(facts.unplanned))
        yield Paragraph(say.say("unplanned.year", len(facts.unplanned), n=told_n, year=facts.year))
        yield from unplanned.lines(facts.unplanned, facts.sides, say)
    if facts.measures:
        yield Heading(2, say.say("heading.measures", mark=next(mark)))
        yield from measures(facts, say)
    if facts.indicators:
        yield from indicators.section(told_indicators(facts), next(mark), say)
    if facts.visits:
        yield from visits.section(facts, facts.visits, next(mark), say)
    if facts.works:
        yield from works.section(facts, facts.works, next(mark), say)
    yield Heading(2, say.say("heading.comparison", mark=next(mark), previous=facts.year - 1))
    yield from comparison(facts, say)


def told_indicators(facts: AnnualFacts) -> indicators.Told:
    return indicators.Told(facts.indicators, facts.sides, facts.cut_off, facts.year)


# ---- Overview -----------------------------------------------------------------------------------------


def overview(facts: AnnualFacts, say: Speaker) -> Runs:
    cells = facts.total.cells
    parts = []
    if facts.plan is None:
        parts.append(say.say("total.no_plan", year=facts.year))
    else:
        parts.append(say.say("total.planned", cells.planned, planned=cells.planned, year=facts.year))
        parts.extend(of_plan("total", cells, say, share=facts.total.share))
    if cells.off_plan:
        parts.append(say.say("total.off_plan", cells.off_plan, off_plan=cells.off_plan))
    if cells.activities:
        parts.append(
            say.say(
                "total.activities" if facts.total.confirmed else "total.unconfirmed",
                cells.activities,
                activities=cells.activities,
                evidence=cells.evidence,
                confirmed=facts.total.confirmed,
            )
        )
    else:
        parts.append(say.say("total.no_activity"))
    return sentences(*parts)


# What was planned, what of it was done, and the four cells.
OF_PLAN = ("planned", "done", "on_time", "late", "in_time", "overdue")


def of_plan(what: str, cells: Cells, say: Speaker, **more: Figure) -> Iterator[Runs]:
    """What was done and what is open: a whole sentence for each case, chosen by the four cells."""
    yield from of_cells(what, {name: getattr(cells, name) for name in (*OF_PLAN, "open")}, say, **more)


def of_cells(what: str, cells: Mapping[str, Figure], say: Speaker, **more: Value) -> Iterator[Runs]:
    """The same of figures by these names; what is open may be one of them."""
    planned, done, in_time, overdue = (cells[name] for name in ("planned", "done", "in_time", "overdue"))
    if not planned:
        return
    still_open = in_time.value + overdue.value
    values: dict[str, Value] = {"open": say.small(int(still_open)), **cells, **more}
    left = "both" if in_time and overdue else "overdue" if overdue else "in_time"
    if not done:
        yield say.say(f"{what}.none_{left}", planned, **values)
        return
    how_many = "part" if still_open else "all"
    how = "on_time" if not cells["late"] else "late" if not cells["on_time"] else "mixed"
    yield say.say(f"{what}.{how_many}_{how}", done, **values)
    if still_open:
        yield say.say(f"{what}.open_{left}", int(still_open), **values)


CELL_COLUMNS = ("planned", "on_time", "late", "in_time", "overdue", "off_plan")


def cells_table(facts: AnnualFacts, say: Speaker) -> Grid:
    columns = (
        Column(say.word("column.order"), 6, "centre"),
        Column(say.word("column.commitment"), 28),
        *(Column(say.word(f"column.{name}"), 11, "centre") for name in CELL_COLUMNS),
    )
    rows = tuple(
        (
            (Run(str(each.number)),),
            (say.text(each.label),),
            *((say.cell(getattr(each.cells, name)),) for name in CELL_COLUMNS),
        )
        for each in facts.commitments
    )
    sums = tuple((say.cell(getattr(facts.total.cells, name)),) for name in CELL_COLUMNS)
    total = ((), (Run(say.word("row.total")),), *sums)
    return Grid(say.say("table.cells", n=next(say.tables), year=facts.year), columns, rows, total)


def cells_picture(facts: AnnualFacts, say: Speaker) -> Picture:
    named = {name: (say.word(f"row.{name}"), getattr(facts.total.cells, name)) for name in FILLS}
    return four_cells(say.say("picture.cells", year=facts.year), named, say)


def four_cells(caption: Runs, named: Mapping[str, tuple[str, Figure]], say: Speaker) -> Picture:
    """The four cells as one bar, the same on the screen and in files. `named`: the words and the number of each cell."""
    values = {name: figure.value for name, (_words, figure) in named.items()}
    return Picture(
        caption=caption,
        screen=cells_bar(values),
        drawing=cells_bar(values, standalone=True),
        keys=tuple(
            Key(words, FILLS[name], say.cell(figure).text, figure) for name, (words, figure) in named.items()
        ),
        width=100,
    )


# ---- Commitment by commitment --------------------------------------------------------------------------


def is_told(commitment: CommitmentFacts) -> bool:
    """The table has every commitment; the text speaks of those of which there is something to say."""
    return bool(commitment.cells.planned or commitment.cells.activities or commitment.asleep)


def by_commitment(
    facts: AnnualFacts, commitment: CommitmentFacts, mark: str, say: Speaker
) -> Iterator[Block]:
    cells = commitment.cells
    yield Heading(
        3, say.say("heading.commitment", mark=mark, number=commitment.number, label=commitment.label)
    )
    parts = list(of_plan("commitment", cells, say))
    if facts.plan and not cells.planned:
        parts.append(say.say("commitment.not_planned", year=facts.year))
    if cells.off_plan:
        parts.append(say.say("commitment.off_plan", cells.off_plan, off_plan=cells.off_plan))
    if commitment.asleep:
        parts.append(say.say("commitment.asleep", commitment.asleep, days=commitment.asleep))
    if parts:
        yield Paragraph(sentences(*parts))
    for activity in facts.activities:
        if activity.commitment == commitment.number and activity.state in FINISHED and activity.result:
            yield Paragraph(result(facts, activity, say), mark="-")


FINISHED = ("done", "done_otherwise")


def result(facts: AnnualFacts, activity: ActivityFacts, say: Speaker) -> Runs:
    return say.say(
        "commitment.result_at" if activity.place else "commitment.result",
        title=activity.title,
        place=say.place(activity.place),
        when=say.period(activity.starts_on, activity.ends_on),
        side=facts.sides[activity.side - 1].short,
        result=activity.result,
    )


# ---- Main figures, comparison ---------------------------------------------------------------------------


def measures(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    sides = in_order(facts.sides, say.language)
    columns = (
        Column(say.word("column.what"), 32),
        Column(say.word("column.unit"), 14, "centre"),
        *(Column(say.plain(side.short), 19, "right") for side in sides),
        Column(say.word("column.total"), 16, "right"),
    )
    rows = tuple(
        (
            (say.text(each.label), *estimated(each.is_estimate, say)),
            (say.text(each.unit),),
            *((say.cell(getattr(each, f"side_{side.position}")),) for side in sides),
            (say.cell(each.total),),
        )
        for each in facts.measures
    )
    yield Grid(say.say("table.measures", n=next(say.tables), year=facts.year), columns, rows)
    yield Paragraph(say.say("measures.note"), style="note")
    if any(each.is_estimate for each in facts.measures):
        yield Paragraph(say.say("measures.estimates"), style="note")
    for each in facts.measures:
        for definition in each.definitions:
            yield Paragraph(say.say("measures.definition", label=each.label, text=definition), style="note")
    for each in facts.measures:
        if each.signed is not None and each.has_moved:
            told = say.say(
                "measures.signed", label=each.label, signed=say.amount(each.signed), now=say.amount(each.now)
            )
            yield Paragraph(told, style="note")


COMPARED = ("planned", "done", "share", "on_time", "late", "overdue", "off_plan", "activities", "evidence")


def comparison(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    year, before, previous = facts.year, facts.previous, facts.year - 1
    if before is None:
        yield Paragraph(say.say("compare.none", previous=previous))
        return
    done, change = facts.total.cells.done, facts.change("done")
    which = "more" if change.value > 0 else "fewer" if change.value < 0 else "same"
    counted = done if which == "same" else change
    parts = [
        say.say(
            f"compare.{which}", counted, previous=previous, change=change, done=done, before=before.cells.done
        )
    ]
    if facts.total.cells.planned and before.cells.planned:
        moved = facts.change("share").value
        how = "up" if moved > 0 else "down" if moved < 0 else "same"
        parts.append(say.say(f"compare.share_{how}", share=facts.total.share, before=before.share))
    yield Paragraph(sentences(*parts))
    columns = (
        Column(say.word("column.figure"), 46),
        Column(str(previous), 16, "right"),
        Column(str(year), 16, "right"),
        Column(say.word("column.change"), 22, "right"),
    )
    rows = tuple(
        (
            (Run(say.word(f"row.{name}")),),
            (say.cell(value_of(before, name)),),
            (say.cell(value_of(facts.total, name)),),
            (say.cell(facts.change(name)),),
        )
        for name in COMPARED
    )
    yield Grid(say.say("table.comparison", n=next(say.tables), previous=previous, year=year), columns, rows)
    yield Paragraph(say.say("compare.note", previous=previous, cut_off=say.day(before.cut_off)), style="note")


def value_of(totals: object, name: str) -> Figure:
    return getattr(totals, name) if name == "share" else getattr(totals.cells, name)  # type: ignore[attr-defined]


# ---- Annexes --------------------------------------------------------------------------------------------


def annexes(facts: AnnualFacts, say: Speaker) -> Iterator[Grid]:
    if facts.items:
        yield items_annex(facts, say)
    if facts.activities:
        yield activities_annex(facts, say)
    yield from indicators.annex(told_indicators(facts), say)


def items_annex(facts: AnnualFacts, say: Speaker) -> Grid:
    columns = (
        Column(say.word("column.order"), 7, "centre"),
        Column(say.word("column.item"), 33),
        Column(say.word("column.commitment"), 10, "centre"),
        Column(say.word("column.lead"), 21),
        Column(say.word("column.due"), 14, "centre"),
        Column(say.word("column.state"), 20),
    )
    rows = tuple(
        (
            (Run(str(item.number)),),
            (say.text(item.title),),
            (Run(str(item.commitment)),),
            (lead(facts, item, say),),
            (Run(say.short_day(item.due)),),
            cell_words(item, say),
        )
        for item in facts.items
    )
    return Grid(say.say("appendix.items", year=facts.year), columns, rows)


def lead(facts: AnnualFacts, item: ItemFacts, say: Speaker) -> Run:
    if item.lead_party:
        return say.text(item.lead_party)
    return say.text(facts.sides[item.lead - 1].short) if item.lead else Run(say.word("who.0"))


def cell_words(item: ItemFacts, say: Speaker) -> Runs:
    finished = say.short_day(item.finished_on) if item.finished_on else ""
    return say.say(f"cell.{item.cell}", finished=finished)


def activities_annex(facts: AnnualFacts, say: Speaker) -> Grid:
    rows = tuple(
        (
            (Run(str(number)),),
            (say.text(activity.title),),
            (Run(str(activity.commitment)),),
            when_and_where(activity, say),
            (say.text(facts.sides[activity.side - 1].short),),
            state_words(activity, say),
            numbers(activity, say),
        )
        for number, activity in enumerate(facts.activities, 1)
    )
    # The least each may have: its heading, a whole date with a dash, the longest word or name of a country.
    least = (
        ("order", 6),
        ("activity", 16),
        ("commitment", 9),
        ("when", 15),
        ("by", 13),
        ("state", 13),
        ("numbers", 13),
    )
    widths = by_content([width for _name, width in least], rows)
    columns = tuple(
        Column(say.word(f"column.{name}"), width, "centre" if name in ("order", "commitment") else "left")
        for (name, _least), width in zip(least, widths, strict=True)
    )
    return Grid(say.say("appendix.activities", year=facts.year), columns, rows)


def when_and_where(activity: ActivityFacts, say: Speaker) -> Runs:
    days = say.short_day(activity.starts_on)
    if activity.ends_on != activity.starts_on:
        days = f"{days} – {say.short_day(activity.ends_on)}"
    return (Run(days), Run(", "), say.text(activity.place)) if activity.place else (Run(days),)


def state_words(activity: ActivityFacts, say: Speaker) -> Runs:
    words = [say.word(f"state.{activity.state}")]
    if not activity.on_plan:
        words.append(say.word("off_plan"))
    if activity.confirmed:
        words.append(say.word("confirmed"))
    return (Run("; ".join(words)),)


def numbers(activity: ActivityFacts, say: Speaker) -> Runs:
    runs: list[Run] = []
    for measure in activity.measures:
        line = measure_line(measure, say)
        runs.extend((Run("; "), *line) if runs else line)
    return tuple(runs)


def measure_line(measure: Measure, say: Speaker) -> Runs:
    """A number with its words; an estimate says that it is one."""
    key = "measure.line" if measure.unit else "measure.line_bare"
    line = say.say(
        key,
        label=measure.label,
        value=say.amount(measure.value),
        unit=counted(measure.unit, measure.value),
    )
    return (*line, *estimated(measure.is_estimate, say))


def estimated(is_estimate: bool, say: Speaker) -> Runs:
    return (Run(f" ({say.word('commitments.estimate')})"),) if is_estimate else ()


def how(is_estimate: bool) -> str:
    """The word for how a figure came about."""
    return "commitments.estimate" if is_estimate else "commitments.measured"
