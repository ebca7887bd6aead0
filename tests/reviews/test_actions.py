from datetime import date

import pytest

from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.plans.models import Plan
from songfai.programmes.models import Obligation, Text
from songfai.record import queries as record
from songfai.record.models import Document
from songfai.reviews import actions, queries
from songfai.reviews.actions.following import as_title
from songfai.reviews.models import Direction, Finding, Lesson, Review, SideRating
from songfai.reviews.states import Rating
from songfai.reviews.terms import minutes_terms, terms_stamp
from tests import factories as make
from tests.reviews import making

pytestmark = pytest.mark.django_db


def refused(call, code, error=Refused):
    """The call is refused with this code and leaves nothing behind."""
    counted = (Review, SideRating, Finding, Lesson, Direction, Document, Plan, Line, Notice)
    before = [model.objects.count() for model in counted]
    with pytest.raises(error) as found:
        call()
    assert found.value.code == code
    assert [model.objects.count() for model in counted] == before


# ---- Opening ----------------------------------------------------------------------------------------------


def test_open_makes_the_room_and_tells_the_other_side():
    made = make.programme_in_force()
    review = actions.open_review(programme=made.programme, year=2025, by=made.leader_b, at=make.NOW)
    assert (review.cut_off, review.stage, review.opened_by) == (
        date(2025, 12, 31),
        "draft",
        made.leader_b.institution,
    )
    assert Line.objects.filter(verb="reviews.open").count() == 1
    notice = Notice.objects.latest("pk")
    assert notice.account == made.leader_a.account
    assert notice.address == f"/programmes/{made.programme.slug}/reviews/2025/"


