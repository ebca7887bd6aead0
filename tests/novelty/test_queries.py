"""Earlier texts with the same wording; what is common; what stays hidden. And how it is kept up to date."""

from collections import defaultdict
from datetime import date
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from songfai.novelty import actions, queries
from songfai.novelty.models import Fingerprint, Part, Text
from songfai.novelty.queries import lists
from songfai.novelty.queries.comparing import ALIGNED, VOTED
from songfai.novelty.rules.fingerprints import LONG, SHORT, first_of, first_with, last_of, last_with
from songfai.novelty.rules.sheets import Written, sheet_of
from songfai.novelty.rules.weighing import COMMON, TURN, common_stretches, grey
from songfai.novelty.rules.words import Words
from tests.novelty.corpus import ONSETS_VI, RHYMES_VI, Corpus

pytestmark = pytest.mark.django_db

DAY = date(2021, 5, 4)
STEAM = "Lắp bẫy hơi phao và ống gom nước ngưng về bồn chứa cách nhiệt năm mét khối, dùng bơm đưa trở lại bồn cấp nước của lò hơi."
LAO = "ຕິດຕັ້ງທໍ່ເກັບນ້ຳກັ່ນຕົວ ກັບຄືນສູ່ຖັງກັນຄວາມຮ້ອນ ແລ້ວໃຊ້ປ້ຳສົ່ງນ້ຳຄືນໃຫ້ໝໍ້ອາຍຂອງໂຮງງານ ເພື່ອປະຢັດນ້ຳ ແລະ ຖ່ານຫີນ."
HOUSE = "Giải pháp đã được hội đồng của phân xưởng xem xét, đánh giá là phù hợp với điều kiện sản xuất thực tế của đơn vị."


def keep(key: str, *bodies: str, day: date = DAY, secret: bool = False) -> None:
    names = ("content", "known", "benefit")
    parts = [Written(name, body, secret) for name, body in zip(names, bodies, strict=False)]
    actions.put(key=key, parts=parts, day=day)


def ask(*bodies: str, **how) -> queries.Comparison:
    names = ("solution", "state", "effect")
    return queries.similar([Written(name, body) for name, body in zip(names, bodies, strict=False)], **how)


def keys(found: queries.Comparison) -> list[str]:
    return [one.key for one in found.similar]


# ---------------------------------------------------------------- passages


def test_the_same_wording_is_shown_in_both_texts():
    keep("a", f"Trước kia nước xả ra rãnh. {STEAM} Thợ đo mỗi ca.")
    ours = f"Van ba ngả tự chuyển. {STEAM.replace('năm mét', 'hai mét')}"
    found = ask(ours)
    (one,) = found.similar
    (passage,) = one.passages
    assert (one.key, one.day) == ("a", DAY)
    assert ours[passage.ours.start : passage.ours.end] == STEAM.replace("năm mét", "hai mét").rstrip(".")
    assert passage.words == STEAM.rstrip(".")
    assert (passage.ours.part, passage.theirs.part) == ("solution", "content")
    # All of it but the word that differs.
    assert one.counted == passage.counted == 27
    assert one.share == 27 / found.syllables
    assert (one.greyed, one.hidden, found.common) == (0, 0, ())


def test_lao_is_found_whatever_its_spaces():
    keep("a", LAO)
    ours = LAO.replace(" ", "").replace("ຖັງ", " ຖັງ ").replace("ນ້ຳ", "ນໍ້າ")
    (one,) = ask(ours).similar
    (passage,) = one.passages
    assert passage.words == LAO.rstrip(".")
    assert ours[passage.ours.start : passage.ours.end] == ours.rstrip(".")


def test_unlike_texts_are_not_shown():
    keep("a", STEAM)
    assert (
        ask("Máy đo độ dẫn điện của nước được chế tạo tại xưởng từ linh kiện sẵn có trên thị trường").similar
        == ()
    )
    assert ask("").similar == ()
    assert ask(".").syllables == 0


def test_most_counted_syllables_come_first():
    for nth in range(3):
        keep(f"part {nth}", " ".join(STEAM.split()[: 14 + 4 * nth]))
    assert keys(ask(STEAM)) == ["part 2", "part 1", "part 0"]


