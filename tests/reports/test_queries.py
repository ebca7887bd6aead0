from datetime import date

import pytest

from songfai.kit.errors import Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.plans import actions as plans
from songfai.plans.queries import facts as counted_by_plans
from songfai.programmes.models import Programme
from songfai.reports import compile
from songfai.reports.figures import figures
from songfai.reports.paper import lines
from songfai.reports.queries import rows_behind, usual_cut_off_of, years_of
from songfai.reviews import actions as reviews
from songfai.reviews.models import Review
from songfai.reviews.queries import sheet
from songfai.reviews.states import Rating
from tests import factories as make
from tests.reports.conftest import AT


def said(facts, language="en"):
    return "\n".join(lines(compile.annual(facts, language)))


def both(text: str) -> Trilingual:
    """In English, which the tests read, and in the language both sides sign."""
    return Trilingual(en=text, vi=f"{text} (vi)")


def minutes_in_force(made, agree=True):
    """The annual review of 2025 through to minutes both sides have approved."""
    review = reviews.open_review(programme=made.programme, year=2025, by=made.leader_a, at=AT)
    review = reviews.compile_facts(review=review, cut_off=date(2025, 12, 31), by=made.leader_a, at=AT)
    room = [row.commitment for row in sheet(review).rows if row.line.to_rate]
    for commitment in room:
        for leader, value in ((made.leader_a, Rating.WELL_DONE), (made.leader_b, Rating.PARTLY)):
            reviews.rate(
                review=review,
                commitment=commitment,
                value=value,
                comment=both(f"Comment of {leader.institution}"),
                by=leader,
                at=AT,
            )
        reviews.save_finding(
            review=review,
            commitment=commitment,
            agreed=Rating.DONE if agree else "",
            disagreement=Trilingual() if agree else both("We differ."),
            cause=both("The rains."),
            difficulty=both("The road was cut."),
            by=made.leader_a,
            at=AT,
        )
    for leader in (made.leader_a, made.leader_b):
        reviews.set_delegation(review=review, members=both(f"Head of {leader.institution}"), by=leader, at=AT)
    reviews.save_lesson(review=review, text=both("Begin earlier."), by=made.leader_a, at=AT)
    reviews.save_direction(
        review=review, commitment=room[0], text=both("Hold it twice."), by=made.leader_b, at=AT
    )
    review.refresh_from_db()
    reviews.set_meeting(
        review=review, held_on=date(2026, 3, 2), place=both("Vientiane"), by=made.leader_a, at=AT
    )
    review.refresh_from_db()
    reviews.offer_minutes(review=review, by=made.leader_a, at=AT)
    review = Review.objects.select_related("document__standing").get(pk=review.pk)
    return review


def approve(made, review):
    reviews.approve(review=review, seen=review.document.sha256, by=made.leader_b, at=AT)


# ---- Plan and activities ----------------------------------------------------------------------------------


def test_items_fall_into_their_cells(made, facts_of, done):
    done(made.items[0])
    done(made.items[1], starts_on=date(2025, 8, 1), ends_on=date(2025, 8, 2))
    facts = facts_of()
    assert [item.cell for item in facts.items] == ["on_time", "late", "overdue"]
    assert facts_of(date(2025, 6, 1)).total.cells.in_time.value == 2


def test_figures_are_those_the_plans_room_counts(made, facts_of, done):
    done(made.items[0])
    done(made.items[0], starts_on=date(2025, 7, 1), ends_on=date(2025, 7, 2))
    done(made.items[1], starts_on=date(2025, 9, 1), ends_on=date(2025, 9, 2))
    done(starts_on=date(2025, 3, 1), ends_on=date(2025, 3, 1))
    done(made.items[2], state="cancelled", reason="Flood")
    for day in (date(2025, 4, 1), date(2025, 7, 31), date(2025, 12, 31), date(2026, 2, 28)):
        told = counted_by_plans([made.programme], day)
        for ours in facts_of(day).commitments:
            pk = made.commitments[ours.number - 1].pk
            theirs = told.of(pk, 2025)
            for name in ("planned", "on_time", "late", "in_time", "overdue", "off_plan"):
                assert getattr(ours.cells, name).value == getattr(theirs, name), (day, ours.number, name)


def test_activity_after_the_cut_off_is_not_told(made, facts_of, done):
    done(made.items[0], starts_on=date(2025, 10, 5), ends_on=date(2025, 10, 6))
    assert facts_of(date(2025, 9, 30)).activities == ()
    assert len(facts_of().activities) == 1


def test_activity_that_ended_after_the_cut_off_is_told_as_in_progress(made, facts_of, done):
    done(made.items[0], starts_on=date(2025, 9, 20), ends_on=date(2025, 10, 6))
    facts = facts_of(date(2025, 9, 30))
    assert [activity.state for activity in facts.activities] == ["in_progress"]
    assert facts.total.cells.done.value == facts.total.cells.activities.value == 0


