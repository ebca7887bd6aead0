import unicodedata

import pytest
from hypothesis import example, given

from songfai.kit.text import fold, initials, is_lao, normalise_input, normalise_line, western_digits
from tests.kit.strategies import mixed_text

AM = "\u0eb3"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ກ\u0ecd\u0eb2", "ກ" + AM),
        ("ນ\u0ec9\u0ecd\u0eb2", "ນ\u0ec9" + AM),
        ("ນ\u0ecd\u0ec9\u0eb2", "ນ\u0ec9" + AM),
        ("ນ\u0ec9" + AM, "ນ\u0ec9" + AM),
        ("ກໍ", "ກໍ"),
        ("a\u0302\u0301", "ấ"),
        ("  ກະຊວງ\u200bພາຍໃນ ", "ກະຊວງພາຍໃນ"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("a\x00b\x1bc\x85\x7f", "abc"),
        ("one\r\ntwo\rthree\u2028four\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("\ufeffBộ", "Bộ"),
        ("ໜ ໝ ຫຼ ຫລ", "ໜ ໝ ຫຼ ຫລ"),
    ],
)
def test_stored_text_has_one_spelling_and_no_invisible_signs(typed, stored):
    assert normalise_input(typed) == stored


def test_zero_width_space_stays_in_a_quoted_document():
    assert normalise_input("ກະຊວງ\u200bພາຍໃນ", keep_zwsp=True) == "ກະຊວງ\u200bພາຍໃນ"


def test_line_has_single_spaces():
    assert normalise_line(" Bộ\n\nNội  vụ\t") == "Bộ Nội vụ"


@given(mixed_text)
@example("\u0ecd\u0ec8\u0ec9\u0eb2")
@example("\u0ecd\u0ecd\u0eb2\u0eb2")
def test_stored_text_is_stable(text):
    once = normalise_input(text)
    assert normalise_input(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ກຳມະບານ", "ກ\u0ecd\u0eb2ມະບານ"),
        ("ນ້ຳ", "ນ\u0ecd\u0ec9\u0eb2"),
        ("ໜ້າທີ່", "ຫນ້າທີ່"),
        ("ໝາຍ", "ຫມາຍ"),
        ("ຫຼາຍ", "ຫລາຍ"),
        ("ປີ ໒໐໒໖", "ປີ 2026"),
        ("ແລະ", "ເເລະ"),
        ("ກີ້", "ກ\u0ec9\u0eb5"),
        ("ກະຊວງ\u200bພາຍໃນ", "ກະຊວງພາຍໃນ"),
        ("Phạm Thị Thanh Trà Đặng", "pham thi thanh tra dang"),
        ("ĐẶNG", "đặng"),
        ("Thanh\u00a0Hóa", "thanh  hoá"),
        ("ﬁnal ＡＢＣ", "final abc"),
        ("STRASSE", "straße"),
    ],
)
def test_fold_makes_spellings_equal(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ກາ", "ກ່າ"), ("ກິນ", "ກີນ"), ("ບໍ", "ບໍ່"), ("ແຜນງານ", "ແຜນການ"), ("ມາ", "ໝາ")]
)
def test_fold_keeps_different_lao_words_apart(one, other):
    assert fold(one) != fold(other)


@given(mixed_text)
@example("\u0345\u0327a")
@example("ǰ\u0323")
@example("ໜລ")
@example("\u0ec8\u0ecd\u0ec9\u0eb2")
def test_fold_is_stable(text):
    assert fold(fold(text)) == fold(text)


def lao_signs(text):
    """How many of each Lao sign, with the known pairs written one way and the leading ເເ as ແ."""
    whole = unicodedata.normalize("NFKC", text).replace("\u0ecd", "").replace("\u0eb3", "\u0eb2")
    whole = whole.replace("\u0ebc", "ລ").replace("\u0ec1", "\u0ec0\u0ec0")
    return sorted(sign for sign in whole if "\u0e80" <= sign <= "\u0ecf" or "\u0edc" <= sign <= "\u0edf")


@given(mixed_text)
def test_fold_never_loses_a_lao_sign(text):
    assert lao_signs(fold(text)) == lao_signs(text)


def test_western_digits_leave_the_rest():
    assert western_digits("ປີ ໐໑໒໓໔໕໖໗໘໙ x9") == "ປີ 0123456789 x9"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Phạm Thu Hà", "PH"),
        ("Vũ Đình Sơn", "VS"),
        ("đặng an", "ĐA"),
        ("ວິໄລພອນ ແກ້ວມະນີ", "ວກ"),
        ("ໄຊຍະວົງ", "ຊ"),
        ("Khamjane", "K"),
        ("  ", ""),
        ("123", ""),
    ],
)
def test_initials_take_the_first_and_last_word(name, letters):
    assert initials(name) == letters


def test_is_lao_sees_one_lao_letter():
    assert is_lao("CTPH ກັບ") is True
    assert is_lao("Lào") is False
