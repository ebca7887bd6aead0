import random

import pytest
from hypothesis import given

from songfai.kit.order import name_key, sort_key
from tests.kit.strategies import mixed_text

# The order of CLDR (ICU 78) for "lo" and "vi", numbers apart: those count by value here.
ORDERED = {
    "lo": [
        "1",
        "2",
        "12",
        "ກໍ",
        "ກວາ",
        "ກະ",
        "ກັນ",
        "ກາ",
        "ກ່າ",
        "ກ້າ",
        "ກາງ",
        "ກຳ",
        "ກິນ",
        "ກຸ",
        "ກົດ",
        "ກຽດ",
        "ເກດ",
        "ແກ້ວ",
        "ໂກ",
        "ໃກ້",
        "ໄກ່",
        "ຂອງ",
        "ຂາ",
        "ເຂດ",
        "ເຂົ້າ",
        "ແຂວງ",
        "ນາງ",
        "ມາກ",
        "ໜອງ",
        "ຫມ",
        "ຫມາກ",
        "ຫລວງ",
        "ຫວຽດ",
        "ຫາ",
        "ຫຼວງ",
        "ຮຽນ",
        "an",
        "An",
        "Ban",
    ],
    "vi": [
        "2",
        "10",
        "a",
        "à",
        "ả",
        "ã",
        "á",
        "ạ",
        "An",
        "Ăn",
        "â",
        "Ân",
        "Ấn",
        "Bình",
        "Da",
        "Dương",
        "Đào",
        "Đặng",
        "e",
        "ê",
        "Hoa",
        "Hoà",
        "Hóa",
        "Hoàng",
        "Nguyen Van An",
        "Nguyễn Thị B",
        "Nguyễn Văn An",
        "Nguyễn Văn Ân",
        "o",
        "ô",
        "ơ",
        "phạm",
        "Phạm",
        "u",
        "ư",
        "y",
        "ກາ",
    ],
    "en": ["a", "A", "a b", "ab", "An", "Ân", "Bình", "Da", "Đặng", "Đào", "Dương", "Dz", "e", "ê", "ກາ"],
}


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_order_is_that_of_a_dictionary(language):
    shuffled = random.Random(1).sample(ORDERED[language], len(ORDERED[language]))
    assert sorted(shuffled, key=lambda text: sort_key(text, language)) == ORDERED[language]


def test_order_treats_both_spellings_of_a_lao_letter_alike():
    assert sort_key("ໜອງ", "lo") == sort_key("ຫນອງ", "lo")


def test_persons_are_ordered_by_given_name():
    vietnamese = ["Trần Văn Bình", "Nguyễn Thị An", "Lê An", "Đỗ Ân"]
    assert sorted(vietnamese, key=lambda name: name_key(name, "vi")) == [
        "Lê An",
        "Nguyễn Thị An",
        "Đỗ Ân",
        "Trần Văn Bình",
    ]
    lao = ["ແກ້ວ ມະນີ", "ຂັນ ກາ", "ກາ ຮຽນ"]
    assert sorted(lao, key=lambda name: name_key(name, "lo")) == ["ກາ ຮຽນ", "ແກ້ວ ມະນີ", "ຂັນ ກາ"]


@given(mixed_text)
def test_sort_key_exists_for_any_text(text):
    assert sort_key(text, "lo") == sort_key(text, "lo")
    assert sort_key(text, "vi") <= sort_key(text + " z", "vi")