def test_a_wording_counts_once_however_often_it_stands_there():
    keep("a", STEAM, STEAM)
    (one,) = ask(STEAM).similar
    assert len(one.passages) == 2
    assert one.counted == 28


def test_only_earlier_texts_are_shown():
    keep("earlier", STEAM, day=date(2020, 1, 1))
    keep("same day", STEAM, day=DAY)
    assert keys(ask(STEAM, before=DAY)) == ["earlier"]
    assert keys(ask(STEAM)) == ["earlier", "same day"]


def test_what_was_handed_in_earlier_is_shown_whatever_its_day_and_the_rest_apart():
    for key, filed_on in (("handed in before", date(2020, 1, 1)), ("after", date(2022, 1, 1))):
        actions.put(key=key, parts=[Written("content", STEAM)], day=date(2023, 1, 1), filed_on=filed_on)
    found = ask(STEAM, before=DAY, filed_before=date(2021, 1, 1))
    assert (keys(found), found.later) == (["handed in before"], ())
    found = ask(STEAM, before=DAY, filed_before=date(2021, 1, 1), with_later=True)
    assert [one.key for one in found.later] == ["after"]
    assert (found.similar[0].filed_on, found.later[0].filed_on) == (date(2020, 1, 1), date(2022, 1, 1))


def test_a_long_text_that_many_have_is_told_with_those_who_had_it_first():
    long = f"{STEAM} {HOUSE} {STEAM.replace('hơi', 'khói')}"
    for nth in range(COMMON + 2):
        keep(f"copy {nth}", long, day=date(2030 - nth, 1, 1), secret=nth == COMMON)
    found = ask(long)
    (one,) = found.handed_round
    assert keys(found) == []
    assert one.first == (f"copy {COMMON + 1}", f"copy {COMMON - 1}", f"copy {COMMON - 2}")
    assert long[one.ours.start : one.ours.end] in long
    # The edge of a common stretch is known to a few syllables.
    assert found.syllables - 4 <= one.syllables == found.not_counted
    assert ask(long, before=date(2022, 1, 1)).handed_round[0].first == (f"copy {COMMON + 1}",)


def test_a_house_sentence_is_not_told_as_handed_round():
    for nth in range(COMMON):
        keep(f"house {nth}", HOUSE)
    assert ask(f"{HOUSE} {STEAM}").handed_round == ()


def test_own_earlier_versions_are_not_compared():
    keep("mine", STEAM)
    keep("theirs", STEAM)
    assert keys(ask(STEAM, besides=["mine"])) == ["theirs"]
    assert keys(ask(STEAM, besides=["nobody's"])) == ["mine", "theirs"]


# ---------------------------------------------------------------- common wording


def test_what_eight_texts_say_is_grey_and_does_not_count():
    for nth in range(COMMON - 1):
        keep(f"house {nth}", HOUSE)
    keep("copied", f"{HOUSE} {STEAM}")
    found = ask(f"{HOUSE} {STEAM}")
    assert keys(found) == ["copied"]
    (one,) = found.similar
    (grey_place,) = found.common
    # Not every run is kept: the edge of a common stretch is known to a few syllables.
    assert 15 <= one.greyed <= 27
    assert one.counted == found.syllables - one.greyed
    assert one.counted <= 28
    assert one.passages[0].grey == (grey_place,)
    assert grey_place.end - grey_place.start > 0.8 * len(HOUSE) - 12


def test_what_seven_texts_say_counts():
    for nth in range(COMMON - 1):
        keep(f"house {nth}", HOUSE)
    found = ask(HOUSE)
    assert len(found.similar) == COMMON - 1
    assert found.common == ()


def test_own_versions_do_not_make_a_wording_common():
    for nth in range(COMMON):
        keep(f"house {nth}", HOUSE)
    assert ask(HOUSE).similar == ()
    assert len(ask(HOUSE, besides=["house 0"]).similar) == COMMON - 1


