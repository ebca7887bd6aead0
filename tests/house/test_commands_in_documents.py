"""Every `songfai …` the documents name can be typed as it stands there: its words, its options, and how many values they take."""

import argparse
import re
from collections.abc import Iterator

import pytest

from songfai import cli
from tools.assets import ROOT

pytestmark = pytest.mark.once
COMMAND = re.compile(r"`songfai ([^`]+)`")
DOCUMENTS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]


def named() -> Iterator[str]:
    for path in DOCUMENTS:
        # `songfai read` has a parser of its own, which needs no Django.
        found = COMMAND.findall(path.read_text(encoding="utf-8"))
        yield from (command for command in found if not command.startswith("read "))


def problem_of(command: str) -> str:
    """What the tool would not understand; nothing where it would, or where only an argument is left out."""
    words = command.partition(" > ")[0].split()
    tool = cli.parser()
    while words and (inner := [one for one in tool._actions if isinstance(one, argparse._SubParsersAction)]):
        if words[0] not in inner[0].choices:
            return f"there is no {words[0]}"
        tool = inner[0].choices[words.pop(0)]
    options, taken = tool._option_string_actions, set()
    free = [one for one in tool._actions if not one.option_strings]
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            if not free:
                return f"{word} is one too many"
            if free[0].nargs is None:
                free.pop(0)
        elif word not in options:
            return f"there is no {word}"
        else:
            option = options[word]
            count = {None: 1}.get(option.nargs, option.nargs)
            if len(words) < count or any(value.startswith("--") for value in words[:count]):
                return f"{word} takes {count} values"
            if word in taken and not isinstance(option, argparse._AppendAction):
                return f"{word} is there twice"
            taken.add(word)
            del words[:count]
    return ""


@pytest.mark.parametrize("command", sorted(set(named())))
def test_a_command_that_a_document_names_can_be_typed(command):
    assert problem_of(command) == ""


@pytest.mark.parametrize(
    "command",
    [
        "recod",
        "record export",
        "keys create --institution X --root A --root B",
        "bundle import --file F",
        "settle --programme P --programme Q FILE",
        "partner move-out X Y --output BOX",
    ],
)
def test_a_command_that_is_none_is_found(command):
    assert problem_of(command) != ""
