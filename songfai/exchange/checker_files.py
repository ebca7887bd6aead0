"""The checker that is apart from the product (songfai/record/verifier): its files, and running it here."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from songfai.exchange.carried import Carried, Source
from songfai.exchange.parts import pieces_in
from songfai.kit.errors import N_, Refused

FOLDER = Path(__file__).resolve().parents[1] / "record" / "verifier"
# A record of 100,000 entries takes ten seconds.
SECONDS = 120


def names() -> list[str]:
    """What somebody needs who checks offline: the page first, then the program with the files beside it."""
    found = sorted(path.name for path in FOLDER.glob("*") if path.suffix in (".py", ".html"))
    return sorted(
        (name for name in found if not name.startswith("_")),
        key=lambda name: (name != "verify.html", name != "verify.py", name),
    )


def read(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def run(record: Source) -> dict[str, Any]:
    """What the checker says of a record file, in a process of its own: `verdict`, `reason`, `documents`, `logs`."""
    program = FOLDER / "verify.py"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.coop"
        with path.open("wb") as file:
            file.writelines(pieces_in(Carried.of(record)))
        try:
            done = subprocess.run(
                [sys.executable, str(program), str(path), "--json"],
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
            said: dict[str, Any] = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, OSError, ValueError):
            raise Refused(
                "checker_failed",
                N_("This server could not run the checker now. Download the files and check them yourself."),
            ) from None
    return said
