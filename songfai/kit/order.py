"""The order of lists, as CLDR has it for Lao and Vietnamese, in keys that compare as plain text."""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from songfai.kit.languages import Trilingual
from songfai.kit.text import normalise_line

Row = TypeVar("Row")

_VIETNAMESE = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_MARKS = {"\u0302": "1", "\u0306": "2", "\u031b": "3"}  # circumflex, breve, horn
# none < huyền < hỏi < ngã < sắc < nặng
_TONE_MARKS = {"\u0300": "4", "\u0309": "5", "\u0303": "6", "\u0301": "7", "\u0323": "8"}
_LAO_SECOND = "\u0ec8\u0ec9\u0eca\u0ecb\u0ecc\u0ecd"
_LAO_LEAD = "\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"


@lru_cache(maxsize=16384)
def sort_key(text: str, language: str) -> str:
    """A key for `sorted` or for a column with binary collation.

    Lao: a vowel written before its consonant counts after it, tones come second, Lao before Latin.
    Vietnamese: ă â đ ê ô ơ ư are letters of their own, tones come second. Numbers count by their value.
    """
    first, second, third = [], [], []
    for letter, marks in _letters(normalise_line(text), language):
        primary, case = _primary(letter, language)
        first.append(primary)
        second.append("!" + marks)
        third.append(case)
    return "\x01".join(("".join(first), "".join(second), "".join(third)))


def column_key(text: str, language: str) -> str:
    """`sort_key` for a column: digits and a-f only, which every collation of a database puts in the same order."""
    return sort_key(text, language)[:60].encode().hex()[:240]


def by_name(rows: Iterable[Row], language: str, name: Callable[[Row], Trilingual]) -> list[Row]:
    """Rows in the order of their names in this language, as people of the language look them up."""
    return sorted(rows, key=lambda row: sort_key(name(row).best(language)[0], language))


@lru_cache(maxsize=16384)
def name_key(name: str, language: str) -> str:
    """Persons by their given name, which Vietnamese writes last and Lao first."""
    words = normalise_line(name).split()
    if language == "vi" and len(words) > 1:
        return sort_key(words[-1], "vi") + "\x00" + sort_key(" ".join(words[:-1]), "vi")
    return sort_key(name, language)


def _letters(text: str, language: str) -> list[tuple[str, str]]:
    """Each letter or whole number with the marks that only count second."""
    found: list[tuple[str, str]] = []
    for character in unicodedata.normalize("NFD", _spelled_out(text)):
        if found and character in _LAO_SECOND:
            found[-1] = (found[-1][0], found[-1][1] + character)
        elif found and unicodedata.combining(character) and not "\u0e80" <= character <= "\u0eff":
            letter, marks = found[-1]
            whole = unicodedata.normalize("NFC", letter + character)
            if language == "vi" and character in _LETTER_MARKS and whole.lower() in _VIETNAMESE:
                found[-1] = (whole, marks)
            else:
                found[-1] = (letter, marks + (_TONE_MARKS | _LETTER_MARKS).get(character, "9"))
        elif found and character.isdecimal() and found[-1][0].isdecimal():
            found[-1] = (found[-1][0] + character, "")
        elif character in "đĐ" and language != "vi":
            found.append(("d" if character == "đ" else "D", "9"))
        else:
            found.append((character, ""))
    return _leads_after(found)


def _spelled_out(text: str) -> str:
    return text.replace("ໜ", "ຫນ").replace("ໝ", "ຫມ")


def _leads_after(letters: list[tuple[str, str]]) -> list[tuple[str, str]]:
    ordered: list[tuple[str, str]] = []
    lead: list[tuple[str, str]] = []
    for letter in letters:
        if letter[0] in _LAO_LEAD and not lead:
            lead = [letter]
        elif lead and "\u0e81" <= letter[0] <= "\u0eae":
            ordered += [letter, *lead]
            lead = []
        else:
            ordered += [*lead, letter]
            lead = []
    return ordered + lead


def _primary(letter: str, language: str) -> tuple[str, str]:
    """The first-level weight, and lower before upper case for the third."""
    lao, latin = ("\x20", "\x30") if language == "lo" else ("\x30", "\x20")
    if letter[0].isdecimal():
        digits = "".join(str(unicodedata.decimal(digit)) for digit in letter).lstrip("0")
        return "\x10" + chr(0x30 + min(len(digits), 70)) + digits, "a"
    if "\u0e80" <= letter <= "\u0eff":
        return lao + letter, "a"
    low = letter.lower()
    case = "b" if low != letter else "a"
    if len(low) == 1 and low in _VIETNAMESE:
        return latin + chr(0x30 + _VIETNAMESE.index(low)), case
    if letter.isspace():
        return "\x02", "a"
    return ("\x40" if letter.isalpha() else "\x03") + low, case
