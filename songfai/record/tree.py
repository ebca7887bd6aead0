"""The Merkle tree of a log (RFC 6962): roots, proofs, and a frontier that grows without the leaves. Plain Python.

Hashes are 32 bytes. A frontier is the list of the full subtrees' roots from left to right, at most one per bit of the
size, so that a log of any length can be added to and its root named in a handful of hashes.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

HASH = 32


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


EMPTY = hashlib.sha256(b"").digest()


@dataclass(slots=True)
class Frontier:
    """The tree over `size` leaves, as far as it is needed to add another and to name the root."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    @classmethod
    def over(cls, leaves: Iterable[bytes]) -> "Frontier":
        frontier = cls()
        for leaf in leaves:
            frontier.add(leaf)
        return frontier

    @classmethod
    def read(cls, size: int, stored: bytes) -> "Frontier":
        """As `stored()` wrote it; ValueError when the peaks do not belong to the size."""
        if len(stored) != HASH * size.bit_count():
            raise ValueError("peaks do not fit the size")
        return cls(size, [stored[place : place + HASH] for place in range(0, len(stored), HASH)])

    def stored(self) -> bytes:
        return b"".join(self.peaks)

    def add(self, leaf: bytes) -> None:
        # As in counting: each trailing one of the size is a full subtree that the new leaf completes.
        node, size = leaf, self.size
        while size & 1:
            node = node_hash(self.peaks.pop(), node)
            size >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = node_hash(peak, node)
        return node


def root_hash(leaves: Iterable[bytes]) -> bytes:
    return Frontier.over(leaves).root()


def roots_at(leaves: Iterable[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """The root after each of the wanted sizes, in one pass over the leaves; sizes beyond them are left out."""
    wanted = set(sizes)
    frontier = Frontier()
    found = {0: EMPTY} if 0 in wanted else {}
    for leaf in leaves:
        frontier.add(leaf)
        if frontier.size in wanted:
            found[frontier.size] = frontier.root()
    return found


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """That the first `old` leaves are the beginning of all of them (RFC 6962, 2.1.2). 0 < old <= len(leaves)."""
    if not 0 < old <= len(leaves):
        raise ValueError("the old size lies outside the log")
    return _subproof(leaves, old, True)


def _subproof(leaves: Sequence[bytes], old: int, whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [root_hash(leaves)]
    split = _split(len(leaves))
    if old <= split:
        return [*_subproof(leaves[:split], old, whole), root_hash(leaves[split:])]
    return [*_subproof(leaves[split:], old - split, False), root_hash(leaves[:split])]


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that a log of `new` entries begins with the one of `old` (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not proof and old_root == new_root
    nodes = list(proof)
    if is_whole(old):
        nodes.insert(0, old_root)
    return _ends(old, new, nodes) == (old_root, new_root)


def is_whole(size: int) -> bool:
    """Whether a log of this size is one whole tree: its root then stands in no proof, and has to be known."""
    return size & (size - 1) == 0


def beginning(old: int, new: int, new_root: bytes, proof: Sequence[bytes]) -> bytes | None:
    """The root of the first `old` entries of the log whose `new` entries have this root, as a proof shows it; None where
    it shows none. `old` is no whole tree."""
    found = _ends(old, new, proof) if old and not is_whole(old) else None
    return found[0] if found is not None and found[1] == new_root else None


def _ends(old: int, new: int, nodes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots a proof leads to."""
    if not 0 < old < new or not nodes:
        return None
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    was = now = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return None
        if first & 1 or first == last:
            was, now = node_hash(node, was), node_hash(node, now)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            now = node_hash(now, node)
        first, last = first >> 1, last >> 1
    return (was, now) if last == 0 else None


def inclusion_proof(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """The hashes that lead from the leaf at `place` to the root (RFC 6962, 2.1.1)."""
    if not 0 <= place < len(leaves):
        raise ValueError("the place lies outside the log")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if place < split:
        return [*inclusion_proof(leaves[:split], place), root_hash(leaves[split:])]
    return [*inclusion_proof(leaves[split:], place - split), root_hash(leaves[:split])]


def included(leaf: bytes, place: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` leads from the leaf at `place` to the root of `size` entries (RFC 9162, 2.1.3.2)."""
    if not 0 <= place < size:
        return False
    node, first, last = leaf, place, size - 1
    for other in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            node = node_hash(other, node)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            node = node_hash(node, other)
        first, last = first >> 1, last >> 1
    return last == 0 and node == root


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1
