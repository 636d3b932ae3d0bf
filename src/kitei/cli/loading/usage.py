"""CPU time and memory of processes, as the kernel counts them (`/proc`)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def below(pid: int) -> list[int]:
    """A process and every process below it."""
    parents: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(each.name))
        if fields:
            parents.setdefault(int(fields[1]), []).append(int(each.name))
    found, waiting = [], [pid]
    while waiting:
        at = waiting.pop()
        found.append(at)
        waiting.extend(parents.get(at, ()))
    return found


def cpu(pids: Iterable[int]) -> float:
    """Seconds of CPU, of user and kernel, these processes have used, with those of theirs that have ended."""
    return sum(sum(int(each) for each in fields[11:15]) for pid in pids if (fields := _stat(pid))) / _TICK


def memory(pids: Iterable[int]) -> float:
    """Private memory of these processes together, in MiB."""
    return round(sum(_private(pid) for pid in pids) / 1024, 1)


def _stat(pid: int) -> list[str]:
    """The fields after the name of the program, the state first, the parent next."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _private(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    lines = (line.split() for line in text.splitlines())
    return sum(int(line[1]) for line in lines if line and line[0] in {"Private_Clean:", "Private_Dirty:"})
