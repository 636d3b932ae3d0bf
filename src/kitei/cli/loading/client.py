"""Clients that ask for pages, one after another, over connections that stay open: `python client.py`, JSON on stdin.

Only this machine is asked. Every loop is bounded by a number of seconds.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from statistics import median
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1"
_TIMEOUT = 60.0


@dataclass
class Told:
    """What one client saw: milliseconds of each answer, and what went wrong."""

    waited: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    size: int = 0


def main() -> None:
    """Ask as told, and say how it went."""
    told = json.loads(sys.stdin.read())
    print(json.dumps(load(**told)))


def load(
    *,
    port: int,
    clients: int,
    seconds: float,
    paths: list[str],
    sessions: list[Mapping[str, str]],
    form: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Ask for the paths in turn, each client with a session of its own.

    Args:
        form: what is sent; the pages are asked for if there is none.
    """
    every = [Told() for _ in range(clients)]
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(
            target=_ask, args=(told, port, end, paths[number:] + paths[:number], sessions[number % len(sessions)], form)
        )
        for number, told in enumerate(every)
    ]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - begun
    waited = sorted(each for told in every for each in told.waited)
    errors = [error for told in every for error in told.errors]
    return {
        "answers": len(waited), "per_s": round(len(waited) / took, 1), "p50_ms": _share(waited, 0.5),
        "p99_ms": _share(waited, 0.99), "max_ms": round(waited[-1], 1) if waited else 0.0,
        "median_ms": round(median(waited), 2) if waited else 0.0, "errors": len(errors), "first_errors": errors[:3],
        "bytes": round(sum(told.size for told in every) / max(len(waited), 1)),
    }  # fmt: skip


def _ask(
    told: Told, port: int, end: float, paths: list[str], cookies: Mapping[str, str], form: Mapping[str, str] | None
) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=_TIMEOUT)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Host": "localhost"}
    for turn, path in _turns(paths):
        if time.monotonic() >= end:
            break
        begun = time.perf_counter()
        try:
            status, size = _one(connection, path, headers, form, turn)
        except (OSError, http.client.HTTPException) as error:
            told.errors.append(f"{path}: {type(error).__name__}")
            connection.close()
            continue
        told.waited.append((time.perf_counter() - begun) * 1e3)
        told.size += size
        if status != (302 if form else 200):
            told.errors.append(f"{path}: {status}")
    connection.close()


def _turns(paths: list[str]) -> Iterator[tuple[int, str]]:
    for turn in count():
        yield turn, paths[turn % len(paths)]


def _one(
    connection: http.client.HTTPConnection,
    path: str,
    headers: Mapping[str, str],
    form: Mapping[str, str] | None,
    turn: int,
) -> tuple[int, int]:
    if form is None:
        connection.request("GET", path, headers=dict(headers))
    else:
        token = headers["Cookie"].rpartition("_csrf=")[2].partition(";")[0]
        filled = {name: value.replace("{turn}", str(turn)).replace("{token}", token) for name, value in form.items()}
        sent = urlencode(filled)
        told = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, body=sent, headers=told)
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def _share(waited: list[float], share: float) -> float:
    return round(waited[min(int(len(waited) * share), len(waited) - 1)], 1) if waited else 0.0


if __name__ == "__main__":
    main()
