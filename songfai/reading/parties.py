"""The two or more sides of a programme."""

import re
from itertools import islice

from .mention import Mention, clean
from .operands import Reading, body_at, is_body, operands
from .orgs import mentions_in, org_at
from .people import people_in
from .segment import sentences_of
from .sides import Side, named_sides, same_body
from .structure import Document


def sides_of(document: Document) -> list[Side]:
    readings = [reading for source in _SOURCES for reading in source(document)]
    distinct = []
    for reading in readings:
        reading.mentions = _distinct(document, reading.mentions)
        if len(reading.mentions) >= 2:
            reading.score -= 0.4 * (len(reading.mentions) - 2)
            distinct.append(reading)
    if not distinct:
        ranked = sorted(readings, key=lambda reading: -reading.score)
        singles = [m for reading in ranked for m in reading.mentions if _may_be_body(document, m)]
        mentions, score = _distinct(document, singles)[:2], 1.0
    else:
        best = max(distinct, key=lambda reading: reading.score)
        mentions, score = best.mentions[:6], best.score
    return named_sides(document, mentions, "sure" if score >= 7 else "likely" if score >= 4 else "guess")


def _may_be_body(document: Document, mention: Mention) -> bool:
    """Vietnam Electricity may be, "Vietnamese" and "Memorandum" are not."""
    return is_body(document, mention) or " " in mention.name


