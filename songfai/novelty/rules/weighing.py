"""What of the same wording counts: not what many texts have."""

from collections.abc import Callable, Collection, Iterable, Sequence
from math import log

from songfai.novelty.rules.fingerprints import LONG, SHORT, Anchor

# A run of ten syllables in so many texts is a form or a house sentence.
COMMON = 8
# Of a run that more texts have, nothing is read: it tells no text from another.
FREQUENT = 256
# Of a common stretch of so many syllables it is told who said it first: a form is shorter, a text that is handed round is not.
HANDED_ROUND, NAMED = 60, 3
# Texts of one trade have turns of so many syllables in common, and nobody has copied.
TURN = 7
# How much the viewer learns of a part kept secret: tens of syllables, so that nobody guesses it word by word.
STEP = 10


def common_stretches(
    anchors: Sequence[Anchor],
    common: Collection[int],
    frequent: Collection[int],
    part_of: Callable[[int], range],
) -> list[range]:
    """Where the text says what many say. `common` are the wordings, `frequent` the runs that COMMON texts have.

    Only some of the runs are known of, so where a common stretch ends lies between two of them. It is taken to reach as
    far as the next one allows, and less than a run where there is none: what may be common does not count.
    """
    found = []
    for nth, one in enumerate(anchors):
        if one.wording not in common or not one.is_long:
            continue
        part = part_of(one.at)
        begin = _reach_back(anchors[:nth], one.at, frequent, part.start)
        end = _reach_on(anchors[nth + 1 :], one.at + LONG, frequent, part.stop)
        found.append(range(begin, end))
    return found


def _reach_on(following: Iterable[Anchor], end: int, frequent: Collection[int], last: int) -> int:
    for one in following:
        if one.at > end:
            break
        if one.run not in frequent:
            # Not all five of these are common.
            return min(max(end, one.at + SHORT - 1), last)
        end = max(end, one.at + SHORT)
    return min(end + SHORT - 1, last)


def _reach_back(before: Sequence[Anchor], begin: int, frequent: Collection[int], first: int) -> int:
    for one in reversed(before):
        if one.at + SHORT < begin:
            break
        if one.run not in frequent:
            return max(one.at + 1, first)
        begin = min(begin, one.at)
    return max(begin - SHORT + 1, first)


def grey(size: int, common: Iterable[range]) -> bytearray:
    """One for each of `size` syllables that is common wording. Less than a run between two common stretches belongs to them."""
    mask = bytearray(size)
    for stretch in common:
        for at in stretch:
            mask[at] = 1
    for begin, end in _stretches(mask, 0):
        if begin > 0 and end < size and end - begin < SHORT:
            mask[begin:end] = b"\1" * (end - begin)
    return mask


def counted(covered: Sequence[int], mask: Sequence[int]) -> list[int]:
    """Of the covered syllables those that count: not common, nor a rest of less than a run beside a common stretch."""
    found: list[int] = []
    for stretch in neighbours(covered):
        flags = [mask[at] for at in stretch]
        if not any(flags):
            found += stretch
            continue
        for begin, end in _stretches(flags, 0):
            if end - begin >= SHORT:
                found += stretch[begin:end]
    return found


def neighbours(places: Sequence[int]) -> list[list[int]]:
    """Ascending numbers in rows without a gap: 1 2 3, 7 8."""
    rows: list[list[int]] = []
    for at in places:
        if rows and rows[-1][-1] == at - 1:
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _stretches(flags: Sequence[int], value: int) -> Iterable[tuple[int, int]]:
    begin = None
    for at, flag in enumerate(flags):
        if flag == value and begin is None:
            begin = at
        elif flag != value and begin is not None:
            yield begin, at
            begin = None
    if begin is not None:
        yield begin, len(flags)


def weight(texts: int) -> float:
    """A vote for a run that so many texts have: the rarer, the more it says."""
    return log((FREQUENT + 1) / texts)


def in_steps(syllables: int) -> int:
    return syllables - syllables % STEP


def beyond_turns(passages: Iterable[int]) -> int:
    """What passages of so many counted syllables say together that turns of speech would not."""
    return sum(max(0, size - TURN) for size in passages)
