"""A report as it stands on paper, worded and in order, before it becomes PDF, DOCX or a page. Plain Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Literal

from songfai.reports.figures import Figure

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words. `language` is named when it is not that of the paper; `figure` when the words are a number.

    `key` names the pattern the words come from; texts that somebody wrote have none.
    """

    text: str
    language: str = ""
    figure: Figure | None = None
    bold: bool = False
    key: str = field(default="", compare=False)

    def unended(self) -> "Run":
        """Without its own full stop, where a sentence goes on after it."""
        return replace(self, text=self.text.rstrip(".; "))


Runs = tuple[Run, ...]


def as_drawn(runs: Runs) -> Runs:
    """Neighbours that look alike as one, for a file, which tells no figure apart: what no line may cut is seen whole, also
    where its number is a figure (ຂໍ້ 2)."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].language, found[-1].bold) == (run.language, run.bold):
            found[-1] = replace(found[-1], text=found[-1].text + run.text, figure=None)
        else:
            found.append(run)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Heading:
    kind: ClassVar[str] = "heading"
    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Edited:
    """Who put own words in the place of a sentence, and when.

    `before` is the sentence they were written for, `now` the one the facts give today; they differ once the record has
    moved on. `place` is where the words are kept, which may be another than where the sentence stands today.
    """

    place: str
    by: str
    at: datetime
    before: str
    now: str

    @property
    def is_stale(self) -> bool:
        return self.before != self.now


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`mark` stands before a line of a list: "-", "1.". A note is set smaller, under a table.

    `anchor` is the paragraph's place in the report, when its words may be edited; `edited` once they were.
    """

    kind: ClassVar[str] = "paragraph"
    runs: Runs
    mark: str = ""
    style: Literal["body", "ground", "note"] = "body"
    anchor: str = field(default="", compare=False)
    edited: Edited | None = field(default=None, compare=False)

    @property
    def announces(self) -> bool:
        """What opens a list, or stands over what follows in bold letters, stays on its page."""
        return text_of(self.runs).endswith(":") or (not self.mark and all(run.bold for run in self.runs))

    @property
    def text(self) -> str:
        return text_of(self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int  # share of the table's width
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption, its columns, its rows, and the row of sums if there is one.

    A row of one cell goes over all columns: what the rows below it have in common.
    """

    kind: ClassVar[str] = "grid"
    caption: Runs
    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    total: tuple[Runs, ...] = ()
    long: bool = False  # rows of many lines: a page may end between them, however few they are

    @property
    def aligned(self) -> list[list[tuple[Align, Runs]]]:
        """Each cell with how its column is aligned."""
        return [self._aligned(row) for row in self.rows]

    @property
    def aligned_total(self) -> list[tuple[Align, Runs]]:
        return self._aligned(self.total)

    def _aligned(self, row: tuple[Runs, ...]) -> list[tuple[Align, Runs]]:
        if self.is_over(row):
            return [("left", row[0])]
        return [(column.align, cell) for column, cell in zip(self.columns, row, strict=True)]

    def is_over(self, row: tuple[Runs, ...]) -> bool:
        return len(row) == 1 < len(self.columns)


@dataclass(frozen=True, slots=True)
class Key:
    """What a look of a picture stands for: its words, its colour, and the number it adds up to, with its rows if they can
    be shown."""

    words: str
    fill: str
    number: str
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, the same on the screen and in a file; the keys below it say in words what it shows."""

    kind: ClassVar[str] = "picture"
    caption: Runs
    screen: str  # with the classes of the style sheet
    drawing: str  # with its looks written out, an SVG of its own
    keys: tuple[Key, ...]
    width: int = 55  # of the text, in percent

    @property
    def alt(self) -> str:
        said = "; ".join(f"{key.words} {key.number}" for key in self.keys)
        return f"{text_of(self.caption)}: {said}" if said else text_of(self.caption)


Block = Heading | Paragraph | Grid | Picture


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text. Lines a layout does not print are empty."""

    nation: str
    motto: str
    issuers: tuple[str, ...]  # both bodies; their superiors stand only among the recipients
    number: str
    place_and_date: str
    type_name: str
    subject: str
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    for_whom: str
    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    language: str
    layout: str
    head: Head
    blocks: tuple[Block, ...]
    appendix: tuple[Block, ...]
    recipients_title: str
    recipients: tuple[str, ...]
    signatures: tuple[Signature, ...]
    trace: str
    words: str  # the fingerprint of the facts as words
    untranslated: int  # texts that stand in another language because there is none in this one
    landscape: bool = False

    @property
    def title(self) -> str:
        return f"{self.head.type_name}: {self.head.subject}"

    def figures(self) -> list[Figure]:
        return [run.figure for run in self.runs() if run.figure is not None]

    def runs(self) -> Iterator[Run]:
        for block in (*self.blocks, *self.appendix):
            yield from runs_of(block)


def runs_of(block: Block) -> Iterator[Run]:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield from runs
        case Grid():
            yield from block.caption
            for row in (*block.rows, block.total):
                for cell in row:
                    yield from cell
        case Picture():
            yield from block.caption
            for key in block.keys:
                if key.figure is not None:
                    yield Run(key.number, figure=key.figure)


def text_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def lines_of(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, runs=runs):
            yield f"{'#' * level} {text_of(runs)}"
        case Paragraph(runs=runs, mark=mark):
            yield f"{mark} {text_of(runs)}" if mark else text_of(runs)
        case Grid():
            yield text_of(block.caption)
            yield " | ".join(column.title for column in block.columns)
            for row in (*block.rows, block.total) if block.total else block.rows:
                yield " | ".join(text_of(cell) for cell in row)
        case Picture():
            yield text_of(block.caption)
            if block.keys:
                yield "; ".join(f"{key.words}: {key.number}" for key in block.keys)


def lines(paper: Paper) -> list[str]:
    """The whole paper as lines of text, from top to bottom: what its files must say too."""
    head = paper.head
    above = [head.nation, head.motto, *head.issuers]
    above += [head.number, head.place_and_date, head.type_name, head.subject, head.addressee]
    body = [line for block in paper.blocks for line in lines_of(block)]
    below = [line for each in paper.signatures for line in (each.for_whom, each.post, each.name)]
    below += [paper.recipients_title, *paper.recipients, paper.trace, paper.words]
    appendix = [line for block in paper.appendix for line in lines_of(block)]
    return [line for line in (*above, *body, *below, *appendix) if line]
