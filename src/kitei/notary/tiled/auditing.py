"""The whole log recomputed from its entries, and compared with its tiles and with every checkpoint at hand.

Whoever can alter entries can recompute the tiles too, and whoever holds the log's key can sign the result. Only
checkpoints kept where he cannot reach show it: the more of them, and the older, the closer the place is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kitei.notary.merkle.frontier import Frontier, TreeHead
from kitei.notary.merkle.hashing import HASH_SIZE, leaf_hash, root_of, split
from kitei.notary.tiled.bundles import BrokenBundle, unpack
from kitei.notary.tiled.findings import (
    Audit,
    Finding,
    entries_altered,
    entries_unreadable,
    history_rewritten,
    tail_cut,
    tile_damaged,
)
from kitei.notary.tiled.layout import ENTRIES, HEIGHT, WIDTH, Tile, levels, tiles_at
from kitei.notary.tiled.storage import Storage, TileMissing


def audit(storage: Storage, head: TreeHead, *, outside: Iterable[TreeHead] = ()) -> Audit:
    """Recompute the log and compare.

    Args:
        head: the newest tree head of the log itself; its signature has been verified.
        outside: tree heads kept elsewhere, of any size, verified too.
    """
    return _Pass(storage, head, outside).run()


class _Pass:
    """One pass over the entries. Of full tiles only the roots are kept, so memory hardly grows."""

    def __init__(self, storage: Storage, head: TreeHead, outside: Iterable[TreeHead]) -> None:
        self._storage = storage
        self._head = head
        self._signed = sorted((*outside, head), key=lambda known: known.size)
        self._trusted = 0  # the entries before this one are those of a checkpoint
        self._tiles = Frontier()  # a tree whose leaves are the roots of full tiles
        self._roots: list[bytes] = []  # the same roots, for the tiles above
        self._findings: list[Finding] = []
        self._differing: list[tuple[Tile, int, int]] = []  # a tile, and entries that do not lead to its hashes

    def run(self) -> Audit:
        size = self._head.size
        tail = b""
        self._check_signed(0, b"")
        for bundle in tiles_at(ENTRIES, size):
            hashes = self._hashes(bundle)
            self._check_signed(bundle.index * WIDTH, hashes)
            if bundle.is_full:
                self._roots.append(root_of(hashes))
                self._tiles = self._tiles.extended(self._roots[-1:])
            else:
                tail = hashes
        self._check_tiles_above()
        self._findings += [tail_cut(size, known.size) for known in self._signed[-1:] if known.size > size]
        root = self._root(tail)
        return Audit(TreeHead(size, root), tuple(sorted((*self._findings, *self._blame(root)))))

    def _hashes(self, bundle: Tile) -> bytes:
        """The leaf hashes of a bundle, compared with those of its tile; the tile's own if the bundle is lost."""
        tile = Tile(0, bundle.index, bundle.width)
        start = bundle.index * WIDTH
        try:
            entries = unpack(self._storage.read(bundle), bundle.width, may_be_wider=not bundle.is_full)
        except (TileMissing, BrokenBundle):
            self._findings.append(entries_unreadable(start, start + bundle.width - 1))
            return self._stored(tile) or bytes(bundle.width * HASH_SIZE)
        hashes = b"".join([leaf_hash(entry) for entry in entries])
        self._compare(tile, hashes, start)
        return hashes

    def _compare(self, tile: Tile, hashes: bytes, start: int) -> None:
        stored = self._stored(tile)
        if stored == hashes:
            return
        known = split(stored) if stored else [b""] * tile.width
        differing = [at for at, found in enumerate(split(hashes)) if found != known[at]]
        self._differing += [(tile, start + first, start + last) for first, last in _runs((at, at) for at in differing)]

    def _stored(self, tile: Tile) -> bytes:
        """The hashes of a tile; nothing if it is missing or too short."""
        try:
            stored = self._storage.read(tile)[: tile.width * HASH_SIZE]
        except TileMissing:
            return b""
        return stored if len(stored) == tile.width * HASH_SIZE else b""

    def _check_signed(self, start: int, hashes: bytes) -> None:
        """Compare the tree heads whose last leaf is among these hashes."""
        end = start + len(hashes) // HASH_SIZE
        while self._signed and self._signed[0].size <= end:
            known = self._signed.pop(0)
            if self._root(hashes[: (known.size - start) * HASH_SIZE]) == known.root:
                self._trusted = known.size
            else:
                self._findings.append(history_rewritten(self._trusted, known.size))
                self._signed = [later for later in self._signed if later.size > self._head.size]  # they fail as well

    def _root(self, tail: bytes) -> bytes:
        """The root of the full tiles so far and some hashes behind them."""
        return self._tiles.root_with(root_of(tail)) if tail else self._tiles.root

    def _check_tiles_above(self) -> None:
        roots = self._roots
        for level in levels(self._head.size)[1:]:
            span = HEIGHT * level
            explained = {first >> span for _, first, _ in self._differing}
            next_roots = []
            for tile in tiles_at(level, self._head.size):
                hashes = roots[tile.index * WIDTH :][: tile.width]
                stored = split(self._stored(tile)) or [b""] * tile.width
                for place, (found, known) in enumerate(zip(hashes, stored, strict=True), tile.index * WIDTH):
                    if found != known and place not in explained:
                        self._differing.append((tile, place << span, (place + 1 << span) - 1))
                if tile.is_full:
                    next_roots.append(root_of(b"".join(hashes)))
            roots = next_roots

    def _blame(self, root: bytes) -> Iterator[Finding]:
        """Whether the entries are wrong or the tiles: entries that lead to the signed root are right."""
        if root == self._head.root:
            for tile, first, last in self._differing:
                yield tile_damaged(tile.path, first, last)
        else:
            for first, last in _runs(sorted((first, last) for _, first, last in self._differing)):
                yield entries_altered(first, last)


def _runs(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in ascending order, those that touch joined into one."""
    runs: list[tuple[int, int]] = []
    for first, last in spans:
        if runs and runs[-1][1] + 1 == first:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return runs
