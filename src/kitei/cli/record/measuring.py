"""`kitei bench acts`: the record on a PostgreSQL of its own with durable settings, beside its limits in the same run.

Each measurement runs in processes of its own (`kitei.cli.record.child`), as the office's web workers do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from kitei.premises.databases import environment, prepare, server_of
from kitei.premises.home import Home, make_home
from kitei.regulations.library import Library

READY = "ready\n"  # what a process says when it has loaded everything and waits


class ChildFailed(RuntimeError):
    """A process of the bench ended in an error, which is the message."""


def bench_acts(*, writers: int = 8, seconds: float = 8.0, leaves: int = 1_000_000, runs: int = 3) -> dict[str, Any]:
    """Measure in an office that is thrown away.

    Args:
        writers: processes that write at once.
        seconds: how long each of them writes.
        leaves: of the tree that is verified.
        runs: of every measurement beside a limit, in turn; medians are reported.
    """
    with tempfile.TemporaryDirectory(prefix="kitei-bench-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        first = Library().universities()[0]
        home = make_home(Path(folder) / "home", name="bench", regulation=first, base_url="http://localhost")
        server = server_of(home)
        prepare(home)
        try:
            return _measure(home, writers=writers, seconds=seconds, leaves=leaves, runs=runs)
        finally:
            if server is not None:
                server.stop("immediate")


def _measure(home: Home, *, writers: int, seconds: float, leaves: int, runs: int) -> dict[str, Any]:
    _run(home, "make_tables")
    report: dict[str, Any] = {
        "append": {f"group_{group}": _run(home, "append", group=group, runs=runs) for group in (1, 100)}
    }
    kinds = ("plain", "locked", "acts", "acts_with_row")
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    delays: dict[str, float] = {}
    for _ in range(runs):
        for kind in kinds:
            rate, found = _write_at_once(home, kind, writers=writers, seconds=seconds)
            rates[kind].append(rate)
            delays = found or delays
    one, _ = _write_at_once(home, "acts", writers=1, seconds=seconds)
    report[f"writers_{writers}"] = {
        **{f"{kind}_per_s": round(median(found), 1) for kind, found in rates.items()},
        "acts_per_locked": _ratio(rates, "acts", "locked"),
        "acts_per_plain": _ratio(rates, "acts", "plain"),
        "acts_per_s_of_one_writer": round(one, 1),
        "integrated_after": delays,
    }
    report["verify"] = _run(home, "fill_and_verify", leaves=leaves, runs=runs)
    return report


def _ratio(rates: dict[str, list[float]], mine: str, limit: str) -> float:
    return round(median(one / other for one, other in zip(rates[mine], rates[limit], strict=True)), 2)


def _write_at_once(home: Home, kind: str, *, writers: int, seconds: float) -> tuple[float, dict[str, float]]:
    """Acts per second of all writers together, and how long after its commit an act was in the tree."""
    with ExitStack() as running:
        sequencer = running.enter_context(_begin(home, "sequence", seconds=seconds + 1.5))
        each = [
            running.enter_context(_begin(home, "write_for", kind=kind, seconds=seconds, number=number))
            for number in range(writers)
        ]
        _start_together([sequencer, *each])
        written = [_end(process) for process in each]
        taken = _end(sequencer)
    rate = sum(one["count"] for one in written) / seconds
    if kind != "acts":
        return rate, {}
    commits = [commit for one in written for commit in one["commits"]]
    return rate, _run(home, "delays", commits=commits, taken=taken["taken"])


def _run(home: Home, task: str, **options: Any) -> Any:
    with _begin(home, task, **options) as process:
        return _end(process)


def _begin(home: Home, task: str, **options: Any) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603 - a process of ours
        [sys.executable, "-P", "-m", "kitei.cli.record.child", task],
        env={**environment(home), "KITEI_AS_OWNER": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _tell(process, json.dumps(options))
    return process


def _start_together(processes: list[subprocess.Popen[str]]) -> None:
    """Let all begin at one moment, once every one has said that it is ready."""
    for process in processes:
        if process.stdout is None or process.stdout.readline() != READY:
            _end(process)
    begin = time.time() + 0.2
    for process in processes:
        _tell(process, json.dumps(begin))


def _tell(process: subprocess.Popen[str], line: str) -> None:
    if process.stdin is not None:
        process.stdin.write(line + "\n")
        process.stdin.flush()


def _end(process: subprocess.Popen[str]) -> Any:
    out, said = process.communicate()
    if process.returncode:
        raise ChildFailed(said.strip()[-2000:])
    return json.loads(out)
