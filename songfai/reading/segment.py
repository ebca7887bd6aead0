"""A folded text cut into blocks (headings, items, paragraphs, cells), sentences and clauses."""

import re
from dataclasses import dataclass

from .fold import Folded
from .lexicon import Lexicon

LABEL = re.compile(
    r"""[ \t]*(?:
    (?P<art>(?:điều|article|art\.|section|clause|chương|chapter|part|phần|mục|ມາດຕາ|ມາດຕາທີ|ຂໍ້|ຂໍ້ທີ|ພາກທີ|ພາກ|ໝວດທີ|ໝວດ)\s*
        (?:thứ\s+)?(?:\d{1,3}|[ivxl]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)(?![\w])\s*[.:)\-]?\s*)
    |(?P<num2>(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là\s*[,:]\s*|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám)\s*,\s*
        |(?:first|second|third|fourth|fifth|sixth|last)(?:ly)?\s*,\s+|finally,\s+|(?:ໜຶ່ງ|ສອງ|ສາມ|ສີ່|ຫ້າ|ຫົກ)\s*(?:ແມ່ນ|,)\s*)
    |(?P<rom>[ivxl]{1,6}\s?[.)/\-]\s+)
    |(?P<num>\(\d{1,2}\)\s*|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+|\d{1,2}\s?[.)](?!\d)\s*|\d{1,2}\s?[/\-]\s+)
    |(?P<let>\([ivx]{1,5}\)\s*|\(?[a-zđກ-ຮ]\s?\)\s*|[a-hđ]\.\s+)
    |(?P<bul>[-+*•●▪◦·✓➢●■□o]\s+|[-+*•●▪◦·✓➢■□](?=[^\s\d\-+*=_.]))
    )""",
    re.X,
)
# "First," and "Một là," also open a sentence inside a paragraph.
ORDINAL_ITEM = re.compile(
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là\s*[,:]\s*|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)\s*[,:]\s*"
    r"|(?:first|second|third|fourth|fifth|sixth|last)(?:ly)?\s*,\s+|finally,\s+|(?:ໜຶ່ງ|ສອງ|ສາມ|ສີ່|ຫ້າ|ຫົກ)\s*ແມ່ນ\s*"
)
LEVELS = {"art": 1, "num2": 3, "rom": 1, "num": 3, "let": 5, "bul": 6}
_COLUMN_GAP = re.compile(r"\t+| {4,}|(?<=\S) {3}(?=\S)|\s\|\s")
_TERMINAL = re.compile(r"[.;:!?…]['\")\]]*$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.\"])(?:tp|bsckii|bscki|ts|pgs|gs|ths|bs|tx|tt|mr|mrs|ms|dr|prof|no|nos|art|st|h\.e|đ/c|assoc|vol|eg|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|gen|col|brig|pol|capt|maj|hon|rev|sr|jr|i\.e|inc|ltd|co|"
    r"kt|tm|tl|q|tuq|[a-zđ]|\d{1,2}|ປອ|ດຣ|ສາດສະດາຈານ)\.$"
)
_SENTENCE_END = re.compile(r"[.!?…]+['\")\]]*(?:\s+|$)")


