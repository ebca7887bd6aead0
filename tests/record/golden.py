"""Two records of 2026 that have to be taken in, and to say the same, for ever.

They were written once (`python -m tests.record.golden` says how, and is not run again): `agreed` holds a paper in force and
the one that replaced it, one that came back, one that was withdrawn, and a statement; `newer` goes on with a line of a
version that nobody knew then. The keys are made of numbers, so that they can be made again.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from songfai.exchange import actions as exchange
from songfai.record import keys
from songfai.record.models import Register
from tests.exchange import newer
from tests.exchange.nodes import LAOS, START, VIET_NAM, now
from tests.exchange.plain import Plain, settle

HERE = Path(__file__).parent / "golden"
SIDES = {"vn": (VIET_NAM, 1), "la": (LAOS, 101)}


def numbered(first: int) -> Callable[[], Ed25519PrivateKey]:
    numbers = count(first)
    return lambda: Ed25519PrivateKey.from_private_bytes(bytes([next(numbers)]) * 32)


def begin(node: Plain, side: str) -> None:
    """The institution with the keys of numbers; its name is the one its card bears."""
    body, first = SIDES[side]
    node.found({**body, "name": {"en": f"Ministry {side}"}})
    with node:
        keys.create(node.institution, START, make=numbered(first))


def tell(a: Plain, b: Plain) -> Iterator[str]:
    """What happened; names the record that is to be kept at that point."""
    a.learn(b.cards())
    b.learn(a.cards())
    a.open(LAOS["origin"])
    settle(a, b, 1)
    for text in ("First text", "Second text"):
        sha256 = a.offer("paper/1", text)
        settle(a, b, 1)
        b.answer("approve", sha256)
        settle(a, b, 2)
    sha256 = b.offer("paper/2", "ບົດທີ່ຖືກສົ່ງກັບ")
    settle(a, b, 1)
    a.answer("return_", sha256, reason="Chưa đúng năm.")
    sha256 = a.offer("paper/3", "Taken back")
    a.answer("withdraw", sha256)
    b.state("word/1", "Said by one side")
    settle(a, b, 2)
    yield "agreed"
    newer.propose(a, "From the future")
    settle(a, b, 2)
    yield "newer"


def make(a: Plain, b: Plain) -> None:
    HERE.mkdir(exist_ok=True)
    begin(a, "vn")
    begin(b, "la")
    for name, node in (("vn", a), ("la", b)):
        (HERE / f"{name}.cards").write_bytes(node.cards())
    for name in tell(a, b):
        with a:
            (HERE / f"{name}.jsonl").write_bytes(bytes(exchange.record_of(Register.objects.get(), now())))


def bundles_in(name: str) -> list[bytes]:
    """The two bundles of a record, each ended by its own last line."""
    *whole, rest = (HERE / f"{name}.jsonl").read_bytes().split(b'"t":"end"}\n')
    assert rest == b""
    return [one + b'"t":"end"}\n' for one in whole]
