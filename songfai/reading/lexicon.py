"""The word lists and patterns of one language, compiled when first asked for."""

import re
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

NOTHING = re.compile(r"(?!)")
# Always matched at a place inside the text, where "^" would not hold.
_MATCHED = frozenset({"PARTY_LINE", "BLOCK_HEAD", "DUTY_OF", "LEAD", "DATELINE", "NAME_LABEL"})


def loose(source: str) -> str:
    """A pattern in which one blank stands for any run of blanks and line breaks, save in a look-behind."""
    behind = [match.span() for match in re.finditer(r"\(\?<[!=][^()]*\)", source)]
    out: list[str] = []
    inside = escaped = False
    for index, char in enumerate(source):
        fixed = inside or escaped or any(start <= index < end for start, end in behind)
        if char == " " and not fixed:
            following = source[index + 1 : index + 2]
            out.append(r"\s" if following in "?*+{" and following else r"\s+")
        else:
            out.append(char)
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "[":
            inside = True
        elif char == "]":
            inside = False
    return "".join(out)


class Lexicon:
    def __init__(self, code: str, data: ModuleType):
        self.code = code
        self._data = data
        self._compiled: dict[str, Any] = {}

    def table(self, name: str) -> Any:
        return getattr(self._data, name)

    def has(self, name: str) -> bool:
        return hasattr(self._data, name)

    def pattern(self, name: str) -> re.Pattern[str]:
        """One pattern; a name the language does not have never matches."""
        if name not in self._compiled:
            source = getattr(self._data, name, None)
            if source and name in _MATCHED:
                source = source.removeprefix("^")
            self._compiled[name] = re.compile(loose(source), re.M) if source else NOTHING
        return self._compiled[name]

    def patterns(self, name: str) -> list[re.Pattern[str]]:
        key = f"{name}[]"
        if key not in self._compiled:
            self._compiled[key] = [
                re.compile(loose(source), re.M) for source in getattr(self._data, name, ())
            ]
        return self._compiled[key]

    def labelled(self, name: str) -> list[tuple[str, re.Pattern[str]]]:
        """(label, pattern) pairs in their order; the table may be written either way round."""
        key = f"{name}()"
        if key not in self._compiled:
            table = getattr(self._data, name, ())
            flip = name == "KINDS"
            self._compiled[key] = [
                (pair[1], re.compile(loose(pair[0]), re.M))
                if flip
                else (pair[0], re.compile(loose(pair[1]), re.M))
                for pair in table
            ]
        return self._compiled[key]

    def weighted(self, name: str) -> dict[str, list[tuple[re.Pattern[str], float]]]:
        key = f"{name}{{}}"
        if key not in self._compiled:
            self._compiled[key] = {
                label: [(re.compile(loose(source)), weight) for source, weight in cues]
                for label, cues in getattr(self._data, name, {}).items()
            }
        return self._compiled[key]

    def words(self, name: str) -> frozenset[str]:
        key = f"{name}<>"
        if key not in self._compiled:
            self._compiled[key] = frozenset(getattr(self._data, name, ()))
        return self._compiled[key]


@cache
def lexicon(code: str) -> Lexicon:
    return Lexicon(code, import_module(f"songfai.reading.languages.{code}"))


_LAO = re.compile("[\u0e80-\u0eff]")
_VIETNAMESE = re.compile("[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")
_LETTER = re.compile(r"[^\W\d_]")


def language_of(low: str) -> str:
    """lo, vi or en, by the letters of a folded text."""
    sample = low[:20_000]
    letters = len(_LETTER.findall(sample)) or 1
    if len(_LAO.findall(sample)) > 0.2 * letters:
        return "lo"
    return "vi" if len(_VIETNAMESE.findall(sample)) > 0.09 * letters else "en"