def test_wording_is_no_longer_common_when_texts_are_withdrawn():
    for nth in range(COMMON):
        keep(f"house {nth}", HOUSE)
    assert ask(HOUSE).similar == ()
    actions.remove(key="house 3")
    assert len(ask(HOUSE).similar) == COMMON - 1
    keep("house 4", "Nay nói khác hẳn: van ba ngả tự chuyển sang đường xả khi nước bẩn vượt ngưỡng cho phép.")
    assert len(ask(HOUSE).similar) == COMMON - 2


def test_quotations_of_law_do_not_count():
    quotation = "Căn cứ Điều lệ Sáng kiến ban hành kèm theo Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012 của Chính phủ."
    keep("a", quotation)
    found = ask(quotation)
    assert found.similar == ()
    assert [(place.part, place.start, place.end) for place in found.common] == [
        ("solution", 0, len(quotation) - 1)
    ]


@pytest.mark.parametrize(("few", "frequent"), [(3, 256), (3, 3), (32, 3), (1, 15)])
def test_wording_of_a_frequent_run_is_common_all_the_same(monkeypatch, few, frequent):
    """Lists are read whole, in two steps, or only as far as to know that they are too long."""
    other = " ".join(HOUSE.split()[:8])
    for nth in range(COMMON):
        keep(f"house {nth}", HOUSE)
        keep(f"other {nth}", f"{other} một câu khác hẳn số {nth} do tổ tự viết")
    whole = ask(HOUSE).common
    assert whole != ()
    monkeypatch.setattr(lists, "FEW", few)
    monkeypatch.setattr(lists, "FREQUENT", frequent)
    assert ask(HOUSE).common == whole
    assert ask(HOUSE, besides=["other 1"]).common == whole
    assert ask(HOUSE, besides=["house 1"]).common == ()


def test_one_paragraph_stands_above_three_turns_of_speech():
    asked = f"{STEAM} {HOUSE}"
    words = asked.replace(".", "").split()
    turns = [" ".join(words[at : at + 11]) for at in (0, 11, 22)]
    keep("turns", f"{turns[2]} là việc khác, {turns[0]} thì chưa ai làm, còn {turns[1]} để sau")
    keep("paragraph", f"Thợ đo mỗi ca. {' '.join(words[3:30])} thì thôi.", day=DAY.replace(year=2022))
    first, second = ask(asked).similar
    assert (first.key, second.key) == ("paragraph", "turns")
    assert first.counted < second.counted
    assert first.weight > second.weight


def test_what_is_hidden_weighs_in_tens_only():
    keep("a", STEAM, secret=True)
    (one,) = ask(STEAM).similar
    assert (one.hidden, one.weight) == (20, 20 - TURN)


# ---------------------------------------------------------------- confidential parts


def test_confidential_words_are_compared_and_not_shown():
    keep("a", STEAM, secret=True)
    found = ask(f"{STEAM} Van ba ngả tự chuyển.")
    (one,) = found.similar
    assert (one.passages, one.counted, one.greyed, one.hidden) == ((), 0, 0, 20)
    assert one.share == 20 / found.syllables
    assert "bẫy" not in repr(found.similar)


def test_confidential_words_are_shown_to_whom_may_read_them():
    keep("a", STEAM, secret=True)
    keep("b", STEAM, secret=True)
    keep("open", STEAM)
    asked = []

    def readable(of):
        asked.append(set(of))
        return ["a"]

    found = {one.key: one for one in ask(STEAM, readable=readable).similar}
    assert asked == [{"a", "b"}]
    assert found["a"].passages[0].words == STEAM.rstrip(".")
    assert (found["a"].counted, found["a"].hidden) == (28, 0)
    assert (found["b"].passages, found["b"].hidden) == ((), 20)
    assert found["open"].counted == 28


def test_one_more_guessed_word_tells_nothing_of_a_secret():
    keep("a", STEAM, secret=True)
    words = STEAM.split()
    told = [[one.hidden for one in ask(" ".join(words[:size])).similar] for size in range(20, 28)]
    assert told == [[20]] * 8


