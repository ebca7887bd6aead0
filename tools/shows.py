"""./dev show NAME: what the product is there for, happening before one's eyes and said in plain words."""

import os
import subprocess
import tempfile

from tools.assets import ROOT
from tools.environment import python_tool
from tools.say import Stop

SHOWS = {
    "two-servers": "two servers that exchange files only: agreed on both, restored and healed, a flipped bit named",
}
TELL = """
import sys
from pathlib import Path
from tests.exchange.story import show
raise SystemExit(show(Path(sys.argv[1]), stay="--stay" in sys.argv[2:]))
"""


def run(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in SHOWS:
        raise Stop("name a show: " + "; ".join(f"{name} ({about})" for name, about in SHOWS.items()))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SONGFAI_")}
    environment.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="songfai-show-") as home:
        command = [python_tool("python"), "-c", TELL, home, *arguments[1:]]
        return subprocess.run(command, cwd=ROOT, env=environment).returncode
