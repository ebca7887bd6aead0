"""Preparer and approver are different persons where the side turns that on: whoever has written in a text that is offered does
not agree to it, in each room that keeps drafts."""

from collections.abc import Callable

import pytest
from django.db import transaction

from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.operations.operator import Operator
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.programmes import actions as programmes
from songfai.programmes.models import Programme
from songfai.record import actions
from songfai.record.models import Document, Hand
from songfai.record.states import Stage
from songfai.reviews import actions as reviews
from songfai.reviews.states import Grade, Rating, ReviewKind, ratings_of
from songfai.visits import actions as visits
from tests import factories as make
from tests.record.matter import rows
from tests.reviews import making as reviewing
from tests.visits import making as visiting

pytestmark = pytest.mark.django_db

# Given a seat of either side: who wrote in the draft; then what offers it by a seat.
Case = tuple[Seat, Seat, Callable[[Seat], object]]


def of_a_programme(write: Callable[[Programme, Seat], object]) -> Callable[[], Case]:
    def case() -> Case:
        programme = make.draft_programme()
        writer = make.seat(programme.sides.get(position=1).institution)
        other = make.seat(writer.institution)
        # The charter names the keys, and the programme is named after the charter.
        programmes.make_keys(programme=programme, by=other, at=make.NOW)
        write(programme, writer)
        return writer, other, lambda by: programmes.offer(programme=programme, by=by, at=make.NOW)

    return case


def titled(programme: Programme, by: Seat) -> None:
    programmes.change(programme=programme, values={"title": make.words("Another")}, by=by, at=make.NOW)


def with_a_text(programme: Programme, by: Seat) -> None:
    programmes.write_text(
        programme=programme, language="vi", body="Điều 1.", authentic=True, by=by, at=make.NOW
    )


