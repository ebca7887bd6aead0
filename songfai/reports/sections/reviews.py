"""The joint evaluation, what fell short, causes and lessons; and the directions for the next year."""

from collections.abc import Iterator, Sequence

from songfai.kit.languages import Trilingual
from songfai.kit.text import normalise_line
from songfai.reports.facts import AnnualFacts, DirectionFacts, FindingFacts, ReviewFacts, SideFacts
from songfai.reports.paper import Block, Column, Grid, Heading, Paragraph, Run, Runs
from songfai.reports.wording import Speaker, in_order


def evaluation(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    yield Heading(1, say.say("heading.evaluation"))
    mark = iter(f"{number}." for number in range(1, 9))
    yield Heading(2, say.say("heading.ratings", mark=next(mark)))
    yield from ratings(facts, say)
    yield Heading(2, say.say("heading.limits", mark=next(mark)))
    yield from limits(facts, say)
    review = facts.review
    causes = [finding for finding in review.findings if finding.cause] if review else []
    if causes:
        yield Heading(2, say.say("heading.causes", mark=next(mark)))
        for each in causes:
            yield Paragraph(say.say("review.cause", number=each.commitment, text=each.cause), mark="-")
    if review and review.lessons:
        yield Heading(2, say.say("heading.lessons", mark=next(mark)))
        for number, lesson in enumerate(review.lessons, 1):
            yield Paragraph((say.text(lesson),), mark=f"{number}.")


# ---- Ratings --------------------------------------------------------------------------------------------


def ratings(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    review = facts.review
    if review is None:
        yield Paragraph(say.say("review.none", year=facts.year))
        return
    yield from delegations(facts, review, say)
    yield Paragraph(ratings_summary(facts, review, say))
    rated = [finding for finding in review.findings if finding.rating_1 or finding.rating_2 or finding.agreed]
    if rated:
        yield ratings_table(facts, rated, say)
    for finding in review.findings:
        if finding.disagreement:
            yield Paragraph(
                say.say("review.difference", number=finding.commitment, text=finding.disagreement), mark="-"
            )
    for side in in_order(facts.sides, say.language):
        yield from comments(review, side, say)


def delegations(facts: AnnualFacts, review: ReviewFacts, say: Speaker) -> Iterator[Block]:
    """When and where the two sides met, and who came, one person a line."""
    if review.held_on:
        key = "review.held_at" if review.place else "review.held"
        yield Paragraph(say.say(key, day=say.day(review.held_on), place=say.place(review.place)))
    members = dict(review.delegations)
    for side in in_order(facts.sides, say.language):
        if side.position in members:
            yield Paragraph(say.say("term.delegation", side=side.short))
            yield from lines(members[side.position], say)


def lines(text: Trilingual, say: Speaker) -> Iterator[Block]:
    """A text of one point a line, as a list."""
    words, language = text.best(say.language)
    foreign = "" if language == say.language else language
    if foreign:
        say.foreign.add(words)
    for line in words.splitlines():
        if line.strip():
            yield Paragraph((Run(normalise_line(line), language=foreign),), mark="-")


def ratings_summary(facts: AnnualFacts, review: ReviewFacts, say: Speaker) -> Runs:
    key = (
        "review.unrated" if not review.rated else "review.differing" if review.differing else "review.agreed"
    )
    return say.say(
        key,
        review.rated,
        year=facts.year,
        version=review.paper.version,
        since=say.day(review.paper.in_force_on),
        rated=review.rated,
        agreed=review.agreed,
        differing=review.differing,
    )


def ratings_table(facts: AnnualFacts, rated: list[FindingFacts], say: Speaker) -> Grid:
    sides = in_order(facts.sides, say.language)
    columns = (
        Column(say.word("column.order"), 6, "centre"),
        Column(say.word("column.commitment"), 37),
        *(Column(say.plain(side.short), 19, "centre") for side in sides),
        Column(say.word("column.agreed"), 19, "centre"),
    )
    rows = []
    for finding in rated:
        given = {1: finding.rating_1, 2: finding.rating_2}
        agreed = rating(finding.agreed, say) if finding.agreed else Run(say.word("differ"))
        rows.append(
            (
                (Run(str(finding.commitment)),),
                (say.text(facts.commitment(finding.commitment).label),),
                *((rating(given[side.position], say),) for side in sides),
                (agreed,),
            )
        )
    return Grid(say.say("table.ratings", n=next(say.tables), year=facts.year), columns, tuple(rows))


def rating(value: str, say: Speaker) -> Run:
    return Run(say.word(f"rating.{value}") if value else say.word("blank"))


def comments(review: ReviewFacts, side: SideFacts, say: Speaker) -> Iterator[Block]:
    """A side's own words stand under its own name."""
    given = [(each.commitment, getattr(each, f"comment_{side.position}")) for each in review.findings]
    given = [(number, comment) for number, comment in given if comment]
    if given:
        yield Paragraph(say.say("review.comments", side=side.short))
    for number, comment in given:
        yield Paragraph(say.say("review.comment", number=number, text=comment), mark="-")


# ---- What fell short ------------------------------------------------------------------------------------


def limits(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    found = [
        *overdue_items(facts, say),
        *late_items(facts, say),
        *asleep(facts, say),
        *not_as_planned(facts, say),
    ]
    if not found:
        yield Paragraph(say.say("limits.none"))
    for line in found:
        yield Paragraph(line, mark="-")
    for finding in facts.review.findings if facts.review else ():
        if finding.difficulty:
            said = say.say("review.difficulty", number=finding.commitment, text=finding.difficulty)
            yield Paragraph(said, mark="-")


def overdue_items(facts: AnnualFacts, say: Speaker) -> Iterator[Runs]:
    for item in facts.items:
        if item.cell == "overdue":
            yield say.say("limits.overdue", number=item.number, title=item.title, due=say.day(item.due))


def late_items(facts: AnnualFacts, say: Speaker) -> Iterator[Runs]:
    for item in facts.items:
        if item.cell == "late" and item.finished_on:
            yield say.say(
                "limits.late",
                number=item.number,
                title=item.title,
                finished=say.day(item.finished_on),
                due=say.day(item.due),
            )


def asleep(facts: AnnualFacts, say: Speaker) -> Iterator[Runs]:
    for each in facts.commitments:
        if each.asleep:
            yield say.say(
                "limits.asleep", each.asleep, number=each.number, label=each.label, days=each.asleep
            )


def not_as_planned(facts: AnnualFacts, say: Speaker) -> Iterator[Runs]:
    for activity in facts.activities:
        if activity.state in ("cancelled", "done_otherwise"):
            yield say.say(
                "limits.cancelled" if activity.state == "cancelled" else "limits.otherwise",
                title=activity.title,
                side=facts.sides[activity.side - 1].short,
                reason=normalise_line(activity.reason).rstrip(". "),
            )


# ---- Directions -----------------------------------------------------------------------------------------


def directions(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    following = facts.year + 1
    yield Heading(1, say.say("heading.directions", next=following))
    agreed = facts.review.directions if facts.review else ()
    if not agreed:
        yield Paragraph(say.say("directions.none", next=following))
        return
    yield Paragraph(say.say("directions.agreed", len(agreed), next=following, n=say.small(len(agreed))))
    for number, each in enumerate(agreed, 1):
        yield Paragraph(direction_line(each, facts.sides, say), mark=f"{number}.")


def direction_line(one: DirectionFacts, sides: Sequence[SideFacts], say: Speaker) -> Runs:
    """What both want to do, of which commitment, and who does it where the minutes say so."""
    text = say.text(one.text).unended()
    if one.lead is None and not one.lead_party:
        return say.say("directions.line", text=text, number=one.commitment)
    who: Trilingual | Run | str = one.lead_party
    if one.lead is not None:
        who = sides[one.lead - 1].short if one.lead else say.word("who.0")
    return say.say("directions.line_by", text=text, number=one.commitment, who=who)