def test_activity_under_last_years_plan_counts_for_that_year(made, facts_of, done):
    done(made.items[0], starts_on=date(2026, 1, 10), ends_on=date(2026, 1, 12))
    facts = facts_of(date(2026, 2, 28))
    assert [item.cell for item in facts.items] == ["late", "overdue", "overdue"]
    assert facts_of(date(2026, 2, 28), year=2026).activities == ()


def test_evidence_dated_after_the_cut_off_is_not_counted(made, facts_of, done, shown):
    activity = done(made.items[0])
    shown(activity, date(2025, 5, 29))
    shown(activity, date(2026, 1, 5), "late.txt")
    assert facts_of().total.cells.evidence.value == 1
    assert facts_of(date(2026, 1, 31)).total.cells.evidence.value == 2


def test_confirmed_activities_are_counted(made, facts_of, done):
    activity = done(made.items[0])
    assert facts_of().total.confirmed.value == 0
    plans.confirm_activity(activity=activity, by=made.leader_b, at=AT.replace(year=2025, month=12))
    assert facts_of().total.confirmed.value == 1


def test_drafts_of_a_plan_are_not_reported(made, facts_of):
    draft = plans.start_plan(programme=made.programme, year=2024, by=made.leader_a, at=AT)
    plans.save_item(plan=draft, values=make.item_values(made.commitments[0]), by=made.leader_a, at=AT)
    facts = facts_of(date(2024, 12, 31), year=2024)
    assert facts.plan is None
    assert facts.is_empty


def test_comparison_is_with_the_same_day_a_year_before(made, facts_of, done):
    make.plan_in_force(made, 2024, items=2)
    done(starts_on=date(2024, 5, 4), ends_on=date(2024, 5, 5))
    done(made.items[0])
    facts = facts_of()
    assert facts.previous.cut_off == date(2024, 12, 31)
    assert (facts.previous.cells.planned.value, facts.previous.cells.off_plan.value) == (2, 1)
    assert (facts.change("done").value, facts.change("overdue").value) == (1, 2)


# ---- A changed row changes the report -----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_row_changes_the_report(made, facts_of, done, counts, language):
    activity = done(made.items[0])
    counts(activity, "24")
    before = facts_of()
    assert " 24 " in said(before, language).replace("|", " ").replace(":", " ")
    counts(activity, "25")
    after = facts_of()
    assert " 25 " in said(after, language).replace("|", " ").replace(":", " ")
    assert before.fingerprint() != after.fingerprint()


def test_a_row_that_did_not_change_gives_the_same_facts(made, facts_of, done):
    done(made.items[0])
    assert facts_of().fingerprint() == facts_of().fingerprint()


# ---- The review ---------------------------------------------------------------------------------------------


def test_ratings_are_told_only_once_the_minutes_are_in_force(made, facts_of, done):
    done(made.items[0])
    review = minutes_in_force(made)
    assert facts_of().review is None
    assert "Begin earlier" not in said(facts_of())
    approve(made, review)
    facts = facts_of()
    assert facts.review.rated.value == facts.review.agreed.value == 1
    told = said(facts)
    for words in (
        "Begin earlier.",
        "Hold it twice (commitment 1).",
        "The rains.",
        "Difficulties with commitment 1: The road was cut.",
        f"Head of {made.leader_b.institution}",
        "The two sides met on 2 March 2026 in Vientiane.",
        "Comment of",
        "Done as promised",
    ):
        assert words in told


def values(cells):
    return [each.value for each in figures(cells)]


def test_minutes_in_force_keep_the_numbers_both_signed(made, facts_of, done, counts):
    first = done(made.items[0])
    counts(first, "24")
    approve(made, minutes_in_force(made))
    signed = facts_of()
    assert (signed.total.cells.done.value, signed.total.cells.overdue.value) == (1, 2)
    assert signed.moved == ()
    # Somebody records afterwards, of the same time.
    done(made.items[1])
    counts(first, "25")
    facts = facts_of()
    assert values(facts.total.cells) == values(signed.total.cells)
    assert (facts.total.cells.done.value, facts.total.cells.overdue.value) == (1, 2)
    assert facts.commitments[0].cells.on_time.value == 1
    assert facts.total.share.value == signed.total.share.value
    assert {"total.done", "total.on_time", "total.overdue", "c1.done", "total.activities"} <= set(facts.moved)
    assert "total.planned" not in facts.moved
    # The sums stand by the side that recorded them, as they were signed.
    measure = facts.measures[0]
    assert (measure.side_1.value, measure.side_2.value, measure.total.value, measure.now) == (24, 0, 24, 25)
    assert signed.measures[0].recorded is None
    told = said(facts)
    assert "These are the numbers of the minutes both sides signed" in told
    assert "the minutes both sides signed say 24; the record of today gives 25" in told
    assert "These are the numbers of the minutes" not in said(signed)


