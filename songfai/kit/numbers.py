"""Numbers as officers write them, read back without guessing. Plain Python."""

import re
from decimal import Decimal

from songfai.kit.errors import N_, Refused
from songfai.kit.text import western_digits

# Language: (the decimal mark, the mark between thousands)
MARKS = {"lo": (",", "."), "vi": (",", "."), "en": (".", ",")}

LONGEST_TYPED = 40  # letters in a number

_SHAPE = re.compile(r"(?P<sign>[-+−–]?)(?P<digits>\d+(?:[.,' ]\d+)*)")


def parse_number(text: str, language: str) -> Decimal:
    """7.393,17 in Lao and Vietnamese, 7,393.17 in English; spaces between thousands are read everywhere.

    One comma before three digits ("4,125") is a decimal mark to one reader and a thousands mark to another, so
    in Lao and Vietnamese it is refused as number_ambiguous, with both readings. Else number_unreadable.
    """
    typed = text.strip()
    body = re.sub(r"\s", " ", western_digits(typed))
    found = _SHAPE.fullmatch(body) if len(body) <= LONGEST_TYPED else None
    if not found:
        raise _unreadable(typed[:LONGEST_TYPED], language)
    digits = found["digits"]
    decimal_mark, thousands_mark = MARKS[language]
    if language != "en":
        _ask_if_ambiguous(typed, digits)
    whole, _mark, rest = digits.partition(decimal_mark)
    groups = re.split(rf"[{re.escape(thousands_mark)}' ]", whole)
    grouped_well = len(groups) == 1 or (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    )
    if not grouped_well or (rest and not rest.isdigit()):
        raise _unreadable(typed, language)
    sign = "-" if found["sign"] in ("-", "−", "–") else ""
    return Decimal(sign + "".join(groups) + (f".{rest}" if rest else ""))


def _ask_if_ambiguous(typed: str, digits: str) -> None:
    if not re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        return
    whole, rest = digits.split(",")
    raise Refused(
        "number_ambiguous",
        N_("“%(typed)s” can be read in two ways. Write %(thousands)s, or %(decimal)s for a fraction."),
        typed=typed,
        thousands=whole + rest,
        decimal=f"{whole},{rest}0",
    )


def _unreadable(typed: str, language: str) -> Refused:
    return Refused(
        "number_unreadable",
        N_("The number “%(typed)s” could not be read. Write it as %(example)s."),
        typed=typed,
        example="7,393.17" if language == "en" else "7.393,17",
    )
