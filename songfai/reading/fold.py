"""A folded copy of a text, with a way back to the offsets of the text as given.

Patterns run on the folded copy; spans are reported on the original. `cased` and `low` have the same
length, so that an offset found in one is good in the other.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xAB: '"', 0xBB: '"'}
_SPACES = dict.fromkeys([0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000, 0x0B, 0x0C], " ")
_LAO_DIGITS = {0x0ED0 + i: str(i) for i in range(10)}
_SINGLE = {
    **_DASHES,
    **_QUOTES,
    **_SPACES,
    **_LAO_DIGITS,
    0x2026: "…",
    0x2028: "\n",
    0x2029: "\n",
    0x85: "\n",
}
# Kept as zero width: soft hyphen, zero-width space and joiners, BOM, carriage return.
_DROPPED = {0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x0D}

_LAO_TONES = "\u0ec8\u0ec9\u0eca\u0ecb"
_CLUSTER = re.compile(
    "\u0ecd[\u0ec8-\u0ecb]?\u0eb2"  # AM in two characters, tone inside
    "|[\u0ec8-\u0ecb]\u0ecd\u0eb2"  # AM in two characters, tone first
    "|\u0eab[\u0e99\u0ea1\u0ea5]"  # HO + NO, MO, LO: written as one letter today
    "|[^\u0300-\u036f][\u0300-\u036f]+"  # a letter and its combining marks
    "|.",
    re.S,
)
_LAO_HO = {"\u0e99": "\u0edc", "\u0ea1": "\u0edd", "\u0ea5": "\u0eab\u0ebc"}

# Vietnamese tone placement: thoả -> thỏa, uỷ -> ủy, only where the syllable ends (not hoàn, not quý).
_OLD_TONE = re.compile("(?<![qQ])([oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\\W\\d_])")
_TONES = "\u0300\u0301\u0309\u0303\u0323"


def _cluster(found: str) -> str:
    if found[0] == "\u0ecd" or (len(found) == 3 and found[1] == "\u0ecd"):
        return "".join(c for c in found if c in _LAO_TONES) + "\u0eb3"
    if found[0] == "\u0eab":
        return _LAO_HO[found[1]]
    return unicodedata.normalize("NFC", found)


def _move_tone(match: re.Match) -> str:
    first, second = match.group()
    parts = unicodedata.normalize("NFD", second)
    tone = next((c for c in parts[1:] if c in _TONES), "")
    rest = unicodedata.normalize("NFC", parts.replace(tone, ""))
    return unicodedata.normalize("NFC", first + tone) + rest


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@dataclass(frozen=True)
class Folded:
    cased: str
    low: str
    starts: array
    ends: array

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a folded range; surrounding blanks are left out."""
        while start < end and self.cased[start].isspace():
            start += 1
        while end > start and self.cased[end - 1].isspace():
            end -= 1
        if end <= start:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    out: list[str] = []
    starts, ends = array("L"), array("L")
    for match in _CLUSTER.finditer(text):
        found = match.group()
        if len(found) == 1:
            code = ord(found)
            if code in _DROPPED:
                continue
            folded = _SINGLE.get(code, found)
        else:
            folded = _cluster(found)
        out.append(folded)
        for _ in folded:
            starts.append(match.start())
            ends.append(match.end())
    cased = _OLD_TONE.sub(_move_tone, "".join(out))
    return Folded(cased, _lower(cased), starts, ends)


def folded(text: str) -> str:
    """The folded form of a word or a pattern, case kept."""
    return fold(text).cased


def key(name: str) -> str:
    """A form to compare names by: no case, no marks on Latin letters, one space."""
    low = fold(name).low.replace("đ", "d")
    plain = "".join(c for c in unicodedata.normalize("NFD", low) if not "\u0300" <= c <= "\u036f")
    return re.sub(r"[^\w\u0e80-\u0eff]+", " ", plain).strip()
