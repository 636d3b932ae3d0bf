"""Small logs."""

from __future__ import annotations

from collections.abc import Sequence

from kitei.notary import Frontier, TreeHead, leaf_hash
from kitei.notary.merkle.hashing import node_hash


def entries_of(size: int) -> list[bytes]:
    """So many entries, no two alike."""
    return [b"entry %d" % number for number in range(size)]


def head_of(entries: Sequence[bytes]) -> TreeHead:
    """The tree head of entries."""
    return Frontier().extended(leaf_hash(entry) for entry in entries).head


class ListNodes:
    """The nodes of a tree over a list: a source of hashes without tiles."""

    def __init__(self, entries: Sequence[bytes]) -> None:
        self.entries = entries

    def node(self, level: int, index: int) -> bytes:
        if level == 0:
            return leaf_hash(self.entries[index])
        return node_hash(self.node(level - 1, 2 * index), self.node(level - 1, 2 * index + 1))
