"""A second reading of RFC 6962 and of the subtrees, straight from the text: slow, recursive, over whole lists."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def mth(entries: Sequence[bytes]) -> bytes:
    """RFC 6962 §2.1: the Merkle Tree Hash of a list of entries."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = power_below(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 §2.1.1: the audit path of entry ``m``."""
    if len(entries) == 1:
        return []
    k = power_below(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m: int, entries: Sequence[bytes], *, known: bool = True) -> list[bytes]:
    """RFC 6962 §2.1.2: the consistency proof from the first ``m`` entries."""
    n = len(entries)
    if m == n:
        return [] if known else [mth(entries)]
    k = power_below(n)
    if m <= k:
        return [*proof(m, entries[:k], known=known), mth(entries[k:])]
    return [*proof(m - k, entries[k:], known=False), mth(entries[:k])]


def subtree_proof(start: int, end: int, entries: Sequence[bytes], *, known: bool = True) -> list[bytes]:
    """draft-ietf-plants-merkle-tree-certs §4.4.1: the proof of the subtree from ``start`` to ``end``."""
    n = len(entries)
    if (start, end) == (0, n):
        return [] if known else [mth(entries)]
    k = power_below(n)
    if end <= k:
        return [*subtree_proof(start, end, entries[:k], known=known), mth(entries[k:])]
    if k <= start:
        return [*subtree_proof(start - k, end - k, entries[k:], known=known), mth(entries[:k])]
    return [*subtree_proof(0, end - k, entries[k:], known=False), mth(entries[:k])]


def roots_of_proof(m: int, n: int, hashes: list[bytes], older: bytes | None) -> tuple[bytes, bytes]:
    """The roots of the older and the newer tree that a consistency proof stands for.

    ``older`` is given where the proof leaves it out, as it does if ``m`` is a power of 2. ``hashes`` is used up.
    """
    if m == n:
        last = hashes.pop() if older is None else older
        return last, last
    k = power_below(n)
    sibling = hashes.pop()
    if m <= k:
        inner, outer = roots_of_proof(m, k, hashes, older)
        return inner, sha256(b"\x01" + outer + sibling).digest()
    inner, outer = roots_of_proof(m - k, n - k, hashes, None)
    return sha256(b"\x01" + sibling + inner).digest(), sha256(b"\x01" + sibling + outer).digest()


def power_below(n: int) -> int:
    """The largest power of 2 smaller than ``n``."""
    k = 1
    while 2 * k < n:
        k *= 2
    return k
