"""The index of words, as the database keeps it beside the rows."""

from types import SimpleNamespace

import pytest
from django.db import connection

from songfai.kit.text import fold
from songfai.kit.word_index import ids_with, ids_with_short
from songfai.plans.models import Activity
from songfai.works.models import Work
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db
TABLE = "plans_activity"


def row(made, words):
    return Activity.objects.create(
        **make.activity_values(made.commitments[0]), programme=made.programme, side=1, recorded_by="x",
        recorded_at=make.NOW, search=fold(words),
    )  # fmt: skip


def found(words, most=10):
    return ids_with(TABLE, fold(words).split(), most)


def test_a_part_of_a_word_is_found_in_each_language_and_in_unspaced_lao():
    made = make.programme_in_force()
    vi = row(made, "Khóa bồi dưỡng lưu trữ")
    lo = row(made, "ກອງປະຊຸມວິຊາການ ຄັ້ງທີສອງ")
    assert found("duong") == [vi.pk]
    assert found("bồi trữ") == [vi.pk]
    assert found("ປະຊຸມ") == [lo.pk]
    assert found("khongcogi") == []
    assert found("duong ປະຊຸມ") == []


def test_signs_of_the_query_language_are_only_letters():
    made = make.programme_in_force()
    one = row(made, 'paper "12/QĐ-BNV" 50% a_b OR NOT')
    assert found('"12/qd-bnv"') == [one.pk]
    assert found("50%") == [one.pk]
    assert found("a_b") == [one.pk]
    assert found("abc*") == []


def test_changed_and_removed_rows_are_found_as_they_are_now():
    made = make.programme_in_force()
    one, other = row(made, "workshop"), row(made, "seminar")
    Activity.objects.filter(pk=one.pk).update(search="delegation")
    assert (found("workshop"), found("delegation")) == ([], [one.pk])
    other.delete()
    assert found("seminar") == []


def test_frequent_words_and_words_too_short_are_not_told():
    made = make.programme_in_force()
    ids = [row(made, f"workshop {n}").pk for n in range(3)]
    assert found("workshop", most=2) is None
    assert sorted(found("workshop", most=3)) == ids
    assert found("wo") is None
    # Of a short word and a long one, the long one is looked up; the rows that come are still asked for both.
    assert sorted(found("workshop wo", most=3)) == ids


def test_the_index_holds_together_with_its_rows():
    row(make.programme_in_force(), "workshop")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}_words({TABLE}_words, rank) VALUES ('integrity-check', 1)")


def test_a_short_index_makes_sure_of_what_it_finds():
    seat = make.seat(make.institution())
    ids = []
    for words in ("abcd bcde", "abcde", "xyz", "ເຄື່ອງອົບເຂົ້າ"):
        work = making.draft(SimpleNamespace(author=seat))
        Work.objects.filter(pk=work.pk).update(search=fold(words))
        ids.append(work.pk)

    def held(words, most=10):
        return ids_with_short("works_work", fold(words).split(), most)

    # The parts of "abcde" are all in the first row too, but not side by side.
    assert held("abcde") == [ids[1]]
    assert held("ອົບເຂົ້າ") == [ids[3]]
    assert held('"xyz') == []
    assert held("xy") is None
    assert held("abcd", most=1) is None
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO works_work_words(works_work_words, rank) VALUES ('integrity-check', 1)"
            )
