"""Whoever is killed, whenever: every acknowledged act is there, with its rows, and the record verifies."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kitei.premises.databases import environment, prepare, server_of
from kitei.premises.home import Home, make_home
from kitei.premises.postgres import Server
from tests.conftest import FULL, ROOT

KILLS = 200 if FULL else 4
KILLS_OF_THE_SERVER = 25 if FULL else 1
NURSERY = Path(__file__).with_name("nursery.py")


class Nursery:
    """The process that raises those to be killed."""

    def __init__(self, home: Home) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - a file of ours
            [sys.executable, "-P", str(NURSERY)],
            env={**_without_url(environment(home)), "PYTHONPATH": f"{ROOT / 'src'}", "KITEI_AS_OWNER": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **command: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    """An office with a PostgreSQL of its own, with durable settings, where the server's user can reach it."""
    folder = Path(tempfile.mkdtemp(prefix="kitei-kills-", dir="/var/tmp"))
    folder.chmod(0o755)
    made = make_home(folder / "home", name="kills", regulation="josai", base_url="http://localhost")
    url = os.environ.pop("DATABASE_URL")
    try:
        prepare(made)
        server = server_of(made)
    finally:
        os.environ["DATABASE_URL"] = url
    assert server is not None
    assert server.durable
    yield made
    server.stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def server(home: Home) -> Server:
    return Server(home.folder / "postgres")


@pytest.fixture
def nursery(home: Home) -> Iterator[Nursery]:
    made = Nursery(home)
    yield made
    made.close()


def _without_url(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name != "DATABASE_URL"}


def wait_for(files: list[Path], acts: int) -> None:
    """Until so many acts were acknowledged."""
    until = time.monotonic() + 60
    while sum(file.read_bytes().count(b"\n") if file.exists() else 0 for file in files) < acts:
        assert time.monotonic() < until, "nothing is being written"
        time.sleep(0.005)


def kill(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def assert_whole(found: dict[str, Any]) -> None:
    assert found["lost"] == []
    assert found["rows_lost"] == []
    assert found["findings"] == []
    assert found["placed"] == found["acts"]


def test_writers_and_sequencer_killed_at_random_lose_nothing(nursery: Nursery, tmp_path: Path) -> None:
    files: list[Path] = []
    acknowledged = 0
    for trial in range(KILLS):
        mine = [tmp_path / f"{trial}-{number}" for number in range(2)]
        files += mine
        writers = [nursery.ask(fork="write", file=str(file)) for file in mine]
        sequencers = [nursery.ask(fork="sequence")]
        wait_for(mine, random.randint(1, 12))
        if trial % 2:  # the sequencer first, and another takes its place while acts go on
            kill(sequencers)
            sequencers.append(nursery.ask(fork="sequence"))
        time.sleep(random.uniform(0, 0.1))
        kill([*writers, sequencers[-1]])
        nursery.ask(reap=[*writers, *sequencers])
        if trial % 10 == 9 or trial == KILLS - 1:
            found = nursery.ask(check=[str(file) for file in files])
            assert_whole(found)
            acknowledged = found["acknowledged"]
    assert acknowledged >= KILLS


def kill_the_server(nursery: Nursery, server: Server, files: list[Path], *, durable: bool = True) -> None:
    """Kill every process of PostgreSQL under load, and start it again."""
    pids = [nursery.ask(fork="write", file=str(file), durable=durable) for file in files]
    pids.append(nursery.ask(fork="sequence"))
    wait_for(files, random.randint(10, 40))
    postmaster = int((server.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    os.kill(postmaster, signal.SIGSTOP)  # it must not tidy up while its children go
    below = children_of(postmaster)
    kill([*below, postmaster])
    nursery.ask(reap=pids)
    while server.is_running():
        time.sleep(0.01)
    server.ensure()


def test_postgresql_killed_whole_under_load_loses_nothing(nursery: Nursery, server: Server, tmp_path: Path) -> None:
    for trial in range(KILLS_OF_THE_SERVER):
        files = [tmp_path / f"{trial}-{number}" for number in range(3)]
        kill_the_server(nursery, server, files)
        assert_whole(nursery.ask(check=[str(file) for file in files]))


@pytest.mark.skipif(not FULL, reason="the control takes a minute: KITEI_FULL")
def test_without_synchronous_commit_acknowledged_acts_are_lost(
    nursery: Nursery, server: Server, tmp_path: Path
) -> None:
    """The control: these tests can see a loss."""
    lost = 0
    for trial in range(10):
        files = [tmp_path / f"{trial}-{number}" for number in range(3)]
        kill_the_server(nursery, server, files, durable=False)
        lost += len(nursery.ask(check=[str(file) for file in files])["lost"])
    assert lost > 0
