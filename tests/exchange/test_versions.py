"""A partner with newer software: what it writes is kept, what is not understood has no effect, and an upgrade goes on."""

import json

import pytest
import rfc8785

from songfai.kit.errors import Refused
from songfai.record import actions, books, charters
from songfai.record.models import Entry, Log, Register
from songfai.record.states import Stage
from tests.exchange import newer
from tests.exchange.plain import settle
from tests.exchange.test_damage import sealed


def in_force(a, b, thread="paper/1") -> str:
    sha256 = a.offer(thread)
    settle(a, b, 1)
    b.answer("approve", sha256)
    settle(a, b, 2)
    return sha256


def stage(node, sha256: str) -> str:
    return node.standings()[sha256]["stage"]


def stops(node, position: int) -> int | None:
    with node:
        return Log.objects.get(position=position).stops


def test_line_of_a_newer_version_is_kept_and_takes_nothing_back(plain):
    a, b = plain
    agreed = in_force(a, b)
    offered = a.offer("paper/2")
    settle(a, b, 1)
    newer.write(a, "propose", doc=f"sha256:{'0' * 64}")
    settle(a, b, 2)
    assert a.leaves() == b.leaves()
    assert stops(a, 1) == stops(b, 1) == len(a.leaves()[0]) - 1
    assert {stage(node, agreed) for node in (a, b)} == {Stage.IN_FORCE}
    # What came before it counts, what comes after it has no effect: it cannot come into force.
    b.answer("approve", offered)
    settle(a, b, 3)
    assert a.standings() == b.standings()
    assert {stage(node, offered) for node in (a, b)} == {Stage.ACCEPTED}
    assert {stage(node, agreed) for node in (a, b)} == {Stage.IN_FORCE}


def test_a_newer_line_of_a_known_type_moves_nothing(plain):
    """It may mean something else by it."""
    a, b = plain
    offered, other = a.offer(), b.offer("paper/2")
    settle(a, b, 1)
    newer.write(a, "withdraw", doc=f"sha256:{offered}")
    newer.write(a, "approve", doc=f"sha256:{other}")
    settle(a, b, 2)
    for node in (a, b):
        assert [stage(node, one) for one in (offered, other)] == [Stage.OFFERED] * 2


def test_upgrade_goes_on_from_the_kept_lines(plain):
    """As if an older version had stopped at a line that this one understands."""
    a, b = plain
    agreed = in_force(a, b)
    with b:
        Log.objects.filter(position=1).update(stops=2)
        assert books.settle(books.read(Register.objects.get())) == [agreed]
    assert stage(b, agreed) == Stage.OFFERED
    with b:
        assert actions.recompute(Register.objects.get()) == [agreed]
    assert stops(b, 1) is None
    assert a.standings() == b.standings()


def test_document_of_a_newer_line_is_kept_for_the_day_it_is_understood(plain):
    a, b = plain
    settle(a, b, 1)
    sha256 = newer.propose(a, "From the future")
    settle(a, b, 2)
    for node in (a, b):
        with node:
            entry = Entry.objects.get(document__sha256=sha256)
            assert bytes(entry.document.body).find(b"From the future") > 0
    assert a.leaves() == b.leaves()


def test_newer_line_says_what_it_likes_in_its_body(plain):
    a, b = plain
    for said in (
        {"doc": ["several"]},
        {"doc": {"sha512": "x"}},
        {"doc": "sha512:" + "0" * 128},
        {"doc": None},
    ):
        newer.write(a, "propose", **said)
    settle(a, b, 2)
    assert a.leaves() == b.leaves()
    # It is the first of them from which on the log is only kept, also when it is worked out anew.
    stop = len(a.leaves()[0]) - 4
    for node in (a, b):
        assert stops(node, 1) == stop
        with node:
            assert actions.recompute(Register.objects.get()) == []
        assert stops(node, 1) == stop


def test_unknown_type_is_kept_and_has_no_effect(plain):
    a, b = plain
    agreed = in_force(a, b)
    before = a.standings()
    newer.write(a, "greet", version=1, words="Hello")
    newer.write(a, "withdraw_all", version=1, doc=f"sha256:{agreed}")
    settle(a, b, 2)
    assert a.leaves() == b.leaves()
    assert (stops(a, 1), stops(b, 1)) == (None, None)
    assert a.standings() == b.standings() == before
    assert in_force(a, b, "paper/2")


def lines_of(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.split(b"\n")[:-2]]


def test_bundle_of_a_newer_form_is_refused_whole(plain):
    a, b = plain
    a.offer()
    head, *rest = lines_of(a.send())
    before = b.holds()
    data = sealed([rfc8785.dumps(one) for one in (head | {"fmt": "coop-bundle/2"}, *rest)])
    assert b.code_of(data) == "bundle_newer"
    assert b.holds() == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rules": "coop-rules/2"}, "charter_rules"),
        ({"rules": None}, "charter_rules"),
        ({"fmt": "coop-charter/2"}, "charter_form"),
        ({"sides": []}, "charter_form"),
        ({"at": "yesterday"}, "charter_form"),
        ({"title": "x"}, "charter_form"),
    ],
)
def test_charter_under_other_rules_is_refused(plain, changes, code):
    a, _ = plain
    with a:
        said = json.loads(bytes(Register.objects.get().charter))
    with pytest.raises(Refused) as refused:
        charters.read(rfc8785.dumps(said | changes))
    assert refused.value.code == code
