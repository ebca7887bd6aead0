"""The opening of the report, the dates that follow, and what both sides ask of their leaders."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from songfai.reports.facts import AnnualFacts
from songfai.reports.paper import Block, Heading, Paragraph, Runs
from songfai.reports.wording import Speaker, in_order


def opening(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    named = list(grounds(facts, say))
    for ground in named[:-1]:
        yield Paragraph(ground, mark="-", style="ground")
    for ground in named[-1:]:
        yield Paragraph(ended(ground), mark="-", style="ground")
    first, second = in_order(facts.sides, say.language)
    key = "_".join(name for name, known in (("signed", facts.signed_on), ("planned", facts.plan)) if known)
    yield Paragraph(
        say.say(
            f"opening.{key or 'bare'}",
            title=facts.title,
            signed=signed(facts, say),
            year=facts.year,
            version=facts.plan.version if facts.plan else "",
            since=say.day(facts.plan.in_force_on) if facts.plan else "",
            first=first.name,
            second=second.name,
        )
    )
    yield Paragraph(say.say("opening.cut_off", cut_off=say.day(facts.cut_off)))


def signed(facts: AnnualFacts, say: Speaker) -> Runs | str:
    if not facts.signed_on:
        return ""
    when = say.when(facts.signed_on)
    return say.say("signed_at", when=when, place=say.place(facts.signed_at)) if facts.signed_at else when


def grounds(facts: AnnualFacts, say: Speaker) -> Iterator[Runs]:
    """The papers a Lao report names first, one a line. Other layouts name them in the opening sentence."""
    if facts.signed_on and say.has("ground.agreement"):
        yield say.say("ground.agreement", title=facts.title, signed=signed(facts, say))
    papers = (("ground.plan", facts.plan), ("ground.review", facts.review and facts.review.paper))
    for key, paper in papers:
        if paper and say.has(key):
            yield say.say(key, year=facts.year, version=paper.version, since=say.day(paper.in_force_on))


def next_dates(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    if facts.next_dates:
        yield Paragraph(say.say("dates.intro", kind=say.word(f"kind.{facts.kind}")))
    for each in facts.next_dates:
        key = "dates.line_late" if each.late else "dates.line"
        line = say.say(key, kind=say.word(f"obligation.{each.kind}"), due=say.day(each.due))
        yield Paragraph(line, mark="-")


def proposals(facts: AnnualFacts, say: Speaker) -> Iterator[Block]:
    """Drawn from the facts alone: what is overdue, asleep, not agreed or not held."""
    yield Heading(1, say.say("heading.proposals"))
    lines = list(proposed(facts, say))
    if not lines:
        yield Paragraph(say.say("proposals.none"))
        return
    yield Paragraph(say.say("proposals.intro"))
    for line in lines[:-1]:
        yield Paragraph(line, mark="-")
    yield Paragraph(ended(lines[-1]), mark="-")


def proposed(facts: AnnualFacts, say: Speaker) -> Iterator[Runs]:
    overdue = facts.total.cells.overdue
    if overdue:
        yield say.say("proposals.overdue", overdue, overdue=overdue)
    if facts.asleep:
        yield say.say("proposals.asleep", facts.asleep, asleep=facts.asleep)
    if facts.review and facts.review.differing:
        yield say.say("proposals.differing", facts.review.differing, differing=facts.review.differing)
    for each in facts.next_dates:
        if each.late and each.kind != "annual_review":
            yield say.say("proposals.dates", kind=say.word(f"obligation.{each.kind}"), due=say.day(each.due))
    # The review of a year is held in its last month or later: before that nobody need be asked for it.
    if facts.review is None and facts.cut_off >= date(facts.year, 12, 1):
        yield say.say("proposals.review", year=facts.year)


def ended(runs: Runs) -> Runs:
    """The last line of a list ends with a full stop instead of a semicolon."""
    last = runs[-1]
    if not last.text.endswith(";"):
        return runs
    return (*runs[:-1], replace(last, text=last.text[:-1] + "."))
