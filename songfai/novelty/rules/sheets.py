"""A text of several parts as one row of syllables, without a run that reaches from one part into the next."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from songfai.novelty.rules.alignment import GAP
from songfai.novelty.rules.fingerprints import Anchor, anchors_of, row_of
from songfai.novelty.rules.known import known_from_the_start, phrases
from songfai.novelty.rules.words import Words

# What stands between two parts is no syllable, and not the same in the text asked about as in the others.
OURS, THEIRS = -1, -2


@dataclass(frozen=True, slots=True)
class Written:
    """A part as it is given and kept. Names are unique in a text."""

    name: str
    body: str
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """`body[start:end]` of the part `part`."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """`numbers[begins[n]]` is the first syllable of the n-th part."""

    parts: Sequence[Written]
    words: Sequence[Words]
    begins: Sequence[int]
    numbers: Sequence[int]

    @property
    def syllables(self) -> int:
        return sum(len(words.numbers) for words in self.words)

    def part_at(self, at: int) -> int:
        return bisect_right(self.begins, at) - 1

    def part_range(self, at: int) -> range:
        """The syllables of the part that has this one."""
        nth = self.part_at(at)
        return range(self.begins[nth], self.begins[nth] + len(self.words[nth].numbers))

    def place(self, begin: int, end: int) -> Place:
        """Of the syllables from `begin` up to `end`, which are of one part."""
        nth = self.part_at(begin)
        words, first = self.words[nth], self.begins[nth]
        return Place(self.parts[nth].name, words.places[begin - first][0], words.places[end - 1 - first][1])

    def anchors(self) -> list[Anchor]:
        return [
            Anchor(first + one.at, one.run, one.wording)
            for words, first in zip(self.words, self.begins, strict=True)
            for one in anchors_of(words.numbers)
        ]

    def known(self, headings: Sequence[str] = ()) -> list[range]:
        """Stretches that are common from the start; `headings`: those of a form beside the usual ones."""
        further = phrases(headings)
        return [
            range(first + known.start, first + known.stop)
            for part, words, first in zip(self.parts, self.words, self.begins, strict=True)
            for known in known_from_the_start(part.body, words, further)
        ]


def sheet_of(parts: Sequence[Written], between: int = OURS) -> Sheet:
    words = [Words(part.body) for part in parts]
    begins: list[int] = []
    numbers: list[int] = []
    for one in words:
        begins.append(len(numbers))
        numbers += one.numbers
        # So many that no passage is put together across them.
        numbers += [between] * (GAP + 1)
    return Sheet(parts, words, begins, numbers)


def wordings_of(parts: Iterable[Written]) -> set[int]:
    return {one.wording for part in parts for one in anchors_of(Words(part.body).numbers)}


def stored_of(number: int, parts: Sequence[Written], *, shut: bool = False) -> set[int]:
    """The rows of a text with this number; marked as secret where only confidential parts have the wording, of one that is
    shut, all of them."""
    secret = wordings_of(part for part in parts if shut or part.confidential)
    open_ = wordings_of(part for part in parts if not (shut or part.confidential))
    return {row_of(wording, number) for wording in open_} | {
        row_of(wording, number, secret=True) for wording in secret - open_
    }
