"""The log as tiles: where they lie, how they grow, what a storage refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.notary import (
    BrokenBundle,
    EntryTooLong,
    FileStorage,
    Frontier,
    MemoryStorage,
    Tile,
    TileChanged,
    TileMissing,
    TilesDisagree,
    append,
    audit,
    integrate,
    leaf_hash,
    read_entries,
    read_entry,
    read_frontier,
)
from kitei.notary.merkle.hashing import root_of
from kitei.notary.tiled.bundles import LONGEST, pack, unpack
from kitei.notary.tiled.layout import ENTRIES, levels, tiles_at
from tests.notary.logs import entries_of, head_of


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 5, 17), "tile/0/005.p/17"),
        (Tile(2, 999), "tile/2/999"),
        (Tile(1, 1_000), "tile/1/x001/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),  # the specification's own example
        (Tile(ENTRIES, 1_000, 1), "tile/entries/x001/000.p/1"),
    ],
)
def test_where_a_tile_lies(tile: Tile, path: str) -> None:
    assert tile.path == path


def test_the_tiles_of_a_tree_of_70000_leaves() -> None:
    # The specification's own example.
    tiles = [tile for level in levels(70_000) for tile in tiles_at(level, 70_000)]

    assert len([tile for tile in tiles if tile.level == 0 and tile.is_full]) == 273
    assert [tile for tile in tiles if not tile.is_full] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert Tile(1, 0) in tiles


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, []), (1, [Tile(0, 0, 1)]), (255, [Tile(0, 0, 255)]), (256, [Tile(0, 0), Tile(1, 0, 1)])],
)
def test_the_tiles_of_small_trees(size: int, expected: list[Tile]) -> None:
    assert [tile for level in levels(size) for tile in tiles_at(level, size)] == expected


@given(st.lists(st.binary(max_size=300), max_size=20), st.binary(max_size=3))
def test_a_bundle_is_read_back(entries: list[bytes], more: bytes) -> None:
    bundle = pack(entries)

    assert unpack(bundle, len(entries)) == entries
    assert unpack(bundle + pack([more]), len(entries), may_be_wider=True) == entries
    with pytest.raises(BrokenBundle):
        unpack(bundle + b"\x00", len(entries))
    with pytest.raises(BrokenBundle):
        unpack(bundle, len(entries) + 1)
    if entries:
        with pytest.raises(BrokenBundle):
            unpack(bundle[:-1], len(entries), may_be_wider=True)


def test_an_entry_has_a_longest_length() -> None:
    assert unpack(pack([bytes(LONGEST)]), 1) == [bytes(LONGEST)]
    with pytest.raises(EntryTooLong, match="65536 bytes"):
        append(MemoryStorage(), Frontier(), [bytes(LONGEST + 1)])


@pytest.fixture(params=["memory", "files"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> MemoryStorage | FileStorage:
    return MemoryStorage() if request.param == "memory" else FileStorage(tmp_path)


@pytest.mark.parametrize("cuts", [[0, 1, 255, 256, 257, 600], [300, 512, 513], [1, 2, 3]])
def test_a_log_grows_in_pieces(storage: MemoryStorage | FileStorage, cuts: list[int]) -> None:
    entries = entries_of(max(cuts))
    frontier = Frontier()
    for cut in cuts:
        frontier = append(storage, frontier, entries[frontier.size : cut])

        assert frontier.head == head_of(entries[:cut])
        assert list(read_entries(storage, cut)) == entries[:cut]
        assert audit(storage, frontier.head).is_clean
        assert read_frontier(storage, cut) == frontier


def test_tiles_above_are_the_roots_of_those_below() -> None:
    storage = MemoryStorage()
    leaves = [leaf_hash(entry) for entry in entries_of(66_000)]
    frontier = integrate(storage, integrate(storage, Frontier(), leaves[:65_000]), leaves[65_000:])

    assert frontier == Frontier().extended(leaves)
    assert storage.read(Tile(0, 257, 208)) == b"".join(leaves[257 * 256 :])
    assert storage.read(Tile(1, 1, 1)) == root_of(b"".join(leaves[65_536 : 65_536 + 256]))
    assert storage.read(Tile(2, 0, 1)) == root_of(b"".join(leaves[:65_536]))


@pytest.mark.parametrize("size", [257, 300, 512])
def test_any_entry_is_read_alone(size: int) -> None:
    storage = MemoryStorage()
    entries = entries_of(600)
    append(storage, Frontier(), entries)

    assert [read_entry(storage, index, size) for index in (0, 255, 256, size - 1)] == [
        entries[index] for index in (0, 255, 256, size - 1)
    ]


def test_an_entry_is_read_alone_from_a_partial_bundle(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path)
    append(storage, Frontier(), entries_of(300))

    assert read_entry(storage, 299, 300) == b"entry 299"
    with pytest.raises(TileMissing, match=r"002\.p/88"):
        read_entry(storage, 599, 600)


def test_doing_an_append_again_changes_nothing(storage: MemoryStorage | FileStorage) -> None:
    entries = entries_of(400)
    before = append(storage, Frontier(), entries[:300])
    once = append(storage, before, entries[300:])

    assert append(storage, before, entries[300:]) == once


def test_nothing_is_appended_to_tiles_that_are_not_the_tree_heads(storage: MemoryStorage | FileStorage) -> None:
    append(storage, Frontier(), entries_of(3))
    other = Frontier().extended(leaf_hash(entry) for entry in (b"x", b"y", b"z"))

    with pytest.raises(TilesDisagree, match=r"tile/0/000\.p/3"):
        integrate(storage, other, [bytes(32)])


def test_a_tile_cut_short_is_not_built_upon(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path)
    frontier = append(storage, Frontier(), entries_of(3))
    (tmp_path / "tile/0/000.p/3").write_bytes(bytes(40))

    with pytest.raises(TilesDisagree):
        integrate(storage, frontier, [bytes(32)])


def test_a_tile_is_never_rewritten(storage: MemoryStorage | FileStorage) -> None:
    append(storage, Frontier(), entries_of(3))

    with pytest.raises(TileChanged) as caught:
        append(storage, Frontier(), [b"x", b"y", b"z"])

    assert "書き直すことはできません" in caught.value.ja


def test_a_missing_tile_is_named(storage: MemoryStorage | FileStorage) -> None:
    with pytest.raises(TileMissing, match=r"`tile/entries/000\.p/2` is missing"):
        list(read_entries(storage, 2))
    with pytest.raises(TileMissing):
        append(storage, Frontier(1, (bytes(32),)), [b"x"])


def test_a_full_tile_stands_in_for_a_partial_one(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path)
    entries = entries_of(256)
    append(storage, Frontier(), entries)

    assert list(read_entries(storage, 100)) == entries[:100]
    assert audit(storage, head_of(entries[:100])).is_clean


def test_a_write_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    storage = FileStorage(tmp_path)
    monkeypatch.setattr(os, "fsync", full_disk)

    with pytest.raises(OSError, match="No space left"):
        storage.write_checkpoint(b"a note")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(TileMissing, match="`checkpoint` is missing"):
        storage.read_checkpoint()
