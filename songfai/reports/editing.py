"""Own words in the place of a report's sentences. Plain Python on papers.

The sentence from the facts is never lost: an edit remembers the one it was written for, and when the facts give another
one it says so. What a side or both sides wrote themselves is quoted and cannot be edited here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from songfai.reports.paper import Block, Edited, Heading, Paper, Paragraph, Run, Runs, text_of
from songfai.reports.wording import Speaker

# Sentences that carry words of a side, of both sides in signed minutes, or of a decision: they stand as written.
QUOTED = re.compile(
    r"commitment\.result|limits\.(cancelled|otherwise)|review\.(difference|comment|cause|difficulty)|directions\.line"
    r"|visits\.(otherwise|cancelled)|unplanned|term\.(undone|difference|cause|difficulty|grade|conclusion|decision|delegation|agenda)"
    r"|visit_report\.wrote|plan\.reason"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Words kept for a place of a report; `generated` is the sentence they were written for."""

    anchor: str
    generated: str
    text: str
    by: str
    at: datetime


def anchored(paper: Paper) -> Paper:
    """The same paper, each paragraph that may be edited with its anchor: "heading.overview1-total1"."""
    return replace(paper, blocks=tuple(_anchored(paper.blocks)))


def _anchored(blocks: Iterable[Block]) -> Iterator[Block]:
    section = "top1"
    headings: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Heading):
            name = key_of(block.runs) or "heading"
            headings[name] += 1
            section = f"{name}{headings[name]}"
        elif isinstance(block, Paragraph) and (key := key_of(block.runs)) and not QUOTED.match(key):
            place = f"{section}-{key.split('.')[0]}"
            within[place] += 1
            yield replace(block, anchor=f"{place}{within[place]}")
            continue
        yield block


def key_of(runs: Runs) -> str:
    return next((run.key for run in runs if run.key), "")


def section_of(anchor: str) -> str:
    return anchor.rpartition("-")[0]


def edited(paper: Paper, edits: Sequence[Edit]) -> tuple[Paper, list[Edit]]:
    """The anchored paper with the edits in their places, and the edits that find none any more.

    A sentence is found by its words first, wherever in its section it now stands; then by its place, and then the facts
    have changed under the edit.
    """
    paper = anchored(paper)
    places = {block.anchor: block for block in paper.blocks if isinstance(block, Paragraph) and block.anchor}
    taken: dict[str, Edit] = {}
    left = []
    for edit in edits:
        same = (
            anchor
            for anchor, block in places.items()
            if block.text == edit.generated and section_of(anchor) == section_of(edit.anchor)
        )
        found = [anchor for anchor in same if anchor not in taken]
        place = edit.anchor if edit.anchor in found else found[0] if found else ""
        if place:
            taken[place] = edit
        else:
            left.append(edit)
    lost = []
    for edit in left:
        if edit.anchor in places and edit.anchor not in taken:
            taken[edit.anchor] = edit
        else:
            lost.append(edit)
    return replace(paper, blocks=tuple(_put(block, taken) for block in paper.blocks)), lost


def _put(block: Block, taken: dict[str, Edit]) -> Block:
    edit = taken.get(block.anchor) if isinstance(block, Paragraph) else None
    if edit is None:
        return block
    assert isinstance(block, Paragraph)
    return replace(
        block,
        runs=(Run(edit.text),),
        edited=Edited(edit.anchor, edit.by, edit.at, edit.generated, block.text),
    )


def edits_in(paper: Paper) -> list[Paragraph]:
    return [block for block in paper.blocks if isinstance(block, Paragraph) and block.edited]


def told(paper: Paper, whose: str) -> Paper:
    """The last line says how many paragraphs are in own words and whose, and under how many the facts have changed."""
    found = edits_in(paper)
    if not found:
        return paper
    say = Speaker(paper.language)
    line = text_of(say.say("edited", len(found), n=say.small(len(found)), whose=whose))
    stale = sum(1 for one in found if one.edited and one.edited.is_stale)
    if stale:
        line += text_of(
            say.say("edited_stale_alone" if len(found) == 1 else "edited_stale", stale, n=say.small(stale))
        )
    return replace(paper, trace=f"{paper.trace} · {line}" if paper.trace else line)


def place_for(paragraph: Paragraph, edits: Iterable[Edit]) -> str:
    """Where words for a paragraph are kept: where they are already, else at a place that no other edit holds."""
    if paragraph.edited:
        return paragraph.edited.place
    held = {edit.anchor for edit in edits}
    anchor = paragraph.anchor
    while anchor in held:
        anchor += "x"
    return anchor