def _distinct(document: Document, mentions: list[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for mention in mentions:
        if any(same_body(mention.name, known.name, document.lexicon) for known in found):
            continue
        if document.lexicon.code == "lo" and any(known.key.endswith(mention.key) for known in found):
            continue
        found.append(mention)
    return found


def _defined(document: Document) -> list[Reading]:
    """BÊN A: ... / Party A: ... / ຝ່າຍ ກ: ..."""
    mentions = []
    for block in document.blocks:
        if block.role in ("signature", "recipients"):
            continue
        match = document.lexicon.pattern("PARTY_LINE").match(document.folded.low, block.start, block.end)
        mention = org_at(document.folded, document.lexicon, match.end(), block.end) if match else None
        if mention:
            mentions.append(mention)
    return [Reading(mentions, 10)] if mentions else []


def _lettered(document: Document) -> list[Reading]:
    """A body, its address and then (Bên A) or ("Party A")."""
    found: list[Mention] = []
    for block in document.blocks[:40]:
        if block.role in ("signature", "recipients", "ground"):
            continue
        start = block.body
        for match in document.lexicon.pattern("PARTY_LETTER").finditer(
            document.folded.low, block.body, block.end
        ):
            named = body_at(document, start, match.start())
            bodies = (
                [named] if named else mentions_in(document.folded, document.lexicon, start, match.start())
            )
            found += bodies[:1]
            start = match.end()
    return [Reading(found[:4], 9.8)]


def _opening(document: Document) -> list[Reading]:
    """A paragraph of a formal text that opens with the names of the sides."""
    if not document.formal:
        return []
    for block in [block for block in document.blocks[:20] if block.role in ("para", "intro", "ground")][:3]:
        joined = operands(document, block.body, block.end, listed=True)
        if len(joined) >= 2 and all(is_body(document, one) for one in joined):
            return [Reading(joined, 7.0)]
    return []


def _between(document: Document) -> list[Reading]:
    low, lexicon = document.folded.low, document.lexicon
    readings = []
    titles = document.titles if document.formal else []
    if titles:
        readings += _between_in(document, titles[0].start, titles[-1].end, 9.5)
    for rank, block in enumerate(document.blocks):
        if block.role in ("ground", "source", "recipients", "signature"):
            continue
        for start, end in sentences_of(document.folded, block.start, block.end):
            early = document.formal and rank < 12 and lexicon.pattern("BETWEEN").match(low, start, end)
            if not early and not lexicon.pattern("KIND_WORDS").search(low, start, end):
                continue
            sign = lexicon.pattern("SIGN").search(low, start, end)
            past = lexicon.pattern("PAST_SIGN").search(low, start, end)
            score = 5.0 + 1.5 * bool(sign) + max(0.0, 1.5 - 0.15 * rank) - 2.5 * bool(past)
            readings += _between_in(document, start, end, score)
    return readings


def _between_in(document: Document, start: int, end: int, score: float) -> list[Reading]:
    found = []
    for match in document.lexicon.pattern("BETWEEN").finditer(document.folded.low, start, end):
        mentions = operands(document, match.end(), end, listed=True)
        if len(mentions) >= 2:
            found.append(Reading(mentions, score))
    return found


def _preamble(document: Document) -> list[Reading]:
    """The paragraph that names the sides and says "hereinafter the Parties", or that says they agree."""
    low, lexicon, readings = document.folded.low, document.lexicon, []
    for rank, block in enumerate(document.blocks[:40]):
        if block.role in ("source", "recipients", "signature"):
            continue
        together = lexicon.pattern("TOGETHER").search(low, block.start, block.end)
        if not together:
            continue
        best: list[Mention] = []
        for mention in mentions_in(document.folded, lexicon, block.start, block.end):
            joined = operands(document, mention.start, block.end, listed=document.formal)
            if len(joined) > len(best):
                best = joined
        if len(best) >= 2:
            readings.append(Reading(best, (8.0 if document.formal else 5.5) - 0.1 * rank))
    return readings


def _signing(document: Document) -> list[Reading]:
    """X and Y signed ...; X signed ... with Y; ... was signed by X and Y."""
    low, lexicon, readings = document.folded.low, document.lexicon, []
    for rank, block in enumerate(document.blocks):
        if block.role in ("ground", "source", "recipients", "signature"):
            continue
        for start, end in sentences_of(document.folded, block.start, block.end):
            if sign := lexicon.pattern("SIGN").search(low, start, end):
                past = lexicon.pattern("PAST_SIGN").search(low, start, end)
                score = 6.5 - 0.25 * min(rank, 12) - 2.5 * bool(past)
                readings += _signed_in(document, start, sign.start(), end, score)
    return readings


def _signed_in(document: Document, start: int, verb: int, end: int, score: float) -> list[Reading]:
    folded, lexicon, readings = document.folded, document.lexicon, []
    subjects = mentions_in(folded, lexicon, start, verb)
    if lexicon.code == "en":
        subjects = _before_verb(document, start, verb) or subjects
    for mention in subjects:
        joined = _joined(document, mention, verb, end)
        if len(joined) >= 2:
            plain = lexicon.code == "en" and not any(is_body(document, one) for one in joined)
            readings.append(Reading(joined, score + 0.6 - 2.5 * plain))
            break
    for match in lexicon.pattern("SIGNED_BY").finditer(folded.low, start, end):
        joined = operands(document, match.end(), end, listed=True)
        if len(joined) >= 2 and all(is_body(document, one) for one in joined):
            readings.append(Reading(joined, score + 0.4))
    partners = _with(document, verb, end) or _with(document, start, verb)
    if subjects or partners:
        readings.append(Reading([*subjects[:1], *partners], score if subjects and partners else score - 1))
    return readings


def _joined(document: Document, mention: Mention, verb: int, end: int) -> list[Mention]:
    if document.lexicon.code == "en":
        every = operands(document, mention.start, verb, listed=True)
        if all(is_body(document, one) for one in every):
            return every
    listed = operands(document, mention.start, verb, listed=True)
    opens = re.search(
        r"(?:\A|[.\n]|\d,)\W*\Z", document.folded.cased[max(0, mention.start - 4) : mention.start]
    )
    if opens and len(listed) > 2 and all(is_body(document, one) for one in listed):
        return listed
    return operands(document, mention.start, end)


def _before_verb(document: Document, start: int, verb: int) -> list[Mention]:
    """English: the bodies that stand right before "signed", whatever they are called."""
    folded, lexicon = document.folded, document.lexicon
    if dateline := lexicon.pattern("DATELINE").match(folded.cased, start, verb):
        start = dateline.end()
    first: list[Mention] = []
    for match in islice(lexicon.pattern("CAPITAL").finditer(folded.cased, start, verb), 40):
        found = operands(document, match.start(), verb, listed=True)
        if found and lexicon.pattern("UP_TO_VERB").fullmatch(folded.low, found[-1].end, verb):
            first = first or found
            if len(found) > 1 and all(is_body(document, one) for one in found):
                return found
    return first


def _with(document: Document, start: int, end: int) -> list[Mention]:
    for match in document.lexicon.pattern("WITH").finditer(document.folded.low, start, end):
        found = [one for one in operands(document, match.end(), end) if _may_be_body(document, one)]
        if found:
            return found
    return []


def _twins(document: Document) -> list[Reading]:
    """Two bodies of one name in two countries: the Ministries of Home Affairs of Viet Nam and Laos."""
    folded, lexicon, readings = document.folded, document.lexicon, []
    for pattern in lexicon.patterns("TWINS"):
        for match in pattern.finditer(folded.cased):
            head = clean(match["h"])
            names = [
                lexicon.table("TWIN_NAME").format(head=head, country=clean(match[c])) for c in ("c1", "c2")
            ]
            spans = [(match.start("h"), match.end("c1")), (match.start("c2"), match.end("c2"))]
            mentions = [Mention(*span, name) for span, name in zip(spans, names, strict=True)]
            later = _named(document, names[1])
            if later:
                mentions[1] = later
            readings.append(Reading(mentions, 5.2))
    return readings


def _named(document: Document, name: str) -> Mention | None:
    """The place where the text itself writes a name, blanks aside."""
    loose = r"\s*".join(re.escape(part) for part in name.split())
    match = re.search(loose, document.folded.cased)
    return Mention(match.start(), match.end(), clean(match.group())) if match else None


def _signature(document: Document) -> list[Reading]:
    """The bodies named at the head of the signature blocks."""
    folded, lexicon, below = document.folded, document.lexicon, []
    for block in document.blocks:
        if block.role == "signature":
            match = lexicon.pattern("BLOCK_HEAD").match(folded.low, block.start, block.end)
            mention = body_at(document, match.end() if match else block.start, block.end)
            below += [mention] if mention else []
    return [Reading(below[:4], 4.0)]


def _heads(document: Document) -> list[Reading]:
    """The bodies printed above the type of the paper, side by side, one below the other or with a dash."""
    folded = document.folded
    above: list[Mention] = []
    readings = []
    for block in document.blocks[:12]:
        if block in document.titles and above and not document.cased(block).count(" - "):
            break
        if block.role in ("national", "number", "placedate", "separator", "ground") or not document.formal:
            continue
        starts = [
            block.start,
            *[m.end() for m in re.finditer(r"\s-\s", folded.cased[block.start : block.end])],
        ]
        starts = [starts[0], *[block.start + place for place in starts[1:]]]
        joined = [body_at(document, place, block.end) for place in starts]
        bodies = [mention for mention in joined if mention]
        if len(bodies) >= 2:
            readings.append(Reading(bodies, 3.6))
        above += bodies[:1]
    return [*readings, Reading(above[:3], 2.5)]


def _duties(document: Document) -> list[Reading]:
    """The bodies whose duties stand under a heading of their own."""
    folded, lexicon, found = document.folded, document.lexicon, []
    for block in document.blocks:
        if (
            block.section not in ("duty", "organisation")
            or block.role not in ("heading", "item", "intro")
            or block.level > 5
        ):
            continue
        start = block.body
        if match := lexicon.pattern("DUTY_OF").match(folded.low, start, block.end):
            start = match.end()
        mention = body_at(document, start, block.end)
        if mention and (
            block.role != "item" or re.match(r"\s*[:]", folded.low[mention.end : mention.end + 3])
        ):
            found.append(mention)
    return [Reading(found[:4], 4.6)]


def _posts(document: Document) -> list[Reading]:
    """The bodies in the posts of those who signed."""
    low, lexicon = document.folded.low, document.lexicon
    for block in document.blocks:
        if block.role in ("ground", "source", "recipients", "signature"):
            continue
        for start, end in sentences_of(document.folded, block.start, block.end):
            if not lexicon.pattern("SIGN_ACT").search(low, start, end):
                continue
            found = []
            for person in people_in(document, start, end):
                if person.title:
                    found += mentions_in(document.folded, lexicon, person.title_start, person.title_end)[:1]
            if len(found) >= 2:
                return [Reading(found[:3], 4.5)]
    return []


def _enumerated(document: Document) -> list[Reading]:
    """ "... is made between:" and then one body a line."""
    lexicon, found = document.lexicon, []
    for index, block in enumerate(document.blocks[:40]):
        low = document.low(block).rstrip()
        open_end = low.endswith((":", " between", " giữa", "ລະຫວ່າງ"))
        if not open_end or not lexicon.pattern("OPENS_LIST").search(low):
            continue
        for below in document.blocks[index + 1 : index + 12]:
            if below.role == "heading" and below.level <= 1:
                break
            mention = body_at(document, below.body, below.end)
            found += [mention] if mention else []
        if len(found) >= 2:
            return [Reading(found[:4], 7.8)]
    return []


def _sharing_noun(document: Document) -> list[Reading]:
    """Savannakhet and Quang Tri provinces have signed ..."""
    found = []
    for rank, block in enumerate(document.blocks[:8]):
        match = document.lexicon.pattern("SHARED_NOUN").search(document.folded.cased, block.start, block.end)
        if match and document.lexicon.pattern("SIGN").search(document.folded.low, match.end(), block.end):
            mentions = [Mention(*match.span(group), match[group]) for group in ("a", "b")]
            found.append(Reading(mentions, 6.0 - 0.25 * rank))
    return found


def _named_in_title(document: Document) -> list[Reading]:
    """A title line that is nothing but the two names: PROVINCIAL YOUTH UNION AND PROVINCIAL POLICE."""
    found = []
    titles = document.titles if document.formal else []
    for block in titles[1:]:
        joined = operands(document, block.start, titles[-1].end)
        if len(joined) >= 2 and all(is_body(document, one) for one in joined):
            found.append(Reading(joined, 7.2))
    for block in titles:
        joined = operands(document, block.start, block.end)
        if len(joined) >= 2 and all(is_body(document, one) for one in joined):
            found.append(Reading(joined, 5.5))
        for match in document.lexicon.pattern("TITLE_OF").finditer(
            document.folded.low, block.start, block.end
        ):
            joined = operands(document, match.end(), block.end)
            if len(joined) >= 2 and all(is_body(document, one) for one in joined):
                found.append(Reading(joined, 5.6))
    return found


def _below_title(document: Document) -> list[Reading]:
    """One body a line, and nothing else in the line, right below or above the title."""
    if not document.formal:
        return []
    found: list[Mention] = []
    for block in document.blocks[:8]:
        mention = None
        plain = block.role not in ("national", "number", "placedate", "ground")
        if plain and not document.lexicon.pattern("KIND_WORDS").search(document.low(block)):
            mention = body_at(document, block.start, block.end)
        rest = document.folded.cased[mention.end : block.end] if mention else ""
        if mention and re.fullmatch(r"\s*(?:\([^()]{2,60}\))?\W*", rest):
            found.append(mention)
        elif found:
            break
    return [Reading(found[:4], 4.9)] if document.lexicon.code == "en" and len(found) > 1 else []


_SOURCES = (
    _below_title,
    _enumerated,
    _named_in_title,
    _sharing_noun,
    _defined,
    _lettered,
    _opening,
    _between,
    _preamble,
    _signing,
    _twins,
    _posts,
    _duties,
    _signature,
    _heads,
)
