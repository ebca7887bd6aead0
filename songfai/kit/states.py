"""States as plain Python: a value, and the English words that catalogues translate."""

from enum import StrEnum
from typing import Self


class State(StrEnum):
    """A closed list of values, each with its words: `DONE = "done", N_("Done")`."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member
