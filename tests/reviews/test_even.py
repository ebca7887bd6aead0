"""Whether every authentic version of the minutes stands at the same state, in the room of a review."""

import pytest

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.programmes.models import Text
from songfai.record.even import as_evened
from songfai.reviews import actions, queries
from songfai.reviews.terms import minutes_terms
from tests import factories as make
from tests.reviews import making

LANGUAGES = ["lo", "vi"]


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
