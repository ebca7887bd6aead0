"""A paper as PDF, by Typst: tagged, with its fonts inside, fit for keeping (PDF/A)."""

import json
import re
from datetime import datetime, timezone
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst

from songfai.kit.lao import is_parted, words
from songfai.kit.text import NBSP, is_lao
from songfai.kit.together import parted
from songfai.reports.layouts import LAYOUTS
from songfai.reports.paper import Block, Grid, Heading, Paper, Paragraph, Picture, Runs, as_drawn, text_of
from songfai.reports.widths import shares

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATE = HERE / "typst" / "paper.typ"
PICTURE = HERE / "typst" / "picture.typ"
STANDARD: Final = "a-2a"
SHORT = 9  # rows of a table that stays on one page
LETTERS = 300  # in a cell of a row that stays on one page
ONE_AT_A_TIME = Lock()


def pdf(paper: Paper, at: datetime | None = None) -> bytes:
    """The same paper and the same time give the same bytes."""
    data = json.dumps(as_data(paper), ensure_ascii=False)
    with ONE_AT_A_TIME:
        made = compiler().compile(
            format="pdf", sys_inputs={"paper": data}, pdf_standards=STANDARD, timestamp=fixed(at)
        )
    assert isinstance(made, bytes), "a PDF is one file"
    return made


def fixed(at: datetime | None) -> datetime | None:
    """The same moment with its offset as a number and in whole seconds, as the compiler wants it."""
    offset = at.utcoffset() if at else None
    return at.astimezone(timezone(offset)).replace(microsecond=0) if at and offset is not None else None


@cache
def compiler() -> typst.Compiler:
    """One for the process: it has read the fonts, and keeps what two papers have in common."""
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=[FONTS], ignore_system_fonts=True)


def png(drawing: str) -> bytes:
    """A drawing as a picture for files that hold no drawings; the same drawing gives the same bytes."""
    with ONE_AT_A_TIME:
        made = typst.Compiler(
            PICTURE, root=PICTURE.parent, font_paths=[FONTS], ignore_system_fonts=True
        ).compile(format="png", ppi=200, sys_inputs={"drawing": drawing})
    assert isinstance(made, bytes), "a picture is one page"
    return made


def as_data(paper: Paper) -> dict[str, Any]:
    """What the template reads: the words in order, and the rules of the layout."""
    layout = LAYOUTS[paper.layout]
    head = paper.head
    # A page lying on its side has half as much room again.
    room = 1.5 if paper.landscape else 1.0
    return {
        "language": paper.language,
        "layout": paper.layout,
        "landscape": paper.landscape,
        "title": paper.title,
        "issuers": head.issuers,
        "rules": {
            "margins": layout.margins,
            "fonts": layout.fonts,
            "size": layout.size,
            "table_size": layout.table_size,
            "justify": layout.justify,
            "indent": layout.indent,
            "leading": layout.leading,
        },
        "head": {
            "nation": head.nation,
            "motto": head.motto,
            "issuers": [held(name) for name in head.issuers],
            "number": head.number,
            "place_and_date": head.place_and_date,
            "type_name": head.type_name,
            "subject": held(head.subject),
            "addressee": held(head.addressee),
        },
        "blocks": [block_data(block, room) for block in paper.blocks],
        "appendix": [block_data(block, room) for block in paper.appendix],
        "recipients_title": paper.recipients_title,
        "recipients": paper.recipients,
        "signatures": [
            {"for_whom": held(each.for_whom), "post": held(each.post), "name": each.name}
            for each in paper.signatures
        ],
        "trace": paper.trace,
        "words": paper.words,
    }


def block_data(block: Block, room: float) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "runs": runs_data(block.runs)}
        case Paragraph():
            return {
                "kind": "paragraph",
                "mark": block.mark,
                "style": block.style,
                "runs": runs_data(block.runs),
                "announces": block.announces,
            }
        case Grid():
            return {
                "kind": "grid",
                "breaks": block.long or len(block.rows) > SHORT,
                "caption": runs_data(block.caption),
                "title": [held(line) for line in text_of(block.caption).split("\n")],
                "columns": [
                    {"title": held(each.title), "width": width, "align": each.align}
                    for each, width in zip(block.columns, shares(block.columns, room), strict=True)
                ],
                "rows": [
                    {"cells": [runs_data(cell) for cell in row], "whole": is_whole(row)} for row in block.rows
                ],
                "total": [runs_data(cell) for cell in block.total],
            }
        case Picture():
            return {
                "kind": "picture",
                "caption": runs_data(block.caption),
                "alt": block.alt,
                "drawing": block.drawing,
                "width": block.width,
                "keys": [
                    {"words": held(key.words), "number": key.number, "fill": key.fill} for key in block.keys
                ],
            }


def is_whole(row: tuple[Runs, ...]) -> bool:
    """Whether the row stays on one page: one of very much text would leave half a page empty, or be longer than one."""
    return max((len(text_of(cell)) for cell in row), default=0) <= LETTERS


LAO = re.compile("[\u0e80-\u0eff]{2,}")
# 12 ຄົນ; 24/03/2024 –
NUMBER_BEFORE = re.compile(r"\d[\d.,/]* (–|[\u0e80-\u0eff]+)")


def held(text: str) -> str | list[str | list[str]]:
    """What no line may cut, each in a list of its own: place names, a day with its month (kit.together), and of Lao, cut by
    ICU's dictionary, each word inside which a line could end.

    Text without any stays a string. Invisible marks would do the same, but they stay in the file and spoil searching it. What
    could be cut at its one space alone has a space at which no line ends: a report has a thousand of these, and each list costs.
    """
    pieces: list[str | list[str]] = []
    for piece, is_held in parted(text):
        pieces += [one_piece(piece)] if is_held else lao_words(piece)
    if is_lao(text) or any(isinstance(piece, list) for piece in pieces):
        return pieces
    return "".join(str(piece) for piece in pieces)


def one_piece(piece: str) -> str | list[str]:
    found = NUMBER_BEFORE.fullmatch(piece)
    return piece.replace(" ", NBSP) if found and not is_parted(found[1]) else [piece]


def lao_words(text: str) -> list[str | list[str]]:
    """The text with its runs of Lao cut into words."""
    pieces: list[str | list[str]] = []
    at = 0
    for run in LAO.finditer(text):
        pieces += [text[at : run.start()]] if run.start() > at else []
        pieces += words_of(run[0])
        at = run.end()
    return [*pieces, text[at:]] if at < len(text) else pieces


@lru_cache(maxsize=8192)
def words_of(run: str) -> tuple[str | list[str], ...]:
    return tuple([word] if is_parted(word) else word for word in words(run))


def runs_data(runs: Runs) -> list[dict[str, Any]]:
    return [
        {"text": held(run.text)}
        | ({"lang": run.language} if run.language else {})
        | ({"bold": True} if run.bold else {})
        for run in as_drawn(runs)
    ]
