"""What no line may cut, in the three languages: place names, two countries, the day of a date with its month, and a number
with the word it counts after. Plain Python.

Of a date 1 | ສິງຫາ, 1 | August, ngày | 1, tháng | 8 and năm | 2026 are held; between them, and before the year in Lao and
English, a line may end. Words stand before their number in Vietnamese, after it in the two others. Of days from one to another
(ngày 1-5, 15–20 August) both belong to it: a line could else end at the edge of what is held, and the next begin with -5.
"""

import re

from songfai.kit.date_words import MONTHS, SHORT_MONTHS_EN
from songfai.kit.lao import keep_together
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
# A country with what goes before it, and two countries side by side, as titles of agreements name them.
_COUNTRIES = (
    r"(?<!\w)(?:Việt Nam [-–] Lào|Lào [-–] Việt Nam|VIỆT NAM [-–] LÀO|LÀO [-–] VIỆT NAM)(?!\w)"
    r"|ສສ ຫວຽດນາມ|ສປປ ລາວ|ປະຕິວັດລາວ|ລາວ-ຫວຽດນາມ|ຫວຽດນາມ-ລາວ"
)
_HELD = re.compile(f"({_COUNTRIES}|{PLACE}|{_DATE}|{_NUMBERED})")


def parted(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether no line may cut it; nothing is lost.

    >>> parted("tại Viêng Chăn, Lào")
    [('tại ', False), ('Viêng Chăn', True), (', Lào', False)]
    >>> parted("on 1 August 2026")
    [('on ', False), ('1 August', True), (' 2026', False)]
    """
    return [(piece, number % 2 == 1) for number, piece in enumerate(_HELD.split(text)) if piece]


def held_together(text: str, most: int | None = None) -> str:
    """The text with what holds together, for a file in which a line is cut at spaces. `most`: so many letters a line has room
    for; a longer name would be cut inside a syllable and is left as it is."""
    return _HELD.sub(
        lambda found: keep_together(found[0]) if most is None or len(found[0]) <= most else found[0], text
    )
