"""Who signed: from the signature blocks of a formal text, from the sentences of a report."""

import re
from dataclasses import dataclass

from .draft import Signatory
from .fold import fold
from .mention import clean
from .orgs import org_at
from .people import Person, people_in
from .segment import Block, sentences_of
from .sides import Side, same_body, side_named
from .structure import Document


@dataclass(slots=True)
class Signer:
    person: Person
    side: Side | None
    confidence: str


def signatories_of(document: Document, sides: list[Side]) -> list[Signatory]:
    signers = _from_blocks(document, sides) if document.formal else []
    if len(signers) < 2:
        lines = _signed_lines(document, sides)
        signers = lines if len(lines) > len(signers) else signers
    if len(signers) < 2:
        named = _represented(document, sides)
        signers = named if len(named) > len(signers) else signers
    if len(signers) < 2:
        told = _from_report(document, sides)
        signers = told if len(told) > len(signers) else signers
    if len(signers) < 2 and not document.formal:
        heads = _from_talks(document, sides)
        signers = heads if len(heads) > len(signers) else signers
    for signer in signers:
        signer.person = _in_full(document, signer.person)
    return [_signatory(document, signer) for signer in signers]


def _in_full(document: Document, person: Person) -> Person:
    """Ông Minh, named in full elsewhere: ông Đỗ Thanh Bình Minh, Cục trưởng."""
    if " " in person.name or document.lexicon.code == "lo":
        return person
    for block in document.blocks:
        if person.name in document.cased(block):
            for known in people_in(document, block.start, block.end):
                if known.name.endswith(f" {person.name}"):
                    known.title = known.title or person.title
                    return known
    return person


def _signatory(document: Document, signer: Signer) -> Signatory:
    person = signer.person
    span = document.folded.span(person.start, person.end)
    party = signer.side.name if signer.side else None
    return Signatory(person.name, person.title, party, span, signer.confidence)  # type: ignore[arg-type]


def _side_of(document: Document, sides: list[Side], text: str | None) -> Side | None:
    if not text:
        return None
    named = side_named(sides, text, document)
    if named:
        return named
    again = fold(text)
    for word in range(len(again.cased)):
        if word == 0 or text[word - 1] == " ":
            mention = org_at(again, document.lexicon, word, len(text))
            for side in sides:
                if mention and same_body(mention.name, side.name, document.lexicon):
                    return side
    return None


# Signature blocks ---------------------------------------------------------------------------------


def _columns(document: Document) -> list[list[Block]]:
    """The lines below the text as one or two columns, by where they begin."""
    blocks = [block for block in document.blocks if block.role == "signature"]
    seconds = [_indent(document, block) for block in blocks if block.column == 1]
    if not seconds:
        return [blocks]
    middle = min(seconds) if min(seconds) < 12 else sum(seconds) / len(seconds) * 0.72
    columns: list[list[Block]] = [[], [], []]
    for block in blocks:
        if block.columns > 1:
            columns[min(block.column, 2)].append(block)
        else:
            columns[0 if _indent(document, block) < middle else 1].append(block)
    return [column for column in columns if column]


def _indent(document: Document, block: Block) -> int:
    line = document.folded.cased.rfind("\n", 0, block.start) + 1
    return block.start - line


