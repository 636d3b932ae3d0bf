"""The processes of the offices for practice: started together, watched, and stopped together."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kitei.cli.offices.webserver import gunicorn
from kitei.premises.databases import environment
from kitei.premises.home import Home

_PATIENCE = 60.0  # seconds until a page must have come
_GRACE = 10.0  # seconds to end by itself


class NotStarted(RuntimeError):
    """An office did not open; the message names its log."""


@dataclass(frozen=True, slots=True)
class Running:
    """One office that is open."""

    home: Home
    port: int
    processes: tuple[subprocess.Popen[bytes], ...]

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"


def free_port(wanted: int, taken: Iterable[int]) -> int:
    """The port, or the next one that nobody listens on."""
    port, known = wanted, set(taken)
    while port in known or not _is_free(port):
        port += 1
    return port


@contextmanager
def offices(homes: Iterable[tuple[Home, int]]) -> Iterator[list[Running]]:
    """Open offices, each at its port, and close them at the end, whatever happens.

    Raises:
        NotStarted: one of them does not answer.
    """
    running: list[Running] = []
    try:
        for home, port in homes:
            running.append(_start(home, port))
        for each in running:
            _await(each)
        yield running
    finally:
        _stop([process for each in running for process in each.processes])


def _start(home: Home, port: int) -> Running:
    web = gunicorn(f"127.0.0.1:{port}", workers=1, threads=4)
    background = (sys.executable, "-P", "-m", "kitei.jobs")
    return Running(home, port, (_launch(home, "web", web), _launch(home, "jobs", background)))


def _launch(home: Home, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
    with (home.folder / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            command,
            env=environment(home),
            cwd=Path("/"),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _await(office: Running) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if any(process.poll() is not None for process in office.processes):
            break
        if _answers(office.port):
            return
        time.sleep(0.1)
    log = office.home.folder / "web.log"
    raise NotStarted(
        f"{office.home.name}: 開けませんでした。記録: {log}、{log.with_name('jobs.log')} / did not open; see the logs"
    )


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + _GRACE
    for process in processes:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
