"""Whatever the text, a draft comes back, and every span lies inside the text."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from songfai.reading import read

SAMPLES = Path(__file__).parents[2] / "samples"
LINES = [line for path in SAMPLES.glob("*.txt") for line in path.read_text(encoding="utf-8").split("\n")]


def spans(draft: dict) -> list[list[int]]:
    single = [draft[key] for key in ("kind", "title", "signed_on", "place", "period")]
    many = [
        value
        for key in ("periods", "parties", "signatories", "reviews", "fields", "commitments")
        for value in draft[key]
    ]
    return [value["span"] for value in [*single, *many] if value] + draft["unread"]


def check(text: str) -> None:
    for start, end in spans(read(text).as_json()):
        assert 0 <= start < end <= len(text)


@given(some.lists(some.sampled_from(LINES) | some.text(max_size=60), max_size=14).map("\n".join))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(text: str):
    check(text)


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\ufeff", "\r\n", "Điều 1.", "1)", "- \n- ", "(((", "giữa", "ລະຫວ່າງ", "between"]
)
def test_odd_text_is_read(text: str):
    check(text)


@pytest.mark.parametrize("name", ["chuong-trinh-vi.txt", "banthuk-lo.txt", "agreement-en.txt"])
def test_line_ends_and_composition_change_nothing(name: str):
    text = (SAMPLES / name).read_text(encoding="utf-8")
    plain = read(text)
    for other in (text.replace("\n", "\r\n"), unicodedata.normalize("NFD", text)):
        again = read(other)
        assert [duty.type for duty in again.commitments] == [duty.type for duty in plain.commitments]
        assert [unicodedata.normalize("NFC", party.name) for party in again.parties] == [
            party.name for party in plain.parties
        ]
        assert len(again.signatories) == len(plain.signatories)
