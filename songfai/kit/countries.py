"""Countries by their two letters, named as the two sides name them. Plain Python."""

from collections.abc import Iterable

from babel import Locale

from songfai.kit.order import sort_key

# Where CLDR's everyday name is not the one that stands on papers.
OWN = {
    ("en", "VN"): "Viet Nam",
    ("en", "LA"): "Lao PDR",
    ("vi", "LA"): "CHDCND Lào",
    ("lo", "LA"): "ສປປ ລາວ",
}


def country_name(code: str, language: str) -> str:
    """The letters themselves for a code nobody knows."""
    return OWN.get((language, code)) or Locale(language).territories.get(code) or code


def countries(codes: Iterable[str], language: str) -> list[tuple[str, str]]:
    """(code, name) in the order of the names."""
    named = [(code, country_name(code, language)) for code in codes]
    return sorted(named, key=lambda one: sort_key(one[1], language))
