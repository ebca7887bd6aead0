"""What the sides promise, one duty at a time, each with its type and the side that answers for it."""

import re
from dataclasses import dataclass

from .draft import Commitment
from .lexicon import Lexicon
from .segment import ORDINAL_ITEM, Block, clauses_of, sentences_of
from .sides import Side, side_named
from .structure import Document
from .types import bare, type_of, without_names

_CLOSED_SECTIONS = frozenset({"purpose", "budget"})
_MANAGING = frozenset({"organisation", "final"})
_OPEN_SECTIONS = frozenset({"content", "duty"})
_ONE_DUTY = ({"nomination", "award"}, {"publicity", "campaign"}, {"research_advice", "directive"}, {"other"})
_SHORTEST = {"lo": 10, "vi": 12, "en": 14}


@dataclass(slots=True)
class Clause:
    start: int
    end: int
    type: str
    party: str
    confidence: str


def commitments_of(document: Document, sides: list[Side], since: int = 0) -> list[Commitment]:
    """What the sides promise for the years from `since` on; 0 where no year is known."""
    clauses = _formal(document, sides) if document.formal else _reported(document, sides)
    if document.formal and not clauses:
        clauses = _reported(document, sides)
    clauses = [clause for clause in clauses if not _gone_by(document, clause, since)]
    found: list[Commitment] = []
    seen: set[str] = set()
    for clause in clauses:
        text = document.said(clause.start, clause.end)
        if text.lower() in seen:
            continue
        seen.add(text.lower())
        span = document.folded.span(clause.start, clause.end)
        found.append(Commitment(text, clause.type, clause.party, span, clause.confidence))  # type: ignore[arg-type]
    return found


_YEARS = re.compile(r"(20\d{2})(?:\s*-\s*(20\d{2}))?")


def _gone_by(document: Document, clause: Clause, since: int) -> bool:
    """Does the clause open with a year before the programme: in 2024 the two bodies held ...?"""
    head = document.folded.low[clause.start : min(clause.end, clause.start + 34)]
    match = _YEARS.search(head)
    if match is None or not since or document.lexicon.pattern("FUTURE").search(head):
        return False
    return (
        int(match[2] or match[1]) < since and document.lexicon.pattern("YEAR_OPENS").match(head) is not None
    )


# Formal texts ---------------------------------------------------------------------------------------


def _formal(document: Document, sides: list[Side]) -> list[Clause]:
    found: list[Clause] = []
    begun = False
    for block in document.blocks:
        begun = begun or block.role == "heading" and bool(block.label or block.section)
        begun = begun or block.role == "item" and block.level <= 5
        if block.role not in ("item", "para") or not begun or block.section in _CLOSED_SECTIONS:
            continue
        owner = side_named(sides, block.party, document) if block.party else None
        previous = owner
        for start, end in sentences_of(document.folded, block.body, block.end):
            if not _duty_sentence(document, block, start, end, sides):
                continue
            for clause in _pieces(document, start, end):
                made = _clause(document, clause, sides, previous or owner)
                if made and _fits(document, block, made):
                    found.append(made)
                    previous = next((side for side in sides if side.name == made.party), owner)
    return found


def _duty_sentence(document: Document, block: Block, start: int, end: int, sides: list[Side]) -> bool:
    low, lexicon = document.folded.low, document.lexicon
    text = low[start:end]
    if text.rstrip().endswith(":"):
        return False
    action = bool(lexicon.pattern("ACTION").match(bare(text)))
    modal = bool(lexicon.pattern("MODAL").search(text))
    if block.section in _OPEN_SECTIONS:
        listed = block.role == "item" and start == block.body
        return listed or action or modal or bool(lexicon.pattern("VERB").search(text))
    if block.section in _MANAGING:
        return action or modal or bool(lexicon.pattern("REVIEW_NOUN").search(text))
    subject = (
        bool(lexicon.pattern("JOINT").search(text[:120]))
        or side_named(sides, text[:120], document) is not None
    )
    if block.role == "item":
        return action or modal or subject or block.level >= 3
    under_article = block.role == "para" and bool(lexicon.pattern("DUTY_MODAL").search(text[:160]))
    return (modal and (subject or action)) or under_article


def _fits(document: Document, block: Block, clause: Clause) -> bool:
    """In the part on organisation only meetings, awards, instructions and reports of the sides are duties."""
    if block.section not in _MANAGING:
        return True
    low = document.folded.low[clause.start : clause.end]
    if document.lexicon.pattern("ORGANISATION_NOT").search(low):
        return False
    if block.section == "final":
        return clause.type in ("meeting", "directive") and clause.confidence == "sure"
    if clause.party != "both":
        return True
    return clause.type in (
        "meeting",
        "award",
        "directive",
        "experience",
        "publicity",
        "supervision",
        "contest",
    )


