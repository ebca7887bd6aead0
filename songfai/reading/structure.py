"""What each block of a text is (heading, ground, caption, signature ...) and which section it stands in."""

import re
from dataclasses import dataclass, field

from .fold import Folded
from .lexicon import Lexicon
from .segment import Block, blocks_of, is_capitals, sentences_of

_OPEN_END = re.compile(r"(?:ຈະ|\bwill|\bshall|\bsẽ|\bare to|\bagree to|\bagreed to)$")
_TERMINAL = re.compile(r"[.;,]['\")\]]*$")
_LINKED = re.compile(r"\b(?:of the|of|and|the|và|giữa|nước)\s*$")
SILENT = frozenset(
    {"separator", "national", "number", "placedate", "caption", "source", "recipients", "signature", "credit"}
)


@dataclass(slots=True)
class Document:
    folded: Folded
    lexicon: Lexicon
    blocks: list[Block]
    formal: bool = False
    titles: list[Block] = field(default_factory=list)
    source: str = ""

    def said(self, start: int, end: int) -> str:
        """The words of the text as given, line breaks and runs of blanks made one blank."""
        first, last = self.folded.span(start, end)
        return " ".join(self.source[first:last].split())

    def low(self, block: Block) -> str:
        return self.folded.low[block.start : block.end]

    def cased(self, block: Block) -> str:
        return self.folded.cased[block.start : block.end]

    def body(self, block: Block) -> str:
        return self.folded.low[block.body : block.end]


def document_of(source: str, folded: Folded, lexicon: Lexicon) -> Document:
    blocks = blocks_of(folded, lexicon)
    document = Document(_unwrapped(folded, blocks), lexicon, blocks, source=source)
    document.formal = _is_formal(document)
    _mark_lines(document)
    _mark_tail(document)
    _mark_headings(document)
    _mark_credits(document)
    _mark_sections(document)
    document.titles = _titles(document)
    return document


def _unwrapped(folded: Folded, blocks: list[Block]) -> Folded:
    """The same text with the line breaks inside a paragraph made blanks; offsets stay."""
    parts: list[tuple[str, str]] = []
    at = 0
    for block in sorted(blocks, key=lambda block: block.start):
        parts.append((folded.cased[at : block.start], folded.low[at : block.start]))
        inner = slice(max(at, block.start), block.end)
        parts.append((folded.cased[inner].replace("\n", " "), folded.low[inner].replace("\n", " ")))
        at = max(at, block.end)
    parts.append((folded.cased[at:], folded.low[at:]))
    cased, low = ("".join(part[place] for part in parts) for place in (0, 1))
    return Folded(cased, low, folded.starts, folded.ends)


def _section_cue(document: Document, low: str) -> str:
    bare = low.lstrip(" \t\"'*-.:")
    for name, pattern in document.lexicon.labelled("SECTIONS"):
        if pattern.match(bare):
            return name
    return ""


def _is_formal(document: Document) -> bool:
    labels = articles = cues = 0
    national = False
    for block in document.blocks:
        national = national or bool(document.lexicon.pattern("NATIONAL").match(document.low(block)))
        if block.label and block.level <= 5:
            labels += 1
            articles += block.level <= 1
        if (block.label or is_capitals(document.cased(block))) and block.end - block.start < 120:
            cues += bool(_section_cue(document, document.body(block)))
    grounds = sum(
        bool(document.lexicon.pattern("GROUND").match(document.low(block))) for block in document.blocks
    )
    named = any(
        block.end - block.start <= 90
        and not document.low(block).endswith((":", "."))
        and document.lexicon.pattern("KIND_WORDS").search(document.low(block))
        and (
            is_capitals(document.cased(block))
            or not document.lexicon.pattern("SIGN").search(document.low(block))
        )
        for block in document.blocks[:6]
    )
    items = sum(bool(block.label) for block in document.blocks)
    titled = any(_names_kind(document, block) for block in document.blocks[:6])
    agreed = titled and (
        any(
            document.lexicon.pattern("TOGETHER").search(document.low(block)) for block in document.blocks[:24]
        )
        or any(
            document.lexicon.pattern("BETWEEN").match(document.low(block) + " ")
            for block in document.blocks[:6]
        )
    )
    return (
        national
        or agreed
        or (named and (labels >= 3 or items >= 4))
        or articles >= 2
        or (labels >= 3 and cues >= 1)
        or (labels >= 2 and grounds >= 2)
        or cues >= 3
    )


def _names_kind(document: Document, block: Block) -> bool:
    """A short line in capitals that names the kind of the paper and tells of no signing."""
    low, text = document.low(block), document.cased(block)
    if len(text) > 90 or not is_capitals(text) or document.lexicon.pattern("SIGN").search(low):
        return False
    return bool(document.lexicon.pattern("KIND_WORDS").search(low))


