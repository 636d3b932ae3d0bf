"""`kitei bench office`: pages and acts of an office with very many cases, through gunicorn, on this machine alone.

CPU is what the kernel counts for the processes of the web server and of PostgreSQL, divided by the answers. Waiting
times are what clients saw, each on a connection that stays open; clients are a process of their own.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

from kitei.cli.loading import client, filling, usage
from kitei.cli.loading.children import ChildFailed, run, said
from kitei.cli.loading.filling import Told
from kitei.cli.offices.webserver import gunicorn
from kitei.premises.databases import environment, prepare, server_of
from kitei.premises.home import Home, make_home
from kitei.regulations.library import Library

FAR = 10_000
"""The page that is compared with the first."""
_READY = 60.0  # seconds within which gunicorn answers
COMPARED = ("home", "list", "search_name", "search_number", "case", "act")
"""What should cost the same however many cases there are."""
_NOTE = "電話で本人に確かめた。{turn}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured.

    Attributes:
        seconds: of each measurement. runs: of each, of which medians are reported.
        soak: seconds of mixed work at the end; 0 for none.
    """

    cases: int = 1_000_000
    few: int = 10_000
    seconds: float = 5.0
    runs: int = 3
    soak: float = 0.0


def _silent(said: str) -> None:
    del said


@dataclass
class Site:
    """A running office: its web server and its database."""

    home: Home
    port: int
    web: int
    database: int
    sessions: list[dict[str, str]] = field(default_factory=list)


def bench_office(
    size: Size, folder: Path | None = None, regulation: str | None = None, told: Told = _silent
) -> dict[str, Any]:
    """Measure in an office that is thrown away, or in one that is kept in a folder and filled further.

    What was measured of each size is kept in the folder as well; a run that was interrupted goes on from there.

    Args:
        told: hears how far it is.

    Raises:
        ChildFailed: with what was said.
    """
    with tempfile.TemporaryDirectory(prefix="kitei-bench-", dir="/var/tmp") as thrown_away:
        at = folder or Path(thrown_away)
        at.mkdir(parents=True, exist_ok=True)
        at.chmod(0o755)
        home = _home(at / "home", regulation or Library().universities()[0])
        server = server_of(home)
        prepare(home)
        try:
            return _measure(home, size, told)
        finally:
            if server is not None:
                server.stop("fast" if folder else "immediate")


def _home(folder: Path, regulation: str) -> Home:
    if (folder / "office.toml").exists():
        return Home(folder, "bench", regulation, "http://localhost", {"name": "bench", "regulation": regulation})
    # Nobody types a code in a measurement.
    open_desk = '[signin]\nsecond_factor = "optional"'
    return make_home(folder, name="bench", regulation=regulation, base_url="http://localhost", extra=open_desk)


def _measure(home: Home, size: Size, told: Told) -> dict[str, Any]:
    run(home, "people")
    report: dict[str, Any] = {}
    for cases in (size.few, size.cases):
        found = _kept(home, cases) if filling.count(home) > cases else _of_size(home, cases, size, told)
        report |= {} if found is None else {f"cases_{cases}": found}
    many, few = report.get(f"cases_{size.cases}"), report.get(f"cases_{size.few}")
    report["compared"] = None if many is None else compared(few, many)
    if size.soak:
        told(f"連続運転 {size.soak:.0f} 秒 / a soak of {size.soak:.0f} s")
        with serving(home) as site:
            report["soak"] = soak(site, run(home, "places", far=FAR), size.soak)
    told("記録全体の検証 / the whole record is verified")
    run(home, "settle")  # the acts of the bench go into the tree as well
    report["verify"] = run(home, "checked")
    return report


def _of_size(home: Home, cases: int, size: Size, told: Told) -> dict[str, Any]:
    """Fill up to a size and measure there; kept, for a later run that finds more cases."""
    filled = filling.fill(home, cases, told)
    told(f"{cases:,} 件で測定 / measuring with {cases:,} cases")
    places = run(home, "places", far=FAR)
    with serving(home) as site:
        pages = measure_pages(site, places, size)
    found = {"filled": filled, "far_page_is": places["page"], **pages}
    _file(home, cases).write_text(json.dumps(found), encoding="utf-8")
    return found


def _kept(home: Home, cases: int) -> dict[str, Any] | None:
    """What was measured when there were so many cases; nothing if it never was."""
    file = _file(home, cases)
    found: dict[str, Any] | None = json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
    return found


def _file(home: Home, cases: int) -> Path:
    return home.folder / f"measured-{cases}.json"


def measure_pages(site: Site, places: Mapping[str, Any], size: Size) -> dict[str, Any]:
    """Every kind of page with 2 and 8 clients; then acts."""
    cases = [f"/desk/cases/{number}" for number in places["numbers"]]
    kinds = {
        "health": ["/healthz"],
        "home": ["/desk/"],
        "list": ["/desk/cases/?tab=all"],
        "list_running": ["/desk/cases/"],
        "far_page": [f"/desk/cases/?tab=all&after={places['mark']}"],
        "search_name": [f"/desk/cases/?q={quote(name)}" for name in ("髙橋 花子", "山崎", "さとう")],
        "search_number": [f"/desk/cases/?q={number}" for number in places["numbers"][:50]],
        "case": cases,
    }
    found: dict[str, Any] = {}
    _load(site, [*kinds["home"], *kinds["list"], *cases[:8]], 8, size.seconds, form=False)  # workers read the law
    for kind, paths in kinds.items():
        found[kind] = {f"clients_{clients}": _one(site, paths, clients, size) for clients in (2, 8)}
    acts = [f"{path}/do/note" for path in cases]
    found["act"] = {f"clients_{clients}": _one(site, acts, clients, size, form=True) for clients in (2, 8)}
    return found


