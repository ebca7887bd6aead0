"""What the reader found becomes lines; programmes get their short names. No database."""

import pytest

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.programmes import slugs
from songfai.programmes.proposals import match, of_draft
from songfai.reading import read

BODIES = {
    1: [
        "ກະຊວງພາຍໃນ ຫວຽດນາມ",
        "Bộ Nội vụ nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Ministry of Home Affairs of Viet Nam",
    ],
    2: [
        "ກະຊວງພາຍໃນ ລາວ",
        "Bộ Nội vụ nước Cộng hòa dân chủ nhân dân Lào",
        "Ministry of Home Affairs of the Lao PDR",
    ],
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ministry of Home Affairs of Viet Nam", (1, True)),
        ("BỘ NỘI VỤ NƯỚC CỘNG HÒA DÂN CHỦ NHÂN DÂN LÀO", (2, True)),
        ("Ministry of Home Affairs of the Lao P.D.R.", (2, False)),
        ("Ministry of Home Affairs", (None, False)),
        ("Ministry of Finance", (None, False)),
        ("", (None, False)),
    ],
)
def test_institution_is_matched_by_name_only_when_it_is_clear(name, expected):
    assert match(name, BODIES) == expected


TEXT = """MEMORANDUM OF UNDERSTANDING
between the Ministry of Home Affairs of Viet Nam and the Ministry of Home Affairs of the Lao PDR
for the period 2024-2027
Article 1. The two sides exchange one delegation of leaders every year.
Article 2. The Ministry of Home Affairs of Viet Nam organises a short course for 20 Lao civil servants each year.
"""


def test_lines_keep_their_place_in_the_text():
    lines = of_draft(read(TEXT).as_json(), BODIES, {})
    assert lines == sorted(lines, key=lambda line: (line.start, line.end))
    for line in lines:
        assert 0 <= line.start < line.end <= len(TEXT)
    assert {line.slot for line in lines} >= {"kind", "party", "term", "commitment"}
    parties = {line.value["role"]: line.value["institution"] for line in lines if line.slot == "party"}
    assert parties == {"a": 1, "b": 2}


def test_sides_of_the_reader_become_letters():
    draft = {
        "language": "en",
        "parties": [
            {"name": "Body A", "role": "a", "span": [0, 6], "confidence": "sure"},
            {"name": "Body B", "role": "b", "span": [7, 13], "confidence": "sure"},
            {"name": "Body C", "role": "c", "span": [14, 20], "confidence": "guess"},
        ],
        "signatories": [
            {"name": "S", "title": None, "party": "body  b", "span": [21, 22], "confidence": "likely"}
        ],
        "commitments": [
            {"text": "x", "type": "visit", "party": "Body B", "span": [30, 31], "confidence": "sure"},
            {"text": "y", "type": "visit", "party": "both", "span": [32, 33], "confidence": "sure"},
        ],
        "period": {"start": "2024", "end": "2030", "span": [40, 44], "confidence": "sure"},
    }
    lines = of_draft(draft, {}, {})
    assert [line.value["role"] for line in lines if line.slot == "party"] == ["a", "b", ""]
    assert [line.value for line in lines if line.slot == "signatory"] == [
        {"name": "S", "title": "", "party": "b"}
    ]
    assert [line.value["party"] for line in lines if line.slot == "commitment"] == ["b", "both"]
    assert [line.value for line in lines if line.slot == "term"] == [{"start": "2024", "end": "2030"}]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (Trilingual(en="Home Affairs 2023–2026"), "home-affairs-2023-2026"),
        (Trilingual(vi="Phối hợp Đoàn Lao động"), "phoi-hop-doan-lao-dong-2023-2026"),
        (Trilingual(lo="ບົດບັນທຶກ"), "memorandum-2023-2026"),
        (
            Trilingual(en="A very long title " * 9),
            "a-very-long-title-a-very-long-title-a-very-long-2023-2026",
        ),
    ],
)
def test_slug_is_made_of_latin_letters(title, expected):
    slug = slugs.proposed(title, "memorandum", PartialDate(2023), PartialDate(2026))
    assert slug == expected
    assert len(slug) <= 58


def test_slug_is_numbered_when_it_is_taken():
    taken = {"plan-2024", "plan-2024-2"}
    assert slugs.unique("plan-2024", taken.__contains__) == "plan-2024-3"
    assert slugs.unique("plan-2025", taken.__contains__) == "plan-2025"
