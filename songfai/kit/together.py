"""What no line may cut, in the three languages: place names, two countries, the day of a date with its month, a number
with the word it counts after, a number with the Lao word that counts (12 ສະບັບ), and number and symbol of a paper. Plain
Python.

Of a date 1 | ສິງຫາ, 1 | August, ngày | 1, tháng | 8 and năm | 2026 are held; between them, and before the year in Lao and
English, a line may end. Words stand before their number in Vietnamese, after it in the two others. Of days from one to another
(ngày 1-5, 15–20 August) both belong to it: a line could else end at the edge of what is held, and the next begin with -5.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from songfai.kit.date_words import MONTHS, SHORT_MONTHS_EN
from songfai.kit.lao import keep_together, words
from songfai.kit.places import PLACE

_ENGLISH = "|".join(sorted({*MONTHS["en"], *SHORT_MONTHS_EN}, key=len, reverse=True))
_DAYS = r"(?<!\w)(?:\d{1,2}[-–])?\d{1,2}"
_DATE = (
    # Lao writes on without a space: ສິງຫານີ້.
    rf"{_DAYS} (?:{'|'.join(MONTHS['lo'])})"
    rf"|{_DAYS} (?:{_ENGLISH})(?!\w)"
    r"|(?<!\w)(?:[Nn]gày \d{1,2}|[Tt]háng \d{1,2}|[Nn]ăm \d{4})(?:[-–]\d{1,4})?(?:/\d{4})?(?!\w)"
)
# What bears a number in papers stands with it: bản 1, cam kết 10, Quý II; ຂໍ້ 10; and two years from one to the other.
_NUMBERED = (
    r"(?<!\w)(?:[Bb]ản|[Cc]am kết|[Mm]ục|[Vv]ersion|[Cc]ommitment|[Ii]tem) \d{1,3}(?!\w)"
    r"|(?<!\w)(?:[Qq]uý|[Qq]uarter) [IV]{1,3}(?!\w)"
    r"|(?:ຂໍ້|ສະບັບທີ|ລາຍການທີ) \d{1,3}(?!\w)|ໄຕມາດ [IV]{1,3}(?!\w)|ປີ \d{4}(?!\w)"
    r"|(?<!\w)\d{4}[-–]\d{4}(?!\w)"
)
# The dash between two dates stays with the first: 24/03/2024 – | 26/03/2024; 2 Jun 2025 – | 5 Jun 2025.
_DASHED = r"(?<![\w/])(?:\d{1,2}/\d{1,2}/)?\d{4} –(?!\w)"
# A country with what goes before it, and two countries side by side, as titles of agreements name them.
_COUNTRIES = (
    r"(?<!\w)(?:Viet Nam|Lao PDR|VIET NAM|LAO PDR)(?!\w)"
    r"|(?<!\w)(?:Việt Nam [-–] Lào|Lào [-–] Việt Nam|VIỆT NAM [-–] LÀO|LÀO [-–] VIỆT NAM)(?!\w)"
    r"|ສສ ຫວຽດນາມ|ສປປ ລາວ|ປະຕິວັດລາວ|ລາວ-ຫວຽດນາມ|ຫວຽດນາມ-ລາວ"
)
# Number and symbol of a paper, which a line could else end in after a hyphen: 55/QĐ-BNV, 13/2012/NĐ-CP.
_SYMBOL = r"(?<![\w/])\d{1,5}/(?:\d{4}/)?[^\W\d_][\w&.]*(?:[-/][\w&.]+)+"
# A number before a Lao word; whether that is a word things are counted by is asked of the word (ຄົນ, not ຄົນງານ).
_BEFORE_LAO = r"(?<![\w.,/–-])\d[\d.,]*(?:[-–/]\d[\d.,]*)* (?P<lao>[\u0e80-\u0eff]+)"
# What Lao papers count by, after the number: classifiers, spans of time, and nouns that count themselves.
COUNTED_BY = frozenset(
    "ລາຍການ ຂໍ້ ເລື່ອງ ກິດຈະກຳ ວັກ ຄັ້ງ ຄົນ ທ່ານ ວັນ ມື້ ອາທິດ ເດືອນ ປີ ຊົ່ວໂມງ ນາທີ ສະບັບ ຄະນະ ແຫ່ງ ຊຸດ ໃບ ອັນ ຕົວ ແຖວ ຜົນງານ"
    " ແຜນງານ ແຜນການ ໂຄງການ ປະເທດ ວຽກ ຕຳແໜ່ງ ຮູບ ຫ້ອງ ກອງ ເອກະສານ ໜ່ວຍງານ ຄຳໝັ້ນ ພະຍາງ ຄະແນນ ຟາຍ ໄຟລ໌ ຮຸ່ນ ຫຼັກສູດ"
    " ແຂວງ ເມືອງ ກົມ ຂະແໜງ ດ້ານ ສ່ວນ ຝ່າຍ ຄູ່ ບົດ ເຄື່ອງ ກ່ອງ ກີບ ໂດລາ ລ້ານ ຕື້".split()
)
_HELD = re.compile(f"{_COUNTRIES}|{PLACE}|{_DATE}|{_DASHED}|{_NUMBERED}|{_SYMBOL}|{_BEFORE_LAO}")
_LAO = re.compile("[\u0e80-\u0eff]+")


def _held(text: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends, none over another."""
    at = 0
    while found := _HELD.search(text, at):
        start, at = found.span()
        if lao := found["lao"]:
            counted = _first_word(lao)
            at = found.start("lao") + len(counted)
            if counted not in COUNTED_BY:
                continue
        yield start, at


@lru_cache(maxsize=4096)
def _first_word(lao: str) -> str:
    return words(lao)[0]


def counts(text: str) -> bool:
    """Whether the text begins with a Lao word that a number before it is counted by: 12 | ສະບັບ.

    >>> counts("ຄົນ, ໃນນັ້ນ"), counts("ຄົນງານ"), counts("mục")
    (True, False, False)
    """
    lao = _LAO.match(text)
    return lao is not None and _first_word(lao[0]) in COUNTED_BY


def parted(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether no line may cut it; nothing is lost.

    >>> parted("tại Viêng Chăn, Lào")
    [('tại ', False), ('Viêng Chăn', True), (', Lào', False)]
    >>> parted("on 1 August 2026")
    [('on ', False), ('1 August', True), (' 2026', False)]
    """
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in _held(text):
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [(piece, is_held) for piece, is_held in (*found, (text[at:], False)) if piece]


def held_together(text: str, most: int | None = None) -> str:
    """The text with what holds together, for a file in which a line is cut at spaces. `most`: so many letters a line has room
    for; a longer name would be cut inside a syllable and is left as it is."""
    return "".join(
        keep_together(piece) if is_held and (most is None or len(piece) <= most) else piece
        for piece, is_held in parted(text)
    )
