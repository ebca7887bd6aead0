"""The terms of any document as lines to read, whatever room wrote them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from songfai.kit.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Part:
    """A name of the format with a text in languages, a plain value, or parts of its own."""

    name: str
    text: dict[str, str] | None = None
    value: str = ""
    parts: tuple["Part", ...] = ()


def outline(terms: Mapping[str, Any]) -> tuple[Part, ...]:
    return tuple(_parts(terms))


def _parts(value: Mapping[str, Any]) -> Iterator[Part]:
    for name, inner in value.items():
        yield _part(name, inner)


def _part(name: str, value: Any) -> Part:
    if isinstance(value, Mapping):
        if set(value) <= set(LANGUAGES):
            return Part(name, text={language: value[language] for language in LANGUAGES if language in value})
        return Part(name, parts=outline(value))
    if isinstance(value, list) and any(isinstance(inner, Mapping) for inner in value):
        # What the writer numbered is read by number, everything else in the order of the file.
        numbered = sorted(value, key=lambda inner: inner.get("number", 0))
        return Part(
            name, parts=tuple(_part(str(inner.get("id", "")), _without_id(inner)) for inner in numbered)
        )
    if isinstance(value, list):
        return Part(name, value=", ".join(map(str, value)))
    return Part(name, value={True: "true", False: "false"}[value] if isinstance(value, bool) else str(value))


def _without_id(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: inner for name, inner in value.items() if name != "id"}
