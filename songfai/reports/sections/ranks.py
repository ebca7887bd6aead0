"""Ranks in words: "third of five, up from fourth". One sentence for each language, as an officer writes it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from songfai.reports.paper import Run, Runs
from songfai.reports.wording import Speaker

# Fewer than three are compared without ranks.
FEWEST, MOST = 3, 10
ORDINALS = {
    "en": ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    "vi": ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"),
}
CARDINALS = {"en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")}


def rank_in(key: str, values: Mapping[str, Decimal]) -> int:
    """The place of a value among others, the greatest first; equal values share a place."""
    return 1 + sum(other > values[key] for other in values.values())


def places(
    now: Mapping[str, Decimal], before: Mapping[str, Decimal]
) -> Iterator[tuple[str, int, int | None]]:
    """Each key with its place now and the year before, the first ones in order; nothing where too few can be ranked."""
    if len(now) < FEWEST:
        return
    known = before if len(before) >= FEWEST else {}
    for key in sorted(now, key=lambda one: (-now[one], one))[:MOST]:
        yield key, rank_in(key, now), rank_in(key, known) if key in known else None


def line(what: Runs, place: int, whole: int, before: int | None, say: Speaker) -> Runs:
    how = "" if before is None else "same" if before == place else "up" if place < before else "down"
    said = say.say("rank.line", what=what, place=ordinal(place, say), whole=cardinal(whole, say))
    moved = say.say(f"rank.{how}", before=ordinal(before, say)) if how and before else ()
    return (*said, *moved, Run("."))


def ordinal(number: int, say: Speaker) -> str:
    return _word(ORDINALS, number, say)


def cardinal(number: int, say: Speaker) -> str:
    return _word(CARDINALS, number, say)


def _word(words: Mapping[str, tuple[str, ...]], number: int, say: Speaker) -> str:
    known = words.get(say.language, ())
    return known[number - 1] if 0 < number <= len(known) else str(number)