def test_open_in_the_running_year_cuts_off_today():
    made = make.programme_in_force()
    review = actions.open_review(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    assert review.cut_off == make.TODAY


def test_open_refused():
    made = make.programme_in_force()
    clerk = make.seat(made.leader_a.institution, Role.CLERK)

    def opening(year, by=made.leader_a):
        return lambda: actions.open_review(programme=made.programme, year=year, by=by, at=make.NOW)

    refused(opening(2025, clerk), "role_cannot", NotPermitted)
    refused(opening(2025, make.seat()), "not_a_side", NotPermitted)
    refused(opening(2022), "year_outside_term")
    opening(2025)()
    refused(opening(2025), "review_exists")


def test_open_refused_before_the_year_begins():
    from songfai.kit.dates import PartialDate

    made = make.programme_in_force(term_end=PartialDate(2030))
    refused(
        lambda: actions.open_review(programme=made.programme, year=2027, by=made.leader_a, at=make.NOW),
        "year_not_begun",
    )


# ---- Facts ------------------------------------------------------------------------------------------------


def test_compile_counts_the_four_cells_with_evidence_and_figures():
    made = making.opened(items=3)
    second = made.plan.items.all()[1]
    late = make.activity(made, item=second, starts_on=date(2025, 8, 1), ends_on=date(2025, 8, 2))
    off_plan = make.activity(made, by=made.leader_b, commitment=made.commitments[1])
    trainees = [
        {"label": make.words("Trainees"), "value": value, "unit": make.words("persons")} for value in (24, 4)
    ]
    for activity, figure in ((made.activity, trainees[0]), (late, trainees[1])):
        plans.set_rows(activity=activity, kind="figures", rows=[figure], by=made.leader_a, at=make.NOW)
    for day in (date(2025, 5, 30), date(2025, 6, 2)):
        plans.add_evidence(
            activity=made.activity,
            name="list.txt",
            data=b"names",
            dated=day,
            caption=Trilingual(),
            by=made.leader_a,
            at=make.NOW,
        )
    making.compiled(made)
    facts = queries.facts_of(made.review)
    first = {
        name: facts["c01"][name]
        for name in ("planned", "on_time", "late", "in_time", "overdue", "off_plan", "done")
    }
    assert first == {
        "planned": 3,
        "on_time": 1,
        "late": 1,
        "in_time": 0,
        "overdue": 1,
        "off_plan": 0,
        "done": 2,
    }
    assert (facts["c01"]["activities"], facts["c01"]["evidence"], facts["c01"]["last_evidence"]) == (
        2,
        2,
        "2025-06-02",
    )
    assert facts["c01"]["evidence_keys"] == [str(made.activity.key)]
    assert facts["c01"]["figures"] == [
        {
            "label": make.words("Trainees").as_dict(),
            "unit": make.words("persons").as_dict(),
            "value": "28",
            "side_1": "28",
            "side_2": "0",
            "keys": [str(made.activity.key), str(late.key)],
        }
    ]
    assert (facts["c02"]["off_plan"], facts["c02"]["keys"]) == (1, [str(off_plan.key)])
    assert made.review.facts["plan"]["key"] == str(made.plan.key)


def test_compiled_facts_do_not_follow_later_edits():
    made = making.compiled()
    before = made.review.facts
    make.activity(made, commitment=made.commitments[1])
    assert making.fresh(made).facts == before
    actions.compile_facts(review=made.review, cut_off=date(2025, 12, 31), by=made.leader_b, at=make.NOW)
    assert queries.facts_of(making.fresh(made))["c02"]["off_plan"] == 1


def test_compile_leaves_out_what_began_after_the_cut_off():
    made = making.opened()
    make.activity(
        made, commitment=made.commitments[1], starts_on=date(2025, 11, 1), ends_on=date(2025, 11, 2)
    )
    making.compiled(made, cut_off=date(2025, 10, 31))
    assert queries.facts_of(made.review)["c02"]["activities"] == 0


def test_compile_refused():
    made = making.opened()

    def compiling(cut_off=date(2025, 12, 31), by=made.leader_a, seen=None):
        return lambda: actions.compile_facts(
            review=made.review, cut_off=cut_off, by=by, at=make.NOW, seen_revision=seen
        )

    refused(compiling(date(2026, 3, 11)), "cut_off_ahead")
    refused(compiling(date(2024, 12, 31)), "cut_off_before_year")
    refused(compiling(by=make.seat(made.leader_a.institution, Role.READER)), "role_cannot", NotPermitted)
    refused(compiling(seen=7), "changed_meanwhile", Changed)
    making.offered(made)
    refused(compiling(), "minutes_offered")


# ---- Ratings and findings -----------------------------------------------------------------------------------


def test_rating_is_written_for_ones_own_side_only():
    made = making.compiled()
    making.rate(made, made.leader_a, Rating.WELL_DONE)
    making.rate(made, made.leader_b, Rating.PARTLY)
    making.rate(made, made.leader_b, Rating.NOT_DONE)
    kept = {one.position: one.value for one in made.review.ratings.all()}
    assert kept == {1: "well_done", 2: "not_done"}
    assert made.review.findings.count() == 0


def test_equal_ratings_agree_by_themselves_and_part_again():
    made = making.compiled()
    making.rate(made, made.leader_a)
    making.rate(made, made.leader_b)
    assert made.review.findings.get().agreed == "done"
    making.rate(made, made.leader_b, Rating.PARTLY)
    assert made.review.findings.get().agreed == ""


def test_rating_refused():
    made = making.compiled()
    officer = make.seat(made.leader_a.institution, Role.UNIT_OFFICER)
    refused(lambda: making.rate(made, officer), "role_cannot", NotPermitted)
    refused(lambda: making.rate(made, make.seat()), "not_a_side", NotPermitted)
    foreign = make.programme_in_force().commitments[0]
    refused(
        lambda: actions.rate(
            review=made.review,
            commitment=foreign,
            value=Rating.DONE,
            comment=Trilingual(),
            by=made.leader_a,
            at=make.NOW,
        ),
        "foreign_commitment",
    )
    making.offered(made)
    refused(lambda: making.rate(made, made.leader_a), "minutes_offered")
    assert made.review.ratings.get(position=1).value == "done"


def test_second_colleague_is_told_of_the_first_ones_rating():
    made = making.compiled()
    seen = queries.rating_stamp(None)
    making.rate(made, made.leader_a, Rating.DONE, seen=seen)
    colleague = make.seat(made.leader_a.institution, Role.COORDINATOR)
    refused(lambda: making.rate(made, colleague, Rating.NOT_DONE, seen=seen), "changed_meanwhile", Changed)
    assert made.review.ratings.get().value == "done"


def finding(made, by=None, agreed="", disagreement=None, seen=None):
    return actions.save_finding(
        review=made.review,
        commitment=made.commitments[0],
        agreed=agreed,
        disagreement=disagreement or Trilingual(),
        cause=make.words("Cause"),
        by=by or made.leader_b,
        at=make.NOW,
        seen=seen,
    )


def test_differing_ratings_are_settled_by_an_agreed_one_or_a_note():
    made = making.compiled()
    making.rate(made, made.leader_a)
    making.rate(made, made.leader_b, Rating.NOT_DONE)
    assert finding(made, agreed="partly").agreed == "partly"
    assert finding(made, disagreement=make.words("They differ")).agreed == ""
    assert queries.sheet(making.fresh(made)).settled == 1


def test_both_name_whom_they_send_and_what_stood_in_the_way_and_the_minutes_say_so():
    made = making.complete()
    for leader, name in ((made.leader_a, "A"), (made.leader_b, "B")):
        actions.set_delegation(review=made.review, members=make.words(name), by=leader, at=make.NOW)
    actions.save_finding(
        review=made.review,
        commitment=made.commitments[0],
        agreed="done",
        disagreement=Trilingual(),
        difficulty=make.words("Papers take long"),
        cause=Trilingual(),
        by=made.leader_a,
        at=make.NOW,
    )
    said = (
        made.programme.register.documents.filter(thread="p2/ratings/annual/2025").order_by("version").last()
    )
    made.review.delegations.filter(position=2).delete()
    actions.take_in_ratings(document=said, at=make.NOW)
    assert made.review.delegations.get(position=2).members == make.words("B")
    made.review = making.fresh(made)
    before = minutes_terms(queries.sheet(made.review))
    assert before["delegations"] == [
        {"id": "p1", "members": make.words("A").as_dict()},
        {"id": "p2", "members": make.words("B").as_dict()},
    ]
    assert before["findings"][0]["difficulty"] == make.words("Papers take long").as_dict()
    actions.offer_minutes(review=made.review, by=made.leader_a, at=make.NOW)
    document = making.fresh(made).document
    made.review.delete()
    actions.take_in(document=document, at=make.NOW)
    assert minutes_terms(queries.sheet(making.fresh(made))) == before


def test_a_difficulty_is_asked_for_in_every_authentic_language():
    made = making.complete()
    actions.save_finding(
        review=made.review,
        commitment=made.commitments[0],
        agreed="done",
        disagreement=Trilingual(),
        difficulty=Trilingual(en="Only in English"),
        cause=Trilingual(),
        by=made.leader_a,
        at=make.NOW,
    )
    assert "minutes_untranslated" in [one.code for one in queries.sheet(making.fresh(made)).missing]


def test_finding_refused():
    made = making.compiled()
    refused(lambda: finding(made, agreed="done"), "not_both_rated")
    making.rate(made, made.leader_a)
    making.rate(made, made.leader_b, Rating.PARTLY)
    refused(lambda: finding(made, agreed="done", disagreement=make.words("No")), "agreed_and_differing")
    refused(
        lambda: finding(made, by=make.seat(made.leader_b.institution, Role.CLERK)),
        "role_cannot",
        NotPermitted,
    )
    seen = queries.finding_stamp(None)
    finding(made, agreed="done", seen=seen)
    refused(lambda: finding(made, agreed="partly", seen=seen), "changed_meanwhile", Changed)
    assert made.review.findings.get().agreed == "done"


# ---- Lessons, directions, meeting ---------------------------------------------------------------------------


def test_lessons_are_added_changed_and_removed_by_either_side():
    made = making.opened()
    lesson = actions.save_lesson(review=made.review, text=make.words("One"), by=made.leader_a, at=make.NOW)
    other = actions.save_lesson(review=made.review, text=make.words("Two"), by=made.leader_b, at=make.NOW)
    actions.save_lesson(
        review=made.review, text=make.words("First"), lesson=lesson, by=made.leader_b, at=make.NOW
    )
    assert [(one.number, one.text.en) for one in made.review.lessons.all()] == [(1, "First"), (2, "Two")]
    actions.remove_lesson(lesson=other, by=made.leader_a, at=make.NOW)
    assert made.review.lessons.count() == 1


def test_second_writer_of_a_line_is_told():
    made = making.opened()
    lesson = actions.save_lesson(review=made.review, text=make.words("One"), by=made.leader_a, at=make.NOW)
    seen = queries.lesson_stamp(lesson)
    save = {"review": made.review, "lesson": lesson, "at": make.NOW, "seen": seen}
    actions.save_lesson(text=make.words("Two"), by=made.leader_b, **save)
    refused(
        lambda: actions.save_lesson(text=make.words("Three"), by=made.leader_a, **save),
        "changed_meanwhile",
        Changed,
    )
    actions.remove_lesson(lesson=Lesson.objects.get(), by=made.leader_b, at=make.NOW)
    refused(
        lambda: actions.save_lesson(text=make.words("Three"), by=made.leader_a, **save),
        "removed_meanwhile",
        Changed,
    )


def test_directions_keep_to_the_programmes_commitments():
    made = making.opened()
    foreign = make.programme_in_force().commitments[0]

    def direct(commitment, **more):
        given = {"by": made.leader_a, "at": make.NOW}
        return actions.save_direction(
            review=made.review, commitment=commitment, text=make.words("Direction"), **(given | more)
        )

    refused(lambda: direct(foreign), "foreign_commitment")
    refused(
        lambda: direct(made.commitments[0], by=make.seat(made.leader_a.institution, Role.INSPECTOR)),
        "role_cannot",
        NotPermitted,
    )
    direction = direct(made.commitments[0])
    seen = queries.direction_stamp(direction)
    direct(made.commitments[1], direction=direction, seen=seen)
    refused(lambda: direct(made.commitments[0], direction=direction, seen=seen), "changed_meanwhile", Changed)
    assert made.review.directions.get().commitment == made.commitments[1]
    actions.remove_direction(direction=direction, by=made.leader_b, at=make.NOW)
    assert made.review.directions.count() == 0


def test_meeting_refused_ahead_of_time():
    made = making.opened()
    refused(
        lambda: actions.set_meeting(
            review=made.review, held_on=date(2026, 3, 11), place=Trilingual(), by=made.leader_a, at=make.NOW
        ),
        "held_ahead",
    )


# ---- Minutes ------------------------------------------------------------------------------------------------


def test_offer_writes_the_document_and_locks_the_room():
    made = making.offered()
    document = made.review.document
    assert (document.thread, document.kind, document.version) == ("minutes/2025", "minutes", 1)
    terms = record.terms_of(document)
    assert terms["findings"] == [
        {
            "id": "c01",
            "number": 1,
            "side_1": "done",
            "side_2": "done",
            "agreed": "done",
            "comment_1": {"vi": "Tốt"},
            "comment_2": {"vi": "Tốt"},
            "planned": "1",
            "done": "1",
        }
    ]
    assert terms["directions"] == [
        {"id": "d01", "number": 1, "commitment": "c02", "text": make.words("Direction").as_dict()}
    ]
    assert (terms["cut_off"], terms["held_on"]) == ("2025-12-31", "2026-03-02")
    assert [one["id"] for one in terms["facts"]["commitments"]] == ["c01", "c02"]
    assert made.review.stage == "offered"
    notice = Notice.objects.latest("pk")
    assert (notice.account, notice.address) == (
        made.leader_b.account,
        f"/programmes/{made.programme.slug}/reviews/2025/minutes/",
    )


WRITTEN = {
    "place": lambda made, text: Review.objects.update(place=text),
    "agenda": lambda made, text: Review.objects.update(agenda=text),
    "comment": lambda made, text: SideRating.objects.filter(position=2).update(comment=text),
    "cause": lambda made, text: Finding.objects.update_or_create(
        review=made.review, commitment=made.commitments[0], defaults={"cause": text}
    ),
    "lesson": lambda made, text: Lesson.objects.update(text=text),
    "direction": lambda made, text: Direction.objects.update(text=text),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_offer_waits_for_every_authentic_language(name):
    made = making.complete()
    for language in ("lo", "vi"):
        Text.objects.update_or_create(
            programme=made.programme, language=language, defaults={"authentic": True}
        )
    SideRating.objects.update(comment=make.words("Comment"))
    given = {"at": make.NOW, "by": made.leader_a}
    WRITTEN[name](made, Trilingual(vi="Chỉ tiếng Việt"))
    with pytest.raises(Refused) as found:
        actions.offer_minutes(review=making.fresh(made), **given)
    assert (found.value.code, found.value.params["language"]) == ("minutes_untranslated", "Lao")
    WRITTEN[name](made, make.words("In all"))
    actions.offer_minutes(review=making.fresh(made), **given)


def test_offer_refused_while_something_is_missing():
    made = making.opened()

    def offering(by=made.leader_a, seen=None):
        return lambda: actions.offer_minutes(review=made.review, by=by, at=make.NOW, seen=seen)

    refused(offering(), "facts_not_compiled")
    making.complete(made, second=Rating.PARTLY)
    refused(offering(), "unsettled")
    finding(made, agreed="partly")
    refused(offering(by=make.seat(made.leader_a.institution, Role.CLERK)), "role_cannot", NotPermitted)
    refused(offering(seen="0" * 16), "changed_meanwhile", Changed)
    offering()()
    refused(offering(), "minutes_offered")


def test_offer_is_refused_when_the_room_changed_since_it_was_read():
    made = making.complete()
    seen = terms_stamp(queries.sheet(made.review))
    actions.save_lesson(review=made.review, text=make.words("Late word"), by=made.leader_b, at=make.NOW)
    refused(
        lambda: actions.offer_minutes(review=made.review, by=made.leader_a, at=make.NOW, seen=seen),
        "changed_meanwhile",
        Changed,
    )
    assert making.fresh(made).document is None


def test_approval_brings_the_minutes_in_force_and_meets_the_years_duty():
    made = making.complete()
    Obligation.objects.filter(programme=made.programme).delete()
    owed = Obligation.objects.create(
        programme=made.programme, kind="annual_review", year=2025, due=date(2026, 3, 31)
    )
    other = Obligation.objects.create(
        programme=made.programme, kind="annual_review", year=2024, due=date(2025, 3, 31)
    )
    made.review = actions.offer_minutes(review=made.review, by=made.leader_a, at=make.NOW)
    actions.approve(review=made.review, seen=made.review.document.sha256, by=made.leader_b, at=make.NOW)
    assert making.fresh(made).is_in_force
    owed.refresh_from_db()
    other.refresh_from_db()
    assert (owed.met_on, other.met_on) == (date(2026, 3, 2), None)
    assert Line.objects.filter(verb="programmes.meet_obligation").count() == 1
    refused(lambda: making.rate(made, made.leader_b), "minutes_in_force")


def test_approve_refused():
    made = making.offered()
    sha = made.review.document.sha256
    coordinator = make.seat(made.leader_b.institution, Role.COORDINATOR)

    def approving(by=made.leader_b, seen=sha):
        return lambda: actions.approve(review=made.review, seen=seen, by=by, at=make.NOW)

    refused(approving(by=made.leader_a), "own_offer", NotPermitted)
    refused(approving(by=coordinator), "no_authority", NotPermitted)
    with pytest.raises(Changed):
        approving(seen="0" * 64)()
    assert making.fresh(made).stage == "offered"


def test_approve_refused_before_the_offer():
    made = making.complete()
    refused(
        lambda: actions.approve(review=made.review, seen="", by=made.leader_b, at=make.NOW),
        "minutes_not_offered",
    )


def test_return_opens_the_room_again_for_the_next_version():
    made = making.offered()
    actions.return_(
        review=made.review,
        seen=made.review.document.sha256,
        reason="Cause of 1?",
        by=made.leader_b,
        at=make.NOW,
    )
    made.review = making.fresh(made)
    assert (made.review.stage, made.review.is_open) == ("returned", True)
    finding(made, agreed="done")
    made.review = actions.offer_minutes(review=made.review, by=made.leader_b, at=make.NOW)
    assert (made.review.version, made.review.document.version, made.review.offered_by) == (2, 2, "b")
    terms = record.terms_of(made.review.document)
    assert terms["findings"][0]["cause"] == make.words("Cause").as_dict()


def test_withdraw_is_the_offering_sides():
    made = making.offered()
    sha = made.review.document.sha256

    def withdrawing(by):
        return lambda: actions.withdraw(review=made.review, seen=sha, reason="A slip", by=by, at=make.NOW)

    refused(withdrawing(made.leader_b), "not_own_offer", NotPermitted)
    withdrawing(made.leader_a)()
    assert (making.fresh(made).stage, making.fresh(made).is_open) == ("withdrawn", True)


# ---- Next year's plan -----------------------------------------------------------------------------------------


def following(made, by=None):
    return actions.plan_from_directions(review=made.review, by=by or made.leader_a, at=make.NOW)


def test_directions_become_items_of_next_years_draft_once():
    made = making.in_force()
    plan = following(made)
    item = plan.items.get()
    assert (plan.year, plan.is_draft, plan.drafted_by) == (2026, True, made.leader_a.institution)
    assert (item.title, item.commitment, item.kind, item.number) == (
        make.words("Direction"),
        made.commitments[1],
        made.commitments[1].type,
        1,
    )
    refused(lambda: following(made), "directions_carried")


def test_a_direction_becomes_a_title_without_its_full_stop():
    assert as_title(Trilingual("ເປີດ 2 ຊຸດ.", "Mở 02 lớp.", "Hold two classes")) == Trilingual(
        "ເປີດ 2 ຊຸດ", "Mở 02 lớp", "Hold two classes"
    )


def test_directions_join_a_draft_that_exists():
    made = making.in_force()
    draft = plans.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    plans.save_item(plan=draft, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    assert following(made) == draft
    assert [item.number for item in draft.items.all()] == [1, 2]


def test_directions_offered_by_one_side_are_not_carried_by_the_other():
    made = making.in_force()
    plan = following(made)
    assert len(queries.directions_left(made.review, made.leader_b)) == 1
    plans.offer(plan=plan, by=made.leader_a, at=make.NOW)
    refused(lambda: following(made, made.leader_b), "directions_carried")


def test_draft_after_a_plan_in_force_begins_with_its_items():
    made = making.in_force()
    make.plan_in_force(made, 2026, items=2)
    assert following(made).items.count() == 3


def test_plan_from_directions_refused():
    made = making.offered()
    refused(lambda: following(made), "minutes_not_in_force")
    clerk = make.seat(made.leader_a.institution, Role.CLERK)
    refused(lambda: following(made, clerk), "role_cannot", NotPermitted)