def _one(site: Site, paths: Sequence[str], clients: int, size: Size, *, form: bool = False) -> dict[str, Any]:
    """The median run by CPU, with what the clients saw in it."""
    _load(site, paths, clients, 0.5, form=form)  # warm: PostgreSQL has read its pages
    runs = [_load(site, paths, clients, size.seconds, form=form) for _ in range(size.runs)]
    return {
        "app_cpu_ms": median(run["app_cpu_ms"] for run in runs),
        "database_cpu_ms": median(run["database_cpu_ms"] for run in runs),
        "per_s": median(run["per_s"] for run in runs),
        "p50_ms": median(run["p50_ms"] for run in runs),
        "p99_ms": median(run["p99_ms"] for run in runs),
        "best_per_s": max(run["per_s"] for run in runs),
        "best_p99_ms": min(run["p99_ms"] for run in runs),
        "errors": sum(run["errors"] for run in runs),
        "first_errors": [error for run in runs for error in run["first_errors"]][:3],
        "bytes": runs[0]["bytes"],
    }


def _load(site: Site, paths: Sequence[str], clients: int, seconds: float, *, form: bool) -> dict[str, Any]:
    web, database = usage.below(site.web), usage.below(site.database)
    before = usage.cpu(web), usage.cpu(database)
    sent = {"body": _NOTE, "csrfmiddlewaretoken": "{token}"} if form else None
    found = _ask(site, paths, clients, seconds, sent)
    after = usage.cpu(usage.below(site.web)), usage.cpu(usage.below(site.database))
    count = max(found["answers"], 1)
    return {
        **found,
        "app_cpu_ms": round((after[0] - before[0]) / count * 1e3, 2),
        "database_cpu_ms": round((after[1] - before[1]) / count * 1e3, 2),
    }


def _ask(
    site: Site,
    paths: Sequence[str],
    clients: int,
    seconds: float,
    form: Mapping[str, str] | None,
) -> dict[str, Any]:
    told = {
        "port": site.port, "clients": clients, "seconds": seconds, "paths": list(paths), "sessions": site.sessions,
        "form": form,
    }  # fmt: skip
    found: dict[str, Any] = said(
        [sys.executable, "-I", client.__file__], told, None
    )  # by its file: nothing else is loaded
    return found


def soak(site: Site, places: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    """Mixed pages and acts for a long time: errors, and memory of the web server at the beginning and at the end."""
    cases = [f"/desk/cases/{number}" for number in places["numbers"]]
    pages = ["/desk/", "/desk/cases/?tab=all", "/desk/cases/?q=%E9%AB%99%E6%A9%8B", *cases]
    _load(site, pages, 4, min(20.0, seconds), form=False)
    warm = usage.memory(usage.below(site.web))
    told, memory, end = [], [warm], time.monotonic() + seconds
    while time.monotonic() < end:
        left = max(1.0, min(30.0, end - time.monotonic()))
        told.append(_load(site, pages, 4, left * 0.8, form=False))
        told.append(_load(site, [f"{path}/do/note" for path in cases], 2, left * 0.2, form=True))
        memory.append(usage.memory(usage.below(site.web)))
    half = max(len(memory) // 2, 1)
    return {
        "seconds": seconds,
        "answers": sum(run["answers"] for run in told),
        "errors": sum(run["errors"] for run in told),
        "first_errors": [error for run in told for error in run["first_errors"]][:3],
        "memory_mib": {"warm": warm, "half": memory[half], "end": memory[-1], "most": max(memory)},
        "grown_in_second_half": round(memory[-1] / memory[half], 3),
    }  # fmt: skip


def compared(few: Mapping[str, Any] | None, many: Mapping[str, Any]) -> dict[str, Any]:
    """Ratios of CPU of app and database together, with two clients; to fewer cases only if those were measured."""

    def cost(size: Mapping[str, Any], kind: str) -> float:
        found = size[kind]["clients_2"]
        return float(found["app_cpu_ms"] + found["database_cpu_ms"])

    listed, health = many["list"]["clients_2"], many["health"]["clients_2"]
    return {
        "far_page_per_first": round(cost(many, "far_page") / cost(many, "list"), 2),
        "many_per_few": few and {kind: round(cost(many, kind) / cost(few, kind), 2) for kind in COMPARED},
        "list_per_health": round(listed["app_cpu_ms"] / health["app_cpu_ms"], 1),
    }


@contextmanager
def serving(home: Home) -> Iterator[Site]:
    """The web server of an office and its background process, until the block ends."""
    port = _free_port()
    sessions = run(home, "people")["sessions"]  # signed in just now: filling may take longer than a session stays open
    command = gunicorn(f"127.0.0.1:{port}", "--keep-alive=75", "--log-level=error")
    database = int((home.folder / "postgres" / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    env = environment(home)
    with (
        subprocess.Popen(command, env=env) as web,  # noqa: S603 - our own server
        subprocess.Popen([sys.executable, "-P", "-m", "kitei.jobs"], env=env) as jobs,
    ):
        try:
            _wait_for(port)
            yield Site(home, port, web.pid, database, sessions)
        finally:
            for process in (web, jobs):
                process.terminate()
            for process in (web, jobs):
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=30)
                process.kill()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + _READY
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise ChildFailed(f"gunicorn did not answer within {_READY:.0f} s")