def test_nothing_that_is_told_depends_on_what_may_not_be_read():
    """Twenty open texts and seven sayings of the house are enough for one secret more to push another out of the likeliest,
    or to make a wording common; yet with and without the secrets of others the answer is the same, whatever is asked."""
    corpus = Corpus(60)
    for nth in range(20):
        keep(f"open {nth}", corpus.text(nth)[1].body)
    for nth in range(7):
        keep(f"house {nth}", HOUSE)
    keep("mine", LAO, secret=True)
    guesses = [STEAM, HOUSE, f"{HOUSE} {STEAM} {LAO}", *(corpus.text(nth)[1].body for nth in range(25))]
    guesses.append(" ".join(corpus.text(nth)[1].body[:200] for nth in range(20)) + " " + STEAM)
    before = [ask(guess, private=["mine"], readable=lambda _keys: ["mine"]) for guess in guesses]
    everything = [ask(guess) for guess in guesses]
    for nth in range(300):
        said = f"{STEAM} {HOUSE} {corpus.text(nth % 40)[1].body}"
        keep(f"secret {nth}", said, secret=True) if nth % 2 else actions.put(
            key=f"shut {nth}", parts=[Written("content", said)], day=DAY, shut=True
        )
    assert [ask(guess, private=["mine"], readable=lambda _keys: ["mine"]) for guess in guesses] == before
    assert [ask(guess) for guess in guesses] != everything, "who judges is told of them"
    [own] = before[2].similar[:1]
    assert (own.key, own.hidden, len(own.passages)) == ("mine", 0, 1), "one's own is compared"
    assert ask(LAO, private=[]).similar == ()


def test_the_open_part_of_a_text_is_compared_without_its_secret():
    actions.put(
        key="a", parts=[Written("known", STEAM), Written("content", HOUSE, confidential=True)], day=DAY
    )
    (one,) = ask(f"{STEAM} {HOUSE}", private=[]).similar
    assert (one.hidden, [passage.theirs.part for passage in one.passages]) == (0, ["known"])
    (one,) = ask(f"{STEAM} {HOUSE}").similar
    assert one.hidden >= 10


def test_words_that_agree_with_an_open_part_are_not_hidden_again():
    actions.put(
        key="a", parts=[Written("known", STEAM), Written("content", STEAM, confidential=True)], day=DAY
    )
    (one,) = ask(STEAM).similar
    assert (one.counted, one.hidden, [passage.theirs.part for passage in one.passages]) == (28, 0, ["known"])


# ---------------------------------------------------------------- kept up to date

SENTENCES = [text[1].body for text in map(Corpus(20).text, range(5))] + [HOUSE, STEAM, LAO]


def common_counted_from_scratch(asked: list[Written]) -> list[bool]:
    """As the runs of five and of ten are counted in the stored texts themselves, syllable by syllable."""
    having = defaultdict(set)
    for number, body in Part.objects.values_list("text", "body"):
        numbers = Words(body).numbers
        for size in (SHORT, LONG):
            for at in range(len(numbers) - size + 1):
                having[tuple(numbers[at : at + size])].add(number)
    sheet = sheet_of(asked)
    many = {
        (one.at, size)
        for one in sheet.anchors()
        for size in (SHORT, LONG)
        if len(having[tuple(sheet.numbers[one.at : one.at + size])]) >= COMMON
    }
    common = {one.wording for one in sheet.anchors() if (one.at, LONG) in many}
    frequent = {one.run for one in sheet.anchors() if (one.at, SHORT) in many}
    stretches = common_stretches(sheet.anchors(), common, frequent, sheet.part_range)
    return [bool(flag) for flag in grey(len(sheet.numbers), [*sheet.known(), *stretches])]


def common_as_told(asked: list[Written]) -> list[bool]:
    sheet = sheet_of(asked)
    found = queries.similar(asked).common
    return [
        any(place.start <= start < place.end for place in found)
        for words in sheet.words
        for start in words.starts
    ]


