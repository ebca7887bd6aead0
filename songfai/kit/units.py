"""A unit of measure beside its number: Lao and Vietnamese have one form, English says 1 delegation, 2 delegations. Plain Python.

Officers write a unit once, mostly as several ("persons"), and the same words serve every number.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from songfai.kit.languages import Trilingual

# What follows the noun: persons | with a certificate, places | a school year, documents | exchanged.
_AFTER = re.compile(
    r"[ /(,;](?:of|with|without|in|for|a|an|per|to|from|on|at|by|under|and|or|who|that|abroad|online|old|each)\b.*"
    r"|(?:(?<=s)|(?<=eople)|(?<=hildren)|(?<=men)) \w+ed\b.*"  # persons | trained, but: newly recruited persons
    r"| ?[/(,;].*"
)
_SAME = {"series", "species", "means", "news", "premises", "headquarters", "gas", "lens"}
_OTHER = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "criteria": "criterion",
    "staff": "staff",
    "buses": "bus",
    "minibuses": "minibus",
    "campuses": "campus",
    "heroes": "hero",
    "lives": "life",
    "analyses": "analysis",
    "theses": "thesis",
}
_VOWEL = re.compile("[aeiouy]")  # ms, Mbps: a sign, and no word of several
_ENDS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"))


def counted(unit: Trilingual | Mapping[str, str] | None, number: Decimal | int | str | None) -> Trilingual:
    """The unit as it stands beside this number."""
    unit = Trilingual.of(unit)
    return replace(unit, en=one_of(unit.en)) if unit.en and is_one(number) else unit


def one_of(words: str) -> str:
    """
    >>> one_of("delegations"), one_of("person-days"), one_of("training classes"), one_of("persons with a certificate")
    ('delegation', 'person-day', 'training class', 'person with a certificate')
    >>> one_of("VND"), one_of("person"), one_of("%")
    ('VND', 'person', '%')
    """
    after = _AFTER.search(words)
    noun, rest = (words[: after.start()], words[after.start() :]) if after else (words, "")
    start = max(noun.rfind(" "), noun.rfind("-")) + 1
    return noun[:start] + _one(noun[start:]) + rest


def _one(noun: str) -> str:
    plain = noun.lower()
    if plain in _OTHER:
        return noun[0] + _OTHER[plain][1:]
    if (
        plain in _SAME
        or not noun.endswith("s")
        or noun.endswith(("ss", "us", "is"))
        or not _VOWEL.search(plain)
    ):
        return noun
    for several, one in _ENDS:
        if noun.endswith(several) and len(noun) > len(several) + 1:
            return noun.removesuffix(several) + one
    return noun.removesuffix("s")


def is_one(number: Decimal | int | str | None) -> bool:
    try:
        return number is not None and abs(Decimal(number)) == 1
    except InvalidOperation:
        return False