def _from_blocks(document: Document, sides: list[Side]) -> list[Signer]:
    signers: list[Signer] = []
    started: set[int] = set()
    for index, column in enumerate(_columns(document)):
        bodies: list[str] = []
        titles: list[Block] = []
        for block in column:
            text = document.cased(block)
            low = document.low(block)
            if document.lexicon.pattern("WITNESS_HEAD").search(low):
                break
            if document.lexicon.pattern("SIGNED_MARK").match(low) and len(low) < 40:
                continue
            inline = _inline_signer(document, block)
            if inline is None and _is_post(document, block):
                if (
                    signers
                    and not bodies
                    and not titles
                    and signers[-1].person.title is None
                    and index in started
                ):
                    _add_post(document, signers[-1], block)
                    continue
                titles.append(block)
                continue
            person = inline or _signature_name(document, block, sides)
            if person and not inline and not titles and _post_follows(document, column, block, sides):
                person = None
            if person is None:
                bodies.append(text)
                continue
            if titles and person.title is None:
                person.title = clean(_post_text(document, titles))
                person.title_start, person.title_end = titles[0].start, titles[-1].end
            side = _side_of(document, sides, " ".join(bodies)) or _side_of(document, sides, person.title)
            if side is None and len(sides) == 2 and index < 2 and len(_columns(document)) == 2:
                side = sides[index]
            signers.append(Signer(person, side, "sure" if side and person.title else "likely"))
            started.add(index)
            bodies, titles = [], []
    return signers[:8]


def _add_post(document: Document, signer: Signer, block: Block) -> None:
    """The post written below the name."""
    signer.person.title = clean(document.cased(block))
    signer.person.title_start, signer.person.title_end = block.start, block.end


def _post_follows(document: Document, column: list[Block], block: Block, sides: list[Side]) -> bool:
    """Does a post stand below, and a name below that? Then this line still names the body."""
    rest = column[column.index(block) + 1 :]
    for index, below in enumerate(rest):
        if _is_post(document, below):
            return any(
                _signature_name(document, later, sides) and not _is_post(document, later)
                for later in rest[index + 1 :]
            )
    return False


def _post_text(document: Document, titles: list[Block]) -> str:
    """The post of the person who signs: after "KT. CHỦ TỊCH" it is the line below."""
    own = [block for block in titles if not document.lexicon.pattern("ON_BEHALF").match(document.low(block))]
    block = (own or titles)[-1]
    return re.sub(r"^\W*(?:kt|q|tl|tuq)\.\s*", "", document.cased(block), flags=re.I)


def _is_post(document: Document, block: Block) -> bool:
    low = document.low(block).strip(" .*_-")
    pattern = document.lexicon.pattern("TITLE_HEADS")
    if document.lexicon.pattern("POST_LINE").match(low):
        return True
    match = pattern.match(low)
    return bool(match) and not document.lexicon.pattern("BLOCK_HEAD").match(low)


def _inline_signer(document: Document, block: Block) -> Person | None:
    """Name: ... Title: ..., or a name and a post on one line."""
    text, low = document.cased(block), document.low(block)
    match = document.lexicon.pattern("NAME_LABEL").match(low)
    if match:
        start, end = block.start + match.end(), block.end
        if document.lexicon.code == "lo" or not people_in(document, start, end):
            name = clean(re.split(r"[,;]| - ", document.folded.cased[start:end])[0])
            return (
                Person(start, start + len(name), name)
                if len(name) > 3 and not re.fullmatch(r"[\W_.…]*", name)
                else None
            )
    for person in people_in(document, block.start, block.end):
        if person.title and len(text) < 160 and person.title_start > person.start:
            return person
    return None


def _signature_name(document: Document, block: Block, sides: list[Side]) -> Person | None:
    """The name on a line of its own, past a label and words of courtesy."""
    lexicon, text = document.lexicon, document.cased(block)
    start = block.start
    if match := lexicon.pattern("NAME_LABEL").match(document.low(block)):
        start = block.start + match.end()
    courtesy = lexicon.pattern("COURTESY")
    while (match := courtesy.match(document.folded.cased, start, block.end)) and match.end() > start:
        start = match.end()
    name = clean(re.split(r",| {3,}|[()]| - ", document.folded.cased[start : block.end])[0])
    marked = any(char.isdigit() or char in '_…@/"' for char in name) or ":" in text[:-1]
    if not name or len(name) > 60 or marked or lexicon.pattern("BLOCK_HEAD").match(name.lower()):
        return None
    plain = start == block.start
    fits = (
        _lao_signature(document, name, plain)
        if lexicon.code == "lo"
        else _cased_signature(document, name, start, plain, sides)
    )
    return Person(start, start + len(name), name) if fits else None