def _mark_lines(document: Document) -> None:
    pattern = document.lexicon.pattern
    marks = (
        ("national", pattern("NATIONAL")),
        ("number", pattern("NUMBER_LINE")),
        ("placedate", pattern("PLACE_DATE")),
    )
    body_began = related = False
    for block in document.blocks:
        low = document.low(block)
        body_began = body_began or (document.formal and block.label != "" and block.level <= 3)
        if not re.search(r"[^\W_]", low) or re.fullmatch(r"\W*\d{0,3}\W*", low):
            block.role = "separator"
            continue
        block.role = next((role for role, found in marks if found.search(low)), block.role)
        if block.role == "national" and _LINKED.search(
            document.folded.low[max(0, block.start - 20) : block.start]
        ):
            block.role = "para"
        if block.role == "placedate" and block.end - block.start > 90:
            block.role = "para"
        if related or (pattern("RELATED").match(low) and not document.formal):
            related, block.role = True, "source"
        elif block.role == "para":
            block.role = _line_role(document, block, low, body_began)


def _line_role(document: Document, block: Block, low: str, body_began: bool) -> str:
    pattern = document.lexicon.pattern
    if document.formal and not body_began and pattern("GROUND").match(low):
        agreed = pattern("TOGETHER").search(low) and low.rstrip().endswith((":", "sau", "following"))
        return "para" if agreed else "ground"
    if pattern("RECIPIENTS").match(low):
        return "recipients"
    if len(low) < 220 and pattern("SOURCE").search(low):
        return "source"
    first = block is document.blocks[0]
    if (
        not document.formal
        and not first
        and len(low) < 260
        and pattern("CAPTION").search(low)
        and low.count(". ") < 2
    ):
        return "caption"
    piped = document.folded.cased[block.end : block.end + 4].strip().startswith("|")
    if not document.formal and (
        low.startswith((">>", "»", "|")) or ((piped or low.endswith("|")) and len(low) < 250)
    ):
        return "source"
    return "para"


def _mark_tail(document: Document) -> None:
    """The signature blocks and the list of recipients at the end of a formal text."""
    if not document.formal:
        return
    blocks = document.blocks
    # A list with dashes belongs to the text, unless it is the list of those who get a copy.
    listed = next((i for i, block in enumerate(blocks) if block.role == "recipients"), len(blocks))
    last = max(
        (
            index
            for index, block in enumerate(blocks)
            if block.columns == 1
            and block.role in ("para", "ground")
            and (block.end - block.start > 110 or (block.label and (block.level < 5 or index < listed)))
        ),
        default=-1,
    )
    recipients = False
    for block in blocks[last + 1 :]:
        if block.role == "recipients" or (recipients and block.label and block.columns == 1):
            recipients, block.role = True, "recipients"
        elif block.role in ("para", "heading", "caption", "source"):
            block.role = (
                "signature" if not _TERMINAL.search(document.low(block)) or block.columns > 1 else "para"
            )


def _mark_headings(document: Document) -> None:
    open_blocks = [block for block in document.blocks if block.role not in SILENT]
    for index, block in enumerate(open_blocks):
        following = open_blocks[index + 1] if index + 1 < len(open_blocks) else None
        if block.role != "para":
            continue
        if _table_row(document, block):
            block.role = "item"
        elif block.label:
            block.role = "heading" if _labelled_heading(document, block, following) else "item"
        elif _bare_heading(document, block):
            block.role = "heading"
            block.level = 2
        elif document.low(block).endswith(":") or (
            following and following.label and _OPEN_END.search(document.low(block))
        ):
            block.role = "intro"


def _table_row(document: Document, block: Block) -> bool:
    """1   Eight joint patrols   All year   Both: the duty stands in the first column, past its number."""
    if not document.formal or block.columns < 2 or block.column:
        return False
    number = re.match(r"\s*\d{1,2}[.)]?\s+(?=\S+ \S+ \S)", document.folded.cased[block.start : block.end])
    if number:
        block.body = block.start + number.end()
    return number is not None


def _labelled_heading(document: Document, block: Block, following: Block | None) -> bool:
    text = document.folded.cased[block.body : block.end].strip()
    if not text:
        return True
    words = len(text.split())
    cue = _section_cue(document, text.lower())
    if block.level <= 1:
        return (len(text) <= 150 and not _TERMINAL.search(text)) or (bool(cue) and len(text) <= 90)
    if is_capitals(text) and len(text) <= 160:
        return True
    child = following is not None and following.level > block.level
    child = child and (block.level < 5 or bool(following and following.label))
    if text.endswith(":") and len(text) <= 160 and child:
        return True
    letter = (
        re.match(r"\s*[A-ZĐ][.]", document.folded.cased[block.start : block.body])
        and len(text) <= 60
        and not _TERMINAL.search(text)
    )
    if letter and following is not None and (following.columns > 1 or not following.label):
        return True
    short = len(text) <= 80 if document.lexicon.code == "lo" else words <= 14
    return bool(short and child and not _TERMINAL.search(text))


