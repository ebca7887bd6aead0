"""`songfai verify`: the stand-alone verifier on a file, a folder, or this server's own record."""

import subprocess
import sys
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

INCOMPLETE = 2


def run(path: str) -> int:
    """The verifier's own words and exit code: 0 valid, 1 not, 2 incomplete. It runs as everybody else runs it, as a
    program of its own."""
    with as_file(files("songfai.record").joinpath("verifier", "verify.py")) as program:
        return subprocess.run([sys.executable, str(program), path]).returncode


def run_own() -> int:
    """Every register of this server: first its own upkeep (stored bytes against what lists show), then the verifier on
    what would be handed out. The worst answer is the exit code."""
    from songfai.exchange import actions as exchange
    from songfai.kit.clock import now
    from songfai.kit.errors import Refused
    from songfai.record import actions as record
    from songfai.record.models import Register

    worst = 0
    registers = Register.objects.order_by("id")
    for register in registers.iterator():
        print(f"{register.programme[:19]}… {getattr(register, 'matter', '')}", flush=True)
        try:
            changed = record.recompute(register)
            data = exchange.record_of(register, now())
        except Refused as refused:
            print(f"not valid: {refused}", flush=True)
            worst = 1
            continue
        if changed:
            print(
                f"{len(changed)} lines of the lists did not say what the logs say; they were put right.",
                flush=True,
            )
        with tempfile.TemporaryDirectory(prefix="songfai-verify-") as scratch:
            path = Path(scratch) / "record.coop"
            path.write_bytes(data)
            worst = _worse(worst, run(str(path)))
    if not registers.exists():
        print("There is no record yet: nothing to verify.")
    return worst


def _worse(one: int, other: int) -> int:
    """Not valid before incomplete before valid."""
    order = [0, INCOMPLETE, 1]
    return max(one, other, key=lambda code: order.index(code) if code in order else len(order))
