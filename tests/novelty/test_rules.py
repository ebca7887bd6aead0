"""Fingerprints, passages, what is known from the start, and what counts."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from songfai.novelty.rules.alignment import GAP, LEAST, passages, runs, seeds_of
from songfai.novelty.rules.fingerprints import (
    _MIXED,
    FOLLOWED,
    LONG,
    RUN,
    SHORT,
    TEXT,
    WINDOW,
    Anchor,
    anchors_of,
    first_of,
    first_with,
    kept,
    last_of,
    last_with,
    row_of,
)
from songfai.novelty.rules.known import QUOTED
from songfai.novelty.rules.sheets import THEIRS, Written, sheet_of, stored_of
from songfai.novelty.rules.weighing import common_stretches, counted, grey, in_steps, weight
from songfai.novelty.rules.words import Words

few = some.lists(some.integers(0, 5), max_size=60)
many = some.lists(some.integers(0, 2**64 - 1), max_size=60)


# ---------------------------------------------------------------- fingerprints


@given(many, many, many)
def test_a_run_has_the_same_fingerprint_wherever_it_stands(before, shared, after):
    alone = {one.at: one for one in anchors_of(shared)}
    inside = {one.at - len(before): one for one in anchors_of(before + shared + after)}
    for at in alone.keys() & inside.keys():
        assert inside[at].run == alone[at].run
        if at + LONG <= len(shared):
            assert inside[at].wording == alone[at].wording


@given(many, some.lists(some.integers(0, 2**64 - 1), min_size=18, max_size=60), many)
def test_of_eighteen_syllables_two_texts_keep_the_same_two_runs(before, shared, after):
    runs = len(shared) - SHORT + 1
    others = [before + shared + after, after + shared + before, shared]
    kept_ = [
        {one.at - len(text_before) for one in anchors_of(text)}
        for text, text_before in zip(others, (before, after, []), strict=True)
    ]
    same = {at for at in set.intersection(*kept_) if 0 <= at < runs}
    assert len(same) >= 2 * (runs // (2 * WINDOW))
    if len(set(shared)) == len(shared):
        # And no seven runs side by side of which none is kept.
        places = sorted(same)
        assert all(later - earlier <= WINDOW for earlier, later in pairwise(places))


@given(some.lists(some.integers(0, 9), max_size=40))
def test_the_least_of_each_seven_is_kept_and_nothing_else(values):
    order = [value * _MIXED & 0xFFFFFFFF for value in values]
    windows = [range(at, min(at + WINDOW, len(values))) for at in range(max(1, len(values) - WINDOW + 1))]
    assert kept(values) == sorted({max(w, key=lambda at: (-order[at], at)) for w in windows if w})


def test_a_quarter_of_the_runs_is_kept():
    found = anchors_of(range(30_000))
    assert 0.24 < len(found) / 30_000 < 0.26


def test_a_row_is_a_signed_number_of_64_bits_in_the_order_of_its_wording():
    kept = sorted(anchors_of(range(30_000)), key=lambda one: one.wording)
    assert {one.run < 0 for one in kept} == {True, False}
    last = -(2**63) - 1
    for one in kept:
        rows = [
            row_of(one.wording, number, secret=secret)
            for number in (0, 2**24 - 1)
            for secret in (False, True)
        ]
        assert rows == sorted(rows)
        assert last < first_of(one.run) <= first_with(one.wording) == rows[0]
        assert rows[-1] == last_with(one.wording) <= last_of(one.run) < 2**63
        last = first_of(one.run) - 1
    assert RUN + FOLLOWED + TEXT + 1 == 64


@pytest.mark.parametrize("number", [-1, 2**24])
def test_a_text_without_room_in_a_row_has_no_row(number):
    with pytest.raises(OverflowError):
        row_of(1, number)


def test_run_at_the_end_of_a_part_is_not_a_long_one():
    kept = anchors_of(range(300))
    assert {one.at + LONG <= 300 for one in kept if one.is_long} == {True}
    assert all(one.at + LONG > 300 for one in kept if not one.is_long)


def test_stored_fingerprints_never_change():
    """Another value, and the stored ones of every installation must be laid anew by a migration."""
    text = "Lắp bẫy hơi phao và ống gom nước ngưng về bồn chứa cách nhiệt, dùng bơm đưa trở lại bồn cấp nước của lò hơi"
    assert sorted(stored_of(7, [Written("content", text)])) == [
        -8275028665176162290,
        -7521421330525192178,
        -2384950534369968114,
        99007436555288590,
    ]


# ---------------------------------------------------------------- passages


@given(few)
def test_verbatim_copy_is_covered_wholly(numbers):
    found = passages(seeds_of(numbers), numbers)
    covered = {at for one in found for at in one.covered}
    assert covered == (set(range(len(numbers))) if len(numbers) >= LEAST else set())


@given(few, few)
def test_the_other_way_round_it_is_the_same(ours, theirs):
    there, back = passages(seeds_of(ours), theirs), passages(seeds_of(theirs), ours)
    assert sorted((one.ours, one.ours_end, one.theirs, one.theirs_end) for one in there) == sorted(
        (one.theirs, one.theirs_end, one.ours, one.ours_end) for one in back
    )


@given(few, few)
def test_runs_are_the_same_words_and_cannot_be_longer(ours, theirs):
    for run in runs(seeds_of(ours), theirs):
        assert ours[run.ours : run.ours + run.size] == theirs[run.theirs : run.theirs + run.size]
        assert run.size >= 3
    seeds = Counter(zip(ours, ours[1:], ours[2:], strict=False))
    if not seeds or max(seeds.values()) > 1 or len(set(theirs)) < len(theirs):
        return
    for run in runs(seeds_of(ours), theirs):
        before, after = (run.ours - 1, run.theirs - 1), (run.ours + run.size, run.theirs + run.size)
        assert min(before) < 0 or ours[before[0]] != theirs[before[1]]
        assert after[0] >= len(ours) or after[1] >= len(theirs) or ours[after[0]] != theirs[after[1]]


def test_small_changes_leave_one_passage_large_ones_make_two():
    theirs = list(range(100, 140))
    small = [*theirs[:20], *range(GAP), *theirs[20:]]
    large = [*theirs[:20], *range(GAP + 1), *theirs[20:]]
    assert [(one.ours, one.ours_end) for one in passages(seeds_of(small), theirs)] == [(0, 40 + GAP)]
    assert [(one.ours, one.ours_end) for one in passages(seeds_of(large), theirs)] == [(0, 20), (27, 47)]


def test_turn_of_speech_is_no_passage():
    theirs = list(range(100))
    ours = [200, 201, *theirs[: LEAST - 1], 202, 203]
    assert passages(seeds_of(ours), theirs) == []


def test_text_that_repeats_itself_is_compared_in_reasonable_time():
    ours = [1, 2, 3, 4] * 3000
    assert {at for one in passages(seeds_of(ours), ours) for at in one.covered} == set(range(12_000))


def test_no_passage_reaches_from_one_part_into_the_next():
    words = "mot hai ba bon nam sau bay tam chin muoi mot tram hai tram ba tram bon tram".split()
    ours = sheet_of([Written("known", " ".join(words[:9])), Written("content", " ".join(words[9:]))])
    theirs = sheet_of([Written("content", " ".join(words))], THEIRS)
    found = passages(seeds_of(ours.numbers), theirs.numbers)
    assert [ours.place(one.ours, one.ours_end).part for one in found] == ["known", "content"]


# ---------------------------------------------------------------- known from the start


def greyed(text: str) -> str:
    sheet = sheet_of([Written("content", text)])
    mask = grey(len(sheet.numbers), sheet.known())
    words = Words(text)
    return " ".join(
        text[start:end] for start, end, flag in zip(words.starts, words.ends, mask, strict=False) if flag
    )


@pytest.mark.parametrize(
    ("text", "common"),
    [
        (
            "Bơm tự chạy. Căn cứ Điều lệ Sáng kiến ban hành kèm theo Nghị định số 13/2012/NĐ-CP, tổ đề nghị xét. Van mở.",
            "Căn cứ Điều lệ Sáng kiến ban hành kèm theo Nghị định số 13 2012 NĐ CP tổ đề nghị xét",
        ),
        ("Theo Thông tư số 18/2013/TT-BKHCN; nước được thu hồi.", "Theo Thông tư số 18 2013 TT BKHCN"),
        ("3.3. KHẢ NĂNG ÁP DỤNG CỦA GIẢI PHÁP: mọi lò hơi.", "KHẢ NĂNG ÁP DỤNG CỦA GIẢI PHÁP"),
        ("ອີງຕາມ ກົດໝາຍ ວ່າດ້ວຍຊັບສິນທາງປັນຍາ. ປ້ຳນ້ຳ", "ອີງ ຕາມ ກົດ ໝາຍ ວ່າ ດ້ວຍ ຊັບ ສິນ ທາງ ປັນ ຍາ"),
        ("ຊື່ຫົວຄິດປະດິດສ້າງ: ປ້ຳນ້ຳ", "ຊື່ ຫົວ ຄິດ ປະ ດິດ ສ້າງ"),
        ("Nước ngưng xả thẳng ra rãnh theo quy định của tổ.", ""),
        ("Căn cứ nhiệt độ đo được, van tự mở.", ""),
    ],
)
def test_quotations_and_headings_are_common_from_the_start(text, common):
    assert greyed(text) == common


def test_nobody_hides_a_page_behind_a_quotation():
    page = "Căn cứ Luật Thi đua " + "một chữ rồi lại một chữ " * 100
    assert len(greyed(page)) < QUOTED + 30


# ---------------------------------------------------------------- what counts


def test_less_than_a_run_between_common_stretches_is_common():
    assert list(grey(20, [range(8), range(12, 20)])) == [1] * 20
    assert list(grey(21, [range(8), range(13, 21)])) == [1] * 8 + [0] * 5 + [1] * 8
    assert list(grey(6, [])) == [0] * 6


def test_rest_of_less_than_a_run_beside_a_common_stretch_does_not_count():
    mask = grey(40, [range(10, 20)])
    assert counted(range(6, 24), mask) == []
    assert counted(range(5, 25), mask) == [5, 6, 7, 8, 9, 20, 21, 22, 23, 24]
    assert counted([0, 1, 2, *range(8, 12), 30, 31, 32], mask) == [0, 1, 2, 30, 31, 32]


@given(few, few)
def test_common_syllables_never_count(places, common):
    covered = sorted(set(places))
    mask = grey(60, [range(at, at + 1) for at in common])
    assert all(not mask[at] for at in counted(covered, mask))
    assert counted(covered, bytearray(60)) == covered


def test_rare_runs_weigh_more():
    assert weight(1) > weight(2) > weight(256) > 0


def test_hidden_syllables_are_told_in_tens():
    assert [in_steps(n) for n in (0, 9, 10, 19, 34)] == [0, 0, 10, 10, 30]


PART = range(60)


def anchored(*places: int) -> list[Anchor]:
    return [Anchor(at, run=at, wording=(at << FOLLOWED) + 1) for at in places]


@pytest.mark.parametrize(
    ("places", "common", "frequent", "stretch"),
    [
        # The run that is not common ends the stretch before its own last syllable, or begins it behind its first.
        ((18, 20, 27), {20}, {20}, (19, 31)),
        ((16, 20, 30), {20}, {20}, (17, 34)),
        # A run of five that many have reaches on and back.
        ((12, 17, 20, 28, 36), {20}, {17, 20, 28}, (13, 37)),
        # Nothing is known near by: less than a run.
        ((20,), {20}, {20}, (16, 34)),
        ((2, 20, 48), {20}, {20}, (16, 34)),
        # No further than the part.
        ((2,), {2}, {2}, (0, 16)),
        ((49,), {49}, {49}, (45, 60)),
    ],
)
def test_common_stretch_reaches_as_far_as_it_may(places, common, frequent, stretch):
    wordings = {(at << FOLLOWED) + 1 for at in common}
    assert common_stretches(anchored(*places), wordings, frequent, lambda at: PART) == [range(*stretch)]