def plan() -> Case:
    made = make.programme_in_force()
    draft = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    plans.save_item(plan=draft, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    other = make.seat(made.leader_a.institution)
    return made.leader_a, other, lambda by: plans.offer(plan=draft, by=by, at=make.NOW)


def amendment() -> Case:
    made = make.programme_in_force()
    draft = make.amendment(made)
    other = make.seat(made.leader_a.institution)
    return made.leader_a, other, lambda by: programmes.offer_amendment(amendment=draft, by=by, at=make.NOW)


def review() -> Case:
    made = reviewing.complete()
    other = make.seat(made.leader_a.institution)
    return made.leader_a, other, lambda by: reviews.offer_minutes(review=made.review, by=by, at=make.NOW)


def meeting() -> Case:
    made = visiting.met()
    visits.write_minutes(meeting=made.meeting, minutes=make.words("Said"), by=made.leader_a, at=make.NOW)
    other = make.seat(made.leader_a.institution)
    return made.leader_a, other, lambda by: visits.offer_minutes(meeting=made.meeting, by=by, at=make.NOW)


class Undone(Exception):
    """Raised to undo what was tried."""


CASES = {
    "a programme's title": of_a_programme(titled),
    "a programme's text": of_a_programme(with_a_text),
    "plan": plan,
    "amendment": amendment,
    "review": review,
    "meeting": meeting,
}


def joint() -> Document:
    """The newest that both sides sign; a side's own statements come beside it."""
    return Document.objects.exclude(standing=None).latest("pk")


def hash_of(offer: Callable[[Seat], object], by: Seat) -> str:
    """What an offer would be named, found by offering in a transaction that is undone."""
    body = by.institution
    type(body).objects.filter(pk=body.pk).update(two_persons=False)
    by.institution.two_persons = False
    try:
        with transaction.atomic():
            offer(by)
            sha256 = joint().sha256
            raise Undone
    except Undone:
        pass
    type(body).objects.filter(pk=body.pk).update(two_persons=True)
    by.institution.two_persons = True
    return sha256


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_whoever_wrote_does_not_agree_and_somebody_else_does(case):
    writer, other, offer = case()
    sha256 = hash_of(offer, other)
    writer.institution.two_persons = True
    for colleague in (writer, make.seat(writer.institution, Role.COORDINATOR)):
        actions.check_text(sha256=sha256, by=colleague, at=make.NOW)
    before = rows()
    with pytest.raises(Refused) as refused:
        offer(writer)
    assert (refused.value.code, rows()) == ("own_text", before)
    offer(other)
    assert Document.objects.get(sha256=sha256).standing.stage == Stage.OFFERED
    assert writer.account_id in Hand.objects.filter(subject=sha256).values_list("account_id", flat=True)


def test_where_the_side_does_not_want_it_whoever_wrote_may_agree():
    writer, _, offer = plan()
    offer(writer)
    assert joint().standing.stage == Stage.OFFERED


def test_both_write_minutes_and_who_answers_has_not_written_in_them_either():
    made = visiting.met()
    body = made.leader_b.institution
    body.two_persons = True
    body.save()
    visits.write_minutes(meeting=made.meeting, minutes=make.words("Said"), by=made.leader_b, at=make.NOW)
    offered = visits.offer_minutes(meeting=made.meeting, by=made.leader_a, at=make.NOW)
    seen = offered.document.sha256
    actions.check_text(sha256=seen, by=make.seat(body, Role.COORDINATOR), at=make.NOW)
    with pytest.raises(Refused) as refused:
        visits.approve_minutes(meeting=offered, seen=seen, by=made.leader_b, at=make.NOW)
    assert refused.value.code == "own_text"
    visits.approve_minutes(meeting=offered, seen=seen, by=make.seat(body), at=make.NOW)
    assert Document.objects.get(sha256=seen).standing.stage == Stage.IN_FORCE


# ---------------------------------------------------------------- what came back and is offered once more


def came_back_plan() -> tuple[Seat, Callable[[Seat], Callable[[Seat], object]]]:
    made = make.programme_in_force()
    writer, other = made.leader_a, make.seat(made.leader_a.institution)
    draft = plans.start_plan(programme=made.programme, year=2026, by=writer, at=make.NOW)
    plans.save_item(plan=draft, values=make.item_values(made.commitments[0]), by=writer, at=make.NOW)
    sent = plans.offer(plan=draft, by=other, at=make.NOW)
    plans.return_(plan=sent, seen=sent.document.sha256, reason="Later", by=made.leader_b, at=make.NOW)
    sent = type(sent).objects.get(pk=sent.pk)

    def again(by: Seat) -> Callable[[Seat], object]:
        copy = plans.start_plan(programme=made.programme, year=2026, by=by, at=make.NOW, copy_of=sent)
        return lambda one: plans.offer(plan=copy, by=one, at=make.NOW)

    return writer, again


def came_back_amendment() -> tuple[Seat, Callable[[Seat], Callable[[Seat], object]]]:
    made = make.programme_in_force()
    writer, other = made.leader_a, make.seat(made.leader_a.institution)
    draft = make.amendment(made)
    programmes.offer_amendment(amendment=draft, by=other, at=make.NOW)
    seen = draft.document.sha256
    programmes.return_amendment(amendment=draft, seen=seen, reason="Later", by=made.leader_b, at=make.NOW)
    draft = type(draft).objects.get(pk=draft.pk)

    def again(by: Seat) -> Callable[[Seat], object]:
        copy = programmes.start_amendment(programme=made.programme, by=by, at=make.NOW, copy_of=draft)
        return lambda one: programmes.offer_amendment(amendment=copy, by=one, at=make.NOW)

    return writer, again


@pytest.mark.parametrize("came_back", [came_back_plan, came_back_amendment])
def test_a_copy_of_what_came_back_is_written_by_those_who_wrote_it(came_back):
    """Else a colleague copies it with one press, and whoever wrote every word agrees to it."""
    writer, again = came_back()
    copier, third = make.seat(writer.institution), make.seat(writer.institution)
    offer = again(copier)
    sha256 = hash_of(offer, third)
    actions.check_text(sha256=sha256, by=copier, at=make.NOW)
    writer.institution.two_persons = True
    with pytest.raises(Refused) as refused:
        offer(writer)
    assert refused.value.code == "own_text"


def test_whoever_throws_a_draft_away_has_written_nothing_in_it():
    made = make.programme_in_force()
    other = make.seat(made.leader_a.institution)
    plan = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    amendment = make.amendment(made)
    subjects = [actions.subject_of(one) for one in (plan, amendment)]
    plans.discard(plan=plan, by=other, at=make.NOW)
    programmes.discard_amendment(amendment=amendment, by=other, at=make.NOW)
    written = Hand.objects.filter(subject__in=subjects)
    assert set(written.values_list("account_id", flat=True)) == {made.leader_a.account_id}


def test_a_plan_both_agreed_is_nobodys_draft_any_more():
    """The next version begins with what others have agreed to: who copies it has written in it, nobody else."""
    made = make.programme_in_force()
    agreed = make.plan_in_force(made, year=2026)
    copier = make.seat(made.leader_a.institution)
    copy = plans.start_plan(programme=made.programme, year=2026, by=copier, at=make.NOW, copy_of=agreed)
    written = Hand.objects.filter(subject=actions.subject_of(copy))
    assert set(written.values_list("account_id", flat=True)) == {copier.account_id}


def test_who_opens_the_room_of_a_review_and_has_the_record_counted_has_written_nothing_in_it_yet():
    made = make.programme_in_force()
    opened = reviews.open_review(programme=made.programme, year=2025, by=made.leader_a, at=make.NOW)
    reviews.compile_facts(review=opened, cut_off=opened.cut_off, by=made.leader_a, at=make.NOW)
    assert not Hand.objects.filter(subject=actions.subject_of(opened)).exists()


def test_a_side_that_rates_has_judged_and_written_only_the_words_beside_it():
    """Whoever leads a side is who rates for it, and who agrees for it."""
    made = make.programme_in_force()
    opened = reviews.open_review(
        programme=made.programme, year=2026, kind=ReviewKind.MIDTERM, by=made.leader_a, at=make.NOW
    )
    heading = opened.form.headings[0]
    rater, writer = made.leader_a, make.seat(made.leader_a.institution)

    def say(by: Seat, value: Rating, words: Trilingual) -> None:
        its = {"review": opened, "by": by, "at": make.NOW}
        reviews.rate(commitment=made.commitments[0], value=value, comment=words, **its)
        reviews.rest_on(heading=heading, picked=[], **its)

    def judge(by: Seat, grade: Grade, words: str) -> None:
        reviews.judge(review=opened, heading=heading, grade=grade, text=make.words(words), by=by, at=make.NOW)

    def written() -> set[int]:
        return set(
            Hand.objects.filter(subject=actions.subject_of(opened)).values_list("account_id", flat=True)
        )

    rating, other = ratings_of(opened.form.of_term)[:2]
    say(rater, rating, Trilingual())
    assert written() == set()
    say(writer, rating, make.words("Late, but whole"))
    assert written() == {writer.account_id}
    judge(second := make.seat(rater.institution), Grade.GOOD, "Both gained")
    assert written() == {writer.account_id, second.account_id}
    # Another value beside the words of somebody else is not written in them.
    say(rater, other, make.words("Late, but whole"))
    judge(rater, Grade.FAIR, "Both gained")
    assert written() == {writer.account_id, second.account_id}


def test_the_other_sides_server_writes_in_nothing():
    made = make.programme_in_force()
    opened = reviews.open_review(programme=made.programme, year=2025, by=made.leader_a, at=make.NOW)
    actions.wrote(opened, Operator("exchange"), make.NOW)
    assert not Hand.objects.filter(subject=actions.subject_of(opened)).exists()
