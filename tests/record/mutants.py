"""Does a test notice when a line of the record's plain modules is wrong? Each is made wrong in one place at a time.

Every comparison, logical word, number, arithmetic sign, condition and raise is changed in turn, in a process of its own
that runs those of the module's tests that come to the changed line, the short ones first, until one fails. What survives is
either a change without effect or a gap.
"""

import ast
import contextlib
import copy
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import coverage
import hypothesis
import pytest

Found = TypeVar("Found")
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TESTS = {
    "record.tree": ["record/test_tree.py"],
    "record.notes": ["record/test_notes.py"],
    "record.cards": ["record/test_cards.py"],
    "record.rules": ["record/test_stages.py", "record/test_rules_short.py"],
    "record.entries": ["record/test_entries.py"],
    "record.canonical": ["record/test_canonical.py", "record/test_vectors.py"],
    "record.charters": ["record/test_charters.py"],
    "exchange.bundle": ["exchange/test_bundle.py"],
    "exchange.parts": ["exchange/test_bundle.py"],
    "record.verifier.verify": ["record/test_verify_alone.py"],
}
# Of its own computing, for the tests of one module.
SECONDS = 60
COMPARE = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SIGNS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitAnd: ast.BitOr,
    ast.Mult: ast.Add,
}  # fmt: skip


def mutants(source: str) -> Iterator[tuple[str, ast.Module]]:
    """Each with what was changed and where; strings, types and docstrings stay."""
    tree = ast.parse(source)
    # How an object lies in memory is nothing a test could or should notice.
    memory = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.keyword) and one.arg == "slots"}
    for place, node in enumerate(ast.walk(tree)):
        for number, name in enumerate(() if id(node) in memory else ways(node)):
            changed = copy.deepcopy(tree)
            target = next(one for at, one in enumerate(ast.walk(changed)) if at == place)
            apply(target, number)
            yield f"line {node.lineno}: {name}", ast.fix_missing_locations(changed)


def ways(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Compare):
        return [f"{type(one).__name__} in a comparison" for one in node.ops if type(one) in COMPARE]
    if isinstance(node, ast.BoolOp):
        return ["and for or, or for and"]
    if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        return [type(node.op).__name__]
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return ["a number and one"]
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return ["the other truth"]
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return ["a condition turned round"]
    if isinstance(node, ast.Raise):
        return ["another error"]
    return []


def apply(node: ast.AST, number: int) -> None:
    if isinstance(node, ast.Compare):
        places = [place for place, one in enumerate(node.ops) if type(one) in COMPARE]
        node.ops[places[number]] = COMPARE[type(node.ops[places[number]])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.BinOp):
        node.op = SIGNS[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value = (not node.value) if type(node.value) is bool else node.value + 1
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Raise):
        node.exc, node.cause = ast.Name("SystemError", ast.Load()), None


def passes(tests: Callable[[], bool], seconds: float = SECONDS) -> bool:
    """Whether they pass, tried in a child process, so that whatever they change is gone with it."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    # A change may make a loop without end: that is noticed too, by the time it computes, however busy the machine is.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        os._exit(0 if tests() else 1)
    except BaseException:
        os._exit(1)


def some(found: list[Found], name: str, share: int) -> list[Found]:
    """One of so many, always the same."""
    random.Random(name).shuffle(found)
    return found[: max(1, len(found) // share)]


class Watching:
    """Keeps of each test which lines of the module it comes to, and how long it takes; the short ones first."""

    def __init__(self, path: Path, kept: Path) -> None:
        self.path, self.kept, self.seen = str(path), kept, []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        began, watching = (
            time.monotonic(),
            coverage.Coverage(data_file=None, include=[self.path], config_file=False),
        )
        watching.start()
        try:
            return (yield)
        finally:
            watching.stop()
            lines = watching.get_data().lines(self.path) or []
            self.seen.append((time.monotonic() - began, str(ROOT / item.nodeid), lines))

    def pytest_sessionfinish(self) -> None:
        self.kept.write_text(json.dumps(sorted(self.seen)))


def tests_at(line: int, tree: ast.Module, seen: list[tuple[float, str, list[int]]]) -> list[str]:
    """Those that come to the statement on this line; all of them for one that is gone through when the module is read."""
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    bodies = [one for function in functions for first in function.body for one in ast.walk(first)]
    within = [
        one for one in bodies if isinstance(one, ast.stmt) and one.lineno <= line <= (one.end_lineno or 0)
    ]
    if not within:
        return [test for _, test, _ in seen]
    least = min(within, key=lambda one: (one.end_lineno or 0) - one.lineno)
    lines = set(range(least.lineno, (least.end_lineno or 0) + 1))
    return [test for _, test, reached in seen if lines & set(reached)]


def survives(name: str, code: types.CodeType, tests: list[str], watching: Watching | None = None) -> bool:
    """The module is the changed one for everybody who imports it."""

    def changed() -> bool:
        hypothesis.settings.register_profile("few", max_examples=10, deadline=None, derandomize=True)
        hypothesis.settings.load_profile("few")
        module = types.ModuleType(f"songfai.{name}")
        module.__file__ = "changed"
        sys.modules[module.__name__] = module
        exec(code, module.__dict__)
        options = [
            "--noconftest",
            "-c",
            os.devnull,
            "-p",
            "no:cacheprovider",
            "-p",
            "no:django",
            "-p",
            "no:xdist",
            "-x",
            "-q",
        ]
        options += ["--import-mode=importlib", "--rootdir", str(ROOT), "-W", "ignore"]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return pytest.main([*options, *tests], plugins=[watching] if watching else []) == 0

    return passes(changed)


def run(name: str, share: int = 1) -> tuple[int, list[str]]:
    """Must be called where nothing of the record or the exchange is imported yet. `share`: every how many mutants one is tried."""
    if name == "record.verifier.verify":
        # It stands alone: what its tests try is made once, and by modules that are as they are.
        from tests.record import registers

        registers.planted(), registers.whole()
    path = ROOT / "songfai" / f"{name.replace('.', '/')}.py"
    source, tests = path.read_text(), [str(HERE.parent / one) for one in TESTS[name]]
    with tempfile.TemporaryDirectory() as folder:
        watching = Watching(path, Path(folder) / "seen")
        assert survives(name, compile(source, str(path), "exec"), tests, watching), "the tests fail as it is"
        seen = json.loads(watching.kept.read_text())
    whole = ast.parse(source)
    chosen = some(list(mutants(source)), name, share)
    left = []
    for number, (said, tree) in enumerate(chosen, 1):
        near = tests_at(int(said.split(":")[0].removeprefix("line ")), whole, seen)
        is_left = not near or survives(name, compile(tree, name, "exec"), near)
        left += [said] if is_left else []
        # How far it is shows beside the answer.
        how_far = f"{name}: {number - len(left)} of {number} noticed"
        print(how_far, f"; left: {said}" * is_left, sep="", file=sys.stderr, flush=True)
    return len(chosen), sorted(left)


if __name__ == "__main__":
    for module in sys.argv[2:] or TESTS:
        count, left = run(module, int(sys.argv[1]))
        print(f"{module}: {count - len(left)} of {count} noticed", *left, sep="\n  ", flush=True)
