"""A name found in a text, and the words it is read from."""

import re
from dataclasses import dataclass

from .fold import Folded, key

TOKEN = re.compile(r"\S+")
EDGE = "\"'“”()[]{}.,;:!?*|…"


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    name: str

    @property
    def key(self) -> str:
        return key(self.name)


def clean(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" \t\n-,;:.|*\"'")


def tokens_of(folded: Folded, start: int, limit: int) -> list[re.Match[str]]:
    found = []
    for match in TOKEN.finditer(folded.cased, start, min(limit, start + 260)):
        found.append(match)
        if len(found) > 26:
            break
    return found


def mention_of(folded: Folded, start: int, end: int) -> Mention | None:
    name = clean(folded.cased[start:end])
    if len(name) < 2 or not any(char.isalpha() for char in name):
        return None
    while end > start and folded.cased[end - 1] in " \t\n-,;:.|*\"'":
        end -= 1
    return Mention(start, end, name)
