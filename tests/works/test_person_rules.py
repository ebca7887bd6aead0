"""When two ways of writing an author may be one person: what names have in common."""

from itertools import product

import pytest

from songfai.kit.dates import PartialDate
from songfai.kit.errors import Refused
from songfai.works import rules
from songfai.works.rules.persons import in_any_order, sound
from songfai.works.states import PAIR_MOVES, Likeness, PairState

DAY = PartialDate(1985, 3, 2)


@pytest.mark.parametrize(
    ("lao", "latin"),
    [
        ("ວິໄລພອນ ແກ້ວມະນີ", "Vilayphone Keomany"),
        ("ທອງລຸນ ສີສຸລິດ", "Thongloun Sisoulith"),
        ("ບຸນຍັງ ວໍລະຈິດ", "Bounnhang Vorachith"),
        ("ຄຳຫຼ້າ ອິນທະວົງ", "Khamla Inthavong"),
        ("ໄກສອນ ພົມວິຫານ", "Kaysone Phomvihane"),
        ("ຫງວຽນ ວັນ ຮຸ່ງ", "Nguyễn Văn Hùng"),
    ],
)
def test_a_name_sounds_the_same_in_lao_and_in_latin_letters(lao, latin):
    assert sound(lao) == sound(latin) != ""


def test_other_names_sound_otherwise_and_short_ones_say_nothing():
    assert sound("ວິໄລພອນ ແກ້ວມະນີ") != sound("Vilayphone Inthavong")
    assert sound("Lê An") == "" and in_any_order("Hùng") == ""


def spelt(name, born=DAY, language="vi", **fields):
    return rules.Spelling({language: name}, born, **fields)


SAME, MARKS, ORDER, SOUND, SPELT = (
    Likeness.SAME, Likeness.MARKS, Likeness.ORDER, Likeness.SOUND, Likeness.SPELT,
)  # fmt: skip
HUNG = spelt("Nguyễn Văn Hùng")


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (HUNG, spelt("Nguyen Van Hung"), [MARKS, Likeness.BORN]),
        (HUNG, spelt("nguyễn văn hùng", unit=1), [SAME, Likeness.BORN]),
        (HUNG, spelt("Ông Nguyễn Văn Hưng"), [MARKS, Likeness.BORN]),
        (HUNG, spelt("Hùng Nguyễn Văn"), [ORDER, Likeness.BORN]),
        (HUNG, spelt("HUNG, Nguyen Van", PartialDate(1985)), [ORDER, Likeness.NOT_BORN]),
        (HUNG, spelt("Nguyen Van Hung", None), [MARKS, Likeness.NOT_BORN]),
        (HUNG, spelt("Nguyễn Văn Hùng", PartialDate(1986)), []),
        (HUNG, spelt("Nguyễn Văn Hùng", PartialDate(1985, 3, 3)), []),
        (HUNG, spelt("Nguyễn Văn Long"), []),
        (HUNG, spelt("ຫງວຽນ ວັນ ຮຸ່ງ", language="lo"), [SOUND, Likeness.BORN]),
        (spelt("Vilayphone Keomany"), spelt("Vilaiphon Keomani"), [SPELT, Likeness.BORN]),
        (spelt("Vilayphone Keomany"), spelt("Vilaiphon Keomani", None), []),
        (
            spelt("Trần Minh Anh", unit=4),
            spelt("Tran Minh Anh", unit=4),
            [MARKS, Likeness.BORN, Likeness.UNIT],
        ),
        (spelt("Trần An", account=1), spelt("Tran An", account=2), [MARKS, Likeness.BORN, Likeness.ACCOUNTS]),
        (spelt("Trần An", None, account=1), spelt("Tran An", None, account=2), []),
        (spelt("Trần An", account=1), spelt("Tran An", account=1), []),
    ],
)
def test_why_two_may_be_one(one, other, found):
    assert rules.likeness(one, other) == rules.likeness(other, one) == found
    if found:
        # What is alike is found through a key, from either side.
        assert rules.name_keys(one) & rules.sought_keys(other)
        assert rules.name_keys(other) & rules.sought_keys(one)


def test_of_several_names_the_one_that_agrees_best_is_told():
    one = rules.Spelling({"lo": "ວິໄລພອນ ແກ້ວມະນີ", "en": "Vilayphone Keomany"}, DAY)
    assert rules.likeness(one, spelt("Keomany Vilayphone", language="en"))[0] == ORDER


def test_every_move_of_a_pair():
    for now, then in product(PairState, PairState):
        if then in PAIR_MOVES[now]:
            rules.require_pair_move(now, then)
        else:
            with pytest.raises(Refused) as refused:
                rules.require_pair_move(now, then)
            assert refused.value.code == "pair_moved"
