"""The bench measures what it says; nothing here depends on how fast the machine is."""

from __future__ import annotations

from itertools import count

import pytest

from kitei.notary import TreeHead, bench
from tests.notary.logs import head_of


def test_every_figure_is_measured() -> None:
    ticks = count()

    result = bench.bench_notary(stopwatch=lambda: float(next(ticks)), entries=600, proofs=3, runs=2)

    # Each measurement takes one tick of this stopwatch.
    assert (result.entries, result.entry_bytes) == (600, 261)
    assert (result.floor_s, result.append_s, result.verify_s, result.verify_per_floor) == (1, 1, 1, 1)
    assert (result.inclusion_proof_p50_ms, result.consistency_proof_p50_ms, result.leaf_encode_us) == (1e3, 1e3, 1e6)


def test_a_log_found_altered_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    def forged(*_: object) -> object:
        class Head:
            head = TreeHead(1, head_of([b"x"]).root)

        return Head

    monkeypatch.setattr(bench, "append", forged)

    with pytest.raises(AssertionError, match="found altered"):
        bench.bench_notary(stopwatch=float, entries=2, proofs=2, runs=1)
