"""The verifier's one line, in words."""

import pytest

from songfai.operations.verify import WORDS, in_words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("valid: ok", "valid: every line, hash, chain, card, signature and consent holds (ok)"),
        (
            "invalid: fork (a.coop)",
            "invalid: one side has signed two different stories of its log (fork, a.coop)",
        ),
        ("incomplete: newer", "incomplete: a part was written by newer software (newer)"),
        ("something else", "something else"),
    ],
)
def test_answer_is_said_in_words(line, said):
    assert in_words(line) == said


def test_no_code_is_said_twice():
    codes = [code for codes in WORDS for code in codes.split()]
    assert len(codes) == len(set(codes))
