"""Lock files: exact versions with their hashes, and no registry's address."""

import re
import subprocess

from tools.assets import ROOT
from tools.environment import python_tool
from tools.nodejs import npm
from tools.say import Stop, say

REQUIREMENTS = ROOT / "requirements"
NOTE = "# Written by ./dev lock from {source}: exact versions, each with the hashes of its files.\n"
ADDRESS = re.compile(r"https?://|file://|--(?:index-url|extra-index-url|find-links)")


def compile_requirements(name: str, *, constraint: str = "") -> None:
    """`requirements/NAME.in` becomes `NAME.txt`, for every platform and Python 3.11 or newer."""
    target = REQUIREMENTS / f"{name}.txt"
    command = [python_tool("uv"), "pip", "compile", "--quiet", "--no-config", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--output-file", str(target)]
    if constraint:
        command += ["--constraint", str(REQUIREMENTS / f"{constraint}.txt")]
    subprocess.run([*command, str(REQUIREMENTS / f"{name}.in")], check=True, cwd=ROOT)
    text = target.read_text()
    if found := ADDRESS.search(text):
        raise Stop(f"{target.name} names an address ({found.group()}): it would work on this machine only.")
    target.write_text(NOTE.format(source=f"{name}.in") + text)
    say(f"requirements/{name}.txt written: {text.count('==')} packages")


def lock_front_end() -> None:
    subprocess.run([*npm(), "install", "--package-lock-only"], check=True, cwd=ROOT)
    if '"resolved"' in (ROOT / "package-lock.json").read_text():
        raise Stop("package-lock.json names download addresses: npm 8.9 or newer is needed (see .npmrc).")
    say("package-lock.json written, without download addresses")


def run() -> None:
    compile_requirements("base")
    compile_requirements("dev", constraint="base")
    compile_requirements("node")
    lock_front_end()
