"""Offices for practice are opened: restored from their dumps, or made anew where no dump is kept."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from kitei.cli.demo import keeping
from kitei.cli.demo.plan import OFFICES
from kitei.cli.demo.processes import free_port
from kitei.premises.databases import database_of, environment, make_database
from kitei.premises.home import Home, NoOffice, read_home, write_private
from kitei.premises.postgres import Server

FIRST_PORT = 8410
_MADE_FROM = "made-from"
_KEYS = {"master-1.key": 32, "log.key": 32, "index.key": 32, "secret.key": 48}

Say = Callable[[str, str], None]
"""Told, in Japanese and English, what takes a while."""


class NotMade(RuntimeError):
    """The year of an office could not be made; the message holds what was said."""


def server() -> Server:
    """The one server of all offices for practice."""
    return Server(keeping.data_home() / "postgres")


def ready(say: Say, first_port: int = FIRST_PORT, keys: Iterable[str] = OFFICES) -> list[tuple[Home, int]]:
    """Every office with its port, its folder and its database as they ought to be.

    Raises:
        NoPostgres, NotUpToDate, NotRestored, NotMade: an office cannot be made ready.
    """
    at = server()
    at.ensure()
    ports: list[int] = []
    found: list[tuple[Home, int]] = []
    for key in keys:
        port = free_port(first_port, ports)
        ports.append(port)
        found.append((_ready(at, key, f"http://127.0.0.1:{port}", say), port))
    return found


def _ready(at: Server, key: str, url: str, say: Say) -> Home:
    folder, dump = keeping.data_home() / key, keeping.kept(key)
    known = _known(folder)
    if (
        known is not None
        and at.has_database(database_of(known))
        and (dump is None or _made_from(folder) == _mark(dump))
    ):
        offset = float(known.section("clock").get("offset_seconds", 0))
        return keeping.settle(at, folder, key, url, offset_seconds=offset)
    if dump is None:
        dump = make(at, key, say)
    say(f"{key}: 事務局を開く準備をしています…", f"{key}: getting the office ready …")
    home = keeping.restore(at, folder, key, url, dump)
    (folder / _MADE_FROM).write_text(_mark(dump), encoding="utf-8")
    return home


def make(at: Server, key: str, say: Say) -> Path:
    """Let an office live its year, and keep it as a dump.

    Raises:
        NotMade: something went wrong on the way.
    """
    say(f"{key}: 一年分の案件を作っています(数分かかります)…", f"{key}: living its year (takes some minutes) …")
    folder = keeping.data_home() / f"{key}.making"
    home = keeping.write_home(at, folder, key, "http://127.0.0.1", offset_seconds=0.0)
    for name, size in _KEYS.items():
        # Keys of offices for practice are no secret: the same year has the same keys.
        write_private(home.keys / name, hashlib.shake_256(f"kitei demo {key} {name}".encode()).hexdigest(size))
    database = database_of(home)
    at.psql(f'DROP DATABASE IF EXISTS "{database}"')
    make_database(at, database, keeping.template(at, home))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kitei.cli.demo.living", key],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path("/"),
    )
    if done.returncode:
        raise NotMade(f"{key}: {done.stderr.strip()[-3000:]}")
    return keeping.keep(at, home, key)


def _known(folder: Path) -> Home | None:
    try:
        return read_home(folder)
    except NoOffice:
        return None


def _mark(dump: Path) -> str:
    """What an office was restored from: rows and tables."""
    return f"{dump.name} {keeping.schema_digest()}"


def _made_from(folder: Path) -> str:
    try:
        return (folder / _MADE_FROM).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def opened_for() -> float:
    """Seconds by which the clock of an office that opens now for the first time is ahead."""
    return (keeping.ENDS_AT - datetime.now(UTC)).total_seconds()


def forget() -> None:
    """Stop the server; the data stay."""
    if not os.environ.get("KITEI_DEMO_KEEP_SERVER"):
        server().stop()
