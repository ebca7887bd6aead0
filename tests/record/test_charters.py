"""A charter is read in its one form only: whatever is changed in it, it is refused and says why."""

import copy
from pathlib import Path

import pytest
import rfc8785

from songfai.kit.errors import Refused
from songfai.record import canonical, charters

GOLDEN = Path(__file__).parent / "golden" / "agreed.jsonl"


@pytest.fixture(scope="module")
def said() -> dict:
    """The charter of the record that was written in 2026."""
    lines = map(canonical.strict_json, GOLDEN.read_bytes().splitlines())
    return canonical.strict_json(next(line for line in lines if line["t"] == "charter")["b"].encode())


def test_the_charter_of_the_golden_record_is_read(said):
    data = rfc8785.dumps(said)
    charter = charters.read(data)
    assert charter.origins == tuple(side["origin"] for side in said["sides"])
    assert charter.programme == charters.programme_of(data)


def changed(said, change) -> bytes:
    other = copy.deepcopy(said)
    change(other)
    return rfc8785.dumps(other)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: one.update(fmt="coop-charter/2"), "charter_form"),
        (lambda one: one.pop("sides"), "charter_form"),
        (lambda one: one.update(sides=one["sides"][:1]), "charter_form"),
        (lambda one: one.update(sides=one["sides"][::-1]), "charter_form"),
        (lambda one: one["sides"][1].update(origin=one["sides"][0]["origin"]), "charter_form"),
        (lambda one: one["sides"][0].update(origin="not a name\n"), "charter_form"),
        (lambda one: one["sides"][0].update(genesis="short"), "charter_form"),
        (lambda one: one["sides"][0].pop("genesis"), "charter_form"),
        (lambda one: one.update(at="yesterday"), "charter_form"),
        (lambda one: one.update(title=["no", "names"]), "charter_form"),
        (lambda one: one.update(rules="coop-rules/2"), "charter_rules"),
        (lambda one: one.pop("rules"), "charter_rules"),
    ],
)
def test_a_changed_charter_is_refused(said, change, code):
    with pytest.raises(Refused) as refused:
        charters.read(changed(said, change))
    assert refused.value.code == code


def test_another_spelling_of_the_same_charter_is_refused(said):
    with pytest.raises(Refused) as refused:
        charters.read(rfc8785.dumps(said).replace(b'{"at"', b'{ "at"', 1))
    assert refused.value.code == "charter_form"