def _bare_heading(document: Document, block: Block) -> bool:
    text = document.cased(block)
    if is_capitals(text) and len(text) <= 220:
        return True
    if not document.formal or len(text) > 70 or _TERMINAL.search(text):
        return False
    return bool(_section_cue(document, text.lower())) and len(text.split()) <= 9


def _mark_credits(document: Document) -> None:
    """Names of reporters and the like: short lines at the end or the start of a press report."""
    if document.formal:
        return
    for index, block in enumerate(document.blocks):
        text = document.cased(block)
        if index == 0 or block.role != "para" or len(text) > 60 or text.endswith((".", ";", ",")):
            continue
        if len(text.split()) <= 8:
            block.role = "credit"


def _mark_sections(document: Document) -> None:
    stack: list[tuple[int, str, Block | None]] = []
    chapter: Block | None = None
    for block in document.blocks:
        if block.role == "heading":
            if chapter is not None and not block.label:
                block.level = chapter.level
            chapter = block if block.level <= 1 and block.body >= block.end else None
            stack = [entry for entry in stack if entry[0] < block.level]
            named = not block.label and document.lexicon.pattern("KIND_WORDS").search(document.low(block))
            cue = "" if named else _section_cue(document, document.body(block))
            inherited = stack[-1][1] if stack else ""
            if inherited == "organisation" and _names_body(document, block):
                cue = "duty"
            owner = block if (cue or inherited) == "duty" else (stack[-1][2] if stack else None)
            stack.append((block.level, cue or inherited, owner))
        elif block.role == "item":
            stack = [entry for entry in stack if entry[0] < block.level]
            _run_in_heading(document, block, stack)
        elif block.role == "intro" and document.formal:
            cue = _section_cue(document, document.low(block)) if block.end - block.start <= 80 else ""
            agreed = document.lexicon.pattern("TOGETHER").search(document.low(block))
            if agreed and not cue and (not stack or stack[-1][1] in ("", "purpose")):
                cue = "content"
            if cue:
                stack = [entry for entry in stack if entry[0] < 2]
                stack.append((2, cue, block if cue == "duty" else None))
        block.section = stack[-1][1] if stack else ""
        owner = stack[-1][2] if stack else None
        block.party = document.body(owner) if owner is not None else None


def _names_body(document: Document, block: Block) -> bool:
    """2. Công an tỉnh: the part on organisation gives each body its duties under its name."""
    text = document.folded.cased[block.body : block.end].strip()
    if not text.endswith(":") or len(text) > 80 or not block.label:
        return False
    lexicon = document.lexicon
    if lexicon.code == "en":
        return bool({word.strip(":,").lower() for word in text.split()} & lexicon.words("ORG_NOUNS"))
    return bool(lexicon.pattern("ORG_HEADS" if lexicon.code == "lo" else "ORG_START").match(text))


def _run_in_heading(document: Document, block: Block, stack: list[tuple[int, str, Block | None]]) -> None:
    """ "Article 2. Areas of cooperation. The Parties shall ...": the first sentence names the section."""
    if block.level > 3:
        return
    if colon := re.match(r"[^:.;]{3,50}:", document.body(block)):
        cue = _section_cue(document, colon.group())
        if cue in ("purpose", "budget", "final"):
            stack.append((block.level, cue, None))
            return
    sentences = sentences_of(document.folded, block.body, block.end)
    start, end = sentences[0] if sentences else (block.body, block.body)
    if len(sentences) > 1 and end - start <= 80:
        cue = _section_cue(document, document.folded.low[start:end])
        titled = end - start <= 26 and not document.lexicon.pattern("MODAL").search(
            document.folded.low, start, end
        )
        if cue:
            stack.append((block.level, cue, None))
        if cue or titled:
            block.body = sentences[1][0]


def _titles(document: Document) -> list[Block]:
    """The lines that name the paper: the type line of a formal text and what follows, or the headline."""
    kinds = document.lexicon.pattern("KIND_WORDS")
    found: list[Block] = []
    for block in document.blocks[:60]:
        if block.role in ("national", "number", "placedate", "separator", "source", "caption"):
            if found and block.role not in ("separator", "number"):
                break
            continue
        low = document.low(block)
        if not document.formal:
            told = len(sentences_of(document.folded, block.start, block.end)) > 1
            told = told or low.endswith(".")
            return [] if told or block.end - block.start > 330 else [block]
        if block.role in ("ground", "item") or block.end - block.start > 330:
            break
        if not found and not kinds.search(low):
            continue
        if found and (block.role == "heading" and (block.label or _section_cue(document, low))):
            break
        agreed = document.lexicon.pattern("TOGETHER").search(low) and block.end - block.start > 120
        if found and (agreed or low.endswith((":", ";", ".", ",")) or len(found) >= 7):
            break
        found.append(block)
    return found
