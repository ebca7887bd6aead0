"""Whether every authentic version of minutes stands at the same state while they are being written. Plain values only.

Both sides sign each authentic language, so none may say what another no longer says. Whoever changes a text in one language
owes the change in the others; the room keeps each text as it last said the same in all of them, to see what was not changed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from songfai.kit.aligned import Standing, aligned
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.kit.languages import LANGUAGES, Trilingual

# By its path in the minutes: findings/c03/cause.
Evened = Mapping[str, Mapping[str, str]]


class Written(NamedTuple):
    """A text the minutes will say: its path in their terms, what it is called, what it says. `position`: the side whose own
    word it is, a comment, a view or whom it sends; 0 where both say it."""

    path: str
    where: str
    text: Trilingual
    position: int = 0


UNEVEN = {
    Standing.MISSING: (
        "minutes_untranslated",
        N_("Still missing in %(language)s: %(places)s. Both sides sign every authentic language."),
    ),
    Standing.BEHIND: (
        "minutes_behind",
        N_(
            "Not changed in %(language)s, while another language was: %(places)s."
            " Change it there too, or say that it stays as it is."
        ),
    ),
}


def uneven(
    texts: Iterable[Written],
    authentic: Mapping[str, str],
    evened: Evened,
) -> list[Refused]:
    """Texts whose authentic versions do not stand at the same state, by language: what is missing in one, and what stayed as
    it was in one while another was changed. `authentic`: the languages by code, in the reader's words; `evened`: the texts as
    they last stood alike.

    What nobody has written at all is no missing translation; a text with fewer paragraphs than another language has is
    missing some."""
    said = [(one.where, aligned(one.text, [*authentic], evened.get(one.path))) for one in texts if one.text]
    found = []
    for standing, (code, words) in UNEVEN.items():
        for language, name in authentic.items():
            if places := [where for where, text in said if language in text.having(standing)]:
                named = ", ".join(dict.fromkeys(places))
                found.append(Refused(code, words, language=name, places=named))
    return found


def behind(texts: Iterable[Written], languages: Sequence[str], evened: Evened) -> list[Written]:
    """What was changed in one of the languages and not in another."""
    return [
        one for one in texts if aligned(one.text, languages, evened.get(one.path)).having(Standing.BEHIND)
    ]


def standing_for(position: int, behind: Iterable[Written]) -> list[str]:
    """The paths of what the side at this position may let stand: what both say, and its own word."""
    return [one.path for one in behind if one.position in (0, position)]


def words_of_others(
    position: int, behind: Sequence[Written], names: Mapping[int, Trilingual]
) -> list[Refused]:
    """What of it is the word of a side other than the one at `position`: only that side lets it stand, nobody answers for
    it. `names`: of the sides by their position; a reader who speaks for none has position 0."""
    found: list[Refused] = []
    for side, name in names.items():
        places = [one.where for one in behind if one.position == side]
        if places and side != position:
            named = ", ".join(dict.fromkeys(places))
            words = N_("Only %(side)s may let its own words stand: %(places)s.")
            found.append(NotPermitted("word_of_the_other", words, side=name, places=named))
    return found


def evened(
    texts: Mapping[str, Trilingual],
    languages: Sequence[str],
    before: Evened,
    *,
    stays: Collection[str] = (),
) -> dict[str, dict[str, str]]:
    """The texts as they last said the same in every one of the `languages`, by their path in the minutes: as they stand now
    where no paragraph is missing or behind, else as `before` has them. `stays`: the paths of those of which people say that
    what was not changed says the same still; none of them is behind then."""
    # What is not there now may come back: facts are compiled anew up to another day.
    kept = {path: dict(text) for path, text in before.items()}
    for path, text in texts.items():
        now = aligned(text, languages, None if path in stays else before.get(path))
        if now and not now.having(Standing.MISSING) and not now.having(Standing.BEHIND):
            kept[path] = {language: text.get(language) for language in languages}
    return kept


def as_evened(terms: Any, evened: Evened, path: str = "") -> Any:
    """The terms of the minutes with each text as it last said the same in every language; what never did is empty."""
    if isinstance(terms, Mapping):
        if terms and set(terms) <= set(LANGUAGES):
            return evened.get(path, {})
        return {
            name: as_evened(inner, evened, f"{path}/{name}" if path else name)
            for name, inner in terms.items()
        }
    if isinstance(terms, list):
        return [
            as_evened(inner, evened, f"{path}/{inner['id']}")
            if isinstance(inner, Mapping) and "id" in inner
            else inner
            for inner in terms
        ]
    return terms
