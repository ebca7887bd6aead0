"""Two servers and a channel that loses, doubles, reorders and damages: whatever happens, they never say two things.

A machine of hypothesis plays both servers' people, the channel, and disasters (an older copy restored, keys changed, lines
of newer software). What must hold is checked after every step, and in the end the channel heals.
"""

import os
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import seed as from_seed
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from songfai.exchange import bundle as bundles
from songfai.kit.errors import Refused
from songfai.record import actions, books, tree
from songfai.record.models import Incident, Log, Register
from songfai.record.states import IncidentKind, Stage
from tests.exchange import newer
from tests.exchange.plain import Plain, settle

SIDES = some.integers(0, 1)
# Of what is long, for as many processes.
PARTS = 4
FINISHED = {Stage.IN_FORCE, Stage.REPLACED}
# What a server may answer to its people, and to a file. Anything else is a fault.
PEOPLE = {
    "own_offer_waits", "approval_void", "record_behind", "own_offer", "not_own_offer", "software_older",
}  # fmt: skip
FILES = {
    "bundle_damaged",
    "bundle_gap",
    "record_behind",
    "document_missing",
    "cosignature_wrong",
    "note_form",
}


class Servers(RuleBasedStateMachine):
    """`told` is every line that ever left a server, by log; `said` what was worked out from two logs, by their roots."""

    nodes: tuple[Plain, Plain]
    count: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        for node in self.nodes:
            node.lay_back("start")
        self.channels: list[list[bytes]] = [[], []]
        self.sent: list[list[bytes]] = [[], []]
        self.told: list[dict[int, bytes]] = [{}, {}]
        self.backups = [False, False]
        self.held: list[set[str]] = [set(), set()]
        self.said: dict[object, object] = {}
        self.number = 0
        self.touched = {0, 1}
        self.count["runs"] += 1

    def people(self, side: int, act) -> None:
        """An act of a server's people: done, or refused for a reason they can be told, with nothing changed."""
        self.count["acts"] += 1
        before, code = self.nodes[side].leaves(), ""
        try:
            act(self.nodes[side])
        except Refused as refused:
            code = refused.code
        assert not code or code in PEOPLE or code.startswith("already_"), code
        assert not code or self.nodes[side].leaves() == before
        self.touched.add(side)

    def paper(self, side: int, pick: int) -> str | None:
        known = sorted(self.nodes[side].standings())
        return known[pick % len(known)] if known else None

    @rule(side=SIDES, thread=some.integers(1, 2))
    def offer(self, side: int, thread: int) -> None:
        self.number += 1
        self.people(side, lambda node: node.offer(f"paper/{thread}", f"Text {self.number}"))

    @rule(
        side=SIDES,
        verb=some.sampled_from(["approve", "approve", "return_", "withdraw"]),
        pick=some.integers(0, 9),
    )
    def answer(self, side: int, verb: str, pick: int) -> None:
        sha256 = self.paper(side, pick)
        said = {"reason": "Not yet."} if verb == "return_" else {}
        if sha256:
            self.people(side, lambda node: node.answer(verb, sha256, **said))

    @rule(side=SIDES)
    def state(self, side: int) -> None:
        self.number += 1
        self.people(side, lambda node: node.state("word/1", f"Word {self.number}"))

    @rule(side=SIDES)
    def export(self, side: int) -> None:
        data = self.nodes[side].send()
        made = bundles.read(data)
        for seq, line in enumerate(made.entries, made.first):
            assert self.told[side].setdefault(seq, line) == line, (
                "a second story of one log has left its server"
            )
        self.channels[side].append(data)
        self.sent[side].append(data)
        self.count["files"] += 1

    @rule(side=SIDES, pick=some.integers(0, 5), again=some.booleans())
    def deliver(self, side: int, pick: int, again: bool) -> None:
        """Any file that is under way, in any order; perhaps it will come once more."""
        if not self.channels[side]:
            return
        place = pick % len(self.channels[side])
        data = self.channels[side][place] if again else self.channels[side].pop(place)
        self.take(1 - side, data)

    @rule(side=SIDES, pick=some.integers(0, 5))
    def lose(self, side: int, pick: int) -> None:
        if self.channels[side]:
            self.channels[side].pop(pick % len(self.channels[side]))

    @rule(side=SIDES, pick=some.integers(0, 5), place=some.floats(0, 0.999), cut=some.booleans())
    def damage(self, side: int, pick: int, place: float, cut: bool) -> None:
        if not self.channels[side]:
            return
        data = self.channels[side][pick % len(self.channels[side])]
        at = int(place * len(data))
        changed = data[:at] if cut else data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        before = self.nodes[1 - side].holds()
        assert self.nodes[1 - side].code_of(changed) == "bundle_damaged"
        assert self.nodes[1 - side].holds() == before
        self.count["damaged"] += 1

    @rule(side=SIDES)
    def back_up(self, side: int) -> None:
        self.nodes[side].back_up()
        self.backups[side] = True

    @precondition(lambda self: any(self.backups))
    @rule(side=SIDES)
    def restore(self, side: int) -> None:
        if self.backups[side]:
            self.nodes[side].restore()
            self.held[side] = set()
            self.touched.add(side)
            self.count["restored"] += 1

    @rule(side=SIDES, chance=some.integers(0, 3))
    def change_keys(self, side: int, chance: int) -> None:
        if chance == 0:
            self.people(side, Plain.change_keys)
            self.count["keys changed"] += 1

    @rule(side=SIDES, chance=some.integers(0, 9))
    def newer_software(self, side: int, chance: int) -> None:
        """A server is updated, writes a line this version does not know, and (here) goes on with this version."""
        if chance == 0:
            self.people(side, lambda node: newer.write(node, "propose"))
            self.count["newer lines"] += 1

    def take(self, side: int, data: bytes) -> str:
        code = self.nodes[side].code_of(data)
        assert code in {"", *FILES}, code
        self.touched.add(side)
        self.count["taken" if not code else "not taken"] += 1
        return code

    @invariant()
    def nobody_says_two_things(self) -> None:
        for side in self.touched:
            self.check(side)
        self.touched = set()

    def check(self, side: int) -> None:
        node = self.nodes[side]
        with node:
            logs = list(Log.objects.order_by("position"))
            bodies = [list(log.entries.order_by("seq").values_list("body", flat=True)) for log in logs]
            # The mirror is a beginning of what the other side has told.
            other = 1 - side
            for seq, line in enumerate(bodies[other]):
                assert self.told[other].get(seq, bytes(line)) == bytes(line)
            assert actions.recompute(Register.objects.get()) == [], "standings are not those of the logs"
            assert not Incident.objects.filter(kind=IncidentKind.FORK).exists()
        standings = node.standings()
        key = tuple(tree.root_hash(map(tree.leaf_hash, map(bytes, one))) for one in bodies)
        assert self.said.setdefault(key, standings) == standings, "two servers read the same logs differently"
        valid = {sha256 for sha256, one in standings.items() if one["stage"] in FINISHED}
        assert self.held[side] <= valid, "in force was revoked"
        self.held[side] = valid
        with node:
            papers = books.papers_of(Register.objects.get())
        slots = [papers[sha256].slot for sha256 in valid]
        assert len(slots) == len(set(slots)), "two are in force in one place"
        self.count["checks"] += 1

    def teardown(self) -> None:
        """The channel heals: both hold the same, say the same, and can agree again."""
        held = self.held[0] | self.held[1]
        for _ in range(4):
            for side in (0, 1):
                self.export(side)
                self.take(1 - side, self.sent[side][-1])
        a, b = self.nodes
        self.check(0)
        self.check(1)
        assert a.leaves() == b.leaves()
        assert a.standings() == b.standings()
        assert held <= self.held[0]
        with a:
            stopped = Log.objects.exclude(stops=None).exists()
            assert not Incident.objects.filter(settled_at=None).exists()
        if not stopped:
            sha256 = a.offer("paper/last", "In the end")
            settle(a, b, 1)
            b.answer("approve", sha256)
            settle(a, b, 2)
            assert {node.standings()[sha256]["stage"] for node in self.nodes} == {Stage.IN_FORCE}
        self.count["healed"] += 1


