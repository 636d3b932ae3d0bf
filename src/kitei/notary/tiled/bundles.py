"""Entries, packed by 256: each with its length before it, 16 bits, big-endian.

Source: C2SP tlog-tiles, "Log entries".
"""

from __future__ import annotations

from collections.abc import Iterable

from kitei.notary.error import NotaryError

LONGEST = 0xFFFF  # bytes of an entry

_LENGTH = 2  # bytes


class EntryTooLong(NotaryError):
    """An entry that does not fit into a bundle."""

    def __init__(self, length: int) -> None:
        super().__init__(
            ja=f"記録の1件が {length} バイトあります。上限は {LONGEST} バイトです",
            en=f"an entry of {length} bytes; expected at most {LONGEST}",
        )


class BrokenBundle(NotaryError):
    """A bundle of entries that cannot be read."""

    def __init__(self, expected: int) -> None:
        super().__init__(
            ja=f"記録の束が壊れています。{expected} 件が切れ目なく並んでいるはずです",
            en=f"a bundle of entries is broken; expected {expected} entries and nothing else",
        )


def pack(entries: Iterable[bytes]) -> bytes:
    """The entries as one bundle.

    Raises:
        EntryTooLong: one of them is longer than 65,535 bytes.
    """
    packed = bytearray()
    for entry in entries:
        if len(entry) > LONGEST:
            raise EntryTooLong(len(entry))
        packed += len(entry).to_bytes(_LENGTH, "big")
        packed += entry
    return bytes(packed)


def unpack(bundle: bytes, count: int, *, may_be_wider: bool = False) -> list[bytes]:
    """The first ``count`` entries of a bundle.

    Args:
        may_be_wider: the bundle may hold more entries, as a full one read in place of a partial one does.

    Raises:
        BrokenBundle: it holds fewer entries, or other things.
    """
    entries: list[bytes] = []
    at, end = 0, len(bundle)
    while at + _LENGTH <= end and len(entries) < count:
        start = at + _LENGTH
        at = start + (bundle[at] << 8 | bundle[at + 1])
        entries.append(bundle[start:at])
    if len(entries) != count or at > end or (at < end and not may_be_wider):
        raise BrokenBundle(count)
    return entries