def _lao_signature(document: Document, name: str, plain: bool) -> bool:
    if document.lexicon.pattern("DURATIONS_IN_NAME").search(name):
        return False
    if document.lexicon.pattern("ORG_HEADS").match(name) or not re.search("[\u0e80-\u0eff]", name):
        return False
    return len(name.split()) <= 5 and (not plain or len(name) <= 45)


def _cased_signature(document: Document, name: str, start: int, plain: bool, sides: list[Side]) -> bool:
    lexicon, words = document.lexicon, name.split()
    if not 2 <= len(words) <= 7 or not all(word[:1].isupper() for word in words):
        return False
    if name.isupper() and plain and any(name.lower() in side.name.lower() for side in sides):
        return False
    surname = words[0].title() in lexicon.words("SURNAMES")
    if (
        lexicon.code == "vi"
        and not surname
        and (org_at(document.folded, lexicon, start, start + len(name)) or (name.isupper() and plain))
    ):
        return False
    return not {word.lower() for word in words} & (lexicon.words("ORG_NOUNS") | lexicon.words("DOMAIN_WORDS"))


_SIGNED_LINE = re.compile(
    r"\s*(?P<post>[^:\n]{4,100}?)\s*:\s*(?P<name>[^:()\n]{4,60}?)\s*"
    r"\((?:signed|đã ký|ký tên|ລາຍເຊັນ|ເຊັນແລ້ວ|ເຊັນ|ລົງນາມ)[^()]{0,30}\)\s*$",
    re.I,
)


def _signed_lines(document: Document, sides: list[Side]) -> list[Signer]:
    """Head of the Office: Somchit Saiyavong (signed), one person a line."""
    lexicon, signers = document.lexicon, []
    for block in document.blocks[-12:]:
        match = _SIGNED_LINE.match(document.folded.cased, block.start, block.end)
        if not match or not lexicon.pattern("TITLE_HEADS").match(document.folded.low, match.start("post")):
            continue
        start = match.start("name")
        while (
            lead := lexicon.pattern("COURTESY").match(document.folded.cased, start)
        ) and lead.end() > start:
            start = lead.end()
        name = clean(document.folded.cased[start : match.end("name")])
        person = Person(start, start + len(name), name, clean(match["post"]), *match.span("post"))
        side = _side_of(document, sides, person.title)
        signers.append(Signer(person, side, "sure" if side else "likely"))
    return signers


# Representation lines and reports -------------------------------------------------------------------


def _represented(document: Document, sides: list[Side]) -> list[Signer]:
    """Đại diện: Ông X - Chức vụ: Y; represented by Mr X, Rector."""
    lexicon = document.lexicon
    signers: list[Signer] = []
    for block in document.blocks:
        if block.role in ("source", "recipients", "signature"):
            continue
        for match in lexicon.pattern("REPRESENTED").finditer(document.folded.low, block.start, block.end):
            people = people_in(document, match.start(), min(block.end, match.end() + 160))
            if not people or people[0].start - match.end() > 60:
                continue
            person = people[0]
            label = lexicon.pattern("POST_LABEL").search(
                document.folded.low, person.end, min(len(document.folded.low), person.end + 120)
            )
            if person.title is None and label:
                finish = re.compile(r"[;\n.,]|$").search(document.folded.cased, label.end())
                person.title_start, person.title_end = label.end(), finish.start() if finish else label.end()
                person.title = clean(document.folded.cased[person.title_start : person.title_end])
            between = document.folded.cased[match.start() : person.start]
            before = document.folded.cased[max(0, block.start - 200) : match.start()]
            side = (
                _side_of(document, sides, person.title)
                or side_named(sides, between, document)
                or _last_named(sides, before)
            )
            if all(known.person.name != person.name for known in signers):
                signers.append(Signer(person, side, "likely"))
    return signers


