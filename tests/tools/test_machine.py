import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment, machine, suite
from tools.say import Stop

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def elsewhere(monkeypatch):
    """A machine that is not Debian with root, where nobody may install for us."""
    monkeypatch.setattr(machine, "is_debian_root", lambda: False)
    monkeypatch.setattr(machine, "CI", False)


def test_missing_part_is_named_with_the_way_to_get_it(elsewhere, capsys):
    assert machine.ensure("Chromium", lambda: None, ("chromium",), "brew install --cask chromium") is None
    said = capsys.readouterr().err
    assert "Chromium is missing" in said
    assert "sudo apt install chromium" in said
    assert "brew install --cask chromium" in said


def test_missing_part_is_a_failure_where_nobody_reads_along(elsewhere, monkeypatch):
    monkeypatch.setattr(machine, "CI", True)
    with pytest.raises(Stop, match="PostgreSQL 15 or newer is missing"):
        machine.ensure("PostgreSQL 15 or newer", lambda: None, ("postgresql",), "")


def test_part_that_is_there_is_taken(elsewhere):
    assert machine.ensure("anything", lambda: "here", (), "") == "here"


def test_newest_postgresql_is_taken(monkeypatch, tmp_path):
    monkeypatch.setenv("SONGFAI_POSTGRES", str(tmp_path))
    (tmp_path / "initdb").touch()
    assert machine.postgres_programs() == tmp_path


def test_fingerprint_follows_content_and_nothing_else(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / "lock").write_text("a")
    first = environment.fingerprint(tmp_path / "lock")
    (tmp_path / "lock").touch()
    assert environment.fingerprint(tmp_path / "lock") == first
    (tmp_path / "lock").write_text("b")
    assert environment.fingerprint(tmp_path / "lock") != first


def test_stamp_holds_for_its_own_value(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "STAMPS", tmp_path / "stamps")
    assert not environment.is_done("requirements", "one")
    environment.mark_done("requirements", "one")
    assert environment.is_done("requirements", "one")
    assert not environment.is_done("requirements", "two")


def test_program_that_is_not_there_does_not_run():
    assert environment.runs(["/nowhere/python", "-c", ""]) is False
    assert environment.runs([sys.executable, "-c", ""]) is True


@pytest.mark.parametrize(
    ("given", "passed_on"),
    [
        ([], ["-n", "2", "--dist", "worksteal", "-m", "not thorough and not long"]),
        (["--thorough"], ["-n", "2", "--dist", "worksteal", "-m", "not long"]),
        (["--long"], ["-n", "2", "--dist", "worksteal"]),
        (
            ["tests/plans", "-k", "offer"],
            [
                "-n",
                "2",
                "--dist",
                "worksteal",
                "-m",
                "not thorough and not long",
                "tests/plans",
                "-k",
                "offer",
            ],
        ),
        (["--long", "-n0"], ["--dist", "worksteal", "-n0"]),
    ],
)
def test_arguments_go_to_pytest(given, passed_on):
    assert suite.chosen(given) == passed_on


def test_what_python_compiles_is_kept_for_the_next_worker_and_run(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/")
    around = suite.surroundings()
    assert {"PYTHONDONTWRITEBYTECODE", "DATABASE_URL"} & set(around) == set()
    where = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    done = subprocess.run([sys.executable, "-c", where], env=around, capture_output=True, text=True)
    assert done.stdout.split() == ["False", str(environment.OWN / "compiled")]
    assert suite.surroundings(DATABASE_URL="postgres:///own")["DATABASE_URL"] == "postgres:///own"


def test_tool_says_what_it_can_do():
    done = subprocess.run([sys.executable, str(ROOT / "dev"), "help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert all(
        f"  {name} " in done.stdout for name in ("run", "test", "check", "fix", "messages", "demo", "bench")
    )


def test_tool_refuses_what_it_does_not_know():
    done = subprocess.run([sys.executable, str(ROOT / "dev"), "fly"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")


def test_tool_starts_on_an_old_python_only_to_say_so():
    """The file that is run first must be understood by any Python 3."""
    source = (ROOT / "dev").read_text()
    compile(source, "dev", "exec", flags=0, dont_inherit=True)
    assert not [word for word in ("match ", ":=", " | None", 'f"') if word in source]
