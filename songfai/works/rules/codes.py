"""The number and the check code of a certificate, as they are made and as people type them. Plain Python."""

import re
import secrets

from songfai.kit.errors import N_, Refused
from songfai.kit.text import western_digits

# Without those that are taken for each other on paper: 0 O, 1 I L, U V.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LONG, GROUP = 12, 4
NUMBER = re.compile(r"0*(\d{1,9})\s*/\s*(\d{4})")
BETWEEN = re.compile(r"[\s\-–—.]+")


def new_code() -> str:
    """Drawn, not worked out from anything: 58 bits, so that no certificate is found by trying."""
    return "".join(secrets.choice(LETTERS) for _one in range(LONG))


def in_groups(code: str) -> str:
    """7KQM-4RWX-P2TD: as it is printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def code_typed(typed: str) -> str:
    """As it is stored. Refused: code_unreadable."""
    code = BETWEEN.sub("", western_digits(typed)).upper()
    if len(code) != LONG or not set(code) <= set(LETTERS):
        raise Refused(
            "code_unreadable",
            N_("A check code has twelve letters and digits, in three groups: type it as it is printed."),
        )
    return code


def number_typed(typed: str) -> tuple[int, int]:
    """Number and year. Refused: number_unreadable."""
    found = NUMBER.fullmatch(western_digits(typed).strip())
    if found is None:
        raise Refused(
            "number_unreadable", N_("Type the number with its year, as it is printed: for example 0012/2026.")
        )
    return int(found[1]), int(found[2])
