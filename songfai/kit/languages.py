"""The three languages, and text that exists in one, two or all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("lo", "vi", "en")

NAMES = {"lo": "ລາວ", "vi": "Tiếng Việt", "en": "English"}

OF_COUNTRIES = {"LA": "lo", "VN": "vi"}


def language_of_country(country: str) -> str:
    """In which language a body of a country writes its own papers, where nobody has chosen one. One of a third country
    writes in neither side's language but in the third."""
    return OF_COUNTRIES.get(country, "en")


@dataclass(frozen=True, slots=True)
class Trilingual:
    """The same words in Lao, Vietnamese and English; a missing language is an empty string."""

    lo: str = ""
    vi: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.lo or self.vi or self.en)

    def __str__(self) -> str:
        return self.best("en")[0]

    def get(self, language: str) -> str:
        return getattr(self, language, "")

    def best(self, language: str) -> tuple[str, str]:
        """The text in `language`, else in the first language that has one: (text, its language)."""
        if text := self.get(language):
            return text, language
        for candidate in LANGUAGES:
            if text := self.get(candidate):
                return text, candidate
        return "", language

    def languages(self) -> tuple[str, ...]:
        return tuple(language for language in LANGUAGES if self.get(language))

    def as_dict(self) -> dict[str, str]:
        return {language: self.get(language) for language in self.languages()}

    @classmethod
    def of(cls, value: "Trilingual | Mapping[str, str] | None") -> "Trilingual":
        if isinstance(value, Trilingual):
            return value
        if not value:
            return cls()
        return cls(value.get("lo") or "", value.get("vi") or "", value.get("en") or "")
