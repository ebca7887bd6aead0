"""How well the annotated texts are read. The floors stand a little under what is reached today."""

import pytest

from tests.reading.score import score_split, total

FLOORS = {
    "dev": {
        "parties": 0.97, "signatories": 0.97, "kind": 0.97, "date": 0.94, "term": 0.94,
        "reviews": 0.95, "commitments": 0.95, "typed": 0.93,
    },
    "heldout": {
        "parties": 0.69, "signatories": 0.95, "kind": 0.97, "date": 0.8, "term": 0.94,
        "reviews": 0.85, "commitments": 0.85, "typed": 0.68,
    },
    "fresh": {
        "parties": 0.67, "signatories": 0.83, "kind": 0.97, "date": 0.7, "term": 0.9,
        "reviews": 0.8, "commitments": 0.76, "typed": 0.57,
    },
}  # fmt: skip


@pytest.mark.parametrize("split", FLOORS)
def test_annotated_texts_are_read_no_worse_than_before(split: str):
    reached = total(score_split(split))
    short = {name: rate for name, rate in reached.items() if rate < FLOORS[split][name]}
    assert short == {}
