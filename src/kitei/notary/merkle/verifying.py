"""Proofs, checked. Whoever checks needs the leaf, the proof and a root that he trusts, and no log.

Source: RFC 9162 §2.1.3.2 and §2.1.4.2; draft-ietf-plants-merkle-tree-certs §4.4.3, of which both are special cases.
"""

from __future__ import annotations

from collections.abc import Sequence

from kitei.notary.error import NotaryError
from kitei.notary.merkle.hashing import EMPTY_ROOT, HASH_SIZE, node_hash
from kitei.notary.merkle.proving import NoSuchTree, is_subtree


class BadProof(NotaryError):
    """A proof that does not lead from its leaf, or from its older tree, to the root."""

    def __init__(self) -> None:
        super().__init__(
            ja="証明が成り立ちません。記録、証明、または木の根のどれかが変えられています",
            en="the proof does not hold: the entry, the proof or the root has been altered",
        )


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf with this hash is at ``index`` (from 0) in the tree of ``size`` leaves.

    Raises:
        NoSuchTree: a tree of this size has no such leaf.
        BadProof: it is not there.
    """
    verify_subtree(subtree_root=leaf, start=index, end=index + 1, size=size, proof=proof, root=root)
    if len(leaf) != HASH_SIZE:
        raise BadProof


def verify_consistency(*, first: int, first_root: bytes, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the tree of ``size`` leaves begins with the tree of the ``first`` ones.

    Raises:
        NoSuchTree: ``first`` is 0 (a proof from the empty tree says nothing) or more than ``size``.
        BadProof: it does not begin with it.
    """
    if first < 1:
        raise NoSuchTree(0, first, size)
    verify_subtree(subtree_root=first_root, start=0, end=first, size=size, proof=proof, root=root)


def verify_subtree_inclusion(
    *, leaf: bytes, index: int, start: int, end: int, proof: Sequence[bytes], subtree_root: bytes
) -> None:
    """Check that the leaf with this hash is at ``index`` (from 0, in the whole tree) in a subtree.

    Raises:
        NoSuchTree: the range is no subtree, or has no such leaf.
        BadProof: it is not there.
    """
    if not is_subtree(start, end) or not start <= index < end:
        raise NoSuchTree(start, end, index)
    verify_inclusion(leaf=leaf, index=index - start, size=end - start, proof=proof, root=subtree_root)


def verify_subtree(
    *, subtree_root: bytes, start: int, end: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the subtree of the leaves from ``start`` (inclusive) to ``end`` (exclusive) is in the tree.

    Of the empty subtree only its own root is checked: it is in every tree.

    Raises:
        NoSuchTree: the range is no subtree, or runs past ``size``.
        BadProof: the tree has another subtree there.
    """
    if not is_subtree(start, end) or end > size:
        raise NoSuchTree(start, end, size)
    if start == end:
        holds = not proof and subtree_root == EMPTY_ROOT
    elif (start, end) == (0, size):
        holds = not proof and subtree_root == root
    else:
        holds = all(len(known) == HASH_SIZE for known in (subtree_root, *proof)) and _climb(
            subtree_root, start, end - 1, size - 1, proof
        ) == (subtree_root, root)
    if not holds:
        raise BadProof


def _climb(subtree_root: bytes, first: int, last: int, end: int, proof: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots of the subtree and of the tree that a proof leads to; ``None`` if it is too short or too long.

    ``first``, ``last`` and ``end`` are the subtree's first and last leaf and the tree's last one; one bit falls off
    each for every level climbed.
    """
    path = list(proof)
    while first != last and (last & 1 or last == end):
        first, last, end = first >> 1, last >> 1, end >> 1
    if first == last:  # the subtree is one node of the tree
        inner = outer = subtree_root
    elif path:
        inner = outer = path.pop(0)
    else:
        return None
    for known in path:
        if end == 0:
            return None
        if last & 1 or last == end:
            if first < last:
                inner = node_hash(known, inner)
            outer = node_hash(known, outer)
            while last and not last & 1:
                first, last, end = first >> 1, last >> 1, end >> 1
        else:
            outer = node_hash(outer, known)
        first, last, end = first >> 1, last >> 1, end >> 1
    return (inner, outer) if end == 0 else None
