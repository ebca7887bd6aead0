from datetime import date

import pytest

from songfai.kit.errors import Refused
from songfai.plans import rules
from songfai.plans.rules import CommitmentYear
from songfai.plans.states import MOVES, ActivityState
from songfai.programmes.states import Progress

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("texts", "another"),
    [
        (["Phong trào năm 2026"], True),
        (["ປີ ໒໐໒໖"], True),
        (["School year 2026–2027"], False),
        (["Rà soát 13 văn bản", "Nghị định 20269"], False),
        (["Joint evaluation of 2026", "", "in March 2027"], False),
        (["Giai đoạn 2024-2030"], False),
        (["Giai đoạn 2021–2025"], True),
        # The number of a paper is no year of the plan; a date is one.
        (["Theo Nghị định 30/2020/NĐ-CP"], False),
        (["05/01/2026"], True),
    ],
)
def test_an_item_of_another_year_is_one_that_names_years_but_not_its_own(texts, another):
    assert rules.names_another_year(texts, 2027) is another


@pytest.mark.parametrize(
    ("quarter", "due"),
    [
        (0, date(2025, 12, 31)),
        (1, date(2025, 3, 31)),
        (2, date(2025, 6, 30)),
        (3, date(2025, 9, 30)),
        (4, date(2025, 12, 31)),
    ],
)
def test_item_due_is_the_last_day_of_its_quarter(quarter, due):
    assert rules.item_due(2025, quarter) == due


@pytest.mark.parametrize(
    ("due", "finished", "cell"),
    [
        (date(2026, 3, 31), date(2026, 3, 31), "on_time"),
        (date(2026, 3, 1), date(2026, 3, 2), "late"),
        (TODAY, None, "in_time"),
        (date(2026, 3, 9), None, "overdue"),
    ],
)
def test_cell_of_item_is_one_of_the_four_of_a_task_report(due, finished, cell):
    assert rules.cell_of_item(due, finished, TODAY) == cell


@pytest.mark.parametrize("year", [2022, 2027])
def test_year_outside_the_term_is_refused(year):
    with pytest.raises(Refused) as refused:
        rules.require_year_in_term(year, 2023, 2026)
    assert refused.value.code == "year_outside_term"


@pytest.mark.parametrize(
    ("items", "has_reason", "replaces", "code"),
    [
        (0, True, False, "plan_without_items"),
        (1, False, True, "plan_without_reason"),
        (1, False, False, None),
        (1, True, True, None),
    ],
)
def test_a_plan_is_offered_with_items_and_a_reason_when_it_replaces_one(items, has_reason, replaces, code):
    if code is None:
        rules.require_offerable(items, has_reason, replaces)
        return
    with pytest.raises(Refused) as refused:
        rules.require_offerable(items, has_reason, replaces)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("state", "reason", "starts", "code"),
    [
        ("done", "", date(2026, 3, 11), "not_begun"),
        ("in_progress", "", date(2026, 3, 11), "not_begun"),
        ("planned", "", date(2026, 3, 11), None),
        ("cancelled", " ", TODAY, "reason_missing"),
        ("done_otherwise", "", TODAY, "reason_missing"),
        ("cancelled", "storm", date(2026, 3, 11), None),
        ("done", "", TODAY, None),
    ],
)
def test_a_state_must_fit_its_day_and_say_why(state, reason, starts, code):
    if code is None:
        rules.require_state(ActivityState(state), reason, starts, TODAY)
        return
    with pytest.raises(Refused) as refused:
        rules.require_state(ActivityState(state), reason, starts, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize("old", list(ActivityState))
@pytest.mark.parametrize("new", list(ActivityState))
def test_every_move_is_allowed_or_refused_as_the_table_says(old, new):
    if new == old or new in MOVES[old]:
        rules.require_move(old, new)
        return
    with pytest.raises(Refused):
        rules.require_move(old, new)


@pytest.mark.parametrize(
    ("facts", "year", "last", "state"),
    [
        (CommitmentYear(planned=2, on_time=1, overdue=1), 2025, TODAY, Progress.LATE),
        (CommitmentYear(planned=2, on_time=1, in_time=1), 2026, TODAY, Progress.ON_TRACK),
        (CommitmentYear(planned=1, on_time=1), 2025, TODAY, Progress.DONE),
        (CommitmentYear(planned=1, late=1), 2025, TODAY, Progress.DONE),
        (CommitmentYear(off_plan=1), 2025, TODAY, Progress.DONE),
        (CommitmentYear(), 2025, None, Progress.ASLEEP),
        (CommitmentYear(), 2026, date(2025, 11, 9), Progress.ASLEEP),
        (CommitmentYear(), 2026, date(2025, 11, 11), Progress.NOT_DUE),
        (CommitmentYear(), 2023, None, Progress.ASLEEP),
        (CommitmentYear(), 2022, None, Progress.NOT_DUE),
        (CommitmentYear(), 2027, None, Progress.NOT_DUE),
    ],
)
def test_progress_is_worked_out_from_the_facts(facts, year, last, state):
    found = rules.progress(facts, year, TODAY, last_evidence=last, since=date(2023, 5, 23), asleep_after=120)
    assert found == state


@pytest.mark.parametrize(("days", "asleep"), [(119, False), (120, True), (500, True)])
def test_asleep_begins_on_the_day_the_programme_says(days, asleep):
    last = date.fromordinal(TODAY.toordinal() - days)
    assert rules.is_asleep(last, date(2023, 1, 1), TODAY, 120) is asleep
