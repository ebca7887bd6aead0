"""Does a test notice when a function that decides is wrong? As `mutants`, for functions that need the database: signatures, marks,
forks, consent, order.

One process makes the database and runs the tests once; then each change is tried in a child of it, in which only the code
of the one function is another (so whoever has imported it calls the changed one), until the first test fails.
"""

import ast
import importlib
import inspect
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.record.mutants import mutants, passes, some

HERE = Path(__file__).parent
# Module: the functions in it that decide, and the tests that must notice.
DECIDING: dict[str, tuple[list[str], list[str]]] = {
    "record.arrivals": (
        [
            "take_in", "require_no_gap", "_new_lines", "_other_beginning", "_signed", "_require_good", "_extend",
            "_require_follow", "_require_seen", "_hear",
        ],
        ["exchange/test_arrivals.py", "exchange/test_healing.py"],
    ),
    "record.books": (
        ["require_writable", "sign_checkpoint", "settle", "cosigned", "_speaking", "card_at"],
        ["record/test_books.py", "record/test_actions.py", "exchange/test_healing.py"],
    ),
    "record.marks": (["read", "size", "raise_to", "put_over"], ["record/test_marks.py"]),
    "record.actions.joint": (
        ["_answering", "_clear_slot", "_agree", "_require_officer", "_require_second_person", "offer", "approve"],
        ["record/test_actions.py", "record/test_two_persons.py", "record/test_keys.py"],
    ),
}  # fmt: skip


def places(source: str, names: list[str]) -> dict[str, range]:
    """The lines of each function."""
    found = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    return {name: range(found[name].lineno, (found[name].end_lineno or 0) + 1) for name in names}


def changes(module: str) -> Iterator[tuple[str, str, types.CodeType]]:
    """What is changed, the function it is in, and the code of that function with the change."""
    path = HERE.parents[1] / "songfai" / f"{module.replace('.', '/')}.py"
    source = path.read_text()
    lines = places(source, DECIDING[module][0])
    for said, tree in mutants(source):
        line = int(said.split(":")[0].removeprefix("line "))
        name = next((name for name, where in lines.items() if line in where), None)
        if name is not None:
            whole = compile(tree, str(path), "exec")
            (code,) = [
                one for one in whole.co_consts if isinstance(one, types.CodeType) and one.co_name == name
            ]
            yield f"{name}, {said}", name, code


class Trying:
    """Takes the place of pytest's loop over the tests."""

    def __init__(self, module: str, share: int) -> None:
        self.module, self.share = module, share
        self.tried, self.left = 0, []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.fails(session):
            raise pytest.UsageError("the tests fail as it is")
        for said, name, code in some(list(changes(self.module)), self.module, self.share):
            self.tried += 1
            if self.survives(session, name, code):
                self.left.append(said)
            print(
                f"{self.module}: {self.tried - len(self.left)} of {self.tried} noticed",
                file=sys.stderr,
                flush=True,
            )
        return True

    def fails(self, session: pytest.Session) -> bool:
        """Until the first failure. The first test stands for what comes next: the database of the session stays."""
        for place, item in enumerate(session.items):
            following = session.items[(place + 1) % len(session.items)]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return True
        return False

    def survives(self, session: pytest.Session, name: str, code: types.CodeType) -> bool:
        from django.db import connections

        def changed() -> bool:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            function = inspect.unwrap(getattr(importlib.import_module(f"songfai.{self.module}"), name))
            function.__code__ = code
            return not self.fails(session)

        connections.close_all()
        return passes(changed)


def run(module: str, share: int = 1) -> tuple[int, list[str]]:
    trying = Trying(module, share)
    tests = [str(HERE.parent / one) for one in DECIDING[module][1]]
    options = ["-q", "--capture=no", "-p", "no:randomly", "--rootdir", str(HERE.parents[1])]
    pytest.main([*options, *tests], plugins=[trying])
    return trying.tried, sorted(trying.left)


if __name__ == "__main__":
    for name in sys.argv[2:] or DECIDING:
        count, left = run(name, int(sys.argv[1]))
        print(f"\n{name}: {count - len(left)} of {count} noticed", *left, sep="\n  ", flush=True)
