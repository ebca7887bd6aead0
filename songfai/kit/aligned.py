"""A text in several languages, paragraph beside paragraph, with what is missing or lags behind in one of them. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.states import State
from songfai.kit.text import paragraphs


class Standing(State):
    """How a paragraph in one language stands to the same paragraph in the others."""

    ALIKE = "", ""
    MISSING = "missing", ""
    # Another was changed since they last stood alike, this one was not.
    BEHIND = "behind", ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One paragraph in one language."""

    language: str
    text: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Aligned:
    """Rows of cells, one for each of `languages`. False where nothing is written in any language."""

    languages: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    def having(self, standing: Standing) -> set[str]:
        """The languages in which a paragraph stands so; where none of them has the text, it is missing in all."""
        if not self.rows:
            return set(self.languages) if standing == Standing.MISSING else set()
        return {cell.language for row in self.rows for cell in row if cell.standing == standing}


def aligned(
    text: Trilingual | Mapping[str, str] | None,
    languages: Sequence[str],
    before: Trilingual | Mapping[str, str] | None = None,
) -> Aligned:
    """`text` in `languages`, which all have to say it. `before`: the same text as it stood earlier, in an
    earlier version or when the languages last said the same.

    A paragraph nobody wrote in a language is missing there; one that stayed as it was while another language's changed
    is behind. Without `before`, nothing is behind. No languages named: those the text is written in.
    """
    languages = tuple(languages) or Trilingual.of(text).languages()
    now, then = _split(text, languages), _split(before, languages)
    rows = []
    for number, row in enumerate(zip_longest(*now.values(), fillvalue="")):
        was = [_at(then[language], number) for language in languages]
        moved = [bool(old) and new != old for new, old in zip(row, was, strict=True)]
        cells = [
            Cell(language, new, _standing(new, bool(old) and new == old and any(moved)))
            for language, new, old in zip(languages, row, was, strict=True)
        ]
        rows.append(tuple(cells))
    return Aligned(languages, tuple(rows))


def _standing(text: str, behind: bool) -> Standing:
    if not text:
        return Standing.MISSING
    return Standing.BEHIND if behind else Standing.ALIKE


def _split(text: Trilingual | Mapping[str, str] | None, languages: Sequence[str]) -> dict[str, list[str]]:
    said = Trilingual.of(text)
    return {language: paragraphs(said.get(language)) for language in languages}


def _at(row: list[str], number: int) -> str:
    return row[number] if number < len(row) else ""


def aligned_terms(terms: Any, languages: Sequence[str], before: Any = None) -> Any:
    """The terms of a document with every text in languages as `Aligned`; rows of a list are compared by their `id`."""
    if isinstance(terms, Mapping):
        old = before if isinstance(before, Mapping) else {}
        if terms and set(terms) <= set(LANGUAGES):
            return aligned(terms, languages, old)
        return {name: aligned_terms(inner, languages, old.get(name)) for name, inner in terms.items()}
    if isinstance(terms, list):
        named = {one.get("id"): one for one in before or [] if isinstance(one, Mapping)}
        return [
            aligned_terms(
                inner, languages, named.get(inner.get("id")) if isinstance(inner, Mapping) else None
            )
            for inner in terms
        ]
    return terms
