"""How gunicorn is called for an office: by `kitei serve`, the offices for practice, and what measures them."""

from __future__ import annotations

import sys

WORKERS = 4
"""Processes. The kernel gives a connection to whichever of them takes it first, and it stays there; with few processes
of many threads, busy clients fall on one of them and wait in line (docs/measurements.md)."""
THREADS = 2
"""Of each process; each holds one connection to the database."""


def gunicorn(bind: str, *options: str, workers: int = WORKERS, threads: int = THREADS) -> tuple[str, ...]:
    """The command line of an office's web server.

    Args:
        bind: `HOST:PORT`.
        options: further options, as gunicorn takes them.
    """
    return (
        sys.executable, "-P", "-m", "gunicorn", "kitei.project.wsgi", f"--bind={bind}", f"--workers={workers}",
        f"--threads={threads}", "--worker-class=gthread", "--timeout=120", "--no-control-socket", "--chdir=/", *options,
    )  # fmt: skip
