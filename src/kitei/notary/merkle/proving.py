"""Proofs, made from the hashes of perfect subtrees.

All three kinds are one: the proof that a subtree belongs to a tree. An inclusion proof is that of a subtree of one
leaf; a consistency proof is that of the subtree of all leaves of the older tree.

Source: RFC 9162 §2.1.3.1 and §2.1.4.1; draft-ietf-plants-merkle-tree-certs §4.4 for subtrees.
"""

from __future__ import annotations

from typing import Protocol

from kitei.notary.error import NotaryError
from kitei.notary.merkle.hashing import EMPTY_ROOT, node_hash


class NoSuchTree(NotaryError):
    """A size or a range that the tree does not have."""

    def __init__(self, start: int, end: int, size: int) -> None:
        super().__init__(
            ja=f"大きさ `{size}` の木に、証明できる範囲 `{start}` から `{end}` までがありません",
            en=f"a tree of size `{size}` has no subtree from `{start}` to `{end}`",
        )


class Nodes(Protocol):
    """Where the hashes of a tree come from."""

    def node(self, level: int, index: int) -> bytes:
        """The root of the perfect subtree of ``2**level`` leaves that begins at leaf ``index * 2**level``."""
        ...


def inclusion_proof(nodes: Nodes, index: int, size: int) -> tuple[bytes, ...]:
    """The proof that the leaf at ``index`` (from 0) is in the tree of ``size`` leaves.

    Raises:
        NoSuchTree: the tree has no such leaf.
    """
    return subtree_proof(nodes, index, index + 1, size)


def consistency_proof(nodes: Nodes, first: int, size: int) -> tuple[bytes, ...]:
    """The proof that the tree of ``size`` leaves begins with the tree of the ``first`` ones.

    Raises:
        NoSuchTree: ``first`` is 0, of which there is nothing to prove, or more than ``size``.
    """
    if first < 1:
        raise NoSuchTree(0, first, size)
    return subtree_proof(nodes, 0, first, size)


def subtree_proof(nodes: Nodes, start: int, end: int, size: int) -> tuple[bytes, ...]:
    """The proof that the subtree of the leaves from ``start`` (inclusive) to ``end`` (exclusive) is in the tree.

    Raises:
        NoSuchTree: the range is no subtree, or runs past ``size``.
    """
    if not is_subtree(start, end) or end > size:
        raise NoSuchTree(start, end, size)
    if start == end:
        return ()
    from_root: list[bytes] = []
    low, high, whole = 0, size, True
    while (start, end) != (low, high):
        middle = low + largest_power_below(high - low)
        if end <= middle:
            from_root.append(range_root(nodes, middle, high))
            high = middle
        else:
            from_root.append(range_root(nodes, low, middle))
            if start < middle:  # the subtree lies on both sides: the part on the left was just handed over
                start, whole = middle, False
            low = middle
    if not whole:
        from_root.append(range_root(nodes, low, high))
    return tuple(reversed(from_root))


def range_root(nodes: Nodes, start: int, end: int) -> bytes:
    """The root of the tree of the leaves from ``start`` to ``end``, which must be a subtree."""
    if start == end:
        return EMPTY_ROOT
    length = end - start
    if length & (length - 1) == 0:
        level = length.bit_length() - 1
        return nodes.node(level, start >> level)
    middle = start + largest_power_below(length)
    return node_hash(range_root(nodes, start, middle), range_root(nodes, middle, end))


def is_subtree(start: int, end: int) -> bool:
    """Whether a range of leaves can be a subtree: it begins at a multiple of its length, rounded up to a power of 2."""
    if not 0 <= start <= end:
        return False
    return start == end or start % (1 << (end - start - 1).bit_length()) == 0


def largest_power_below(length: int) -> int:
    """The largest power of 2 smaller than ``length``, which is at least 2."""
    return 1 << ((length - 1).bit_length() - 1)