# Reports --------------------------------------------------------------------------------------------


def _reported(document: Document, sides: list[Side]) -> list[Clause]:
    found: list[Clause] = []
    active, listing, low = False, False, document.folded.low
    for rank, block in enumerate(document.blocks):
        if block.role not in ("para", "item", "intro") or (
            rank == 0 and len(document.blocks) > 3 and block in document.titles
        ):
            continue
        listing = _opens_list(document, block, listing)
        for start, end in sentences_of(document.folded, block.body, block.end):
            verdict = _verdict(document, block, start, end, sides, active, listing)
            if verdict == "":
                continue
            active = active or verdict != "guess"
            open_end = block.role == "intro" and end >= block.end
            if open_end or low[start:end].rstrip().endswith(":"):
                continue
            at = _lead_end(document, start, end)
            owner: Side | None = None
            if at > start:
                owner = _subject(document, sides, start, at + 90)
            for clause in _pieces(document, at, end):
                made = _clause(document, clause, sides, owner)
                if made and _promised(document, made):
                    made.confidence = verdict
                    found.append(made)
                    owner = next((side for side in sides if side.name == made.party), owner)
    return found


def _opens_list(document: Document, block: Block, listing: bool) -> bool:
    """Is this an item below "Under the memorandum, the bank will:"?"""
    if block.role == "item":
        return listing
    low, pattern = document.low(block), document.lexicon.pattern
    cued = any(pattern(name).search(low[-200:]) for name in ("FOLLOW", "JOINT", "MODAL", "KIND_WORDS"))
    return block.role == "intro" and cued


def _verdict(
    document: Document, block: Block, start: int, end: int, sides: list[Side], active: bool, listing: bool
) -> str:
    """likely or guess where a sentence of a report holds promises; empty where it holds none."""
    cues = Cues(document, start, end, action=active or block.role == "item")
    if cues.has("SPEECH") or (cues.has("RESULT") and not (cues.follow and cues.future)):
        return ""
    if cues.provides or ((cues.listed or listing and start == block.body) and not cues.has("AIM")):
        return "likely"
    if cues.ceremony or (cues.has("AIM") and not cues.intro and not (cues.joint and cues.future)):
        return ""
    if active and cues.has("RHYTHM") and cues.has("REVIEW_NOUN"):
        return "likely"
    past = cues.has("PAST")
    if past and not cues.future and not (cues.follow and cues.joint) and not (active and cues.action):
        return ""
    if document.lexicon.pattern("WEAK").match(cues.text) and not (active or cues.intro or cues.follow):
        return (
            "guess"
            if cues.has("DIRECTIVE") and type_of(document.lexicon, cues.text)[0] == "directive"
            else ""
        )
    if cues.promises or cues.action or (cues.future and side_named(sides, cues.text[:120], document)):
        return "likely"
    if not active or past:
        return ""
    if cues.future:
        return "likely"
    named = side_named(sides, cues.text[:60], document)
    return "guess" if named and document.lexicon.pattern("VERB").search(cues.text[:140]) else ""


class Cues:
    """What the words of one sentence of a report say about it."""

    def __init__(self, document: Document, start: int, end: int, *, action: bool) -> None:
        self.text = text = document.folded.low[start:end]
        self._pattern = pattern = document.lexicon.pattern
        self.follow = bool(pattern("FOLLOW").search(text[:200]))
        self.joint = bool(pattern("JOINT").search(text[:200]))
        self.future = self.has("FUTURE")
        self.action = action and bool(pattern("ACTION").match(bare(text)))
        intro = pattern("INTRO").search(text)
        self.intro = intro is not None
        bound = self.future or self.has("MODAL")
        self.promises = self.follow or (self.joint and bound) or (self.intro and self.future)
        provides = pattern("PROVIDES").search(text)
        self.provides = bool(provides and pattern("KIND_WORDS").search(text[: provides.start()]))
        self.listed = ORDINAL_ITEM.match(document.folded.low, start, end) is not None
        sign = pattern("SIGN").search(text[:220])
        led = intro is not None and sign is not None and sign.end() < intro.end()
        told = self.follow and (self.future or (self.joint and self.has("MODAL")))
        self.ceremony = sign is not None and not led and not told

    def has(self, name: str) -> bool:
        return bool(self._pattern(name).search(self.text))


