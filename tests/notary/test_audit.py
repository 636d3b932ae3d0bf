"""Every way of altering a log is noticed, and named as closely as the checkpoints allow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.notary import Fault, Frontier, MemoryStorage, Tile, TreeHead, append, audit
from kitei.notary.tiled.bundles import pack
from kitei.notary.tiled.findings import Finding
from kitei.notary.tiled.layout import ENTRIES, tiles_at
from tests.notary.logs import entries_of, head_of

SIZE = 700
ENTRIES_OF = entries_of(SIZE)
HEAD = head_of(ENTRIES_OF)


class OpenStorage(MemoryStorage):
    """A storage whose administrator does as he likes."""

    def put(self, tile: Tile, content: bytes) -> None:
        self._tiles[tile.level, tile.index] = (tile.width, content)

    def drop(self, tile: Tile) -> None:
        del self._tiles[tile.level, tile.index]

    def put_entries(self, entries: list[bytes]) -> None:
        """Other entries into the bundles; the tiles stay."""
        for tile in tiles_at(ENTRIES, len(entries)):
            self.put(tile, pack(entries[256 * tile.index :][: tile.width]))


@pytest.fixture
def log() -> OpenStorage:
    storage = OpenStorage()
    append(storage, Frontier(), ENTRIES_OF)
    return storage


def rewritten(entries: list[bytes]) -> tuple[OpenStorage, TreeHead]:
    """Everything computed anew from other entries."""
    storage = OpenStorage()
    return storage, append(storage, Frontier(), entries).head


def found(findings: tuple[Finding, ...]) -> list[tuple[Fault, int, int]]:
    return [(finding.fault, finding.first, finding.last) for finding in findings]


def test_an_honest_log_is_clean(log: OpenStorage) -> None:
    outside = [head_of(ENTRIES_OF[:size]) for size in (0, 1, 255, 256, 257, 512, SIZE)]
    result = audit(log, HEAD, outside=outside)

    assert result.is_clean
    assert result.head == HEAD


@pytest.mark.parametrize("size", [0, 1, 256, 512])
def test_an_honest_log_of_any_size_is_clean(size: int) -> None:
    storage, head = rewritten(entries_of(size))

    assert audit(storage, head, outside=[head]).is_clean


def altered() -> list[bytes]:
    return [*ENTRIES_OF[:300], b"forged", *ENTRIES_OF[301:]]


def removed() -> list[bytes]:
    return ENTRIES_OF[:300] + ENTRIES_OF[301:]


def inserted() -> list[bytes]:
    return [*ENTRIES_OF[:300], b"forged", *ENTRIES_OF[300:]]


def reordered() -> list[bytes]:
    return [*ENTRIES_OF[:300], ENTRIES_OF[301], ENTRIES_OF[300], *ENTRIES_OF[302:]]


@pytest.mark.parametrize(
    ("alter", "last"), [(altered, 300), (reordered, 301), (inserted, SIZE - 1)], ids=["edit", "reorder", "insert"]
)
def test_an_edit_of_the_entries_is_named(alter: Callable[[], list[bytes]], last: int, log: OpenStorage) -> None:
    log.put_entries(alter()[:SIZE])

    assert found(audit(log, HEAD).findings) == [
        (Fault.HISTORY_REWRITTEN, 0, SIZE - 1),
        (Fault.ENTRY_ALTERED, 300, last),
    ]


def test_a_deletion_is_named(log: OpenStorage) -> None:
    log.put_entries(removed())

    findings = audit(log, HEAD).findings

    # The last bundle is one short; until then every entry from 300 on stands one place too early.
    assert (Fault.ENTRY_ALTERED, 300, 511) in found(findings)
    assert (Fault.ENTRIES_UNREADABLE, 512, SIZE - 1) in found(findings)


@pytest.mark.parametrize(
    ("places", "runs"),
    [
        ([0], [(0, 0)]),
        ([0, 1, 3], [(0, 1), (3, 3)]),
        ([10, 600], [(10, 10), (600, 600)]),
        ([254, 255, 256, 699], [(254, 256), (699, 699)]),
    ],
)
def test_edits_are_named_apart(places: list[int], runs: list[tuple[int, int]], log: OpenStorage) -> None:
    log.put_entries([b"forged" if place in places else entry for place, entry in enumerate(ENTRIES_OF)])

    findings = audit(log, HEAD).findings

    assert found(tuple(finding for finding in findings if finding.fault is Fault.ENTRY_ALTERED)) == [
        (Fault.ENTRY_ALTERED, first, last) for first, last in runs
    ]
    assert len(findings) == len(runs) + 1  # and the checkpoint, which does not hold


@pytest.mark.parametrize("alter", [altered, removed, inserted, reordered])
def test_a_log_recomputed_throughout_is_noticed_by_an_outside_checkpoint(alter: Callable[[], list[bytes]]) -> None:
    storage, head = rewritten(alter())
    outside = [head_of(ENTRIES_OF[:size]) for size in (100, 280, 400, 600)]

    # Whoever holds the log's key can sign the new head: from inside there is nothing to see.
    assert audit(storage, head).is_clean
    assert found(audit(storage, head, outside=outside).findings) == [(Fault.HISTORY_REWRITTEN, 280, 399)]


def test_a_cut_tail_is_noticed_by_an_outside_checkpoint() -> None:
    storage, head = rewritten(ENTRIES_OF[:500])

    result = audit(storage, head, outside=[HEAD, head_of(ENTRIES_OF[:400]), head_of(ENTRIES_OF[:600])])

    assert found(result.findings) == [(Fault.TAIL_CUT, 500, SIZE - 1)]
    assert "末尾が切り取られています" in result.findings[0].ja
    assert (
        str(result.findings[0]) == "tail_cut: 700 entries were signed and only 500 are there: the tail has been cut off"
    )


def test_a_cut_tail_is_noticed_under_the_old_checkpoint(log: OpenStorage) -> None:
    log.drop(Tile(ENTRIES, 2))
    log.drop(Tile(0, 2))

    assert found(audit(log, HEAD).findings) == [
        (Fault.HISTORY_REWRITTEN, 0, SIZE - 1),
        (Fault.ENTRIES_UNREADABLE, 512, SIZE - 1),
    ]


def test_a_rewriting_and_a_cut_tail_are_both_told() -> None:
    storage, head = rewritten(altered()[:500])

    result = audit(storage, head, outside=[HEAD, head_of(ENTRIES_OF[:400])])

    assert [finding.fault for finding in result.findings] == [Fault.HISTORY_REWRITTEN, Fault.TAIL_CUT]


def test_two_checkpoints_of_one_size_that_differ_are_noticed(log: OpenStorage) -> None:
    fork = TreeHead(SIZE, bytes(32))

    assert found(audit(log, HEAD, outside=[fork]).findings) == [(Fault.HISTORY_REWRITTEN, 0, SIZE - 1)]


def test_an_outside_checkpoint_of_the_empty_log_must_be_empty(log: OpenStorage) -> None:
    assert not audit(log, HEAD, outside=[TreeHead(0, bytes(32))]).is_clean


@pytest.mark.parametrize("tile", [Tile(0, 1), Tile(1, 0, 2), Tile(0, 2, 188)])
def test_a_damaged_tile_is_told_from_an_altered_entry(tile: Tile, log: OpenStorage) -> None:
    kept = log.read(tile)
    log.put(tile, bytes([kept[0] ^ 1]) + kept[1:])

    first = tile.index * 256
    last = first if tile.level == 0 else 255
    assert found(audit(log, HEAD).findings) == [(Fault.TILE_DAMAGED, first, last)]


@pytest.mark.parametrize("tile", [Tile(0, 1), Tile(1, 0, 2)])
@pytest.mark.parametrize("how", ["missing", "short"])
def test_a_tile_missing_or_short_is_named(tile: Tile, how: str, log: OpenStorage) -> None:
    kept = log.read(tile)
    if how == "missing":
        log.drop(tile)
    else:
        log.put(tile, kept[:-32])

    findings = audit(log, HEAD).findings

    assert {finding.fault for finding in findings} == {Fault.TILE_DAMAGED}
    assert tile.path in findings[0].en


def test_a_lost_bundle_whose_hashes_are_there_leaves_the_rest_proven(log: OpenStorage) -> None:
    log.put(Tile(ENTRIES, 1), b"\x00")

    assert found(audit(log, HEAD).findings) == [(Fault.ENTRIES_UNREADABLE, 256, 511)]


def test_a_tile_above_names_what_lower_tiles_were_recomputed(log: OpenStorage) -> None:
    # The administrator altered an entry and the tile of its hash, and stopped there.
    other, _ = rewritten(altered())
    log.put_entries(altered())
    log.put(Tile(0, 1), other.read(Tile(0, 1)))

    assert found(audit(log, HEAD).findings) == [
        (Fault.HISTORY_REWRITTEN, 0, SIZE - 1),
        (Fault.ENTRY_ALTERED, 256, 511),
    ]


@pytest.mark.parametrize("size", [65_536, 66_000])
def test_tiles_of_the_second_level_are_checked(size: int) -> None:
    storage, head = rewritten(entries_of(size))
    assert audit(storage, head).is_clean

    storage.put(Tile(2, 0, 1), bytes(32))
    assert found(audit(storage, head).findings) == [(Fault.TILE_DAMAGED, 0, 65_535)]


def test_a_damaged_tile_above_names_its_entries() -> None:
    storage, head = rewritten(entries_of(66_048))
    storage.put(Tile(1, 1, 2), storage.read(Tile(1, 1, 2))[:32] + bytes(32))

    assert found(audit(storage, head).findings) == [(Fault.TILE_DAMAGED, 65_792, 66_047)]


@given(st.data())
def test_any_altered_byte_is_noticed(data: st.DataObject) -> None:
    storage = OpenStorage()
    append(storage, Frontier(), ENTRIES_OF)
    tiles = [Tile(ENTRIES, 0), Tile(ENTRIES, 2, 188), Tile(0, 1), Tile(0, 2, 188), Tile(1, 0, 2)]
    tile = data.draw(st.sampled_from(tiles))
    content = bytearray(storage.read(tile))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    storage.put(tile, bytes(content))

    assert not audit(storage, HEAD).is_clean
