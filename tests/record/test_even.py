"""Whether every authentic version of minutes stands at the same state: tables of cases."""

import pytest

from songfai.kit.languages import Trilingual
from songfai.kit.refusals import words
from songfai.record.even import Written, as_evened, behind, evened, standing_for, uneven, words_of_others

ONE, BOTH, NOTHING = Trilingual(vi="Viết"), Trilingual(lo="ຂຽນ", vi="Viết"), Trilingual()
VI_MOVED, LO_MOVED = Trilingual(lo="ຂຽນ", vi="Viết lại"), Trilingual(lo="ຂຽນໃໝ່", vi="Viết")
MOVED = Trilingual(lo="ຂຽນໃໝ່", vi="Viết lại")
LANGUAGES = ["lo", "vi"]


def names(authentic):
    return {code: f"in {code}" for code in authentic}


@pytest.mark.parametrize(
    ("texts", "authentic", "places"),
    [
        ([("Place", BOTH), ("Agenda", NOTHING)], ["lo", "vi"], []),
        ([("Place", ONE)], ["vi"], []),
        (
            [("Place", ONE), ("Lessons", ONE), ("Lessons", ONE), ("Agenda", BOTH)],
            ["lo", "vi"],
            ["Place, Lessons"],
        ),
        ([("Place", ONE)], ["lo", "en"], ["Place", "Place"]),
        ([], ["lo", "vi"], []),
    ],
)
def test_what_is_written_stands_in_every_authentic_language(texts, authentic, places):
    found = uneven([Written(where, where, text) for where, text in texts], names(authentic), {})
    assert {one.params["language"] for one in found} <= {f"in {code}" for code in authentic}
    assert [one.params["places"] for one in found] == places
    assert {one.code for one in found} <= {"minutes_untranslated"}


@pytest.mark.parametrize(
    ("now", "before", "behind"),
    [
        (VI_MOVED, BOTH, ["in lo"]),
        (LO_MOVED, BOTH, ["in vi"]),
        (MOVED, BOTH, []),
        (BOTH, BOTH, []),
        (BOTH, None, []),
        # The language that is not signed may lag.
        (Trilingual(lo="ຂຽນໃໝ່", vi="Viết lại", en="Written"), BOTH, []),
    ],
)
def test_what_was_changed_in_one_language_alone_is_named(now, before, behind):
    kept = {"place": before.as_dict()} if before else {}
    found = uneven([Written("place", "Place", now)], names(LANGUAGES), kept)
    assert [(one.code, one.params["language"], one.params["places"]) for one in found] == [
        ("minutes_behind", language, "Place") for language in behind
    ]


@pytest.mark.parametrize(
    ("now", "before", "stays", "kept"),
    [
        (BOTH, {}, False, {"place": BOTH.as_dict()}),
        (ONE, {}, False, {}),
        (NOTHING, {}, False, {}),
        (ONE, {"place": BOTH.as_dict()}, False, {"place": BOTH.as_dict()}),
        (VI_MOVED, {"place": BOTH.as_dict()}, False, {"place": BOTH.as_dict()}),
        (VI_MOVED, {"place": BOTH.as_dict()}, True, {"place": VI_MOVED.as_dict()}),
        (ONE, {"place": BOTH.as_dict()}, True, {"place": BOTH.as_dict()}),
        (MOVED, {"place": BOTH.as_dict()}, False, {"place": MOVED.as_dict()}),
        # A text that is not there now may come back.
        (None, {"place": BOTH.as_dict()}, False, {"place": BOTH.as_dict()}),
    ],
)
def test_a_text_is_kept_as_it_last_said_the_same(now, before, stays, kept):
    texts = {} if now is None else {"place": now}
    assert evened(texts, LANGUAGES, before, stays=["place"] if stays else []) == kept


WRITTEN = [
    Written("place", "Place", VI_MOVED),
    Written("c01/comment_1", "Commitment 1", VI_MOVED, 1),
    Written("c02/comment_1", "Commitment 2", LO_MOVED, 1),
    Written("c02/comment_2", "Commitment 2", LO_MOVED, 2),
    Written("c03/comment_2", "Commitment 3", MOVED, 2),
]
NAMES = {1: Trilingual(en="Side A"), 2: Trilingual(en="Side B")}


@pytest.mark.parametrize(
    ("position", "stands", "others"),
    [
        (
            1,
            ["place", "c01/comment_1", "c02/comment_1"],
            ["Only Side B may let its own words stand: Commitment 2."],
        ),
        (
            2,
            ["place", "c02/comment_2"],
            ["Only Side A may let its own words stand: Commitment 1, Commitment 2."],
        ),
        # A reader who speaks for no side is told of both.
        (
            0,
            ["place"],
            [
                "Only Side A may let its own words stand: Commitment 1, Commitment 2.",
                "Only Side B may let its own words stand: Commitment 2.",
            ],
        ),
    ],
)
def test_a_side_lets_stand_what_both_say_and_its_own_word(position, stands, others):
    waiting = behind(WRITTEN, LANGUAGES, {one.path: BOTH.as_dict() for one in WRITTEN})
    assert [one.path for one in waiting] == [one.path for one in WRITTEN[:4]]
    assert standing_for(position, waiting) == stands
    assert [words(one) for one in words_of_others(position, waiting, NAMES)] == others


def test_minutes_are_shown_as_they_last_said_the_same():
    terms = {
        "place": {"vi": "Huế", "lo": "ເຫວ້"},
        "empty": {},
        "findings": [{"id": "c03", "cause": {"vi": "Mưa"}, "number": 3}, "so"],
        "year": 2026,
    }
    kept = {"place": {"vi": "Hà Nội", "lo": "ຮ່າໂນ້ຍ"}, "findings/c03/cause": {"vi": "Bão", "lo": "ພາຍຸ"}}
    assert as_evened(terms, kept) == {
        "place": kept["place"],
        "empty": {},
        "findings": [{"id": "c03", "cause": kept["findings/c03/cause"], "number": 3}, "so"],
        "year": 2026,
    }
    assert as_evened({"place": terms["place"]}, {}) == {"place": {}}
