"""Proofs of the Merkle tree: every one that is right is accepted, and nothing that is changed in any part."""

import hashlib
import random

import pytest

from songfai.record import tree

pytestmark = pytest.mark.once

SIZE = 18
LEAVES = [tree.leaf_hash(str(number).encode()) for number in range(SIZE)]
ROOTS = [tree.root_hash(LEAVES[:size]) for size in range(SIZE + 1)]
OTHER = b"\x55" * 32


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    pair = by_definition(leaves[:split]) + by_definition(leaves[split:])
    return hashlib.sha256(b"\x01" + pair).digest()


def test_leaf_and_node_are_told_apart():
    assert tree.leaf_hash(b"x") == hashlib.sha256(b"\x00x").digest()
    assert tree.node_hash(b"a", b"b") == hashlib.sha256(b"\x01ab").digest()


@pytest.mark.parametrize("size", range(SIZE + 1))
def test_root_is_that_of_the_definition(size):
    assert ROOTS[size] == by_definition(LEAVES[:size])
    frontier = tree.Frontier.over(LEAVES[:size])
    assert (frontier.size, frontier.root()) == (size, ROOTS[size])
    assert len(frontier.peaks) == size.bit_count()
    again = tree.Frontier.read(size, frontier.stored())
    assert again == frontier
    for leaf in LEAVES[size:]:
        again.add(leaf)
    assert again.root() == ROOTS[SIZE]
    for wrong in (frontier.stored() + OTHER, frontier.stored()[:-1]):
        if wrong != frontier.stored():
            with pytest.raises(ValueError, match="peaks"):
                tree.Frontier.read(size, wrong)


def test_roots_at_sizes_in_one_pass():
    assert tree.roots_at(LEAVES, [0, 3, SIZE, SIZE + 1]) == {0: tree.EMPTY, 3: ROOTS[3], SIZE: ROOTS[SIZE]}
    assert tree.roots_at(LEAVES, [5]) == {5: ROOTS[5]}
    assert tree.roots_at([], [0, 1]) == {0: tree.EMPTY}


def spoilt(proof: list[bytes]) -> list[list[bytes]]:
    """Every proof near this one."""
    near = [proof[:-1], proof[1:], [*proof, OTHER], [OTHER, *proof], [*proof, *proof]]
    near += [[*proof[:place], OTHER, *proof[place + 1 :]] for place in range(len(proof))]
    near += [
        [*proof[:place], *reversed(proof[place : place + 2]), *proof[place + 2 :]]
        for place in range(len(proof) - 1)
    ]
    return [one for one in near if one != proof]


def test_consistency_of_every_two_sizes(capsys):
    tried = 0
    for new in range(1, SIZE + 1):
        for old in range(1, new + 1):
            proof = tree.consistency_proof(LEAVES[:new], old)
            assert tree.consistent(old, ROOTS[old], new, ROOTS[new], proof)
            wrong = [(old, ROOTS[old], new, ROOTS[new], one) for one in spoilt(proof)]
            wrong += [(old, OTHER, new, ROOTS[new], proof), (old, ROOTS[old], new, OTHER, proof)]
            wrong += [(new, ROOTS[new], old, ROOTS[old], proof)] if old != new else []
            wrong += [(size, ROOTS[size], new, ROOTS[new], proof) for size in range(1, new) if size != old]
            for case in wrong:
                assert not tree.consistent(*case), case[:3]
            tried += len(wrong)
    with capsys.disabled():
        print(f"\n  consistency: {tried:,} wrong proofs, 0 accepted")


def test_proof_says_how_a_log_begins_where_that_is_no_whole_tree():
    for new in range(1, SIZE + 1):
        for old in range(new + 2):
            assert tree.is_whole(old) == (old in (0, 1, 2, 4, 8, 16))
            proof = tree.consistency_proof(LEAVES[:new], old) if 0 < old <= new else [OTHER]
            shown = 0 < old < new and not tree.is_whole(old)
            found = tree.beginning(old, new, ROOTS[new], proof)
            assert found == (ROOTS[old] if shown else None), (old, new)
            for one in spoilt(proof):
                assert tree.beginning(old, new, ROOTS[new], one) in (None, found)
            assert tree.beginning(old, new, OTHER, proof) is None
            assert tree.beginning(old, new, ROOTS[new], []) is None


def test_inclusion_of_every_entry_at_every_size(capsys):
    tried = 0
    for size in range(1, SIZE + 1):
        for place in range(size):
            proof = tree.inclusion_proof(LEAVES[:size], place)
            assert tree.included(LEAVES[place], place, size, ROOTS[size], proof)
            wrong = [(LEAVES[place], place, size, ROOTS[size], one) for one in spoilt(proof)]
            wrong += [(OTHER, place, size, ROOTS[size], proof), (LEAVES[place], place, size, OTHER, proof)]
            wrong += [
                (LEAVES[place], other, size, ROOTS[size], proof)
                for other in range(-1, size + 1)
                if other != place
            ]
            for case in wrong:
                assert not tree.included(*case)
            tried += len(wrong)
    with capsys.disabled():
        print(f"\n  inclusion: {tried:,} wrong proofs, 0 accepted")


@pytest.mark.parametrize("place", [-1, 3, 4])
def test_proof_outside_the_log_is_not_made(place):
    with pytest.raises(ValueError, match="outside"):
        tree.inclusion_proof(LEAVES[:3], place)
    with pytest.raises(ValueError, match="outside"):
        tree.consistency_proof(LEAVES[:3], {-1: 0, 3: -1, 4: 4}[place])


def test_nothing_is_consistent_with_an_empty_log_but_itself():
    assert tree.consistent(0, tree.EMPTY, 0, tree.EMPTY, [])
    assert not tree.consistent(0, tree.EMPTY, 3, ROOTS[3], [])
    assert not tree.consistent(0, tree.EMPTY, 3, ROOTS[3], [tree.EMPTY])
    assert not tree.consistent(2, ROOTS[2], 3, ROOTS[3], [])
    assert not tree.consistent(3, ROOTS[3], 3, ROOTS[3], [OTHER])
    assert not tree.consistent(3, ROOTS[3], 3, ROOTS[2], [])


def test_known_proofs_of_rfc_6962():
    """The example tree of RFC 6962, 2.1.3: seven entries."""
    d = [bytes([number]) for number in range(7)]
    a, b, c, e, f, _, j = (tree.leaf_hash(one) for one in d)
    g, h, i = tree.node_hash(a, b), tree.node_hash(c, e), tree.node_hash(f, tree.leaf_hash(d[5]))
    k, low = tree.node_hash(g, h), tree.node_hash(i, j)
    leaves = [tree.leaf_hash(one) for one in d]
    assert tree.inclusion_proof(leaves, 0) == [b, h, low]
    assert tree.inclusion_proof(leaves, 3) == [c, g, low]
    assert tree.inclusion_proof(leaves, 4) == [tree.leaf_hash(d[5]), j, k]
    assert tree.inclusion_proof(leaves, 6) == [i, k]
    assert tree.consistency_proof(leaves, 3) == [c, e, g, low]
    assert tree.consistency_proof(leaves, 4) == [low]
    assert tree.consistency_proof(leaves, 6) == [i, j, k]


def test_a_long_log_has_the_same_root_however_it_grew():
    leaves = [random.Random(7).randbytes(32) for _ in range(1000)]
    frontier = tree.Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    assert frontier.root() == by_definition(leaves)
