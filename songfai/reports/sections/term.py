"""The sections of a report on the term: the recorded years, what was never done, the evaluation, the decision."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from songfai.kit.pictures import FILLS, year_columns
from songfai.kit.text import normalise_line
from songfai.reports.paper import Block, Column, Grid, Heading, Key, Paragraph, Picture, Run, Runs
from songfai.reports.sections import indicators, unplanned
from songfai.reports.sections.plans import OF_PLAN, estimated, of_cells, sentences
from songfai.reports.sections.reviews import direction_line, lines, rating
from songfai.reports.term_facts import GroundFacts, HeadingFacts, TermFacts, Undone
from songfai.reports.wording import Speaker, in_order

NUMBERS = ("planned", "done", "on_time", "late", "in_time", "overdue", "off_plan")


def years_of(facts: TermFacts, say: Speaker) -> str:
    """As the language writes a term: 2024-2030, in English 2024–2030."""
    dash = "–" if say.language == "en" else "-"
    return f"{facts.first_year}{dash}{facts.last_year}"


def opening(facts: TermFacts, say: Speaker) -> Iterator[Block]:
    first, second = in_order(facts.sides, say.language)
    signed: Runs | str = ""
    if facts.signed_on:
        when = say.when(facts.signed_on)
        signed = (
            say.say("signed_at", when=when, place=say.place(facts.signed_at)) if facts.signed_at else when
        )
    key = "term.opening_signed" if facts.signed_on else "term.opening_bare"
    yield Paragraph(
        say.say(
            key,
            title=facts.title,
            signed=signed,
            years=years_of(facts, say),
            first=first.name,
            second=second.name,
        )
    )
    cut_off = say.say("opening.cut_off", cut_off=say.day(facts.cut_off))
    if facts.paper is None:
        yield Paragraph((*cut_off, Run(" "), *say.say("term.unsigned")))
        return
    minutes = say.say("term.minutes", version=facts.paper.version, since=say.day(facts.paper.in_force_on))
    yield Paragraph((*cut_off, Run(" "), *minutes))
    yield from meeting(facts, say)


def meeting(facts: TermFacts, say: Speaker) -> Iterator[Block]:
    if facts.held_on:
        key = "term.held_at" if facts.place else "term.held"
        yield Paragraph(say.say(key, day=say.day(facts.held_on), place=facts.place))
    if facts.agenda:
        yield Paragraph(say.say("term.agenda"))
        yield from lines(facts.agenda, say)
    members = dict(facts.delegations)
    for side in in_order(facts.sides, say.language):
        if members.get(side.position):
            yield Paragraph(say.say("term.delegation", side=side.short))
            yield from lines(members[side.position], say)


# ---- Results ----------------------------------------------------------------------------------------------


def results(facts: TermFacts, say: Speaker) -> Iterator[Block]:
    yield Heading(1, say.say("term.heading_results", years=years_of(facts, say)))
    yield Heading(2, say.say("term.heading_overview"))
    yield Paragraph(overview(facts, say))
    yield years_table(facts, say)
    yield picture(facts, say)
    yield Heading(2, say.say("term.heading_commitments"))
    yield commitments_table(facts, say)
    sums = list(sum_rows(facts, say))
    if sums:
        yield Heading(2, say.say("term.heading_sums"))
        columns = (
            Column(say.word("column.what"), 60),
            Column(say.word("column.total"), 18, "right"),
            Column(say.word("column.unit"), 22),
        )
        yield Grid(say.say("term.table_sums", n=next(say.tables)), columns, tuple(sums))
        if any(one.is_estimate for one in facts.totals):
            yield Paragraph(say.say("measures.estimates"), style="note")
    yield from indicators.section(told_indicators(facts), "4." if sums else "3.", say)


def told_indicators(facts: TermFacts) -> indicators.Told:
    return indicators.Told(facts.indicators, facts.sides, facts.cut_off)


def overview(facts: TermFacts, say: Speaker) -> Runs:
    total = facts.total
    if not total.planned:
        said = say.say("term.total_none")
    else:
        # Done under a plan; what was done off plan is told apart.
        of = {name: facts.number(f"total.{name}") for name in OF_PLAN}
        carried_out = say.percent(share(total.on_time + total.late, total.planned))
        said = sentences(
            say.say("term.planned", total.planned, planned=of["planned"]),
            *of_cells("total", of, say, share=carried_out),
        )
    if total.off_plan:
        extra = say.say("term.total_off_plan", total.off_plan, off_plan=facts.number("total.off_plan"))
        said = (*said, Run(" "), *extra)
    signed = ", ".join(str(one.year) for one in facts.years if one.has_minutes)
    recorded = say.say("term.recorded", years=signed) if signed else say.say("term.recorded_none")
    return (*said, Run(" "), *recorded)


def share(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def number_columns(say: Speaker) -> tuple[Column, ...]:
    return tuple(Column(say.word(f"column.{name}"), 10, "right") for name in NUMBERS)


def numbers(facts: TermFacts, scope: str, say: Speaker, names: tuple[str, ...] = NUMBERS) -> tuple[Runs, ...]:
    """The frozen numbers of a scope ("total", "y2024", "c3", "c3y2024"), each leading to its rows."""
    return tuple((say.cell(facts.number(f"{scope}.{name}")),) for name in names)


def years_table(facts: TermFacts, say: Speaker) -> Grid:
    return Grid(
        say.say("term.table_years", n=next(say.tables)),
        (Column(say.word("term.column_year"), 14, "centre"), *number_columns(say)),
        tuple(((Run(str(one.year)),), *numbers(facts, f"y{one.year}", say)) for one in facts.years),
        total=((Run(say.word("row.total")),), *numbers(facts, "total", say)),
    )


def picture(facts: TermFacts, say: Speaker) -> Picture:
    rows = [{"year": one.year} | {name: getattr(one.counted, name) for name in FILLS} for one in facts.years]
    return Picture(
        caption=say.say("term.picture"),
        screen=year_columns(rows),
        drawing=year_columns(rows, standalone=True),
        keys=tuple(
            Key(say.word(f"row.{name}"), fill, say.amount(sum(row[name] for row in rows)))
            for name, fill in FILLS.items()
        ),
    )


def commitments_table(facts: TermFacts, say: Speaker) -> Grid:
    columns = (
        Column(say.word("column.order"), 7, "centre"),
        Column(say.word("column.commitment"), 32),
        *number_columns(say),
    )
    rows = tuple(
        ((Run(str(one.number)),), (say.text(one.label),), *numbers(facts, f"c{one.number}", say))
        for one in facts.commitments
    )
    return Grid(say.say("term.table_commitments", n=next(say.tables)), columns, rows)


def sum_rows(facts: TermFacts, say: Speaker) -> Iterator[tuple[Runs, ...]]:
    """Figures of all commitments added up where what is counted and its unit are the same words."""
    for one in facts.totals:
        what = (say.text(one.label), *estimated(one.is_estimate, say))
        yield what, (say.cell(one.figure),), (say.text(one.unit),)


# ---- What was never done ----------------------------------------------------------------------------------


def undone(facts: TermFacts, say: Speaker) -> Iterator[Block]:
    yield Heading(1, say.say("term.heading_undone"))
    if not facts.undone:
        yield Paragraph(say.say("term.undone_none"))
    for one in facts.undone:
        yield Paragraph(undone_line(one, facts, say), mark="-")
    if facts.unplanned:
        yield Paragraph(say.say("unplanned.term", len(facts.unplanned), n=say.small(len(facts.unplanned))))
        yield from unplanned.lines(facts.unplanned, facts.sides, say)


def undone_line(one: Undone, facts: TermFacts, say: Speaker) -> Runs:
    key = "term.undone_cancelled" if one.state == "cancelled" else "term.undone"
    what = say.say(
        key,
        title=say.text(one.title).unended(),
        year=one.year,
        number=one.commitment,
        due=say.short_day(one.due),
    )
    if one.said:
        side = facts.sides[one.side - 1].short
        why = say.say("term.undone_said", reason=normalise_line(one.said).rstrip("."), side=side)
    elif one.reason:
        why = say.say("term.undone_because", reason=say.text(one.reason).unended())
    else:
        why = say.say("term.undone_unknown")
    return (*what, *why, Run("."))


# ---- Evaluation -------------------------------------------------------------------------------------------


def evaluation(facts: TermFacts, say: Speaker) -> Iterator[Block]:
    if facts.paper is None:
        return
    yield Heading(1, say.say("term.heading_evaluation"))
    yield Heading(2, say.say("term.heading_ratings"))
    yield from ratings(facts, say)
    yield Heading(2, say.say("term.heading_criteria"))
    for one in facts.headings:
        yield from criterion(one, facts, say)
    told = [finding for finding in facts.findings if finding.difficulty or finding.cause]
    if told:
        yield Heading(2, say.say("term.heading_causes"))
    for each in told:
        if each.difficulty:
            said = say.say("term.difficulty", number=each.commitment, text=each.difficulty)
            yield Paragraph(said, mark="-")
        if each.cause:
            yield Paragraph(say.say("term.cause", number=each.commitment, text=each.cause), mark="-")
    if facts.lessons:
        yield Heading(2, say.say("term.heading_lessons"))
        for number, lesson in enumerate(facts.lessons, 1):
            yield Paragraph((say.text(lesson),), mark=f"{number}.")


def ratings(facts: TermFacts, say: Speaker) -> Iterator[Block]:
    sides = in_order(facts.sides, say.language)
    labels = {one.number: one.label for one in facts.commitments}
    rows = []
    for finding in facts.findings:
        given = {1: finding.rating_1, 2: finding.rating_2}
        agreed = rating(finding.agreed, say) if finding.agreed else Run(say.word("differ"))
        rows.append(
            (
                (Run(str(finding.commitment)),),
                (say.text(labels[finding.commitment]),),
                *((rating(given[side.position], say),) for side in sides),
                (agreed,),
            )
        )
    if not rows:
        yield Paragraph(say.say("term.unrated"))
        return
    columns = (
        Column(say.word("column.order"), 6, "centre"),
        Column(say.word("column.commitment"), 37),
        *(Column(say.plain(side.short), 19, "centre") for side in sides),
        Column(say.word("column.agreed"), 19, "centre"),
    )
    yield Grid(say.say("term.table_ratings", n=next(say.tables)), columns, tuple(rows))
    for finding in facts.findings:
        if finding.disagreement:
            yield Paragraph(
                say.say("term.difference", number=finding.commitment, text=finding.disagreement), mark="-"
            )


def criterion(one: HeadingFacts, facts: TermFacts, say: Speaker) -> Iterator[Block]:
    """Each side's grade and words under its own name, then what both conclude."""
    yield Paragraph((Run(say.word(f"term.heading.{one.heading}"), bold=True),))
    for side in in_order(facts.sides, say.language):
        grade, text = one.grades[side.position - 1], one.texts[side.position - 1]
        yield Paragraph(
            say.say("term.grade", side=side.short, grade=say.word(f"term.grade.{grade}"), text=text),
            mark="-",
        )
    yield Paragraph(say.say("term.conclusion", text=one.conclusion), mark="-")
    told = (
        say.say("term.rests_on", one.rows, n=one.rows) if one.rests_on else say.say("term.rests_on_nothing")
    )
    yield Paragraph(told, mark="-")


