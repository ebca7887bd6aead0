"""Six words for reading a document's hash aloud over the telephone. They help two people to speak of the same
paper; the proof is the whole hash.

One word per byte of the hash's beginning (48 bits), from `data/words.tsv`: 256 things everybody knows, the same
thing on the same line in each language, so that a Lao and a Vietnamese officer say the same picture.
"""

from functools import cache
from importlib.resources import files

from songfai.kit.languages import LANGUAGES

COUNT = 6


@cache
def word_list(language: str) -> tuple[str, ...]:
    """The 256 words of a language, by the value of a byte."""
    column = {"lo": 1, "vi": 2, "en": 3}[language]
    lines = files("songfai.record").joinpath("data/words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(line.split("\t")[column] for line in lines)


def words_of(sha256: str, language: str) -> list[str]:
    """Six words of a hash (64 hex digits); English for a language without words."""
    listed = word_list(language if language in LANGUAGES else "en")
    return [listed[byte] for byte in bytes.fromhex(sha256)[:COUNT]]