def test_another_cut_off_than_that_of_the_minutes_counts_the_record(made, facts_of, done):
    done(made.items[0])
    approve(made, minutes_in_force(made))
    done(made.items[1])
    facts = facts_of(cut_off=date(2026, 1, 31))
    assert facts.total.cells.done.value == 2
    assert facts.moved == ()


def test_minutes_of_the_year_before_keep_its_numbers_in_the_comparison(made, facts_of, done):
    done(made.items[0])
    approve(made, minutes_in_force(made))
    make.plan_in_force(made, 2026, items=2)
    done(made.items[1])
    facts = facts_of(cut_off=date(2026, 3, 10), year=2026)
    assert facts.previous.cells.done.value == 1
    assert facts.change("done").value == -1
    assert "previous.done" in facts.moved


def test_a_difference_is_told_as_one(made, facts_of, done):
    done(made.items[0])
    approve(made, minutes_in_force(made, agree=False))
    facts = facts_of()
    assert facts.review.differing.keys == ("1",)
    assert "On commitment 1 the two sides differ: We differ." in said(facts)


def test_cut_off_is_that_of_the_review_when_there_is_one(made, done):
    assert usual_cut_off_of(made.programme, 2025, date(2026, 3, 10)) == date(2025, 12, 31)
    review = reviews.open_review(programme=made.programme, year=2025, by=made.leader_a, at=AT)
    reviews.compile_facts(review=review, cut_off=date(2026, 2, 28), by=made.leader_a, at=AT)
    assert usual_cut_off_of(made.programme, 2025, date(2026, 3, 10)) == date(2026, 2, 28)


def test_dates_that_follow_are_the_missed_ones_and_the_next_of_each_kind(made, facts_of):
    made.programme.obligations.all().delete()
    for kind, due, met in (
        ("annual_review", date(2025, 3, 31), date(2025, 3, 20)),
        ("annual_review", date(2026, 2, 28), None),
        ("annual_review", date(2027, 2, 28), None),
        ("annual_review", date(2028, 2, 28), None),
        ("final_summary", date(2026, 12, 31), None),
    ):
        made.programme.obligations.create(kind=kind, year=due.year, due=due, met_on=met)
    assert [(each.kind, each.due.year, each.late) for each in facts_of().next_dates] == [
        ("annual_review", 2026, True),
        ("final_summary", 2026, False),
        ("annual_review", 2027, False),
    ]


# ---- Sides, years, rows ---------------------------------------------------------------------------------------


def test_leaders_of_today_sign_for_their_bodies(made, facts_of):
    sides = facts_of().sides
    assert [side.leader for side in sides] == [
        made.leader_a.account.person.name,
        made.leader_b.account.person.name,
    ]


def test_year_outside_the_term_is_refused(facts_of):
    with pytest.raises(Refused) as refused:
        facts_of(date(2031, 12, 31), year=2031)
    assert refused.value.code == "year_outside_term"


def test_years_name_what_there_is_to_report(made, done):
    done(made.items[0])
    years = years_of(made.programme, date(2026, 3, 10))
    assert [(row.year, row.has_plan, row.activities, row.is_empty) for row in years] == [
        (2026, False, 0, True),
        (2025, True, 1, False),
        (2024, False, 0, True),
        (2023, False, 0, True),
    ]


def test_behind_every_count_stand_as_many_rows(made, facts_of, done, counts, shown):
    first = done(made.items[0])
    counts(first, "24")
    shown(first, date(2025, 5, 29))
    done(made.items[1], starts_on=date(2025, 8, 1), ends_on=date(2025, 8, 2))
    done(starts_on=date(2025, 3, 1), ends_on=date(2025, 3, 1))
    make.plan_in_force(made, 2024, items=2)
    approve(made, minutes_in_force(made))
    facts = facts_of()
    seen = set()
    for figure in figures(facts):
        rows = rows_behind(made.programme, figure)
        assert len(rows) == len(set(figure.keys)), figure.name
        seen.add(figure.table)
    assert seen == {"activities", "items", "findings", "commitments"}


def test_queries_do_not_grow_with_the_rows(made, facts_of, done, counts, shown, queries):
    used = []
    for item in made.items:
        activity = done(item)
        counts(activity, "24")
        shown(activity, date(2025, 5, 29))
        used.append(queries(facts_of))
    assert len(set(used)) == 1
    assert used[0] <= 31


def test_hidden_programmes_are_not_told_of(made):
    from songfai.programmes.queries import visible_to

    assert not visible_to(make.seat()).filter(pk=made.programme.pk).exists()
    assert Programme.objects.filter(pk=made.programme.pk).exists()
