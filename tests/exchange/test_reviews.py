"""The final summary between two servers: each side rates and judges on its own, both sign it, and each closes the programme
for itself. What one server says at the end the other says too."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from songfai.commitments import actions as commitments
from songfai.commitments.models import Indicator
from songfai.kit.dates import PartialDate
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.programmes.models import Programme, Text
from songfai.record import actions as record
from songfai.record.models import Document
from songfai.reviews import actions, queries
from songfai.reviews.models import Closing, Review
from songfai.reviews.statements import TITLE, own_words, rating_terms, say_ratings
from songfai.reviews.states import Decision, Grade, Heading, Rating, ReviewKind
from tests import factories as make
from tests.exchange.nodes import Node, exchange, in_force, now
from tests.exchange.sides import waiting

AFTER_THE_TERM = date(2027, 1, 11)
MEASURED = {
    "text": make.words("Officials trained"), "unit": make.words("persons"), "baseline": None, "baseline_on": None,
    "target": Decimal(60), "by_when": PartialDate(2026), "better": "more", "source": make.words(""), "split": make.words(""),
}  # fmt: skip


def review_of(node: Node) -> Review:
    review = queries.of_year(Programme.objects.get(), 2026, ReviewKind.FINAL)
    assert review is not None
    return review


def measure(a: Node, b: Node) -> None:
    """An indicator both agree to, a figure of the first side that the other confirms."""
    with a:
        commitments.propose(
            commitment=Programme.objects.get().commitments.first(), values=MEASURED, by=a.leader, at=now()
        )
    exchange(a, b)
    with b:
        commitments.agree(indicator=Indicator.objects.get(), by=b.leader, at=now())
    exchange(a, b)
    with a:
        commitments.measure(
            indicator=Indicator.objects.get(), value=Decimal(44), on=date(2026, 3, 1), source="Lists", parts=[],
            by=a.leader, at=now(),
        )  # fmt: skip
    exchange(a, b)


def say_all(node: Node) -> None:
    """What a side says by itself, for itself alone."""
    with node:
        review = review_of(node)
        for commitment in review.programme.commitments.all():
            actions.rate(
                review=review, commitment=commitment, value=Rating.DONE, comment=make.words(""), by=node.leader, at=now()
            )  # fmt: skip
        for heading in Heading:
            actions.judge(
                review=review, heading=heading, grade=Grade.GOOD, text=make.words("View"), by=node.leader, at=now()
            )  # fmt: skip
        actions.set_delegation(review=review, members=make.words("Somebody"), by=node.leader, at=now())


def conclude(node: Node) -> None:
    with node:
        review = review_of(node)
        for heading in Heading:
            actions.conclude(
                review=review, heading=heading, text=make.words("Both"), by=node.leader, at=now()
            )
        actions.decide(
            review=review, decision=Decision.END, text=make.words("It ends"), extended_to=None, by=node.leader, at=now()
        )  # fmt: skip
        actions.save_lesson(review=review, text=make.words("Lesson"), by=node.leader, at=now())
        actions.set_meeting(
            review=review_of(node), held_on=date(2026, 3, 4), place=make.words("Vientiane"), agenda=make.words("One point"),
            by=node.leader, at=now(),
        )  # fmt: skip
        actions.offer_minutes(review=review_of(node), by=node.leader, at=now())


def close(node: Node, days: int) -> None:
    with node:
        # At nine in the morning of that day where the programme is: the day it is closed on is the local one.
        at = timezone.make_aware(datetime.combine(AFTER_THE_TERM + timedelta(days=days), time(9)))
        actions.close(review=review_of(node), by=node.leader, at=at)


def test_a_final_summary_is_signed_and_the_programme_closed_by_each_side_on_its_own_server(pair):
    a, b = pair
    in_force(a, b)
    measure(a, b)
    with a:
        review = actions.open_review(
            programme=Programme.objects.get(), year=2026, kind=ReviewKind.FINAL, by=a.leader, at=now()
        )
        actions.compile_facts(review=review, cut_off=timezone.localdate(now()), by=a.leader, at=now())
    with b:
        actions.open_review(
            programme=Programme.objects.get(), year=2026, kind=ReviewKind.FINAL, by=b.leader, at=now()
        )
    say_all(a)
    say_all(b)
    exchange(a, b)
    for node in pair:
        with node:  # equal ratings agree by themselves, on whichever server they meet
            assert [one.agreed for one in review_of(node).findings.all()] == [Rating.DONE, Rating.DONE]
    conclude(a)
    exchange(a, b)
    with b:
        review = review_of(b)
        assert {one.position for one in review.ratings.all()} == {1, 2}
        (kept,) = review.facts["commitments"][0]["indicators"]
        assert kept["figures"][0]["value"] == "44"
        with pytest.raises(Refused) as refused:
            actions.close(review=review, by=b.leader, at=now())
        assert refused.value.code == "not_decided"
        actions.approve(review=review, seen=review.document.sha256, by=b.leader, at=now())
    exchange(a, b)
    with a:
        kept_here = review_of(a).facts["commitments"][0]["indicators"]
        assert kept_here == [kept]
        with pytest.raises(Refused) as refused:
            actions.close(review=review_of(a), by=a.leader, at=now())
        assert refused.value.code == "term_not_over"
    close(b, days=0)
    exchange(a, b)
    for node in pair:
        with node:
            assert (
                list(Closing.objects.values_list("position", flat=True)),
                Programme.objects.get().closed_on,
            ) == ([2], None)
    close(a, days=2)
    exchange(a, b)
    for node in pair:
        with node:
            assert Programme.objects.get().closed_on == AFTER_THE_TERM + timedelta(days=2)
            assert {one.thread for one in Document.objects.filter(kind="closing")} == {
                "p1/closing/2026",
                "p2/closing/2026",
            }
            with pytest.raises(Refused) as refused:
                actions.open_review(
                    programme=Programme.objects.get(),
                    year=2025,
                    kind=ReviewKind.ANNUAL,
                    by=node.leader,
                    at=now(),
                )
            assert refused.value.code == "programme_closed"


def test_a_comment_the_other_server_changed_in_one_language_alone_is_behind_also_here(pair):
    """Nobody writes in this room between the two letters; and minutes that come are in step as they were offered."""
    a, b = pair
    in_force(a, b)
    said = {"kind": ReviewKind.FINAL, "year": 2026}
    for node in pair:
        with node:
            programme = Programme.objects.get()
            Text.objects.get_or_create(
                programme=programme, language="lo", defaults={"body": "ຂໍ້ຄວາມ", "authentic": True}
            )
            actions.open_review(programme=programme, **said, by=node.leader, at=now())
    for vi in ("Tốt", "Rất tốt"):
        with a:
            review = review_of(a)
            actions.rate(
                review=review, commitment=review.programme.commitments.first(), value=Rating.DONE,
                comment=Trilingual(lo="ດີ", vi=vi), by=a.leader, at=now(),
            )  # fmt: skip
        exchange(a, b)
    for node in pair:
        with node:
            behind = [one for one in queries.sheet(review_of(node)).missing if one.code == "minutes_behind"]
            assert [one.params["language"] for one in behind] == ["Lao"]
    with a:
        actions.let_stand(review=review_of(a), by=a.leader, at=now())
        actions.compile_facts(review=review_of(a), cut_off=timezone.localdate(now()), by=a.leader, at=now())
    with b:
        actions.compile_facts(review=review_of(b), cut_off=timezone.localdate(now()), by=b.leader, at=now())
        # At the place of the lesson the other side will offer, and in Lao the same.
        words = Trilingual(lo=make.words("Lesson").lo, vi="Bài học")
        actions.save_lesson(review=review_of(b), text=words, by=b.leader, at=now())
    say_all(b)
    exchange(a, b)
    say_all(a)
    conclude(a)
    exchange(a, b)
    with b:
        kept = review_of(b)
        actions.return_(review=kept, seen=kept.document.sha256, reason="Again", by=b.leader, at=now())
        assert not [one for one in queries.sheet(review_of(b)).missing if one.code == "minutes_behind"]


def open_in_two_languages(pair):
    """The final review on both servers, of a programme that is authentic in Lao, too."""
    for node in pair:
        with node:
            programme = Programme.objects.get()
            Text.objects.update_or_create(programme=programme, language="lo", defaults={"authentic": True})
            final = {"year": 2026, "kind": ReviewKind.FINAL}
            actions.open_review(programme=programme, by=node.leader, at=now(), **final)


def test_a_side_lets_its_own_comment_stand_on_its_server_and_the_other_learns_of_it(pair):
    a, b = pair
    in_force(a, b)
    open_in_two_languages(pair)

    def rate(vi):
        with a:
            review = review_of(a)
            commitment = review.programme.commitments.first()
            text = {"value": Rating.DONE, "comment": Trilingual(lo="ເຮັດດີ", vi=vi)}
            actions.rate(review=review, commitment=commitment, by=a.leader, at=now(), **text)

    def waiting(node):
        with node:
            return [(one.path, one.position) for one in queries.behind_in(queries.sheet(review_of(node)))]

    # Both words travel together: the other server never saw the first one.
    rate("Lam tốt")
    rate("Làm tốt")
    exchange(a, b)
    assert waiting(a) == waiting(b) == [("findings/c01/comment_1", 1)]
    with b, pytest.raises(NotPermitted) as refused:
        actions.let_stand(review=review_of(b), by=b.leader, at=now())
    assert refused.value.code == "word_of_the_other"
    with a:
        actions.let_stand(review=review_of(a), by=a.leader, at=now())
    exchange(a, b)
    assert waiting(a) == waiting(b) == []


def test_ratings_stated_by_older_software_are_read_as_words_that_wait_for_nothing(pair):
    """A side whose software does not know `comment_alike` says its comment as it stands; no more was ever said by it. One that
    is brought up to date says what waits, from its next statement on."""
    a, b = pair
    in_force(a, b)
    open_in_two_languages(pair)
    with a:
        for vi in ("Lam tốt", "Làm tốt"):
            review = review_of(a)
            commitment = review.programme.commitments.first()
            text = {"value": Rating.DONE, "comment": Trilingual(lo="ເຮັດດີ", vi=vi)}
            actions.rate(review=review, commitment=commitment, by=a.leader, at=now(), **text)
        terms = rating_terms(review_of(a), 1)
        assert [row.pop(f"{name}_alike") for _, row, name in own_words(terms, 1) if f"{name}_alike" in row]
        register = review_of(a).programme.register
        record.state(
            register=register, position=1, kind="ratings", name="ratings/final/2026", title=TITLE, terms=terms, by=a.leader, at=now()
        )  # fmt: skip
    exchange(a, b)

    def read_there():
        with b:
            review = review_of(b)
            comment = review.ratings.get(position=1).comment.as_dict()
            return comment, [one.path for one in queries.behind_in(queries.sheet(review))]

    assert waiting(b) == []
    assert read_there() == ({"lo": "ເຮັດດີ", "vi": "Làm tốt"}, [])
    with a:
        say_ratings(review_of(a), 1, a.leader, now())
    exchange(a, b)
    assert waiting(b) == []
    assert read_there() == ({"lo": "ເຮັດດີ", "vi": "Làm tốt"}, ["findings/c01/comment_1"])
