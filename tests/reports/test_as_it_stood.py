"""What a side says after the cut-off changes no report up to it: ADR 150. What took place by then counts, however late entered."""

from datetime import date, datetime, timedelta, timezone

import pytest

from songfai.kit.languages import Trilingual
from songfai.plans import actions as plans
from songfai.plans.models import Activity
from songfai.plans.queries import facts as counted_by_plans
from songfai.programmes.models import Programme
from songfai.programmes.queries import with_sides
from songfai.reports.queries import gather, gather_commitments, gather_portfolio
from songfai.reviews.compiled import compiled
from songfai.reviews.term_facts import compiled_term
from tests import factories as make
from tests.reports.conftest import AT, CUT_OFF

BEFORE = datetime(2025, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture
def recorded(made):
    """Record and change at a moment before the cut-off date."""

    def record(item=None, state="done", **fields):
        values = make.activity_values(
            made.commitments[0],
            **(
                {"starts_on": date(2025, 5, 4), "ends_on": date(2025, 5, 29), "item": item, "state": state}
                | fields
            ),
        )
        return plans.record_activity(programme=made.programme, values=values, by=made.leader_a, at=BEFORE)

    return record


def change(made, activity, at=AT, **fields):
    activity = Activity.objects.get(pk=activity.pk)
    names = (
        "commitment",
        "item",
        "title",
        "kind",
        "starts_on",
        "ends_on",
        "place",
        "state",
        "reason",
        "result",
    )
    values = {name: getattr(activity, name) for name in names} | fields
    return plans.change_activity(activity=activity, values=values, by=made.leader_a, at=at)


def every_report(made):
    """The facts of each kind of report that tells activities, as of the cut-off."""
    programme = with_sides(Programme.objects.filter(pk=made.programme.pk)).get()
    return {
        "annual": gather(programme, 2025, CUT_OFF, AT),
        "commitments": gather_commitments([programme], CUT_OFF, AT),
        "portfolio": gather_portfolio(made.leader_a, [programme], 2025, CUT_OFF, AT),
        "review of the year": compiled(programme, 2025, CUT_OFF),
        "review of the term": compiled_term(programme, 2024, 2025, CUT_OFF),
        "counted": counted_by_plans([programme], CUT_OFF),
    }


LATER = {
    "confirmed": lambda made, one: plans.confirm_activity(activity=one["open"], by=made.leader_b, at=AT),
    "confirmed what was done": lambda made, one: plans.confirm_activity(
        activity=one["done"], by=made.leader_b, at=AT
    ),
    "cancelled": lambda made, one: change(made, one["open"], state="cancelled", reason="No room"),
    "begun again": lambda made, one: change(
        made, one["done"], state="in_progress", ends_on=date(2026, 6, 1)
    ),
    "confirmation undone": lambda made, one: plans.remove_evidence(
        evidence=one["confirmed"].evidence.get(), by=made.leader_a, at=AT
    ),
    "begun again and cancelled": lambda made, one: (
        change(made, one["confirmed"], state="in_progress"),
        change(made, one["confirmed"], state="cancelled", reason="Not held"),
    ),
    "goes on after all": lambda made, one: change(made, one["cancelled"], state="planned", reason=""),
    "further evidence": lambda made, one: plans.add_evidence(
        activity=one["done"], name="later.txt", data=b"later", dated=date(2026, 2, 2),
        caption=Trilingual(), by=made.leader_a, at=AT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LATER)
def test_what_is_said_afterwards_changes_no_report(name, made, recorded):
    one = {
        "open": recorded(made.items[0], "in_progress"),
        "done": recorded(made.items[1]),
        "confirmed": recorded(made.items[1]),
        "cancelled": recorded(made.items[2], "cancelled", reason="Flood"),
    }
    for row, day in ((one["done"], date(2025, 6, 1)), (one["confirmed"], date(2025, 5, 30))):
        plans.add_evidence(
            activity=row, name="list.txt", data=f"{row.key}".encode(), dated=day,
            caption=Trilingual(), by=made.leader_a, at=BEFORE,
        )  # fmt: skip
    plans.confirm_activity(activity=one["confirmed"], by=made.leader_b, at=BEFORE)
    before = every_report(made)
    assert before["annual"].total.confirmed.value == 1
    if name == "confirmation undone":  # the paper itself is gone; that it was there is not claimed
        before.pop("review of the year"), before.pop("review of the term")
    LATER[name](made, one)
    after = every_report(made)
    for kind, told in before.items():
        if name == "confirmation undone" and kind == "annual":
            assert after[kind].total.confirmed == told.total.confirmed
        elif name != "confirmation undone":
            assert after[kind] == told, kind


def test_what_took_place_by_the_day_counts_however_late_it_is_entered(made, recorded):
    late = recorded(made.items[0], "in_progress")
    assert every_report(made)["annual"].total.cells.done.value == 0
    change(made, late, state="done", result=make.words("Forty came"))
    told = every_report(made)
    assert told["annual"].total.cells.done.value == 1
    assert told["counted"].of(made.commitments[0].pk, 2025).done == 1
    assert [one.state for one in told["annual"].activities] == ["done"]


def test_what_was_to_be_over_later_and_took_place_by_the_day_counts(made, recorded):
    activity = recorded(made.items[0], ends_on=date(2026, 2, 20))
    assert every_report(made)["annual"].total.cells.done.value == 0
    change(made, activity, ends_on=date(2025, 12, 20))
    told = every_report(made)
    assert told["annual"].total.cells.done.value == 1
    assert told["counted"].of(made.commitments[0].pk, 2025).done == 1


def test_confirmation_counts_for_what_is_still_said(made, recorded):
    activity = recorded(made.items[0])
    plans.confirm_activity(activity=activity, by=made.leader_b, at=BEFORE)
    assert every_report(made)["annual"].total.confirmed.value == 1
    change(made, activity, result=make.words("Another result"))
    assert every_report(made)["annual"].total.confirmed.value == 0


def test_an_activity_that_moved_several_times_stands_as_on_each_day(made, recorded):
    activity = recorded(made.items[0], "planned")
    for month, state in ((12, "in_progress"), (2, "cancelled"), (3, "planned")):
        at = BEFORE.replace(year=2025 if month == 12 else 2026, month=month, day=9)
        change(made, activity, at=at, state=state, reason="Why" if state == "cancelled" else "")
    programme = with_sides(Programme.objects.filter(pk=made.programme.pk)).get()
    days = [date(2025, 11, 30), date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 10)]
    found = [gather(programme, 2025, day, AT).activities[0].state for day in days]
    assert found == ["planned", "in_progress", "cancelled", "planned"]
