import pytest
from hypothesis import given
from icu4py.breakers import LineBreaker

from songfai.kit.lao import JOINER, KNOWN, break_lines, keep_together, pieces, search_tokens, syllables, words
from songfai.kit.text import NBSP, ZWSP
from tests.kit.strategies import mixed_text


@pytest.mark.parametrize(
    "cut",
    [
        "ສະ|ຫະ|ພັນ|ກຳ|ມະ|ບານ",
        "ກະ|ຊວງ|ພາຍ|ໃນ",
        "ໃນ|ວຽກ|ງານ",
        "ໃນ|ລະ|ຫວ່າງ",
        "ພາຍ|ໃນ|ລາວ",
        "ຫວຽດ|ນາມ",
        "ຫງວຽນ|ວັນ|ຟາດ",
        "ເມືອງ|ແລະ|ແຂວງ",
        "ປະ|ເທດ",
        "ພົບ|ປະ|ເຈ|ລະ|ຈາ",
        "ເວ|ລາ",
        "ເລິກ|ເຊິ່ງ|ກວ່າ",
        "ກ່ວາ|ອີກ",
        "ເຂົ້າ|ໃນ",
        "ສະ|ເພາະ",
        "ນັກ|ສຶກ|ສາ",
        "ດິ|ຈິ|ຕອນ",
        "ຜູ້|ອອກ|ແຮງ|ງານ",
        "ຫົວ|ໜ່ວຍ",
        "ຫຼັງ|ຫຼວງ|ຫຼຸດ",
        "ການ|ກວດ|ກາ",
        "ຈຳ|ນວນ",
        "ດ້ວຍ|ກຽດ",
        "ໄທຍ|ໄດ້",
        "ໂຄງ|ການ",
        "ເກາະ",
        "ເຂົາ|ເຈົ້າ",
        "ສ|ປ|ປ",
        "ມໍ່|ໆ",
    ],
)
def test_syllables_are_cut_as_they_are_spoken(cut):
    assert syllables(cut.replace("|", "")) == cut.split("|")


@given(mixed_text)
def test_syllables_joined_are_the_text(text):
    assert "".join(syllables(text)) == text


def test_search_tokens_are_syllables_and_words_without_marks():
    assert search_tokens("ສະຫະພັນກຳມະບານ (CTPH), ໄລຍະ 2024-2030. Đặng ຕ່າງໆ") == [
        *("ສະ", "ຫະ", "ພັນ", "ກຳ", "ມະ", "ບານ", "ctph", "ໄລ", "ຍະ", "2024", "2030", "dang", "ຕ່າງ")
    ]


def test_search_tokens_of_a_word_are_a_phrase_of_the_sentence():
    sentence = search_tokens("ຄະນະປະຈຳສະຫະພັນກ\u0ecd\u0eb2ມະບານແຂວງໄດ້ຈັດພິທີລົງນາມ")
    word = search_tokens("ກຳມະບານ")
    assert any(sentence[at : at + len(word)] == word for at in range(len(sentence)))


def test_words_are_those_of_the_dictionary():
    assert words("ສະຫະພັນກຳມະບານວິທະຍາສາດ") == ["ສະຫະພັນ", "ກຳມະບານ", "ວິທະຍາສາດ"]


def test_lines_may_break_between_lao_words_only():
    assert break_lines("😀 ພ້ອມແລະ Bộ Nội vụ") == f"😀 ພ້ອມ{ZWSP}ແລະ Bộ Nội vụ"


def test_lines_do_not_cut_a_name_to_be_kept():
    assert break_lines("Liên đoàn Lao động tỉnh Thanh Hóa", keep=["Thanh Hóa"]) == (
        f"Liên đoàn Lao động tỉnh Thanh{NBSP}Hóa"
    )
    assert keep_together("12 ສະບັບ") == f"12{NBSP}ສະບັບ"


def test_pieces_are_the_text_cut_where_a_line_may_break():
    assert pieces("ກະຊວງພາຍໃນແລະ Bộ Nội vụ") == ["ກະຊວງ", "ພາຍໃນ", "ແລະ ", "Bộ ", "Nội ", "vụ"]
    assert pieces("") == []


@given(mixed_text)
def test_break_lines_adds_nothing_but_places_to_break(text):
    added = str.maketrans("", "", ZWSP + JOINER)
    assert break_lines(text).translate(added) == text.translate(added)


def test_lines_do_not_break_where_only_a_browser_would():
    assert break_lines("ກົດະ") == f"ກົດ{JOINER}ະ"


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("ຫງວຽນວັນຟາດ", ["ຫງວຽນ", "ວັນ", "ຟາດ"]),
        ("ແຂວງແທງຮ໋ວາ", ["ແຂວງ", "ແທງຮ໋ວາ"]),
        ("ທຸກໆປີ", ["ທຸກໆ", "ປີ"]),
        ("ສຳມະນາດິຈິຕອນ", ["ສຳມະນາ", "ດິຈິຕອນ"]),
        ("ເຕັກໂນໂລຊີໆ", ["ເຕັກໂນໂລຊີໆ"]),
    ],
)
def test_words_end_with_a_syllable_and_keep_their_repetition_mark(run, expected):
    assert words(run) == expected


def test_what_is_shown_may_not_break_inside_a_word():
    shown = break_lines("ຫງວຽນວັນຟາດ")
    assert shown.split("\u200b") == ["ຫງ\u2060ວຽນ", "ວັນ", "ຟາດ"]


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("ການຮ່ວມມືຄວາມເຊື່ອຖື", ["ການ", "ຮ່ວມມື", "ຄວາມ", "ເຊື່ອຖື"]),
        # Of a longer word of the dictionary, and of one it cuts elsewhere.
        ("ນອກແຜນການ", ["ນອກ", "ແຜນການ"]),
        ("ກະຊວງພາຍໃນ", ["ກະຊວງ", "ພາຍໃນ"]),
        ("ມີຄຳໝັ້ນສັນຍາ", ["ມີ", "ຄຳໝັ້ນ", "ສັນຍາ"]),
        ("ໜ່ວຍງານຄູ່ຮ່ວມ", ["ໜ່ວຍງານ", "ຄູ່", "ຮ່ວມ"]),
        ("ລະບົບລັດຖະກອນ", ["ລະບົບ", "ລັດຖະກອນ"]),
        ("ໄດ້ຮັບຮອງໆນີ້", ["ໄດ້", "ຮັບຮອງໆ", "ນີ້"]),
        # What looks like a known word across the edge of two others is none.
        ("ກວດການປະຕິບັດ", ["ກວດ", "ການປະຕິບັດ"]),
        ("ຮ່ວມມື້ນີ້", ["ຮ່ວມ", "ມື້ນີ້"]),
    ],
)
def test_known_words_stay_whole_and_a_browser_may_not_cut_them(text, parted):
    assert words(text) == parted
    shown = break_lines(text)
    assert shown.replace(JOINER, "").split(ZWSP) == parted
    for known in filter(KNOWN.match, parted):
        assert JOINER.join(syllables(known)) in shown


@pytest.mark.parametrize("known", KNOWN.pattern.split("|"))
def test_no_dictionary_cuts_a_known_word_that_is_shown(known):
    """Nor inside a syllable, as it does with ຮ໋ວາ and ໂຫຼດ."""
    shown = break_lines(known)
    assert shown.replace(JOINER, "") == known
    assert list(LineBreaker(shown, "lo")) == [shown]
