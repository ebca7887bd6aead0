from datetime import date

import pytest

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.parties.states import Role
from songfai.plans.actions import change_activity, confirm_activity
from songfai.plans.models import Activity
from songfai.portfolio import actions, tasks
from songfai.portfolio.models import SavedFilter
from songfai.portfolio.states import Step, View
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    made = make.programme_in_force()
    days = {"starts_on": date(2026, 2, 10), "ends_on": date(2026, 2, 12), "state": "planned"}
    made.rows = [make.activity(made, **days) for _n in range(3)]
    return made


def begin(made, values, by=None, rows=None):
    ids = [row.pk for row in (rows or made.rows)]
    return actions.begin(ids=ids, left_out=0, values=values, by=by or made.leader_a, at=make.NOW)


def now_of(row):
    return Activity.objects.get(pk=row.pk)


def test_many_rows_are_changed_row_by_row_and_put_back(made):
    unit = make.unit(made.leader_a.institution)
    confirm_activity(activity=made.rows[0], by=made.leader_b, at=make.NOW)
    change = begin(made, {"state": "done", "days": 7, "unit": unit.pk})
    assert now_of(made.rows[0]).state == "planned"
    assert actions.carry_out(change=change, at=make.NOW)
    changed = now_of(made.rows[0])
    assert (changed.state, changed.starts_on, changed.unit) == ("done", date(2026, 2, 17), unit)
    assert changed.confirmed_at is None  # the other side confirms anew
    actions.undo(change=change, by=made.leader_a, at=make.NOW)
    assert actions.carry_back(change=change, at=make.NOW)
    back = now_of(made.rows[0])
    assert (back.state, back.starts_on, back.unit) == ("planned", date(2026, 2, 10), None)
    assert change.step == Step.UNDONE
    verbs = list(Line.objects.order_by("id").values_list("verb", flat=True))[-8:]
    assert verbs == [
        "portfolio.change_many",
        *["plans.change_activity"] * 3,
        "portfolio.undo",
        *["plans.put_back_activity"] * 3,
    ]


def test_a_row_that_is_refused_says_why_and_stops_no_other(made):
    change_activity(activity=made.rows[1], values={"state": "done"}, by=made.leader_a, at=make.NOW)
    change = begin(made, {"state": "cancelled", "reason": "No budget"})
    actions.carry_out(change=change, at=make.NOW)
    assert [now_of(row).state for row in made.rows] == ["cancelled", "done", "cancelled"]
    refused = change.rows.exclude(refused="").get()
    assert refused.activity_id == made.rows[1].pk
    assert refused.refused == "An activity cannot go from this state to that one."


def test_a_row_that_somebody_saved_since_is_not_undone(made):
    change = begin(made, {"days": 1})
    actions.carry_out(change=change, at=make.NOW)
    change_activity(activity=now_of(made.rows[2]), values={"state": "done"}, by=made.leader_a, at=make.NOW)
    actions.undo(change=change, by=made.leader_a, at=make.NOW)
    actions.carry_back(change=change, at=make.NOW)
    assert [now_of(row).starts_on.day for row in made.rows] == [10, 10, 11]
    assert change.rows.exclude(kept="").count() == 1


def test_a_change_goes_on_where_it_was_interrupted(made):
    change = begin(made, {"days": 1})
    assert not actions.carry_out(change=change, at=make.NOW, most=2)
    assert change.step == Step.RUNNING
    tasks.go_on.func(change.pk)
    change.refresh_from_db()
    assert change.step == Step.DONE
    assert [now_of(row).starts_on.day for row in made.rows] == [11, 11, 11]


def test_nobody_changes_the_rows_of_the_other_side(made):
    change = begin(made, {"days": 1}, by=made.leader_b)
    actions.carry_out(change=change, at=make.NOW)
    assert change.rows.exclude(refused="").count() == 3
    assert [now_of(row).starts_on.day for row in made.rows] == [10, 10, 10]


def test_who_may_change_many_rows(made):
    allowed = set()
    for role in Role:
        try:
            begin(made, {"days": 1}, by=make.seat(made.leader_a.institution, role))
            allowed.add(role)
        except NotPermitted:
            pass
    assert allowed == {Role.LEADER, Role.COORDINATOR, Role.UNIT_OFFICER, Role.CLERK}


def test_only_who_made_a_change_undoes_it(made):
    change = begin(made, {"days": 1})
    actions.carry_out(change=change, at=make.NOW)
    with pytest.raises(NotPermitted):
        actions.undo(change=change, by=make.seat(made.leader_a.institution), at=make.NOW)


def test_filters_have_one_name_each_and_one_owner(made):
    given = {"name": "Mine", "view": View.LIST, "query": "year=2026", "at": make.NOW}
    saved = actions.save_filter(by=made.leader_a, **given)
    with pytest.raises(Refused):
        actions.save_filter(by=made.leader_a, **given)
    with pytest.raises(NotPermitted):
        actions.forget_filter(saved=saved, by=make.seat(made.leader_a.institution), at=make.NOW)
    actions.forget_filter(saved=saved, by=made.leader_a, at=make.NOW)
    assert not SavedFilter.objects.exists()
