"""People named in a text, with the post given beside the name."""

import re
from dataclasses import dataclass
from functools import cache

from .lexicon import Lexicon
from .mention import clean
from .orgs import org_at
from .structure import Document

_UPPER = "".join(chr(c) for c in range(0x41, 0x1EFA) if chr(c).isalpha() and chr(c).isupper())
_LOWER = "".join(chr(c) for c in range(0x61, 0x1EFA) if chr(c).isalpha() and chr(c).islower())
_WORD = rf"[{_UPPER}](?:[{_LOWER}]+|\.(?= ?[{_UPPER}])|(?=[ ,]))(?:[-'][{_UPPER}{_LOWER}]+)*"
_NAME = rf"(?:{_WORD} )*?{_WORD}(?: {_WORD}){{0,4}}"
_CAPITALS = rf"[{_UPPER}]{{2,}}(?:[-' ][{_UPPER}]+){{1,5}}"

_BARE_NAME = re.compile(rf"\s+(?P<name>{_WORD}(?: {_WORD}){{1,4}})(?!\w)")


@dataclass(slots=True)
class Person:
    start: int
    end: int
    name: str
    title: str | None = None
    title_start: int = 0
    title_end: int = 0


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    from .lexicon import lexicon

    lex = lexicon(code)
    surnames = "|".join(sorted(map(re.escape, lex.words("SURNAMES")), key=len, reverse=True))
    honorific = lex.table("HONORIFICS_CASED")
    countries = "|".join(sorted(map(re.escape, lex.words("COUNTRIES_CASED")), key=len, reverse=True))
    return (
        re.compile(
            rf"(?<!\w)(?:{honorific})(?:\s*[:,]?\s*(?:{honorific}))*\s*:?\s*(?P<name>{_NAME}|{_CAPITALS})"
        ),
        re.compile(rf"(?<!\w)(?P<name>(?:{surnames}) {_WORD}(?: {_WORD}){{0,3}})(?!\w)"),
        re.compile(
            rf"(?<!\w)(?P<title>{lex.table('TITLE_CASED')}) (?:(?:{countries}) )?(?P<name>{_WORD}(?: {_WORD}){{1,4}})(?!\w)"
        ),
        re.compile(rf"(?<!\w)(?:{countries}) (?P<name>{_WORD}(?: {_WORD}){{1,3}})(?!\w)"),
        re.compile(
            rf"(?<!\w)(?P<name>{_WORD}(?: {_WORD}){{1,4}})(?=\s*[,(-]\s*(?:the )?(?i:{lex.table('TITLE_HEADS')})\b)"
        ),
    )


def people_in(document: Document, start: int, end: int) -> list[Person]:
    if document.lexicon.code == "lo":
        found = _lao_people(document, start, end)
    else:
        found = _cased_people(document, start, end)
    return sorted(found, key=lambda person: person.start)


def _before(found: list[Person], at: int, start: int) -> int:
    return max([start, *[person.end for person in found if person.end <= at]])


def _cased_people(document: Document, start: int, end: int) -> list[Person]:
    text = document.folded.cased
    found = _after_bodies(document, start, end)
    for order, pattern in enumerate(_patterns(document.lexicon.code)):
        for match in pattern.finditer(text, start, end):
            first, last = _trim_name(document.lexicon, text, *match.span("name"))
            if last <= first or any(known.start < last and first < known.end for known in found):
                continue
            person = Person(first, last, clean(text[first:last]))
            if not _is_name(document, person, order):
                continue
            _give_title(document, person, _before(found, first, start), end)
            if order and person.title is None:
                continue
            found.append(person)
    return found


