"""What the repository's own files may not hold."""

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Written in two pieces, or this file would break its own rule.
HOSTS = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "debian" + ".org",
    "jsdelivr" + ".net",
    "unpkg" + ".com",
    "fonts.googleapis" + ".com",
]
PLACES = ["/work" + "/main", "/work" + "/shared", "/root" + "/", "/home" + "/"]
PINNED = re.compile(r"^[a-z0-9._-]+==\S+( ; .+)? \\$")
TEXT = {
    ".py",
    ".md",
    ".txt",
    ".in",
    ".toml",
    ".json",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".po",
    ".typ",
    ".cfg",
    ".yml",
    "",
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in files if path.suffix in TEXT and path.is_file()]


def mentions(words: list[str]) -> list[str]:
    found = []
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word in text]
    return found


def test_no_file_names_a_registry():
    assert mentions(HOSTS) == []


def test_no_file_names_a_folder_of_somebodys_machine():
    assert mentions(PLACES) == []


def test_requirements_are_pinned_with_hashes():
    for name in ("base", "dev", "node"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
        pins = [number for number, line in enumerate(lines) if "==" in line and not line.startswith(" ")]
        assert pins
        assert all(
            PINNED.match(lines[number]) and "--hash=sha256:" in lines[number + 1] for number in pins
        ), name


def test_lock_files_hold_what_is_asked_for():
    for name in ("base", "dev", "node"):
        asked = (ROOT / "requirements" / f"{name}.in").read_text()
        locked = (ROOT / "requirements" / f"{name}.txt").read_text().lower()
        names = re.findall(r"^([A-Za-z][A-Za-z0-9-]+)", asked, re.MULTILINE)
        assert [package for package in names if f"\n{package.lower()}==" not in locked] == []


def test_product_and_tool_use_the_same_versions():
    """What is tested is what is shipped: base.txt is a part of dev.txt."""
    pins = {
        name: set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("base.txt", "dev.txt")
    }
    assert pins["base.txt"] <= pins["dev.txt"]


def test_front_end_lock_has_no_addresses_and_matches():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    asked = json.loads((ROOT / "package.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []
    wanted = {**asked["dependencies"], **asked["devDependencies"]}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_no_test_empties_the_database():
    """A test with real commits asks for `committed`, which lays everything back: Django's own way empties every table, also
    of what is shipped, for all tests that follow."""
    ways = ("transaction=" + "True", "transactional" + "_db", "Transaction" + "TestCase")
    for path in set((ROOT / "tests").rglob("*.py")) - {ROOT / "tests/fixtures/databases.py"}:
        text = path.read_text(encoding="utf-8")
        assert not [one for one in ways if one in text], path
