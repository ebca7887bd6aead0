"""What is stored of a text so that another with the same wording finds it.

Every run of 5 syllables has a fingerprint; three of thirteen are kept, chosen by the fingerprint itself, so that the same run is
kept in every text. With it goes a shorter fingerprint of the 5 syllables that follow: rows with both alike are the same run of
10, and how many texts have it says whether it is common wording. So nothing counts common wording apart from the texts.

A row is one number of 64 bits (docs/adr/0152): run, what follows, the text, and whether only its confidential parts have it.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

SHORT = 5
LONG = 10
KEPT, OF = 3, 13
RUN = 27  # bits of a run, one of them the sign: the row is a signed number
FOLLOWED = 12  # bits for the five syllables that follow; 0: the part ends before them
TEXT = 24  # bits of the number of a text
SECRET = 1
BESIDE = TEXT + 1  # bits of a row that are not the wording
_NUMBER = 8  # bytes of a syllable's number


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
    found = []
    for begin in range(0, (len(numbers) - SHORT + 1) * _NUMBER, _NUMBER):
        value = crc32(packed[begin : begin + short])
        if value % OF >= KEPT:
            continue
        follows = 0
        if begin <= last:
            follows = 1 + crc32(packed[begin + short : begin + long]) % ((1 << FOLLOWED) - 1)
        run = (value >> 32 - RUN) - (1 << RUN - 1)
        found.append(Anchor(begin // _NUMBER, run, run << FOLLOWED | follows))
    return found


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
