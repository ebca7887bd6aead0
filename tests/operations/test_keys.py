"""The key ceremonies as the runbook has them (docs/record.md, "Keys, in practice"), typed word for word."""

import argparse
import json
from pathlib import Path

import pytest

from songfai import cli
from songfai.operations.ground import Failed
from songfai.operations.keys import COMMANDS
from songfai.record import keys
from songfai.record.cards import Reason
from tests.record.matter import Matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed():
    """`typed("show", "--institution", "x")` is `songfai keys show --institution x`; what it says."""

    def run(*words: object) -> str:
        options = cli.parser().parse_args(["keys", *map(str, words)])
        return COMMANDS[options.what](options)

    return run


@pytest.fixture
def side(typed, tmp_path):
    """An institution whose root keys lie in three places: its short name, the present root keys and the coming ones."""
    body = Matter().a.institution
    places = [tmp_path / name for name in "ABC"]
    typed("take-offline", "--institution", body.slug, "--root", *places)
    assert keys.roots_here(body) == []
    present = keys.card_values(keys.card_of(body)).root_keys
    found = {keys.public_of(keys.read_private(path)): path for place in places for path in place.iterdir()}
    return body, [found[key] for key in present], [path for key, path in found.items() if key not in present]


def sign(typed, request: Path, *roots: Path) -> Path:
    for number, root in enumerate(roots):
        signed = request.with_name(f"{request.name}-{number}")
        assert f"now has {number + 1} signatures" in typed("sign", request, "--key", root, "--output", signed)
        request = signed
    return request


@pytest.mark.parametrize(
    ("said", "reason", "changed"),
    [
        (["rotation"], Reason.ROTATION, (True, True)),
        (["revocation", "--what", "log"], Reason.REVOCATION, (True, False)),
        (["revocation", "--what", "log", "--what", "witness"], Reason.REVOCATION, (True, True)),
    ],
)
def test_signing_keys_are_changed_by_two_root_keys(typed, side, tmp_path, said, reason, changed):
    body, roots, coming = side
    before = keys.card_values(keys.card_of(body))
    request = tmp_path / "r1"
    typed("request", "--institution", body.slug, "--reason", *said, "--output", request)
    with pytest.raises(Failed, match="not one of the root keys that sign now"):
        sign(typed, request, coming[0])
    typed("apply", sign(typed, request, *roots[:2]), "--institution", body.slug)
    after = keys.card_values(keys.card_of(body))
    assert (after.serial, after.said["reason"]) == (2, reason)
    assert (after.log != before.log, after.witness != before.witness) == changed
    assert "card 2" in typed("show", "--institution", body.slug)


def test_root_keys_are_replaced_by_the_set_that_was_announced(typed, side, tmp_path):
    body, roots, coming = side
    made = json.loads(typed("make-roots", *(tmp_path / name for name in "DEF")))
    words = [word for path in coming for word in ("--root-key", typed("public", path))]
    request = tmp_path / "r1"
    rest = ["--following", made["hash"], "--output", request]
    typed("request", "--institution", body.slug, "--reason", "root", *words, *rest)
    typed("apply", sign(typed, request, *roots[:2], *coming[:2]), "--institution", body.slug)
    after = keys.card_values(keys.card_of(body))
    assert sorted(after.root_keys) == sorted(keys.public_of(keys.read_private(path)) for path in coming)


def test_no_option_of_a_command_takes_the_place_of_the_word_that_names_the_command():
    """argparse keeps both under one name without a word: `--what` of a request once made every request fail."""
    found = []

    def look(tool: argparse.ArgumentParser, taken: frozenset[str], path: str) -> None:
        for action in tool._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, inner in action.choices.items():
                    look(inner, taken | {action.dest}, f"{path} {name}")
            elif action.dest in taken:
                found.append(f"{path} {'/'.join(action.option_strings) or action.dest}")

    look(cli.parser(), frozenset(), "songfai")
    assert found == []