# ---- What follows -----------------------------------------------------------------------------------------


def following(facts: TermFacts, say: Speaker) -> Iterator[Block]:
    if facts.paper is None:
        return
    yield Heading(1, say.say("term.heading_directions"))
    if not facts.directions:
        yield Paragraph(say.say("term.directions_none"))
    for number, each in enumerate(facts.directions, 1):
        yield Paragraph(direction_line(each, facts.sides, say), mark=f"{number}.")
    if facts.kind != "final":
        return
    yield Heading(1, say.say("term.heading_decision"))
    if not facts.decision:
        yield Paragraph(say.say("term.decision_none"))
        return
    day = say.day(facts.extended_to) if facts.extended_to else ""
    yield Paragraph(say.say(f"term.decision.{facts.decision}", day=day))
    if facts.decision_text:
        yield from lines(facts.decision_text, say)


def annex(facts: TermFacts, say: Speaker) -> Grid:
    """Each commitment year by year, with the rating both agreed in the year's minutes."""
    columns = (
        Column(say.word("column.order"), 7, "centre"),
        Column(say.word("column.commitment"), 34),
        Column(say.word("term.column_year"), 10, "centre"),
        *(Column(say.word(f"column.{name}"), 9, "right") for name in ("planned", "done", "overdue")),
        Column(say.word("term.column_rating"), 22, "centre"),
    )
    rows = []
    for commitment in facts.commitments:
        for one in commitment.years:
            agreed = rating(one.agreed, say) if one.agreed or not one.differs else Run(say.word("differ"))
            scope = f"c{commitment.number}y{one.year}"
            rows.append(
                (
                    (Run(str(commitment.number)),),
                    (say.text(commitment.label),),
                    (Run(str(one.year)),),
                    *numbers(facts, scope, say, ("planned", "done", "overdue")),
                    (agreed,),
                )
            )
    return Grid(say.say("term.annex"), columns, tuple(rows), long=True)


