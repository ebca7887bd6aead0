"""The countersign rule searched through: every interleaving of two adversarial writers, any delay of what they see.

An entry without effect (a void approval, a withdrawal that does not work) is a receipt to everybody else, so the
search writes a receipt in its place; `test_search_leaves_nothing_out` holds this against the search without it.
"""

import os
import random
from collections import defaultdict
from dataclasses import dataclass, field, replace

import pytest

from songfai.record import rules
from songfai.record.rules import COUNTERSIGN, Act, Paper, Rule, View
from songfai.record.states import EntryType

RIVALS = {"a": Paper("t"), "b": Paper("t")}
SUCCESSOR = {"a": Paper("t"), "b": Paper("t"), "c": Paper("t", "a")}
RIVAL_SUCCESSORS = {"a": Paper("t"), "c": Paper("t", "a"), "d": Paper("t", "a")}
DEEPER = int(os.environ.get("SONGFAI_MODEL_DEEPER", "0"))


class Violation(Exception):
    pass


@dataclass
class Tried:
    """What a search visited: states by their logs, and how many steps led to them."""

    states: dict = field(default_factory=dict)
    steps: int = 0
    in_force: int = 0


def acts(view: View, side: int) -> list[Act]:
    """Everything a side may write next, whatever sense it makes."""
    out = []
    for seen in range(view.seen_by(side), len(view.logs[1 - side]) + 1):
        out += [
            Act(kind, paper, seen)
            for paper in view.papers
            for kind in (EntryType.APPROVE, EntryType.WITHDRAW)
        ]
        if seen > view.seen_by(side):
            out.append(Act(EntryType.ACK, None, seen))
    return out


def after(view: View, side: int, act: Act, rule: Rule) -> View:
    new = view.copy()
    rules.take_in(new, side, act, rule)
    return new


def taken_back(view: View) -> list[tuple[int, str]]:
    return [
        (side, document)
        for side in (0, 1)
        for document, consents in view.consents[side].items()
        if any(given.taken_back is not None for given in consents)
    ]


def require_sound(gone: list[tuple[int, str]], new: View, was: frozenset[str], now: frozenset[str]) -> None:
    """`gone` are the consents that had been taken back before, `was` what was in force."""
    if not was <= now:
        raise Violation("in force was revoked")
    slots = [new.papers[document].slot for document in now]
    if len(set(slots)) < len(slots):
        raise Violation("two in force in one slot")
    if any(new.papers[document].supersedes not in now | {None} for document in now):
        raise Violation("a successor is in force and what it replaces never was")
    if any(new.consent(side, document) for side, document in gone):
        raise Violation("a consent taken back came back")


def search(papers: dict[str, Paper], depth: int, rule: Rule = COUNTERSIGN, every_act: bool = False) -> Tried:
    tried = Tried({((), ()): {}})
    layer = [(View(papers), frozenset())]
    for _ in range(depth):
        following = []
        for view, was in layer:
            for side in (0, 1):
                for act in acts(view, side):
                    new = after(view, side, act, rule)
                    if act.document and new.consents == view.consents and not every_act:
                        continue
                    now = frozenset(rules.in_force(new, rule))
                    tried.steps += 1
                    require_sound(taken_back(view), new, was, now)
                    key = (tuple(new.logs[0]), tuple(new.logs[1]))
                    if key not in tried.states:
                        tried.states[key] = new.consents
                        tried.in_force += bool(now)
                        following.append((new, now))
                    elif tried.states[key] != new.consents:
                        raise Violation("the same two logs read differently")
        layer = following
    return tried


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "papers", "depth"),
    [
        ("two rivals", RIVALS, 7),
        ("a rival and a successor", SUCCESSOR, 7),
        ("rival successors", RIVAL_SUCCESSORS, 7),
    ],
)
def test_rule_holds_in_every_interleaving(name, papers, depth, capsys):
    tried = search(papers, depth + DEEPER)
    with capsys.disabled():
        print(
            f"\n  {name}, {depth + DEEPER} entries: {len(tried.states):,} states, {tried.steps:,} steps, 0 violations"
        )
    assert tried.in_force > 0


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize(("papers", "depth"), [(RIVALS, 9), (SUCCESSOR, 8), (RIVAL_SUCCESSORS, 8)])
def test_rule_holds_in_longer_interleavings(papers, depth, capsys):
    tried = search(papers, depth)
    with capsys.disabled():
        print(f"\n  {depth} entries: {len(tried.states):,} states, {tried.steps:,} steps, 0 violations")


@pytest.mark.once
def test_search_leaves_nothing_out():
    """With every entry written, also those without effect, no other combination of consents comes about."""

    def reached(tried: Tried) -> set:
        views = (rules.standing(logs, SUCCESSOR) for logs in tried.states)
        return {
            tuple(
                (
                    document,
                    view.consent(side, document) is not None,
                    document in view.consents[side],
                    view.locked(side, document),
                )
                for side in (0, 1)
                for document in SUCCESSOR
            )
            for view in views
        }

    everything, shorter = search(SUCCESSOR, 4, every_act=True), search(SUCCESSOR, 4)
    assert len(everything.states) > 10 * len(shorter.states)
    assert reached(everything) == reached(shorter)


