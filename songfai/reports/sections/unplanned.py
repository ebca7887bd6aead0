"""Commitments that came into no plan, with the reason each side gave."""

from collections.abc import Iterator, Sequence

from songfai.reports.facts import SideFacts, Unplanned
from songfai.reports.paper import Block, Paragraph, Run, Runs
from songfai.reports.wording import Speaker, in_order


def lines(found: Sequence[Unplanned], sides: tuple[SideFacts, SideFacts], say: Speaker) -> Iterator[Block]:
    for one in found:
        yield Paragraph(_line(one, sides, say), mark="-")


def _line(one: Unplanned, sides: tuple[SideFacts, SideFacts], say: Speaker) -> Runs:
    runs: list[Run] = [*say.say("unplanned.line", title=one.title, number=one.commitment)]
    given = [(side, one.reasons[side.position - 1]) for side in in_order(sides, say.language)]
    said = [
        say.say("unplanned.reason", side=side.short, reason=say.text(reason).unended())
        for side, reason in given
        if reason
    ]
    for at, part in enumerate(said or [say.say("unplanned.unknown")]):
        runs.extend((Run("; " if at else ": "), *part))
    return (*runs, Run("."))
