"""Hashing of leaves and nodes, and the root of a list of hashes.

A list of hashes is one `bytes`, 32 bytes each: that is how tiles store them, and how they are hashed fastest.

Source: RFC 6962 §2.1; RFC 9162 §2.1.1.
"""

from __future__ import annotations

from hashlib import sha256

HASH_SIZE = 32  # bytes
EMPTY_ROOT = sha256(b"").digest()

_PAIR = 2 * HASH_SIZE
_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of 0x00 and the entry."""
    return sha256(_LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: SHA-256 of 0x01 and its two children."""
    return sha256(_NODE + left + right).digest()


def parents(hashes: bytes) -> bytes:
    """The hashes one level up; an odd one at the end is carried up as it is."""
    paired = len(hashes) - len(hashes) % _PAIR
    above = [sha256(_NODE + hashes[at : at + _PAIR]).digest() for at in range(0, paired, _PAIR)]
    return b"".join(above) + hashes[paired:]


def root_of(hashes: bytes) -> bytes:
    """The root of a tree whose leaf hashes, or roots of perfect subtrees of one size, are given in order."""
    if not hashes:
        return EMPTY_ROOT
    while len(hashes) > HASH_SIZE:
        hashes = parents(hashes)
    return hashes


def split(hashes: bytes) -> list[bytes]:
    """A list of hashes, taken apart."""
    return [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]
