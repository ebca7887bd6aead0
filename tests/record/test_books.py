"""The books leave out what moves nothing: what they read must be what the rule reads in the whole logs."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from songfai.kit.errors import Refused
from songfai.record import rules
from songfai.record.books import READ, Books, moment_of, read
from songfai.record.entries import Line
from songfai.record.models import Log, Register
from songfai.record.rules import Act, Paper
from songfai.record.states import MOVES, EntryType

pytestmark = pytest.mark.once

A, B, C, D = (letter * 64 for letter in "abcd")
PAPERS = {A: Paper("t"), B: Paper("t"), C: Paper("t", A), D: Paper("u")}
SILENT = (EntryType.ACK, EntryType.STATE, EntryType.NOTE, EntryType.KEY, EntryType.FINAL)
TYPES = (*MOVES, EntryType.APPROVE, EntryType.APPROVE, *SILENT, "something_new")
Said = tuple[str, str | None, int]


@some.composite
def two_logs(draw) -> tuple[list[Said], list[Said]]:
    """Lines in the order in which they might be written: each has seen at least as much as the one before."""
    logs: tuple[list[Said], list[Said]] = ([], [])
    for _ in range(draw(some.integers(0, 24))):
        side = draw(some.integers(0, 1))
        least = logs[side][-1][2] if logs[side] else 0
        # Mostly everything, as a server does; now and then less, as post that crosses.
        seen = draw(
            some.sampled_from([len(logs[1 - side])] * 3 + [least]) | some.integers(least, len(logs[1 - side]))
        )
        type = draw(some.sampled_from(TYPES))
        document = None if type in SILENT else draw(some.sampled_from(list(PAPERS)))
        logs[side].append((str(type), document, seen))
    return logs


def books_of(logs: tuple[list[Said], list[Said]], stops: list[int | None]) -> Books:
    """As `books.read` would make them of stored rows."""
    rows = [
        Log(position=side + 1, size=len(said), seen=said[-1][2] if said else 0, stops=stops[side])
        for side, said in enumerate(logs)
    ]
    books = Books(
        Register(), rows, PAPERS, stops=stops, heard=[heard(logs[side], stops[side]) for side in (0, 1)]
    )
    for side, said in enumerate(logs):
        for seq, (type, document, seen) in enumerate(said):
            if type in READ and (stops[side] is None or seq < stops[side]):
                body = {"doc": f"sha256:{document}"} if document else {}
                books.lines[side].append(Line("x", seq, "", "2026-03-09T08:12:05Z", type, seen, "", body))
    return books


def heard(said: list[Said], stop: int | None) -> int:
    """What the lines that are understood have seen."""
    return max((seen for _, _, seen in said[:stop]), default=0)


def whole(logs: tuple[list[Said], list[Said]], stops: list[int | None]) -> rules.View:
    """The rule over every line; a line from `stops` on is there, and nothing in it has effect."""
    acts = []
    for side, said in enumerate(logs):
        until = len(said) if stops[side] is None else stops[side]
        acts.append([Act(*line) for line in said[:until]])
        acts[side] += [Act("newer", None, heard(said, until))] * (len(said) - until)
    return rules.standing(acts, PAPERS)


def what(view: rules.View) -> dict[str, object]:
    return {
        document: (
            rules.stage(view, document),
            document in rules.in_force(view),
            [view.consent(side, document) is not None for side in (0, 1)],
            [view.locked(side, document) for side in (0, 1)],
            [document in view.consents[side] for side in (0, 1)],
        )
        for document in PAPERS
    }


@given(two_logs(), some.none() | some.integers(1, 9), some.none() | some.integers(1, 9))
@settings(max_examples=300)
def test_books_say_what_the_rule_says_of_the_whole_logs(logs, first, second):
    stops = [
        stop if stop is not None and stop < len(said) else None
        for stop, said in zip((first, second), logs, strict=True)
    ]
    assert what(books_of(logs, stops).view()) == what(whole(logs, stops))


@given(two_logs(), some.data())
@settings(max_examples=150)
def test_nothing_in_force_is_lost_when_more_of_the_logs_arrives(logs, data):
    """Any beginning of both logs that holds what its lines have seen; what is in force there is so in the whole logs."""
    sizes = [data.draw(some.integers(0, len(said))) for said in logs]
    for _ in range(len(logs[0]) + len(logs[1])):
        for side in (0, 1):
            while sizes[side] and logs[side][sizes[side] - 1][2] > sizes[1 - side]:
                sizes[side] -= 1
    part = tuple(said[:size] for said, size in zip(logs, sizes, strict=True))
    everything = rules.in_force(books_of(logs, [None, None]).view())
    assert rules.in_force(books_of(part, [None, None]).view()) <= everything


@pytest.mark.parametrize("after", range(3))
def test_newer_line_takes_nothing_back(after):
    """What a receipt has locked stays locked when a line of a newer version follows it."""
    logs = (
        [("propose", A, 0), ("approve", A, 0), ("ack", None, 1), *[("newer", None, 1)] * after],
        [("approve", A, 2)],
    )
    stops = [3 if after else None, None]
    assert rules.in_force(books_of(logs, stops).view()) == {A}


def test_moment_no_calendar_knows_is_its_earliest():
    assert moment_of(0) == moment_of(2**64 - 1) == datetime(1970, 1, 1, tzinfo=UTC)
    assert moment_of(1_773_043_925) == datetime(2026, 3, 9, 8, 12, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_register_without_its_two_logs_is_not_read():
    register = Register.objects.create(programme="sha256:" + A, charter=b"{}", opened_at=moment_of(0))
    with pytest.raises(Refused) as refused:
        read(register)
    assert refused.value.code == "logs_missing"
