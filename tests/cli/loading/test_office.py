"""The bench of an office: its clients, its counters, and a small run of the whole."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kitei.cli.loading import child, client, measuring, usage
from kitei.cli.loading.children import ChildFailed, said
from kitei.cli.loading.measuring import Size

CASES = 40


class Answering(BaseHTTPRequestHandler):
    """Answers pages, redirects what is sent, and has one page that is broken."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(500 if self.path == "/broken" else 200)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(302 if "token=t0ken" in sent and "turn=" in sent else 403)

    def log_message(self, *args: object) -> None:
        del args

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"page")


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def asked(port: int, **more: Any) -> dict[str, Any]:
    sessions = [{"kitei_bench_session": "s", "kitei_bench_csrf": "t0ken"}]
    return client.load(port=port, clients=2, seconds=0.2, **{"paths": ["/a", "/b"], "sessions": sessions, **more})


def test_clients_count_answers_and_tell_how_long_they_waited(port: int) -> None:
    found = asked(port)

    assert found["answers"] > 0
    assert (found["errors"], found["bytes"]) == (0, 4)
    assert found["p50_ms"] <= found["p99_ms"] <= found["max_ms"]


def test_what_is_sent_carries_the_token_of_its_session(port: int) -> None:
    assert asked(port, form={"turn": "{turn}", "token": "{token}"})["errors"] == 0
    assert asked(port, form={"turn": "{turn}", "token": "another"})["errors"] > 0


def test_a_wrong_answer_is_an_error_and_so_is_none(port: int) -> None:
    found = asked(port, paths=["/broken"])
    assert found["errors"] == found["answers"]
    assert found["first_errors"][0] == "/broken: 500"


def test_cpu_and_memory_are_those_of_the_processes() -> None:
    mine = usage.below(os.getpid())

    assert os.getpid() in mine
    assert usage.cpu([os.getpid()]) > 0
    assert usage.memory([os.getpid()]) > 1
    assert (usage.cpu([0]), usage.memory([0])) == (0, 0)


def test_what_is_compared_is_cpu_of_app_and_database_together() -> None:
    kinds = ("health", "home", "list", "far_page", "search_name", "search_number", "case", "act")
    few = {kind: {"clients_2": {"app_cpu_ms": 4.0, "database_cpu_ms": 1.0}} for kind in kinds}
    many = {kind: {"clients_2": {"app_cpu_ms": 4.0, "database_cpu_ms": 2.0}} for kind in kinds}
    many["far_page"] = {"clients_2": {"app_cpu_ms": 5.0, "database_cpu_ms": 4.0}}

    found = measuring.compared(few, many)

    assert found["far_page_per_first"] == 1.5
    assert set(found["many_per_few"].values()) == {1.2}
    assert found["list_per_health"] == 1.0


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(ChildFailed, match="no such task"):
        said(["/bin/sh", "-c", "echo no such task >&2; exit 1"], {}, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("office")
def test_an_office_is_filled_and_its_record_verifies() -> None:
    people = child.people()
    assert len(people["sessions"]) == child.PEOPLE
    assert child.people()["sessions"][0] != people["sessions"][0]
    assert child.fill(count=CASES // 2, last=child.counted()["last"])["made"] == CASES // 2
    last = child.counted()["last"]
    made = [child.fill(count=CASES // 4, last=last, seed=2, part=part, parts=2)["made"] for part in range(2)]
    assert child.counted()["cases"] == CASES // 2 + sum(made)
    assert child.settle()["taken"] >= CASES
    places = child.places(far=1)
    assert places["numbers"] or places["seen"]
    found = child.checked()
    assert (found["clean"], found["leaves"] >= CASES) == (True, True), found["findings"]


@pytest.mark.skipif(not os.environ.get("KITEI_FULL"), reason="starts servers of its own; with --full")
def test_the_whole_bench_in_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")  # a database of its own, not that of the tests
    lines: list[str] = []
    found = measuring.bench_office(Size(cases=5_000, few=600, seconds=0.5, runs=1, soak=2.0), told=lines.append)

    assert any("5,000" in line for line in lines)
    assert found["cases_5000"]["filled"]["made"] == 4_400
    for kind in ("home", "list", "far_page", "search_name", "case", "act"):
        for clients in ("clients_2", "clients_8"):
            told = found["cases_5000"][kind][clients]
            assert (told["errors"], told["per_s"] > 0) == (0, True), (kind, told["first_errors"])
    assert set(found["compared"]["many_per_few"]) == set(measuring.COMPARED)
    assert (found["soak"]["errors"], found["soak"]["answers"] > 0) == (0, True)
    assert found["verify"]["clean"]
