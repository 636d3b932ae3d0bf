"""How fast the log is, beside the hashing that nobody can avoid."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median, quantiles

from kitei.notary.leaves import Leaf, salted_digest
from kitei.notary.merkle.frontier import Frontier, TreeHead
from kitei.notary.merkle.hashing import leaf_hash, root_of
from kitei.notary.merkle.proving import consistency_proof, inclusion_proof
from kitei.notary.merkle.verifying import verify_inclusion
from kitei.notary.tiled.appending import append
from kitei.notary.tiled.auditing import audit
from kitei.notary.tiled.reading import TileNodes, read_entry
from kitei.notary.tiled.storage import MemoryStorage

_NUMBER = b"9999999"
_STEP = 7_919  # a prime: the entries asked for lie all over the log


@dataclass(frozen=True, slots=True, kw_only=True)
class NotaryBench:
    """Seconds are those of the stopwatch; per entry or proof where it says so.

    Attributes:
        floor_s: hashing every leaf and every node once, nothing else.
        verify_s: the whole audit: unpacking, hashing, comparing every tile.
        verify_per_floor: the target is at most 1.6.
    """

    entries: int
    entry_bytes: int
    floor_s: float
    append_s: float
    verify_s: float
    verify_per_floor: float
    inclusion_proof_p50_ms: float
    inclusion_proof_p99_ms: float
    inclusion_verify_p50_ms: float
    consistency_proof_p50_ms: float
    leaf_encode_us: float


def bench_notary(
    *, stopwatch: Callable[[], float], entries: int = 1_000_000, proofs: int = 500, runs: int = 3
) -> NotaryBench:
    """Measure a log in memory.

    Args:
        stopwatch: seconds since some moment: `time.process_time`, which the door hands in.
        entries: at least 2.
        proofs: how many of each kind, at least 2.
        runs: of floor and verification, in turn; medians are reported.
    """
    leaf = _leaf(_NUMBER.decode())
    template = leaf.encode()
    log = [template.replace(_NUMBER, b"%07d" % number) for number in range(entries)]
    storage = MemoryStorage()
    begun = stopwatch()
    head = append(storage, Frontier(), log).head
    append_s = stopwatch() - begun

    floors, audits = [], []
    for _ in range(runs):
        floors.append(_seconds(stopwatch, lambda: root_of(b"".join([leaf_hash(entry) for entry in log]))))
        audits.append(_seconds(stopwatch, lambda: _require_clean(storage, head)))

    asked = [number * _STEP % (entries - 1) + 1 for number in range(proofs)]
    size = head.size
    made = [(index, inclusion_proof(TileNodes(storage, size), index, size)) for index in asked]
    proving = _each(stopwatch, (_call(inclusion_proof, storage, index, size) for index in asked))
    growing = _each(stopwatch, (_call(consistency_proof, storage, index, size) for index in asked))
    checking = _each(stopwatch, (_check(storage, head, index, proof) for index, proof in made))
    encoding = _each(stopwatch, (leaf.encode for _ in asked))
    return NotaryBench(
        entries=entries,
        entry_bytes=len(template),
        floor_s=median(floors),
        append_s=append_s,
        verify_s=median(audits),
        verify_per_floor=median(mine / floor for mine, floor in zip(audits, floors, strict=True)),
        inclusion_proof_p50_ms=1e3 * median(proving),
        inclusion_proof_p99_ms=1e3 * quantiles(proving, n=100)[-1],
        inclusion_verify_p50_ms=1e3 * median(checking),
        consistency_proof_p50_ms=1e3 * median(growing),
        leaf_encode_us=1e6 * median(encoding),
    )


def _leaf(case: str) -> Leaf:
    return Leaf(
        actor="person:k3v9w2mz7q4x",
        role="protection_manager",
        act="request.decided",
        case=case,
        at=datetime(2026, 4, 1, tzinfo=UTC),
        clauses=("example:20(1)(2)", "example:22"),
        digest=salted_digest({}, salt=bytes(32)),
    )


def _require_clean(storage: MemoryStorage, head: TreeHead) -> None:
    if not audit(storage, head).is_clean:
        raise AssertionError("an honest log was found altered")


def _seconds(stopwatch: Callable[[], float], work: Callable[[], object]) -> float:
    begun = stopwatch()
    work()
    return stopwatch() - begun


def _each(stopwatch: Callable[[], float], work: Iterable[Callable[[], object]]) -> list[float]:
    return [_seconds(stopwatch, one) for one in work]


def _call(
    prove: Callable[[TileNodes, int, int], tuple[bytes, ...]], storage: MemoryStorage, index: int, size: int
) -> Callable[[], object]:
    return lambda: prove(TileNodes(storage, size), index, size)


def _check(storage: MemoryStorage, head: TreeHead, index: int, proof: tuple[bytes, ...]) -> Callable[[], object]:
    leaf = leaf_hash(read_entry(storage, index, head.size))
    return lambda: verify_inclusion(leaf=leaf, index=index, size=head.size, proof=proof, root=head.root)
