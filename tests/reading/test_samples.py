"""The programme texts that ship with Songfai."""

import re
from pathlib import Path

import pytest

from songfai.reading import Draft, read

SAMPLES = Path(__file__).parents[2] / "samples"
EVERY = sorted(SAMPLES.glob("*.txt"))


def draft_of(name: str) -> Draft:
    return read((SAMPLES / name).read_text(encoding="utf-8"))


def head(draft: Draft) -> tuple[object, ...]:
    assert draft.kind and draft.signed_on and draft.place and draft.period
    return (
        draft.language,
        draft.kind.value,
        draft.signed_on.value,
        draft.place.value,
        draft.period.start,
        draft.period.end,
        [party.name for party in draft.parties],
        [(person.name, person.title) for person in draft.signatories],
        [(review.kind, review.when) for review in draft.reviews],
    )


def types(draft: Draft) -> list[str]:
    return [duty.type for duty in draft.commitments]


def test_english_agreement_is_read():
    draft = draft_of("agreement-en.txt")
    assert head(draft) == (
        "en",
        "agreement",
        "2025-02-17",
        "Vientiane",
        "2025",
        "2029",
        ["National Library of the Lao PDR", "Department of Culture of Binh Lam Province"],
        [("Souksavanh Inthirath", "Director"), ("Tran Quoc Vinh", "Deputy Director")],
        [("annual", "every_year"), ("midterm", "2027"), ("final", "2029")],
    )
    assert types(draft)[:8] == [
        "visit",
        "course",
        "students",
        "experience",
        "support",
        "project",
        "contest",
        "other",
    ]
    assert types(draft)[-3:] == ["directive", "award", "meeting"]


def test_vietnamese_programme_is_read():
    draft = draft_of("chuong-trinh-vi.txt")
    assert head(draft) == (
        "vi",
        "coordination_programme",
        "2024-02-06",
        "An Hòa",
        "2024",
        "2028",
        ["Hội Cựu giáo chức tỉnh", "Sở Khoa học và Công nghệ"],
        [("Lương Thị Bích Đào", "CHỦ TỊCH"), ("Phan Trọng Nghĩa Hiệp", "PHÓ GIÁM ĐỐC")],
        [("six_monthly", "every_6_months"), ("annual", "every_year"), ("midterm", "P2Y"), ("final", "2028")],
    )
    assert types(draft)[:7] == [
        "publicity",
        "campaign",
        "contest",
        "award",
        "nomination",
        "research_advice",
        "project",
    ]
    sides = {duty.party for duty in draft.commitments}
    assert sides == {"both", "Hội Cựu giáo chức tỉnh", "Sở Khoa học và Công nghệ"}


def test_lao_memorandum_is_read():
    draft = draft_of("banthuk-lo.txt")
    assert head(draft) == (
        "lo",
        "memorandum",
        "2025-03-12",
        "ນະຄອນຫຼວງວຽງຈັນ",
        "2025",
        "2029",
        ["ກົມສຳເນົາເອກະສານແຫ່ງຊາດ ສປປ ລາວ", "ສູນສຳເນົາເອກະສານແຫ່ງຊາດ ເຂດເໜືອ ສສ ຫວຽດນາມ"],
        [("ບົວສອນ ແກ້ວມະນີວົງ", "ຫົວໜ້າກົມ"), ("ຫຼີ ທິ ຮ່ວາຍ ອານ", "ຜູ້ອຳນວຍການ")],
        [("annual", "every_year"), ("midterm", "P2Y"), ("final", "2029")],
    )
    assert types(draft)[:7] == [
        "visit",
        "course",
        "students",
        "experience",
        "support",
        "project",
        "publicity",
    ]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_every_value_points_at_its_place(path: Path):
    text = path.read_text(encoding="utf-8")
    draft = read(text)
    assert len(EVERY) == 5
    for duty in draft.commitments:
        assert " ".join(text[slice(*duty.span)].split()) == duty.text
    for named in [*draft.parties, *draft.signatories]:
        assert text[slice(*named.span)].strip()
        assert named.confidence in ("sure", "likely", "guess")


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_nothing_disappears(path: Path):
    """Every line with a word in it is read by some value or stands among the parts not read."""
    text = path.read_text(encoding="utf-8")
    answer = read(text).as_json()
    spans = [tuple(span) for span in answer["unread"]]
    for key in ("kind", "title", "signed_on", "place"):
        spans += [tuple(answer[key]["span"])] if answer[key] else []
    for key in ("periods", "parties", "signatories", "reviews", "fields", "commitments"):
        spans += [tuple(value["span"]) for value in answer[key]]
    for match in re.finditer(r"[^\n]+(?:\n(?=[^\W\d_A-ZĐ])[^\n]+)*", text):
        if any(char.isalpha() for char in match.group()):
            assert any(start < match.end() and match.start() < end for start, end in spans), match.group()
