"""Where two passages that are alike differ."""

from difflib import SequenceMatcher

from songfai.novelty.rules.words import Words

Ranges = list[tuple[int, int]]


def apart(ours: str, theirs: str) -> tuple[Ranges, Ranges]:
    """The places in each of the two that the other one does not say. A syllable is the same however it is written."""
    mine, other = Words(ours), Words(theirs)
    if mine.numbers == other.numbers:
        return [], []
    steps = SequenceMatcher(None, mine.numbers, other.numbers, autojunk=False).get_opcodes()
    differing = [one[1:] for one in steps if one[0] != "equal"]
    return (
        [_span(mine, a, b) for a, b, _c, _d in differing if b > a],
        [_span(other, c, d) for _a, _b, c, d in differing if d > c],
    )


def _span(words: Words, first: int, end: int) -> tuple[int, int]:
    return words.places[first][0], words.places[end - 1][1]
