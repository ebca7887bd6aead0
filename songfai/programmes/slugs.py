"""The short name of a programme in addresses. Plain Python."""

import re
from collections.abc import Callable

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.kit.text import fold

# With the years of the term and a number behind it the slug still fits its column of 60.
LIMIT = 47


def ascii_slug(text: str) -> str:
    """Latin letters and digits joined by hyphens, cut at a word; "" when there are no Latin letters."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > LIMIT:
            break
        slug = longer
    return slug if re.search(r"[a-z]{2}", slug) else ""


def proposed(title: Trilingual, kind: str, start: PartialDate, end: PartialDate) -> str:
    """From the English title, else the Vietnamese one; a title in Lao letters only gives kind and years.

    Lao is not transliterated: there is no one standard, and a wrong name would stay in every address.
    """
    years = "-".join(dict.fromkeys(str(edge.year) for edge in (start, end) if edge.year))
    base = ascii_slug(title.en) or ascii_slug(title.vi) or ascii_slug(title.lo)
    if not base:
        base = ascii_slug(kind.replace("_", " ")) or "programme"
    return base if not years or years in base else f"{base[:LIMIT]}-{years}".strip("-")


def unique(base: str, taken: Callable[[str], bool]) -> str:
    if not taken(base):
        return base
    number = 2
    while taken(f"{base}-{number}"):
        number += 1
    return f"{base}-{number}"
