"""The search of `test_rules_model.py` so short that it can be run against many changed rules (`mutants.py`)."""

import pytest

from tests.record.test_rules_model import RIVAL_SUCCESSORS, RIVALS, SUCCESSOR, search

pytestmark = pytest.mark.once


@pytest.mark.parametrize("papers", [RIVALS, SUCCESSOR, RIVAL_SUCCESSORS])
def test_rule_holds_in_short_interleavings(papers):
    assert len(search(papers, 4).states) > 100
