"""The hashes and entries of a tree, from its tiles."""

from __future__ import annotations

from collections.abc import Iterator

from kitei.notary.merkle.frontier import Frontier
from kitei.notary.merkle.hashing import HASH_SIZE, parents
from kitei.notary.tiled.bundles import unpack
from kitei.notary.tiled.layout import ENTRIES, HEIGHT, WIDTH, Tile, tiles_at
from kitei.notary.tiled.storage import Storage


class TileNodes:
    """The nodes of a tree of ``size`` leaves; every tile is read once. Make one for each question.

    The tiles are taken as they are: a proof made from altered tiles is one that does not verify.
    """

    def __init__(self, storage: Storage, size: int) -> None:
        self._storage = storage
        self._size = size
        self._rows: dict[tuple[int, int], list[bytes]] = {}  # of a tile: its hashes, their parents, and so on

    def node(self, level: int, index: int) -> bytes:
        """See `kitei.notary.merkle.proving.Nodes`.

        Raises:
            TileMissing: the storage does not hold the tree.
        """
        tile_level, height = divmod(level, HEIGHT)
        tile_index, place = divmod(index << height, WIDTH)
        rows = self._rows.get((tile_level, tile_index)) or self._load(tile_level, tile_index)
        while len(rows) <= height:
            rows.append(parents(rows[-1]))
        at = (place >> height) * HASH_SIZE
        return rows[height][at : at + HASH_SIZE]

    def _load(self, level: int, index: int) -> list[bytes]:
        width = min(WIDTH, (self._size >> HEIGHT * level) - index * WIDTH)
        hashes = self._storage.read(Tile(level, index, width))[: width * HASH_SIZE]
        rows = self._rows[level, index] = [hashes]
        return rows


def read_frontier(storage: Storage, size: int) -> Frontier:
    """The frontier of the tree of ``size`` leaves: how a log is opened again. Compare its root with the checkpoint's.

    Raises:
        TileMissing: the storage does not hold the tree.
    """
    nodes = TileNodes(storage, size)
    levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
    return Frontier(size, tuple(nodes.node(level, (size >> level) - 1) for level in levels))


def read_entries(storage: Storage, size: int) -> Iterator[bytes]:
    """The entries of a tree of ``size`` leaves, in order, as they are kept: `audit` tells whether they are true.

    Raises:
        TileMissing: a bundle is not there.
        BrokenBundle: a bundle cannot be read.
    """
    for tile in tiles_at(ENTRIES, size):
        yield from unpack(storage.read(tile), tile.width, may_be_wider=not tile.is_full)


def read_entry(storage: Storage, index: int, size: int) -> bytes:
    """One entry, at ``index`` (from 0) of a tree of ``size`` leaves.

    Raises:
        TileMissing: its bundle is not there.
        BrokenBundle: its bundle cannot be read.
    """
    bundle, place = divmod(index, WIDTH)
    tile = Tile(ENTRIES, bundle, min(WIDTH, size - bundle * WIDTH))
    return unpack(storage.read(tile), tile.width, may_be_wider=not tile.is_full)[place]
