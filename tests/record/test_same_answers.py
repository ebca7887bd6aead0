"""What this server takes in, every check of the record takes: else a side could write one line that makes the record both own
"not valid" for ever. The product's readers against verify.py, over near misses of everything that is signed.
"""

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
import rfc8785

from songfai.kit.errors import Refused
from songfai.record import canonical, cards, charters, entries, notes
from tests.record import registers, verifiers

pytestmark = pytest.mark.once
REMOVED, MORE = object(), object()


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


VALUES = [
    None, True, 0, 1, -1, 2, 2**53, "", "x", "A b", "a" * 31, "2026-02-30T08:00:00Z", "2026-11-21T23:59:60Z", "0000-11-21T23:59:00Z",
    "\u0662026-11-21T08:00:00Z", "sha256:" + "0" * 64, "sha256:" + "Z" * 64, "=", "A" * 43 + "=", "A" * 42 + "B=", [], [1], ["x"],
    [None], [{}], [["en"]], ["en", "en"], {}, {"a": 1}, {"lo": 1}, {"doc": None}, "e\u0301", "\u202e", "line\n",
    *map(nested, (29, 30, 31, 32, 60)), REMOVED, MORE,
]  # fmt: skip
Read = Callable[[bytes], object]


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*at, key))


def near_misses(said: dict[str, Any]) -> Iterator[bytes]:
    """The text with one value in it another one, gone, or with another beside it; in canonical form."""
    for *above, last in (place for place in places(said) if place):
        for value in VALUES:
            changed = copy.deepcopy(said)
            target: Any = changed
            for key in above:
                target = target[key]
            if value is REMOVED:
                del target[last]
            elif value is not MORE:
                target[last] = value
            elif isinstance(target, list):
                target.append(target[last])
            else:
                target["zz"] = 1
            try:
                yield rfc8785.dumps(changed)
            except ValueError:
                continue


def of_each_kind() -> Iterator[tuple[str, dict[str, Any]]]:
    """(what it is, what it says): of the lines of registers one of each kind."""
    found = set()
    for seed in range(0, 40, 2):
        for _, data in registers.made(seed).files:
            for line in map(json.loads, data.splitlines()):
                for kind, said in texts_in(line):
                    told = (kind, *(sorted(said) if kind == "card" else ()))
                    if told not in found:
                        found.add(told)
                        yield kind, said


def texts_in(line: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if line["t"] == "entry":
        said = json.loads(line["b"])
        yield f"entry {said['type']}", said
        if said["type"] in ("genesis", "key"):
            yield "card", json.loads(said["body"]["card"])
            yield "carrier", said["body"]
    elif line["t"] == "charter":
        yield "charter", json.loads(line["b"])
    elif line["t"] == "blob" and line["of"] == 1 and (data := notes.plain64(line["d"]))[:1] == b"{":
        yield "document", json.loads(data)


def readers(python: ModuleType, kind: str) -> tuple[Read, Read]:
    """The product's and the verifier's; of the verifier's card only what is its form."""

    def form_of(data: bytes) -> None:
        if not python.fits("programme")(python.strict(data)):
            raise python.Invalid("charter_form", "here")

    def as_body(data: bytes) -> dict[str, Any]:
        return {"card": data.decode(), "sigs": []}

    def card(body: Any) -> None:
        told = (python.strict(body.get("card")) or {}) if isinstance(body.get("card"), str) else {}
        try:
            python.read_card(body, f"{told.get('origin')}/x", None, "here")
        except python.Invalid as wrong:
            if wrong.args[0] == "card_form":
                raise

    known: dict[str, tuple[Read, Read]] = {
        "entry": (entries.read, lambda data: python.read_entry(data.decode(), "here")),
        "card": (lambda data: cards.read(as_body(data)), lambda data: card(as_body(data))),
        "carrier": (lambda data: cards.read(json.loads(data)), lambda data: card(json.loads(data))),
        "charter": (charters.read, form_of),
        "document": (canonical.load, lambda data: python.read_document(data, "here")),
    }
    return known[kind.partition(" ")[0]]


def takes(read: Read, data: bytes, refuses: type[Exception]) -> bool:
    """Anything but a plain refusal is a fault of the reader."""
    try:
        read(data)
    except refuses:
        return False
    return True


def compared(every: int, capsys) -> None:
    python, count, wrong = verifiers.loaded(), Counter[str](), []
    for kind, said in of_each_kind():
        mine, theirs = readers(python, kind)
        whole = rfc8785.dumps(said)
        assert takes(mine, whole, Refused) and takes(theirs, whole, python.Invalid), kind
        for number, data in enumerate(near_misses(said)):
            if number % every:
                continue
            taken = takes(mine, data, Refused)
            count["tried"] += 1
            count["taken in"] += taken
            if taken and not takes(theirs, data, python.Invalid):
                wrong.append((kind, data))
    with capsys.disabled():
        print(
            f"\n  {count['tried']:,} near misses, {count['taken in']:,} taken in, {len(wrong)} of them not valid to the verifier"
        )
    assert wrong == []
    assert count["taken in"] > 0


def test_what_is_taken_in_is_valid_to_the_verifier(capsys):
    compared(7, capsys)


@pytest.mark.long
def test_whatever_is_taken_in_is_valid_to_the_verifier(capsys):
    compared(1, capsys)
