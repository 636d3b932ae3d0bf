"""New entries into the tiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from kitei.notary.error import NotaryError
from kitei.notary.merkle.frontier import Frontier
from kitei.notary.merkle.hashing import HASH_SIZE, leaf_hash, root_of, split
from kitei.notary.tiled.bundles import pack, unpack
from kitei.notary.tiled.layout import ENTRIES, HEIGHT, WIDTH, Tile
from kitei.notary.tiled.storage import Storage

_TILE = WIDTH * HASH_SIZE  # bytes


class TilesDisagree(NotaryError):
    """The stored tiles are not those of the tree head."""

    def __init__(self, path: str) -> None:
        super().__init__(
            ja=f"`{path}` が木の根と合いません。書き足す前に記録全体を検証してください",
            en=f"`{path}` does not fit the tree head; verify the whole log before anything is appended",
        )


def append(storage: Storage, frontier: Frontier, entries: Iterable[bytes]) -> Frontier:
    """Write entries and their hashes behind those of the tree, and return the tree's new frontier.

    A storage that keeps entries in its own way takes `integrate` instead. What fails in the middle is made good by
    doing it again: the same tiles are written. Any number of entries takes the memory of 256.

    Raises:
        EntryTooLong: an entry is longer than 65,535 bytes; those before it may have been written.
        TilesDisagree: the last tiles are not those of ``frontier``.
        TileMissing, TileChanged: the storage is not at ``frontier``.
    """
    remaining = iter(entries)
    while batch := list(islice(remaining, WIDTH - frontier.size % WIDTH)):
        index, width = divmod(frontier.size, WIDTH)
        kept = unpack(storage.read(Tile(ENTRIES, index, width)), width, may_be_wider=True) if width else []
        storage.write(Tile(ENTRIES, index, width + len(batch)), pack(kept + batch))
        frontier = integrate(storage, frontier, [leaf_hash(entry) for entry in batch])
    return frontier


def integrate(storage: Storage, frontier: Frontier, leaves: Sequence[bytes]) -> Frontier:
    """Write leaf hashes into the tiles behind those of the tree, and return the tree's new frontier.

    Raises:
        TilesDisagree: the last tiles are not those of ``frontier``.
        TileMissing, TileChanged: the storage is not at ``frontier``.
    """
    level, fresh = 0, b"".join(leaves)
    while fresh:
        index, width = divmod(frontier.size >> HEIGHT * level, WIDTH)
        kept = _last_tile(storage, frontier, Tile(level, index, width)) if width else b""
        hashes = kept + fresh
        fresh = b""
        for at in range(0, len(hashes), _TILE):
            tile = hashes[at : at + _TILE]
            storage.write(Tile(level, index + at // _TILE, len(tile) // HASH_SIZE), tile)
            if len(tile) == _TILE:
                fresh += root_of(tile)
        level += 1
    return frontier.extended(leaves)


def _last_tile(storage: Storage, frontier: Frontier, tile: Tile) -> bytes:
    """The partial tile that will grow, after making sure that the tree head stands on it."""
    hashes = storage.read(tile)[: tile.width * HASH_SIZE]
    above = (frontier.size >> HEIGHT * (tile.level + 1)).bit_count()  # hashes of the frontier in higher tiles
    mine = frontier.hashes[above : above + tile.width.bit_count()]
    if len(hashes) != tile.width * HASH_SIZE or Frontier().extended(split(hashes)).hashes != mine:
        raise TilesDisagree(tile.path)
    return hashes
