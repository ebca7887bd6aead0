"""Many writers at the same moment: no gap, no double, nobody is told that the database is locked."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from songfai.kit.errors import Refused
from songfai.record import actions
from songfai.record.models import Entry, Log, Standing
from songfai.record.states import Stage
from tests.record.matter import Matter

WRITERS, EACH = 8, 4


def together(calls):
    """Every call in a thread of its own with its own connection, all let go at once; results and refusals."""
    gate = Barrier(len(calls))

    def run(call):
        gate.wait()
        try:
            return call()
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


@pytest.mark.usefixtures("committed")
def test_eight_writers_leave_logs_without_gap():
    matter = Matter()

    def writer(number):
        by = (matter.a, matter.b)[number % 2]
        return [matter.offer(by, f"minutes/{number}_{n}", year="2026").sha256 for n in range(EACH)]

    done = together([lambda number=number: writer(number) for number in range(WRITERS)])
    assert len({sha256 for hashes in done for sha256 in hashes}) == WRITERS * EACH
    for log in Log.objects.filter(register=matter.register):
        # the opening, and two lines for each of half the offers
        assert log.size == log.entries.count() == 1 + WRITERS * EACH
    assert actions.recompute(matter.register) == []


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("run", range(3))
def test_approval_and_withdrawal_at_once_leave_one_of_them(run):
    matter = Matter()
    document = matter.offer(matter.a)
    approved, withdrawn = together(
        [lambda: matter.approve(document, matter.b), lambda: matter.withdraw(document, matter.a)]
    )
    stage = Standing.objects.get(document=document).stage
    if stage == Stage.IN_FORCE:
        assert (approved, withdrawn) == (document, "already_in_force")
    else:
        assert (approved, withdrawn, stage) == ("already_withdrawn", document, Stage.WITHDRAWN)
    assert actions.recompute(matter.register) == []


@pytest.mark.usefixtures("committed")
def test_two_people_approving_at_once_approve_once():
    matter = Matter()
    document = matter.offer(matter.a)
    results = together([lambda: matter.approve(document, matter.b)] * 4)
    assert sorted(map(str, results)) == sorted([str(document), *["already_in_force"] * 3])
    assert Entry.objects.filter(document=document, type="approve").count() == 2
    assert list(
        Log.objects.filter(register=matter.register).order_by("position").values_list("size", flat=True)
    ) == [5, 3]
