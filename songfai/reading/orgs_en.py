"""English names of bodies: capitals joined by "of" and "for", and by "and" where one name holds it."""

import re
from itertools import dropwhile

from .fold import Folded
from .lexicon import Lexicon
from .mention import EDGE, TOKEN, Mention, mention_of, tokens_of

_SHORT_WORDS = ("St", "Co", "Ltd", "Inc", "Ho", "U.S", "No")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_LEADING = ("of", "the", "for", "in", "on", "at")
_PLACE_OWNERS = ("province's", "city's", "district's")


def english(folded: Folded, lexicon: Lexicon, start: int, limit: int) -> Mention | None:
    tokens = tokens_of(folded, start, limit)
    tokens = list(dropwhile(lambda token: token.group() in _LEADING, tokens))
    start = tokens[0].start() if tokens else start
    capitals = folded.cased[start : start + 12].isupper()
    end = start
    for index, token in enumerate(tokens):
        core = token.group().strip(EDGE)
        if index and (token.group()[0] in '("[“' or _YEAR.match(core)):
            break
        if core in ("and", "AND", "&"):
            if not index or not _and_inside(folded, lexicon, tokens, index):
                break
            continue
        link = core.lower() in lexicon.words("ORG_LINKS") and (core.islower() or capitals)
        if index and link and _subject_follows(lexicon, tokens, index):
            continue
        if not index and core in lexicon.words("ORG_FIRST_WORDS"):
            continue
        if index and (core in _PLACE_OWNERS or core in lexicon.words("ORG_TAIL_WORDS")):
            end = token.start() + len(core)
            if core in _PLACE_OWNERS or _of_follows(tokens, index):
                continue
            break
        if not (core[:1].isupper() or core[:1].isdigit() or link) or (
            index and core.lower() in lexicon.words("ORG_STOP")
        ):
            break
        if not link:
            end = token.start() + token.group().rindex(core[-1]) + 1
        if _english_ends(folded, lexicon, tokens, index):
            break
    return _without_person(folded, lexicon, mention_of(folded, start, end))


def _without_person(folded: Folded, lexicon: Lexicon, mention: Mention | None) -> Mention | None:
    """President of the Lao Women's Union | Aly Vongnobountham: the name of the body ends at its noun."""
    if mention is None or mention.name.endswith(("'s", "'")):
        return None
    if not lexicon.pattern("TITLE_ENDS").search(folded.cased, max(0, mention.start - 40), mention.start):
        return mention
    words = list(TOKEN.finditer(mention.name))
    nouns = [
        index
        for index, word in enumerate(words)
        if word.group().strip(EDGE).lower() in lexicon.words("ORG_NOUNS")
    ]
    after = words[nouns[-1] + 1 :] if nouns else []
    if len(after) < 2 or any(word.group().islower() for word in after):
        return mention
    return mention_of(folded, mention.start, mention.start + words[nouns[-1]].end())


def _subject_follows(lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """Office on Drugs, Commission on Human Rights; not the Office on Friday."""
    if tokens[index].group().lower() != "on" or index + 1 >= len(tokens):
        return False
    before, after = (tokens[place].group().strip(EDGE) for place in (index - 1, index + 1))
    calendar = after.lower().strip(".") in lexicon.words("CALENDAR")
    return before.lower() in lexicon.words("ORG_ON") and after[:1].isupper() and not calendar


def _of_follows(tokens: list[re.Match[str]], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].group() == "of" and tokens[index].group().isalpha()


def _english_ends(folded: Folded, lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """Does the mark after this token end the name?"""
    text = tokens[index].group()
    core = text.strip(EDGE)
    tail = text[text.rindex(core[-1]) + 1 :]
    if not tail or tail in ("'", "'s") or (tail == "." and core in _SHORT_WORDS):
        return False
    if core == "Co" and index + 1 < len(tokens) and tokens[index + 1].group().startswith("Ltd"):
        return False
    return tail != "," or not _english_list_goes_on(folded, lexicon, tokens, index)


def _and_inside(folded: Folded, lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """Is this "and" inside one name (Education and Training), not between two bodies?"""
    if index + 1 >= len(tokens) or tokens[index + 1].group().strip(EDGE).lower() in ("the", "its", "their"):
        return False
    if _line_of_its_own(folded, tokens, index):
        return False
    heads = lexicon.words("ORG_NOUNS") | {"ministries", "departments"}
    before = [token.group().strip(EDGE).lower() for token in tokens[:index]]
    if not set(before) & heads:
        return _head_soon(lexicon, heads, tokens, index)
    if not {"of", "for", "on"} & set(before):
        return False
    if tokens[index + 1].group().strip(EDGE) in lexicon.words("COUNTRIES_CASED"):
        return False
    for place, ahead in enumerate(tokens[index + 1 : index + 7], start=index + 1):
        core = ahead.group().strip(EDGE)
        bracket = ahead.group()[0] == "(" and place > index + 1
        if bracket or (core in ("AND", "&") and _line_of_its_own(folded, tokens, place)):
            return True
        if core.endswith("'s") or core in lexicon.words("ORG_TAIL_WORDS"):
            return False
        if not core[:1].isupper():
            return ahead is not tokens[index + 1]
        if core.lower() in heads | lexicon.words("PERSON_TITLES"):
            return False
        if ahead.group()[-1] in ",.;:)":
            return True
    return True


def _line_of_its_own(folded: Folded, tokens: list[re.Match[str]], index: int) -> bool:
    """An AND between two names centred one below the other."""
    if not 0 < index < len(tokens) - 1:
        return False
    before = folded.cased[tokens[index - 1].end() : tokens[index].start()]
    return "\n" in before and "\n" in folded.cased[tokens[index].end() : tokens[index + 1].start()]


def _head_soon(lexicon: Lexicon, heads: frozenset[str], tokens: list[re.Match[str]], index: int) -> bool:
    """Agriculture and Forestry Department: the word for the body comes after the "and"."""
    if tokens[0].group() in lexicon.words("COUNTRIES_CASED"):
        return False
    first = tokens[0].group().lower() in lexicon.words("ORG_FIRST_WORDS")
    if index > 2 + first or tokens[index + 1].group() in lexicon.words("DEMONYMS"):
        return False
    for ahead in tokens[index + 1 : index + 4]:
        core = ahead.group().strip(EDGE)
        if not core[:1].isupper() or core in lexicon.words("COUNTRIES_CASED"):
            return False
        if core.lower() in heads:
            return ahead is not tokens[index + 1]
        if ahead.group()[-1] in ",.;:)":
            return False
    return False


def _english_list_goes_on(folded: Folded, lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """Ministry of Culture, Sports and Tourism."""
    if not any(token.group().lower() in ("of", "for") for token in tokens[: index + 1]):
        return False
    for ahead in tokens[index + 1 : index + 6]:
        core = ahead.group().strip(EDGE)
        if core in ("and", "AND", "&"):
            return _and_inside(folded, lexicon, tokens, tokens.index(ahead))
        if (
            not core[:1].isupper()
            or core.lower() in lexicon.words("ORG_NOUNS")
            or core in lexicon.words("COUNTRIES_CASED")
        ):
            return False
        if ahead.group()[-1] in ".;:)":
            return False
    return False
