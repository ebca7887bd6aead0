"""The sides of a programme by all their names: in full, in short, by country, by initials."""

import re
from dataclasses import dataclass

from .draft import Confidence, Party
from .fold import key
from .lexicon import Lexicon
from .mention import Mention
from .orgs import mentions_in
from .structure import Document

# "The Youth of the Province" is the Lao People's Revolutionary Youth Union of that province.
_PLACES_LO = ("ແຂວງ", "ເມືອງ", "ນະຄອນຫຼວງ")


@dataclass(slots=True)
class Side:
    name: str
    mention: Mention
    aliases: set[str]
    confidence: Confidence = "likely"
    countries: re.Pattern[str] | None = None


def as_parties(document: Document, sides: list[Side]) -> list[Party]:
    return [
        Party(side.name, role, document.folded.span(side.mention.start, side.mention.end), side.confidence)
        for role, side in zip("abcdefgh", sides, strict=False)
    ]


def named_sides(document: Document, mentions: list[Mention], confidence: Confidence) -> list[Side]:
    """A side for each body read, with its fullest name and everything else it is called."""
    every = _known_names(document)
    sides = [_side(document, mention, every, mentions) for mention in mentions]
    _give_short_names(document, sides)
    for side in sides:
        side.confidence = confidence
    return sides


def _known_names(document: Document) -> list[Mention]:
    """Every body named where names are given in full: title, first paragraphs, definitions."""
    found: list[Mention] = []
    told = [
        block for block in document.blocks if block.role not in ("national", "number", "source", "recipients")
    ]
    for block in told[:14]:
        found += mentions_in(document.folded, document.lexicon, block.start, block.end)
    return found


def _side(document: Document, mention: Mention, every: list[Mention], others: list[Mention]) -> Side:
    """The fullest name in ordinary letters that begins with the name read."""
    lexicon = document.lexicon
    same = [
        known
        for known in every
        if same_body(known.name, mention.name, lexicon)
        and not any(same_body(known.name, other.name, lexicon) for other in others if other is not mention)
    ]
    best = mention
    for known in same:
        added = known.name[len(best.name) :].split()
        if len(added) > 1 and added[0] in lexicon.words("SURNAMES"):
            continue
        if (
            added
            and lexicon.code == "vi"
            and added[0].islower()
            and added[0] not in lexicon.words("PLACE_WORDS")
        ):
            continue
        apart = known.name[len(best.name) : len(best.name) + 1] == " "
        if lexicon.code == "lo" and apart and added and not lexicon.pattern("ORG_TAIL").match(added[0]):
            continue
        if _better(known.name, best.name):
            best = known
    aliases = {key(known.name) for known in same} | {key(mention.name), key(best.name)}
    aliases |= _aliases(document, [mention, best, *same])
    return Side(best.name, best, {alias for alias in aliases if alias})


def _better(name: str, known: str) -> bool:
    """In ordinary letters instead of capitals, or the same name written out further."""
    if known.isupper() and not name.isupper():
        return len(name) >= 0.6 * len(known)
    longer = len(known) < len(name) < 90 and key(name).startswith(key(known))
    return longer and name.isupper() == known.isupper()


def _aliases(document: Document, mentions: list[Mention]) -> set[str]:
    """Short names given in brackets after a name: (LHH), (sau đây gọi là Bên A), (hereinafter "MoHA")."""
    found: set[str] = set()
    for mention in mentions:
        after = document.folded.low[mention.end : mention.end + 170]
        if match := document.lexicon.pattern("ALIAS").search(after.split("\n")[0]):
            if match.start() < 70:
                found.update(key(name) for name in match.groups() if name)
        if match := re.match(r"\s*\(([^()]{2,24})\)", after):
            found.add(key(match[1]))
    return {alias for alias in found if len(alias) > 1}


