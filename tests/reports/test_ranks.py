"""Ranks in words, in each language."""

from decimal import Decimal

import pytest

from songfai.reports.paper import Run, text_of
from songfai.reports.sections import ranks
from songfai.reports.wording import Speaker

NOW = {"a": Decimal(50), "b": Decimal(90), "c": Decimal(70), "d": Decimal(70)}


def test_equal_values_share_a_place_and_what_is_new_has_no_place_before():
    before = {"a": Decimal(90), "b": Decimal(10), "c": Decimal(50)}
    assert list(ranks.places(NOW, before)) == [("b", 1, 3), ("c", 2, 2), ("d", 2, None), ("a", 4, 1)]


@pytest.mark.parametrize("known", [{}, {"a": Decimal(1)}, {"a": Decimal(1), "b": Decimal(2)}])
def test_fewer_than_three_are_not_ranked(known):
    assert list(ranks.places(known, NOW)) == []
    assert all(before is None for _key, _place, before in ranks.places(NOW, known))


@pytest.mark.parametrize(
    ("language", "place", "before", "said"),
    [
        ("en", 3, 4, "It is third of five, up from fourth."),
        ("en", 3, 1, "It is third of five, down from first."),
        ("en", 3, 3, "It is third of five, as the year before."),
        ("en", 3, None, "It is third of five."),
        ("vi", 3, 4, "It đứng thứ ba trong 5 chương trình, tăng từ thứ tư."),
        ("lo", 3, 4, "It ຢູ່ອັນດັບທີ 3 ໃນ 5 ແຜນງານ, ຂຶ້ນຈາກອັນດັບທີ 4."),
    ],
)
def test_one_sentence_in_each_language(language, place, before, said):
    assert text_of(ranks.line((Run("It"),), place, 5, before, Speaker(language))) == said
