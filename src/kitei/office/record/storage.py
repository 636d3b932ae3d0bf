"""The tree's tiles in the database: entries from the acts themselves, hashes from their own table."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from kitei.notary import Tile, TileMissing
from kitei.notary.merkle.hashing import HASH_SIZE
from kitei.notary.tiled.layout import ENTRIES, HEIGHT, WIDTH, levels

# An entry with its length before it, 16 bits, as C2SP packs bundles. (`int2send` knows no length above 32,767.)
_BUNDLES = """
SELECT l.index / 256, count(*),
       string_agg(substring(int4send(length(a.entry)) FROM 3) || a.entry, ''::bytea ORDER BY l.index)
FROM record_leaf l JOIN record_act a ON a.id = l.act
WHERE l.index >= %s AND l.index < %s
GROUP BY 1
"""
_TILES = "SELECT index, hashes FROM record_tile WHERE level = %s AND index >= %s AND index < %s"
_SOME_TILES = """
SELECT level, index, hashes FROM record_tile
WHERE (level, index) IN (SELECT * FROM unnest(%s::int[], %s::bigint[]))
"""
_ENTRIES = """
SELECT a.entry FROM record_leaf l JOIN record_act a ON a.id = l.act
WHERE l.index >= %s AND l.index < %s ORDER BY l.index
"""


class TableStorage:
    """See `kitei.notary.Storage`. The database itself refuses a tile that does not grow from the one it holds.

    Args:
        ahead: how many tiles are fetched at once; more than one for whoever reads them in order.
    """

    def __init__(self, *, ahead: int = 1) -> None:
        self._ahead = ahead
        self._fetched: dict[tuple[int, int], tuple[int, bytes]] = {}
        self._window: dict[int, tuple[range, dict[int, tuple[int, bytes]]]] = {}  # of a level: tiles fetched

    @classmethod
    def for_proof(cls, index: int, size: int) -> TableStorage:
        """The tiles that the proof of one entry takes, fetched at once: those above it, and the right edge."""
        asked = {(level, place >> HEIGHT * (level + 1)) for level in levels(size) for place in (index, size - 1)} | {
            (level, max(0, (size >> HEIGHT * level) - 1) // WIDTH) for level in levels(size)
        }
        made = cls()
        with connection.cursor() as cursor:
            cursor.execute(_SOME_TILES, [[level for level, _ in asked], [index for _, index in asked]])
            for level, place, hashes in cursor.fetchall():
                made._fetched[level, place] = (len(hashes) // HASH_SIZE, bytes(hashes))
        return made

    def read(self, tile: Tile) -> bytes:
        """See `Storage`."""
        width, content = self._fetched.get((tile.level, tile.index), (0, b""))
        if width >= tile.width:
            return content
        span, tiles = self._window.get(tile.level, (range(0), {}))
        if tile.index not in span:
            span = range(tile.index, tile.index + self._ahead)
            tiles = _bundles(span) if tile.level == ENTRIES else _hashes(tile.level, span)
            if self._ahead > 1:
                self._window[tile.level] = (span, tiles)
        width, content = tiles.get(tile.index, (0, b""))
        if width < tile.width:
            raise TileMissing(tile.path)
        return content

    def write(self, tile: Tile, content: bytes) -> None:
        """See `Storage`; entries stand in their acts and are not written again."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO record_tile (level, index, hashes) VALUES (%s, %s, %s)"
                " ON CONFLICT (level, index) DO UPDATE SET hashes = EXCLUDED.hashes",
                [tile.level, tile.index, content],
            )


def entries(size: int, *, at_once: int = 4096) -> Iterator[bytes]:
    """The entries of a tree of ``size`` leaves, in order."""
    for start in range(0, size, at_once):
        with connection.cursor() as cursor:
            cursor.execute(_ENTRIES, [start, min(start + at_once, size)])
            found = cursor.fetchall()
        yield from (bytes(entry) for (entry,) in found)


def _bundles(span: range) -> dict[int, tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_BUNDLES, [span.start * WIDTH, span.stop * WIDTH])
        return {int(index): (count, bytes(content)) for index, count, content in cursor.fetchall()}


def _hashes(level: int, span: range) -> dict[int, tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_TILES, [level, span.start, span.stop])
        return {index: (len(content) // HASH_SIZE, bytes(content)) for index, content in cursor.fetchall()}
