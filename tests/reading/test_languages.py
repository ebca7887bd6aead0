"""The word lists of the three languages are of one shape, folded and sound."""

import re
from collections.abc import Iterator

import pytest

from songfai.reading.fold import folded
from songfai.reading.languages import en, lo, vi
from songfai.reading.lexicon import language_of, lexicon, loose

TYPES = {
    "visit", "course", "students", "experience", "support", "research_advice", "directive", "campaign",
    "contest", "award", "nomination", "publicity", "supervision", "meeting", "project", "other",
}  # fmt: skip
NO_PATTERNS = {"MONTHS", "NUMBER_WORDS", "SURNAMES", "ORG_STOP", "UPPER_STOP", "SHORT_FORMS", "TWIN_NAME"}


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("data", [lo, vi, en], ids=["lo", "vi", "en"])
def test_patterns_compile_and_are_written_folded(data: object):
    for name, value in vars(data).items():
        if name.isupper() and not name.startswith("_"):
            for text in strings(value):
                assert folded(text) == text, (name, text)
                if name not in NO_PATTERNS:
                    re.compile(loose(text))


@pytest.mark.parametrize("data", [lo, vi, en], ids=["lo", "vi", "en"])
def test_every_type_of_duty_has_cues(data: object):
    assert set(data.TYPES) == TYPES


def test_one_blank_stands_for_a_line_break():
    assert re.search(loose("hai bên"), "hai\n   bên")
    assert re.search(loose("a ?b"), "ab")
    assert re.fullmatch(loose("[a b]+"), "a b")


def test_language_is_told_from_the_letters():
    assert language_of("ສອງຝ່າຍ ctph 2024-2030") == "lo"
    assert language_of("hai bên thống nhất ký kết chương trình") == "vi"
    assert language_of("tô lâm met the minister of home affairs in vientiane today") == "en"
    assert language_of("12345") == "en"


def test_name_the_language_lacks_never_matches():
    assert lexicon("lo").pattern("NO_SUCH_NAME").search("anything") is None
