"""Web server, background process and PostgreSQL killed under load: what was answered is there, once, and goes on."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from kitei.cli.demo.processes import free_port
from kitei.premises.databases import database_of, server_of
from kitei.premises.home import read_home
from kitei.premises.postgres import Server
from tests.conftest import FULL

ROUNDS = 10 if FULL else 1
"""How often each of the three is killed."""
PATIENCE = 180.0  # seconds until what was killed must answer again
CASE: dict[str, Any] = {
    "procedure": "disclosure",
    "who": {"name": "髙橋 花子", "kana": "たかはし はなこ"},
    "unit": "0",
    "facts": {"claimant": "principal"},
    "outcome": "submitted",
}


def kitei(*arguments: object) -> str:
    command = [sys.executable, "-P", "-m", "kitei", *(str(each) for each in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class House:
    """An office with all its processes, as `kitei serve` and `kitei worker` start them."""

    def __init__(self, folder: Path) -> None:
        self.home, self.port = folder, free_port(18_460, ())
        kitei("init", folder, "--regulation", "josai", "--url", f"http://127.0.0.1:{self.port}")
        server = server_of(read_home(folder))
        assert server is not None
        self.server: Server = server
        self.web = self.start("serve", "--bind", f"127.0.0.1:{self.port}")
        self.jobs = self.start("worker")

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.home / f"{command[0]}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-m", "kitei", "--home", str(self.home), *command],
                stdout=log, stderr=log, cwd="/", start_new_session=True,
            )  # fmt: skip

    def kill_web(self) -> None:
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()
        self.web = self.start("serve", "--bind", f"127.0.0.1:{self.port}")

    def kill_jobs(self) -> None:
        os.killpg(self.jobs.pid, signal.SIGKILL)
        self.jobs.wait()
        self.jobs = self.start("worker")

    def kill_postgresql(self) -> None:
        pid = int((self.server.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        os.kill(pid, signal.SIGSTOP)  # it must not tidy up while its children go
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        for each in (*map(int, children), pid):
            os.kill(each, signal.SIGKILL)
        while self.server.is_running():
            time.sleep(0.01)
        self.server.ensure()

    def look_after(self) -> None:
        """As a supervisor does: the background process gives up without a database, at once or after a while."""
        if self.jobs.poll() is not None:
            self.jobs = self.start("worker")

    def close(self) -> None:
        for process in (self.web, self.jobs):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.server.stop("immediate")

    def sql(self, asked: str) -> str:
        return self.server.psql(asked, database_of(read_home(self.home)))


class Program(threading.Thread):
    """Opens cases and writes notes; what gets no answer is sent again under its key until it is answered."""

    def __init__(self, house: House, token: str, name: str) -> None:
        super().__init__(name=name)
        self._url, self._name = f"http://127.0.0.1:{house.port}/api/v1", name
        self._headers = {"Authorization": f"Bearer {token}"}
        self.cases: list[str] = []
        self.notes: list[str] = []
        self.troubles = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            number = self._sent("/cases", {**CASE, "title": f"{self._name}の{len(self.cases)}"})["number"]
            self.cases.append(number)
            for _ in range(3):
                self.notes.append(self._sent(f"/cases/{number}/notes", {"body": f"{len(self.notes)}"})["id"])

    def _sent(self, path: str, body: dict[str, Any]) -> dict[str, str]:
        key = f"{self._name}-{len(self.cases)}-{len(self.notes)}"
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = requests.post(
                    self._url + path, json=body, headers={**self._headers, "Idempotency-Key": key}, timeout=30
                )
            except requests.RequestException:
                self.troubles += 1
            else:
                if answer.status_code in {200, 201}:
                    return dict(answer.json())
                assert answer.status_code in {429, 503}, answer.text[:500]
                self.troubles += 1
            time.sleep(0.1)
        raise AssertionError(f"{path}: not answered within {PATIENCE} s")


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="kitei-house-", dir="/var/tmp"))
    folder.chmod(0o755)
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("KITEI_HOME")
    made = House(folder / "home")
    yield made
    made.close()
    shutil.rmtree(folder, ignore_errors=True)


def a_program_s_token(house: House) -> str:
    mail = "manager@example.ac.jp"
    kitei("--home", house.home, "person", "unit", "add", "0", "--ja", "本部", "--en", "Headquarters")
    kitei("--home", house.home, "person", "invite", mail, "--name", "管理者", "--role", "manager", "--unit", "0")
    return kitei("--home", house.home, "person", "token", mail, "--scope", "case.").strip()


def caught_up(house: House) -> bool:
    return house.sql("SELECT (SELECT count(*) FROM record_act) = (SELECT count(*) FROM record_leaf)") == "t"


def test_whatever_is_killed_what_was_answered_is_there_once_and_work_goes_on(house: House) -> None:
    token = a_program_s_token(house)
    programs = [Program(house, token, name) for name in ("first", "second", "third")]
    for each in programs:
        each.start()
    for _ in range(ROUNDS):
        for kill in random.sample([house.kill_web, house.kill_jobs, house.kill_postgresql], 3):
            before = [len(each.notes) for each in programs]
            until = time.monotonic() + PATIENCE
            while any(len(each.notes) < had + 2 for each, had in zip(programs, before, strict=True)):
                assert time.monotonic() < until, "the office does not take up its work again"
                assert all(each.is_alive() for each in programs)
                house.look_after()
                time.sleep(random.uniform(0, 0.1))
            kill()
    for each in programs:
        each.over.set()
        each.join()

    cases = [number for each in programs for number in each.cases]
    notes = [note for each in programs for note in each.notes]
    assert sum(each.troubles for each in programs) > 0, "nobody noticed that anything was killed"
    assert int(house.sql("SELECT count(*) FROM cases_case")) == len(cases) == len(set(cases))
    assert set(house.sql("SELECT id FROM cases_note").split()) == set(notes)
    assert int(house.sql("SELECT count(*) FROM record_act WHERE name = 'case.note_added'")) == len(notes)
    numbers = sorted(int(number.rpartition("-")[2]) for number in cases)
    assert numbers == list(range(1, len(cases) + 1))
    until = time.monotonic() + PATIENCE
    while not caught_up(house):
        assert time.monotonic() < until, "the background process does not take acts into the tree"
        house.look_after()
        time.sleep(0.2)
    report = json.loads(kitei("--home", house.home, "record", "verify", "--json"))
    assert report["findings"] == []
    assert report["acts"] >= len(cases) + len(notes)
