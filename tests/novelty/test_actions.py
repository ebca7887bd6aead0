"""Putting, replacing and removing texts: found at once, undone with the caller's transaction, nothing left behind."""

from datetime import date

import pytest
from django.db import transaction

from songfai.novelty import actions, queries
from songfai.novelty.models import Fingerprint, Part, Text
from songfai.novelty.rules.sheets import Written, wordings_of
from tests.novelty.corpus import Corpus

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)
ONE, OTHER = Corpus(10).text(1), Corpus(10).text(2)


def found(parts: list[Written]) -> list[str]:
    return [one.key for one in queries.similar(parts).similar]


def stored() -> set[tuple[int, int]]:
    return set(Fingerprint.objects.values_list("wording", "text"))


def test_text_is_found_in_the_transaction_that_keeps_it():
    with transaction.atomic():
        actions.put(key="a", parts=ONE, day=DAY)
        assert found(ONE) == ["a"]


def test_text_goes_with_the_transaction_that_fails():
    def fail() -> None:
        with transaction.atomic():
            actions.put(key="a", parts=ONE, day=DAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert found(ONE) == []
    assert (Text.objects.count(), Part.objects.count(), stored()) == (0, 0, set())


def test_replaced_text_is_found_by_what_it_says_now():
    actions.put(key="a", parts=ONE, day=DAY)
    actions.put(key="a", parts=[*OTHER[:1], *ONE[1:]], day=date(2024, 2, 1))
    text = Text.objects.get()
    assert (text.key, text.day) == ("a", date(2024, 2, 1))
    assert stored() == {(wording, text.pk) for wording in wordings_of([*OTHER[:1], *ONE[1:]])}
    actions.put(key="a", parts=OTHER, day=DAY)
    assert found(ONE) == []
    assert found(OTHER) == ["a"]


def test_same_text_again_writes_nothing():
    actions.put(key="a", parts=ONE, day=DAY)
    kept = list(Part.objects.values_list("pk", flat=True))
    actions.put(key="a", parts=ONE, day=DAY)
    assert list(Part.objects.values_list("pk", flat=True)) == kept


def test_part_becomes_confidential_with_the_same_words():
    actions.put(key="a", parts=ONE, day=DAY)
    before = stored()
    actions.put(key="a", parts=[Written(part.name, part.body, True) for part in ONE], day=DAY)
    assert stored() == {(wording, -text) for wording, text in before}
    (one,) = queries.similar(ONE).similar
    assert one.passages == ()
    actions.put(key="a", parts=ONE, day=DAY)
    assert stored() == before


def test_what_an_open_part_says_too_is_stored_as_open():
    secret = Written("further", ONE[0].body, True)
    actions.put(key="a", parts=[*ONE, secret], day=DAY)
    assert all(text > 0 for _wording, text in stored())


def test_shut_and_opened_again_the_same_rows_are_there():
    actions.put(key="a", parts=ONE, day=DAY)
    before = stored()
    actions.put(key="a", parts=ONE, day=DAY, shut=True)
    assert stored() == {(wording, -text) for wording, text in before}
    actions.lay_anew()
    assert stored() == {(wording, -text) for wording, text in before}
    actions.put(key="a", parts=ONE, day=DAY)
    assert stored() == before
    actions.put(key="a", parts=ONE, day=DAY, shut=True)
    actions.remove(key="a")
    assert stored() == set()


def test_removed_text_leaves_nothing():
    actions.put(key="a", parts=ONE, day=DAY)
    actions.put(key="b", parts=ONE, day=DAY)
    actions.remove(key="a")
    assert found(ONE) == ["b"]
    actions.remove(key="b")
    actions.remove(key="b")
    assert (Text.objects.count(), Part.objects.count(), stored()) == (0, 0, set())


def test_two_parts_of_one_name_are_refused():
    with pytest.raises(ValueError, match="same name"):
        actions.put(key="a", parts=[*ONE, ONE[0]], day=DAY)
    assert Text.objects.count() == 0


def test_text_without_words_is_kept_and_matches_nothing():
    actions.put(key="a", parts=[Written("content", "")], day=DAY)
    assert stored() == set()
    assert found(ONE) == []


def test_fingerprints_laid_anew_are_those_of_the_texts():
    for nth in range(5):
        actions.put(key=str(nth), parts=Corpus(10).text(nth), day=DAY)
    before = stored()
    Fingerprint.objects.filter(text=Text.objects.order_by("pk")[0].pk).delete()
    assert stored() < before
    actions.lay_anew()
    assert stored() == before