def _after_bodies(document: Document, start: int, end: int) -> list[Person]:
    """President of the Lao Women's Union Aly Vongnobountham: a post, its body, then the name."""
    folded, lexicon = document.folded, document.lexicon
    found: list[Person] = []
    for match in lexicon.pattern("TITLE_BEFORE_ORG").finditer(folded.cased, start, end):
        org = org_at(folded, lexicon, match.end(), end)
        name = _BARE_NAME.match(folded.cased, org.end, end) if org else None
        if org and name and not {word.lower() for word in name["name"].split()} & lexicon.words("ORG_NOUNS"):
            title = clean(folded.cased[match.start() : org.end])
            found.append(Person(*name.span("name"), name["name"], title, match.start(), org.end))
    return found


def _trim_name(lexicon: Lexicon, text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out titles, ranks and countries caught with the capitals of a name."""
    words = list(re.finditer(r"[^\s]+", text[start:end]))
    stop = lexicon.words("NOT_NAMES")
    while words and words[0].group().strip(".,") in stop:
        words.pop(0)
    for index, word in enumerate(words):
        if index and word.group().strip(".,") in stop:
            words = words[:index]
            break
    if not words:
        return start, start
    return start + words[0].start(), start + words[-1].end()


def _is_name(document: Document, person: Person, order: int) -> bool:
    words = person.name.split()
    lexicon, text = document.lexicon, document.folded.cased
    if not 1 <= len(words) <= 7 or (len(words) == 1 and order):
        return False
    if document.lexicon.pattern("NOT_PERSON").match(person.name):
        return False
    if order and lexicon.pattern("PLACE_BEFORE").search(text[max(0, person.start - 16) : person.start]):
        return False
    if lexicon.code == "en" and {word.lower() for word in words} & (
        lexicon.words("ORG_NOUNS") | lexicon.words("DOMAIN_WORDS")
    ):
        return False
    return not (
        lexicon.code == "vi"
        and lexicon.pattern("ORG_HEADS_CASED").match(person.name)
        and words[0] not in lexicon.words("SURNAMES")
    )


def _give_title(document: Document, person: Person, start: int, end: int) -> None:
    span = _title_after(document, person.end, end) or _title_before(document, start, person.start)
    span = span or _title_apart(document, start, person.start)
    if span:
        person.title_start, person.title_end = span
        person.title = clean(document.folded.cased[span[0] : span[1]])


def _title_after(document: Document, at: int, limit: int) -> tuple[int, int] | None:
    """The posts after a name; the last one in a row is the one that names the body."""
    low, lexicon = document.folded.low, document.lexicon
    last: tuple[int, int] | None = None
    while match := lexicon.pattern("TITLE_SEP").match(low, at, limit):
        head = lexicon.pattern("TITLE_HEADS").match(low, match.end(), limit)
        if not head:
            break
        finish = _title_end(document, head.end(), limit)
        last, at = (head.start(), finish), finish
    return last


def _title_end(document: Document, at: int, limit: int) -> int:
    folded, lexicon = document.folded, document.lexicon
    stop = lexicon.pattern("TITLE_STOP").search(folded.low, at, limit)
    finish = stop.start() if stop else limit
    begin = at
    for link in lexicon.pattern("TITLE_LINK").finditer(folded.low, at, finish):
        begin = link.end() if link.start() == begin or link.start() == at else begin
    org = org_at(folded, lexicon, begin, limit)
    return org.end if org and org.end > finish - 1 and org.end - at < 140 else min(finish, at + 140)


def _title_before(document: Document, start: int, at: int) -> tuple[int, int] | None:
    low, lexicon = document.folded.low, document.lexicon
    floor = max(start, at - 120)
    cut = max((match.end() for match in re.finditer(r"[,;.:()\n]", low[floor:at])), default=0)
    honorific = re.search(
        rf"(?:{lexicon.table('HONORIFICS_CASED')})\s*:?\s*$", document.folded.cased[floor:at]
    )
    finish = floor + honorific.start() if honorific else at
    heads = [
        m
        for m in lexicon.pattern("TITLE_HEADS").finditer(low, floor + cut, finish)
        if not low[m.start() - 1 : m.start()].isalnum()
    ]
    if not heads or low[heads[0].start() : finish].strip() == "":
        return None
    begin = heads[0].start()
    owner = re.search(
        r"(?:[A-ZĐ]{2,8}|[A-ZĐ][\w'-]+(?: [A-ZĐ][\w'-]+){0,3}) $", document.folded.cased[floor + cut : begin]
    )
    if owner and lexicon.code == "en":
        begin = floor + cut + owner.start()
    between = low[begin:finish]
    if lexicon.pattern("TITLE_STOP").search(between.rstrip()):
        return None
    return (begin, finish) if finish - begin < 110 else None


def _title_apart(document: Document, start: int, at: int) -> tuple[int, int] | None:
    """Director of the Hospital, Dr X: a post, a comma, and then the name."""
    cased, low, lexicon = document.folded.cased, document.folded.low, document.lexicon
    honorific = re.search(
        rf"(?:(?:{lexicon.table('HONORIFICS_CASED')})\s*:?\s*)+$", cased[max(start, at - 60) : at]
    )
    finish = at - len(honorific.group()) if honorific else at
    comma = re.search(r"\s*,\s*$", low[start:finish])
    if not comma:
        return None
    finish = start + comma.start()
    begin = (
        max(
            (
                match.end()
                for match in re.finditer(r"[,;.:()\n]|\b(?:and|were|was)\b|\bvà\b", low[start:finish])
            ),
            default=0,
        )
        + start
    )
    head = lexicon.pattern("TITLE_HEADS").search(low, begin, finish)
    return (
        (head.start(), finish) if head and head.start() - begin < 12 and finish - head.start() < 110 else None
    )


def _lao_people(document: Document, start: int, end: int) -> list[Person]:
    folded, lexicon = document.folded, document.lexicon
    found: list[Person] = []
    for match in lexicon.pattern("HONORIFICS_CASED").finditer(folded.cased, start, end):
        if any(known.start <= match.start() < known.end for known in found):
            continue
        first, last = _lao_name(document, match.end(), end)
        if last <= first:
            continue
        person = Person(first, last, clean(folded.cased[first:last]))
        span = _title_after(document, last, end) or _lao_title_before(document, match.end(), first)
        found.append(_titled(document, person, span))
    for match in lexicon.pattern("LISTED_PERSON").finditer(folded.cased, start, end):
        person = Person(*match.span("name"), clean(match["name"]))
        if found and not any(known.start < person.end and person.start < known.end for known in found):
            found.append(_titled(document, person, _title_after(document, person.end, end)))
    return found


def _titled(document: Document, person: Person, span: tuple[int, int] | None) -> Person:
    if span:
        person.title_start, person.title_end = span
        person.title = clean(document.folded.cased[span[0] : span[1]])
    return person


def _lao_name(document: Document, at: int, limit: int) -> tuple[int, int]:
    """Chunks after a word of courtesy, up to a comma, a post or a verb."""
    folded, lexicon = document.folded, document.lexicon
    stop, first, last = lexicon.pattern("NAME_STOP"), at, at
    if head := lexicon.pattern("TITLE_HEADS").match(folded.low, at, limit):
        org = org_at(folded, lexicon, head.end(), limit)
        at = first = last = org.end if org else _chunk_end(folded.cased, head.end(), limit)
    for index, token in enumerate(re.finditer(r"\S+", folded.cased[at : min(limit, at + 90)])):
        text = token.group()
        if index >= 4 or (index and text[0] in "(-") or stop.match(text):
            break
        if index == 0:
            first = at + token.start()
        cut = lexicon.pattern("NAME_CUT").search(text, 2)
        core = text[: cut.start()] if cut else text.rstrip(',;:.)|"')
        last = at + token.start() + len(core)
        if cut or len(core) < len(text):
            break
    return first, last


def _chunk_end(text: str, at: int, limit: int) -> int:
    while at < limit and not text[at].isspace():
        at += 1
    return at


def _lao_title_before(document: Document, start: int, end: int) -> tuple[int, int] | None:
    if end - start < 4 or not document.lexicon.pattern("TITLE_HEADS").match(document.folded.low, start, end):
        return None
    return start, end
