"""Folding and syllables: offsets point at the words as written; spelling, case, marks and Lao spaces change nothing."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from songfai.kit.text import fold
from songfai.novelty.rules.words import Words, number_of

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắềổữựÁÀĐƠ ,.\n-0159"
LAO = "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮໜໝະັາຳິີຶືຸູົຼຽເແໂໃໄ່້໊໋ໆ໌໑໒ .\u200b"
texts = some.text(LETTERS + LAO, max_size=200)


@given(texts)
def test_words_stand_where_they_are_said_to_stand(text):
    words = Words(text)
    assert len(words.numbers) == len(words.starts) == len(words.ends)
    at = 0
    for number, start, end in zip(words.numbers, words.starts, words.ends, strict=True):
        assert at <= start < end <= len(text)
        assert number_of(text[start:end]) == number
        at = end


@given(some.text(LETTERS, max_size=200))
@example("Thu hồi nước ngưng, cấp lại cho lò hơi 12 m³")
def test_spelling_of_vietnamese_changes_no_word(text):
    plain = Words(text).numbers
    for other in (
        fold(text),
        text.upper(),
        unicodedata.normalize("NFD", text),
        text.replace(" ", "\u200b  "),
    ):
        assert Words(other).numbers == plain


LAO_SYLLABLES = (
    "ການ ນຳ ໃຊ້ ນ້ຳ ກັ່ນ ຕົວ ຂອງ ໝໍ້ ອາຍ ຄືນ ໃໝ່ ຄວາມ ແຂວງ ຫຼາຍ ເມືອງ ສວນ ອອກ ກວ່າ ຫວຽດ ນາມ ໜ່ວຍ ງານ ໑໒ 5".split(" ")
)
spaces = some.sampled_from(["", " ", "\u200b", "  "])


@given(some.lists(some.tuples(some.sampled_from(LAO_SYLLABLES), spaces), max_size=40))
def test_spaces_change_no_lao_word(parts):
    # A number is a word of its own: two of them need a space to stay two.
    together = "".join(one for one, _space in parts if one not in {"໑໒", "5"})
    apart = "".join(one + space for one, space in parts if one not in {"໑໒", "5"})
    assert Words(together).numbers == Words(apart).numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ຫຼາຍໜ່ວຍງານໝົດ", "ຫລາຍຫນ່ວຍງານຫມົດ"),
        ("ນ້ຳດື່ມ", "ນໍ້າດື່ມ"),
        ("ແຂວງ", "ເເຂວງ"),
        ("ປີ 2024", "ປີ ໒໐໒໔"),
        ("ຈຳນວນ 12", "ຈໍານວນ 12"),
    ],
)
def test_variants_of_lao_spelling_are_the_same_words(one, other):
    assert Words(one).numbers == Words(other).numbers


def test_lao_is_cut_near_the_syllables():
    text = "ການນຳໃຊ້ນ້ຳກັ່ນຕົວຂອງໝໍ້ອາຍຄືນໃໝ່ ໃນແຂວງຫົວພັນ"
    words = Words(text)
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == [
        "ການ", "ນຳ", "ໃຊ້", "ນ້ຳ", "ກັ່ນ", "ຕົວຂອງ", "ໝໍ້", "ອາຍ", "ຄືນ", "ໃໝ່", "ໃນ", "ແຂວງ", "ຫົວ", "ພັນ",
    ]  # fmt: skip


def test_number_of_a_word_never_changes():
    """What is stored was made of these numbers: another value and every stored text must be laid anew."""
    assert number_of("Nước") == number_of("nuoc") == 10792583655824938704
    assert number_of("ນ້ຳ") == 5521277157597765483
