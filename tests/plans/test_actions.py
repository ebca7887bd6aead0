from datetime import date

import pytest

from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.states import Role
from songfai.plans import actions
from songfai.plans.models import Activity, Evidence, Plan, PlanItem
from songfai.plans.queries import current, facts
from songfai.programmes.actions import name_answerable
from songfai.record.states import Stage
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make.programme_in_force()


def draft(made, year=2026):
    return actions.start_plan(programme=made.programme, year=year, by=made.leader_a, at=make.NOW)


def test_a_plan_offered_and_approved_is_in_force(made):
    plan = make.plan_in_force(made)
    assert plan.document.standing.stage == Stage.IN_FORCE
    assert plan.version == 1
    assert current(made.programme, 2025) == plan


def test_a_new_version_replaces_the_old_one_and_keeps_the_keys_of_its_items(made):
    first = make.plan_in_force(made, items=2)
    second = actions.start_plan(
        programme=made.programme, year=2025, by=made.leader_b, at=make.NOW, copy_of=first
    )
    actions.set_reason(plan=second, reason=Trilingual(en="More trainees"), by=made.leader_b, at=make.NOW)
    actions.offer(plan=second, by=made.leader_b, at=make.NOW)
    actions.approve(plan=second, seen=second.document.sha256, by=made.leader_a, at=make.NOW)
    first.document.standing.refresh_from_db()
    assert first.document.standing.stage == Stage.REPLACED
    assert {item.key for item in first.items.all()} == {item.key for item in second.items.all()}
    assert current(made.programme, 2025) == second