def _give_short_names(document: Document, sides: list[Side]) -> None:
    """What only one side can be called: the Department, Kon Ray, tỉnh Nghệ An, the Vietnamese side."""
    lexicon = document.lexicon
    keys = [expand(side.name, lexicon) for side in sides]
    for index, side in enumerate(sides):
        others = [other for place, other in enumerate(keys) if place != index]
        found = {keys[index]}
        for short in _short_names(document, side.name, keys[index]):
            if len(short) > 2 and not any(f" {short} " in f" {other} " for other in others):
                found.add(short)
        side.aliases |= found
        for country, pattern in lexicon.table("COUNTRY_SIDES"):
            own = re.search(country, keys[index])
            if own and not any(re.search(country, other) for other in others):
                side.countries = re.compile(pattern)


def _short_names(document: Document, name: str, whole: str) -> list[str]:
    lexicon, words = document.lexicon, whole.split()
    if lexicon.code == "lo":
        head = lexicon.pattern("ORG_HEADS").match(name)
        place = re.search(r"(?:ແຂວງ|ນະຄອນ|ເມືອງ)[\u0e80-\u0eff]{2,}", name)
        return [key(match.group()) for match in (head, place) if match]
    place = re.search(r"(?:tinh|thanh pho|huyen|tp) (\S.*)$", whole)
    found = [" ".join(words[:count]) for count in (1, 2, 3, 4)] if lexicon.code == "vi" else []
    found += [place[0], place[1]] if place else []
    if lexicon.code == "en":
        nouns, links = lexicon.words("ORG_NOUNS"), lexicon.words("ORG_LINKS")
        found += [f"the {word}" for word in words if word in nouns]
        parts = whole.split(" of ")
        found += [parts[0], " of ".join(parts[:2])] if len(parts) > 1 else []
        found += _own_words(words, nouns | links, lexicon.words("DOMAIN_WORDS"))
        found += [word for word in _initials(name) if len(word) > 2]
    return found


def _own_words(words: list[str], common: frozenset[str], domain: frozenset[str]) -> list[str]:
    """The runs of words that are a body's own name: "viet duc" of Viet Duc University Hospital."""
    runs: list[list[str]] = [[]]
    for word in words:
        if word in common:
            runs.append([])
        else:
            runs[-1].append(word)
    return [" ".join(run) for run in runs if run and not set(run) <= domain]


def _initials(name: str) -> list[str]:
    letters = [word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()]
    return ["".join(letters).lower(), "".join(letters[:-1]).lower(), "".join(letters[1:]).lower()]


def side_named(sides: list[Side], text: str, document: Document) -> Side | None:
    """The side whose name or short name stands first in `text`."""
    low, whole = f" {key(text)} ", f" {expand(text, document.lexicon)} "
    best: tuple[int, int, Side] | None = None
    for side in sides:
        for alias in side.aliases:
            needle = alias if document.lexicon.code == "lo" else f" {alias} "
            for place in (low.find(needle), whole.find(needle)):
                if place >= 0 and (best is None or (place, -len(alias)) < best[:2]):
                    best = (place, -len(alias), side)
        match = side.countries.search(low) if side.countries else None
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), 0, side)
    return best[2] if best else None


def same_body(one: str, other: str, lexicon: Lexicon) -> bool:
    """Do two names stand for one body: equal, one the beginning of the other, or an abbreviation of it?"""
    first, second = sorted((expand(one, lexicon), expand(other, lexicon)), key=len)
    if not first:
        return False
    if (
        first == second
        or second.startswith(first + " ")
        or (lexicon.code == "lo" and second.startswith(first))
    ):
        return True
    if lexicon.code == "lo" and (head := lexicon.pattern("ORG_HEADS").match(first)):
        tail = first[head.end() :]
        return bool(tail) and second.startswith(head.group()) and tail in _PLACES_LO and tail in second
    shared, words = first.split(), iter(second.split())
    return len(shared) > 2 and all(word in words for word in shared)


def expand(name: str, lexicon: Lexicon) -> str:
    text = f" {key(name)} "
    for short, long in lexicon.table("SHORT_FORMS"):
        text = text.replace(f" {short} ", f" {long} ")
    return text.strip()
