"""What is stored of a text so that another with the same wording finds it.

Every run of 5 syllables has a fingerprint; of every seven runs that follow each other the least is kept (winnowing: Schleimer,
Wilkerson and Aiken, 2003), so that of 18 syllables that two texts have in common both keep the same two runs at least. With
it goes a shorter fingerprint of the 5 syllables that follow: rows with both alike are the same run of 10, and how many texts
have it says whether it is common wording. So nothing counts common wording apart from the texts.

A row is one number of 64 bits (docs/adr/0152, 0164): run, what follows, the text, and whether only its confidential parts
have it.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

SHORT = 5
LONG = 10
WINDOW = 7  # runs, of which one at least is kept
RUN = 27  # bits of a run, one of them the sign: the row is a signed number
FOLLOWED = 12  # bits for the five syllables that follow; 0: the part ends before them
TEXT = 24  # bits of the number of a text
SECRET = 1
BESIDE = TEXT + 1  # bits of a row that are not the wording
_NUMBER = 8  # bytes of a syllable's number
_MIXED = 0x9E3779B1  # odd: another order of the same numbers, so that those kept have all the bits of a run


@dataclass(frozen=True, slots=True)
class Anchor:
    """A kept run: it begins at syllable `at`; `run` is its fingerprint, of 27 bits; `wording` that of the ten, of 39; both
    signed."""

    at: int
    run: int
    wording: int

    @property
    def is_long(self) -> bool:
        return self.wording & ((1 << FOLLOWED) - 1) != 0


def anchors_of(numbers: Sequence[int]) -> list[Anchor]:
    """The kept runs of one part, in order. A part of fewer than five syllables has none."""
    packed = struct.pack(f"<{len(numbers)}Q", *numbers)
    short, long = SHORT * _NUMBER, LONG * _NUMBER
    last = (len(numbers) - LONG) * _NUMBER
    values = [
        crc32(packed[begin : begin + short])
        for begin in range(0, (len(numbers) - SHORT + 1) * _NUMBER, _NUMBER)
    ]
    found = []
    for at in kept(values):
        begin, follows = at * _NUMBER, 0
        if begin <= last:
            follows = 1 + crc32(packed[begin + short : begin + long]) % ((1 << FOLLOWED) - 1)
        run = (values[at] >> 32 - RUN) - (1 << RUN - 1)
        found.append(Anchor(at, run, run << FOLLOWED | follows))
    return found


def kept(values: Sequence[int]) -> list[int]:
    """Which of the runs, by their place: of each WINDOW that follow each other the least, the last of those alike; of fewer
    than so many the least of all."""
    order = [value * _MIXED & 0xFFFFFFFF for value in values]
    chosen: list[int] = []
    for end in range(min(WINDOW, len(order)) or 1, len(order) + 1):
        begin = max(0, end - WINDOW)
        # The one chosen before stays until it is left behind or another comes that is no greater.
        if not chosen or chosen[-1] < begin:
            chosen.append(min(reversed(range(begin, end)), key=order.__getitem__))
        elif order[end - 1] <= order[chosen[-1]]:
            chosen.append(end - 1)
    return chosen


def row_of(wording: int, number: int, *, secret: bool = False) -> int:
    """OverflowError: there have been more texts than a row has numbers for."""
    if not 0 <= number < 1 << TEXT:
        raise OverflowError(f"Text {number}: a row has room for {1 << TEXT} texts.")
    return wording << BESIDE | number << 1 | secret


def first_of(run: int) -> int:
    """The least row that begins with this run."""
    return run << FOLLOWED + BESIDE


def last_of(run: int) -> int:
    return ((run + 1) << FOLLOWED + BESIDE) - 1


def first_with(wording: int) -> int:
    """The least row that has this wording."""
    return wording << BESIDE


def last_with(wording: int) -> int:
    return ((wording + 1) << BESIDE) - 1
