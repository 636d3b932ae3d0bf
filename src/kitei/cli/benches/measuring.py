"""Stopwatches: CPU time of this thread or process, medians of several runs, and what machine they ran on."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from kitei import __version__

T = TypeVar("T")

Figures = dict[str, Any]


def single(decide: Callable[[T], object], cases: Sequence[T], runs: int, rounds: int = 1) -> Figures:
    """How fast one case after the other is answered, once every case has been seen."""
    for case in cases:
        decide(case)
    seconds, spreads = [], []
    for _ in range(runs):
        gc.collect()
        start = time.thread_time_ns()
        for _ in range(rounds):
            for case in cases:
                decide(case)
        seconds.append((time.thread_time_ns() - start) / 1e9 / (len(cases) * rounds))
        spreads.append(_one_by_one(decide, cases))
    return _figures(statistics.median(seconds), spreads)


def cold(make: Callable[[], Callable[[T], object]], cases: Sequence[T], runs: int) -> Figures:
    """The same where nothing is remembered at the start of a run, and each case comes once."""
    gc.collect()
    spreads = [_one_by_one(make(), cases) for _ in range(runs)]
    return _figures(statistics.median(sum(spread) / len(spread) for spread in spreads) / 1e6, spreads)


def bulk(run: Callable[[], object], runs: int) -> float:
    """Milliseconds of CPU time of the whole process, all threads."""
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        run()
        taken.append((time.process_time() - start) * 1_000)
    return round(statistics.median(taken), 1)


def memory_mib() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)


def machine(packages: Iterable[str]) -> Figures:
    """On what the figures were taken."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "load": [round(each, 2) for each in os.getloadavg()],
        "system": platform.platform(),
        "python": platform.python_version(),
        "kitei": __version__,
        **{name: version(name) for name in packages},
    }


def _cpu() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _one_by_one(decide: Callable[[T], object], cases: Sequence[T]) -> list[float]:
    taken = []
    for case in cases:
        start = time.thread_time_ns()
        decide(case)
        taken.append((time.thread_time_ns() - start) / 1_000)
    return sorted(taken)


def _figures(seconds: float, spreads: list[list[float]]) -> Figures:
    return {
        "per_second": round(1 / seconds),
        "p50_us": round(statistics.median(spread[len(spread) // 2] for spread in spreads), 1),
        "p99_us": round(statistics.median(spread[len(spread) * 99 // 100] for spread in spreads), 1),
    }
