"""A charter is read in its one form only: whatever is changed in it, it is refused and says why."""

import copy
from pathlib import Path

import pytest
import rfc8785

from songfai.kit.errors import Refused
from songfai.record import canonical, cards, charters

GOLDEN = Path(__file__).parent / "golden" / "agreed.jsonl"


@pytest.fixture(scope="module")
def golden() -> list[dict]:
    """The record that was written in 2026, line by line."""
    return [canonical.strict_json(line) for line in GOLDEN.read_bytes().splitlines()]


@pytest.fixture(scope="module")
def said(golden) -> dict:
    return canonical.strict_json(next(line for line in golden if line["t"] == "charter")["b"].encode())


def test_the_charter_of_the_golden_record_is_read(said):
    data = rfc8785.dumps(said)
    charter = charters.read(data)
    assert charter.origins == tuple(side["origin"] for side in said["sides"])
    assert charter.programme == charters.programme_of(data)


def test_a_charter_and_both_first_lines_are_worked_out_from_the_cards_alone(golden):
    """So the side that opens a register can name how the other's log begins, which only the other's server writes."""
    kept = next(line["b"].encode() for line in golden if line["t"] == "charter")
    said = canonical.strict_json(kept)
    written = [line["b"].encode() for line in golden if line["t"] == "entry"]
    begun = [one for one in map(canonical.strict_json, written) if one["type"] == "genesis"]
    order = [one["origin"] for one in said["sides"]]
    sides = sorted(
        ((cards.read(one["body"]), one["log"]) for one in begun), key=lambda side: order.index(side[1])
    )
    assert charters.charter_bytes(sides=sides, title=said["title"], at=said["at"]) == kept
    for card, origin in sides:
        assert charters.genesis_bytes(card, origin) in written


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
        (lambda one: one.update(at="2026-02-30T08:12:05Z"), "charter_form"),
        (lambda one: one.update(title=["no", "names"]), "charter_form"),
        (lambda one: one.update(title={"fr": "Programme"}), "charter_form"),
        (lambda one: one.update(title={"en": 1}), "charter_form"),
        (lambda one: one.update(more=1), "charter_form"),
        (lambda one: one.pop("at"), "charter_form"),
        (lambda one: one["sides"][0].update(more=1), "charter_form"),
        (lambda one: one["sides"][1].update(more=1), "charter_form"),
        (lambda one: [side.update(more=1) for side in one["sides"]], "charter_form"),
        (lambda one: one["sides"][0].update(genesis="A" * 42 + "B="), "charter_form"),
        (lambda one: one.update(rules="coop-rules/2"), "charter_rules"),
        (lambda one: one.pop("rules"), "charter_rules"),
    ],
)
def test_a_changed_charter_is_refused(said, change, code):
    with pytest.raises(Refused) as refused:
        charters.read(changed(said, change))
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["formats", "meaning"])
def test_a_charter_need_not_say_what_both_understand_and_mean(said, name):
    assert charters.read(changed(said, lambda one: one.pop(name))).title == said["title"]


def test_another_spelling_of_the_same_charter_is_refused(said):
    with pytest.raises(Refused) as refused:
        charters.read(rfc8785.dumps(said).replace(b'{"at"', b'{ "at"', 1))
    assert refused.value.code == "charter_form"
