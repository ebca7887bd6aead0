"""A text as the row of its syllables, each a number, with the place where it stands in the text as written.

Vietnamese is written in syllables. Lao is not parted at all, or parted where the writer pleased, so spaces mean nothing
there: a syllable is an orthographic cluster (a consonant with its vowel signs and tone) and the consonants after it that
carry no sign. That is not always the syllable one speaks, but it is the same wherever the spaces stand.
"""

import re
from functools import cached_property, lru_cache
from hashlib import blake2b

from songfai.kit.text import fold

_SIGN = "[\u0eb0-\u0ebd\u0ec8-\u0ece]"  # what stands above, below or behind a consonant
_CONSONANT = "[\u0e81-\u0eae\u0edc-\u0edf]"
_TONE = "[\u0ec8-\u0ecb]"
# Two consonants that open one syllable: ຄວາມ, ກວ່າ, ກຣົວ. ຫ never closes one.
_PAIR = rf"(?:[ກຂຄງຈຊສຖທຮ]{_TONE}?ວ(?={_SIGN})|[ກຂຄຕທປຜພຟບດ][ຣລ](?={_SIGN}))"
_WITH_HO = "ຫ[ງຍນມລຣວ]?"
_BARE = rf"(?!ຫ|{_PAIR}){_CONSONANT}(?!{_SIGN})"
_LAO = rf"(?:ເເ|[ເແໂໃໄ])?(?:{_PAIR}|{_WITH_HO}|{_CONSONANT}){_SIGN}*(?:[ \u00a0\u200b]*{_BARE})*|[\u0ed0-\u0ed9]+"
_OTHER = r"[^\W_\u0e80-\u0eff]+(?:[\u0300-\u036f]+[^\W_\u0e80-\u0eff]*)*"
_WORD = re.compile(f"{_OTHER}|{_LAO}")


@lru_cache(maxsize=1 << 16)
def number_of(word: str) -> int:
    """64 bits of a folded syllable: the same on every machine, for it decides what is stored."""
    folded = "".join(fold(word).split())
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")


class Words:
    """`numbers[n]` is the n-th syllable; it stands at `text[starts[n]:ends[n]]`.

    Where they stand is asked of few of the texts that are compared, so it is worked out when it is asked.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.numbers: list[int] = list(map(number_of, _WORD.findall(text)))

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self.text)]

    @property
    def starts(self) -> list[int]:
        return [start for start, _end in self.places]

    @property
    def ends(self) -> list[int]:
        return [end for _start, end in self.places]
