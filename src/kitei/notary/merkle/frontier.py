"""The right edge of a tree (its compact range): enough to append to it and to know its root.

A log of any size is opened from its frontier alone: one hash for every bit set in the size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kitei.notary.error import NotaryError
from kitei.notary.merkle.hashing import EMPTY_ROOT, HASH_SIZE, node_hash


class NotAFrontier(NotaryError):
    """A compact range whose hashes do not fit its size."""

    def __init__(self, size: int, hashes: int) -> None:
        super().__init__(
            ja=f"大きさ `{size}` の木の右端に、ハッシュが {hashes} 個あります。数か長さが合いません",
            en=f"the right edge of a tree of size `{size}` has {hashes} hashes; their number or length does not fit",
        )


@dataclass(frozen=True, slots=True)
class TreeHead:
    """A tree's size and root: what a checkpoint signs."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """The roots of the perfect subtrees that make up a tree, largest first.

    INVARIANT: as many hashes as the size has bits set, 32 bytes each.

    Raises:
        NotAFrontier: the hashes do not fit the size.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        fits = self.size >= 0 and len(self.hashes) == self.size.bit_count()
        if not fits or any(len(known) != HASH_SIZE for known in self.hashes):
            raise NotAFrontier(self.size, len(self.hashes))

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        if not self.hashes:
            return EMPTY_ROOT
        *left, tail = self.hashes
        return _fold(left, tail)

    @property
    def head(self) -> TreeHead:
        """The tree's size and root."""
        return TreeHead(self.size, self.root)

    def extended(self, hashes: Iterable[bytes]) -> Frontier:
        """The frontier after appending leaf hashes (or roots of perfect subtrees of one size) in order."""
        size, edge = self.size, list(self.hashes)
        for fresh in hashes:
            grown = fresh
            for _ in range(_trailing_ones(size)):
                grown = node_hash(edge.pop(), grown)
            edge.append(grown)
            size += 1
        return Frontier(size, tuple(edge))

    def root_with(self, tail: bytes) -> bytes:
        """The root if one more subtree, smaller than or as large as the others' unit, follows."""
        return _fold(self.hashes, tail)


def _fold(left: Iterable[bytes], tail: bytes) -> bytes:
    root = tail
    for known in reversed(tuple(left)):
        root = node_hash(known, root)
    return root


def _trailing_ones(number: int) -> int:
    return (number ^ (number + 1)).bit_length() - 1
