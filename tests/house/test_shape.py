"""The size and the names of files and functions."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "songfai"
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
SHARE_OF_LONG_FUNCTIONS = 0.02
NOT_A_NAME = {"utils", "util", "helpers", "helper", "services", "service", "common", "managers", "misc"}


def code() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def functions() -> list[tuple[str, int]]:
    """(place, lines) of every function; a table of data is none."""
    found = []
    for path in code():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines))
    return found


def test_no_file_is_longer_than_a_shelf_may_be():
    long = {
        str(path.relative_to(ROOT)): n
        for path in code()
        if (n := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_long_functions_are_a_small_share():
    found = functions()
    long = [place for place, lines in found if lines > LONGEST_FUNCTION]
    assert len(long) < SHARE_OF_LONG_FUNCTIONS * len(found), "\n".join(long)


def test_no_file_or_folder_has_a_name_that_says_nothing():
    named = [
        path
        for path in [*PACKAGE.rglob("*"), *(ROOT / "tools").rglob("*")]
        if "__pycache__" not in path.parts
    ]
    assert [str(path.relative_to(ROOT)) for path in named if path.stem in NOT_A_NAME] == []


def test_pages_do_not_fetch_rows_past_the_queries():
    """What a person may see is decided in queries.py: a page that takes a row by its number goes around it."""
    past = re.compile(r"\.objects\b|_default_manager|get_object_or_404\(\s*[A-Z]")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in code()
        if path.name == "pages.py" or path.parent.name == "pages"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if past.search(line)
    ]
    assert found == []


def test_no_signals_between_rooms():
    found = [
        path
        for path in code()
        if re.search(r"django\.(db\.models|dispatch|core)\.?signals?|import receiver", path.read_text())
    ]
    assert found == []


def test_code_asks_the_clock_in_one_place():
    """Rules and actions are told the time; only kit.clock, the console and migrations ask for it."""
    asks = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|timezone\.localdate\(\)")
    allowed = {"kit", "operations"}
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in code()
        if path.relative_to(PACKAGE).parts[0] not in allowed
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if asks.search(line)
    ]
    assert found == []
