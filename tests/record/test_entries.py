"""Lines of a log: the one form, what a newer version may say, and how lines follow one another."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785

from songfai.kit.errors import Refused
from songfai.record import entries

pytestmark = pytest.mark.once


def nested(depth: int) -> object:
    """So many levels with the text in the middle; an entry and its body are two more."""
    value: object = "x"
    for _ in range(depth - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, True),
        ({"v": 2}, True),
        ({"v": 2, "more": 1}, True),
        ({"v": 99, "type": "anything"}, True),
        ({"more": 1}, False),
        ({"v": 0}, False),
        ({"v": "2"}, False),
        ({"v": True}, False),
        ({"v": 2, "seq": -1}, False),
        ({"v": 2, "type": "UPPER"}, False),
        ({"v": 2, "seen": {"n": 0}}, False),
        ({"v": 2, "at": "2026-02-30T00:00:00Z"}, False),
        ({"body": {"doc": "sha256:zz"}}, False),
        ({"body": {"doc": "sha256:" + "Z" * 64}}, False),
        ({"body": []}, False),
        ({"log": "A b"}, False),
        ({"prev": "x"}, False),
        ({"seq": 1.0}, True),
        ({"seq": "1"}, False),
        ({"seq": True}, False),
        ({"type": ""}, False),
        ({"type": "a" * 30}, True),
        ({"type": "a" * 31}, False),
        ({"at": "2026-03-09 08:12:05"}, False),
        ({"seen": {"n": -1, "root": entries.EMPTY_ROOT}}, False),
        ({"seen": {"n": True, "root": entries.EMPTY_ROOT}}, False),
        ({"seen": {"n": 0, "root": "x"}}, False),
        ({"seen": {"n": 0, "root": entries.EMPTY_ROOT, "more": 1}}, False),
        ({"seen": 0}, False),
        ({"prev": "A" * 42 + "B="}, False),
        ({"body": {"doc": 1}}, False),
        ({"body": {"doc": None}}, False),
        ({"v": 2, "body": {"doc": None}}, True),
        ({"body": {"a": nested(30)}}, True),
        ({"body": {"a": nested(31)}}, False),
        ({"v": 2, "body": {"a": nested(31)}}, False),
        ({"body": {"a": [nested(1)] * 40}}, True),
        ({"body": {"doc": "sha256:" + "0" * 64}}, True),
        ({"body": {"doc": "0" * 64}}, False),
    ],
)
def test_form_of_a_line(changes, kept):
    said = {
        "v": 1, "log": "a.example/coop/x", "seq": 0, "prev": entries.EMPTY_ROOT, "at": "2026-03-09T08:12:05Z",
        "type": "note", "seen": {"n": 0, "root": entries.EMPTY_ROOT}, "body": {},
    }  # fmt: skip
    data = rfc8785.dumps(said | changes)
    if kept:
        assert entries.read(data).version == changes.get("v", 1)
        return
    with pytest.raises(Refused):
        entries.read(data)


def line(seq: int, prev: str, seen: int = 0, log: str = "a.example/coop/x") -> entries.Line:
    return entries.Line(log, seq, prev, "2026-03-09T08:12:05Z", "ack", seen, entries.EMPTY_ROOT, {})


CHAIN = [
    (line(0, entries.EMPTY_ROOT), "first"),
    (line(1, "first", 2), "second"),
    (line(2, "second", 2), "third"),
]
BROKEN = {
    "a line left out": [CHAIN[0], CHAIN[2]],
    "the first left out": CHAIN[1:],
    "two changed places": [CHAIN[0], CHAIN[2], CHAIN[1]],
    "another before": [CHAIN[0], (line(1, "other", 2), "second")],
    "a wrong number": [CHAIN[0], (line(2, "first", 2), "second")],
    "less seen": [*CHAIN, (line(3, "third", 1), "fourth")],
    "of another log": [CHAIN[0], (line(1, "first", 2, "b.example/coop/x"), "second")],
}


def test_lines_that_follow():
    for size in range(4):
        entries.require_chain(CHAIN[:size], log="a.example/coop/x")


@pytest.mark.parametrize("name", BROKEN)
def test_lines_that_do_not_follow(name):
    with pytest.raises(Refused) as refused:
        entries.require_chain(BROKEN[name], log="a.example/coop/x")
    assert refused.value.code == "log_broken"


def test_written_line_is_read_back():
    at = datetime(2026, 3, 9, 15, 12, 5, 999, tzinfo=timezone(timedelta(hours=7)))
    body = {"doc": "sha256:" + "0" * 64}
    data = entries.entry_bytes(
        log="a.example/coop/x", seq=3, prev=entries.EMPTY_ROOT, at=at, type="approve", seen=2,
        seen_root=entries.EMPTY_ROOT, body=body,
    )  # fmt: skip
    read = entries.read(data)
    assert read == entries.Line(
        "a.example/coop/x",
        3,
        entries.EMPTY_ROOT,
        "2026-03-09T08:12:05Z",
        "approve",
        2,
        entries.EMPTY_ROOT,
        body,
    )
    assert read.document == "0" * 64
    assert entries.as_text(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"1", b"\xff", b'{"v":1}', b'{ "v":1}'])
def test_other_bytes_are_no_line(data):
    with pytest.raises(Refused):
        entries.read(data)