def play(plain: tuple[Plain, Plain], runs: int, steps: int, capsys, seed: int | None = None) -> None:
    """Without a seed always the same stories; with one those of the seed, which is said first."""
    for node in plain:
        node.take_picture("start")
    Servers.nodes, Servers.count = plain, Counter()
    machine = Servers
    if seed is not None:
        machine = from_seed(seed)(type("Seeded", (Servers,), {}))
        with capsys.disabled():
            print(f"\n  stories of the seed {seed}")
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            derandomize=seed is None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
    with capsys.disabled():
        print("\n  " + ", ".join(f"{number:,} {name}" for name, number in Servers.count.items()))


@pytest.mark.once
def test_two_servers_whatever_happens_between_them(plain, capsys):
    play(plain, runs=8, steps=30, capsys=capsys)


@pytest.mark.once
@pytest.mark.thorough
def test_two_servers_ten_times_as_often(plain, capsys):
    play(plain, runs=80, steps=40, capsys=capsys)


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_two_servers_for_a_long_time(plain, part, capsys):
    """Other stories each day, and the same ones again with SONGFAI_MACHINE_SEED; a night's are SONGFAI_MACHINE_RUNS=50000."""
    runs = int(os.environ.get("SONGFAI_MACHINE_RUNS", "500")) // PARTS
    seed = int(os.environ.get("SONGFAI_MACHINE_SEED", f"{date.today():%Y%m%d}"))
    play(plain, runs=runs, steps=40, capsys=capsys, seed=seed * PARTS + part)
