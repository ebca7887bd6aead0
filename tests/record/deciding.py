"""Does a test notice when a function that decides is wrong? As `mutants`, for functions that need the database: signatures, marks,
forks, consent, order.

One process makes the database and runs the tests once, and sees which lines each of them comes to; then each change is
tried in a child of it, in which only the code of the one function is another (so whoever has imported it calls the changed
one), on the tests that come to the changed line, until the first fails: those first that noticed most so far, then the short ones.
"""

import ast
import importlib
import inspect
import os
import sys
import time
import types
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import coverage
import pytest

from tests.record.mutants import SECONDS, mutants, passes, some

HERE = Path(__file__).parent
# Module: the functions in it that decide (none named: all of them), and the tests that must notice.
DECIDING: dict[str, tuple[list[str], list[str]]] = {
    "record.arrivals": (
        [],
        [
            "exchange/test_arrivals.py", "exchange/test_healing.py", "exchange/test_first_contact.py",
            "exchange/test_two_servers.py", "exchange/test_keys.py", "exchange/test_versions.py",
            "exchange/test_moving.py",
        ],
    ),
    "record.books": (
        [],
        [
            "record/test_books.py", "record/test_actions.py", "record/test_keys.py", "exchange/test_healing.py",
            "exchange/test_arrivals.py", "exchange/test_versions.py", "exchange/test_keys.py",
            "exchange/test_shared_server.py::test_a_log_behind_its_mark_is_told_for_the_case",
        ],
    ),
    "record.marks": ([], ["record/test_marks.py"]),
    "record.actions.joint": (
        [], ["record/test_actions.py", "record/test_two_persons.py", "record/test_keys.py"]
    ),
    "record.actions.registers": (
        [],
        [
            "record/test_actions.py", "record/test_tampered.py", "record/test_keys.py", "exchange/test_versions.py",
            "exchange/test_first_contact.py",
        ],
    ),
    "record.actions.statements": (
        [], ["record/test_actions.py", "exchange/test_statements.py", "exchange/test_healing.py"]
    ),
    "record.actions.settling": (
        [],
        [
            "exchange/test_settling.py",
            "record/test_actions.py::test_two_stories_are_settled_once_and_only_by_the_one_that_is_here",
            "record/test_actions.py::test_a_story_holds_again_when_both_sides_have_named_it",
        ],
    ),
    "exchange.actions.receiving": (
        [],
        [
            "exchange/test_arrivals.py", "exchange/test_healing.py", "exchange/test_first_contact.py",
            "exchange/test_two_servers.py", "exchange/test_crossing.py", "exchange/test_sent_files.py",
            "exchange/test_beside.py", "exchange/test_versions.py", "exchange/test_entering.py",
            "exchange/test_shared_server.py", "exchange/test_posting.py",
            "exchange/test_kill.py::test_lock_that_did_not_come_is_not_taken_for_a_fault_of_what_arrived",
            "exchange/test_kill.py::test_broken_disk_while_what_came_into_force_is_shown_refuses_the_file_too",
        ],
    ),
    "exchange.actions.sending": (
        [],
        [
            "exchange/test_arrivals.py", "exchange/test_healing.py", "exchange/test_keys.py",
            "exchange/test_two_servers.py", "exchange/test_beside.py", "exchange/test_posting.py",
        ],
    ),
    "exchange.actions.posting": (
        [], ["exchange/test_posting.py", "exchange/test_by_mail.py", "exchange/test_entering.py"]
    ),
    "exchange.actions.digests": ([], ["exchange/test_digests.py"]),
}  # fmt: skip


LOCKED = "rows are locked on PostgreSQL alone: SQLite holds the whole file"
EITHER = "that the seat is of one of the sides counts, not of which"
# Module: changes that nothing could notice, each by its function, how it is changed and words of its line, and why.
WITHOUT_EFFECT: dict[str, dict[tuple[str, str, str], str]] = {
    "exchange.actions.sending": {("compose", "the other truth", "held=True"): LOCKED},
    "record.arrivals": {
        ("take_in", "the other truth", "held=True"): LOCKED,
        ("_register", "the other truth", "strict=True"): "the charter's form has two of each",
        ("_extend", "a number and one", "size=0"): "a signed end is of one line at least",
        (
            "_extend",
            "GtE in a comparison",
            "checkpoint.size >= row.size",
        ): "an end of this size is the same end",
    },
    "record.books": {
        ("Books.append", "a number and one", "batch_size"): "how many are written at a time",
        ("read", "a condition turned round", "if held else"): LOCKED,
    },
    "record.actions.joint": {("held", "the other truth", "held=True"): LOCKED},
    "record.actions.registers": {
        ("begin", "the other truth", "held=True"): LOCKED,
        ("recompute", "the other truth", "held=True"): LOCKED,
        ("open_register", "Add", "place + 1"): EITHER,
        ("open_register", "a number and one", "place + 1"): EITHER,
        ("open_register", "the other truth", "strict=True"): "both lists are made from the sides",
        ("_require_whole", "a number and one", "chunk_size"): "how many are read at a time",
    },
    "record.actions.statements": {
        ("state_all", "the other truth", "held=True"): LOCKED,
        ("restate_all", "the other truth", "held=True"): LOCKED,
        ("hold", "a condition turned round", "register is None"): LOCKED,
        ("hold", "Is in a comparison", "register is None"): LOCKED,
    },
}


class Change(NamedTuple):
    """What is changed, the function it is in, the lines of its statement, and the code of the function with the change."""

    said: str
    function: str
    lines: range
    code: types.CodeType


def source_of(module: str) -> Path:
    return HERE.parents[1] / "songfai" / f"{module.replace('.', '/')}.py"


def lines_of(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or 0) + 1)


def functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """By name; a method as Class.name."""
    found = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for body in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        found |= {f"{body.name}.{one.name}": one for one in body.body if isinstance(one, ast.FunctionDef)}
    return found


def changes(module: str) -> Iterator[Change]:
    path = source_of(module)
    source = path.read_text()
    found = functions(ast.parse(source))
    deciding = {name: found[name] for name in DECIDING[module][0] or found}
    for said, tree in mutants(source):
        line = int(said.split(":")[0].removeprefix("line "))
        name = next((name for name, node in deciding.items() if line in lines_of(node)), None)
        if name is None:
            continue
        within = [
            one for one in ast.walk(deciding[name]) if isinstance(one, ast.stmt) and line in lines_of(one)
        ]
        statement = min(within, key=lambda one: len(lines_of(one)))
        place, kind = said.removeprefix("line ").split(": ")
        if any(
            (name, kind) == (function, how) and words in source.splitlines()[int(place) - 1]
            for function, how, words in WITHOUT_EFFECT.get(module, ())
        ):
            continue
        # Values of arguments are read once, where the function is made: a change there is none of its code.
        if statement is not deciding[name]:
            yield Change(
                f"{name}, {said}", name, lines_of(statement), code_of(compile(tree, str(path), "exec"), name)
            )


def code_of(whole: types.CodeType, name: str) -> types.CodeType:
    for part in name.split("."):
        (whole,) = [one for one in whole.co_consts if isinstance(one, types.CodeType) and one.co_name == part]
    return whole


def function_of(module: str, name: str) -> types.FunctionType:
    found: Any = importlib.import_module(f"songfai.{module}")
    for part in name.split("."):
        found = inspect.getattr_static(found, part)
    found = getattr(found, "fget", None) or getattr(found, "__func__", None) or found
    while not isinstance(found, types.FunctionType) or hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return found


class Trying:
    """Takes the place of pytest's loop over the tests."""

    def __init__(self, module: str, share: int) -> None:
        self.module, self.share = module, share
        self.tried, self.left = 0, []
        # Of each test: the lines of the module it came to, and how long it took.
        self.reached: dict[pytest.Item, set[int]] = {}
        self.took: dict[pytest.Item, float] = {}
        self.noticed: Counter[int] = Counter()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item, following in zip_longest(session.items, session.items[1:]):
            self.watch(session, item, following)
        if session.testsfailed:
            raise pytest.UsageError("the tests fail as it is")
        for change in some(list(changes(self.module)), self.module, self.share):
            self.tried += 1
            left = self.survives(session, change)
            self.left += [change.said] if left else []
            how_far = f"{self.module}: {self.tried - len(self.left)} of {self.tried} noticed"
            print(how_far, f"; left: {change.said}" * left, sep="", file=sys.stderr, flush=True)
        return True

    def watch(self, session: pytest.Session, item: pytest.Item, following: pytest.Item | None) -> None:
        """Run a test and keep which lines of the module it comes to."""
        path, began = str(source_of(self.module)), time.monotonic()
        watching = coverage.Coverage(data_file=None, include=[path], config_file=False)
        watching.start()
        try:
            self.runs(session, item, following)
        finally:
            watching.stop()
        self.reached[item] = set(watching.get_data().lines(path) or ())
        self.took[item] = time.monotonic() - began

    def runs(self, session: pytest.Session, item: pytest.Item, following: pytest.Item | None = None) -> None:
        """What comes next says what stays: where nothing does, a test of another file stands for it, and the session's own
        stays. What the test begins with is told in it, by the changed code."""
        from tests.fixtures import kept

        kept.pictures.clear()
        if following is None:
            others = [one for one in session.items if one is not item]
            following = next((one for one in others if one.path != item.path), others[0])
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def tests_of(self, session: pytest.Session, change: Change) -> list[pytest.Item]:
        """Those that come to what is changed: for the others nothing is."""
        places = sorted(
            range(len(session.items)),
            key=lambda place: (-self.noticed[place], self.took[session.items[place]]),
        )
        items = [session.items[place] for place in places]
        near = [one for one in items if self.reached[one] & set(change.lines)]
        # Those of one file together, so that what they share is made once.
        files = list(dict.fromkeys(one.path for one in near))
        return sorted(near, key=lambda one: files.index(one.path))

    def survives(self, session: pytest.Session, change: Change) -> bool:
        from django.db import connections

        connections.close_all()
        items = self.tests_of(session, change)
        read, write = os.pipe()

        def changed() -> bool:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            function_of(self.module, change.function).__code__ = change.code
            for item, following in zip_longest(items, items[1:]):
                self.runs(session, item, following)
                if session.testsfailed:
                    os.write(write, str(session.items.index(item)).encode())
                    return False
            return True

        # Many tests may come to one line: what they took is theirs, and no loop without end.
        left = passes(changed, SECONDS + sum(self.took[one] for one in items))
        os.close(write)
        with os.fdopen(read) as said:
            if place := said.read():
                self.noticed[int(place)] += 1
        return left


def run(module: str, share: int = 1) -> tuple[int, list[str]]:
    trying = Trying(module, share)
    tests = [str(HERE.parent / one) for one in DECIDING[module][1]]
    options = ["-q", "--capture=no", "-p", "no:randomly", "--rootdir", str(HERE.parents[1])]
    # What takes minutes is tried as it is, not once for each change.
    options += ["-m", "not long and not thorough and not browser"]
    pytest.main([*options, *tests], plugins=[trying])
    return trying.tried, sorted(trying.left)


if __name__ == "__main__":
    for name in sys.argv[2:] or DECIDING:
        count, left = run(name, int(sys.argv[1]))
        print(f"\n{name}: {count - len(left)} of {count} noticed", *left, sep="\n  ", flush=True)
