"""The words of the screens are those of docs/concepts.md: one term, one meaning."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = {"vi": 2, "lo": 3}

# Where a screen's English word stands for another thing than the glossary's entry of the same spelling.
ELSEWHERE = {
    "Proposal": "an entry of a log, not a paper with a proposal",
    "Approval": "an entry of a log: the other side's text is accepted, not approved by a superior",
    "Approve": "the button that accepts the other side's text",
    "Return": "an entry of a log",
    "Signed": "a point of the timeline: the act, not the state",
    "Cancel": "leaves a form; cancelling an activity has its own words",
    "Check": "how sure the reader is: to be checked",
}


def glossary(language: str) -> dict[str, str]:
    """English -> the term, of every row of the table."""
    lines = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines if line.startswith("| `")
    ]
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row[1], row[COLUMNS[language]])
    return found


@pytest.mark.parametrize("language", ["lo", "vi"])
def test_a_word_of_the_glossary_is_the_word_on_the_screen(language):
    path = ROOT / "songfai" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        said = {
            one.id: one.string
            for one in read_po(file)
            if isinstance(one.id, str) and one.id and not one.context
        }
    terms = {english: term for english, term in glossary(language).items() if english in said}
    assert len(terms) > 80
    wrong = {
        english: (term, said[english])
        for english, term in terms.items()
        if said[english] != term and english not in ELSEWHERE
    }
    assert wrong == {}