WALKED = SUCCESSOR | {"d": Paper("t", "c")}
MOVES = [(kind, paper) for paper in WALKED for kind in (EntryType.APPROVE, EntryType.WITHDRAW)]


@pytest.mark.once
def test_rule_holds_on_long_random_walks(capsys):
    walk(1000 * (1 + 20 * DEEPER), 2026, capsys)


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("begin", range(2027, 2031))
def test_rule_holds_on_a_million_random_walks(begin, capsys):
    """In four parts, for as many processes."""
    walk(250_000, begin, capsys)


def walk(walks: int, begin: int, capsys) -> None:
    steps, seed = 24, random.Random(begin)
    reached = sum(walked(seed, steps) for _ in range(walks))
    with capsys.disabled():
        print(f"\n  {walks:,} walks of {steps} entries, {reached:,} reached in force, 0 violations")
    assert reached > 0


def walked(seed: random.Random, steps: int) -> bool:
    """One walk; whether something came into force on it."""
    view, now = View(WALKED), frozenset[str]()
    for _ in range(steps):
        side = seed.randrange(2)
        before = view.seen_by(side)
        seen = seed.randint(before, len(view.logs[1 - side]))
        # A receipt is one more thing to write for who has seen something new.
        kind, paper = seed.choice([*MOVES, (EntryType.ACK, None)] if seen > before else MOVES)
        gone, was = taken_back(view), now
        rules.take_in(view, side, Act(kind, paper, seen))
        now = frozenset(rules.in_force(view))
        require_sound(gone, view, was, now)
    assert rules.standing(view.logs, view.papers).consents == view.consents
    return bool(now)


# Each clause left out or made weaker, and what it breaks.


def without(clause: rules.Clause) -> Rule:
    return replace(
        COUNTERSIGN, approval_is_void=tuple(c for c in COUNTERSIGN.approval_is_void if c is not clause)
    )


def both_consents(view: View, document: str) -> bool:
    return all(view.consent(side, document) for side in (0, 1))


def one_lock(view: View, document: str) -> bool:
    return both_consents(view, document) and any(view.locked(side, document) for side in (0, 1))


def always(view: View, side: int, document: str) -> bool:
    return True


def not_in_force_as_seen(view: View, side: int, document: str) -> bool:
    """The writer looks only at whether the paper is in force, not at whether the other side has agreed."""
    seen = view.seen_by(side)
    mine = view.consent(side, document)
    other_locked = mine and any(act.seen > mine.given for act in view.logs[1 - side][:seen])
    return not (view.locked(side, document, seen) and other_locked)


def same_document_only(view: View, side: int, document: str) -> bool:
    return view.consent(side, document) is not None


def predecessor_not_approved(view: View, side: int, document: str) -> bool:
    before = view.papers[document].supersedes
    return before is not None and view.consent(side, before) is None


VOID = (rules.approved_before, rules.slot_taken, rules.predecessor_not_locked)
MUTANTS = {
    "both consents are enough": (
        replace(COUNTERSIGN, holds=both_consents),
        RIVALS,
        "in force was revoked",
        3,
    ),
    "one lock is enough": (replace(COUNTERSIGN, holds=one_lock), RIVALS, "in force was revoked", 3),
    "a withdrawal always works": (
        replace(COUNTERSIGN, withdrawal_works=always),
        RIVALS,
        "in force was revoked",
        4,
    ),
    "a withdrawal works until in force": (
        replace(COUNTERSIGN, withdrawal_works=not_in_force_as_seen),
        RIVALS,
        "in force was revoked",
        4,
    ),
    "several consents in a slot": (without(rules.slot_taken), RIVALS, "two in force in one slot", 6),
    "rivals are not compared": (
        replace(COUNTERSIGN, approval_is_void=(VOID[0], same_document_only, VOID[2])),
        RIVALS,
        "two in force in one slot",
        6,
    ),
    "an approval may be repeated": (
        without(rules.approved_before),
        RIVALS,
        "a consent taken back came back",
        3,
    ),
    "a successor needs nothing": (
        without(rules.predecessor_not_locked),
        SUCCESSOR,
        "a successor is in force and what it replaces never was",
        6,
    ),
    "a successor needs one's own consent": (
        replace(COUNTERSIGN, approval_is_void=(VOID[0], VOID[1], predecessor_not_approved)),
        SUCCESSOR,
        "a successor is in force and what it replaces never was",
        6,
    ),
}


@pytest.mark.once
@pytest.mark.parametrize("name", MUTANTS)
def test_rule_with_one_clause_changed_is_caught(name):
    rule, papers, broken, depth = MUTANTS[name]
    with pytest.raises(Violation, match=broken):
        search(papers, depth, rule)


def test_every_clause_has_a_mutant_without_it():
    left_out = defaultdict(list)
    for name, (rule, *_) in MUTANTS.items():
        for clause in COUNTERSIGN.approval_is_void:
            if clause not in rule.approval_is_void:
                left_out[clause.__name__].append(name)
        for part in ("withdrawal_works", "holds"):
            if getattr(rule, part) is not getattr(COUNTERSIGN, part):
                left_out[part].append(name)
    assert set(left_out) == {clause.__name__ for clause in COUNTERSIGN.approval_is_void} | {
        "withdrawal_works",
        "holds",
    }
