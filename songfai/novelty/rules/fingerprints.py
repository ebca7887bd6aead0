"""What is stored of a text so that another with the same wording finds it.

Every run of 5 syllables has a fingerprint; one of three is kept, chosen by the fingerprint itself, so that the same run is kept
in every text. With it goes a shorter fingerprint of the 5 syllables that follow: rows with both alike are the same run of 10,
and how many texts have it says whether it is common wording. So nothing counts common wording apart from the texts themselves.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

SHORT = 5
LONG = 10
ONE_OF = 3
FOLLOWED = 16  # bits for the five syllables that follow; 0: the part ends before them
_NUMBER = 8  # bytes of a syllable's number


@dataclass(frozen=True, slots=True)
class Anchor:
    """A kept run: it begins at syllable `at`; `run` is its fingerprint, under 2**31; `wording` that of the ten, under 2**47."""

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
    found = []
    for at in range(len(numbers) - SHORT + 1):
        begin = at * _NUMBER
        value = crc32(packed[begin : begin + short])
        if value % ONE_OF:
            continue
        follows = 0
        if at + LONG <= len(numbers):
            follows = 1 + crc32(packed[begin + short : begin + long]) % ((1 << FOLLOWED) - 1)
        found.append(Anchor(at, value // ONE_OF, value // ONE_OF << FOLLOWED | follows))
    return found


def first_of(run: int) -> int:
    """The least `wording` that begins with this run."""
    return run << FOLLOWED


def last_of(run: int) -> int:
    return run << FOLLOWED | ((1 << FOLLOWED) - 1)