def _last_named(sides: list[Side], text: str) -> Side | None:
    places = [(text.rfind(side.name), side) for side in sides]
    places = [place for place in places if place[0] >= 0]
    return max(places, key=lambda place: place[0])[1] if places else None


def _from_report(document: Document, sides: list[Side]) -> list[Signer]:
    """People in the sentences that tell of the signing, one for each side."""
    ranked: list[tuple[float, int, Person]] = []
    for rank, block in enumerate(document.blocks):
        if block.role in ("ground", "source", "recipients"):
            continue
        for start, end in sentences_of(document.folded, block.start, block.end):
            score = _sentence_score(document, start, end) - 0.1 * rank - 1.5 * (block.role == "caption")
            if score <= 0.5:
                continue
            for person in people_in(document, start, end):
                if not _witness(document, start, person, end):
                    ranked.append((score, person.start, person))
    return _one_each(document, sides, ranked)


def _sentence_score(document: Document, start: int, end: int) -> float:
    low, lexicon = document.folded.low, document.lexicon
    sign = bool(lexicon.pattern("SIGN").search(low, start, end))
    acts = bool(lexicon.pattern("SIGN_ACT").search(low, start, end))
    preside = bool(lexicon.pattern("PRESIDE").search(low, start, end))
    past = bool(lexicon.pattern("PAST_SIGN").search(low, start, end))
    return 3.0 * sign + 3.0 * acts + 2.5 * preside - 4.0 * past


def _witness(document: Document, start: int, person: Person, end: int) -> bool:
    """Is the person named among those who watched or spoke?"""
    low, lexicon = document.folded.low, document.lexicon
    last = None
    for match in lexicon.pattern("WITNESS").finditer(low, start, person.start):
        last = match
    if last is not None:
        acts = lexicon.pattern("SIGN_ACT").search(low, last.end(), person.start)
        ends = re.search(r";", low[last.end() : person.start])
        return not acts and not ends
    return False


def _from_talks(document: Document, sides: list[Side]) -> list[Signer]:
    """ "The two ministers signed": the heads of the sides named where their talks are told."""
    low, lexicon = document.folded.low, document.lexicon
    two = lexicon.pattern("TWO_HEADS")
    told = [block for block in document.blocks if block.role == "para"][:8]
    if not any(two.search(low, block.start, block.end) for block in told):
        return []
    ranked = []
    for rank, block in enumerate(told):
        for start, end in sentences_of(document.folded, block.start, block.end):
            if lexicon.pattern("TALKS").search(low, start, end):
                ranked += [
                    (3.0 - 0.2 * rank, person.start, person) for person in people_in(document, start, end)
                ]
    return _one_each(document, sides, ranked)


def _one_each(document: Document, sides: list[Side], ranked: list[tuple[float, int, Person]]) -> list[Signer]:
    ranked.sort(key=lambda entry: (-round(entry[0]), entry[1]))
    signers: list[Signer] = []
    for score, _, person in ranked:
        if any(_same_person(person, known.person) for known in signers):
            continue
        side = _side_of(document, sides, person.title)
        if side is not None and any(known.side is side for known in signers):
            continue
        best = ranked[0][0]
        if side is None and (score < best - 1.5 or score < 3):
            continue
        if side is not None and score < 2.4:
            continue
        confidence = "sure" if side and score >= 5 else "likely" if side else "guess"
        signers.append(Signer(person, side, confidence))
    if len(sides) == 2:
        signers = sorted(signers, key=lambda signer: signer.side is None)[:2]
    return sorted(signers[: max(2, len(sides))], key=lambda signer: signer.person.start)


def _same_person(one: Person, other: Person) -> bool:
    return one.name == other.name or one.name.endswith(other.name) or other.name.endswith(one.name)