moves = some.lists(
    some.tuples(some.integers(0, 11), some.lists(some.integers(0, len(SENTENCES) - 1), max_size=4)),
    max_size=60,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_after_any_coming_and_going_all_is_as_if_counted_anew(moves):
    Text.objects.all().delete()
    actions.lay_anew()
    for key, said in moves:
        if said:
            keep(str(key), " ".join(SENTENCES[one] for one in said))
        else:
            actions.remove(key=str(key))
    kept = set(Fingerprint.objects.values_list("row", flat=True))
    actions.lay_anew()
    assert set(Fingerprint.objects.values_list("row", flat=True)) == kept
    asked = [Written("content", " ".join(SENTENCES))]
    expected = common_counted_from_scratch(asked)
    assert common_as_told(asked) == expected[: len(common_as_told(asked))]


def test_wording_that_comes_and_goes_is_common_as_counted_from_scratch():
    """As above, and certain that some wording is common on the way."""
    chance = Random(1)
    seen = set()
    asked = [Written("content", f"{HOUSE} {SENTENCES[0]} {STEAM}")]
    for step in range(60):
        key = str(chance.randrange(14))
        if chance.random() < 0.3:
            actions.remove(key=key)
        else:
            keep(key, " ".join(chance.sample([HOUSE, HOUSE + " ", SENTENCES[0], STEAM, LAO], 3)))
        if step % 5 == 0:
            told = common_as_told(asked)
            assert told == common_counted_from_scratch(asked)[: len(told)]
            seen.add(any(told))
    assert seen == {True, False}


def test_number_of_queries_does_not_grow_with_the_texts():
    def made() -> int:
        with CaptureQueriesContext(connection) as captured:
            ask(STEAM)
        return len(captured)

    keep("0", STEAM)
    one = made()
    keep("1", STEAM)
    keep("2", STEAM, secret=True)
    assert made() == one


def test_many_that_are_not_compared_push_out_none_that_are():
    """More texts than are looked at in one step have as much of the wording; of those only one is compared."""
    random = Random(7)
    sentences = [
        " ".join(random.choice(ONSETS_VI) + random.choice(RHYMES_VI) for _word in range(20))
        for _nth in range(VOTED // (COMMON - 1) + 2)
    ]
    for nth, sentence in enumerate(sentences):
        for other in range(COMMON - 1 if nth + 1 < len(sentences) else COMMON - 2):
            keep(f"not-{nth}-{other}", sentence)
    keep("ours", " ".join(sentences[-1].split()[:18]))
    asked = " ".join(sentences)
    assert keys(ask(asked, among=lambda keys: {"ours"} & set(keys))) == ["ours"]


def test_of_wording_that_is_handed_round_those_that_are_compared_are_named():
    long = f"{STEAM} {HOUSE} {STEAM.replace('hơi', 'khói')}"
    for nth in range(ALIGNED + COMMON):
        keep(f"not {nth}", long, day=date(2000, 1, 1))
    keep("ours", long)
    [one] = ask(long, among=lambda keys: {"ours"} & set(keys)).handed_round
    assert one.first == ("ours",)


# ---------------------------------------------------------------- how the lists are read


def plan_of(statement: str, given: list[object]) -> str:
    """In words of the database; PostgreSQL would read a table of no size from end to end, whatever is asked."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute(f"EXPLAIN {statement}", given)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", given)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("private", [None, [], [3, 5]])
def test_a_list_is_read_from_the_key_and_no_further_than_asked(private):
    keep("a", STEAM)
    of = lists._of(private)
    if connection.vendor == "postgresql":
        for statement, given in (
            (lists.ALL_LISTS, [257, [first_of(1)], [last_of(1)], 257]),
            (lists.ALL_WORDINGS, [[first_with(1)], [last_with(1)], 8]),
        ):
            plan = plan_of(statement.replace("{of}", of), given)
            assert "Index Only Scan using novelty_fingerprint_pkey" in plan
            assert '"row" >= asked.first) AND ("row" <= asked.last' in plan and "Sort" not in plan
        return
    for statement, given in (
        (lists.A_LIST, [first_of(1), last_of(1), 32]),
        (lists.IS_LONGER, [1, first_of(1), last_of(1), 256]),
    ):
        plan = plan_of(statement.replace("{of}", of), given)
        assert "SEARCH novelty_fingerprint USING PRIMARY KEY (row>? AND row<?)" in plan
        assert "SCAN novelty_fingerprint" not in plan and "TEMP B-TREE" not in plan