GROUND_KINDS = ("activity", "file", "indicator", "minutes")


def grounds_annex(facts: TermFacts, say: Speaker) -> Iterator[Grid]:
    """What each judgement rests on: the rows of the record, and files by their hash."""
    columns = (
        Column(say.word("term.column_heading"), 15),
        Column(say.word("column.by"), 14),
        Column(say.word("term.column_row"), 26),
        Column(say.word("column.commitment"), 9, "centre"),
        Column(say.word("term.column_dated"), 13, "centre"),
        Column(say.word("term.column_hash"), 23),
    )
    rows = tuple(
        (
            (Run(say.word(f"term.heading.{heading.heading}")),),
            (say.text(facts.sides[one.side - 1].short),),
            (Run(f"{say.word(f'term.ground.{one.kind}')}: "), say.text(one.title)),
            (Run(str(one.commitment or "")),),
            (Run(say.short_day(one.dated) if one.dated else ""),),
            # Enough of it to tell a file from another; the whole stands in the workbook.
            (Run(one.sha256[:16]),),
        )
        for heading, one in grounds_of(facts, say)
    )
    if rows:
        yield Grid(say.say("term.annex_grounds"), columns, rows, long=True)


def grounds_of(facts: TermFacts, say: Speaker) -> list[tuple[HeadingFacts, GroundFacts]]:
    order = [side.position for side in in_order(facts.sides, say.language)]
    return [
        (heading, one)
        for heading in facts.headings
        for one in sorted(heading.rests_on, key=lambda one: order.index(one.side))
    ]