def test_offering_an_empty_plan_is_refused_and_leaves_nothing_behind(made):
    plan = draft(made)
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        actions.offer(plan=plan, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "plan_without_items"
    plan.refresh_from_db()
    assert plan.document is None
    assert Line.objects.count() == lines


def test_a_version_that_replaces_one_in_force_says_why(made):
    first = make.plan_in_force(made)
    second = actions.start_plan(
        programme=made.programme, year=2025, by=made.leader_a, at=make.NOW, copy_of=first
    )
    with pytest.raises(Refused) as refused:
        actions.offer(plan=second, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "plan_without_reason"


def test_one_side_has_one_draft_a_year(made):
    draft(made)
    with pytest.raises(Refused) as refused:
        draft(made)
    assert refused.value.code == "draft_exists"


def test_both_sides_may_draft_at_once(made):
    draft(made)
    other = actions.start_plan(programme=made.programme, year=2026, by=made.leader_b, at=make.NOW)
    assert Plan.objects.filter(programme=made.programme, document=None).count() == 2
    assert other.drafted_by == made.leader_b.institution


def test_the_other_side_cannot_touch_a_draft(made):
    plan = draft(made)
    with pytest.raises(NotPermitted):
        actions.save_item(
            plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_b, at=make.NOW
        )
    with pytest.raises(NotPermitted):
        actions.discard(plan=plan, by=made.leader_b, at=make.NOW)
    assert not PlanItem.objects.filter(plan=plan).exists()


def test_an_offered_version_no_longer_changes(made):
    plan = make.plan_in_force(made)
    with pytest.raises(Refused) as refused:
        actions.save_item(
            plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW
        )
    assert refused.value.code == "plan_is_offered"


def test_two_people_saving_the_same_draft_the_second_is_told(made):
    plan = draft(made)
    values = make.item_values(made.commitments[0])
    actions.save_item(plan=plan, values=values, by=made.leader_a, at=make.NOW, seen_revision=0)
    stale = Plan.objects.get(pk=plan.pk)
    with pytest.raises(Changed):
        actions.save_item(plan=stale, values=values, by=made.leader_a, at=make.NOW, seen_revision=0)
    assert plan.items.count() == 1


@pytest.mark.parametrize(
    ("role", "authority", "may"),
    [
        (Role.LEADER, "", True),
        (Role.COORDINATOR, "07/GUQ", True),
        (Role.COORDINATOR, "", False),
        (Role.UNIT_OFFICER, "07/GUQ", False),
        (Role.CLERK, "", False),
        (Role.READER, "", False),
        (Role.INSPECTOR, "", False),
        (Role.ADMINISTRATOR, "07/GUQ", False),
    ],
)
def test_who_may_approve_for_a_side(made, role, authority, may):
    plan = draft(made)
    actions.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    actions.offer(plan=plan, by=made.leader_a, at=make.NOW)
    seat = make.seat(made.leader_b.institution, role, authority=authority)
    if may:
        actions.approve(plan=plan, seen=plan.document.sha256, by=seat, at=make.NOW)
    else:
        with pytest.raises(NotPermitted):
            actions.approve(plan=plan, seen=plan.document.sha256, by=seat, at=make.NOW)
    plan.document.standing.refresh_from_db()
    assert plan.document.standing.stage == (Stage.IN_FORCE if may else Stage.OFFERED)


def test_a_side_cannot_approve_its_own_offer_nor_a_stranger_anything(made):
    plan = draft(made)
    actions.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    actions.offer(plan=plan, by=made.leader_a, at=make.NOW)
    with pytest.raises(Refused):
        actions.approve(plan=plan, seen=plan.document.sha256, by=made.leader_a, at=make.NOW)
    with pytest.raises(NotPermitted):
        actions.approve(plan=plan, seen=plan.document.sha256, by=make.seat(), at=make.NOW)


def test_the_other_side_is_told_of_an_offer(made, django_capture_on_commit_callbacks):
    plan = draft(made)
    actions.save_item(plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    before = Notice.objects.filter(account=made.leader_b.account).count()
    actions.offer(plan=plan, by=made.leader_a, at=make.NOW)
    assert Notice.objects.filter(account=made.leader_b.account).count() == before + 1


def test_an_activity_is_recorded_for_ones_own_side(made):
    activity = make.activity(made, by=made.leader_b)
    assert activity.side == 2
    assert "activity" in activity.search


def test_an_activity_that_ends_before_it_starts_is_refused(made):
    with pytest.raises(Refused) as refused:
        make.activity(made, starts_on=date(2025, 5, 4), ends_on=date(2025, 5, 3))
    assert refused.value.code == "ends_before_it_starts"
    assert not Activity.objects.exists()


def test_the_other_side_confirms_and_a_change_undoes_it(made):
    activity = make.activity(made)
    actions.confirm_activity(activity=activity, by=made.leader_b, at=make.NOW)
    assert activity.confirmed_at == make.NOW
    values = make.activity_values(made.commitments[0], result=Trilingual(en="24 trainees"))
    actions.change_activity(activity=activity, values=values, by=made.leader_a, at=make.NOW)
    activity.refresh_from_db()
    assert activity.confirmed_at is None


def test_nobody_confirms_or_changes_for_the_other_side(made):
    activity = make.activity(made)
    with pytest.raises(NotPermitted):
        actions.confirm_activity(activity=activity, by=made.leader_a, at=make.NOW)
    with pytest.raises(NotPermitted):
        actions.change_activity(
            activity=activity, values=make.activity_values(made.commitments[0]), by=made.leader_b, at=make.NOW
        )


def test_evidence_wakes_a_commitment_and_taking_it_out_puts_it_back(made, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    activity = make.activity(made)
    evidence = actions.add_evidence(
        activity=activity,
        name="list.csv",
        data=b"a;b\n1;2\n",
        dated=date(2025, 5, 29),
        caption=Trilingual(),
        by=made.leader_a,
        at=make.NOW,
    )
    assert activity.evidence_at == date(2025, 5, 29)
    assert set(evidence.file.shared_with.all()) == {made.leader_a.institution, made.leader_b.institution}
    actions.remove_evidence(evidence=evidence, by=made.leader_a, at=make.NOW)
    assert activity.evidence_at is None
    assert not Evidence.objects.exists()


def test_facts_count_an_item_once_and_tell_late_from_on_time(made):
    plan = make.plan_in_force(made, items=3, quarter=2)
    first, second, _third = plan.items.order_by("number")
    make.activity(made, item=first, ends_on=date(2025, 6, 30))
    make.activity(made, item=first, ends_on=date(2025, 7, 30))
    make.activity(made, item=second, ends_on=date(2025, 7, 1))
    make.activity(made)
    counted = facts([made.programme], make.TODAY).of(made.commitments[0].pk, 2025)
    assert (counted.planned, counted.on_time, counted.late, counted.overdue, counted.off_plan) == (
        3,
        1,
        1,
        1,
        1,
    )
    assert counted.done == 3


def test_facts_take_three_queries_for_any_number_of_rows(made, django_assert_num_queries):
    for rows in (1, 3):
        for _one in range(rows):
            make.activity(made)
        with django_assert_num_queries(3):
            facts([made.programme], make.TODAY)


def test_a_draft_that_was_offered_meanwhile_no_longer_changes(made):
    draft = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    values = make.item_values(made.commitments[0])
    item = actions.save_item(plan=draft, values=values, by=made.leader_a, at=make.NOW)
    held = [Plan.objects.get(pk=draft.pk) for _one in range(4)]
    actions.offer(plan=Plan.objects.get(pk=draft.pk), by=made.leader_a, at=make.NOW)
    item.plan = held[3]
    for act in (
        lambda: actions.save_item(
            plan=held[0], values=values, by=made.leader_a, at=make.NOW, seen_revision=1
        ),
        lambda: actions.set_reason(plan=held[1], reason=make.words("Why"), by=made.leader_a, at=make.NOW),
        lambda: actions.discard(plan=held[2], by=made.leader_a, at=make.NOW),
        lambda: actions.remove_item(item=item, by=made.leader_a, at=make.NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "plan_is_offered"
    assert Plan.objects.get(pk=draft.pk).items.count() == 1


def test_a_draft_changed_since_it_was_read_is_not_offered(made):
    draft = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    actions.save_item(plan=draft, values=make.item_values(made.commitments[0]), by=made.leader_a, at=make.NOW)
    with pytest.raises(Changed):
        actions.offer(plan=draft, by=made.leader_a, at=make.NOW, seen_revision=draft.revision - 1)
    assert Plan.objects.get(pk=draft.pk).is_draft


def evidence_of(activity, by):
    return actions.add_evidence(
        activity=activity, name="a.txt", data=b"x", dated=date(2025, 6, 1), caption=make.words("Proof"),
        by=by, at=make.NOW,
    )  # fmt: skip


def test_evidence_added_meanwhile_still_counts_after_a_change(made):
    activity = make.activity(made)
    evidence_of(Activity.objects.get(pk=activity.pk), made.leader_a)
    values = make.activity_values(made.commitments[0], title=make.words("Other"))
    actions.change_activity(activity=activity, values=values, by=made.leader_a, at=make.NOW, seen_revision=0)
    assert Activity.objects.get(pk=activity.pk).evidence_at == date(2025, 6, 1)


def test_only_what_was_read_is_confirmed(made):
    activity = make.activity(made)
    values = make.activity_values(made.commitments[0], title=make.words("Other"))
    actions.change_activity(
        activity=Activity.objects.get(pk=activity.pk), values=values, by=made.leader_a, at=make.NOW
    )
    with pytest.raises(Changed):
        actions.confirm_activity(
            activity=activity, by=made.leader_b, at=make.NOW, seen_revision=activity.revision
        )
    assert Activity.objects.get(pk=activity.pk).confirmed_at is None


def test_what_lies_ahead_is_not_confirmed(made):
    days = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 2)}
    activity = make.activity(made, state="planned", **days)
    with pytest.raises(Refused) as refused:
        actions.confirm_activity(activity=activity, by=made.leader_b, at=make.NOW)
    assert refused.value.code == "not_begun"


def test_a_confirmation_ends_with_the_evidence_it_rested_on(made):
    activity = make.activity(made)
    evidence = evidence_of(activity, made.leader_a)
    actions.confirm_activity(activity=activity, by=made.leader_b, at=make.NOW)
    actions.remove_evidence(evidence=evidence, by=made.leader_a, at=make.NOW)
    assert Activity.objects.get(pk=activity.pk).confirmed_at is None


def test_figures_saved_by_two_people_at_once_are_not_both_kept(made):
    activity = make.activity(made)
    figure = {"label": make.words("Trainees"), "value": 5, "unit": make.words("persons")}
    told = {"by": made.leader_a, "at": make.NOW, "seen_revision": activity.revision}
    actions.set_rows(activity=Activity.objects.get(pk=activity.pk), kind="figures", rows=[figure], **told)
    with pytest.raises(Changed):
        actions.set_rows(activity=activity, kind="figures", rows=[figure | {"value": 7}], **told)
    assert [row.value for row in activity.figures.all()] == [5]


def test_a_draft_is_filled_with_what_it_lacks_from_a_similar_plan(made):
    other = make.programme_in_force(body_a=made.leader_a.institution)
    source = make.plan_in_force(other, items=1)
    draft = actions.start_plan(programme=made.programme, year=2026, by=made.leader_a, at=make.NOW)
    told = {"plan": draft, "source": source, "by": made.leader_a, "at": make.NOW}
    assert actions.fill_plan(**told) == 1
    item = draft.items.get()
    assert (item.commitment, item.title) == (made.commitments[0], source.items.get().title)
    with pytest.raises(Refused) as refused:
        actions.fill_plan(**told)
    assert refused.value.code == "nothing_to_fill"


def test_what_ones_own_side_does_in_another_programme_stays_its_own_when_a_draft_is_filled(made):
    """The body that is named first here is the second there: who leads and who pays follow the body, not the number."""
    there = make.programme_in_force(body_b=made.leader_a.institution)
    commitment, by = there.commitments[0], {"by": there.leader_a, "at": make.NOW}
    source = actions.start_plan(programme=there.programme, year=2025, **by)
    for title, lead, payer in (("Own", 2, 2), ("Theirs", 1, 2), ("Joint", 0, 1)):
        values = make.item_values(commitment, title=make.words(title), lead=lead, payer=payer)
        actions.save_item(plan=source, values=values, **by)
    plan = draft(made)
    assert actions.fill_plan(plan=plan, source=source, by=made.leader_a, at=make.NOW) == 3
    found = [(item.title.en, item.lead, item.payer) for item in plan.items.order_by("number")]
    assert found == [("Own", 1, 1), ("Theirs", 2, 1), ("Joint", 0, 2)]


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_draft_filled_from_its_own_programme_keeps_who_leads_and_who_pays(made, year):
    source = make.plan_in_force(made, lead=2, payer=1)
    plan = actions.start_plan(programme=made.programme, year=year, by=made.leader_b, at=make.NOW)
    actions.fill_plan(plan=plan, source=source, by=made.leader_b, at=make.NOW)
    item = plan.items.get()
    assert (item.lead, item.payer) == (2, 1)


def test_participants_and_outputs_stand_with_an_activity(made):
    activity = make.activity(made)
    confirm = {"activity": activity, "by": made.leader_b, "at": make.NOW}
    actions.confirm_activity(**confirm)
    row = {"side": 2, "institution": make.words("Academy"), "number": 12, "persons": ""}
    told = {"activity": activity, "by": made.leader_a, "at": make.NOW}
    actions.set_rows(kind="participations", rows=[row], **told)
    actions.set_rows(
        kind="outputs", rows=[{"kind": "study", "title": make.words("Study"), "note": "12/BC"}], **told
    )
    activity.refresh_from_db()
    assert (activity.participations.get().number, activity.outputs.get().note) == (12, "12/BC")
    assert activity.confirmed_at is None
    with pytest.raises(NotPermitted):
        actions.set_rows(kind="outputs", rows=[], activity=activity, by=made.leader_b, at=make.NOW)


def test_who_answers_for_the_commitment_answers_for_its_activity(made):
    unit = make.unit(made.leader_a.institution)
    name_answerable(commitment=made.commitments[0], unit=unit, person=None, by=made.leader_a, at=make.NOW)
    assert make.activity(made).unit == unit
    assert make.activity(made, by=made.leader_b).unit is None
    with pytest.raises(Refused):
        make.activity(made, by=made.leader_b, unit=unit)
