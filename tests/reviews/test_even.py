"""Whether every authentic version of the minutes stands at the same state: tables of cases, then the room."""

import pytest

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.refusals import words
from songfai.programmes.models import Text
from songfai.record.even import Written, as_evened, behind, evened, standing_for, uneven, words_of_others
from songfai.reviews import actions, queries
from songfai.reviews.terms import minutes_terms
from tests import factories as make
from tests.reviews import making

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


@pytest.mark.django_db
def test_the_paths_are_those_of_the_minutes():
    """What the room keeps is found again in the terms that are offered: each text by its own path."""
    made = making.complete()
    Text.objects.create(programme=made.programme, language="lo", body="ຂໍ້ຄວາມ", authentic=True)
    made.review.delegations.create(position=1, members=make.words("Delegation"))
    room = queries.sheet(making.fresh(made))
    terms = minutes_terms(room)
    kept = {one.path: {"vi": one.path} for one in queries.written_in(room) if one.text}
    shown = as_evened({name: inner for name, inner in terms.items() if name != "facts"}, kept)
    assert sorted(kept) == sorted(texts_in(shown))


def texts_in(terms):
    if isinstance(terms, dict):
        if set(terms) == {"vi"}:
            return [terms["vi"]]
        return [one for inner in terms.values() for one in texts_in(inner)]
    return [one for inner in terms for one in texts_in(inner)] if isinstance(terms, list) else []


@pytest.mark.django_db
def test_minutes_wait_until_a_change_in_one_language_is_made_in_the_others_or_said_to_need_none():
    made = making.complete()
    for language in LANGUAGES:
        Text.objects.update_or_create(
            programme=made.programme, language=language, defaults={"authentic": True}
        )
    made.review.ratings.update(comment=make.words("Comment"))
    by = {"by": made.leader_a, "at": make.NOW}
    lesson = made.review.lessons.get()

    def save(text, who=made.leader_a):
        return actions.save_lesson(review=made.review, lesson=lesson, text=text, by=who, at=make.NOW)

    save(Trilingual(lo="ບົດຮຽນ", vi="Bài học"))
    save(Trilingual(lo="ບົດຮຽນ", vi="Bài học lớn"))
    with pytest.raises(Refused) as found:
        actions.offer_minutes(review=making.fresh(made), **by)
    assert (found.value.code, found.value.params["language"]) == ("minutes_behind", "Lao")
    assert found.value.params["places"] == "Lessons"
    save(Trilingual(lo="ບົດຮຽນໃຫຍ່", vi="Bài học lớn"), made.leader_b)
    assert not queries.sheet(making.fresh(made)).missing
    save(Trilingual(lo="ບົດຮຽນໃຫຍ່", vi="Bài học lớn."))
    assert [one.code for one in queries.sheet(making.fresh(made)).missing] == ["minutes_behind"]
    for _twice in range(2):
        actions.let_stand(review=making.fresh(made), by=made.leader_b, at=make.NOW)
    (line,) = Line.objects.filter(verb="reviews.let_stand")
    assert line.details["texts"] == ["lessons/l01/text"]
    actions.offer_minutes(review=making.fresh(made), **by)
    assert making.fresh(made).evened["lessons/l01/text"] == {"lo": "ບົດຮຽນໃຫຍ່", "vi": "Bài học lớn."}


@pytest.mark.django_db
def test_nobody_lets_the_comment_of_the_other_side_stand():
    made = making.complete()
    for language in LANGUAGES:
        Text.objects.update_or_create(
            programme=made.programme, language=language, defaults={"authentic": True}
        )
    own, other = made.leader_a, made.leader_b
    making.rate(made, own, comment=make.words("Comment"))
    for vi in ("Lam tốt", "Làm tốt"):
        making.rate(made, other, comment=Trilingual(lo="ເຮັດດີ", vi=vi))
    with pytest.raises(NotPermitted) as found:
        actions.let_stand(review=making.fresh(made), by=own, at=make.NOW)
    assert found.value.code == "word_of_the_other"
    assert not Line.objects.filter(verb="reviews.let_stand").exists()
    # What both say is let stand by either side, and the comment still waits for its own.
    lesson = made.review.lessons.get()
    for vi in ("Bài hoc", "Bài học"):
        text = Trilingual(lo="ບົດຮຽນ", vi=vi)
        actions.save_lesson(review=made.review, lesson=lesson, text=text, by=other, at=make.NOW)
    actions.let_stand(review=making.fresh(made), by=own, at=make.NOW)
    assert Line.objects.get(verb="reviews.let_stand").details["texts"] == ["lessons/l01/text"]
    (left,) = queries.sheet(making.fresh(made)).missing
    assert (left.code, left.params["places"]) == ("minutes_behind", "Commitment 1")
    actions.let_stand(review=making.fresh(made), by=other, at=make.NOW)
    assert not queries.sheet(making.fresh(made)).missing
