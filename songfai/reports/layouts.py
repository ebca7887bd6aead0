"""How official papers look in each country, as data. Names of layouts are those of parties.states.Layout.

vn: Decree 30/2020/NĐ-CP, Annex I. la: the order of lines of Lao ministries. en: neither country's, both sides equal.
"""

from dataclasses import dataclass

from songfai.reports.facts import SideFacts

# The heading of the State whose body issues the paper, in the language of the paper.
NATIONS: dict[tuple[str, str], tuple[str, str]] = {
    ("VN", "vi"): ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    ("LA", "vi"): (
        "CỘNG HÒA DÂN CHỦ NHÂN DÂN LÀO",
        "Hòa bình - Độc lập - Dân chủ - Thống nhất - Thịnh vượng",
    ),
    ("LA", "lo"): ("ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ", "ສັນຕິພາບ ເອກະລາດ ປະຊາທິປະໄຕ ເອກະພາບ ວັດທະນະຖາວອນ"),
    ("VN", "lo"): ("ສາທາລະນະລັດ ສັງຄົມນິຍົມ ຫວຽດນາມ", "ເອກະລາດ - ເສລີພາບ - ຜາສຸກ"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Lengths in millimetres, letters in points."""

    name: str
    margins: tuple[int, int, int, int]  # top, right, bottom, left
    fonts: tuple[str, ...]
    word_fonts: tuple[str, str]  # of Latin letters, of Lao letters
    size: float
    table_size: float
    justify: bool
    indent: float
    leading: float  # em between lines, for Typst
    line_spacing: float  # of Word
    upper_names: bool


LAYOUTS = {
    "vn": Layout(
        name="vn",
        margins=(20, 15, 20, 30),
        fonts=("Tinos", "Phetsarath"),
        word_fonts=("Times New Roman", "Phetsarath OT"),
        size=13,
        table_size=11,
        justify=True,
        indent=12.7,
        leading=0.62,
        line_spacing=1.15,
        upper_names=True,
    ),
    "la": Layout(
        name="la",
        margins=(20, 20, 20, 30),
        fonts=("Phetsarath", "Tinos"),
        word_fonts=("Times New Roman", "Phetsarath OT"),
        size=12,
        table_size=10.5,
        justify=False,
        indent=12.7,
        leading=0.95,
        line_spacing=1.15,
        upper_names=False,
    ),
    "en": Layout(
        name="en",
        margins=(22, 20, 22, 25),
        fonts=("Tinos", "Phetsarath"),
        word_fonts=("Times New Roman", "Phetsarath OT"),
        size=12,
        table_size=10.5,
        justify=False,
        indent=0,
        leading=0.68,
        line_spacing=1.15,
        upper_names=False,
    ),
}
LAYOUT_OF_LANGUAGE = {"vi": "vn", "lo": "la", "en": "en"}


def nation(sides: tuple[SideFacts, SideFacts], language: str) -> tuple[str, str]:
    """Heading and motto of the first side's State; none in English, where the paper is of both sides alike."""
    return NATIONS.get((sides[0].country, language), ("", ""))