def is_capitals(text: str) -> bool:
    """Written in capitals; a script without capitals never is."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) > 0.8 * len(letters)


@dataclass(slots=True)
class Block:
    """One heading, item, paragraph or cell. Offsets are folded; `body` starts after the label."""

    start: int
    end: int
    body: int
    label: str = ""
    level: int = 9
    role: str = "para"
    section: str = ""
    party: str | None = None
    line: int = 0
    column: int = 0
    columns: int = 1


@dataclass(slots=True)
class Line:
    start: int
    end: int
    number: int


def blocks_of(folded: Folded, lexicon: Lexicon) -> list[Block]:
    lines = _lines(folded)
    blocks: list[Block] = []
    width = _wrap_width(lines)
    for line in lines:
        cells = _cells(folded, line)
        if len(cells) == 1 and blocks and _continues(folded, blocks[-1], line, width, lexicon):
            blocks[-1].end = line.end
            blocks[-1].line = line.number
            continue
        for column, (start, end) in enumerate(cells):
            block = Block(start, end, start, line=line.number, column=column, columns=len(cells))
            _read_label(folded, block)
            blocks.append(block)
    return blocks


def _lines(folded: Folded) -> list[Line]:
    found: list[Line] = []
    at = 0
    for number, raw in enumerate(folded.cased.split("\n")):
        text = raw.strip()
        if text:
            start = at + raw.index(text[0])
            found.append(Line(start, start + len(text), number))
        at += len(raw) + 1
    return found


def _wrap_width(lines: list[Line]) -> int:
    """The width at which a text was broken by hand; 0 where a line is a paragraph."""
    widths = sorted(line.end - line.start for line in lines)
    if len(widths) < 8:
        return 0
    high = widths[-1]
    wide = [width for width in widths if width > 0.7 * high]
    return high if high <= 125 and len(wide) >= 4 and len(wide) >= 0.2 * len(widths) else 0


def _cells(folded: Folded, line: Line) -> list[tuple[int, int]]:
    text = folded.cased[line.start : line.end]
    cells, at = [], 0
    for gap in _COLUMN_GAP.finditer(text):
        if text[at : gap.start()].strip(" |"):
            cells.append((line.start + at, line.start + gap.start()))
        at = gap.end()
    if text[at:].strip(" |"):
        cells.append((line.start + at, line.end))
    if len(cells) > 1 and re.fullmatch(r"\W{0,2}[\w]{0,4}\W{0,2}", folded.cased[cells[0][0] : cells[0][1]]):
        # A label set off by a tab or by blanks is no column.
        return [(cells[0][0], line.end)] if len(cells) == 2 else [(cells[0][0], cells[1][1]), *cells[2:]]
    return cells or [(line.start, line.end)]


def _read_label(folded: Folded, block: Block) -> None:
    match = LABEL.match(folded.low, block.start, block.end)
    if not match or match.end() - match.start() == 0:
        return
    kind = match.lastgroup or ""
    if kind == "rom" and not folded.cased[match.start() : match.end()].strip().isupper():
        kind = "let"
    if kind == "num" and match.end() == block.end and len(match.group().strip()) > 3:
        return
    block.label = match.group().strip()
    block.body = match.end()
    block.level = LEVELS[kind] + (block.label.rstrip(".)").count(".") if kind == "num" else 0)
    if kind == "art" and re.match(r"(?:chương|chapter|part|phần|ພາກ|ໝວດ)", block.label.lower()):
        block.level = 0


def _continues(folded: Folded, before: Block, line: Line, width: int, lexicon: Lexicon) -> bool:
    if line.number != before.line + 1 or before.columns > 1:
        return False
    last = folded.cased[max(before.start, before.end - 200) : before.end].rsplit("\n", 1)[-1]
    first = folded.cased[line.start]
    if _TERMINAL.search(last) and not _ABBREVIATION.search(last.lower()[-12:]):
        return False
    label = LABEL.match(folded.low, line.start, line.end)
    if label and not (width and re.match(r"\d{1,2}[.)]?\s", label.group()) and len(last) > 0.85 * width):
        return False
    start = folded.low.rfind("\n", 0, before.end) + 1
    if any(
        lexicon.pattern(name).search(folded.low[start : before.end])
        for name in ("NATIONAL", "NUMBER_LINE", "PLACE_DATE")
    ):
        return False
    if lexicon.pattern("GROUND").match(folded.low[line.start : line.start + 80]):
        return False
    if first.islower():
        return not is_capitals(folded.cased[before.start : before.end])
    if not width or len(last) < 0.7 * width or is_capitals(last):
        return False
    return not is_capitals(folded.cased[line.start : line.end]) or len(last) > 0.85 * width


def sentences_of(folded: Folded, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    for match in _SENTENCE_END.finditer(folded.low, start, end):
        stop = match.end()
        if stop < end and not _opens(folded.cased[stop]):
            continue
        if match.group()[0] == "." and _ABBREVIATION.search(
            folded.low[max(at, match.start() - 8) : match.start() + 1]
        ):
            continue
        _append(folded, found, at, stop)
        at = stop
    _append(folded, found, at, end)
    return found


def _opens(char: str) -> bool:
    return char.isupper() or char.isdigit() or char in "\"'([-+*•" or "\u0e80" <= char <= "\u0eff"


def _append(folded: Folded, found: list[tuple[int, int]], start: int, end: int) -> None:
    while start < end and folded.cased[start].isspace():
        start += 1
    while end > start and folded.cased[end - 1].isspace():
        end -= 1
    if end > start:
        found.append((start, end))


_ENUMERATOR = re.compile(r"(?:(?<=\s)|^)(?:\(?(?:\d{1,2}|[a-hđivx]{1,4})\)|\d{1,2}\.(?=\s))\s*")


def clauses_of(folded: Folded, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut at semicolons and at enumerators inside it: (1) ...; (2) ..."""
    found: list[tuple[int, int]] = []
    at, depth = start, 0
    for index in range(start, end):
        char = folded.cased[index]
        depth += (char == "(") - (char == ")")
        if char == ";" and depth <= 0:
            _append(folded, found, at, index)
            at, depth = index + 1, 0
    _append(folded, found, at, end)
    return [part for clause in found for part in _enumerated(folded, *clause)]


def _enumerated(folded: Folded, start: int, end: int) -> list[tuple[int, int]]:
    marks = list(_ENUMERATOR.finditer(folded.low, start, end))
    if not marks or (len(marks) < 2 and marks[0].start() != start):
        return [(start, end)]
    found: list[tuple[int, int]] = []
    if marks[0].start() > start:
        _append(folded, found, start, marks[0].start())
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        _append(folded, found, mark.end(), following.start() if following else end)
    return found
