"""How well the annotated texts are read. The floors stand a little under what is reached today."""

import pytest

from tests.reading.score import score_split, total

FLOORS = {
    "dev": {
        "parties": 0.98, "signatories": 0.98, "kind": 0.98, "date": 0.98, "term": 0.98,
        "reviews": 0.96, "commitments": 0.96, "typed": 0.94,
    },
    "heldout": {
        "parties": 0.87, "signatories": 0.98, "kind": 0.98, "date": 0.98, "term": 0.98,
        "reviews": 0.95, "commitments": 0.93, "typed": 0.89,
    },
    "fresh": {
        "parties": 0.98, "signatories": 0.97, "kind": 0.98, "date": 0.98, "term": 0.94,
        "reviews": 0.92, "commitments": 0.89, "typed": 0.86,
    },
    "fresh2": {
        "parties": 0.98, "signatories": 0.98, "kind": 0.98, "date": 0.98, "term": 0.98,
        "reviews": 0.94, "commitments": 0.93, "typed": 0.86,
    },
}  # fmt: skip


@pytest.mark.parametrize("split", FLOORS)
def test_annotated_texts_are_read_no_worse_than_before(split: str):
    reached = total(score_split(split))
    short = {name: rate for name, rate in reached.items() if rate < FLOORS[split][name]}
    assert short == {}
