"""Golden reports: what a paper says, as text, kept beside the tests. Written anew with SONGFAI_GOLDEN=write."""

import os
from pathlib import Path

from songfai.reports.paper import Paper, lines

FOLDER = Path(__file__).parent / "golden"


def same_as_golden(name: str, paper: Paper) -> None:
    said = "\n".join(lines(paper)) + "\n"
    path = FOLDER / f"{name}.txt"
    if os.environ.get("SONGFAI_GOLDEN") == "write":
        path.write_text(said)
    assert said == path.read_text()
