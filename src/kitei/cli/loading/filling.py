"""Fills the office of the bench, with a process for each core; what was filled in stays if it is interrupted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from kitei.cli.loading.children import run
from kitei.premises.home import Home

AT_ONCE = 100_000
"""Cases between two lines of progress."""
_LEAST = 2_000  # cases worth a process of their own

Told = Callable[[str], None]


def count(home: Home) -> int:
    """How many cases there are."""
    return int(run(home, "counted")["cases"])


def fill(home: Home, cases: int, told: Told) -> dict[str, Any]:
    """Fill in cases until there are so many, and take their acts into the tree.

    Raises:
        ChildFailed: one of the processes failed; what was filled in is there.
    """
    begun, first = time.perf_counter(), count(home)
    there = first
    while there < cases:
        there += _more(home, min(cases - there, AT_ONCE))
        rate = (there - first) / (time.perf_counter() - begun)
        told(f"{there:,} 件({rate:.0f} 件/秒) / {there:,} cases ({rate:.0f} a second)")
    took = time.perf_counter() - begun
    settled = run(home, "settle")
    return {"made": there - first, "filled_per_s": round((there - first) / took), "fill_s": round(took, 1), **settled}


def _more(home: Home, cases: int) -> int:
    """So many more, each process its part."""
    known = run(home, "counted")
    parts = max(1, min(os.cpu_count() or 1, cases // _LEAST))
    counts = [cases // parts + (part < cases % parts) for part in range(parts)]

    def one(part: int) -> int:
        made = run(
            home, "fill", count=counts[part], last=known["last"], seed=known["cases"] + 1, part=part, parts=parts
        )  # fmt: skip
        return int(made["made"])

    with ThreadPoolExecutor(parts) as pool:
        return sum(pool.map(one, range(parts)))