def _promised(document: Document, clause: Clause) -> bool:
    low = document.folded.low[clause.start : clause.end]
    pattern = document.lexicon.pattern
    return not (pattern("RESULT").search(low) or pattern("AIM").match(low))


def _lead_end(document: Document, start: int, end: int) -> int:
    """Past "Under the programme, the two sides will" and "the contents are:"."""
    low, lexicon = document.folded.low, document.lexicon
    best = start
    for name in ("INTRO_END", "LEAD", "PROVIDES"):
        find = lexicon.pattern(name).match if name == "LEAD" else lexicon.pattern(name).search
        match = find(low, best, min(end, best + 330))
        if match and end - match.end() >= 20:
            best = match.end()
    return best


# Clauses --------------------------------------------------------------------------------------------


def _pieces(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    for clause in clauses_of(document.folded, start, end):
        pieces += _actions(document, *clause)
    return pieces


def _actions(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """A clause cut where a comma or an "and" opens another action of another type."""
    low, lexicon = document.folded.low, document.lexicon
    cuts = [start]
    listed = lexicon.pattern("LIST_WORD").search(low, start, end)
    stop = listed.start() if listed else end
    for match in lexicon.pattern("REVIEW_CUT").finditer(low, start + 12, end):
        cuts.append(match.end())
    for match in lexicon.pattern("AND_SPLIT").finditer(low, start + 12, stop):
        after, before = match.end(), max(cut for cut in cuts if cut <= match.end())
        if after in cuts or not lexicon.pattern("ACTION_STRONG").match(low, after, end):
            continue
        until = min([cut for cut in cuts if cut > after], default=end)
        if _parted(lexicon, low[before : match.start()], low[after:until], match.group()):
            cuts.append(after)
    cuts.sort()
    bounds = [*cuts[1:], end]
    return [(first, _without_link(document, first, last)) for first, last in zip(cuts, bounds, strict=True)]


def _parted(lexicon: Lexicon, left: str, right: str, link: str) -> bool:
    """Are these two duties, not two words for one?"""
    least, weights = lexicon.table("SPLIT_AT")
    if len(bare(left)) < least or len(right) < least:
        return False
    first, weight_first = type_of(lexicon, left)
    second, weight_second = type_of(lexicon, right[:110])
    if first == second or {first, second} in _ONE_DUTY:
        return False
    need_first, need_second = weights["," if link.strip() == "," else "and"]
    return weight_first >= need_first and weight_second >= need_second


def _without_link(document: Document, start: int, end: int) -> int:
    tail = document.lexicon.pattern("LINK_TAIL").search(document.folded.low, start, end)
    return tail.start() if tail and tail.end() == end and tail.start() > start else end


def _clause(
    document: Document, span: tuple[int, int], sides: list[Side], owner: Side | None
) -> Clause | None:
    low, lexicon = document.folded.low, document.lexicon
    start, end = span
    if ordinal := ORDINAL_ITEM.match(low, start, end):
        start = ordinal.end()
    while start < end and low[start] in " \t\n\"'-*+•.,:;":
        start += 1
    while end > start and low[end - 1] in " \t\n.,;:/…":
        end -= 1
    text = low[start:end]
    if len(text) < _SHORTEST[lexicon.code] or lexicon.pattern("NOT_DUTY").search(text):
        return None
    if lexicon.pattern("REVIEW_ONLY").search(text) and not lexicon.pattern("MEETING_TOO").search(text):
        return None
    kind, weight = type_of(lexicon, without_names(text, [side.name for side in sides]))
    side = _subject(document, sides, start, end)
    joint = None if lexicon.pattern("ACTION").match(text) else lexicon.pattern("JOINT").search(text[:70])
    party = side.name if side else "both" if joint or owner is None else owner.name
    confidence = "sure" if weight >= 3 else "likely"
    return Clause(start, end, kind, party, confidence)


def _subject(document: Document, sides: list[Side], start: int, end: int) -> Side | None:
    """The side named before the first verb of a clause."""
    low, lexicon = document.folded.low, document.lexicon
    text = low[start : min(end, start + 130)]
    if lexicon.pattern("ACTION").match(bare(text)):
        return None
    verb = lexicon.pattern("VERB").search(text)
    subject = text[: verb.start()] if verb else text[:60]
    if lexicon.pattern("JOINT").search(subject):
        return None
    named = [side for side in sides if side_named([side], subject, document)]
    return named[0] if len(named) == 1 else None
