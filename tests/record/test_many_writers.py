"""Many processes write at the same time: no gap, no double, nothing lost, nobody is told that the database is locked."""

import os
import time

import pytest
from django.db import connections

from songfai.record import actions
from songfai.record.models import Document, Entry, Log
from tests.record.matter import Matter


def write(matter: Matter, number: int, each: int) -> None:
    by = (matter.a, matter.b)[number % 2]
    for turn in range(each):
        actions.state(
            register=matter.register,
            position=number % 2 + 1,
            kind="word",
            name=f"word/{number}_{turn}",
            title={"en": "Word"},
            terms={"text": f"{turn}"},
            by=by,
            at=matter.at,
        )


def together(matter: Matter, processes: int, each: int) -> float:
    """Seconds; every process has to end well."""
    connections.close_all()
    gate, door = os.pipe()
    children = []
    for number in range(processes):
        child = os.fork()
        if child == 0:
            os.close(door)
            # Let go at once: the pipe ends when the parent closes it.
            os.read(gate, 1)
            try:
                write(matter, number, each)
            except BaseException as problem:
                os.write(2, f"{type(problem).__name__}: {problem}\n".encode())
                os._exit(1)
            os._exit(0)
        children.append(child)
    os.close(gate)
    started = time.monotonic()
    os.close(door)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * processes
    return time.monotonic() - started


def require_whole(matter: Matter, processes: int, each: int, capsys) -> None:
    took = together(matter, processes, each)
    total = processes * each
    for log in Log.objects.filter(register=matter.register):
        assert log.size == 1 + total // 2
        assert list(log.entries.order_by("seq").values_list("seq", flat=True)) == list(range(log.size))
    assert Document.objects.filter(register=matter.register).count() == total
    stated = Entry.objects.filter(log__register=matter.register, type="state")
    assert stated.values("document").distinct().count() == stated.count() == total
    assert actions.recompute(matter.register) == []
    with capsys.disabled():
        print(
            f"\n  {processes} processes x {each:,} lines: {total / took:,.0f} a second, none missing, none twice"
        )


@pytest.mark.usefixtures("committed")
def test_four_processes_write_at_once(capsys):
    require_whole(Matter(), 4, 25, capsys)


@pytest.mark.long
@pytest.mark.usefixtures("committed")
def test_eight_processes_write_a_thousand_lines_each(capsys):
    require_whole(Matter(), 8, 1_000, capsys)
