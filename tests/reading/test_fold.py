"""Folding keeps the way back to the text as given."""

import unicodedata

import pytest

from songfai.reading.fold import fold, key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ກໍາມະການ", "ກຳມະການ"),
        ("ນໍ້າ", "ນ້ຳ"),
        ("ນ້ໍາ", "ນ້ຳ"),
        ("ຫລາຍ ຫນ້າ ຫມໍ", "ຫຼາຍ ໜ້າ ໝໍ"),
        ("ປີ ໒໐໒໔", "ປີ 2024"),
        ("Thoả thuận, Uỷ ban, hoà bình", "Thỏa thuận, Ủy ban, hòa bình"),
        ("quý hoàn toàn", "quý hoàn toàn"),
        ("2024 – 2030\u200b", "2024 - 2030"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_spellings_fold_to_one(text: str, expected: str):
    assert fold(text).cased == expected


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_lead_back_to_the_original(form: str):
    text = unicodedata.normalize(form, "  Sở Giáo dục – ກໍາມະບານ ຫລວງ  ")
    folded = fold(text)
    start = folded.cased.index("Sở")
    first, last = folded.span(start, start + len("Sở Giáo dục"))
    assert unicodedata.normalize("NFC", text[first:last]) == "Sở Giáo dục"
    start = folded.cased.index("ກຳມະບານ")
    first, last = folded.span(start, start + len("ກຳມະບານ"))
    assert text[first:last] == "ກໍາມະບານ"
    assert folded.span(0, len(folded.cased)) == (2, len(text) - 2)


def test_low_and_cased_have_one_length():
    text = "İSTANBUL ß ĐỘC LẬP ສະຫາຍ ﬁ ǅ"
    folded = fold(text)
    assert len(folded.low) == len(folded.cased) == len(folded.starts) == len(folded.ends)


def test_key_compares_names_without_marks():
    assert key("Liên Đoàn  Lao động tỉnh") == key("LIÊN ĐOÀN LAO ĐỘNG TỈNH") == "lien doan lao dong tinh"
