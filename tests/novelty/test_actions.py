"""Putting, replacing and removing texts: found at once, undone with the caller's transaction, nothing left behind."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from songfai.novelty import actions, queries
from songfai.novelty.models import Fingerprint, Part, Text
from songfai.novelty.rules.fingerprints import SECRET, TEXT, row_of
from songfai.novelty.rules.sheets import Written, wordings_of
from tests.novelty.corpus import Corpus

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)
# Of the ten these two have no sentence of the form or of the unit in common.
ONE, OTHER = Corpus(10).text(1), Corpus(10).text(3)


def found(parts: list[Written]) -> list[str]:
    return [one.key for one in queries.similar(parts).similar]


def stored() -> set[int]:
    return set(Fingerprint.objects.values_list("row", flat=True))


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
    assert stored() == {row_of(wording, text.pk) for wording in wordings_of([*OTHER[:1], *ONE[1:]])}
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
    assert stored() == {row | SECRET for row in before}
    (one,) = queries.similar(ONE).similar
    assert one.passages == ()
    actions.put(key="a", parts=ONE, day=DAY)
    assert stored() == before


def test_what_an_open_part_says_too_is_stored_as_open():
    secret = Written("further", ONE[0].body, True)
    actions.put(key="a", parts=[*ONE, secret], day=DAY)
    assert all(not row & SECRET for row in stored())


def test_shut_and_opened_again_the_same_rows_are_there():
    actions.put(key="a", parts=ONE, day=DAY)
    before = stored()
    actions.put(key="a", parts=ONE, day=DAY, shut=True)
    assert stored() == {row | SECRET for row in before}
    actions.lay_anew()
    assert stored() == {row | SECRET for row in before}
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


def test_text_a_row_has_no_number_for_is_refused_and_nothing_kept():
    Text.objects.create(id=(1 << TEXT) - 1, key="last", day=DAY)
    actions.put(key="last", parts=ONE, day=DAY)
    assert found(ONE) == ["last"]
    Text.objects.create(id=1 << TEXT, key="too many", day=DAY)
    before = stored()
    with pytest.raises(OverflowError):
        actions.put(key="too many", parts=OTHER, day=DAY)
    assert (Text.objects.get(key="too many").parts.count(), stored()) == (0, before)


def test_fingerprints_laid_anew_are_those_of_the_texts():
    for nth in range(5):
        actions.put(key=str(nth), parts=Corpus(10).text(nth), day=DAY)
    before = stored()
    Fingerprint.objects.filter(row__in=sorted(before)[::3]).delete()
    assert stored() < before
    actions.lay_anew()
    assert stored() == before


def test_laying_anew_says_how_far_it_is_and_needs_one_piece_at_a_time(monkeypatch):
    for nth in range(9):
        parts = [Written(part.name, part.body, nth % 2 == 0) for part in Corpus(10).text(nth)]
        actions.put(key=str(nth), parts=parts, day=DAY)
    before = stored()
    monkeypatch.setattr(actions, "HELD", 50)
    told: list[tuple[int, int]] = []
    actions.lay_anew(lambda done, of: told.append((done, of)))
    assert stored() == before
    of = 9 + actions.PIECES
    assert told == sorted(told) and told[0][0] < 9 and told[-1] == (of, of)


def test_laying_anew_is_all_or_nothing():
    actions.put(key="a", parts=ONE, day=DAY)
    before = stored()

    def fail(done: int, of: int) -> None:
        if done > of // 2:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        actions.lay_anew(fail)
    assert stored() == before


def test_the_migration_lays_the_table_of_two_columns_anew():
    for nth in range(4):
        parts = [Written(part.name, part.body, nth % 2 == 0) for part in Corpus(10).text(nth)]
        actions.put(key=str(nth), parts=parts, day=DAY, shut=nth == 3)
    before = stored()
    table, rows = (
        import_module(f"songfai.novelty.migrations.{name}")
        for name in ("0004_one_number", "0005_least_of_seven")
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE novelty_fingerprint")
        cursor.execute(
            "CREATE TABLE novelty_fingerprint (wording bigint NOT NULL, text integer NOT NULL, PRIMARY KEY (wording, text))"
        )
        cursor.execute("INSERT INTO novelty_fingerprint (wording, text) VALUES (20486692492060, 1), (5, -2)")
        table.make(None, SimpleNamespace(connection=connection, execute=cursor.execute))
        rows.lay(None, None)
    assert stored() == before


def test_how_far_it_is_is_said_every_ten_seconds(capsys):
    told = import_module("songfai.novelty.migrations.0005_least_of_seven").every_ten_seconds(float("-inf"))
    told(1, 200)
    told(150, 200)
    assert capsys.readouterr().err == "  fingerprints: 0 %\n"
