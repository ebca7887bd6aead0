"""Each import contract is kept by the code as it is, and each notices a violation planted in a copy of it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = "0 broken"

# (contract, file to add a line to, line): one planted violation for each thing a contract promises.
PLANTED = [
    ("Floors", "kit/text.py", "import songfai.plans.models"),
    ("Floors", "files/models.py", "import songfai.notices.models"),
    ("Floors", "record/rules.py", "import songfai.programmes.states"),
    ("Shelves", "plans/models.py", "import songfai.plans.queries"),
    ("Shelves", "parties/states.py", "import songfai.parties.permissions"),
    ("Rules and states are plain Python", "files/rules.py", "import django.db.models"),
    ("Rules and states are plain Python", "parties/states.py", "from django.utils import timezone"),
    ("Reading is plain Python", "reading/fold.py", "from django.utils.text import slugify"),
    ("Reading takes only plain things", "reading/fold.py", "import songfai.kit.planted"),
    ("Doors", "plans/queries.py", "import songfai.parties.pages"),
    ("Doors", "desk/planted.py", "import songfai.programmes.forms"),
    ("No room imports another in a circle", "people/models.py", "import songfai.parties.states"),
]


def copy_of_the_house(folder: Path) -> Path:
    only_code = shutil.ignore_patterns("*.mo", "static", "templates", "fonts", "locale", "__pycache__")
    shutil.copytree(ROOT / "songfai", folder / "songfai", ignore=only_code)
    (folder / "tools").mkdir()
    shutil.copyfile(ROOT / "tools" / "doors.py", folder / "tools" / "doors.py")
    (folder / "tools" / "__init__.py").touch()
    shutil.copyfile(ROOT / ".importlinter", folder / ".importlinter")
    return folder


def make_sure_of(house: Path, module: re.Match[str] | None) -> None:
    """The shelf that the planted line imports need not exist in its room yet."""
    if module:
        place = house / module.group().replace(".", "/")
        if not place.is_dir():
            place.with_suffix(".py").touch()


def lint(folder: Path) -> str:
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"}
    command = [str(program), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_contracts_are_kept_by_the_code_as_it_is(tmp_path):
    output = lint(copy_of_the_house(tmp_path))
    assert KEPT in output, output


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED, ids=[f"{c}: {f}" for c, f, _ in PLANTED])
def test_contract_notices_a_planted_violation(tmp_path, contract, file, line):
    house = copy_of_the_house(tmp_path)
    make_sure_of(house, re.search(r"songfai[\w.]+", line))
    with (house / "songfai" / file).open("a") as planted:
        planted.write(f"\n{line}  # noqa\n")
    output = lint(house)
    broken = [text for text in output.splitlines() if text.startswith(contract) and " BROKEN" in text]
    assert broken, output
    module = "songfai." + file.removesuffix(".py").replace("/", ".")
    assert module in output


def test_room_outside_the_floors_is_noticed(tmp_path):
    house = copy_of_the_house(tmp_path)
    (house / "songfai" / "attic").mkdir()
    (house / "songfai" / "attic" / "__init__.py").touch()
    assert "songfai.attic" in lint(house)
