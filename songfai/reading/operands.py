"""Bodies joined by "and", "with" or commas: the names that may be the sides."""

from dataclasses import dataclass

from .mention import Mention
from .orgs import is_upper, org_at, parent_end
from .structure import Document


@dataclass(slots=True)
class Reading:
    """One way of reading the sides, and how much it is to be trusted."""

    mentions: list[Mention]
    score: float


def operands(document: Document, start: int, limit: int, *, listed: bool = False) -> list[Mention]:
    """Bodies joined by "and" or "with" from `start` on; by commas too in a list."""
    folded, lexicon = document.folded, document.lexicon
    found: list[Mention] = []
    while len(found) < 7:
        mention = org_at(folded, lexicon, start, limit, any_head=listed and bool(found))
        if mention is None:
            break
        found.append(mention)
        at = parent_end(folded, lexicon, mention, limit)
        while match := lexicon.pattern("NAME_TAIL").match(folded.low, at, limit):
            if match.end() == at:
                break
            at = match.end()
        match = lexicon.pattern("BETWEEN_AND").match(folded.low, at, limit)
        if not match and listed:
            match = lexicon.pattern("BETWEEN_COMMA").match(folded.low, at, limit)
            if match and lexicon.code == "en" and not body_at(document, match.end(), limit):
                match = None
        if not match and listed and (skipped := lexicon.pattern("ADDRESS").match(folded.low, at, limit)):
            match = lexicon.pattern("BETWEEN_AND").match(folded.low, skipped.end(), limit)
        if not match:
            break
        start = match.end()
    return found


def body_at(document: Document, start: int, limit: int) -> Mention | None:
    """A name that says by its own words that it is a body: it begins with or holds a word for one."""
    folded, lexicon = document.folded, document.lexicon
    mention = org_at(folded, lexicon, start, limit)
    if mention is None or lexicon.code == "lo":
        return mention
    if lexicon.code == "en":
        words = [word.strip(",.'").lower() for word in mention.name.split()]
        titled = words[0] in lexicon.words("PERSON_TITLES")
        return None if titled or not set(words) & lexicon.words("ORG_NOUNS") else mention
    head = lexicon.pattern("ORG_HEADS_UPPER" if is_upper(mention.name) else "ORG_START")
    return mention if head.match(folded.cased, mention.start) else None


def is_body(document: Document, mention: Mention) -> bool:
    return body_at(document, mention.start, mention.end) is not None
